"""The rules that are fixed with the first answer, and how they are changed: with a reason."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Catalogue
from scorecard.model import Brief, OpenPolicy, PriceFormula, Selection
from scorecard.ui.brief_basis import price_anchors
from scorecard.ui.brief_currencies import CURRENCIES
from scorecard.ui.brief_saving import scope_of, title_of
from scorecard.ui.brief_words import (
    FORMULA_WORDS,
    POLICY_WORDS,
    tie_break_options,
    tie_break_words,
)
from scorecard.ui.number_field import number_typed, show_number_in_form
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem, remember
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection, actor, storage
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

OPEN_POLICIES = ("open_policy_while_collecting", "open_policy_once_closed")


def rules_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The fields of the brief that are fixed with the first answer; gates have their own way."""
    return (
        "currency",
        *price_anchors(catalogue),
        "price_formula",
        "tie_break",
        *OPEN_POLICIES,
    )


def show_lock(opened: OpenSelection, place: str = "") -> None:
    """Once an answer is recorded: that the rules are fixed, and the way to change them.

    `place` tells the button apart where the page has it more than once.
    """
    selection = opened.selection
    if not selection.is_answered:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            ":material/lock: Fixed since the first answer was recorded, so that nobody can "
            "fit the yardstick to an answer.",
            width="content",
        )
        scope = f"{scope_of(selection)}:unfreeze"
        if may_change(opened, Action.EDIT_BRIEF) and st.button(
            "Change with a reason",
            key=f"{scope}:{place}" if place else scope,
            icon=":material/lock_open:",
        ):
            st.session_state[f"{scope}:problem"] = ""
            _change_with_a_reason(opened)


@st.dialog("Change what is fixed", icon=":material/lock_open:", width="medium")
def _change_with_a_reason(opened: OpenSelection) -> None:
    selection, catalogue = opened.selection, opened.catalogue
    brief, scope = selection.brief, f"{scope_of(selection)}:unfreeze"
    st.markdown(
        "Answers are recorded already. Whatever you change here changes values or ranks that are "
        "on the table, so the history keeps your reason beside it."
    )
    with st.form(f"{scope}:form", border=False):
        st.selectbox(
            title_of(catalogue, "currency"),
            CURRENCIES,
            index=CURRENCIES.index(brief.currency) if brief.currency in CURRENCIES else None,
            key=f"{scope}:currency",
        )
        for field in price_anchors(catalogue):
            show_number_in_form(
                title_of(catalogue, field),
                key=f"{scope}:{field}",
                shown=getattr(brief, field),
                placeholder="Not stated",
            )
        formulas = list(PriceFormula)
        st.selectbox(
            title_of(catalogue, "price_formula"),
            formulas,
            index=formulas.index(brief.price_formula),
            format_func=lambda formula: FORMULA_WORDS[formula],
            key=f"{scope}:price_formula",
        )
        declared = tie_break_options(catalogue)
        st.selectbox(
            title_of(catalogue, "tie_break"),
            declared,
            index=declared.index(brief.tie_break) if brief.tie_break in declared else 0,
            format_func=lambda option: tie_break_words(catalogue, option),
            key=f"{scope}:tie_break",
        )
        policies = list(OpenPolicy)
        for field in OPEN_POLICIES:
            st.selectbox(
                title_of(catalogue, field),
                policies,
                index=policies.index(getattr(brief, field)),
                format_func=lambda policy: POLICY_WORDS[policy],
                key=f"{scope}:{field}",
            )
        st.text_area("Reason", key=f"{scope}:reason", height=80)
        sent = st.form_submit_button(
            "Change and keep the reason",
            type="primary",
            on_click=change_rules,
            args=(selection, catalogue),
        )
    problem = st.session_state.get(f"{scope}:problem", "")
    if problem:
        st.error(literal(problem), icon=":material/error:")
    elif sent:
        st.rerun()


@uninterrupted
def change_rules(selection: Selection, catalogue: Catalogue) -> None:
    """Stores the rules from the dialog with their reason; what is wrong stays in the session."""
    scope = f"{scope_of(selection)}:unfreeze"
    reason = str(st.session_state.get(f"{scope}:reason") or "")
    rules = rules_of(catalogue)
    st.session_state[f"{scope}:problem"] = ""
    if not reason.strip():
        st.session_state[f"{scope}:problem"] = (
            "Write a reason: the rules are fixed since the first answer was recorded."
        )
        return
    try:
        given = {field: _given(selection, catalogue, field) for field in rules}
        brief = Brief.model_validate(selection.brief.model_dump() | given)
        storage().save_brief(
            actor(),
            selection.id,
            brief,
            expected_version=selection.version,
            reason=reason,
        )
    except WRITE_PROBLEMS as problem:
        st.session_state[f"{scope}:problem"] = plain_problem(problem)
        return
    for field in rules:
        remember(scope_of(selection), field, None)


def _given(selection: Selection, catalogue: Catalogue, field: str) -> object:
    """What the dialog holds for a rule. Raises InvalidValueError for a number that is unclear."""
    scope = f"{scope_of(selection)}:unfreeze"
    held = st.session_state.get(f"{scope}:{field}")
    if field not in price_anchors(catalogue):
        return held
    # The amount is in the currency that is chosen in the same dialog.
    currency = str(st.session_state.get(f"{scope}:currency") or "")
    return number_typed(held, currency=currency, what=title_of(catalogue, field))
