"""What somebody without a sign-in sees: the shared page, or that a link is needed or dead."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from scorecard.access import AccessDenied
from scorecard.sharing import SharedView, SnapshotFaultError
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
from scorecard.ui.server.visitors import Visitor
from scorecard.ui.shared_flags import show_flags
from scorecard.ui.shared_views import (
    certainty_of_view,
    report_while_live,
    source_of,
    view_of,
    workbook_while_live,
)
from scorecard.ui.text import literal

# Whether the link still stands is one row to read; a changed selection draws the page anew, and
# while several people type, that is not wanted more often.
ASK_EVERY_SECONDS = 3
FOLLOW_EVERY = timedelta(seconds=10)
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
    source = source_of(link)
    workbook = partial(workbook_while_live, share_sha256, view, source)
    report = partial(report_while_live, share_sha256, view)
    show_view(view, key="shared", source=source, workbook=workbook, report=report)
    _follow(share_sha256, view.evaluation.revision, view.made_at)


def show_view(
    view: SharedView,
    *,
    key: str,
    source: str,
    workbook: Callable[[], bytes],
    report: Callable[[], bytes],
) -> None:
    """A view as its stakeholders see it; the page of links previews it with the same function.

    `source` names the selection, or the link with a view of its own, that it comes from.
    `workbook` and `report` build the files on the click and must not read the session.
    """
    shared_panels.show_heading(view)
    stem = f"{file_stem(view.title)}-{view.made_at:%Y-%m-%d}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Excel workbook",
            data=workbook,
            file_name=f"shortlist-{stem}.xlsx",
            mime=WORKBOOK_TYPE,
            on_click="ignore",
            icon=":material/download:",
            key=f"{key}:workbook",
        )
        st.download_button(
            "Report",
            data=report,
            file_name=f"report-{stem}.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/description:",
            key=f"{key}:report",
            help="One HTML file with what this page shows. Print it from the browser for a PDF.",
        )
    shared_panels.show_ranking(view)
    shared_panels.show_certainty(certainty_of_view(view, source), key)
    show_flags(view, key)
    shared_panels.show_charts(view, key)
    shared_panels.show_costs(view, key)
    shared_panels.show_answers(view, key)
    shared_panels.show_method(view)


@st.fragment(run_every=ASK_EVERY_SECONDS)
def _follow(share_sha256: str, shown_revision: int, shown_at: datetime) -> None:
    """Shows the page anew when the link was closed or its selection changed, and asks no more."""
    try:
        standing = state.storage().link_standing(share_sha256)
    except StorageError:
        # The database is busy or gone for a moment: what is shown stays, and the next turn asks.
        return
    has_changed = standing.revision not in (None, shown_revision)
    if not standing.is_valid or (has_changed and datetime.now(UTC) - shown_at >= FOLLOW_EVERY):
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
