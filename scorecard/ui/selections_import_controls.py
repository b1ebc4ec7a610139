"""The fields with which a person corrects how a score sheet was understood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from scorecard.excel import ColumnRole, Orientation, RowRole, Understanding, sheet_in_words
from scorecard.excel.grid import Grid
from scorecard.excel.limits import LOOSE_HEADER_SEARCH_ROWS
from scorecard.sentences import joined
from scorecard.ui.number_field import show_number, text_of
from scorecard.ui.selections_import_corrections import (
    Place,
    choose_less_is_better,
    choose_sheet,
    choose_way,
    corrections,
    forget,
    scale_problem,
    set_field,
    set_scale,
)
from scorecard.ui.selections_import_words import row_and_column
from scorecard.ui.text import literal, shortened

SCALE_WIDTH_PX = 200
_WAYS = {
    Orientation.ROWS: "Criteria in rows",
    Orientation.COLUMNS: "Criteria in columns",
}


def show_sheet_choice(grids: Sequence[Grid], digest: str, chosen: int) -> None:
    """Which sheet of a workbook is the scorecard; nothing where there is one only."""
    if len(grids) < 2:
        return
    key = f"selections:import:{digest[:10]}:sheet"
    _show_value(key, chosen)
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
        _show_value(way_key, place.way)
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
        _show_value(place.key("header_row"), first)
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
        _show_value(place.key("header_depth"), deep)
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


def show_scale_and_switches(place: Place, found: Understanding) -> None:
    """Low and high for all criteria, and how weights and texts are taken."""
    mapping = found.mapping
    said = corrections(place)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for field, label, value in (
            ("low", "Low for all, worth 0", mapping.low),
            ("high", "High for all, worth 100", mapping.high),
        ):
            problem = scale_problem(place, field)
            if not problem:
                _show_value(place.key(field), text_of(value))
            with st.container(width=SCALE_WIDTH_PX, gap="xsmall"):
                show_number(
                    label,
                    key=place.key(field),
                    on_change=partial(set_scale, place, field),
                    is_kept=True,
                    help_text="Used wherever the sheet states no scale and none is set for the "
                    "criterion below. Where less is better, low is the larger number.",
                )
                if problem:
                    st.markdown(f":red[:material/error: {literal(problem)}]")
    _show_directions(place, found)
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
        _show_value(place.key(field), value)
        st.checkbox(label, key=place.key(field), on_change=set_field, args=(place, field))


def _show_directions(place: Place, found: Understanding) -> None:
    """Of which criteria less is better; those with low and high of their own say it themselves."""
    less = {c.row: c.name for c in found.criteria if c.low > c.high}
    offered = {c.row: c.name for c in found.criteria if not c.has_own_scale}
    by_themselves = [name for row, name in less.items() if row not in offered]
    if offered:
        key = place.key("less_is_better")
        _show_value(key, [row for row in offered if row in less])
        turned = {row: (row in less) == (row in found.mapping.less_is_better) for row in offered}
        st.multiselect(
            "Less is better for",
            list(offered),
            key=key,
            format_func=lambda row: shortened(offered.get(row, ""), 60),
            placeholder="None of the others"
            if by_themselves
            else "No criterion: more is better everywhere",
            on_change=choose_less_is_better,
            args=(place, key, turned),
            help="Choosing one turns the scale above round for it. A price may stand in the sheet "
            "as an amount, of which less is better, or as the score that it was given, of which "
            "more is.",
        )
    if by_themselves:
        names = joined([f"“{shortened(name, 60)}”" for name in by_themselves])
        also = "also " if offered else ""
        st.caption(literal(f"Less is {also}better for {names}: low is larger than high there."))


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


def _row_in_words(found: Understanding, row: int) -> str:
    cells = (found.grid.cell(row, column) for column in range(found.grid.width))
    texts = [" ".join(str(cell).split()) for cell in cells if isinstance(cell, str)]
    name = found.grid.row_name(row)
    return shortened(f"{name[:1].upper()}{name[1:]}: {', '.join(texts) or 'empty'}", 60)


def _show_value(key: str, value: Any) -> None:
    """Has a field show a value. Set again though it shows it, it would lose what is being typed."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
