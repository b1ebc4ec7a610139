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
_UNCLEAR_KEY = "selections:import:unclear"
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
_SCALE = ("low", "high")
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
    for field in _SCALE:
        # What was unclear there is forgotten, too.
        st.session_state.pop(place.key(field), None)
    st.session_state.get(_UNCLEAR_KEY, {}).pop(place, None)
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
    problem = _why_unclear(st.session_state.get(place.key(field)))
    return f"Not taken over: {problem}." if problem else ""


@uninterrupted
def choose_less_is_better(place: Place, key: str, turned: Mapping[int, bool]) -> None:
    """Keeps of which of the offered rows less is better; of the others more is.

    `turned` says by row whether choosing it turns the scale for all round, which may itself run
    from the larger number down.
    """
    chosen = set(st.session_state.get(key) or ())
    said = corrections(place)
    ways = {row: turns == (row in chosen) for row, turns in turned.items()}
    keep(place, replace(said, less_is_better={**said.less_is_better, **ways}))


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

    `edited` are the changed cells by position in the table, `rows` the row at each position. A
    number that cannot be read changes nothing (`keep_unclear` keeps what was typed).
    """
    put, scales = dict(said.rows), dict(said.scales)
    for position, cells in edited.items():
        row = rows[position]
        if "is_criterion" in cells:
            put[row] = bool(cells["is_criterion"])
        low, high = scales.get(row, (None, None))
        low = _number_or(low, "low", cells)
        high = _number_or(high, "high", cells)
        if low is None and high is None:
            scales.pop(row, None)
        else:
            scales[row] = (low, high)
    return replace(said, rows=put, scales=scales)


def keep_unclear(
    place: Place, edited: Mapping[int, Mapping[str, Any]], rows: Sequence[int]
) -> None:
    """Keeps what was typed for low or high of a row and cannot be read, until it can.

    `edited` and `rows` are those of `with_rows`.
    """
    kept = dict(unclear_cells(place))
    for position, cells in edited.items():
        for name in _SCALE:
            if name not in cells:
                continue
            kept.pop((rows[position], name), None)
            if _why_unclear(cells[name]):
                kept[rows[position], name] = str(cells[name])
    st.session_state.setdefault(_UNCLEAR_KEY, {})[place] = kept


def unclear_cells(place: Place) -> Mapping[tuple[int, str], str]:
    """What was typed and cannot be read, by row and "low" or "high"."""
    kept: dict[Place, dict[tuple[int, str], str]] = st.session_state.get(_UNCLEAR_KEY, {})
    return kept.get(place, {})


def row_scale_problems(place: Place, found: Understanding) -> list[str]:
    """Why numbers of the table of rows are not taken over, each with its row and column."""
    problems = []
    for (row, column), typed in sorted(unclear_cells(place).items()):
        name = found.grid.row_name(row)
        problems.append(f"{name[:1].upper()}{name[1:]}, {column}: {_why_unclear(typed)}")
    return problems


def _why_unclear(typed: object) -> str:
    try:
        number_typed(typed)
    except InvalidValueError as problem:
        return str(problem)
    return ""


def _number_or(before: float | None, name: str, cells: Mapping[str, Any]) -> float | None:
    if name not in cells or _why_unclear(cells[name]):
        return before
    return number_typed(cells[name])


def _understood_once(grid: Grid, name: tuple[object, ...], said: Corrections) -> Understanding:
    kept: dict[object, tuple[Corrections, Understanding]]
    kept = st.session_state.setdefault(_UNDERSTOOD_KEY, {})
    if name in kept and kept[name][0] == said:
        return kept[name][1]
    for other in [other for other in kept if isinstance(other, tuple) and other[0] != name[0]]:
        del kept[other]
    kept[name] = (said, understand(grid, said))
    return kept[name][1]
