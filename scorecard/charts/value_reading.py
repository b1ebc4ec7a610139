"""What the candidates' answers to one question are worth, and by which function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.catalogue import (
    ChecklistValue,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    PriceValue,
    Question,
    RatingValue,
)
from scorecard.charts.wording import short
from scorecard.evaluation import Evaluation
from scorecard.model import Brief, Candidate, PriceFormula, Status

# Performance and value 0–100 of each anchor.
Anchors = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Judged:
    """One candidate's performance and what it is worth; None where there is none."""

    candidate: Candidate
    performance: float | None
    value: float | None
    status: Status
    is_clamped: bool
    option: str = ""


def read_judged(evaluation: Evaluation, given: CriterionInput) -> list[Judged]:
    """Every candidate's reading; a criterion that is out of the ranking has none."""
    matrix = evaluation.inputs
    column = next((k for k, item in enumerate(matrix.inputs) if item == given), None)
    if column is None:
        return []
    answers = evaluation.selection.answers_by_candidate()
    judged = []
    for row, candidate in enumerate(evaluation.candidates):
        performance = float(matrix.performance[row, column])
        value = float(matrix.values[row, column])
        answer = answers[candidate.id].get(given.question)
        judged.append(
            Judged(
                candidate=candidate,
                performance=performance if np.isfinite(performance) else None,
                value=value if np.isfinite(value) else None,
                status=matrix.statuses[row][column],
                is_clamped=bool(matrix.clamped[row, column]),
                option=str(answer.value) if answer and isinstance(answer.value, str) else "",
            )
        )
    return judged


def anchors_of(given: CriterionInput, brief: Brief) -> tuple[tuple[float, float], ...]:
    """The anchors of a line, () for a level table or while the price has none."""
    match given.value:
        case PointsValue() | DerivedValue():
            return tuple((point.performance, point.value) for point in given.value.points)
        case RatingValue():
            return (0.0, 0.0), (5.0, 100.0)
        case ChecklistValue():
            return (0.0, 0.0), (100.0, 100.0)
        case PriceValue():
            target, ceiling = given.value.target_and_ceiling(brief)
            is_anchored = brief.price_formula is PriceFormula.ANCHORED
            if target is None or ceiling is None or not is_anchored:
                return ()
            return (target, 100.0), (ceiling, 0.0)
        case _:
            return ()


def unit_of(given: CriterionInput, question: Question, brief: Brief) -> str:
    """The unit of the performance."""
    match given.value:
        case DerivedValue():
            return given.value.unit
        case RatingValue():
            return "of 5"
        case ChecklistValue():
            return "% of its points"
        case PriceValue():
            return f"{brief.currency} {given.value.unit}"
        case _:
            return question.unit


def anchor_ends(anchors: Anchors, unit: str) -> tuple[str, str]:
    """Which performances are worth 0 and 100 (or the least and the most), in words."""
    if not anchors:
        return "", ""
    worst, best = min(anchors, key=lambda a: a[1]), max(anchors, key=lambda a: a[1])
    return (
        f"{short(worst[0])} {unit} is worth {short(worst[1])}".replace("  ", " "),
        f"{short(best[0])} {unit} is worth {short(best[1])}".replace("  ", " "),
    )


def level_ends(value: LevelsValue, question: Question) -> tuple[str, str]:
    """Which options are worth the least and the most, in words."""
    worst = min(value.levels.items(), key=lambda level: level[1])
    best = max(value.levels.items(), key=lambda level: level[1])
    return (
        f"“{question.option_label(worst[0])}” is worth {short(worst[1])}",
        f"“{question.option_label(best[0])}” is worth {short(best[1])}",
    )
