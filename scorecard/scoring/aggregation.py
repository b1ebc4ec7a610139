"""Values of questions → values of criteria → overall values, each as headline and range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.scoring.inputs import InputMatrix
from scorecard.scoring.value_functions import Flags, Floats

NEUTRAL_VALUE = 50.0
WORST_VALUE = 0.0
BEST_VALUE = 100.0


@dataclass(frozen=True)
class CriterionValues:
    """Values 0–100 of every candidate on every criterion (candidates × criteria).

    headline counts what is open as the policy says; low and high are the ends of what is still
    possible; evidenced counts a bare claim no better than an open answer; settled is the share
    (0–1) of each criterion that no answer to come can change: 1 − (high − low) / 100.
    """

    headline: Floats
    low: Floats
    high: Floats
    evidenced: Floats
    settled: Floats


def input_shares(matrix: InputMatrix, criteria_count: int) -> Floats:
    """Share of each question in its criterion (candidates × inputs), summing to 1 a criterion.

    A question that is not applicable to a candidate has share 0 and the others take its place;
    where none is applicable, the shares are as if all were, and the criterion counts as open.
    """
    membership = _membership(matrix, criteria_count)
    held = matrix.applicable * matrix.shares
    total = held @ membership
    nothing_applies = total[:, matrix.criterion_index] <= 0
    held = np.where(nothing_applies, matrix.shares, held)
    return np.asarray(held / (held @ membership)[:, matrix.criterion_index], dtype=np.float64)


def criterion_values(
    matrix: InputMatrix, criteria_count: int, open_value: float
) -> CriterionValues:
    """Weighted means of the questions' values; `open_value` is what an open answer counts."""
    shares = input_shares(matrix, criteria_count)
    membership = _membership(matrix, criteria_count)

    def mean(values: Floats) -> Floats:
        # Rounding here would hide nothing: sums of shares may miss 1 by an ulp, so clip.
        return np.clip((values * shares) @ membership, WORST_VALUE, BEST_VALUE)

    def filled(value: float) -> Floats:
        return np.where(matrix.settled, matrix.values, value)

    headline = filled(open_value)
    low, high, settled = filled(WORST_VALUE), filled(BEST_VALUE), matrix.settled.astype(np.float64)
    if matrix.values_low is not None and matrix.values_high is not None:
        low = np.where(matrix.settled, matrix.values_low, WORST_VALUE)
        high = np.where(matrix.settled, matrix.values_high, BEST_VALUE)
        settled = 1.0 - (high - low) / BEST_VALUE
    claimed_only = matrix.settled & ~matrix.evidenced
    evidenced = np.where(claimed_only, np.minimum(headline, open_value), headline)
    return CriterionValues(
        headline=mean(headline),
        low=mean(low),
        high=mean(high),
        evidenced=mean(evidenced),
        settled=np.asarray((settled * shares) @ membership, dtype=np.float64),
    )


def out_for_all(matrix: InputMatrix, criteria_count: int) -> Flags:
    """Which criteria have no applicable question for any candidate (criteria,)."""
    if matrix.applicable.shape[0] == 0:
        return np.zeros(criteria_count, dtype=np.bool_)
    applicable = (matrix.applicable @ _membership(matrix, criteria_count)) > 0
    return np.asarray(~applicable.any(axis=0), dtype=np.bool_)


def _membership(matrix: InputMatrix, criteria_count: int) -> Floats:
    membership = np.zeros((len(matrix.inputs), criteria_count))
    membership[np.arange(len(matrix.inputs)), matrix.criterion_index] = 1.0
    return membership
