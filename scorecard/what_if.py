"""What if the weights, or some answers, were others? Arithmetic only: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import Catalogue, InvalidValueError, checked_value
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, AnswerValue, Scenario, Selection, Status
from scorecard.scoring import ranks, scaled, tie_break_values

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FULL_POINTS = 100.0
# What an answer can be tried out as, beside a value. Only the buyer marks one not applicable.
TRIED_STATUSES = (Status.REFUSED, Status.NO_REPLY, Status.OPEN)


@dataclass(frozen=True)
class WhatIf:
    """A ranking under other weights.

    weights: (criteria,) summing to 1; overall: (candidates,) 0–100; rank: 0 for whom a gate
    excludes and for who has answered nothing. All in the order of `evaluation`, which holds the
    values 0–100 that are weighed.
    """

    evaluation: Evaluation
    weights: Floats
    overall: Floats
    rank: Ints

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Rows of the ranked candidates, best first; equal ranks in the order of their names."""
        names = [candidate.name.casefold() for candidate in self.evaluation.candidates]
        rows = [row for row in range(len(names)) if self.rank[row] > 0]
        return tuple(sorted(rows, key=lambda row: (self.rank[row], names[row], row)))

    @property
    def leaders(self) -> tuple[int, ...]:
        """Rows of all candidates with rank 1; more than one is a tie."""
        return tuple(row for row in self.order if self.rank[row] == 1)

    def places_gained(self, saved: Evaluation) -> Ints:
        """How many places each candidate stands above its saved rank; 0 where either has none."""
        ranked = (self.rank > 0) & (saved.rank > 0)
        return np.where(ranked, saved.rank - self.rank, 0).astype(np.int64)

    def points(self) -> dict[str, float]:
        """The weights as points by criterion id that sum to 100, for a scenario to keep."""
        criteria = self.evaluation.criteria
        return {
            criterion.id: FULL_POINTS * float(weight)
            for criterion, weight in zip(criteria, self.weights, strict=True)
        }


def group_points(evaluation: Evaluation) -> dict[str, float]:
    """Points of 100 by group id, as the selection has them."""
    weights = evaluation.group_weights
    return {
        group.id: FULL_POINTS * float(weight)
        for group, weight in zip(evaluation.groups, weights, strict=True)
    }


def weights_of(evaluation: Evaluation, points_by_group: Mapping[str, float]) -> Floats:
    """Weights of the criteria when the groups have these points; whatever their total is.

    Within a group the proportions stay; a group without weight spreads its points evenly. A group
    that is not named keeps its share of 100. Raises NothingToWeighError when all points are zero.
    """
    place = {group.id: number for number, group in enumerate(evaluation.groups)}
    member = np.array([place[c.group] for c in evaluation.criteria], dtype=np.int64)
    now = evaluation.group_weights
    wanted = np.array(
        [
            points_by_group.get(group.id, FULL_POINTS * float(weight))
            for group, weight in zip(evaluation.groups, now, strict=True)
        ],
        dtype=np.float64,
    )
    sizes = np.bincount(member, minlength=len(place))
    held = now[member]
    inside = np.where(
        held > 0, evaluation.weights / np.where(held > 0, held, 1.0), 1.0 / sizes[member]
    )
    return scaled(np.asarray(wanted[member] * inside, dtype=np.float64))


def reweighed(evaluation: Evaluation, points_by_group: Mapping[str, float]) -> WhatIf:
    """The ranking when the groups have these points, the declared tie-break included.

    One product of the evaluation's values: nothing is evaluated anew. Raises NothingToWeighError.
    """
    weights = weights_of(evaluation, points_by_group)
    overall = evaluation.values.headline @ weights
    ranked = ~np.array(evaluation.is_excluded, dtype=np.bool_)
    ranked[list(evaluation.unanswered_order)] = False
    decider = tie_break_values(
        evaluation.selection.brief.tie_break,
        evaluation.criteria,
        evaluation.values.headline,
        weights,
        evaluation.values.evidenced @ weights,
    )
    rank = np.zeros(len(overall), dtype=np.int64)
    rank[ranked] = ranks(overall[ranked], None if decider is None else decider[ranked])
    return WhatIf(evaluation, weights, overall, rank)


def tried(recorded: Answer, outcome: AnswerValue | Status) -> Answer:
    """The recorded answer with another value, or with one of `TRIED_STATUSES` and no value.

    Its evidence stays; a status counts by itself. Raises ValueError for another status.
    """
    changes: dict[str, object] = {"not_applicable_reason": ""}
    if not isinstance(outcome, Status):
        changes |= {"status": Status.ANSWERED, "value": outcome}
    elif outcome in TRIED_STATUSES:
        changes |= {"status": outcome, "value": None}
    else:
        raise ValueError(f"'{outcome.value}' cannot be tried: it needs more than a status")
    return recorded.model_copy(update=changes)


def with_answers(selection: Selection, answers: Iterable[Answer]) -> Selection:
    """A copy of the selection in which these answers take the place of its own."""
    changed = {(answer.candidate_id, answer.question_id): answer for answer in answers}
    if not changed:
        return selection
    rest = (a for a in selection.answers if (a.candidate_id, a.question_id) not in changed)
    return selection.model_copy(update={"answers": (*rest, *changed.values())})


@dataclass(frozen=True)
class ScenarioReading:
    """A scenario evaluated today; `left_out` says in sentences what of it no longer applies."""

    scenario: Scenario
    answers: tuple[Answer, ...]
    evaluation: Evaluation
    left_out: tuple[str, ...]


def read_scenario(
    scenario: Scenario, selection: Selection, catalogue: Catalogue, *, as_of: date
) -> ScenarioReading:
    """Evaluates a copy of the selection with the scenario's points and answers.

    What names a candidate, question or option that has gone since is left out, and said.
    """
    answers, left_out = [], []
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    for answer in scenario.answers:
        question = catalogue.questions_by_id.get(answer.question_id)
        name = names.get(answer.candidate_id)
        if name is None:
            left_out.append("An answer of a candidate who has been removed since.")
        elif question is None:
            left_out.append(f"{name}: the question '{answer.question_id}' is not asked any more.")
        else:
            try:
                value = answer.value
                if value is not None:
                    earliest = catalogue.settings.earliest_date
                    value = checked_value(question, value, earliest, is_kept=True)
                answers.append(answer.model_copy(update={"value": value}))
            except InvalidValueError as problem:
                left_out.append(f"{name}: {problem}.")
    evaluation = evaluate(
        with_answers(selection, answers),
        catalogue,
        as_of=as_of,
        points=scenario.points or None,
    )
    if scenario.points:
        left_out += [
            f"{criterion.title} came in after this scenario was kept and counts nothing in it."
            for criterion in evaluation.criteria
            if criterion.id not in scenario.points
        ]
    return ScenarioReading(scenario, tuple(answers), evaluation, tuple(left_out))
