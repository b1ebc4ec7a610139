"""Rank acceptability against straight numpy doing the same work, and against pymcdm in a loop."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from bench.ratio import Ratio, median_pair_ms
from numpy.typing import NDArray
from pymcdm.methods import WSM

from scorecard.robustness import (
    Problem,
    Simulation,
    concentration_of,
    first_shares,
    problem_of_values,
    rank_acceptability,
    rank_matrix,
)
from scorecard.robustness.problem import OpenCells

Floats = NDArray[np.float64]

ALTERNATIVES, CRITERIA, SAMPLES = 50, 30, 10_000
OPEN_SHARE = 0.12
# Of the open answers, those to a choice with four levels; the others are numbers.
CHOICE_SHARE = 0.4
LEVELS = (0.0, 35.0, 70.0, 100.0)
BUDGET = 1.5
TIMES_FASTER = 300
LOOPED = 200
REPETITIONS = 21


def run() -> list[Ratio]:
    """The matrix in each mode, the whole result, first places alone, and pymcdm."""
    settled = random_problem(ALTERNATIVES, CRITERIA)
    opened = random_problem(ALTERNATIVES, CRITERIA, open_share=OPEN_SHARE)
    weights_only, everything = (
        Simulation(samples=SAMPLES, vary_answers=False),
        Simulation(samples=SAMPLES),
    )
    _check_same_work(settled, weights_only)
    _check_same_work(opened, everything)
    size = f"{SAMPLES:,} × {ALTERNATIVES} × {CRITERIA}"
    straight = "the same draws, matmul, argsort, bincount in numpy"
    return [
        _pair(
            f"Rank matrix {size}, weights",
            lambda: rank_matrix(settled, weights_only),
            lambda: straight_matrix(settled, weights_only),
            straight,
        ),
        _pair(
            f"Rank matrix {size}, weights and answers",
            lambda: rank_matrix(opened, everything),
            lambda: straight_matrix(opened, everything),
            straight,
        ),
        _pair(
            "The same with pairs, central weights, confidence",
            lambda: rank_acceptability(settled, weights_only),
            lambda: straight_matrix(settled, weights_only),
            "the rank matrix alone in numpy",
            budget=None,
        ),
        _pair(
            "First places only, without a sort",
            lambda: first_shares(settled, weights_only),
            lambda: rank_matrix(settled, weights_only),
            "the whole rank matrix",
            budget=1.0,
        ),
        _against_pymcdm(settled, weights_only),
    ]


def random_problem(alternatives: int, criteria: int, *, open_share: float = 0.0) -> Problem:
    """Random values and weights, the same in every run; a share of the cells is open."""
    random = np.random.default_rng(20261122)
    values = random.random((alternatives, criteria)) * 100
    problem = problem_of_values(values, random.dirichlet(np.full(criteria, 3.0)))
    is_open = random.random(values.shape) < open_share
    alternative, criterion = np.nonzero(is_open)
    is_choice = random.random(len(alternative)) < CHOICE_SHARE
    cells = OpenCells(
        alternative=alternative,
        criterion=criterion,
        column=criterion,
        share=np.ones(len(alternative)),
        levels=np.where(is_choice[:, None], LEVELS, 0.0),
        level_count=np.where(is_choice, len(LEVELS), 0),
        counted=np.full(len(alternative), 50.0),
        is_range=np.zeros(len(alternative), dtype=np.bool_),
    )
    return replace(
        problem,
        values=np.where(is_open, 50.0, values),
        settled=np.where(is_open, 0.0, values),
        open_cells=cells,
    )


def straight_matrix(problem: Problem, simulation: Simulation) -> Floats:
    """The matrix of rank acceptability as one would write it: all samples at once, no ties."""
    random = np.random.default_rng(simulation.seed)
    concentration = concentration_of(problem.weights, simulation.spread)
    weights = random.standard_gamma(
        concentration * problem.weights, size=(simulation.samples, len(problem.weights))
    )
    weights /= weights.sum(axis=1, keepdims=True)
    if simulation.vary_answers:
        overall = weights @ problem.settled.T
        cells = problem.open_cells
        drawn = random.random((simulation.samples, cells.count))
        choices = np.flatnonzero(cells.level_count)
        chosen = (drawn[:, choices] * cells.level_count[choices]).astype(np.int64)
        drawn *= 100.0
        drawn[:, choices] = cells.levels[choices, chosen]
        drawn *= weights[:, cells.criterion]
        drawn *= cells.share
        starts = np.flatnonzero(np.diff(cells.alternative, prepend=-1))
        overall[:, cells.alternative[starts]] += np.add.reduceat(drawn, starts, axis=1)
    else:
        overall = weights @ problem.values.T
    count = len(problem.values)
    order = np.argsort(-overall, axis=1)
    cells_of = order * count + np.arange(count)
    counts = np.bincount(cells_of.ravel(), minlength=count * count)
    return counts.reshape(count, count) / simulation.samples


def _check_same_work(problem: Problem, simulation: Simulation) -> None:
    """Both find the same shares, as far as two simulations can: five standard errors."""
    difference = rank_matrix(problem, simulation) - straight_matrix(problem, simulation)
    assert np.abs(difference).max() < 5 * np.sqrt(2) * 0.5 / np.sqrt(simulation.samples)


def _pair(
    title: str,
    product: Callable[[], object],
    yardstick: Callable[[], object],
    note: str,
    budget: float | None = BUDGET,
) -> Ratio:
    product_ms, yardstick_ms = median_pair_ms(product, yardstick, REPETITIONS)
    return Ratio(title, product_ms, yardstick_ms, budget, note)


def _against_pymcdm(problem: Problem, simulation: Simulation) -> Ratio:
    """The whole matrix against the weighted sums alone, one weight vector after the other."""
    random = np.random.default_rng(simulation.seed)
    weights = random.dirichlet(problem.weights * CRITERIA, LOOPED)
    method = WSM(normalization_function=lambda column, cost=False: column)
    types = np.ones(CRITERIA)

    def loop() -> None:
        for vector in weights:
            method(problem.values, vector, types)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        product_ms, looped_ms = median_pair_ms(
            lambda: rank_matrix(problem, simulation), loop, REPETITIONS
        )
    pymcdm_ms = looped_ms * simulation.samples / LOOPED
    return Ratio(
        f"Rank matrix, at least {TIMES_FASTER} times as fast as pymcdm",
        product_ms,
        pymcdm_ms / TIMES_FASTER,
        1.0,
        f"a {TIMES_FASTER}th of its weighted sums in a loop: {pymcdm_ms / product_ms:,.0f} times",
    )
