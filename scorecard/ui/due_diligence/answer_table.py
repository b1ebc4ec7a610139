"""The editor for an answer that is a table, and its rows in both directions.

Cells of numbers are text that the server reads: the browser's own cells for numbers drop the comma
of "0,35" without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from scorecard.catalogue import (
    Column,
    InvalidRowsError,
    InvalidValueError,
    Kind,
    Question,
)
from scorecard.model import AnswerValue, Row
from scorecard.ui.number_field import number_typed, text_of
from scorecard.ui.text import chosen_from_a_list
from scorecard.ui.typed_day import as_iso_day, help_for_days

FIRST_DAY = date(1900, 1, 1)

# From so many columns on the last of them would be out of sight.
_FEWEST_OF_A_WIDE_TABLE = 4

Changed = Callable[[], None]
Offered = Mapping[str, Sequence[str]]


def _seed_key(key: str) -> str:
    return f"{key}:seed"


def show_table(
    question: Question,
    stored: AnswerValue | None,
    currency: str,
    key: str,
    changed: Changed,
    *,
    offered: Offered,
    disabled: bool,
) -> None:
    """The editor of a table; `offered` are a column's words to choose from, by column."""
    choices = {name: _choices(stored, name, words) for name, words in offered.items()}
    shape = (currency, choices)
    if st.session_state.get(f"{key}:shape", shape) != shape:
        # The browser draws an editor with other columns anew, without what was changed in it.
        st.session_state.pop(key, None)
    st.session_state[f"{key}:shape"] = shape
    if key not in st.session_state:
        # Drawn for the first time, or again after another page: the editor's own changes are gone.
        st.session_state[_seed_key(key)] = _seed_rows(question, stored)
    seed = st.session_state[_seed_key(key)]
    frame = pd.DataFrame(
        {c.id: [_shown(c, row.get(c.id)) for row in seed] for c in question.columns},
        dtype=object,
    )
    st.data_editor(
        frame,
        key=key,
        on_change=changed,
        disabled=disabled,
        hide_index=True,
        num_rows="fixed" if question.fixed_rows else "dynamic",
        column_config={
            c.id: _column_config(question, c, currency, choices) for c in question.columns
        },
        placeholder="–",
        alt=question.text,
    )


def _shown(column: Column, cell: object) -> object:
    return cell if cell is None or not _is_number(column) else text_of(cell)


def _is_number(column: Column) -> bool:
    return column.kind in (Kind.NUMBER, Kind.MONEY)


def _choices(stored: AnswerValue | None, column: str, words: Sequence[str]) -> tuple[str, ...]:
    """What is offered, and what is stored although it is not."""
    rows = [row for row in stored if isinstance(row, dict)] if isinstance(stored, tuple) else []
    held = [str(row[column]) for row in rows if row.get(column)]
    return tuple(dict.fromkeys([*words, *held]))


def _seed_rows(question: Question, stored: AnswerValue | None) -> tuple[Row, ...]:
    rows = tuple(r for r in stored if isinstance(r, dict)) if isinstance(stored, tuple) else ()
    if not question.fixed_rows:
        return rows
    by_id = {row.get(question.row_column): row for row in rows}
    return tuple(
        by_id.get(option.id, {question.row_column: option.id}) for option in question.fixed_rows
    )


def _column_config(
    question: Question, column: Column, currency: str, choices: Mapping[str, tuple[str, ...]]
) -> Any:
    unit = currency if column.kind is Kind.MONEY else column.unit
    label = with_unit_beside(column.label, unit)
    fixed = bool(question.fixed_rows) and column.id == question.row_column
    options = question.fixed_rows if fixed else column.options
    # Not "required": the editor would keep an incomplete row to itself, without a word.
    shared: dict[str, Any] = {
        "label": label,
        "help": column.help or None,
        "disabled": fixed,
    }
    if len(question.columns) >= _FEWEST_OF_A_WIDE_TABLE:
        # What names the row stays in sight where the table is wider than the screen.
        names_row = column is question.columns[0]
        width = None if fixed else _width(column, names_row=names_row)
        shared |= {"width": width, "pinned": names_row or None}
    config = st.column_config
    if (options and not fixed) or column.id in choices:
        shared["label"] = chosen_from_a_list(label)
    if options:
        labels = {option.id: option.label for option in options}
        return config.SelectboxColumn(
            **shared, options=list(labels), format_func=lambda o: labels.get(str(o), str(o))
        )
    if column.id in choices:
        names_row = column is question.columns[0]
        return config.SelectboxColumn(
            **shared | {"pinned": names_row or None}, options=list(choices[column.id])
        )
    match column.kind:
        case Kind.NUMBER | Kind.MONEY:
            return config.TextColumn(**shared, alignment="right")
        case Kind.DATE:
            return config.TextColumn(**shared | {"help": help_for_days(column.help)})
        case _:
            return config.TextColumn(**shared)


def with_unit_beside(label: str, unit: str) -> str:
    """`Handle time (minutes)`; the label alone where its own words say the unit."""
    said = {word.strip("(),.") for word in label.casefold().split()}
    return label if set(unit.casefold().split()) <= said else f"{label} ({unit})"


def _width(column: Column, *, names_row: bool) -> int | None:
    """The width in pixels that leaves room for the others; None: as wide as what is in it."""
    if names_row and column.kind is Kind.CHOICE:
        return 150
    return {Kind.MONEY: 105, Kind.NUMBER: 100}.get(column.kind)


def edited_rows(question: Question, key: str, edits: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows with which the editor began, with what its state says was changed."""
    seed: tuple[Row, ...] = st.session_state.get(_seed_key(key), ())
    rows: list[dict[str, Any]] = [dict(row) for row in seed]
    for index, cells in edits.get("edited_rows", {}).items():
        # After a reconnection the browser may hold changes of rows that are gone.
        if int(index) < len(rows):
            rows[int(index)].update(cells)
    deleted = {int(index) for index in edits.get("deleted_rows", ())}
    kept = [row for index, row in enumerate(rows) if index not in deleted]
    added = [dict(row) for row in edits.get("added_rows", ())]
    days = {column.id: column.kind is Kind.DATE for column in question.columns}
    cleaned: list[dict[str, Any]] = [
        {c: as_iso_day(v) if days[c] else v for c, v in row.items() if c in days}
        for row in (*kept, *added)
    ]
    if question.fixed_rows:
        # A fixed row of which nothing is filled in says nothing yet.
        return tuple(
            row
            for row in cleaned
            if any(v not in (None, "") for c, v in row.items() if c != question.row_column)
        )
    return tuple(row for row in cleaned if any(v not in (None, "") for v in row.values()))


def rows_understood(question: Question, rows: Sequence[Row], currency: str) -> tuple[Row, ...]:
    """The rows with the numbers that were typed into their cells.

    Raises InvalidRowsError, with rows and columns, for what cannot be read without guessing.
    """
    numbers = {column.id: column for column in question.columns if _is_number(column)}
    read: list[Row] = []
    faults: list[str] = []
    for line, row in enumerate(rows, start=1):
        cells = dict(row)
        for name in (name for name in numbers if name in row):
            try:
                cells[name] = _number(question, line, numbers[name], row[name], currency)
            except InvalidValueError as problem:
                faults.append(str(problem))
        read.append(cells)
    if faults:
        raise InvalidRowsError(faults)
    return tuple(read)


def _number(
    question: Question, line: int, column: Column, cell: object, currency: str
) -> float | None:
    what = f"{question.label}, row {line}, {column.label}"
    currency = currency if column.kind is Kind.MONEY else ""
    return number_typed(cell, column.unit, currency, what=what, is_whole=column.whole)
