"""Answers → the matrices of performances and statuses on which the engine works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import (
    Anchor,
    Catalogue,
    ChecklistValue,
    Criterion,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    PriceValue,
    RatingValue,
)
from scorecard.facts import Case, combined_status, derive
from scorecard.model import Answer, Brief, Evidence, PriceFormula, Status
from scorecard.scoring.value_functions import (
    IDENTITY,
    Flags,
    Floats,
    anchor_arrays,
    beyond_anchors,
    piecewise_linear,
    relative_price_values,
)

RATING_ANCHORS = (Anchor(performance=0.0, value=0.0), Anchor(performance=5.0, value=100.0))


@dataclass(frozen=True)
class InputMatrix:
    """Every question that feeds a criterion, for every candidate.

    inputs: the columns; criterion_index: (inputs,) the criterion that each feeds; shares:
    (inputs,) unscaled. performance: (candidates × inputs), NaN where there is none; for levels
    and checklists it is the value itself. values: 0–100, NaN where not answered. settled: the
    value no longer depends on an answer to come (answered, refused or no reply). applicable:
    false where the buyer dropped the question. evidenced: documented, verified or observed.
    clamped: beyond an anchor.
    """

    inputs: tuple[CriterionInput, ...]
    criterion_index: NDArray[np.int64]
    shares: Floats
    performance: Floats
    values: Floats
    statuses: tuple[tuple[Status, ...], ...]
    applicable: Flags
    settled: Flags
    evidenced: Flags
    clamped: Flags


def build_inputs(
    criteria: Sequence[Criterion], catalogue: Catalogue, cases: Sequence[Case], brief: Brief
) -> InputMatrix:
    """Reads every candidate's answers for the given criteria (all of them in the ranking)."""
    columns = [(k, item) for k, criterion in enumerate(criteria) for item in criterion.inputs]
    inputs = tuple(item for _, item in columns)
    statuses = tuple(tuple(_status(item, case) for item in inputs) for case in cases)
    shape = (len(cases), len(inputs))
    performance = np.full(shape, np.nan)
    evidenced = np.zeros(shape, dtype=np.bool_)
    observed = [catalogue.questions_by_id[item.question].observed for item in inputs]
    for row, case in enumerate(cases):
        for column, item in enumerate(inputs):
            answer = case.answers.get(item.question)
            if answer is None:
                continue
            if statuses[row][column] is Status.ANSWERED:
                performance[row, column] = _performance(item, answer, case)
            evidenced[row, column] = (
                observed[column] or answer.evidence_on(case.as_of) is not Evidence.CLAIMED
            )
    anchor_performances, anchor_values = anchor_arrays([_anchors(item, brief) for item in inputs])
    values = piecewise_linear(performance, anchor_performances, anchor_values)
    clamped = beyond_anchors(performance, anchor_performances)
    if brief.price_formula is not PriceFormula.ANCHORED:
        for column, item in enumerate(inputs):
            if isinstance(item.value, PriceValue):
                values[:, column] = relative_price_values(
                    performance[:, column], brief.price_formula
                )
                clamped[:, column] = False
    rejected = np.array(
        [[s in (Status.REFUSED, Status.NO_REPLY) for s in row] for row in statuses], dtype=np.bool_
    ).reshape(shape)
    applicable = np.array(
        [[s is not Status.NOT_APPLICABLE for s in row] for row in statuses], dtype=np.bool_
    ).reshape(shape)
    values = np.where(rejected, 0.0, values)
    return InputMatrix(
        inputs=inputs,
        criterion_index=np.array([k for k, _ in columns], dtype=np.int64),
        shares=np.array([item.share for item in inputs], dtype=np.float64),
        performance=performance,
        values=values,
        statuses=statuses,
        applicable=applicable,
        settled=np.isfinite(values) & applicable,
        evidenced=evidenced,
        clamped=clamped,
    )


def is_price(criterion: Criterion) -> bool:
    """Whether the criterion rests on the brief's target and ceiling rate."""
    return any(isinstance(item.value, PriceValue) for item in criterion.inputs)


def _status(item: CriterionInput, case: Case) -> Status:
    if isinstance(item.value, DerivedValue):
        answers = tuple(case.answer(question) for question in item.value.figure.reads)
        return combined_status((*answers, case.answer(item.question)))
    answer = case.answers.get(item.question)
    return Status.OPEN if answer is None else answer.status


def _performance(item: CriterionInput, answer: Answer, case: Case) -> float:
    match item.value:
        case DerivedValue():
            number = derive(item.value.figure, case).number
            return np.nan if number is None else number
        case LevelsValue():
            return item.value.levels[str(answer.value)]
        case ChecklistValue():
            points = item.value.item_points
            ticked = answer.value if isinstance(answer.value, tuple) else ()
            held = sum(points.get(i, 0.0) for i in ticked if isinstance(i, str))
            return 100.0 * held / sum(points.values())
        case PointsValue() | PriceValue() | RatingValue():
            return float(answer.value) if isinstance(answer.value, float | int) else np.nan


def _anchors(item: CriterionInput, brief: Brief) -> tuple[Anchor, ...]:
    match item.value:
        case PointsValue() | DerivedValue():
            return item.value.points
        case RatingValue():
            return RATING_ANCHORS
        case PriceValue():
            target, ceiling = brief.target_rate_per_hour, brief.ceiling_rate_per_hour
            if target is None or ceiling is None:
                return IDENTITY
            return (
                Anchor(performance=target, value=100.0),
                Anchor(performance=ceiling, value=0.0),
            )
        case _:
            return IDENTITY
