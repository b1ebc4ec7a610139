"""The score sheet as it stands in the file, every row and column labelled with what it is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.excel import ColumnRole, Orientation, RowRole, Understanding
from scorecard.excel.grid import OddCell
from scorecard.ui.selections_import_words import column_word, row_word

MOST_ROWS_SHOWN = 120
MOST_COLUMNS_SHOWN = 40
# Okabe and Ito's colours, thin enough to read through in light and dark.
_TINTS = {
    ColumnRole.CRITERION: "rgba(0, 114, 178, 0.22)",
    ColumnRole.GROUP: "rgba(86, 180, 233, 0.22)",
    ColumnRole.WEIGHT: "rgba(230, 159, 0, 0.26)",
    ColumnRole.LOW: "rgba(204, 121, 167, 0.24)",
    ColumnRole.HIGH: "rgba(204, 121, 167, 0.24)",
    ColumnRole.CANDIDATE: "rgba(0, 158, 115, 0.22)",
}
_HEADER_TINT = "rgba(128, 128, 128, 0.28)"
_PROBLEM_TINT = "rgba(213, 94, 0, 0.45)"


def show_preview(found: Understanding) -> None:
    """The sheet with its labels; what is coloured is used, what has to be settled stands out."""
    table, tints = preview(found)
    styler = table.style.apply(lambda _: tints, axis=None)
    st.dataframe(
        styler,
        hide_index=True,
        placeholder="",
        column_config={"Row": st.column_config.TextColumn(pinned=True, width=130)},
        alt="The score sheet, with what every row and column is taken for",
    )
    height, width = len(table), len(table.columns) - 1
    grid = found.grid
    rows, columns = len(grid.rows), grid.width
    if found.mapping.orientation is Orientation.COLUMNS:
        rows, columns = columns, rows
    if rows > height or columns > width:
        shown = [
            f"{count} of {total} {what}"
            for count, total, what in ((height, rows, "rows"), (width, columns, "columns"))
            if total > count
        ]
        st.caption(f"The first {' and '.join(shown)} are shown; all are read.")
    settle = " Orange cells have to be settled." if found.problems else ""
    st.caption(
        "Coloured: header grey, criteria blue, weights yellow, scales pink, candidates' scores "
        f"green. What has no colour is left out.{settle}"
    )


def preview(found: Understanding) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The texts of the file's cells with labels at the edges, and the colour of each."""
    grid = found.grid
    sideways = found.mapping.orientation is Orientation.COLUMNS
    most = (MOST_COLUMNS_SHOWN, MOST_ROWS_SHOWN) if sideways else (
        MOST_ROWS_SHOWN, MOST_COLUMNS_SHOWN
    )  # fmt: skip
    rows = range(min(len(grid.rows), most[0]))
    columns = range(min(grid.width, most[1]))
    to_settle = {problem.address for problem in found.problems}
    down = [_edge(grid.row_name(row), row_word(found, row)) for row in rows]
    across = [_edge(grid.column_name(column), column_word(found, column)) for column in columns]
    texts = [[_shown(found, row, column) for column in columns] for row in rows]
    tints = [[_tint(found, row, column, to_settle) for column in columns] for row in rows]
    if sideways:
        down, across = across, down
        texts, tints = _turned(texts), _turned(tints)
    table = pd.DataFrame(texts, columns=across)
    table.insert(0, "Row", down)
    colours = pd.DataFrame(tints, columns=across)
    colours.insert(0, "Row", "")
    return table, colours


def _edge(name: str, word: str) -> str:
    number = name.rsplit(" ", 1)[-1]
    return f"{number} · {word}" if word else number


def _shown(found: Understanding, row: int, column: int) -> str:
    cell = found.grid.cell(row, column)
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.12g}"
        case OddCell():
            return cell.shown
        case _:
            return " ".join(cell.split())


def _tint(found: Understanding, row: int, column: int, to_settle: set[str]) -> str:
    mapping = found.mapping
    below = mapping.header_row + mapping.header_depth
    if found.grid.address(row, column) in to_settle:
        return f"background-color: {_PROBLEM_TINT}"
    if mapping.header_row <= row < below and found.grid.cell(row, column) is not None:
        return f"background-color: {_HEADER_TINT}"
    if row < below:
        return ""
    role = found.columns[column].role
    kind = found.rows[row - below].role
    if kind is RowRole.GROUP and role in (ColumnRole.CRITERION, ColumnRole.GROUP):
        return f"background-color: {_TINTS[ColumnRole.GROUP]}"
    if kind is not RowRole.CRITERION or role not in _TINTS:
        return ""
    return f"background-color: {_TINTS[role]}"


def _turned(cells: list[list[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*cells, strict=True)]
