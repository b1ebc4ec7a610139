"""Whether a typed value is a possible answer to a question, and what to do when it is not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scorecard.catalogue.questions import Column, Kind, Option, Question
from scorecard.model import (
    NOTE_LIMIT_CHARACTERS,
    SHORT_TEXT_LIMIT_CHARACTERS,
    AnswerValue,
    Cell,
    Row,
)

MOST_ROWS = 200
MOST_TAGS = 100
_FAULTS_NAMED = 5


class InvalidValueError(ValueError):
    """The value cannot be an answer; the message says where, what is wrong, and what to do."""


class InvalidRowsError(InvalidValueError):
    """Cells or rows of a table that cannot be; the message names the first of them."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        named = ". ".join(self.faults[:_FAULTS_NAMED])
        more = len(self.faults) - _FAULTS_NAMED
        super().__init__(f"{named}; and {more} more" if more > 0 else named)


def checked_value(
    question: Question,
    value: object,
    earliest: date,
    *,
    currency: str = "",
    is_kept: bool = False,
) -> AnswerValue:
    """The value as it is stored; `currency` is that of its amounts, for the message.

    `is_kept` is for what a document holds already: it may have been written under wider limits.

    Raises InvalidValueError for an impossible number, an unknown option, a date before
    `earliest`, text where a number belongs, a table with a wrong cell.
    """
    where = question.label
    match question.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.RATING:
            limits = _limits(question, is_kept=is_kept)
            # "once" or "an hour" is no unit that can stand behind an amount alone.
            unit = currency if question.kind is Kind.MONEY else question.unit
            return _number(where, value, limits, unit)
        case Kind.CHOICE:
            return _option(where, value, question.options)
        case Kind.DATE:
            return _date(where, value, earliest)
        case Kind.TEXT:
            return _text(where, value, NOTE_LIMIT_CHARACTERS)
        case Kind.CHECKLIST:
            ticked = [_option(where, item, question.options) for item in _items(where, value)]
            return tuple(o.id for o in question.options if o.id in ticked)
        case Kind.TAGS:
            tags = [_text(where, item, 100).strip() for item in _items(where, value)]
            if len(tags) > MOST_TAGS:
                raise InvalidValueError(f"{where}: {len(tags)} entries; {MOST_TAGS} at most")
            return tuple(dict.fromkeys(tag for tag in tags if tag))
        case Kind.TABLE:
            return _table(question, value, earliest, currency, is_kept=is_kept)


@dataclass(frozen=True)
class _Limits:
    low: float | None
    high: float | None
    reason: str


def _limits(asked: Question | Column, *, is_kept: bool) -> _Limits:
    if asked.kind is Kind.RATING:
        return _Limits(0.0, 5.0, "")
    low, high = asked.minimum, asked.maximum
    if is_kept:
        low = low if asked.kept_minimum is None else asked.kept_minimum
        high = high if asked.kept_maximum is None else asked.kept_maximum
    if asked.kind is Kind.MONEY and low is None:
        low = 0.0
    return _Limits(low, high, asked.limit_reason)


def _number(where: str, value: object, limits: _Limits, unit: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValueError(f"{where}: “{_short(value)}” is not a number; write digits only")
    number = float(value)
    if not math.isfinite(number):
        raise InvalidValueError(f"{where}: the number must be finite")
    # Give or take: the sign stands before the figure.
    sign = "±" if unit.startswith("±") else ""
    suffix = f" {unit.removeprefix(sign)}" if unit else ""
    because = f": {limits.reason}" if limits.reason else ""
    for limit, is_beyond, what in (
        (limits.low, limits.low is not None and number < limits.low, "least"),
        (limits.high, limits.high is not None and number > limits.high, "most"),
    ):
        if is_beyond:
            raise InvalidValueError(
                f"{where}: {sign}{number:g}{suffix} is impossible; the {what} possible is "
                f"{sign}{limit:g}{suffix}{because}"
            )
    return number


def _option(where: str, value: object, options: tuple[Option, ...]) -> str:
    if value not in {option.id for option in options}:
        known = ", ".join(option.label for option in options)
        raise InvalidValueError(f"{where}: “{_short(value)}” is not one of: {known}")
    return str(value)


def _date(where: str, value: object, earliest: date) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as problem:
        raise InvalidValueError(
            f"{where}: “{_short(value)}” is not a date; write it as 2026-11-22"
        ) from problem
    if day < earliest:
        raise InvalidValueError(
            f"{where}: {day.isoformat()} is before {earliest.isoformat()}; check the year"
        )
    return day.isoformat()[:10]


def _text(where: str, value: object, limit: int) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(f"{where}: text is needed here")
    if len(value) > limit:
        raise InvalidValueError(
            f"{where}: {len(value):,} characters; {limit:,} at most. Shorten it or attach a file"
        )
    return value


def _items(where: str, value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise InvalidValueError(f"{where}: a list is needed here")
    return list(value)


def _table(
    question: Question, value: object, earliest: date, currency: str, *, is_kept: bool
) -> tuple[Row, ...]:
    rows = _items(question.label, value)
    if len(rows) > MOST_ROWS:
        raise InvalidValueError(f"{question.label}: {len(rows)} rows; {MOST_ROWS} at most")
    result: list[Row] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=1):
        where = f"{question.label}, row {number}"
        if not isinstance(row, dict):
            faults.append(f"{where}: a row is needed here")
            continue
        cells: dict[str, Cell] = {}
        found: list[str] = []
        for column in question.columns:
            named = f"{where}, {column.label}"
            try:
                cells[column.id] = checked_cell(
                    named, column, row.get(column.id), earliest, currency, is_kept=is_kept
                )
            except InvalidValueError as problem:
                found.append(str(problem))
        found += _shape_faults(where, question, row, cells)
        faults += found
        if not found and any(cell is not None for cell in cells.values()):
            result.append(cells)
    if faults:
        raise InvalidRowsError(faults)
    return tuple(result)


def _shape_faults(
    where: str, question: Question, row: Mapping[str, object], cells: Mapping[str, Cell]
) -> Iterator[str]:
    """Columns that the table does not have, and required ones without a cell; `cells` are sound."""
    unknown = set(row) - {column.id for column in question.columns}
    if unknown:
        yield f"{where}: unknown column “{_short(sorted(unknown)[0])}”"
    if len(cells) == len(question.columns) and all(cell is None for cell in cells.values()):
        return
    for column in question.columns:
        if column.required and column.id in cells and cells[column.id] is None:
            yield f"{where}: {column.label} is missing"


def checked_cell(
    where: str,
    column: Column,
    value: object,
    earliest: date,
    currency: str = "",
    *,
    is_kept: bool = False,
) -> Cell:
    """One cell of a table as it is stored; raises InvalidValueError, which begins with `where`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    match column.kind:
        case Kind.NUMBER:
            return _number(where, value, _limits(column, is_kept=is_kept), column.unit)
        case Kind.MONEY:
            return _number(where, value, _limits(column, is_kept=is_kept), currency)
        case Kind.CHOICE:
            return _option(where, value, column.options)
        case Kind.DATE:
            return _date(where, value, earliest)
        case _:
            return _text(where, value, SHORT_TEXT_LIMIT_CHARACTERS)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
