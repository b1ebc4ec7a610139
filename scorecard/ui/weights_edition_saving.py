"""How another edition of the catalogue is taken over or taken back, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.ui import state
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem, remember, saved
from scorecard.ui.uninterrupted import uninterrupted
from scorecard.ui.weights_result import open_evaluation, scope_of, tell_effect

FIELD = "edition"
NEWER, EARLIER = "newer", "earlier"


def key_of(selection_id: str, fold: str, name: str) -> str:
    """The key of a field of one of the two folds."""
    return f"{scope_of(selection_id)}:{FIELD}:{fold}:{name}"


@uninterrupted
def take_over(selection_id: str, version_read: int, *, keep_own_values: bool) -> None:
    """Callback: the shipped catalogue in the place of the copy, for the reason written there."""
    _write(
        selection_id,
        NEWER,
        lambda reason: state.storage().take_over_catalogue(
            state.actor(),
            selection_id,
            state.shipped_catalogue(),
            expected_version=version_read,
            keep_own_values=keep_own_values,
            reason=reason,
        ),
    )


@uninterrupted
def take_back(selection_id: str, version_read: int) -> None:
    """Callback: the copy of before the last takeover back, for the reason written there."""
    _write(
        selection_id,
        EARLIER,
        lambda reason: state.storage().take_catalogue_back(
            state.actor(), selection_id, expected_version=version_read, reason=reason
        ),
    )


def _write(selection_id: str, fold: str, write: Callable[[str], object]) -> None:
    before = open_evaluation()
    if before is None or before.selection.id != selection_id:
        return
    reason = key_of(selection_id, fold, "reason")
    problem = key_of(selection_id, fold, "problem")
    st.session_state[problem] = ""
    try:
        write(str(st.session_state.get(reason) or ""))
    except WRITE_PROBLEMS as refusal:
        st.session_state[problem] = plain_problem(refusal)
        return
    st.session_state.pop(reason, None)
    st.session_state[key_of(selection_id, fold, "fold")] = False
    remember(scope_of(selection_id), FIELD, saved(None))
    tell_effect(before, FIELD)
