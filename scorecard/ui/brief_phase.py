"""The selection's phase: from preparing to collecting, closed and decided, and back."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.model import Phase, Selection, Status
from scorecard.ui.brief_saving import scope_of
from scorecard.ui.brief_words import PHASE_EXPLANATIONS, closing_words, deadline_words
from scorecard.ui.frame import PHASE_WORDS
from scorecard.ui.outcomes import WRITE_PROBLEMS, failed, outcome_of, remember, saved
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection, actor, storage, today
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_FIELD = "phase"


def show_phase(opened: OpenSelection) -> None:
    """The phase, what it means, and the steps from here."""
    selection = opened.selection
    key = f"{scope_of(selection)}:phase"
    with st.container(border=True, gap="small"):
        st.markdown(f"**{PHASE_WORDS[selection.phase]}**")
        st.caption(PHASE_EXPLANATIONS[selection.phase])
        if passed := deadline_words(selection, today()):
            st.caption(f":material/event_busy: {passed}")
        if not may_change(opened, Action.EDIT_DETAILS):
            return
        with st.container(horizontal=True, gap="small"):
            match selection.phase:
                case Phase.PREPARING:
                    _step(selection, "Start collecting answers", Phase.COLLECTING, primary=True)
                case Phase.COLLECTING:
                    if st.button(
                        "Close responses",
                        key=f"{key}:close",
                        icon=":material/lock:",
                        type="primary",
                    ):
                        _close(opened)
                case Phase.CLOSED:
                    _step(selection, "Mark as decided", Phase.DECIDED, primary=True)
                    _step(selection, "Reopen responses", Phase.COLLECTING)
                case Phase.DECIDED:
                    _step(selection, "Take the decision back", Phase.CLOSED)
        outcome = outcome_of(scope_of(selection), _FIELD)
        if outcome is not None and outcome.problem:
            st.error(literal(outcome.problem), icon=":material/error:")
        elif outcome is not None:
            st.caption(f":material/check: Saved {outcome.saved_at}")
            if outcome.undo_to is Phase.PREPARING:
                # There is no step back from collecting: this one is for a click too soon.
                _step(selection, "Undo: back to preparing", Phase.PREPARING)


def _step(selection: Selection, label: str, phase: Phase, *, primary: bool = False) -> None:
    st.button(
        label,
        key=f"{scope_of(selection)}:phase:{phase.value}",
        type="primary" if primary else "secondary",
        on_click=change_phase,
        args=(selection, phase),
    )


@uninterrupted
def change_phase(selection: Selection, phase: Phase) -> None:
    """Stores the new phase and remembers what became of it."""
    scope = scope_of(selection)
    try:
        storage().save_details(
            actor(), selection.id, phase=phase, expected_version=selection.version
        )
    except WRITE_PROBLEMS as problem:
        remember(scope, _FIELD, failed(problem, None))
        return
    remember(scope, _FIELD, saved(selection.phase))


def open_answers(opened: OpenSelection) -> int:
    """How many questions are still open, over all candidates."""
    selection = opened.selection
    known = {question.id for question in opened.catalogue.questions}
    settled = sum(
        answer.status is not Status.OPEN and answer.question_id in known
        for answer in selection.answers
    )
    return len(known) * len(selection.candidates) - settled


@st.dialog("Close responses", icon=":material/lock:")
def _close(opened: OpenSelection) -> None:
    selection = opened.selection
    st.markdown(closing_words(selection, open_answers(opened)))
    if st.button(
        "Close responses now",
        key=f"{scope_of(selection)}:phase:close:confirmed",
        type="primary",
        on_click=change_phase,
        args=(selection, Phase.CLOSED),
    ):
        st.rerun()
