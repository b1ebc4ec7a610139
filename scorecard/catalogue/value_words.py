"""Value functions and conditions in one line each, for whoever compares two editions."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Covers,
    FigureReference,
    Lacks,
    NotShared,
    OneOf,
    ValidDocument,
    Within,
)
from scorecard.catalogue.criteria import (
    Anchor,
    ChecklistValue,
    DerivedValue,
    LevelsValue,
    PointsValue,
    PriceValue,
    RatingValue,
    ValueFunction,
)
from scorecard.catalogue.questions import Question

_TESTS = {"above": "above", "at_least": "at least", "below": "below", "at_most": "at most"}

Questions = Mapping[str, Question]


def value_function_line(value: ValueFunction, question: Question | None) -> str:
    """`8 % → 100; 18 % → 30; 30 % → 0`, or what a level, item or rating is worth."""
    match value:
        case PointsValue():
            return _anchors(value.points, question.unit if question else "")
        case DerivedValue():
            return f"{_figure(value.figure)}: {_anchors(value.points, value.unit)}"
        case LevelsValue():
            return "; ".join(f"{_label(question, i)} → {v:g}" for i, v in value.levels.items())
        case ChecklistValue():
            items = "; ".join(f"{_label(question, i)} {p:g}" for i, p in value.item_points.items())
            return f"Points of the items ticked: {items}"
        case RatingValue():
            return "Rating: 0 → 0; 5 → 100"
        case PriceValue():
            return f"Price {value.unit}: the brief's target → 100, its ceiling → 0"


def condition_line(condition: Condition, questions: Questions) -> str:
    """`Attrition above 18 %`, `Languages holds German`, and conditions made of several."""
    match condition:
        case AnyOf():
            return " or ".join(_inside(part, questions) for part in condition.conditions)
        case AllOf():
            return " and ".join(_inside(part, questions) for part in condition.conditions)
        case Compare():
            what = (
                _figure(condition.figure)
                if condition.figure is not None
                else _question(condition.question, questions)
            )
            return f"{what} {_TESTS[condition.test]} {condition.threshold:g} {condition.unit}"
        case OneOf():
            options = _labels(condition.question, condition.options, questions, "or")
            return f"{_question(condition.question, questions)} is {options}"
        case Lacks():
            items = _labels(condition.question, condition.items, questions, "or")
            return f"{_question(condition.question, questions)} lacks {items}"
        case Covers():
            items = _labels(condition.question, condition.items, questions, "and")
            return f"{_question(condition.question, questions)} holds {items}"
        case Within():
            entries = condition.brief_field.replace("_", " ")
            return f"{_question(condition.question, questions)} names only the brief's {entries}"
        case NotShared():
            return f"{_question(condition.question, questions)} is refused or not replied to"
        case ValidDocument():
            document = condition.document_type.replace("_", " ")
            return f"{_question(condition.question, questions)} holds a valid {document}"


def _inside(part: Condition, questions: Questions) -> str:
    line = condition_line(part, questions)
    return f"({line})" if isinstance(part, AnyOf | AllOf) else line


def _anchors(points: tuple[Anchor, ...], unit: str) -> str:
    return "; ".join(f"{f'{p.performance:g} {unit}'.strip()} → {p.value:g}" for p in points)


def _figure(figure: FigureReference) -> str:
    name = figure.label or figure.name.replace("_", " ").capitalize()
    given = ", ".join(
        f"{parameter.replace('_', ' ')} {_parameter(value)}"
        for parameter, value in figure.parameters.items()
    )
    return f"{name} ({given})" if given else name


def _parameter(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return " and ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _question(question_id: str, questions: Questions) -> str:
    question = questions.get(question_id)
    return question.label if question else question_id


def _label(question: Question | None, option_id: str) -> str:
    return question.option_label(option_id) if question else option_id


def _labels(question_id: str, ids: tuple[str, ...], questions: Questions, last: str) -> str:
    labels = [_label(questions.get(question_id), option_id) for option_id in ids]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} {last} {labels[-1]}"
