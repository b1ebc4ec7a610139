"""Answers → the matrices of performances and statuses on which the engine works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from scorecard.scoring.calculated_cost import CostReader, is_cost_input
from scorecard.scoring.relative_price import relative_prices
from scorecard.scoring.value_functions import (
    IDENTITY,
    Flags,
    Floats,
    anchor_arrays,
    beyond_anchors,
    piecewise_linear,
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
    clamped: beyond an anchor. values_low and values_high: the ends of what a settled value can
    still be: a calculated cost has a range, and under a relative price formula a value falls
    while another candidate's quote is to come. None where every settled value is exact.
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
    values_low: Floats | None = None
    values_high: Floats | None = None


def build_inputs(
    criteria: Sequence[Criterion],
    catalogue: Catalogue,
    cases: Sequence[Case],
    brief: Brief,
    *,
    in_ranking: Flags | None = None,
    costs: Mapping[str, tuple[float, float]] | None = None,
) -> InputMatrix:
    """Reads every candidate's answers for the given criteria (all of them in the ranking).

    in_ranking: (candidates,) whom no gate excludes, by default all: under a relative price
    formula only they set the lowest price. costs: candidate id → lowest and highest cost per
    resolved contact, for those whose quote allows one; the middle counts in the headline.
    """
    columns = [(k, item) for k, criterion in enumerate(criteria) for item in criterion.inputs]
    inputs = tuple(item for _, item in columns)
    known = CostReader(costs or {}, catalogue)
    statuses = tuple(tuple(_status(item, case, known) for item in inputs) for case in cases)
    shape = (len(cases), len(inputs))
    performance = np.full(shape, np.nan)
    spread = np.zeros(shape)
    evidenced = np.zeros(shape, dtype=np.bool_)
    observed = [catalogue.questions_by_id[item.question].observed for item in inputs]
    for row, case in enumerate(cases):
        for column, item in enumerate(inputs):
            if is_cost_input(item):
                performance[row, column], spread[row, column] = known.middle_and_spread(case)
                evidenced[row, column] = known.is_evidenced(case)
                continue
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
    rejected = np.array(
        [[s in (Status.REFUSED, Status.NO_REPLY) for s in row] for row in statuses], dtype=np.bool_
    ).reshape(shape)
    applicable = np.array(
        [[s is not Status.NOT_APPLICABLE for s in row] for row in statuses], dtype=np.bool_
    ).reshape(shape)
    is_relative = brief.price_formula is not PriceFormula.ANCHORED
    values_low = values_high = None
    if spread.any() or (is_relative and any(is_price_input(item) for item in inputs)):
        # A dearer contact is worth less: the high end of a cost is the low end of its value.
        values_low = piecewise_linear(performance + spread, anchor_performances, anchor_values)
        values_high = piecewise_linear(performance - spread, anchor_performances, anchor_values)
    if is_relative:
        for column, item in enumerate(inputs):
            if not isinstance(item.value, PriceValue):
                continue
            relative = relative_prices(
                performance[:, column],
                spread[:, column],
                brief.price_formula,
                in_ranking=np.ones(len(cases), dtype=np.bool_)
                if in_ranking is None
                else in_ranking,
                is_open=(applicable & ~rejected & ~np.isfinite(performance))[:, column],
                target=item.value.target_and_ceiling(brief)[0],
            )
            values[:, column], clamped[:, column] = relative.values, relative.clamped
            if values_low is not None and values_high is not None:
                values_low[:, column], values_high[:, column] = relative.low, relative.high
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
        values_low=None if values_low is None else np.where(rejected, 0.0, values_low),
        values_high=None if values_high is None else np.where(rejected, 0.0, values_high),
    )


def is_price(criterion: Criterion) -> bool:
    """Whether the criterion rests on the brief's target and ceiling rate."""
    return any(is_price_input(item) for item in criterion.inputs)


def is_price_input(item: CriterionInput) -> bool:
    """Whether the question is a price that the brief's price formula turns into a value."""
    return isinstance(item.value, PriceValue)


def _status(item: CriterionInput, case: Case, known: CostReader) -> Status:
    if is_cost_input(item):
        return known.status(case)
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
            target, ceiling = item.value.target_and_ceiling(brief)
            if target is None or ceiling is None:
                return IDENTITY
            return (
                Anchor(performance=target, value=100.0),
                Anchor(performance=ceiling, value=0.0),
            )
        case _:
            return IDENTITY
