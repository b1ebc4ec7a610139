"""Answers in words: the value with its unit, an option's label, a table's rows."""

from __future__ import annotations

from scorecard.catalogue.questions import Column, Kind, Question
from scorecard.model import Answer, AnswerValue, Cell, Row, Status

STATUS_WORDS = {
    Status.ANSWERED: "answered",
    Status.OPEN: "open",
    Status.NO_REPLY: "no reply",
    Status.REFUSED: "refused",
    Status.NOT_APPLICABLE: "not applicable",
}


def answer_in_words(question: Question, answer: Answer, currency: str) -> str:
    """The answer as a person would say it; the status where there is no value."""
    if answer.status is not Status.ANSWERED or answer.value is None:
        return STATUS_WORDS[answer.status]
    return value_in_words(question, answer.value, currency)


def value_in_words(question: Question, value: AnswerValue, currency: str) -> str:
    """A value as a person would say it: `18.1 %`, `USD 14.50`, `Weekly`, `2 rows: …`."""
    if isinstance(value, tuple):
        rows = [item for item in value if isinstance(item, dict)]
        if question.kind is Kind.TABLE:
            if not rows:
                return "none listed"
            return "; ".join(row_in_words(question, row, currency) for row in rows)
        labels = [question.option_label(item) for item in value if isinstance(item, str)]
        return ", ".join(labels) if labels else "none"
    if isinstance(value, float | int):
        if question.kind is Kind.MONEY:
            return f"{currency} {value:,.2f}"
        if question.kind is Kind.RATING:
            return f"{value:g} of 5"
        return with_unit(float(value), question.unit)
    if question.kind is Kind.CHOICE:
        return question.option_label(value)
    return value


def row_in_words(question: Question, row: Row, currency: str) -> str:
    """One table row: its cells in column order, empty ones left out."""
    cells = [
        _cell_in_words(question, column, row.get(column.id), currency)
        for column in question.columns
        if row.get(column.id) not in (None, "")
    ]
    return " · ".join(cells)


def with_unit(number: float, unit: str) -> str:
    """A number with its unit, without trailing zeros."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    if unit.startswith("±"):
        text, unit = f"±{text}", unit.removeprefix("±")
    return f"{text} {unit}".strip()


def _cell_in_words(question: Question, column: Column, cell: Cell, currency: str) -> str:
    if isinstance(cell, float | int):
        if column.kind is Kind.MONEY:
            return f"{currency} {cell:,.2f}"
        return with_unit(float(cell), column.unit)
    is_row_name = bool(question.fixed_rows) and column.id == question.row_column
    options = question.fixed_rows if is_row_name else column.options
    if is_row_name or column.kind is Kind.CHOICE:
        return next((o.label for o in options if o.id == cell), str(cell))
    return str(cell)
