"""Candidates side by side: each criterion's part in the difference of their overall values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.catalogue import Criterion
from scorecard.evaluation import Evaluation


@dataclass(frozen=True)
class CriterionRow:
    """One criterion for the chosen candidates.

    `values` are 0–100 and `contributions` weight × value, in the order of the candidates.
    `difference` is the first's contribution less the second's for two candidates, and the
    spread between the largest and the smallest for more. `settled` is the share (0–1) that no
    answer to come can change.
    """

    criterion: Criterion
    weight_pct: float
    values: tuple[float, ...]
    contributions: tuple[float, ...]
    settled: tuple[float, ...]
    difference: float


def criterion_rows(evaluation: Evaluation, rows: Sequence[int]) -> tuple[CriterionRow, ...]:
    """Every criterion in the ranking, the largest difference in contribution first."""
    chosen = list(rows)
    values = evaluation.values.headline[chosen]
    contributions = evaluation.contributions[chosen]
    settled = evaluation.values.settled[chosen]
    result = []
    for column, criterion in enumerate(evaluation.criteria):
        parts = contributions[:, column]
        difference = parts[0] - parts[1] if len(chosen) == 2 else np.ptp(parts)
        result.append(
            CriterionRow(
                criterion=criterion,
                weight_pct=100.0 * float(evaluation.weights[column]),
                values=tuple(float(v) for v in values[:, column]),
                contributions=tuple(float(c) for c in parts),
                settled=tuple(float(s) for s in settled[:, column]),
                difference=float(difference),
            )
        )
    return tuple(sorted(result, key=lambda row: -abs(row.difference)))
