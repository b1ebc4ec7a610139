"""Prices judged against the lowest price quoted: a labelled option that makes values relative."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.model import PriceFormula
from scorecard.scoring.value_functions import Flags, Floats

WORTH_NOTHING, WORTH_ALL = 0.0, 100.0


@dataclass(frozen=True)
class RelativePrices:
    """Quoted prices as values 0–100 (candidates,); NaN where no price is quoted.

    low: what a value can still fall to, because the price has a range or another candidate's
    quote is to come; high: what it can still rise to; clamped: the formula gave less than 0 or
    more than 100.
    """

    values: Floats
    low: Floats
    high: Floats
    clamped: Flags


def relative_prices(
    prices: Floats,
    spread: Floats,
    formula: PriceFormula,
    *,
    in_ranking: Flags,
    is_open: Flags,
    target: float | None,
) -> RelativePrices:
    """Values of prices (candidates,), NaN where none is quoted.

    spread: (candidates,) how far a price's range reaches to either side. The value is judged by the
    lowest of the middles; its ends by the lowest that the others' ranges still allow. Whoever is
    not `in_ranking` (candidates,) sets no lowest price; its own value is cut at 100. is_open:
    (candidates,) quotes that are still to come. They are taken to be at least `target`, as long
    as nobody has quoted less, and at least 0 otherwise.
    """
    lowest = lowest_rate(prices, in_ranking & np.isfinite(prices))
    floor = np.zeros_like(lowest)
    if target is not None:
        floor = np.where(lowest >= target, target, 0.0)
    awaited = bool((is_open & in_ranking).any())
    values = relative_price_values(prices, formula, lowest)
    cheap, dear = prices - spread, prices + spread
    lowest_for_low = _lowest_beside(dear, cheap, in_ranking)
    if awaited:
        lowest_for_low = np.minimum(lowest_for_low, floor)
    low = relative_price_values(dear, formula, lowest_for_low)
    high = relative_price_values(cheap, formula, _lowest_beside(cheap, dear, in_ranking))
    with np.errstate(invalid="ignore"):
        raw = _formula_values(prices, formula, lowest)
        clamped = np.isfinite(raw) & ((raw < WORTH_NOTHING) | (raw > WORTH_ALL))
    return RelativePrices(values, low, high, clamped)


def _lowest_beside(own: Floats, others: Floats, in_ranking: Flags) -> Floats:
    """For each candidate the lowest of its own price and the others' at their other end."""
    beside = np.where(np.eye(len(own), dtype=np.bool_), own[:, None], others[None, :])
    return lowest_rate(beside, np.broadcast_to(in_ranking, beside.shape) & np.isfinite(beside))


def lowest_rate(rates: Floats, counted: Flags) -> Floats:
    """The lowest positive rate of those that count, along the last axis; infinite without one."""
    with np.errstate(invalid="ignore"):
        usable = counted & (rates > 0)
    return np.asarray(
        np.where(usable, rates, np.inf).min(axis=-1, initial=np.inf), dtype=np.float64
    )


def relative_price_values(
    rates: Floats, formula: PriceFormula, lowest: Floats | None = None
) -> Floats:
    """Values of rates judged against `lowest`, by default the lowest of them; NaN stays NaN.

    lowest_proportional: 100 · lowest / rate (Crown Commercial Service guidance).
    linear: 100 · (2 − rate / lowest), at least 0: twice the lowest is worth nothing.
    Both are cut to 0–100: a rate below `lowest`, a rate of 0, and one without a lowest to be
    judged by (infinite) are worth 100. Raises ValueError for `anchored`.
    """
    if lowest is None:
        lowest = lowest_rate(rates, np.ones(rates.shape, dtype=np.bool_))
    values = np.clip(_formula_values(rates, formula, lowest), WORTH_NOTHING, WORTH_ALL)
    return np.asarray(np.where(np.isfinite(rates), values, np.nan), dtype=np.float64)


def _formula_values(rates: Floats, formula: PriceFormula, lowest: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        if formula is PriceFormula.LOWEST_PROPORTIONAL:
            values = 100.0 * lowest / rates
        elif formula is PriceFormula.LINEAR:
            values = 100.0 * (2.0 - rates / lowest)
        else:
            raise ValueError("the anchored price formula is not relative")
        return np.asarray(np.where(rates > 0, values, WORTH_ALL), dtype=np.float64)
