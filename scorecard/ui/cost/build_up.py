"""How the cost of a month and of the contract add up, step by step, to be followed by hand."""

from __future__ import annotations

import pandas as pd

from scorecard.commercial import ServiceCost, Span
from scorecard.cost_words import amounts, figures, percentages, whole_amount, whole_amounts


def build_up_table(service: ServiceCost, currency: str) -> pd.DataFrame:
    """One row a step, from hours and prices to the cost of a resolved contact.

    A step that changes nothing is left out.
    """
    return pd.DataFrame(_steps(service, currency), columns=["Step", "Figure", "How"])


def _steps(service: ServiceCost, currency: str) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    if service.variable is not None:
        rows.append(
            (
                "Hours and counted prices",
                whole_amounts(service.variable, currency),
                "per channel: hours of handling × rate, contacts × price",
            )
        )
    counted = "issues" if service.counts_issues else "contacts"
    if service.minimum_factor > 1:
        rows.append(
            (
                "× minimum volume",
                f"{service.minimum_factor:.4g}",
                f"more {counted} are invoiced than come",
            )
        )
    if service.surcharge != Span(1.0, 1.0):
        rows.append(
            ("× surcharges", figures(service.surcharge, 4), "1 + surcharge × its share of the work")
        )
    if service.base_fee:
        rows.append(("+ base fee", whole_amount(service.base_fee, currency), "a month"))
    if service.bonus > 1:
        rows.append(("× quality bonus", f"1–{service.bonus:.4g}", "in the high estimate only"))
    rows.append(
        (
            "= a month",
            whole_amounts(service.month, currency),
            f"at the brief's volume; the quote counts {counted}",
        )
    )
    if service.season_factor != Span(1.0, 1.0):
        rows.append(
            (
                "× busy and quiet months",
                figures(service.season_factor, 4),
                "mean invoice of a year's months over that of this one",
            )
        )
    rises = "at fixed prices"
    if service.indexation.high > 0:
        rises = f"prices rise {percentages(service.indexation, 1)} a year after each full year"
    rows.append(("× months", f"{service.contract_months}", rises))
    if service.one_off.high > 0:
        rows.append(("+ one-off fees", whole_amounts(service.one_off, currency), "set-up and ramp"))
    rows.append(("= the contract", whole_amounts(service.contract, currency), ""))
    rows.append(
        (
            "÷ resolved contacts",
            whole_amount(service.resolved),
            f"a month, over {service.contract_months} months",
        )
    )
    rows.append(("= per resolved contact", amounts(service.per_resolved, currency), ""))
    return rows
