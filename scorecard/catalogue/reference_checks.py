"""What conditions, figures and value functions say of questions that cannot be so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
    ChecklistValue,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    PriceValue,
    RatingValue,
)
from scorecard.catalogue.questions import Kind, Question
from scorecard.model import Brief

ITEM = "$item"
DOCUMENT_TYPE_COLUMN = "document_type"

KINDS_OF_VALUE: dict[type, tuple[Kind, ...]] = {
    PointsValue: (Kind.NUMBER, Kind.MONEY),
    LevelsValue: (Kind.CHOICE,),
    ChecklistValue: (Kind.CHECKLIST,),
    RatingValue: (Kind.RATING,),
    PriceValue: (Kind.MONEY,),
}
KINDS_OF_COST = (Kind.TABLE, Kind.MONEY)
KINDS_OF_TEST: dict[type, tuple[Kind, ...]] = {
    Compare: (Kind.NUMBER, Kind.MONEY),
    OneOf: (Kind.CHOICE,),
    Lacks: (Kind.CHECKLIST,),
    Covers: (Kind.CHECKLIST, Kind.TAGS),
    Within: (Kind.TAGS,),
    ValidDocument: (Kind.TABLE,),
}


def unknown(what: str, entry: str) -> str:
    """The reason given wherever an id names nothing."""
    return f"names the {what} '{entry}', which does not exist"


@dataclass(frozen=True)
class References:
    """The questions by id, and whether an id that is not among them failed to be read."""

    questions: dict[str, Question]
    was_unread: Callable[[str], bool]

    def missing(self, question_id: str) -> Iterator[str]:
        """The reason why this id names no question, if it names none."""
        if question_id not in self.questions and not self.was_unread(question_id):
            yield unknown("question", question_id)

    def input_reasons(self, given: CriterionInput) -> Iterator[str]:
        """What is wrong with one input of a criterion."""
        value = given.value
        if isinstance(value, DerivedValue):
            yield from self.figure_reasons(value.figure)
            if given.question not in value.figure.reads:
                yield f"the figure '{value.figure.name}' does not read '{given.question}'"
            return
        yield from self.missing(given.question)
        question = self.questions.get(given.question)
        if question is None:
            return
        is_cost = isinstance(value, PriceValue) and value.is_cost
        allowed = KINDS_OF_COST if is_cost else KINDS_OF_VALUE[type(value)]
        if question.kind not in allowed:
            yield (
                f"'{question.id}' is a {question.kind.value}, "
                f"which a value function of the kind '{value.kind}' cannot judge"
            )
        elif isinstance(value, LevelsValue):
            yield from _level_reasons(value, question)
        elif isinstance(value, ChecklistValue):
            yield from _checklist_reasons(value, question)

    def condition_reasons(self, condition: Condition, for_each: str = "") -> Iterator[str]:
        """What is wrong with a condition; `for_each` is set inside a gate made from the brief."""
        if isinstance(condition, (AnyOf, AllOf)):
            for part in condition.conditions:
                yield from self.condition_reasons(part, for_each)
            return
        if isinstance(condition, Compare) and condition.figure is not None:
            yield from self.figure_reasons(condition.figure)
            return
        yield from self.missing(condition.question)
        if isinstance(condition, Within) and condition.brief_field not in Brief.model_fields:
            yield unknown("brief field", condition.brief_field)
        if ITEM in _named_items(condition) and not for_each:
            yield f"'{ITEM}' stands only in gates with `for_each`"
        question = self.questions.get(condition.question)
        if question is not None and not isinstance(condition, NotShared):
            yield from _test_reasons(condition, question)

    def figure_reasons(self, figure: FigureReference) -> Iterator[str]:
        """What is wrong with a figure: questions, columns, options that do not exist."""
        for question_id in figure.reads:
            for reason in self.missing(question_id):
                yield f"the figure '{figure.name}' {reason}"
        table = self.questions.get(figure.reads[0])
        if table is None:
            return
        for name, given in figure.parameters.items():
            entries = given if isinstance(given, tuple) else (str(given),)
            for reason in _parameter_reasons(table, name, entries):
                yield f"the figure '{figure.name}' {reason}"


def document_types(question: Question) -> set[str]:
    """The types of document that a table can list; empty when it lists no documents."""
    return _column_options(question, DOCUMENT_TYPE_COLUMN)


def _column_options(question: Question, column_id: str) -> set[str]:
    return {o.id for c in question.columns if c.id == column_id for o in c.options}


def _level_reasons(value: LevelsValue, question: Question) -> Iterator[str]:
    options = {option.id for option in question.options}
    for option in sorted(set(value.levels) - options):
        yield f"a level names '{option}', which is no option of '{question.id}'"
    for option in sorted(options - set(value.levels)):
        yield f"the option '{option}' of '{question.id}' has no level"
    for option, level in value.levels.items():
        if not 0 <= level <= 100:
            yield f"the level of '{option}' is {level:g}; it must lie between 0 and 100"


def _checklist_reasons(value: ChecklistValue, question: Question) -> Iterator[str]:
    for item in sorted(set(value.item_points) - {option.id for option in question.options}):
        yield f"the checklist names '{item}', which is no item of '{question.id}'"
    if min(value.item_points.values(), default=0) < 0:
        yield "a checklist item has negative points"
    elif sum(value.item_points.values()) == 0:
        yield "no checklist item has points"


def _named_items(condition: Condition) -> tuple[str, ...]:
    match condition:
        case Covers() | Lacks():
            return condition.items
        case OneOf():
            return condition.options
        case ValidDocument():
            return (condition.document_type,)
        case _:
            return ()


def _test_reasons(condition: Condition, question: Question) -> Iterator[str]:
    kinds = KINDS_OF_TEST[type(condition)]
    if question.kind not in kinds:
        yield (
            f"'{question.id}' is a {question.kind.value}; "
            f"the test '{condition.test}' reads a {' or '.join(kind.value for kind in kinds)}"
        )
        return
    if question.kind is Kind.TAGS or isinstance(condition, Compare):
        return
    known = {option.id for option in question.options}
    if isinstance(condition, ValidDocument):
        known = document_types(question)
    for entry in _named_items(condition):
        if entry not in known and entry != ITEM:
            yield f"names '{entry}', which is no option of '{question.id}'"


def _parameter_reasons(table: Question, name: str, entries: tuple[str, ...]) -> Iterator[str]:
    """The parameters that name a part of the table that the figure reads first."""
    columns = {column.id for column in table.columns}
    if name == "where":
        for entry in entries:
            column, equals, wanted = entry.partition("=")
            if not equals:
                yield f"needs `where` written as column=value, not '{entry}'"
            elif column not in columns:
                yield f"names the column '{column}', which '{table.id}' does not have"
            elif (known := _column_options(table, column)) and wanted not in known:
                yield f"names '{wanted}', which is no option of the column '{column}'"
    elif name == "column":
        for column in entries:
            if column not in columns:
                yield f"names the column '{column}', which '{table.id}' does not have"
    elif name == "parts":
        known = {row.id for row in table.fixed_rows}
        for part in entries:
            if part not in known:
                yield f"names the row '{part}', which '{table.id}' does not have"
    elif name in ("stated", "expected"):
        column = "treatment" if name == "stated" else DOCUMENT_TYPE_COLUMN
        for option in entries:
            if option not in _column_options(table, column):
                yield f"names '{option}', which is no option of the column '{column}'"
