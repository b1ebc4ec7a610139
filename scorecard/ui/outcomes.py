"""What became of a change: remembered in the session, shown beside the field it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from pydantic import ValidationError

from scorecard.access import AccessDenied
from scorecard.catalogue import InvalidValueError
from scorecard.storage import Conflict, StorageError
from scorecard.ui.echoes import is_echo, note_replaced, note_shown
from scorecard.ui.reconnection import NOT_SAVED, WHY_NOT_SAVED, keys_held_by_browser
from scorecard.ui.text import literal

# Everything that a write may raise and that a person can do something about.
WRITE_PROBLEMS = (StorageError, AccessDenied, ValidationError, InvalidValueError)


@dataclass(frozen=True)
class Outcome:
    """The last change of one field: saved at a time, or the problem with what was typed.

    `undo_to` is what stood there before a saved change; `can_overwrite` is set when somebody
    else changed the field in the meantime, `was_lost` when the browser came back to a new server
    with something that was never stored.
    """

    problem: str = ""
    typed: object = None
    saved_at: str = ""
    undo_to: object = None
    can_overwrite: bool = False
    was_lost: bool = False


def plain_problem(error: Exception, what: str = "") -> str:
    """An error as one sentence that says what is wrong; `what` names the field where known."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    # A rule between two fields names both itself.
    named = f"{what}: " if what and first["loc"] else ""
    context = first.get("ctx", {})
    given = first.get("input")
    if isinstance(given, float):
        # As it was typed: 250, not 250.0.
        given = f"{given:.10g}"
    match first["type"]:
        case "greater_than_equal":
            reason = f"{given} is impossible; the least possible is {context['ge']:g}"
        case "greater_than":
            reason = f"{given} is impossible; it must be above {context['gt']:g}"
        case "less_than_equal":
            reason = f"{given} is impossible; the most possible is {context['le']:g}"
        case "string_too_long":
            length = len(str(given))
            reason = f"{length:,} characters; {context['max_length']:,} at most. Shorten it"
        case "string_too_short":
            reason = "it cannot be empty"
        case "finite_number":
            reason = "the number must be finite"
        case "float_parsing" | "float_type":
            reason = f"“{given}” is not a number; write digits only"
        case _:
            reason = str(first["msg"]).removeprefix("Value error, ")
    sentence = f"{named}{reason}"
    return sentence[:1].upper() + sentence[1:]


def local_time(moment: datetime | None = None) -> datetime:
    """A moment (by default now) in the time zone of the browser, or of the server without one."""
    name = st.context.timezone
    try:
        zone = ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return (moment or datetime.now(UTC)).astimezone(zone)


def saved(undo_to: object) -> Outcome:
    """The outcome of a change that was stored just now."""
    return Outcome(saved_at=f"{local_time():%H:%M}", undo_to=undo_to)


def failed(error: Exception, typed: object, what: str = "") -> Outcome:
    """The outcome of a change that was not stored; what was typed is kept."""
    return Outcome(
        problem=plain_problem(error, what),
        typed=typed,
        can_overwrite=isinstance(error, Conflict),
    )


def remember(scope: str, field: str, outcome: Outcome | None) -> None:
    """Keeps the outcome of a field; of saved ones only the latest of the scope stays."""
    outcomes: dict[str, Outcome] = {
        name: kept for name, kept in _outcomes(scope).items() if kept.problem and name != field
    }
    if outcome is not None:
        outcomes[field] = outcome
    st.session_state[_key(scope)] = outcomes


def outcome_of(scope: str, field: str) -> Outcome | None:
    """What became of the last change of a field, or None."""
    return _outcomes(scope).get(field)


def note_stored(scope: str, field: str, value: object) -> None:
    """Notes what this session has stored in a field."""
    _stored_here(scope)[field] = value


def forget_stored(scope: str, field: str) -> None:
    """For a field that is drawn now: its callback knows what is stored."""
    _stored_here(scope).pop(field, None)


def is_stored_here(scope: str, field: str, value: object) -> bool:
    """Whether what a field holds now is what this session stored last.

    A callback knows the page as it was drawn. Where a second change of a field comes before it is
    drawn anew, what is stored differs from that, and yet nobody else has changed it.
    """
    here = _stored_here(scope)
    return field in here and here[field] == value


def _stored_here(scope: str) -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault(f"{scope}:stored_here", {})
    return found


def _outcomes(scope: str) -> dict[str, Outcome]:
    found = st.session_state.get(_key(scope))
    return found if isinstance(found, dict) else {}


def _key(scope: str) -> str:
    return f"{scope}:outcomes"


def show_outcome(scope: str, field: str, save: Callable[[object], None] | None = None) -> None:
    """Shows “Saved 12:04 · Undo”, or what is wrong, beside the field.

    `save` stores a value for the field: it undoes, and after a conflict overwrites.
    """
    # Its place is there even when it is empty: where the fields below moved up or down, the browser
    # would draw them anew, and what is being typed there would be lost.
    with st.container():
        _show_outcome(scope, field, save)


def _show_outcome(scope: str, field: str, save: Callable[[object], None] | None) -> None:
    _compare_with_browser(scope, field)
    outcome = outcome_of(scope, field)
    if outcome is None:
        return
    if outcome.problem:
        can_save = outcome.can_overwrite or outcome.was_lost
        st.error(literal(outcome.problem), icon=":material/error:")
        with st.container(horizontal=True, gap="small"):
            if can_save and save is not None:
                st.button(
                    "Save mine" if outcome.was_lost else "Keep mine",
                    key=f"{scope}:{field}:keep",
                    on_click=save,
                    args=(outcome.typed,),
                )
            st.button(
                "Take the stored one" if can_save else "Put back what was stored",
                key=f"{scope}:{field}:take",
                type="tertiary",
                icon=":material/undo:",
                on_click=remember,
                args=(scope, field, None),
            )
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(f":material/check: Saved {outcome.saved_at}", width="content")
        if save is not None:
            st.button(
                "Undo",
                key=f"{scope}:{field}:undo",
                type="tertiary",
                on_click=save,
                args=(outcome.undo_to,),
            )


def seeded(
    scope: str,
    field: str,
    stored: object,
    as_held: Callable[[object], object] = lambda typed: typed,
) -> str:
    """The key of a field's widget, holding what is stored unless something wrong was typed there.

    A value that somebody else stored, or that was undone, replaces what the widget showed. What a
    browser brings along that comes back to a new server stays in the field; `show_outcome`, drawn
    after the widget, offers to save it. `stored` is in the form that the widget holds; `as_held`
    brings what was refused into that form.
    """
    key = f"{scope}:{field}"
    forget_stored(scope, field)
    outcome = outcome_of(scope, field)
    seed_key = f"{key}:seed"
    if outcome is not None and outcome.problem:
        if key not in st.session_state:
            st.session_state[key] = as_held(outcome.typed)
        # Whatever is shown next, when the problem is gone, comes from the storage again.
        st.session_state[seed_key] = _UNSEEDED
    elif key not in st.session_state and key in keys_held_by_browser():
        st.session_state[seed_key] = stored
        _held(scope)[field] = stored
    elif key not in st.session_state or st.session_state.get(seed_key, _UNSEEDED) != stored:
        note_replaced(key, stored)
        st.session_state[key] = stored
        st.session_state[seed_key] = stored
    elif not st.session_state.pop(f"{key}:repeated", False):
        note_shown(key, stored)
    return key


def is_repeated(scope: str, field: str) -> bool:
    """Whether a field's widget repeats what it held before; it then shows again what is stored."""
    key = f"{scope}:{field}"
    seed = st.session_state.get(f"{key}:seed", _UNSEEDED)
    if seed == _UNSEEDED or not is_echo(key):
        return False
    st.session_state[key] = seed
    # The browser does not hold it yet, and may repeat itself once more.
    st.session_state[f"{key}:repeated"] = True
    return True


def _held(scope: str) -> dict[str, object]:
    """What is stored for each field that was drawn as the browser held it, until it is compared."""
    held: dict[str, object] = st.session_state.setdefault(f"{scope}:held", {})
    return held


def _compare_with_browser(scope: str, field: str) -> None:
    key, held = f"{scope}:{field}", _held(scope)
    if field not in held or key not in st.session_state:
        return
    stored, typed = held.pop(field), st.session_state[key]
    if typed != stored:
        # Whatever is shown once this is settled comes from the storage again.
        st.session_state[f"{key}:seed"] = _UNSEEDED
        problem = f"{NOT_SAVED}. {WHY_NOT_SAVED}"
        remember(scope, field, Outcome(problem=problem, typed=typed, was_lost=True))


_UNSEEDED = "\x00 nothing was shown yet"
