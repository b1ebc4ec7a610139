"""Simulated cases: weights and open answers drawn in chunks that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from scorecard.robustness.problem import Floats, OpenCells, Problem
from scorecard.robustness.sampling import WeightModel, draw_open_values, draw_weights

# Cases in a chunk: its tables fit the processor's cache, and memory stays bounded whatever the
# sample count. The same for every problem, so that a seed stands for the same weights whoever is
# in the ranking.
CHUNK_CASES = 384
# Cases that are weighed in one product. Larger products would be spread over threads, and waiting
# for those costs more than it saves wherever the processor has other work, as a server's has.
BLOCK_CASES = 16


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
class Cases:
    """One chunk of simulated cases.

    overall: (cases × alternatives) overall values; weights: (cases × criteria); done: the share
    of all cases (0–1) simulated with this chunk.
    """

    overall: Floats
    weights: Floats
    done: float


def simulated_cases(problem: Problem, simulation: Simulation) -> Iterator[Cases]:
    """The cases of a simulation, chunk by chunk; the same seed gives the same digits.

    Raises ValueError for fewer than one sample.
    """
    if simulation.samples < 1:
        raise ValueError("at least one sample is needed")
    sizes = chunk_sizes(simulation.samples)
    weights_seed, answers_seed = np.random.SeedSequence(simulation.seed).spawn(2)
    of_weights = np.random.default_rng(weights_seed)
    of_answers = np.random.default_rng(answers_seed)
    # Room for the draws of open answers, the same for every chunk.
    spaces = np.empty((2, sizes[0], problem.open_cells.count if simulation.vary_answers else 0))
    done = 0
    for count in sizes:
        weights = draw_weights(
            of_weights, problem.weights, count, simulation.model, simulation.spread
        )
        if simulation.vary_answers:
            overall = _weighed(weights, problem.settled)
            if problem.open_cells.count:
                _add_open_values(
                    overall, problem.open_cells, of_answers, weights, spaces[:, :count]
                )
        else:
            overall = _weighed(weights, problem.values)
        done += count
        yield Cases(overall, weights, done / simulation.samples)


def chunk_sizes(samples: int) -> list[int]:
    """How many cases to take at a time; the first is the largest."""
    return [min(CHUNK_CASES, samples - begin) for begin in range(0, samples, CHUNK_CASES)]


def _weighed(weights: Floats, values: Floats) -> Floats:
    """Overall values (cases × alternatives): the weighted sums, in small blocks of cases."""
    cases, criteria = weights.shape
    overall = np.empty((cases, len(values)))
    blocks = cases // BLOCK_CASES
    whole = blocks * BLOCK_CASES
    np.matmul(
        weights[:whole].reshape(blocks, BLOCK_CASES, criteria),
        values.T,
        out=overall[:whole].reshape(blocks, BLOCK_CASES, len(values)),
    )
    np.matmul(weights[whole:], values.T, out=overall[whole:])
    return overall


def _add_open_values(
    overall: Floats, cells: OpenCells, random: Generator, weights: Floats, spaces: Floats
) -> None:
    """Adds to the overall values of each case what its draw of the open answers is worth."""
    added = draw_open_values(random, cells, spaces[0])
    added *= np.take(weights, cells.criterion, axis=1, out=spaces[1], mode="clip")
    starts = np.flatnonzero(np.diff(cells.alternative, prepend=-1))
    overall[:, cells.alternative[starts]] += np.add.reduceat(added, starts, axis=1)
