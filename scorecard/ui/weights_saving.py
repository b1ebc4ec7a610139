"""How weights save themselves: points, whole groups, presets, criteria in or out, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from scorecard.catalogue import InvalidValueError
from scorecard.evaluation import Evaluation
from scorecard.model import NOTE_LIMIT_CHARACTERS
from scorecard.scoring import rescaled_points
from scorecard.ui import state
from scorecard.ui.number_field import number_typed, show_plainly
from scorecard.ui.outcomes import (
    WRITE_PROBLEMS,
    Outcome,
    failed,
    is_repeated,
    is_stored_here,
    note_stored,
    outcome_of,
    remember,
    saved,
)
from scorecard.ui.text import shortened
from scorecard.ui.uninterrupted import uninterrupted
from scorecard.ui.weights_points import (
    counted_points,
    default_points,
    members_of,
    spread,
    sums_to,
    total,
)
from scorecard.ui.weights_result import open_evaluation, scope_of, tell_effect
from scorecard.ui.weights_words import PUT_BACK, RESCALED, points_in_words

BY_POINTS = "points"
PAGE = "page"
ALL_ZERO = (
    "Not saved: all weights would be zero and nothing could be ranked. Give another criterion "
    "some points first; until then the stored points count."
)
NOT_A_NUMBER = "Not saved: write a number, 0 or more."
# What may be typed behind the number.
UNIT = "points"


@dataclass(frozen=True)
class Earlier:
    """What a change of many points goes back to: the points that it replaced, and their method."""

    points: Mapping[str, float]
    method: str


def criterion_field(criterion_id: str) -> str:
    """The field of a criterion's points."""
    return f"points:{criterion_id}"


def group_field(group_id: str) -> str:
    """The field of a group's points."""
    return f"group:{group_id}"


@uninterrupted
def criterion_typed(selection_id: str, criterion_id: str, read: float) -> None:
    """Callback of a criterion's points; `read` is what the field was drawn with."""
    if is_repeated(scope_of(selection_id), criterion_field(criterion_id)):
        return
    key = f"{scope_of(selection_id)}:{criterion_field(criterion_id)}"
    save_criterion(selection_id, criterion_id, read, st.session_state[key])
    show_plainly(key, UNIT)


@uninterrupted
def save_criterion(selection_id: str, criterion_id: str, read: float | None, value: object) -> None:
    """Stores a criterion's points; `read` None writes over whatever is stored now."""
    field = criterion_field(criterion_id)
    if (points := _possible(selection_id, field, value)) is None:
        return
    before = open_evaluation()
    if before is None:
        return
    was = before.selection.points.get(criterion_id, 0.0)
    expected = None if read is None else _known(before, {criterion_id: read})
    reason = _reason(selection_id, field, value) if read is None else ""
    _store(
        before,
        field,
        {criterion_id: points},
        expected,
        BY_POINTS,
        typed=value,
        undo_to=was,
        reason=reason,
    )


@uninterrupted
def group_typed(selection_id: str, group_id: str, read: Mapping[str, float]) -> None:
    """Callback of a group's points; `read` are the points that its criteria were drawn with."""
    if is_repeated(scope_of(selection_id), group_field(group_id)):
        return
    key = f"{scope_of(selection_id)}:{group_field(group_id)}"
    save_group(selection_id, group_id, read, st.session_state[key])
    show_plainly(key, UNIT)


@uninterrupted
def save_group(
    selection_id: str, group_id: str, read: Mapping[str, float] | None, value: object
) -> None:
    """Stores a group's points, spread over its criteria in the proportions they have.

    `value` may also be the points of each criterion, which undo puts back as they were.
    """
    field = group_field(group_id)
    before = open_evaluation()
    if before is None:
        return
    now = counted_points(before)
    members = members_of(before, group_id)
    if isinstance(value, Mapping):
        points = {str(i): float(p) for i, p in value.items()}
    else:
        wanted = _possible(selection_id, field, value)
        if wanted is None:
            return
        read = None if read is None else _known(before, read)
        points = spread(wanted, members, read or now, default_points(before))
    undo_to = {i: now[i] for i in members}
    reason = _reason(selection_id, field, value) if read is None else ""
    _store(before, field, points, read, BY_POINTS, typed=value, undo_to=undo_to, reason=reason)


@uninterrupted
def rescale(selection_id: str, read: Mapping[str, float]) -> None:
    """Callback: the same proportions with a total of 100."""
    before = open_evaluation()
    if before is not None and before.selection.id == selection_id:
        known = _known(before, read)
        if not sums_to(known):
            _store_many(before, rescaled_points(known), known, None, RESCALED)


@uninterrupted
def apply_points(
    selection_id: str,
    points: Mapping[str, float],
    read: Mapping[str, float],
    method: str,
    reason: str = "",
) -> None:
    """Callback: the points that a profile or a method gives; `reason` goes into the history."""
    before = open_evaluation()
    if before is not None and before.selection.id == selection_id:
        _store_many(before, points, read, method, shortened(reason, NOTE_LIMIT_CHARACTERS))


@uninterrupted
def put_back(selection_id: str, value: object) -> None:
    """Callback of undo: the points that a change of many replaced."""
    before = open_evaluation()
    if before is not None and before.selection.id == selection_id and isinstance(value, Earlier):
        _store_many(before, value.points, None, value.method, _reason(selection_id, PAGE, value))


@uninterrupted
def exclude(selection_id: str, criterion_id: str) -> None:
    """Callback: takes a criterion out for all candidates, for the reason written beside it."""
    field = f"exclude:{criterion_id}"
    reason = str(st.session_state.get(f"{scope_of(selection_id)}:{field}") or "")
    before = open_evaluation()
    if before is None:
        return
    left = {i: p for i, p in counted_points(before).items() if i != criterion_id}
    if total(left) <= 0:
        remember(scope_of(selection_id), field, Outcome(problem=ALL_ZERO, typed=reason))
        return
    _write(
        before,
        field,
        lambda: state.storage().exclude_criterion(
            state.actor(), selection_id, criterion_id, reason=reason
        ),
        typed=reason,
        undo_to=None,
    )


@uninterrupted
def include(selection_id: str, criterion_id: str) -> None:
    """Callback: brings back a criterion that was out for all candidates."""
    before = open_evaluation()
    if before is not None:
        _write(
            before,
            f"exclude:{criterion_id}",
            lambda: state.storage().include_criterion(state.actor(), selection_id, criterion_id),
            typed=None,
            undo_to=None,
        )


def criterion_saver(selection_id: str, criterion_id: str) -> Callable[[object], None]:
    """Stores a value of a criterion over whatever is stored: for undo and Keep mine."""
    return partial(save_criterion, selection_id, criterion_id, None)


def group_saver(selection_id: str, group_id: str) -> Callable[[object], None]:
    """Stores a group's points over whatever is stored: for undo and Keep mine."""
    return partial(save_group, selection_id, group_id, None)


def _known(before: Evaluation, read: Mapping[str, float]) -> dict[str, float]:
    """The points that the page showed, with what this session has stored since it was drawn."""
    scope, stored = scope_of(before.selection.id), before.selection.points
    return {
        i: stored[i]
        if i in stored and is_stored_here(scope, criterion_field(i), stored[i])
        else shown
        for i, shown in read.items()
    }


def _reason(selection_id: str, field: str, value: object) -> str:
    """That a saved change of the field is being undone, or ''."""
    last = outcome_of(scope_of(selection_id), field)
    is_undo = last is not None and not last.problem and last.undo_to == value
    return PUT_BACK if is_undo else ""


def _possible(selection_id: str, field: str, value: object) -> float | None:
    """The number, or None after saying beside the field what is wrong with it."""
    try:
        points = number_typed(value, UNIT)
    except InvalidValueError as unclear:
        problem = f"Not saved: {unclear}."
    else:
        if points is not None and points >= 0:
            return points
        problem = NOT_A_NUMBER
        if points is not None:
            problem = f"Not saved: {points_in_words(points)} is negative; the least is 0."
    remember(scope_of(selection_id), field, Outcome(problem=problem, typed=value))
    return None


def _store_many(
    before: Evaluation,
    points: Mapping[str, float],
    read: Mapping[str, float] | None,
    method: str | None,
    reason: str = "",
) -> None:
    stored = before.selection.points
    earlier = Earlier({i: stored.get(i, 0.0) for i in points}, before.selection.weight_method)
    mine = Earlier(dict(points), method or before.selection.weight_method)
    _store(before, PAGE, points, read, method, typed=mine, undo_to=earlier, reason=reason)


def _store(
    before: Evaluation,
    field: str,
    points: Mapping[str, float],
    read: Mapping[str, float] | None,
    method: str | None,
    *,
    typed: object,
    undo_to: object,
    reason: str = "",
) -> None:
    """Stores points unless nothing would be left to weigh; `read` None means as stored now."""
    selection = before.selection
    if total({**counted_points(before), **_counted_only(points, before)}) <= 0:
        remember(scope_of(selection.id), field, Outcome(problem=ALL_ZERO, typed=typed))
        return
    shown = {i: selection.points.get(i, 0.0) for i in points} if read is None else read
    # A criterion without points is shown as 0; the storage knows it as None.
    expected = {
        i: None if i not in selection.points and shown.get(i) == 0 else shown.get(i) for i in points
    }
    is_stored = _write(
        before,
        field,
        lambda: state.storage().save_points(
            state.actor(),
            selection.id,
            points,
            expected_points=expected,
            method=method,
            reason=reason,
        ),
        typed=typed,
        undo_to=undo_to,
    )
    if is_stored:
        for criterion_id, held in points.items():
            note_stored(scope_of(selection.id), criterion_field(criterion_id), held)


def _counted_only(points: Mapping[str, float], evaluation: Evaluation) -> dict[str, float]:
    counted = counted_points(evaluation)
    return {i: p for i, p in points.items() if i in counted}


def _write(
    before: Evaluation,
    field: str,
    write: Callable[[], object],
    *,
    typed: object,
    undo_to: object,
) -> bool:
    """Writes and remembers what became of it beside the field; whether it was stored."""
    scope = scope_of(before.selection.id)
    try:
        write()
    except WRITE_PROBLEMS as problem:
        outcome = failed(problem, typed)
        remember(scope, field, replace(outcome, problem=f"Not saved. {outcome.problem}"))
        return False
    remember(scope, field, saved(undo_to))
    tell_effect(before, field)
    return True
