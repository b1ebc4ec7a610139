"""What was corrected by hand while a scorecard is brought along, kept for each table and way.

A wrong setting loses nothing: choosing another sheet or the other way round keeps what was typed
for this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from scorecard.catalogue import InvalidValueError
from scorecard.excel import ColumnRole, Corrections, Orientation, Understanding, understand
from scorecard.excel.grid import Grid
from scorecard.ui.number_field import number_typed, show_plainly
from scorecard.ui.uninterrupted import uninterrupted

_KEPT_KEY = "selections:import:corrections"
_WAYS_KEY = "selections:import:ways"
_SHEETS_KEY = "selections:import:sheets"
_UNDERSTOOD_KEY = "selections:import:understood"
_TIMES_FORGOTTEN_KEY = "selections:import:times_forgotten"

HOLDS = {
    ColumnRole.CRITERION: "criteria",
    ColumnRole.GROUP: "groups",
    ColumnRole.WEIGHT: "weights",
    ColumnRole.LOW: "low, worth 0",
    ColumnRole.HIGH: "high, worth 100",
    ColumnRole.CANDIDATE: "a candidate's scores",
    ColumnRole.LEFT_OUT: "left out",
}
_ROLE_OF = {words: role for role, words in HOLDS.items()}


@dataclass(frozen=True)
class Place:
    """One table of one file, one way round: what corrections belong to."""

    digest: str
    sheet: int
    way: Orientation

    def key(self, field: str) -> str:
        """The key of a field's widget."""
        way = "rows" if self.way is Orientation.ROWS else "columns"
        return f"selections:import:{self.digest[:10]}:{self.sheet}:{way}:{field}"


def chosen_sheet(digest: str, otherwise: int) -> int:
    """The number of the sheet that was chosen, or the one proposed."""
    chosen: dict[str, int] = st.session_state.get(_SHEETS_KEY, {})
    return chosen.get(digest, otherwise)


@uninterrupted
def choose_sheet(digest: str, key: str) -> None:
    """Keeps which sheet of a workbook is read."""
    st.session_state.setdefault(_SHEETS_KEY, {})[digest] = st.session_state[key]


@uninterrupted
def choose_way(place: Place, key: str) -> None:
    """Keeps which way round the table is read."""
    chosen = st.session_state.get(key)
    if chosen is not None:
        way = Orientation(chosen)
        st.session_state.setdefault(_WAYS_KEY, {})[place.digest, place.sheet] = way


def understood(grid: Grid, digest: str, sheet: int) -> tuple[Place, Understanding]:
    """The table as it is understood with everything that was corrected; worked out once."""
    ways: dict[tuple[str, int], Orientation] = st.session_state.get(_WAYS_KEY, {})
    way = ways.get((digest, sheet))
    first = _understood_once(grid, (digest, sheet), Corrections(orientation=way))
    place = Place(digest, sheet, first.mapping.orientation)
    said = corrections(place)
    if said == Corrections():
        return place, first
    said = replace(said, orientation=way)
    return place, _understood_once(grid, (digest, sheet, "corrected"), said)


def corrections(place: Place) -> Corrections:
    """What was corrected for a table so far."""
    kept: dict[Place, Corrections] = st.session_state.get(_KEPT_KEY, {})
    return kept.get(place, Corrections())


def keep(place: Place, said: Corrections) -> None:
    """Keeps the corrections of a table."""
    st.session_state.setdefault(_KEPT_KEY, {})[place] = said


@uninterrupted
def forget(place: Place) -> None:
    """Forgets the corrections of a table, so that it speaks for itself again."""
    keep(place, Corrections())
    for field in ("low", "high"):
        # What was unclear there is forgotten, too.
        st.session_state.pop(place.key(field), None)
    st.session_state.get(_WAYS_KEY, {}).pop((place.digest, place.sheet), None)
    st.session_state.setdefault(_TIMES_FORGOTTEN_KEY, {})[place] = times_forgotten(place) + 1


def times_forgotten(place: Place) -> int:
    """How often a table's corrections were forgotten: each time its editors begin anew."""
    times: dict[Place, int] = st.session_state.get(_TIMES_FORGOTTEN_KEY, {})
    return times.get(place, 0)


@uninterrupted
def set_field(place: Place, field: str) -> None:
    """Takes over a field that stands for itself: header or a switch."""
    change: dict[str, Any] = {field: st.session_state.get(place.key(field))}
    keep(place, replace(corrections(place), **change))


@uninterrupted
def set_scale(place: Place, field: str) -> None:
    """Takes over low or high for all; what is unclear stays in the field and changes nothing."""
    if scale_problem(place, field):
        return
    change: dict[str, Any] = {field: number_typed(st.session_state.get(place.key(field)))}
    keep(place, replace(corrections(place), **change))
    show_plainly(place.key(field))


def scale_problem(place: Place, field: str) -> str:
    """Why the text in the field of low or high is not taken over, '' where it can be read."""
    try:
        number_typed(st.session_state.get(place.key(field)))
    except InvalidValueError as problem:
        return f"Not taken over: {problem}."
    return ""


@uninterrupted
def choose_less_is_better(place: Place, key: str, offered: Sequence[int]) -> None:
    """Keeps of which of the offered rows less is better; of the others more is."""
    chosen = set(st.session_state.get(key) or ())
    said = corrections(place)
    ways = {**said.less_is_better, **{row: row in chosen for row in offered}}
    keep(place, replace(said, less_is_better=ways))


def with_columns(
    said: Corrections, edited: Mapping[int, Mapping[str, Any]], columns: Sequence[int]
) -> Corrections:
    """The corrections with the edited roles and names; an emptied name is the sheet's again.

    `edited` are the changed cells by position in the table, `columns` the column at each position.
    """
    roles, names = dict(said.roles), dict(said.names)
    for position, cells in edited.items():
        column = columns[position]
        if "holds" in cells and cells["holds"] in _ROLE_OF:
            roles[column] = _ROLE_OF[cells["holds"]]
        if "name" in cells:
            typed = " ".join(str(cells["name"] or "").split())
            if typed:
                names[column] = typed
                roles.setdefault(column, ColumnRole.CANDIDATE)
            else:
                names.pop(column, None)
    return replace(said, roles=roles, names=names)


def with_rows(
    said: Corrections, edited: Mapping[int, Mapping[str, Any]], rows: Sequence[int]
) -> Corrections:
    """The corrections with rows put in or out and their scales; emptied numbers are forgotten.

    `edited` are the changed cells by position in the table, `rows` the row at each position.
    """
    put, scales = dict(said.rows), dict(said.scales)
    for position, cells in edited.items():
        row = rows[position]
        if "is_criterion" in cells:
            put[row] = bool(cells["is_criterion"])
        low, high = scales.get(row, (None, None))
        low = cells.get("low", low)
        high = cells.get("high", high)
        if low is None and high is None:
            scales.pop(row, None)
        else:
            scales[row] = (low, high)
    return replace(said, rows=put, scales=scales)


def _understood_once(grid: Grid, name: tuple[object, ...], said: Corrections) -> Understanding:
    kept: dict[object, tuple[Corrections, Understanding]]
    kept = st.session_state.setdefault(_UNDERSTOOD_KEY, {})
    if name in kept and kept[name][0] == said:
        return kept[name][1]
    for other in [other for other in kept if isinstance(other, tuple) and other[0] != name[0]]:
        del kept[other]
    kept[name] = (said, understand(grid, said))
    return kept[name][1]
