"""Rank acceptability: in what share of cases does a candidate take which rank?

SMAA-2 (Lahdelma & Salminen 2001): simulate what is uncertain, count ranks. Work is batched over
samples in chunks, so that memory stays bounded whatever the sample count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from scorecard.robustness.problem import Floats, Problem
from scorecard.robustness.sampling import WeightModel, draw_open_values, draw_weights
from scorecard.scoring import DECIMALS

# Floats held at once in the largest temporary array; bounds memory at about 100 MB a chunk.
CHUNK_FLOATS = 4_000_000
# Overall values closer than this share a rank, as everywhere.
TIE = 10.0**-DECIMALS


@dataclass(frozen=True)
class Simulation:
    """How to simulate: the weight model with its spread, which answers vary, how often.

    `vary_answers` samples open answers and discounts claims; without it only weights vary.
    """

    model: WeightModel = WeightModel.AROUND
    spread: float = 0.2
    vary_answers: bool = True
    samples: int = 10_000
    seed: int = 1


@dataclass(frozen=True)
class Acceptability:
    """What a simulation found; arrays in the order of the problem's alternatives.

    ranks: (alternatives × ranks) share of cases; pairwise: (alternatives × alternatives) share of
    cases in which the row is strictly ahead of the column; central_weights: (alternatives ×
    criteria) mean of the weights with which the row is first, NaN where it never is;
    confidence: (alternatives,) share of cases in which it is first at its central weights.
    """

    simulation: Simulation
    ranks: Floats
    pairwise: Floats
    central_weights: Floats
    confidence: Floats

    def standard_error(self) -> float:
        """The largest Monte-Carlo standard error of a share: √(p(1 − p)/n) at p = 1/2."""
        return float(0.5 / np.sqrt(self.simulation.samples))


Places = NDArray[Any]
Progress = Callable[[float], None]


class CancelledError(Exception):
    """The caller's progress function asked to stop."""


def rank_acceptability(
    problem: Problem, simulation: Simulation, progress: Progress | None = None
) -> Acceptability:
    """Simulates and counts. The same problem, simulation and seed give the same digits.

    `progress` is called with the share done after every chunk; it may raise CancelledError.
    Raises ValueError for fewer than one sample.
    """
    if simulation.samples < 1:
        raise ValueError("at least one sample is needed")
    count = len(problem.values)
    ranks = np.zeros((count, count))
    pairwise = np.zeros((count, count))
    first_weights = np.zeros((count, problem.values.shape[1]))
    for overall, weights, done in _chunks(problem, simulation):
        order = np.argsort(-overall, axis=1, kind="stable")
        place = _places(overall, order)
        ranks += _counted(place)
        pairwise += _pairs(place)
        first_weights += (place == 0).T.astype(np.float64) @ weights
        if progress is not None:
            progress(done)
    firsts = ranks[:, 0] if count else np.zeros(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        central = np.where(firsts[:, None] > 0, first_weights / firsts[:, None], np.nan)
    return Acceptability(
        simulation=simulation,
        ranks=ranks / simulation.samples,
        pairwise=pairwise / simulation.samples,
        central_weights=central,
        confidence=_confidence(problem, simulation, central),
    )


def rank_matrix(problem: Problem, simulation: Simulation) -> Floats:
    """Only the matrix of rank acceptability: what a live board needs (see `rank_acceptability`)."""
    count = len(problem.values)
    ranks = np.zeros((count, count))
    for overall, _, _ in _chunks(problem, simulation):
        order = np.argsort(-overall, axis=1)
        ranks += _counted_from_order(overall, order)
    return ranks / simulation.samples


def first_shares(problem: Problem, simulation: Simulation) -> Floats:
    """Share of cases in which each alternative is first; no sort, only the maximum of each case.

    Alternatives that tie for the first place are all counted.
    """
    firsts = np.zeros(len(problem.values))
    for overall, _, _ in _chunks(problem, simulation):
        best = overall.max(axis=1, keepdims=True)
        firsts += (overall >= best - TIE).sum(axis=0)
    return firsts / simulation.samples


def _chunks(problem: Problem, simulation: Simulation) -> Iterator[tuple[Floats, Floats, float]]:
    """Overall values and weights of each chunk, with the share done."""
    random = np.random.default_rng(simulation.seed)
    widest = max(problem.values.shape[0] ** 2, problem.open_cells.count, *problem.values.shape, 1)
    size = max(1, min(simulation.samples, CHUNK_FLOATS // widest))
    done = 0
    while done < simulation.samples:
        count = min(size, simulation.samples - done)
        weights = draw_weights(random, problem.weights, count, simulation.model, simulation.spread)
        done += count
        yield _overall(problem, simulation, random, weights), weights, done / simulation.samples


def _overall(
    problem: Problem, simulation: Simulation, random: Generator, weights: Floats
) -> Floats:
    if not simulation.vary_answers:
        return np.asarray(weights @ problem.values.T, dtype=np.float64)
    overall = weights @ problem.settled.T
    cells = problem.open_cells
    if cells.count:
        added = draw_open_values(random, cells, len(weights))
        added *= cells.share
        added *= weights[:, cells.criterion]
        starts = np.flatnonzero(np.diff(cells.alternative, prepend=-1))
        overall[:, cells.alternative[starts]] += np.add.reduceat(added, starts, axis=1)
    return np.asarray(overall, dtype=np.float64)


def _places(overall: Floats, order: Places) -> Places:
    """Places from 0 (samples × alternatives); equal overall values share the better place."""
    count = overall.shape[1]
    place = np.empty(order.shape, dtype=np.int16)
    np.put_along_axis(place, order, np.arange(count, dtype=np.int16)[None, :], axis=1)
    tied = _tied_samples(overall, order)
    if tied.size:
        rounded = np.round(overall[tied], DECIMALS)
        place[tied] = (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    return place


def _tied_samples(overall: Floats, order: Places) -> Places:
    ordered = np.take_along_axis(overall, order, axis=1)
    gaps = ordered[:, :-1] - ordered[:, 1:]
    return np.flatnonzero((gaps < TIE).any(axis=1))


def _counted(place: Places) -> Floats:
    count = place.shape[1]
    cells = place.astype(np.int64) + np.arange(count) * count
    return np.bincount(cells.ravel(), minlength=count * count).reshape(count, count).astype(float)


def _counted_from_order(overall: Floats, order: Places) -> Floats:
    count = overall.shape[1]
    if _tied_samples(overall, order).size:
        return _counted(_places(overall, order))
    cells = order * count + np.arange(count)
    return np.bincount(cells.ravel(), minlength=count * count).reshape(count, count).astype(float)


def _pairs(place: Places) -> Floats:
    ahead = (place[:, :, None] < place[:, None, :]).sum(axis=0)
    return np.asarray(ahead, dtype=np.float64)


def _confidence(problem: Problem, simulation: Simulation, central: Floats) -> Floats:
    """Share of cases in which each alternative is first at its own central weights."""
    count, criteria = problem.values.shape
    reached = np.flatnonzero(~np.isnan(central).any(axis=1))
    result = np.zeros(count)
    if not reached.size:
        return result
    weights, own = central[reached], np.arange(len(reached))
    if not simulation.vary_answers or problem.open_cells.count == 0:
        values = problem.settled if simulation.vary_answers else problem.values
        overall = values @ weights.T
        result[reached] = overall[reached, own] >= overall.max(axis=0) - TIE
        return result
    random = np.random.default_rng(simulation.seed + 1)
    cells = problem.open_cells
    cell = cells.alternative * criteria + cells.criterion
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    size = max(1, CHUNK_FLOATS // (count * criteria))
    for begin in range(0, simulation.samples, size):
        drawn = min(size, simulation.samples - begin)
        added = (draw_open_values(random, cells, drawn) * cells.share)[:, order]
        values = np.tile(problem.settled.ravel(), (drawn, 1))
        values[:, cell[order][starts]] += np.add.reduceat(added, starts, axis=1)
        overall = values.reshape(drawn, count, criteria) @ weights.T
        best = overall.max(axis=1)
        result[reached] += (overall[:, reached, own] >= best - TIE).sum(axis=0)
    result[reached] /= simulation.samples
    return result
