"""Anchors while they are being moved: what is typed, what it replaces, and how it is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from scorecard.catalogue import (
    ChecklistValue,
    DerivedValue,
    InvalidValueError,
    LevelsValue,
    PointsValue,
)
from scorecard.ui import state
from scorecard.ui.number_field import number_typed
from scorecard.ui.outcomes import WRITE_PROBLEMS, Outcome, failed, remember, saved
from scorecard.ui.state import OpenSelection
from scorecard.ui.uninterrupted import uninterrupted
from scorecard.ui.weights_anchors import (
    PERFORMANCE,
    VALUE,
    Movable,
    catalogue_with,
    cells_of,
    field,
    marked_as_moved,
    problems_of,
    with_another_anchor,
    with_cells,
    without_anchor,
)
from scorecard.ui.weights_result import scope_of, tell_effect


@dataclass(frozen=True)
class Draft:
    """The anchors as they were drawn: `stored` is what they replace, `nonce` renews the fields.

    `unit` is that of the performances.
    """

    stored: Movable
    cells: dict[str, float | None]
    nonce: int = 0
    unit: str = ""


@dataclass(frozen=True)
class Place:
    """Which value function is being moved."""

    selection_id: str
    criterion_id: str
    index: int

    @property
    def field(self) -> str:
        """The name of this form among the outcomes of the page."""
        return f"anchors:{self.criterion_id}:{self.index}"

    @property
    def key(self) -> str:
        """The prefix of the form's keys."""
        return f"{scope_of(self.selection_id)}:{self.field}"

    def cell_key(self, draft: Draft, cell: str) -> str:
        """The key of one field."""
        return f"{self.key}:{draft.nonce}:{cell}"


@uninterrupted
def put_value(place: Place, value: object, reason: str = "Undone") -> None:
    """Stores a value function over what is stored now: for undo and Keep mine."""
    opened = state.open_selection()
    if opened is None or not isinstance(
        value, PointsValue | DerivedValue | LevelsValue | ChecklistValue
    ):
        return
    _store(opened, place, value, opened.selection.version, reason)


@uninterrupted
def apply(place: Place, version_read: int) -> None:
    """Callback: stores the anchors as typed, with the reason written beside them."""
    opened = state.open_selection()
    draft = st.session_state.get(place.key)
    if opened is None or not isinstance(draft, Draft):
        return
    reason = str(st.session_state.get(f"{place.key}:reason") or "").strip()
    cells = typed_cells(place, draft)
    if unclear_cells(place, draft) or problems_of(draft.stored, cells):
        return
    if opened.selection.is_answered and not reason:
        message = (
            "Not saved: answers are recorded already, so moving an anchor needs a reason. "
            "Write why; the history keeps it."
        )
        remember(scope_of(place.selection_id), place.field, Outcome(problem=message))
        return
    value = with_cells(draft.stored, cells)
    shipped = shipped_value(place)
    if shipped is not None and cells_of(shipped) == cells_of(value):
        value = shipped
    else:
        value = marked_as_moved(value, state.actor().name, state.today(), reason)
    _store(opened, place, value, version_read, reason)


def _store(
    opened: OpenSelection, place: Place, value: Movable, version_read: int, reason: str
) -> None:
    scope = scope_of(place.selection_id)
    was = opened.catalogue.criteria_by_id[place.criterion_id].inputs[place.index].value
    try:
        state.storage().save_catalogue(
            state.actor(),
            place.selection_id,
            catalogue_with(opened.catalogue, place.criterion_id, place.index, value),
            expected_version=version_read,
            reason=reason,
        )
    except WRITE_PROBLEMS as problem:
        outcome = failed(problem, value)
        remember(scope, place.field, replace(outcome, problem=f"Not saved. {outcome.problem}"))
        return
    st.session_state.pop(place.key, None)
    remember(scope, place.field, saved(was))
    tell_effect(opened.evaluation, place.field)


def draft_of(place: Place, stored: Movable, unit: str = "") -> Draft:
    """The anchors being moved; drawn anew when somebody has stored others."""
    draft = st.session_state.get(place.key)
    if not isinstance(draft, Draft) or draft.stored != stored:
        nonce = draft.nonce + 1 if isinstance(draft, Draft) else 0
        draft = Draft(stored, cells_of(stored), nonce, unit)
        st.session_state[place.key] = draft
    return draft


def typed_cells(place: Place, draft: Draft) -> dict[str, float | None]:
    """The cells as they stand on the screen, before the fields are drawn again.

    One that is unclear counts as empty; `unclear_cells` says why.
    """
    unclear = unclear_cells(place, draft)
    return {
        cell: None if cell in unclear else number_typed(held, unit_of(draft, cell))
        for cell, held in _held_cells(place, draft).items()
    }


def unclear_cells(place: Place, draft: Draft) -> dict[str, str]:
    """What is wrong with the cells whose text cannot be read as a number, by cell."""
    unclear = {}
    for cell, held in _held_cells(place, draft).items():
        try:
            number_typed(held, unit_of(draft, cell))
        except InvalidValueError as problem:
            unclear[cell] = f"{problem}."
    return unclear


def unit_of(draft: Draft, cell: str) -> str:
    """What may be typed behind the number in a cell."""
    return draft.unit if cell.endswith(f":{PERFORMANCE}") else "points"


def _held_cells(place: Place, draft: Draft) -> dict[str, object]:
    return {
        cell: st.session_state.get(place.cell_key(draft, cell), drawn)
        for cell, drawn in draft.cells.items()
    }


def redraw(place: Place, draft: Draft, cells: dict[str, float | None]) -> None:
    """Draws the fields anew with these cells."""
    st.session_state[place.key] = replace(draft, cells=cells, nonce=draft.nonce + 1)


def add_anchor(place: Place, draft: Draft) -> None:
    """Callback: one anchor more, where it changes nothing yet.

    Not while a cell is unclear: drawn anew, it would lose what was typed.
    """
    if unclear_cells(place, draft):
        return
    redraw(place, draft, with_another_anchor(typed_cells(place, draft)))


def remove_anchor(place: Place, draft: Draft, row: int) -> None:
    """Callback: one anchor less. Not while a cell of another anchor is unclear."""
    if set(unclear_cells(place, draft)) - {field(row, PERFORMANCE), field(row, VALUE)}:
        return
    redraw(place, draft, without_anchor(typed_cells(place, draft), row))


def shipped_value(place: Place) -> Movable | None:
    """The value function that the program ships for the same place, or None."""
    criterion = state.shipped_catalogue().criteria_by_id.get(place.criterion_id)
    if criterion is None or place.index >= len(criterion.inputs):
        return None
    value = criterion.inputs[place.index].value
    movable = isinstance(value, PointsValue | DerivedValue | LevelsValue | ChecklistValue)
    return value if movable else None  # type: ignore[return-value]
