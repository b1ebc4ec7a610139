"""Who would lead without one criterion, without one group, or without one of the candidates."""

from __future__ import annotations

import numpy as np

from scorecard.model import PriceFormula
from scorecard.robustness.problem import Flags, Floats, Ints
from scorecard.robustness.tipping import Slices
from scorecard.scoring import (
    DECIMALS,
    CriterionValues,
    InputMatrix,
    input_shares,
    is_price_input,
    lowest_rate,
    relative_price_values,
)


def leaders_without(slices: Slices) -> Ints:
    """Row of the leader when each part is left out and the others keep their proportions.

    The first row of several that are level; −1 where nothing else has weight. (parts,)
    """
    rest: Floats = np.round(slices.rest, DECIMALS)
    nothing_left = np.isnan(rest).all(axis=0)
    leaders = np.argmax(np.where(np.isnan(rest), -np.inf, rest), axis=0)
    return np.where(nothing_left, -1, leaders).astype(np.int64)


def values_without_each(
    matrix: InputMatrix,
    values: CriterionValues,
    in_ranking: Flags,
    formula: PriceFormula,
    open_value: float,
) -> tuple[Floats, Floats]:
    """Headline and evidenced values when each alternative in turn sets no lowest price.

    Both are (removed × alternatives × criteria). Only prices change, and only under a relative
    `formula`: ValueError for the anchored one.
    """
    prices = np.flatnonzero([is_price_input(item) for item in matrix.inputs])
    rates, now = matrix.performance[:, prices], matrix.values[:, prices]
    stays = in_ranking[None, :] & ~np.eye(len(in_ranking), dtype=np.bool_)
    lowest = lowest_rate(rates.T[None], stays[:, None, :])
    then = relative_price_values(rates[None], formula, lowest[:, None, :])
    quoted = np.isfinite(rates) & matrix.settled[:, prices]
    is_claim = quoted & ~matrix.evidenced[:, prices]
    shares = input_shares(matrix, len(values.headline.T))[:, prices]
    membership = np.zeros((len(prices), len(values.headline.T)))
    membership[np.arange(len(prices)), matrix.criterion_index[prices]] = 1.0

    def changed(before: Floats, after: Floats) -> Floats:
        change = np.where(quoted, after - before, 0.0) * shares
        return np.asarray(change @ membership, dtype=np.float64)

    capped = np.where(is_claim, np.minimum(now, open_value), now)
    then_capped = np.where(is_claim, np.minimum(then, open_value), then)
    return values.headline + changed(now, then), values.evidenced + changed(capped, then_capped)


def first_without_each(overall: Floats, in_ranking: Flags, decider: Floats | None) -> Flags:
    """Who is first, alone or level, when each alternative is left out (removed × alternatives).

    overall: (removed × alternatives) overall values then; decider: alike, decides between equal
    ones. Nobody where nobody else is in the ranking.
    """
    left = in_ranking[None, :] & ~np.eye(len(in_ranking), dtype=np.bool_)
    first = _highest(overall, left)
    return first if decider is None else _highest(decider, first)


def _highest(numbers: Floats, among: Flags) -> Flags:
    rounded = np.where(among, np.round(numbers, DECIMALS), -np.inf)
    best = rounded.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(among & (rounded == best), dtype=np.bool_)
