"""The fields with which a person corrects how a score sheet was understood."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from scorecard.excel import ColumnRole, Orientation, RowRole, Understanding, sheet_in_words
from scorecard.excel.grid import Grid
from scorecard.excel.limits import LOOSE_HEADER_SEARCH_ROWS
from scorecard.ui.selections_import_corrections import (
    HOLDS,
    Place,
    choose_sheet,
    choose_way,
    corrections,
    forget,
    set_field,
    take_columns,
    take_rows,
)
from scorecard.ui.selections_import_words import row_and_column, row_word
from scorecard.ui.text import shortened

_WAYS = {
    Orientation.ROWS: "Criteria in rows",
    Orientation.COLUMNS: "Criteria in columns",
}
_SAMPLE_CELLS = 3


def show_sheet_choice(grids: Sequence[Grid], digest: str, chosen: int) -> None:
    """Which sheet of a workbook is the scorecard; nothing where there is one only."""
    if len(grids) < 2:
        return
    key = f"selections:import:{digest[:10]}:sheet"
    st.session_state[key] = chosen
    st.selectbox(
        "Sheet",
        range(len(grids)),
        key=key,
        format_func=lambda number: sheet_in_words(grids[number], number),
        on_change=choose_sheet,
        args=(digest, key),
    )


def show_table_choices(place: Place, found: Understanding) -> None:
    """Which way round the table is, and where its header stands."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        way_key = place.key("way")
        st.session_state[way_key] = place.way
        st.segmented_control(
            "Which way round",
            list(_WAYS),
            key=way_key,
            format_func=lambda way: _WAYS[way],
            on_change=choose_way,
            args=(place, way_key),
            width="content",
        )
        rows = min(len(found.grid.rows), LOOSE_HEADER_SEARCH_ROWS)
        first = found.mapping.header_row
        st.session_state[place.key("header_row")] = first
        st.selectbox(
            "Header",
            range(max(rows, first + 1)),
            key=place.key("header_row"),
            format_func=lambda row: _row_in_words(found, row),
            on_change=set_field,
            args=(place, "header_row"),
            width=270,
        )
        deep = found.mapping.header_depth
        st.session_state[place.key("header_depth")] = deep
        unit = row_and_column(found)[0].lower()
        st.selectbox(
            "The header takes",
            [1, 2],
            key=place.key("header_depth"),
            format_func=lambda number: f"{number} {unit}{'s' if number > 1 else ''}",
            on_change=set_field,
            args=(place, "header_depth"),
            width=140,
        )


def show_columns(place: Place, found: Understanding) -> None:
    """What every column holds, with the candidates' names: each can be changed."""
    _, across = row_and_column(found)
    columns = [c for c in found.columns if c.reason != "it is empty"]
    if not columns:
        return
    table = pd.DataFrame(
        {
            "place": [_number(found.grid.column_name(c.column)) for c in columns],
            "header": [c.label.text for c in columns],
            "holds": [HOLDS[c.role] for c in columns],
            "name": [c.name if c.role is ColumnRole.CANDIDATE else "" for c in columns],
            "sample": [_sample(found, c.column) for c in columns],
        }
    )
    key = _editor_key(place, "columns", table)
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
        args=(place, key, [c.column for c in columns]),
        alt=f"What each {across.lower()} holds",
    )


def show_rows(place: Place, found: Understanding) -> None:
    """Which rows are criteria, and the scale of each: all can be changed."""
    down, _ = row_and_column(found)
    rows = [row for row in found.rows if row.role is not RowRole.EMPTY]
    if not rows:
        return
    read = {criterion.row: criterion for criterion in found.criteria}
    table = pd.DataFrame(
        {
            "place": [_number(found.grid.row_name(row.row)) for row in rows],
            "name": [shortened(row.name, 120) for row in rows],
            "is_criterion": [row.role is RowRole.CRITERION for row in rows],
            "weight": [read[r.row].weight if r.row in read else None for r in rows],
            "low": [read[r.row].low if r.row in read else None for r in rows],
            "high": [read[r.row].high if r.row in read else None for r in rows],
            "taken_for": [_taken_for(found, row.row) for row in rows],
        }
    ).astype({"weight": "float64", "low": "float64", "high": "float64"})
    key = _editor_key(place, "rows", table)
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
            "low": st.column_config.NumberColumn("Low", width="small"),
            "high": st.column_config.NumberColumn("High", width="small"),
            "taken_for": st.column_config.TextColumn("Taken for", width="medium"),
        },
        on_change=take_rows,
        args=(place, key, [row.row for row in rows]),
        alt=f"Which {down.lower()}s are criteria, and on which scale",
    )


def show_scale_and_switches(place: Place, found: Understanding) -> None:
    """Low and high for all criteria, and how weights and texts are taken."""
    mapping = found.mapping
    said = corrections(place)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for field, label, value in (
            ("low", "Low for all, worth 0", mapping.low),
            ("high", "High for all, worth 100", mapping.high),
        ):
            st.session_state[place.key(field)] = value
            st.number_input(
                label,
                key=place.key(field),
                step=None,
                format="%0.6g",
                on_change=set_field,
                args=(place, field),
                help="Used wherever the sheet states no scale and none is set for the criterion "
                "below. Where less is better, low is the larger number.",
                width=200,
            )
    has_weights = ColumnRole.WEIGHT in mapping.roles
    has_groups = any(row.role is RowRole.GROUP and row.weight for row in found.rows)
    switches = (
        ("same_weights", "All criteria weigh the same", mapping.same_weights, not has_weights),
        (
            "weights_within_groups",
            "Each weight is a share of its group's weight",
            bool(mapping.group_weights),
            has_groups,
        ),
        (
            "remarks_are_open",
            "Texts among the scores count as open",
            mapping.remarks_are_open,
            said.remarks_are_open or any("not a number" in p.text for p in found.problems),
        ),
    )
    for field, label, value, is_useful in switches:
        if not is_useful and not value:
            continue
        st.session_state[place.key(field)] = value
        st.checkbox(label, key=place.key(field), on_change=set_field, args=(place, field))


def show_forget(place: Place) -> None:
    """Goes back to what the sheet says by itself."""
    if corrections(place) == type(corrections(place))():
        return
    st.button(
        "Forget my corrections",
        key=place.key("forget"),
        icon=":material/undo:",
        type="tertiary",
        on_click=forget,
        args=(place,),
    )


def _editor_key(place: Place, field: str, table: pd.DataFrame) -> str:
    """A key of its own for each state, so that an editor never lays old edits on new cells."""
    state = hashlib.sha256(table.to_json().encode()).hexdigest()[:8]
    return place.key(f"{field}:{state}")


def _row_in_words(found: Understanding, row: int) -> str:
    cells = (found.grid.cell(row, column) for column in range(found.grid.width))
    texts = [" ".join(str(cell).split()) for cell in cells if isinstance(cell, str)]
    name = found.grid.row_name(row)
    return shortened(f"{name[:1].upper()}{name[1:]}: {', '.join(texts) or 'empty'}", 60)


def _sample(found: Understanding, column: int) -> str:
    below = found.mapping.header_row + found.mapping.header_depth
    shown = []
    for row in range(below, len(found.grid.rows)):
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
    if reading.role is RowRole.CRITERION:
        return f"{word} of “{reading.group}”" if reading.group else word
    return f"{word}: {reading.reason}"


def _number(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
