"""Draws of weights and of open answers, in batches."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.random import Generator
from scipy.optimize import brentq
from scipy.stats import beta

from scorecard.robustness.problem import Floats, OpenCells

INTERVAL_PROBABILITY = 0.90


class WeightModel(StrEnum):
    """What is known of the weights.

    around: the set weights, give or take; uniform: nothing, every vector is as likely;
    order: only their order of importance.
    """

    AROUND = "around"
    UNIFORM = "uniform"
    ORDER = "order"


def concentration_of(weights: Floats, spread: float) -> float:
    """The Dirichlet concentration at which the largest weight stays within ±spread of itself
    with 90 % probability (`spread` 0.2 is 'give or take 20 %').

    The largest weight w has a Beta(c·w, c·(1 − w)) distribution. Infinite where one criterion has
    all the weight. Raises ValueError for a spread that is not above 0 and at most 1.
    """
    if not 0.0 < spread <= 1.0:
        raise ValueError("the spread must be above 0 and at most 1 (100 %)")
    largest = float(weights.max())
    if largest >= 1.0:
        return np.inf
    low, high = largest * (1 - spread), min(largest * (1 + spread), 1.0)

    def excess(log_concentration: float) -> float:
        c = np.exp(log_concentration)
        a, b = c * largest, c * (1 - largest)
        inside = beta.cdf(high, a, b) - beta.cdf(low, a, b)
        return float(inside - INTERVAL_PROBABILITY)

    lowest, highest = np.log(1e-3), np.log(1e9)
    if excess(lowest) >= 0:
        return float(np.exp(lowest))
    if excess(highest) <= 0:
        return float(np.exp(highest))
    return float(np.exp(brentq(excess, lowest, highest, xtol=1e-10)))


def draw_weights(
    random: Generator, weights: Floats, count: int, model: WeightModel, spread: float
) -> Floats:
    """`count` weight vectors (count × criteria), each summing to 1.

    A weight of zero stays zero except under `uniform`. Under `order`, criteria with equal weights
    stand in no order to each other.
    """
    if model is WeightModel.UNIFORM:
        return _normalised(random.standard_exponential((count, len(weights))))
    positive = np.flatnonzero(weights > 0)
    drawn = np.zeros((count, len(weights)))
    if model is WeightModel.ORDER:
        drawn[:, positive] = _ordered(random, weights[positive], count)
        return drawn
    concentration = concentration_of(weights, spread)
    if not np.isfinite(concentration):
        drawn[:] = weights
        return drawn
    shapes = np.broadcast_to(concentration * weights[positive], (count, len(positive)))
    drawn[:, positive] = _normalised(random.standard_gamma(shapes))
    return drawn


def _normalised(draws: Floats) -> Floats:
    draws /= draws.sum(axis=1, keepdims=True)
    return draws


def _ordered(random: Generator, weights: Floats, count: int) -> Floats:
    sorted_draws = np.sort(_normalised(random.standard_exponential((count, len(weights)))), axis=1)
    descending = sorted_draws[:, ::-1]
    if len(np.unique(weights)) == len(weights):
        places = np.empty(len(weights), dtype=np.int64)
        places[np.argsort(-weights, kind="stable")] = np.arange(len(weights))
        return np.asarray(descending[:, places], dtype=np.float64)
    # Equal weights: each draw puts them in a random order among themselves.
    keys = random.random((count, len(weights)))
    tied_rank = np.searchsorted(np.unique(-weights), -weights).astype(np.float64)
    order = np.argsort(tied_rank[None, :] + keys * 0.5, axis=1)
    result = np.empty_like(descending)
    np.put_along_axis(result, order, descending, axis=1)
    return result


def draw_open_values(random: Generator, cells: OpenCells, count: int) -> Floats:
    """Values 0–100 of the open answers (count × cells).

    A number, money, checklist, table or derived figure is uniform between its anchors in value;
    a choice or rating takes one of its levels, each as likely.
    """
    draws = random.random((count, cells.count))
    discrete = np.flatnonzero(cells.level_count > 0)
    values = draws * 100.0
    if discrete.size:
        chosen = (draws[:, discrete] * cells.level_count[discrete]).astype(np.int64)
        values[:, discrete] = cells.levels[discrete[None, :], chosen]
    return values
