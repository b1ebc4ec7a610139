"""Storing one field of the brief: validated, with the version as it was when rendered."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.catalogue import Catalogue
from scorecard.model import Brief, Selection, Status
from scorecard.ui.outcomes import (
    WRITE_PROBLEMS,
    failed,
    outcome_of,
    remember,
    saved,
    seeded,
    show_outcome,
)
from scorecard.ui.state import actor, storage
from scorecard.ui.uninterrupted import uninterrupted

# The two rates are checked against each other: when one is stored, a refused other may be right.
_CHECKED_TOGETHER = {
    "target_rate_per_hour": "ceiling_rate_per_hour",
    "ceiling_rate_per_hour": "target_rate_per_hour",
}


_OTHER_TITLES = {
    "price_formula": "How a rate becomes a value",
    "tie_break": "What decides between equal overall values",
    "open_policy_while_collecting": "How an open answer counts while responses are open",
    "open_policy_once_closed": "How an open answer counts once they are closed",
}


def scope_of(selection: Selection) -> str:
    """The prefix of every key on the Brief of this selection."""
    return f"brief:{selection.id}"


def title_of(catalogue: Catalogue, field: str) -> str:
    """The title of a field of the brief: the catalogue's, or that of a rule of the method."""
    for known in catalogue.brief_fields:
        if known.field == field:
            return known.title
    return _OTHER_TITLES.get(field, field.replace("_", " ").capitalize())


def is_frozen(selection: Selection) -> bool:
    """Whether the rules of the price and ties need a reason to be changed.

    Storage refuses such a change without a reason from the first recorded answer on.
    """
    return any(answer.status is Status.ANSWERED for answer in selection.answers)


def save_field(selection: Selection, title: str, field: str, value: object) -> bool:
    """Stores one field and remembers what became of it; whether it was stored."""
    scope = scope_of(selection)
    stored = getattr(selection.brief, field)
    try:
        brief = Brief.model_validate(selection.brief.model_dump() | {field: value})
        storage().save_brief(actor(), selection.id, brief, expected_version=selection.version)
    except WRITE_PROBLEMS as problem:
        remember(scope, field, failed(problem, value, title))
        return False
    if getattr(brief, field) == stored:
        remember(scope, field, None)
    else:
        remember(scope, field, saved(stored))
    _retry_its_partner(selection, field)
    return True


def _retry_its_partner(selection: Selection, field: str) -> None:
    scope = scope_of(selection)
    partner = _CHECKED_TOGETHER.get(field)
    waiting = outcome_of(scope, partner) if partner else None
    if partner is None or waiting is None or not waiting.problem or waiting.can_overwrite:
        return
    now = storage().load(actor(), selection.id)
    try:
        brief = Brief.model_validate(now.brief.model_dump() | {partner: waiting.typed})
        storage().save_brief(actor(), now.id, brief, expected_version=now.version)
    except WRITE_PROBLEMS:
        return
    remember(scope, partner, saved(getattr(now.brief, partner)))


def key_of(selection: Selection, field: str, shown: object) -> str:
    """The key of the field's widget, holding what is stored in the form the widget shows."""
    return seeded(scope_of(selection), field, shown)


def change_of(
    selection: Selection,
    title: str,
    field: str,
    convert: Callable[[object], object] = lambda typed: typed,
) -> Callable[[], None]:
    """The callback of the field's widget: stores what the widget holds now."""
    key = f"{scope_of(selection)}:{field}"

    @uninterrupted
    def changed() -> None:
        save_field(selection, title, field, convert(st.session_state[key]))

    return changed


def show_field_outcome(
    selection: Selection,
    title: str,
    field: str,
    convert: Callable[[object], object] = lambda typed: typed,
) -> None:
    """What became of the field's last change, with undo; `convert` as for `change_of`."""

    @uninterrupted
    def save(value: object) -> None:
        save_field(selection, title, field, convert(value))

    show_outcome(scope_of(selection), field, save)
