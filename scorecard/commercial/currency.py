"""Amounts between the currency of a quote and that of the brief, at the brief's own rates."""

from __future__ import annotations

from scorecard.model import Brief


def exchange_factor(currency: str, brief: Brief) -> float | None:
    """What one unit of `currency` is worth in the brief's; None where the brief has no rate."""
    if currency == brief.currency:
        return 1.0
    for rate in brief.exchange_rates:
        if rate.currency == currency:
            return rate.brief_units_per_one
    return None


def to_brief_currency(amount: float, currency: str, brief: Brief) -> float:
    """The amount in the brief's currency; KeyError where the brief has no rate."""
    factor = exchange_factor(currency, brief)
    if factor is None:
        raise KeyError(currency)
    return amount * factor


def from_brief_currency(amount: float, currency: str, brief: Brief) -> float:
    """An amount of the brief's currency in another; KeyError where the brief has no rate."""
    factor = exchange_factor(currency, brief)
    if factor is None:
        raise KeyError(currency)
    return amount / factor
