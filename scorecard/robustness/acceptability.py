"""Rank acceptability: in what share of cases does a candidate take which rank?

SMAA-2 (Lahdelma & Salminen 2001): simulate what is uncertain, count ranks. Work is batched over
samples in chunks, so that memory stays bounded whatever the sample count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scorecard.robustness.confidence import confidence_factors
from scorecard.robustness.placing import (
    first_counts,
    pair_counts,
    places_by_alternative,
    placing,
    rank_counts,
)
from scorecard.robustness.problem import Floats, Problem
from scorecard.robustness.simulation import Simulation, simulated_cases

# How often a run reports how far it is, as a share of all cases.
PROGRESS_STEP = 0.01


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


Progress = Callable[[float], None]


class CancelledError(Exception):
    """The caller's progress function asked to stop."""


def rank_acceptability(
    problem: Problem, simulation: Simulation, progress: Progress | None = None
) -> Acceptability:
    """Simulates and counts. The same problem, simulation and seed give the same digits.

    `progress` is called with the share done, at every per cent or so and at the end; it may raise
    CancelledError. Raises ValueError for fewer than one sample.
    """
    count = len(problem.values)
    ranks = np.zeros((count, count))
    pairwise = np.zeros((count, count))
    first_weights = np.zeros((count, problem.values.shape[1]))
    reported = 0.0
    for cases in simulated_cases(problem, simulation):
        found = placing(cases.overall)
        places = places_by_alternative(found)
        ranks += rank_counts(found)
        pairwise += pair_counts(places, has_level=bool(found.level.size))
        first, case = np.nonzero(places == 0)
        starts = np.flatnonzero(np.diff(first, prepend=-1))
        first_weights[first[starts]] += np.add.reduceat(cases.weights[case], starts, axis=0)
        if progress is not None and (cases.done >= reported + PROGRESS_STEP or cases.done == 1.0):
            reported = cases.done
            progress(cases.done)
    firsts = ranks[:, 0] if count else np.zeros(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        central = np.where(firsts[:, None] > 0, first_weights / firsts[:, None], np.nan)
    return Acceptability(
        simulation=simulation,
        ranks=ranks / simulation.samples,
        pairwise=pairwise / simulation.samples,
        central_weights=central,
        confidence=confidence_factors(problem, simulation, central),
    )


def rank_matrix(problem: Problem, simulation: Simulation) -> Floats:
    """Only the matrix of rank acceptability: what a live board needs (see `rank_acceptability`)."""
    count = len(problem.values)
    ranks = np.zeros((count, count))
    for cases in simulated_cases(problem, simulation):
        ranks += rank_counts(placing(cases.overall))
    return ranks / simulation.samples


def first_shares(problem: Problem, simulation: Simulation) -> Floats:
    """Share of cases in which each alternative is first; no sort, only the maximum of each case.

    Alternatives that tie for the first place are all counted.
    """
    firsts = np.zeros(len(problem.values))
    for cases in simulated_cases(problem, simulation):
        firsts += first_counts(cases.overall)
    return firsts / simulation.samples
