"""The button's file: built for whoever may export, refused to everybody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import AS_OF
from pages import stored_worked, use_database

from scorecard.access import AccessDenied, Actor, Role, local_operator
from scorecard.catalogue import load_catalogue
from scorecard.evaluation import evaluate
from scorecard.ui.links.report_download import report_bytes, report_file_name
from scorecard.ui.state import OpenSelection


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenSelection:
    """The worked selection as a page has it, from a database of its own."""
    selection = stored_worked(use_database(monkeypatch, tmp_path))
    catalogue = load_catalogue()
    return OpenSelection(selection, catalogue, evaluate(selection, catalogue, as_of=AS_OF))


def test_the_owner_gets_the_report_with_their_name_on_it(opened: OpenSelection) -> None:
    page = report_bytes(local_operator("Dana Hofer"), opened).decode("utf-8")
    assert "by Dana Hofer" in page
    assert "How sure is this?" in page
    assert "What it costs" in page
    assert report_file_name(opened).startswith("report-lindenhaus-invented-example")
    assert report_file_name(opened).endswith(".html")


def test_who_holds_a_share_link_does_not_get_the_whole_report(opened: OpenSelection) -> None:
    stakeholder = Actor(
        name="Steering group",
        role=Role.LINK,
        selection_ids=frozenset({opened.id}),
        link_id="link",
    )
    with pytest.raises(AccessDenied):
        report_bytes(stakeholder, opened)
