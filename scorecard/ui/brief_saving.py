"""Storing one field of the brief: validated, with the version as it was when rendered."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.catalogue import Catalogue, InvalidValueError
from scorecard.model import Selection
from scorecard.storage import Conflict
from scorecard.ui.brief_basis import (
    COST_ANCHORS,
    RATE_ANCHORS,
    known_field,
    value_of,
    with_value,
)
from scorecard.ui.outcomes import (
    WRITE_PROBLEMS,
    failed,
    is_repeated,
    is_stored_here,
    note_stored,
    outcome_of,
    remember,
    saved,
    seeded,
    show_outcome,
)
from scorecard.ui.state import actor, storage
from scorecard.ui.uninterrupted import uninterrupted

# Target and ceiling are checked against each other: when one is stored, a refused other may be
# right.
_CHECKED_TOGETHER = {
    anchor: other
    for low, high in (RATE_ANCHORS, COST_ANCHORS)
    for anchor, other in ((low, high), (high, low))
}


_OTHER_TITLES = {
    "staffing": "How each channel is answered",
    "price_formula": "How a price becomes a value",
    "tie_break": "What decides between equal overall values",
    "open_policy_while_collecting": "How an open answer counts while responses are open",
    "open_policy_once_closed": "How an open answer counts once they are closed",
}


def scope_of(selection: Selection) -> str:
    """The prefix of every key on the Brief of this selection."""
    return f"brief:{selection.id}"


def title_of(catalogue: Catalogue, field: str) -> str:
    """The title of a field of the brief: the catalogue's, or that of a rule of the method."""
    known = known_field(catalogue, field)
    if known is not None:
        return known.title
    name = field.rpartition(".")[2]
    return _OTHER_TITLES.get(field, name.replace("_", " ").capitalize())


def refused_fields(selection: Selection) -> tuple[str, ...]:
    """The tables of the brief in which something stands that could not be stored."""
    return tuple(field for field in ("volumes", "channels") if is_refused(selection, field))


def is_refused(selection: Selection, field: str) -> bool:
    """Whether what was typed last into a field could not be stored."""
    outcome = outcome_of(scope_of(selection), field)
    return outcome is not None and bool(outcome.problem)


def save_field(
    selection: Selection,
    title: str,
    field: str,
    value: object,
    *,
    shown_at: str = "",
    reason: str = "",
) -> bool:
    """Stores one field and remembers what became of it; whether it was stored.

    `shown_at` is where on the page that stands, by default at the field itself. `reason` goes
    into the history.
    """
    scope, place = scope_of(selection), shown_at or field
    try:
        replaced, kept = _stored_with(selection, title, field, value, reason)
    except WRITE_PROBLEMS as problem:
        remember(scope, place, failed(problem, value, title))
        return False
    note_stored(scope, field, kept)
    remember(scope, place, None if kept == replaced else saved(replaced))
    _retry_its_partner(selection, field)
    return True


def _stored_with(
    selection: Selection, title: str, field: str, value: object, reason: str
) -> tuple[object, object]:
    """What the field held, and what it holds now that the value is stored.

    The figures of the in-house team are one entry for storage: what somebody else changed in
    another of them is no conflict. Nor is what this session has stored since the page was drawn.
    """
    brief, replaced = with_value(selection.brief, field, value), value_of(selection.brief, field)
    try:
        storage().save_brief(
            actor(), selection.id, brief, expected_version=selection.version, reason=reason
        )
    except Conflict:
        now = storage().load(actor(), selection.id)
        theirs = value_of(now.brief, field)
        is_mine = is_stored_here(scope_of(selection), field, theirs)
        if not is_mine and "." not in field:
            raise
        if not is_mine and theirs not in (replaced, value):
            raise Conflict(
                f"“{title}”",
                stored=theirs,
                attempted=value,
                stored_text=_shown(theirs),
                attempted_text=_shown(value),
                stored_version=now.version,
            ) from None
        brief, replaced = with_value(now.brief, field, value), theirs
        storage().save_brief(actor(), now.id, brief, expected_version=now.version, reason=reason)
    return replaced, value_of(brief, field)


def _shown(figure: object) -> str:
    return f"{figure:.10g}" if isinstance(figure, int | float) else "nothing"


def _retry_its_partner(selection: Selection, field: str) -> None:
    scope = scope_of(selection)
    partner = _CHECKED_TOGETHER.get(field)
    waiting = outcome_of(scope, partner) if partner else None
    if partner is None or waiting is None or not waiting.problem or waiting.can_overwrite:
        return
    if isinstance(waiting.typed, str):
        # Not understood: that the other one changed makes it no clearer.
        return
    now = storage().load(actor(), selection.id)
    try:
        brief = with_value(now.brief, partner, waiting.typed)
        storage().save_brief(actor(), now.id, brief, expected_version=now.version)
    except WRITE_PROBLEMS:
        return
    remember(scope, partner, saved(value_of(now.brief, partner)))


def key_of(
    selection: Selection,
    field: str,
    shown: object,
    as_held: Callable[[object], object] = lambda typed: typed,
) -> str:
    """The key of the field's widget, holding what is stored in the form the widget shows."""
    return seeded(scope_of(selection), field, shown, as_held)


def change_of(
    selection: Selection,
    title: str,
    field: str,
    convert: Callable[[object], object] = lambda typed: typed,
) -> Callable[[], None]:
    """The callback of the field's widget: stores what the widget holds now.

    `convert` makes the field's value of it, or raises InvalidValueError.
    """
    key = f"{scope_of(selection)}:{field}"

    @uninterrupted
    def changed() -> None:
        if is_repeated(scope_of(selection), field):
            return
        typed = st.session_state[key]
        is_saved = _save_held(selection, title, field, typed, convert, shown_at="")
        if is_saved and isinstance(typed, list):
            # A word that was there already is no change, and must not stay on the screen.
            st.session_state[key] = convert(typed)

    return changed


def _save_held(
    selection: Selection,
    title: str,
    field: str,
    held: object,
    convert: Callable[[object], object],
    *,
    shown_at: str,
) -> bool:
    """Whether it is stored; what cannot be read stays in the field, with the reason beside it."""
    try:
        value = convert(held)
    except InvalidValueError as problem:
        remember(scope_of(selection), shown_at or field, failed(problem, held))
        return False
    return save_field(selection, title, field, value, shown_at=shown_at)


def show_field_outcome(
    selection: Selection,
    title: str,
    field: str,
    convert: Callable[[object], object] = lambda typed: typed,
    *,
    shown_at: str = "",
) -> None:
    """What became of the field's last change, with undo; `convert` as for `change_of`."""

    @uninterrupted
    def save(value: object) -> None:
        _save_held(selection, title, field, value, convert, shown_at=shown_at)

    show_outcome(scope_of(selection), shown_at or field, save)
