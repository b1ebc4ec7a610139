"""Candidates in order of cost, and which of them give the most value for their money."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.commercial.results import CandidateCost, CostRanks

# Costs closer than this are the same: a last digit of floating point is no difference.
DECIMALS = 9


def places(costs: Sequence[float | None]) -> tuple[int, ...]:
    """1 for the cheapest; equal costs share a place; 0 where there is none."""
    known = [round(cost, DECIMALS) for cost in costs if cost is not None]
    return tuple(
        0 if cost is None else 1 + sum(other < round(cost, DECIMALS) for other in known)
        for cost in costs
    )


def cost_ranks(costs: Sequence[CandidateCost]) -> tuple[CostRanks, ...]:
    """Each candidate's places by headline rate, loaded rate and cost per resolved contact."""
    headline = places([cost.headline for cost in costs])
    loaded = places(
        [
            None if cost.loaded_rate is None else cost.loaded_rate.per_productive_hour.middle
            for cost in costs
        ]
    )
    resolved = places(
        [
            None
            if cost.cost_per_resolved_contact is None
            else cost.cost_per_resolved_contact.middle
            for cost in costs
        ]
    )
    return tuple(
        CostRanks(cost.candidate_id, *row)
        for cost, *row in zip(costs, headline, loaded, resolved, strict=True)
    )


def efficient_frontier(values: ArrayLike, costs: ArrayLike) -> NDArray[np.bool_]:
    """Which points nobody beats: no other has at least the value for at most the cost, one better.

    NaN in either marks a point without a figure, which is never efficient and beats nobody.
    """
    value = np.round(np.asarray(values, dtype=float), DECIMALS)
    cost = np.round(np.asarray(costs, dtype=float), DECIMALS)
    known = ~(np.isnan(value) | np.isnan(cost))
    as_good = (value[None, :] >= value[:, None]) & (cost[None, :] <= cost[:, None])
    better = (value[None, :] > value[:, None]) | (cost[None, :] < cost[:, None])
    beaten = (as_good & better & known[None, :]).any(axis=1)
    return np.asarray(known & ~beaten)
