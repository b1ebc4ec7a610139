"""What is written on the page Red flags: overrides, and what was asked for clarification."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from scorecard.model import Answer, Candidate
from scorecard.ui import state
from scorecard.ui.outcomes import WRITE_PROBLEMS, Outcome, failed, remember, saved
from scorecard.ui.state import OpenSelection
from scorecard.ui.uninterrupted import uninterrupted


def scope_of(selection_id: str) -> str:
    """The prefix of every key on this page for this selection."""
    return f"red_flags:{selection_id}"


def override_field(candidate_id: str) -> str:
    """The field of a candidate's override."""
    return f"override:{candidate_id}"


def clarification_field(candidate_id: str, rule_id: str) -> str:
    """The field of a clarification asked because of one rule."""
    return f"clarification:{candidate_id}:{rule_id}"


@dataclass(frozen=True)
class Override:
    """A written override: the reason, and the critical flags that it was written for."""

    reason: str
    flags: tuple[str, ...] | None


@uninterrupted
def record_override(
    selection_id: str, candidate_id: str, version_read: int, flags: tuple[str, ...]
) -> None:
    """Callback: stores the reason for shortlisting in spite of the critical flags shown."""
    field = override_field(candidate_id)
    typed = str(st.session_state.get(f"{scope_of(selection_id)}:{field}") or "")
    if not typed.strip():
        problem = "Not saved: write why this candidate may be shortlisted all the same."
        remember(scope_of(selection_id), field, Outcome(problem=problem, typed=typed))
        return
    _save_candidate(selection_id, candidate_id, version_read, Override(typed, flags))


@uninterrupted
def put_override(
    selection_id: str, candidate_id: str, flags: tuple[str, ...], value: object
) -> None:
    """Stores an override over what is stored now: for undo and Keep mine.

    What is undone comes back with its own flags; what was typed is for the flags shown.
    """
    opened = state.open_selection()
    if opened is not None:
        version = opened.selection.candidate(candidate_id).version
        override = value if isinstance(value, Override) else Override(str(value or ""), flags)
        _save_candidate(selection_id, candidate_id, version, override)


@uninterrupted
def withdraw_override(selection_id: str, candidate_id: str, version_read: int) -> None:
    """Callback: takes the override back, and the candidate off the shortlist with it."""
    _save_candidate(selection_id, candidate_id, version_read, Override("", None))


@uninterrupted
def ask_clarification(
    selection_id: str, candidate_id: str, question_id: str, rule_id: str, version_read: int
) -> None:
    """Callback: marks the question as asked for clarification, with what was asked and when."""
    field = clarification_field(candidate_id, rule_id)
    key = f"{scope_of(selection_id)}:{field}"
    typed = str(st.session_state.get(key) or "")
    asked_on = st.session_state.get(f"{key}:on")
    if not typed.strip():
        problem = "Not saved: write what was asked."
        remember(scope_of(selection_id), field, Outcome(problem=problem, typed=typed))
        return
    if not isinstance(asked_on, date):
        problem = "Not saved: give the day on which it was asked."
        remember(scope_of(selection_id), field, Outcome(problem=problem, typed=typed))
        return
    opened = state.open_selection()
    if opened is None:
        return
    earliest = opened.catalogue.settings.earliest_date
    if not earliest <= asked_on <= state.today():
        problem = (
            f"Not saved: {asked_on} is before {earliest}; check the year."
            if asked_on < earliest
            else f"Not saved: {asked_on} is still to come; give the day on which it was asked."
        )
        remember(scope_of(selection_id), field, Outcome(problem=problem, typed=typed))
        return
    _save_answer(opened, (candidate_id, question_id, rule_id), version_read, typed, asked_on)


@uninterrupted
def clear_clarification(
    selection_id: str, candidate_id: str, question_id: str, rule_id: str, version_read: int
) -> None:
    """Callback: the question is no longer waiting for a clarification."""
    opened = state.open_selection()
    if opened is not None and opened.id == selection_id:
        _save_answer(opened, (candidate_id, question_id, rule_id), version_read, "", None)


def override_saver(
    selection_id: str, candidate_id: str, flags: tuple[str, ...]
) -> Callable[[object], None]:
    """Stores an override over whatever is stored: for undo and Keep mine."""
    return partial(put_override, selection_id, candidate_id, flags)


def _save_candidate(
    selection_id: str, candidate_id: str, version_read: int, override: Override
) -> None:
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.candidate(candidate_id)
    reason = override.reason.strip()
    changes: dict[str, object] = {"override_reason": reason, "override_flags": override.flags}
    if not reason:
        changes["shortlisted"] = False
    before = Override(stored.override_reason, stored.override_flags)

    with _outcome(selection_id, override_field(candidate_id), override.reason, before):
        # Built anew, because a copy with changed fields is not checked.
        candidate = Candidate.model_validate({**stored.model_dump(), **changes})
        state.storage().save_candidate(
            state.actor(),
            selection_id,
            candidate,
            expected_version=version_read,
            reason=reason,
        )


def _save_answer(
    opened: OpenSelection,
    names: tuple[str, str, str],
    version_read: int,
    typed: str,
    asked_on: date | None,
) -> None:
    candidate_id, question_id, rule_id = names
    stored = opened.selection.answer(candidate_id, question_id)
    changes = {"clarification": typed.strip(), "clarification_asked_on": asked_on}

    with _outcome(opened.id, clarification_field(candidate_id, rule_id), typed, None):
        answer = Answer.model_validate({**stored.model_dump(), **changes})
        state.storage().save_answer(state.actor(), opened.id, answer, expected_version=version_read)


@contextmanager
def _outcome(selection_id: str, field: str, typed: object, undo_to: object) -> Iterator[None]:
    """Remembers beside the field whether what is written within was stored."""
    try:
        yield
    except WRITE_PROBLEMS as problem:
        outcome = failed(problem, typed)
        told = replace(outcome, problem=f"Not saved. {outcome.problem}")
        remember(scope_of(selection_id), field, told)
        return
    remember(scope_of(selection_id), field, saved(undo_to))
