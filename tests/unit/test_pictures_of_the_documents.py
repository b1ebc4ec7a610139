"""Every picture that a document shows is there, and every page of the app has its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorecard.ui.frame import NAVIGATION

ROOT = Path(__file__).parents[2]
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_picture_that_a_document_shows_is_there(document: Path) -> None:
    shown = PICTURE.findall(document.read_text("utf-8"))
    assert [name for name in shown if not (document.parent / name).is_file()] == []


@pytest.mark.parametrize("view", [view.file.removesuffix(".py") for view in NAVIGATION])
def test_every_page_of_the_navigation_has_been_photographed(view: str) -> None:
    folder = ROOT / "docs" / "screenshots"
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            assert (folder / f"{view}-{width}-{scheme}.png").is_file()
