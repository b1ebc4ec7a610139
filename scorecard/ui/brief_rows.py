"""The tables of the brief: what the editor's changes come to, and whether the rows can be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scorecard.catalogue import InvalidRowsError, InvalidValueError
from scorecard.model import SHORT_TEXT_LIMIT_CHARACTERS
from scorecard.ui.brief_columns import BriefColumn, BriefTable
from scorecard.ui.number_field import number_typed
from scorecard.ui.typed_day import as_iso_day

MOST_ROWS = 200

Row = dict[str, Any]


def edited_rows(rows: Sequence[Row], state: Mapping[str, Any]) -> list[Row]:
    """The rows with what a data editor's state says was edited, added and deleted."""
    result = [dict(row) for row in rows]
    for position, cells in (state.get("edited_rows") or {}).items():
        result[int(position)].update(cells)
    for position in sorted((int(p) for p in state.get("deleted_rows") or ()), reverse=True):
        del result[position]
    return result + [dict(row) for row in state.get("added_rows") or ()]


def shown_part(table: BriefTable, rows: Sequence[Row]) -> list[Row]:
    """The rows with the columns of the table only."""
    return [{column.id: row.get(column.id) for column in table.columns} for row in rows]


def rows_held(table: BriefTable, rows: Sequence[Row], state: Mapping[str, Any]) -> list[Row]:
    """The stored rows with what an editor still holds that another server had drawn.

    Part of it may be stored by now: a row that it added comes in only where its name is missing,
    and what it deleted is left alone, as other rows may have moved to those places.
    """
    edited = {p: c for p, c in (state.get("edited_rows") or {}).items() if int(p) < len(rows)}
    result = edited_rows(rows, {"edited_rows": edited})
    name = table.columns[0].id
    known = {str(row.get(name) or "").casefold() for row in result}
    added = [dict(row) for row in state.get("added_rows") or ()]
    return result + [row for row in added if str(row.get(name) or "").casefold() not in known]


def with_stored_rest(table: BriefTable, rows: Sequence[Row], stored: Sequence[Row]) -> list[Row]:
    """The rows with what is stored now in columns that another table of the same field shows."""
    name, own = table.columns[0].id, {column.id for column in table.columns}
    rest = {
        str(row[name]).casefold(): {key: cell for key, cell in row.items() if key not in own}
        for row in stored
    }
    return [{**row, **rest.get(str(row[name]).casefold(), {})} for row in rows]


def say_the_same(table: BriefTable, typed: Sequence[Row], stored: Sequence[Row]) -> bool:
    """Whether what was typed, such as "0,35" or 22.11.2026, is what is stored."""
    if shown_part(table, typed) == shown_part(table, stored):
        # Stored before a limit was drawn, it may be refused by now.
        return True
    try:
        return shown_part(table, checked_rows(table, typed)) == shown_part(table, stored)
    except InvalidValueError:
        return False


def checked_rows(table: BriefTable, rows: Sequence[Row], earliest: date = date.min) -> list[Row]:
    """The rows as the brief stores them, wholly empty ones left out.

    What a row holds beside the columns of the table stays in it; no day may be before `earliest`.
    Raises InvalidValueError with every fault: the row's number, the column, what is wrong and what
    to do.
    """
    result: list[Row] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        try:
            cells = _checked_row(table, number, row, seen, earliest)
        except InvalidRowsError as problem:
            faults += problem.faults
            continue
        if cells:
            others = {name: cell for name, cell in row.items() if not name.startswith("_")}
            result.append({**others, **cells})
    if faults:
        raise InvalidRowsError(faults)
    if len(result) > MOST_ROWS:
        raise InvalidValueError(f"{len(result)} rows; {MOST_ROWS} at most")
    return result


def _checked_row(
    table: BriefTable, number: int, row: Row, seen: dict[str, int], earliest: date
) -> Row:
    """The cells of one row, {} for an empty one. Raises InvalidRowsError with its faults."""
    faults: list[str] = []
    cells: Row = {}
    for column in table.columns:
        try:
            cells[column.id] = _cell(column, number, row)
        except InvalidValueError as problem:
            faults.append(str(problem))
    if not faults and all(cell in (None, "") for cell in cells.values()):
        return {}
    name = str(cells.get(table.columns[0].id) or "")
    if table.columns[0].id in cells and not name:
        faults.insert(0, f"Row {number}: name the {table.row_word} in the first column")
    elif name and (first := seen.setdefault(name.casefold(), number)) != number:
        faults.insert(
            0, f"Row {number}: “{_short(name)}” stands in row {first} already; keep one of them"
        )
    for column in table.columns:
        where = f"Row {number}, {column.label}"
        cell = cells.get(column.id)
        if column.is_required and column.id in cells and cell is None:
            faults.append(f"{where}: enter a figure for {_short(name)}")
        if isinstance(cell, date) and cell < earliest:
            faults.append(
                f"{where}: {cell.isoformat()} is before {earliest.isoformat()}; check the year"
            )
    if faults:
        raise InvalidRowsError(faults)
    return cells


def _cell(column: BriefColumn, number: int, row: Row) -> float | str | date | None:
    value = row.get(column.id)
    if isinstance(value, float) and math.isnan(value):
        value = None
    where = f"Row {number}, {column.label}"
    if column.is_date:
        return _day(where, value)
    if column.is_number:
        return _number(where, column, value)
    text = "" if value is None else " ".join(str(value).split())
    if len(text) > SHORT_TEXT_LIMIT_CHARACTERS:
        raise InvalidValueError(
            f"{where}: {len(text):,} characters; {SHORT_TEXT_LIMIT_CHARACTERS} at most. Shorten it"
        )
    if column.options and text and text not in column.options:
        raise InvalidValueError(
            f"{where}: “{_short(text)}” is not one of: {', '.join(column.options)}"
        )
    return text


def _day(where: str, value: object) -> date | None:
    if isinstance(value, date):
        return value
    if value is None or not str(value).strip():
        return None
    try:
        return date.fromisoformat(str(as_iso_day(value)))
    except ValueError:
        raise InvalidValueError(
            f"{where}: “{_short(value)}” is not a day; write it as 2026-11-30"
        ) from None


def _number(where: str, column: BriefColumn, typed: object) -> float | None:
    value = number_typed(typed, column.unit, what=where, is_whole=column.is_whole)
    if value is None:
        return None
    if not math.isfinite(value):
        raise InvalidValueError(f"{where}: the number must be finite")
    if column.is_above_low and column.low is not None and value <= column.low:
        raise InvalidValueError(
            f"{where}: {value:g} is impossible; it must be above {column.low:g}"
        )
    if column.is_below_high and column.high is not None and value >= column.high:
        raise InvalidValueError(
            f"{where}: {value:g} is impossible; it must be below {column.high:g}"
        )
    if column.low is not None and value < column.low:
        raise InvalidValueError(
            f"{where}: {value:g} is impossible; the least possible is {column.low:g}"
        )
    if column.high is not None and value > column.high:
        raise InvalidValueError(
            f"{where}: {value:g} is impossible; the most possible is {column.high:g}"
        )
    return value


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
