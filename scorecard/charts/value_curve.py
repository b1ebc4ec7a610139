"""A value function with today's candidates on it: what a performance is worth."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.catalogue import CriterionInput, LevelsValue, Question
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.value_curve_figure import levels_figure, line_figure
from scorecard.charts.value_reading import (
    Judged,
    anchor_ends,
    anchors_of,
    level_ends,
    read_judged,
    unit_of,
)
from scorecard.charts.wording import decimal, joined, name_in_text, sentence, status_words
from scorecard.evaluation import Evaluation

_COLUMNS = ("Candidate", "Answer", "Value 0–100", "Status")


def value_function_chart(evaluation: Evaluation, criterion_id: str, question_id: str) -> Chart:
    """The value function of one question of a criterion, and the candidates as marks on it.

    Numbers: a line through the anchors. Choices: a row for each option with its level. KeyError
    when the criterion does not exist or the question does not feed it.
    """
    criterion = evaluation.catalogue.criteria_by_id[criterion_id]
    given = next((item for item in criterion.inputs if item.question == question_id), None)
    if given is None:
        raise KeyError(question_id)
    question = evaluation.catalogue.questions_by_id[question_id]
    judged = read_judged(evaluation, given)
    records = [_record(one, question, given) for one in judged]
    if isinstance(given.value, LevelsValue):
        figure, ends = (
            levels_figure(given.value, question, judged),
            level_ends(given.value, question),
        )
    else:
        anchors = anchors_of(given, evaluation.selection.brief)
        if not anchors and not any(one.value is not None for one in judged):
            return empty_chart(
                f"“{question.label}” has no value function yet",
                "set a target and a ceiling rate per hour on the page Brief",
                _COLUMNS,
            )
        unit = unit_of(given, question, evaluation.selection.brief)
        figure, ends = (
            line_figure(anchors, judged, f"{question.label}, {unit}".rstrip(", "), unit),
            anchor_ends(anchors, unit),
        )
    answered = [one for one in judged if one.value is not None and one.performance is not None]
    return Chart(
        figure=figure,
        title=_title(question, ends, answered, judged),
        text_alternative=_text_alternative(question, ends, answered),
        table=table(_COLUMNS, records),
    )


def _title(
    question: Question,
    ends: tuple[str, str],
    answered: Sequence[Judged],
    judged: Sequence[Judged],
) -> str:
    if not answered:
        anchored = f": {ends[1]}, {ends[0]}" if ends[0] else ""
        return f"{question.label}{anchored}"
    best = max(answered, key=lambda one: one.value or 0.0)
    worst = min(answered, key=lambda one: one.value or 0.0)
    waiting = len(judged) - len(answered)
    ending = f"; {waiting} without an answer" if waiting else ""
    if len(answered) == 1:
        name = name_in_text(best.candidate.name)
        return f"{question.label}: {name} earns {decimal(best.value or 0.0)}{ending}"
    if round((best.value or 0.0) - (worst.value or 0.0), 9) == 0:
        return f"{question.label}: all who answered earn {decimal(best.value or 0.0)}{ending}"
    return (
        f"{question.label}: from {decimal(worst.value or 0.0)} for "
        f"{name_in_text(worst.candidate.name)} to {decimal(best.value or 0.0)} for "
        f"{name_in_text(best.candidate.name)}{ending}"
    )


def _text_alternative(question: Question, ends: tuple[str, str], answered: Sequence[Judged]) -> str:
    named = [
        f"{name_in_text(one.candidate.name)} earns {decimal(one.value or 0.0)}" for one in answered
    ]
    marks = f"; {joined(named, 6)}" if named else "; nobody has answered"
    anchored = f": {ends[1]}, {ends[0]}" if ends[0] else ""
    return sentence(f"value function of “{question.label}”{anchored}{marks}.")


def _record(one: Judged, question: Question, given: CriterionInput) -> tuple[object, ...]:
    said: object = one.performance
    if isinstance(given.value, LevelsValue):
        said = question.option_label(one.option) if one.option else None
    value = None if one.value is None else round(one.value, 1)
    return (one.candidate.name, said, value, status_words(one.status))
