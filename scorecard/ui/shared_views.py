"""What a share link shows, computed once: its view, how sure the ranking is, its workbook."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st
from pydantic import JsonValue

from scorecard.access import AccessDenied
from scorecard.catalogue import Catalogue
from scorecard.certainty import Certainty, assess
from scorecard.evaluation import evaluate
from scorecard.excel import SheetScope, write_shortlist
from scorecard.model import Selection, fingerprint
from scorecard.report import write_shared_report
from scorecard.sharing import Seating, SharedView, ShareScope, seated, shared_view, thaw
from scorecard.storage import Link, NotFound
from scorecard.ui import state
from scorecard.ui.exports import note_shared_download
from scorecard.ui.server.plain_pages import LINK_PROBLEM_TITLE


def view_of(link: Link) -> SharedView:
    """What the link shows now: its snapshot, or the selection reduced to the link's scope.

    Raises AccessDenied when the link was closed in the meantime, NotFound when its selection is
    gone, SnapshotFaultError when a snapshot cannot be read.
    """
    if link.frozen:
        return thawed(link.id, link.snapshot)
    if link.selection_id is None:
        raise NotFound("This link shows no selection.")
    selection, catalogue = state.storage().load_shared(link.actor(), link.selection_id)
    view = _live_view(
        selection.id,
        selection.revision,
        state.today(),
        parts=tuple(sorted(part.value for part in link.scope)),
        names_hidden=link.names_hidden,
        seating=link.seating,
        shared_by=link.created_by,
        _scope=ShareScope.of(link.scope, names_hidden=link.names_hidden),
        _selection=selection,
        _catalogue=catalogue,
    )
    return replace(view, made_at=datetime.now(UTC))


def thawed(link_id: str, snapshot: JsonValue) -> SharedView:
    """The view that a frozen link keeps, as it is kept now: an erasure changes a snapshot."""
    content = fingerprint(json.dumps(snapshot, sort_keys=True))
    return _thawed(link_id, content, _snapshot=snapshot)


def source_of(link: Link) -> str:
    """Where a link's view comes from: the selection, or the link itself.

    A frozen link has a view of its own, and one without names has candidates in seats of its own.
    """
    is_its_own = link.frozen or link.names_hidden or link.selection_id is None
    return link.id if is_its_own or link.selection_id is None else link.selection_id


def certainty_of_view(view: SharedView, source: str) -> Certainty | None:
    """How sure the ranking is, from what the view holds; None where its scope is too small.

    It speaks of single answers and of values by criterion, so both must be shown. `source` is
    what `source_of` says of its link: the view itself no longer tells which selection it is of.
    """
    evaluation = view.evaluation
    if not (view.scope.evidence and view.is_broken_down and evaluation.ranked_order):
        return None
    return _assessed(
        source,
        evaluation.revision,
        evaluation.catalogue.version,
        evaluation.as_of,
        parts=tuple(sorted(part.value for part in view.scope.parts)),
        names_hidden=view.scope.names_hidden,
        is_frozen=view.is_frozen,
        _view=view,
    )


def shared_workbook(view: SharedView, source: str) -> bytes:
    """The shortlist workbook of a view, which holds nothing beyond the link's scope."""
    return write_shortlist(
        view.evaluation,
        certainty=certainty_of_view(view, source),
        costs=view.costs,
        sharing=sheet_scope(view),
        created_at=view.made_at,
        sentences=(view.sentence,),
    )


def sheet_scope(view: SharedView) -> SheetScope:
    """The sheets and rows of the workbook for what a view shows."""
    return SheetScope(
        flags=view.scope.flags,
        evidence=view.scope.evidence,
        breakdown=view.is_broken_down,
        costs=view.scope.costs,
        questions=frozenset(question.id for question in view.shared_questions()),
    )


def workbook_while_live(share_sha256: str, view: SharedView, source: str) -> bytes:
    """The workbook of a shared view; AccessDenied when its link was closed in the meantime.

    The click may come long after the page was shown.
    """
    _refuse_closed(share_sha256)
    workbook = shared_workbook(view, source)
    note_shared_download(share_sha256, "workbook")
    return workbook


def report_while_live(share_sha256: str, view: SharedView) -> bytes:
    """The report of a shared view; AccessDenied when its link was closed in the meantime."""
    _refuse_closed(share_sha256)
    report = write_shared_report(view)
    note_shared_download(share_sha256, "report (HTML)")
    return report


def _refuse_closed(share_sha256: str) -> None:
    if not state.storage().link_standing(share_sha256).is_valid:
        raise AccessDenied(LINK_PROBLEM_TITLE)


@st.cache_resource(max_entries=32, show_spinner=False)
def _thawed(link_id: str, content_sha256: str, *, _snapshot: JsonValue) -> SharedView:
    return thaw(_snapshot)


@st.cache_resource(max_entries=32, show_spinner=False)
def _live_view(
    selection_id: str,
    revision: int,
    as_of: date,
    *,
    parts: tuple[str, ...],
    names_hidden: bool,
    seating: Seating | None,
    shared_by: str,
    _scope: ShareScope,
    _selection: Selection,
    _catalogue: Catalogue,
) -> SharedView:
    shown = _selection if seating is None else seated(_selection, seating)
    evaluation = evaluate(shown, _catalogue, as_of=as_of)
    return shared_view(evaluation, _scope, shared_by=shared_by, made_at=datetime.now(UTC))


@st.cache_resource(max_entries=16, show_spinner=False)
def _assessed(
    source: str,
    revision: int,
    catalogue_version: str,
    as_of: date,
    *,
    parts: tuple[str, ...],
    names_hidden: bool,
    is_frozen: bool,
    _view: SharedView,
) -> Certainty:
    return assess(_view.evaluation)
