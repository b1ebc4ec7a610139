"""How candidates come in, go out and come back, and how silence is recorded."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.model import Candidate
from scorecard.ui.candidates_saving import (
    add_pasted,
    add_typed,
    mark_no_reply,
    restore,
    scope_of,
)
from scorecard.ui.candidates_standing import Standing, may_be_closed
from scorecard.ui.notices import show_notice, show_put_away
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection, actor, storage, today


def show_entry(opened: OpenSelection) -> None:
    """A field for one name, and one for many; nothing for whoever may not add."""
    selection = opened.selection
    scope = scope_of(selection)
    if not may_change(opened, Action.EDIT_CANDIDATES):
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        # The browser clears the field at once: cleared by the server a moment later, it would lose
        # what is typed there already, or send the last name along with the next.
        with st.form(f"{scope}:add", border=False, clear_on_submit=True):
            # Columns go below one another on a telephone: the field keeps room for the browser's
            # hint beside what is typed.
            name, button = st.columns([5, 1], gap="small", vertical_alignment="bottom")
            name.text_input(
                "Add a candidate",
                key=f"{scope}:new",
                placeholder="Name of the provider, then Enter",
            )
            button.form_submit_button(
                "Add",
                icon=":material/add:",
                type="primary",
                on_click=add_typed,
                args=(selection,),
            )
        with st.popover("Paste several", icon=":material/content_paste:"):
            st.text_area(
                "Names, one a line",
                key=f"{scope}:pasted",
                height=160,
                placeholder="Atlas\nBorealis; Jo Bell; jo@borealis.example\nCobalt",
                help="After a semicolon or tab: the name of the contact, and an e-mail address",
            )
            st.button(
                "Add all",
                key=f"{scope}:add_all",
                type="primary",
                on_click=add_pasted,
                args=(selection,),
            )


def show_said(opened: OpenSelection, removed: tuple[Candidate, ...]) -> None:
    """What became of the last change, with undo for a removal."""
    selection = opened.selection
    scope = scope_of(selection)
    gone = st.session_state.get(f"{scope}:just_removed")
    candidate = next((candidate for candidate in removed if candidate.id == gone), None)
    show_notice(
        st.session_state.get(f"{scope}:notice") or "",
        st.session_state.get(f"{scope}:problems") or (),
        key=f"{scope}:undo_removal",
        undo=None if candidate is None else partial(restore, selection, candidate),
    )


def removed_candidates(opened: OpenSelection) -> tuple[Candidate, ...]:
    """The candidates that can be brought back."""
    return storage().removed_candidates(actor(), opened.id)


def show_removed(opened: OpenSelection, removed: tuple[Candidate, ...]) -> None:
    """A fold with the removed candidates."""
    by_id = {candidate.id: candidate for candidate in removed}
    show_put_away(
        "Removed candidates",
        {candidate.id: candidate.name for candidate in removed},
        lambda gone: restore(opened.selection, by_id[gone]),
        key=lambda gone: f"{scope_of(opened.selection)}:restore:{gone}",
        icons=(":material/delete:", ":material/undo:"),
        disabled=not may_change(opened, Action.EDIT_CANDIDATES),
    )


def show_closing(opened: OpenSelection, found: tuple[Standing, ...]) -> None:
    """Offers to mark what is still open as no reply, once that is fair."""
    waiting = [standing for standing in found if standing.waiting_for_reply]
    if not waiting:
        return
    if not may_change(opened, Action.EDIT_ANSWERS):
        return
    allowed = may_be_closed(opened.selection, today())
    if st.button(
        "Mark everything still open as no reply",
        key=f"{scope_of(opened.selection)}:no_reply",
        icon=":material/do_not_disturb_on:",
        disabled=not allowed,
    ):
        _confirm_no_reply(opened, waiting)
    if not allowed:
        st.caption(
            "Possible once the response deadline has passed or responses are closed (Brief, Price "
            "and rules)."
        )


@st.dialog("Mark what is open as no reply", icon=":material/do_not_disturb_on:")
def _confirm_no_reply(opened: OpenSelection, waiting: list[Standing]) -> None:
    by_id = {standing.candidate.id: standing for standing in waiting}
    key = f"{scope_of(opened.selection)}:no_reply:of"
    chosen = st.multiselect(
        "Of",
        list(by_id),
        default=list(by_id),
        format_func=lambda i: f"{by_id[i].candidate.name} ({len(by_id[i].waiting_for_reply)} open)",
        key=key,
    )
    affected = [by_id[candidate_id] for candidate_id in chosen]
    count = sum(len(standing.waiting_for_reply) for standing in affected)
    answers = "answer becomes" if count == 1 else "answers become"
    st.markdown(
        f"**{count} {answers} “no reply”**, which is worth 0. What you rate or see yourself stays "
        "open. Each can be undone or changed on the Due diligence page, and the history keeps it."
    )
    if st.button(
        "Mark as no reply",
        key=f"{scope_of(opened.selection)}:no_reply:confirmed",
        type="primary",
        disabled=count == 0,
        on_click=mark_no_reply,
        args=(
            opened.selection,
            [(standing.candidate, standing.waiting_for_reply) for standing in affected],
        ),
    ):
        st.rerun()
