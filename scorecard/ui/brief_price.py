"""The rules fixed before quotes arrive: currency, target and ceiling, formula, tie-break."""

from __future__ import annotations

import streamlit as st

from scorecard.model import PriceFormula
from scorecard.ui.brief_basis import price_anchors, prices_by_cost
from scorecard.ui.brief_currencies import CURRENCIES
from scorecard.ui.brief_fields import (
    show_number_field,
    show_selection_field,
)
from scorecard.ui.brief_rules import show_lock
from scorecard.ui.brief_words import (
    FORMULA_WORDS,
    tie_break_options,
    tie_break_words,
)
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal


def show_price_rules(opened: OpenSelection) -> None:
    """The rules, open for change until the first answer, afterwards only with a reason."""
    selection, catalogue = opened.selection, opened.catalogue
    frozen = selection.is_answered
    _show_state(opened, frozen)
    show_lock(opened)
    by_cost = prices_by_cost(catalogue)
    what = "resolved contact" if by_cost else "productive hour"
    show_selection_field(opened, "currency", CURRENCIES, lambda currency: currency, disabled=frozen)
    for field in price_anchors(catalogue):
        show_number_field(
            opened,
            field,
            unit=f"{selection.brief.currency} per {what}",
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
