"""Draws of weights and of open answers, in batches."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.random import Generator

from scorecard.robustness.problem import Floats, OpenCells

INTERVAL_PROBABILITY = 0.90
# Weights are then as good as fixed.
LARGEST_CONCENTRATION = 1e9


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

    The largest weight w has a Beta(c·w, c·(1 − w)) distribution. It is at least 1 / w, where a
    wide spread excludes next to nothing: below, extreme weights would be likelier than those that
    were set; with equal weights it is the uniform distribution. Infinite where one criterion has
    all the weight. Raises ValueError for a spread that is not above 0 and at most 1.
    """
    if not 0.0 < spread <= 1.0:
        raise ValueError("the spread must be above 0 and at most 1 (100 %)")
    return _concentration(float(weights.max()), spread)


@lru_cache(maxsize=256)
def _concentration(largest: float, spread: float) -> float:
    if largest >= 1.0:
        return np.inf
    low, high = largest * (1 - spread), min(largest * (1 + spread), 1.0)

    # SciPy takes half a second to import, which the first page can do without.
    from scipy.optimize import brentq
    from scipy.stats import beta

    def excess(log_concentration: float) -> float:
        c = np.exp(log_concentration)
        a, b = c * largest, c * (1 - largest)
        inside = beta.cdf(high, a, b) - beta.cdf(low, a, b)
        return float(inside - INTERVAL_PROBABILITY)

    lowest, highest = -np.log(largest), np.log(LARGEST_CONCENTRATION)
    if excess(lowest) >= 0:
        return float(np.exp(lowest))
    if excess(highest) <= 0:
        return float(np.exp(highest))
    return float(np.exp(brentq(excess, lowest, highest, xtol=1e-10)))


def draw_weights(
    random: Generator, weights: Floats, count: int, model: WeightModel, spread: float
) -> Floats:
    """`count` weight vectors (count × criteria), each summing to 1.

    A weight of zero stays zero except under `uniform`; where all are zero, or none is there, all
    draws are. Under `order`, criteria with equal weights stand in no order to each other.
    """
    if not weights.size:
        return np.zeros((count, 0))
    if model is WeightModel.UNIFORM:
        return _normalised(random.standard_exponential((count, len(weights))))
    if weights.all():
        return _draw_positive(random, weights, count, model, spread)
    drawn = np.zeros((count, len(weights)))
    positive = np.flatnonzero(weights)
    if positive.size:
        drawn[:, positive] = _draw_positive(random, weights[positive], count, model, spread)
    return drawn


def _draw_positive(
    random: Generator, weights: Floats, count: int, model: WeightModel, spread: float
) -> Floats:
    if model is WeightModel.ORDER:
        return _ordered(random, weights, count)
    concentration = concentration_of(weights, spread)
    if not np.isfinite(concentration):
        return np.tile(weights, (count, 1))
    return _normalised(gamma_draws(random, concentration * weights, count))


def gamma_draws(random: Generator, shapes: Floats, count: int) -> Floats:
    """Draws from the gamma distributions of unit scale with these shapes (count × shapes).

    Marsaglia & Tsang 2000, as in NumPy, but on whole arrays: a third faster than one at a time.
    """
    small = np.flatnonzero(shapes < 1)
    offset = shapes - 1 / 3
    offset[small] += 1
    normal = random.standard_normal((count, len(shapes)))
    cube = normal / np.sqrt(9.0 * offset)
    cube += 1.0
    cube *= cube * cube
    with np.errstate(invalid="ignore", divide="ignore"):
        margin = np.log(cube)
    margin += 1.0
    margin -= cube
    margin *= offset
    normal *= normal
    normal *= 0.5
    margin += normal
    # The logarithm of the uniform number to compare with is minus an exponential one.
    margin += random.standard_exponential(margin.shape)
    cube *= offset
    # One in a hundred is refused: those few are drawn one at a time.
    refused = np.flatnonzero(~(margin > 0.0))
    cube.ravel()[refused] = random.standard_gamma((offset + 1 / 3)[refused % len(shapes)])
    if small.size:
        # A draw for shape a is one for a + 1 times the a-th root of a uniform number.
        exponents = random.standard_exponential((count, len(small))) / shapes[small]
        cube[:, small] *= np.exp(-exponents)
    return cube


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


def draw_open_values(random: Generator, cells: OpenCells, space: Floats) -> Floats:
    """What the open answers add to the values of their criteria (cases × cells), in `space`.

    That is the value 0–100 times the question's share of its criterion. A number, money,
    checklist, table or derived figure is uniform between its anchors in value; a choice or rating
    takes one of its levels, each as likely.
    """
    draws = random.random(out=space)
    discrete = np.flatnonzero(cells.level_count)
    chosen = (draws[:, discrete] * cells.level_count[discrete]).astype(np.intp)
    draws *= 100.0 * cells.share
    if discrete.size:
        levels = cells.levels[discrete] * cells.share[discrete, None]
        chosen += np.arange(len(discrete)) * levels.shape[1]
        draws[:, discrete] = np.take(levels.ravel(), chosen)
    return draws
