"""What somebody without a sign-in sees: the shared page, or that a link is needed or dead."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st
from pydantic import JsonValue
from streamlit.navigation.page import StreamlitPage

from scorecard.access import AccessDenied
from scorecard.catalogue import Catalogue
from scorecard.certainty import Certainty, assess
from scorecard.evaluation import evaluate
from scorecard.excel import SheetScope, write_shortlist
from scorecard.model import Selection
from scorecard.sharing import SharedView, ShareScope, SnapshotFaultError, shared_view, thaw
from scorecard.storage import Link, NotFound, StorageError
from scorecard.ui import shared_panels, state
from scorecard.ui.downloads import file_stem
from scorecard.ui.server.joining import WRONG_LINK_DELAY_SECONDS
from scorecard.ui.server.plain_pages import (
    LINK_PROBLEM_TEXT,
    LINK_PROBLEM_TITLE,
    NO_LINK_TEXT,
    NO_LINK_TITLE,
)
from scorecard.ui.server.visitors import Visitor, live_share_link
from scorecard.ui.shared_flags import show_flags
from scorecard.ui.text import literal

FOLLOW_EVERY_SECONDS = 10
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page_for(visitor: Visitor) -> StreamlitPage:
    """The only page that exists for a visitor who is not inside: register nothing beside it."""
    if visitor.link is not None:
        shown: Callable[[], None] = partial(show_shared_page, visitor.link, visitor.share_sha256)
    else:
        shown = show_link_problem if visitor.is_stakeholder else show_ask_for_link
    return st.Page(shown, title="Partner scorecard", url_path="shared", default=True)


def show_ask_for_link() -> None:
    """What a stranger sees in mode `links`, and nothing else."""
    st.title(NO_LINK_TITLE, anchor=False)
    st.markdown(NO_LINK_TEXT)


def show_link_problem() -> None:
    """One page for wrong, expired and revoked links, after the same wait."""
    time.sleep(WRONG_LINK_DELAY_SECONDS)
    st.title(LINK_PROBLEM_TITLE, anchor=False)
    st.markdown(LINK_PROBLEM_TEXT)


def show_shared_page(link: Link, share_sha256: str) -> None:
    """The page behind a live share link: counts its opening, shows the view, follows changes."""
    try:
        view = view_of(link)
    except (AccessDenied, NotFound):
        show_link_problem()
        return
    except SnapshotFaultError as problem:
        st.title("This page cannot be shown", anchor=False)
        st.markdown(literal(f"{str(problem).capitalize()}. Ask {link.created_by} for another one."))
        return
    _count_once(link)
    show_view(view, key="shared", workbook=partial(workbook_while_live, share_sha256, view))
    _follow(share_sha256, view.evaluation.revision)


def show_view(view: SharedView, *, key: str, workbook: Callable[[], bytes]) -> None:
    """A view as its stakeholders see it; the page of links previews it with the same function.

    `workbook` builds the file on the click and must not read the session.
    """
    shared_panels.show_heading(view)
    st.download_button(
        "Excel workbook",
        data=workbook,
        file_name=f"shortlist-{file_stem(view.title)}-{view.made_at:%Y-%m-%d}.xlsx",
        mime=WORKBOOK_TYPE,
        on_click="ignore",
        icon=":material/download:",
        key=f"{key}:workbook",
    )
    shared_panels.show_ranking(view)
    shared_panels.show_certainty(certainty_of_view(view))
    show_flags(view, key)
    shared_panels.show_charts(view, key)
    shared_panels.show_answers(view, key)
    shared_panels.show_method(view)


def view_of(link: Link) -> SharedView:
    """What the link shows now: its snapshot, or the selection reduced to the link's scope.

    Raises AccessDenied when the link was closed in the meantime, NotFound when its selection is
    gone, SnapshotFaultError when a snapshot cannot be read.
    """
    if link.frozen:
        return _thawed(link.id, _snapshot=link.snapshot)
    if link.selection_id is None:
        raise NotFound("This link shows no selection.")
    selection, catalogue = state.storage().load_shared(link.actor(), link.selection_id)
    view = _live_view(
        selection.id,
        selection.revision,
        state.today(),
        parts=tuple(sorted(part.value for part in link.scope)),
        names_hidden=link.names_hidden,
        shared_by=link.created_by,
        _scope=ShareScope.of(link.scope, names_hidden=link.names_hidden),
        _selection=selection,
        _catalogue=catalogue,
    )
    return replace(view, made_at=datetime.now(UTC))


def certainty_of_view(view: SharedView) -> Certainty | None:
    """How sure the ranking is, from what the view holds; None where its scope is too small.

    It speaks of single answers and of values by criterion, so both must be shown.
    """
    if not (view.scope.evidence and view.is_broken_down and view.evaluation.ranked_order):
        return None
    return assess(view.evaluation)


def shared_workbook(view: SharedView) -> bytes:
    """The shortlist workbook of a view; names are already labels where they are hidden."""
    scope = SheetScope(flags=view.scope.flags, costs=view.scope.costs, evidence=view.scope.evidence)
    return write_shortlist(
        view.evaluation,
        certainty=certainty_of_view(view),
        sharing=scope,
        created_at=view.made_at,
        sentences=(view.sentence,),
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _thawed(link_id: str, *, _snapshot: JsonValue) -> SharedView:
    return thaw(_snapshot)


@st.cache_resource(max_entries=32, show_spinner=False)
def _live_view(
    selection_id: str,
    revision: int,
    as_of: date,
    *,
    parts: tuple[str, ...],
    names_hidden: bool,
    shared_by: str,
    _scope: ShareScope,
    _selection: Selection,
    _catalogue: Catalogue,
) -> SharedView:
    evaluation = evaluate(_selection, _catalogue, as_of=as_of)
    return shared_view(evaluation, _scope, shared_by=shared_by, made_at=datetime.now(UTC))


def workbook_while_live(share_sha256: str, view: SharedView) -> bytes:
    """The workbook of a shared view; AccessDenied when its link was closed in the meantime.

    The click may come long after the page was shown.
    """
    if live_share_link(state.storage(), share_sha256) is None:
        raise AccessDenied(LINK_PROBLEM_TITLE)
    return shared_workbook(view)


@st.fragment(run_every=FOLLOW_EVERY_SECONDS)
def _follow(share_sha256: str, shown_revision: int) -> None:
    """Shows the page anew when the link was closed or its selection changed, and asks no more."""
    try:
        link = live_share_link(state.storage(), share_sha256)
        if link is not None and not link.frozen and link.selection_id is not None:
            selection, _ = state.storage().load_shared(link.actor(), link.selection_id)
            if selection.revision == shown_revision:
                return
        elif link is not None:
            return
    except StorageError:
        # The database is busy or gone for a moment: what is shown stays, and the next turn asks.
        return
    except AccessDenied:
        pass
    st.rerun(scope="app")


def _count_once(link: Link) -> None:
    key = f"shared:counted:{link.id}"
    if st.session_state.get(key):
        return
    st.session_state[key] = True
    try:
        state.storage().count_opening(link.actor())
    except (StorageError, AccessDenied) as problem:
        # The page can be read all the same.
        st.caption(literal(f"This visit was not counted. {problem}"))
