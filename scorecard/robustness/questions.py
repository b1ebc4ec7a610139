"""Which answer, once known, would most probably change the leader or the shortlist?

The value of information of one answer at a time (Keeney & Raiffa; Belton & Stewart): everything
else stays as the headline counts it. Exact: the overall value of one alternative is linear in one
answer, so the probability is that of lying beyond a threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.robustness.problem import Flags, Floats, Ints, Problem
from scorecard.scoring import DECIMALS

TIE = 10.0**-DECIMALS


@dataclass(frozen=True)
class AnswerStakes:
    """What each open or merely claimed answer could still change.

    alternative, column: whose answer to which question; is_open: open or a range, else claimed;
    is_range: a calculated figure that has a range;
    leader_changes, shortlist_changes: probabilities (0–1); swing: the largest change of the
    alternative's overall value that the answer allows, in points.
    """

    alternative: Ints
    column: Ints
    is_open: Flags
    leader_changes: Floats
    shortlist_changes: Floats
    swing: Floats
    is_range: Flags

    def order(self) -> Ints:
        """The most probable change of the leader first, then of the shortlist, then the swing."""
        keys = (-self.swing, -self.shortlist_changes, -self.leader_changes)
        return np.asarray(np.lexsort(keys), dtype=np.int64)


def answer_stakes(problem: Problem, shortlist_size: int) -> AnswerStakes:
    """Stakes of every open and claimed answer; `shortlist_size` is the k of the shortlist.

    An open number is uniform in value 0–100, an open choice uniform over its levels. A claim holds
    with probability 1 − `claim_discount`; otherwise it is worth no more than an open answer.
    """
    opened, claimed = problem.open_cells, problem.claimed_cells
    overall = np.round(problem.overall, DECIMALS)
    reach_open = problem.weights[opened.criterion] * opened.share
    reach_claimed = problem.weights[claimed.criterion] * claimed.share
    outcomes, chances = _open_outcomes(problem)
    fallen = np.minimum(claimed.value, problem.open_value)
    shifts_open = (outcomes - opened.counted[:, None]) * reach_open[:, None]
    shifts_claimed = ((fallen - claimed.value) * reach_claimed)[:, None]
    changes = []
    for size in (1, shortlist_size):
        at_open = _chance(overall, opened.alternative, shifts_open, chances, size)
        uniform = opened.level_count == 0
        exact = _uniform_chance(problem, overall, reach_open, size)
        falls = _changes(overall, claimed.alternative, shifts_claimed, size)[:, 0]
        changes.append(
            np.concatenate([np.where(uniform, exact, at_open), falls * problem.claim_discount])
        )
    return AnswerStakes(
        alternative=np.concatenate([opened.alternative, claimed.alternative]),
        column=np.concatenate([opened.column, claimed.column]),
        is_open=np.arange(opened.count + len(claimed.alternative)) < opened.count,
        leader_changes=changes[0],
        shortlist_changes=changes[1],
        swing=np.concatenate(
            [reach_open * 100.0, np.abs(shifts_claimed[:, 0]) if len(fallen) else fallen]
        ),
        is_range=np.concatenate([opened.is_range, np.zeros(len(fallen), dtype=np.bool_)]),
    )


def _open_outcomes(problem: Problem) -> tuple[Floats, Floats]:
    cells = problem.open_cells
    real = np.arange(cells.levels.shape[1])[None, :] < cells.level_count[:, None]
    count = np.maximum(cells.level_count, 1)[:, None]
    return cells.levels, np.where(real, 1.0 / count, 0.0)


def _thresholds(overall: Floats, alternative: Ints, size: int) -> Floats:
    """What each alternative must pass to be among the first `size`: the size-th of the others."""
    count = len(overall)
    if size >= count:
        return np.full(len(alternative), -np.inf)
    descending = np.sort(overall)[::-1]
    is_inside = overall[alternative] >= descending[size - 1] - TIE
    thresholds = np.where(is_inside, descending[size], descending[size - 1])
    return np.asarray(thresholds, dtype=np.float64)


def _changes(overall: Floats, alternative: Ints, shifts: Floats, size: int) -> Floats:
    """1 where the shift moves the alternative into or out of the first `size` (cells × shifts)."""
    threshold = _thresholds(overall, alternative, size)[:, None]
    own = overall[alternative][:, None]
    was = own >= threshold - TIE
    moved = own + shifts
    inside = np.where(was, moved >= threshold - TIE, moved > threshold + TIE)
    return np.asarray(was != inside, dtype=np.float64)


def _chance(
    overall: Floats, alternative: Ints, shifts: Floats, chances: Floats, size: int
) -> Floats:
    return np.asarray((_changes(overall, alternative, shifts, size) * chances).sum(axis=1))


def _uniform_chance(problem: Problem, overall: Floats, reach: Floats, size: int) -> Floats:
    """Probability that a uniform 0–100 answer moves its alternative across its threshold."""
    cells = problem.open_cells
    threshold = _thresholds(overall, cells.alternative, size)
    own = overall[cells.alternative]
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = cells.counted + (threshold - own) / reach
    needed = np.where(
        reach > 0, np.clip(needed, 0.0, 100.0), np.where(own >= threshold, 0.0, 100.0)
    )
    was_inside = own >= threshold - TIE
    share = np.where(was_inside, needed, 100.0 - needed) / 100.0
    return np.where(np.isfinite(threshold), share, 0.0)
