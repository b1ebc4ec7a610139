"""The tables in which a person corrects the columns and rows of a score sheet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.excel import ColumnRole, RowRole, Understanding
from scorecard.ui.number_field import text_of
from scorecard.ui.selections_import_corrections import (
    HOLDS,
    Place,
    row_scale_problems,
    unclear_cells,
)
from scorecard.ui.selections_import_editing import (
    cells_to_edit,
    editor_key,
    take_columns,
    take_rows,
)
from scorecard.ui.selections_import_words import row_and_column, row_word
from scorecard.ui.text import literal, shortened

_SAMPLE_CELLS = 3


def show_columns(place: Place, found: Understanding) -> None:
    """What every column holds, with the candidates' names: each can be changed."""
    _, across = row_and_column(found)
    first = found.mapping.header_row
    # What is listed follows from the file alone, so that no correction moves a row.
    columns = [
        column
        for column in found.columns
        if any(found.grid.cell(row, column.column) is not None for row in _from(found, first))
    ]
    if not columns:
        return
    lines = [column.column for column in columns]
    key = editor_key(place, "columns", found)
    cells = cells_to_edit(
        place,
        key,
        lines,
        [
            {"holds": HOLDS[c.role], "name": c.name if c.role is ColumnRole.CANDIDATE else ""}
            for c in columns
        ],
    )
    table = pd.DataFrame(
        {
            "place": [_number(found.grid.column_name(line)) for line in lines],
            "header": [column.label.text for column in columns],
            "holds": [row["holds"] for row in cells],
            "name": [row["name"] for row in cells],
            "sample": [_sample(found, line) for line in lines],
        }
    )
    st.markdown(f"**What each {across.lower()} holds**")
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        disabled=["place", "header", "sample"],
        placeholder="",
        column_config={
            "place": st.column_config.TextColumn(across, pinned=True, width=70),
            "header": st.column_config.TextColumn("Header", width="medium"),
            "holds": st.column_config.SelectboxColumn(
                "Holds", options=list(HOLDS.values()), required=True, width="medium"
            ),
            "name": st.column_config.TextColumn("Candidate's name", width="medium"),
            "sample": st.column_config.TextColumn("First cells", width="medium"),
        },
        on_change=take_columns,
        args=(place, key),
        alt=f"What each {across.lower()} holds",
    )


def show_rows(place: Place, found: Understanding) -> None:
    """Which rows are criteria, and the scale of each: all can be changed."""
    down, _ = row_and_column(found)
    width = range(found.grid.width)
    rows = [
        row
        for row in found.rows
        if any(found.grid.cell(row.row, column) is not None for column in width)
    ]
    if not rows:
        return
    lines = [row.row for row in rows]
    read = {criterion.row: criterion for criterion in found.criteria}
    unclear = unclear_cells(place)
    key = editor_key(place, "rows", found)
    cells = cells_to_edit(
        place,
        key,
        lines,
        [
            {
                "is_criterion": row.role is RowRole.CRITERION,
                "low": unclear.get((row.row, "low"))
                or text_of(read[row.row].low if row.row in read else None),
                "high": unclear.get((row.row, "high"))
                or text_of(read[row.row].high if row.row in read else None),
            }
            for row in rows
        ],
    )
    table = pd.DataFrame(
        {
            "place": [_number(found.grid.row_name(line)) for line in lines],
            "name": [shortened(row.name, 120) for row in rows],
            "is_criterion": [row["is_criterion"] for row in cells],
            "weight": [read[line].weight if line in read else None for line in lines],
            "low": [row["low"] for row in cells],
            "high": [row["high"] for row in cells],
            "taken_for": [_taken_for(found, line) for line in lines],
        }
    ).astype({"weight": "float64"})
    st.markdown(f"**Which {down.lower()}s are criteria, and on which scale**")
    st.data_editor(
        table,
        key=key,
        hide_index=True,
        disabled=["place", "name", "weight", "taken_for"],
        placeholder="",
        column_config={
            "place": st.column_config.TextColumn(down, pinned=True, width=70),
            "name": st.column_config.TextColumn("Text", width="medium"),
            "is_criterion": st.column_config.CheckboxColumn("Criterion", width=100),
            "weight": st.column_config.NumberColumn("Weight", width="small"),
            # Text, because the browser's own cells for numbers drop the comma of "0,35".
            "low": st.column_config.TextColumn("Low", width="small", alignment="right"),
            "high": st.column_config.TextColumn("High", width="small", alignment="right"),
            "taken_for": st.column_config.TextColumn("Taken for", width="medium"),
        },
        on_change=take_rows,
        args=(place, key),
        alt=f"Which {down.lower()}s are criteria, and on which scale",
    )
    with st.container():
        for problem in row_scale_problems(place, found):
            st.markdown(f":red[:material/error: Not taken over. {literal(problem)}.]")


def _from(found: Understanding, row: int) -> range:
    return range(row, len(found.grid.rows))


def _sample(found: Understanding, column: int) -> str:
    shown = []
    for row in _from(found, found.mapping.header_row + found.mapping.header_depth):
        cell = found.grid.cell(row, column)
        if cell is not None:
            shown.append(f"{cell:.6g}" if isinstance(cell, float) else shortened(str(cell), 30))
        if len(shown) == _SAMPLE_CELLS:
            break
    return ", ".join(shown)


def _taken_for(found: Understanding, row: int) -> str:
    below = found.mapping.header_row + found.mapping.header_depth
    reading = found.rows[row - below]
    word = row_word(found, row)
    if reading.role is RowRole.EMPTY:
        return "left out: nothing in it is used"
    if reading.role is RowRole.CRITERION:
        return f"{word} of “{reading.group}”" if reading.group else word
    return f"{word}: {reading.reason}"


def _number(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
