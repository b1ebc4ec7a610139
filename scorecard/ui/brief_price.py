"""The rules fixed before quotes arrive: currency, target and ceiling, formula, tie-break."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Catalogue
from scorecard.model import Brief, PriceFormula, Selection
from scorecard.ui.brief_basis import price_anchors, prices_by_cost
from scorecard.ui.brief_currencies import CURRENCIES
from scorecard.ui.brief_fields import (
    show_number_field,
    show_selection_field,
)
from scorecard.ui.brief_saving import is_frozen, scope_of, title_of
from scorecard.ui.brief_words import (
    FORMULA_WORDS,
    tie_break_options,
    tie_break_words,
)
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem, remember
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection, actor, storage
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted


def rules_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The fields of the brief that are fixed with the first answer."""
    return ("currency", *price_anchors(catalogue), "price_formula", "tie_break")


def show_price_rules(opened: OpenSelection) -> None:
    """The rules, open for change until the first answer, afterwards only with a reason."""
    selection, catalogue = opened.selection, opened.catalogue
    frozen = is_frozen(selection)
    _show_state(opened, frozen)
    if frozen:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(
                ":material/lock: Fixed since the first answer was recorded, so that nobody can "
                "fit the yardstick to a quote.",
                width="content",
            )
            scope = f"{scope_of(selection)}:unfreeze"
            if may_change(opened, Action.EDIT_BRIEF) and st.button(
                "Change with a reason", key=scope, icon=":material/lock_open:"
            ):
                st.session_state[f"{scope}:problem"] = ""
                _change_with_a_reason(opened)
    by_cost = prices_by_cost(catalogue)
    what = "resolved contact" if by_cost else "productive hour"
    show_selection_field(opened, "currency", CURRENCIES, lambda currency: currency, disabled=frozen)
    for field in price_anchors(catalogue):
        show_number_field(
            opened,
            field,
            unit=f"{selection.brief.currency} per {what}",
            step=0.5,
            disabled=frozen,
        )
    show_selection_field(
        opened,
        "price_formula",
        [formula.value for formula in PriceFormula],
        lambda formula: FORMULA_WORDS[PriceFormula(formula)],
        disabled=frozen,
    )
    if selection.brief.price_formula is not PriceFormula.ANCHORED:
        st.warning(
            "With a relative formula the value of one candidate's price depends on the others: "
            "when a candidate joins or leaves, the order of the rest can change. The anchored "
            "formula cannot do that.",
            icon=":material/warning:",
        )
    show_selection_field(
        opened,
        "tie_break",
        tie_break_options(catalogue),
        lambda declared: tie_break_words(catalogue, declared),
        disabled=frozen,
    )


def _show_state(opened: OpenSelection, frozen: bool) -> None:
    brief = opened.selection.brief
    if brief.price_formula is not PriceFormula.ANCHORED:
        return
    by_cost = prices_by_cost(opened.catalogue)
    price = "cost" if by_cost else "rate"
    target, ceiling = (getattr(brief, field) for field in price_anchors(opened.catalogue))
    lacking = [
        f"{name} {price}"
        for name, stated in (("target", target), ("ceiling", ceiling))
        if stated is None
    ]
    if lacking:
        st.warning(
            f"Set the {' and the '.join(lacking)}"
            + (" (with a reason, as answers are recorded already)" if frozen else "")
            + f": without both there is nothing to measure a {price} against.",
            title="The price criterion is out for all candidates",
            icon=":material/money_off:",
        )
    else:
        st.caption(
            literal(
                f"A {price} of {brief.currency} {target:g} or less"
                f"{' per resolved contact' if by_cost else ''} is worth 100, "
                f"{brief.currency} {ceiling:g} or more is worth 0, and in between it falls in a "
                "straight line."
            )
        )


@st.dialog("Change what is fixed", icon=":material/lock_open:", width="medium")
def _change_with_a_reason(opened: OpenSelection) -> None:
    selection, catalogue = opened.selection, opened.catalogue
    brief, scope = selection.brief, f"{scope_of(selection)}:unfreeze"
    st.markdown(
        "Answers are recorded already. Whatever you change here changes values that are on the "
        "table, so the history keeps your reason beside it."
    )
    with st.form(f"{scope}:form", border=False):
        st.selectbox(
            title_of(catalogue, "currency"),
            CURRENCIES,
            index=CURRENCIES.index(brief.currency) if brief.currency in CURRENCIES else None,
            key=f"{scope}:currency",
        )
        for field in price_anchors(catalogue):
            st.number_input(
                title_of(catalogue, field),
                value=getattr(brief, field),
                step=0.5,
                placeholder="Not stated",
                key=f"{scope}:{field}",
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
        st.text_area("Reason", key=f"{scope}:reason", height=80)
        sent = st.form_submit_button(
            "Change and keep the reason",
            type="primary",
            on_click=change_rules,
            args=(selection, rules_of(catalogue)),
        )
    problem = st.session_state.get(f"{scope}:problem", "")
    if problem:
        st.error(literal(problem), icon=":material/error:")
    elif sent:
        st.rerun()


@uninterrupted
def change_rules(selection: Selection, rules: Sequence[str]) -> None:
    """Stores the rules from the dialog with their reason; what is wrong stays in the session."""
    scope = f"{scope_of(selection)}:unfreeze"
    reason = str(st.session_state.get(f"{scope}:reason") or "")
    given = {field: st.session_state.get(f"{scope}:{field}") for field in rules}
    st.session_state[f"{scope}:problem"] = ""
    if not reason.strip():
        st.session_state[f"{scope}:problem"] = (
            "Write a reason: the rules are fixed since the first answer was recorded."
        )
        return
    try:
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
