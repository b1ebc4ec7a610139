"""What the charts read from an evaluation: the order of its rows, questions, thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorecard.catalogue import (
    AllOf,
    AnyOf,
    Benchmark,
    Catalogue,
    Compare,
    Condition,
    RedFlagRule,
)
from scorecard.charts.chart import Chart, empty_chart
from scorecard.evaluation import Evaluation

NOTHING_ANSWERED = "nobody has answered anything yet"
NO_CANDIDATES = "there are no candidates yet; add the first one on the page Candidates"


@dataclass(frozen=True)
class Threshold:
    """A number from which a red flag is raised, and the rule that says so."""

    number: float
    rule: RedFlagRule


def all_rows(evaluation: Evaluation) -> tuple[int, ...]:
    """Every candidate's row: the ranked ones best first, then what is not ranked."""
    return evaluation.listed_order


def answered_rows(evaluation: Evaluation) -> tuple[int, ...]:
    """`all_rows` without those of whom nothing is answered: theirs would be bars of nothing."""
    return tuple(row for row in all_rows(evaluation) if not evaluation.nothing_answered[row])


def threshold_above(catalogue: Catalogue, question_id: str) -> Threshold | None:
    """The gravest red flag raised by a number above a threshold; None when there is none."""
    found = [
        Threshold(condition.threshold, rule)
        for rule in catalogue.red_flags
        for condition in _parts(rule.raised_when)
        if isinstance(condition, Compare)
        and condition.question == question_id
        and condition.test == "above"
    ]
    return max(found, key=lambda t: (t.rule.severity.strength, -t.number), default=None)


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, (AnyOf, AllOf)):
        for part in condition.conditions:
            yield from _parts(part)
    else:
        yield condition


def benchmark_of(catalogue: Catalogue, question_id: str) -> Benchmark | None:
    """The first benchmark that belongs to the question; None when there is none."""
    return next((b for b in catalogue.benchmarks if b.question == question_id), None)


def nothing_to_read(
    evaluation: Evaluation, subject: str, questions: Sequence[str], columns: Sequence[str] = ()
) -> Chart | None:
    """An empty chart when there is no candidate or the scorecard does not ask; otherwise None."""
    if not evaluation.candidates:
        return empty_chart(f"No {subject} yet", NO_CANDIDATES, columns)
    asked = evaluation.catalogue.questions_by_id
    if not any(question in asked for question in questions):
        return empty_chart(
            f"This scorecard does not ask about {subject}",
            "it asks none of the questions that this chart reads; "
            "a selection opened from a profile asks them",
            columns,
        )
    return None
