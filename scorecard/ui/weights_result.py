"""Beside a field of the page Criteria and weights: saved or why not, and what it changed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.evaluation import Evaluation
from scorecard.ui import state
from scorecard.ui.outcomes import show_outcome
from scorecard.ui.text import literal
from scorecard.ui.weights_words import ranking_change


def scope_of(selection_id: str) -> str:
    """The prefix of every key on this page for this selection."""
    return f"weights:{selection_id}"


def show_result(
    selection_id: str, field: str, save: Callable[[object], None] | None = None
) -> None:
    """Beside a field: saved or why not, and what a saved change did to the ranking."""
    scope = scope_of(selection_id)
    show_outcome(scope, field, save)
    told_field, told = st.session_state.get(_effect_key(selection_id), ("", ""))
    if told_field == field and told:
        st.markdown(f":material/swap_vert: {literal(told)}")


def tell_effect(before: Evaluation, field: str) -> None:
    """Notes beside a field what the change of it did to the ranking."""
    after = open_evaluation()
    if after is not None:
        told = ranking_change(before, after)
        st.session_state[_effect_key(before.selection.id)] = (field, told)


def _effect_key(selection_id: str) -> str:
    return f"{scope_of(selection_id)}:effect"


def open_evaluation() -> Evaluation | None:
    """The evaluation of the open selection as it is stored now, or None."""
    opened = state.open_selection()
    return None if opened is None else opened.evaluation
