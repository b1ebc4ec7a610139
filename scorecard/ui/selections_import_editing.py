"""What the two tables of corrections began with, and what was typed into them since.

A table keeps its key, and under it what it began with, for as long as it shows the same rows of
the same place: under another key the browser would draw it anew, and whatever was being typed
would be lost. The corrections are always those that it began with and all its changes since, so
that no order in which changes arrive can leave one out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from scorecard.excel import Corrections, Understanding
from scorecard.ui.selections_import_corrections import (
    Place,
    corrections,
    keep,
    keep_unclear,
    times_forgotten,
    with_columns,
    with_rows,
)
from scorecard.ui.uninterrupted import uninterrupted

Cells = dict[str, Any]


@dataclass(frozen=True)
class Begun:
    """What a table began with: its lines of the file by position, its cells, the corrections."""

    lines: tuple[int, ...]
    cells: tuple[Cells, ...]
    said: Corrections


def editor_key(place: Place, field: str, found: Understanding) -> str:
    """The table's key: the same for as long as its rows are the same ones."""
    mapping = found.mapping
    header = f"{mapping.header_row}+{mapping.header_depth}"
    return place.key(f"{field}:{header}:{times_forgotten(place)}")


def cells_to_edit(
    place: Place, key: str, lines: Sequence[int], now: Sequence[Cells]
) -> tuple[Cells, ...]:
    """The cells that the table is drawn with, before what was changed in it.

    `now` are its cells as the sheet is understood now. A changed cell keeps the value from before
    its change: the browser takes a change back once the cell comes with the changed value.
    """
    begun: Begun | None = st.session_state.get(_begun_key(key))
    if begun is None or key not in st.session_state:
        begun = Begun(tuple(lines), tuple(now), corrections(place))
    else:
        edited = edited_cells(key)
        cells = (
            {**row, **{name: before[name] for name in edited.get(position, ()) if name in before}}
            for position, (row, before) in enumerate(zip(now, begun.cells, strict=True))
        )
        begun = replace(begun, cells=tuple(cells))
    st.session_state[_begun_key(key)] = begun
    return begun.cells


def edited_cells(key: str) -> dict[int, Cells]:
    """The changed cells of a table by position."""
    state = st.session_state.get(key) or {}
    return {int(position): cells for position, cells in state.get("edited_rows", {}).items()}


@uninterrupted
def take_columns(place: Place, key: str) -> None:
    """Takes over everything that was changed in the table of columns."""
    begun: Begun = st.session_state[_begun_key(key)]
    said = with_columns(begun.said, edited_cells(key), begun.lines)
    keep(place, replace(corrections(place), roles=said.roles, names=said.names))


@uninterrupted
def take_rows(place: Place, key: str) -> None:
    """Takes over everything that was changed in the table of rows."""
    begun: Begun = st.session_state[_begun_key(key)]
    said = with_rows(begun.said, edited_cells(key), begun.lines)
    keep_unclear(place, edited_cells(key), begun.lines)
    keep(place, replace(corrections(place), rows=said.rows, scales=said.scales))


def _begun_key(key: str) -> str:
    return f"{key}:begun"
