"""The confidence factor: how often an alternative is first at its own central weights."""

from __future__ import annotations

import numpy as np

from scorecard.robustness.placing import TIE
from scorecard.robustness.problem import Floats, Ints, Problem
from scorecard.robustness.sampling import draw_open_values
from scorecard.robustness.simulation import Simulation, chunk_sizes


def confidence_factors(problem: Problem, simulation: Simulation, central: Floats) -> Floats:
    """Share of cases in which each alternative is first, alone or level, at its central weights.

    central: (alternatives × criteria), NaN for whoever is never first, whose factor is 0. Only
    answers vary here; without open ones the share is 0 or 1.
    """
    result = np.zeros(len(problem.values))
    reached = np.flatnonzero(~np.isnan(central).any(axis=1))
    if not reached.size:
        return result
    weights = central[reached]
    values = problem.settled if simulation.vary_answers else problem.values
    low = values @ weights.T
    if not simulation.vary_answers or problem.open_cells.count == 0:
        own = low[reached, np.arange(len(reached))]
        result[reached] = own >= low.max(axis=0) - TIE
        return result
    result[reached] = _first_counts(problem, simulation, weights, low, reached) / simulation.samples
    return result


def _first_counts(
    problem: Problem, simulation: Simulation, weights: Floats, low: Floats, reached: Ints
) -> Ints:
    """In how many draws of the open answers each of `reached` is first at its own weights.

    low: (alternatives × reached) overall values with every open answer at 0.
    """
    cells = problem.open_cells
    count, factors = low.shape
    # One row for each weight vector and alternative that can come first at it: the others are
    # beaten whatever the open answers turn out to be.
    high = low.copy()
    reach = 100.0 * cells.share[:, None] * weights[:, cells.criterion].T
    np.add.at(high, cells.alternative, reach)
    contends = (high >= low.max(axis=0) - TIE).T
    contends[np.arange(factors), reached] = True
    factor, alternative = np.nonzero(contends)
    row_of = np.cumsum(contends.ravel()).reshape(factors, count) - 1
    cells = cells.only(np.flatnonzero(contends.any(axis=0)[cells.alternative]))
    of_factor, of_cell = np.nonzero(contends[:, cells.alternative])
    # SciPy takes half a second to import, which the first page can do without.
    from scipy.sparse import csr_array

    added = csr_array(
        (
            weights[of_factor, cells.criterion[of_cell]],
            (row_of[of_factor, cells.alternative[of_cell]], of_cell),
        ),
        shape=(len(factor), cells.count),
    )
    base = low[alternative, factor][:, None]
    starts = np.flatnonzero(np.diff(factor, prepend=-1))
    own = row_of[np.arange(factors), reached]
    firsts = np.zeros(factors, dtype=np.int64)
    random = np.random.default_rng(simulation.seed + 1)
    sizes = chunk_sizes(simulation.samples)
    space = np.empty((sizes[0], cells.count))
    for size in sizes:
        drawn = np.ascontiguousarray(draw_open_values(random, cells, space[:size]).T)
        overall = added @ drawn
        overall += base
        best = np.maximum.reduceat(overall, starts, axis=0)
        firsts += np.count_nonzero(overall[own] >= best - TIE, axis=1)
    return firsts
