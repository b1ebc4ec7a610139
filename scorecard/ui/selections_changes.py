"""What the Selections page does with a selection that is there: open, rename, copy, archive."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action, may
from scorecard.model import name_key
from scorecard.storage import SelectionSummary
from scorecard.ui import frame
from scorecard.ui.notices import show_notice, show_put_away
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.selections_words import free_title
from scorecard.ui.state import actor, open_selection_id, remember_selection, storage
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

NOTICE_KEY = "selections:notice"
PROBLEM_KEY = "selections:problem"
_UNDO_KEY = "selections:undo"
_NEXT_VIEW_KEY = "selections:next_view"


def say(notice: str = "", *, problem: str = "", undo: str = "") -> None:
    """What the page shows about the last change; `undo` is a selection to bring back."""
    st.session_state[NOTICE_KEY] = notice
    st.session_state[PROBLEM_KEY] = problem
    st.session_state[_UNDO_KEY] = undo


def show_said() -> None:
    """Shows what became of the last change, with undo for archiving."""
    problem, undo = st.session_state.get(PROBLEM_KEY), st.session_state.get(_UNDO_KEY)
    show_notice(
        st.session_state.get(NOTICE_KEY) or "",
        [problem] if problem else [],
        key="selections:undo_archive",
        undo=partial(bring_back, undo) if undo else None,
    )


def go_next(view: str) -> None:
    """Has the page go on to another one; callbacks cannot switch pages themselves."""
    st.session_state[_NEXT_VIEW_KEY] = view


def follow() -> None:
    """Goes to where a callback wanted to go; the page's first statement."""
    view = st.session_state.pop(_NEXT_VIEW_KEY, None)
    if view:
        frame.go_to(view)


def open_selection(summary: SelectionSummary) -> None:
    """Opens a selection: on the Ranking, or on the Brief while it has no candidate."""
    say()
    remember_selection(summary.id)
    go_next("ranking.py" if summary.candidate_count else "brief.py")


def titles(*, without: str = "") -> list[str]:
    """The titles of all selections, archived ones included, but for one."""
    known = storage().list_selections(actor(), include_archived=True)
    return [summary.title for summary in known if summary.id != without]


def duplicate(summary: SelectionSummary) -> None:
    """Stores a copy under a title of its own."""
    try:
        copy = storage().duplicate_selection(
            actor(), summary.id, title=free_title(summary.title, titles())
        )
    except WRITE_PROBLEMS as problem:
        say(problem=plain_problem(problem))
        return
    say(f"Copied, with all candidates and answers, as “{copy.title}”.")


def archive(summary: SelectionSummary) -> None:
    """Puts a selection into the archive, where it is kept but cannot be changed."""
    if not _set_archived(summary.id, archived=True):
        return
    if open_selection_id() == summary.id:
        remember_selection(None)
    say(f"“{summary.title}” is archived.", undo=summary.id)


@uninterrupted
def bring_back(selection_id: str) -> None:
    """Takes a selection out of the archive."""
    if _set_archived(selection_id, archived=False):
        say(f"“{storage().load(actor(), selection_id).title}” is back.")


def _set_archived(selection_id: str, *, archived: bool) -> bool:
    try:
        version = storage().load(actor(), selection_id).version
        storage().save_details(actor(), selection_id, archived=archived, expected_version=version)
    except WRITE_PROBLEMS as problem:
        say(problem=plain_problem(problem))
        return False
    return True


@st.dialog("Rename a selection", icon=":material/edit:")
def confirm_rename(summary: SelectionSummary) -> None:
    """Asks for the new title; what was typed stays while it cannot be stored."""
    key = f"selections:{summary.id}:title"
    problem_key = f"{key}:problem"

    @uninterrupted
    def rename() -> None:
        st.session_state[problem_key] = _renamed(summary, str(st.session_state[key] or ""))

    with st.form(f"{key}:form", border=False):
        st.text_input("Title", value=summary.title, key=key)
        sent = st.form_submit_button("Rename", type="primary", on_click=rename)
    if not sent:
        st.session_state.pop(problem_key, None)
        return
    if st.session_state.get(problem_key):
        st.error(literal(st.session_state[problem_key]), icon=":material/error:")
    else:
        st.rerun()


def _renamed(summary: SelectionSummary, title: str) -> str:
    """Stores the title; what is wrong with it, or ''."""
    if name_key(title) in {name_key(other) for other in titles(without=summary.id)}:
        return f"Another selection is called “{title.strip()}” already. Choose a title of its own."
    try:
        version = storage().load(actor(), summary.id).version
        storage().save_details(actor(), summary.id, title=title, expected_version=version)
    except WRITE_PROBLEMS as problem:
        return plain_problem(problem)
    say(f"Renamed to “{title.strip()}”.")
    return ""


def show_archived(summaries: tuple[SelectionSummary, ...]) -> None:
    """A fold with the archived selections."""
    show_put_away(
        "Archived selections",
        {summary.id: summary.title for summary in summaries},
        bring_back,
        key=lambda selection_id: f"selections:{selection_id}:bring_back",
        icons=(":material/archive:", ":material/unarchive:"),
        disabled=not may(actor(), Action.ARCHIVE),
    )
