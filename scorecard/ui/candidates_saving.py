"""Changes of the candidates, called back by the widgets of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from scorecard.catalogue import InvalidValueError, Question
from scorecard.model import Answer, Candidate, Selection, Status
from scorecard.storage import Conflict, new_id
from scorecard.ui.outcomes import (
    WRITE_PROBLEMS,
    failed,
    is_repeated,
    is_stored_here,
    note_stored,
    plain_problem,
    remember,
    saved,
)
from scorecard.ui.state import actor, storage, today
from scorecard.ui.uninterrupted import uninterrupted

FIELD_TITLES = {
    "name": "Name",
    "contact_name": "Contact",
    "contact_email": "E-mail",
    "asked_on": "Asked on",
    "replied_on": "Replied on",
    "chased_on": "Chased on",
    "note": "Note",
}
MOST_CANDIDATES_AT_ONCE = 200


def scope_of(selection: Selection) -> str:
    """The prefix of every key on the Candidates page of this selection."""
    return f"candidates:{selection.id}"


def candidate_scope(selection: Selection, candidate: Candidate) -> str:
    """The prefix of every key that belongs to one candidate."""
    return f"{scope_of(selection)}:{candidate.id}"


def save_field(selection: Selection, candidate: Candidate, field: str, value: object) -> bool:
    """Stores one field of a candidate and remembers what became of it."""
    scope = candidate_scope(selection, candidate)
    try:
        replaced, kept = _stored_with(selection, candidate, field, value)
    except WRITE_PROBLEMS as problem:
        remember(scope, field, failed(problem, value, FIELD_TITLES.get(field, field)))
        return False
    note_stored(scope, field, kept)
    remember(scope, field, None if kept == replaced else saved(replaced))
    return True


def _stored_with(
    selection: Selection, candidate: Candidate, field: str, value: object
) -> tuple[object, object]:
    """What the field held, and what it holds now that the value is stored."""
    replaced = getattr(candidate, field)
    changed = Candidate.model_validate(candidate.model_dump() | {field: value})
    try:
        storage().save_candidate(actor(), selection.id, changed, expected_version=candidate.version)
    except Conflict as conflict:
        now = conflict.stored
        if not isinstance(now, Candidate):
            raise
        theirs = getattr(now, field)
        scope = candidate_scope(selection, candidate)
        if theirs != replaced and not is_stored_here(scope, field, theirs):
            raise
        # Somebody else changed another field of the row, and both changes stand; or this field was
        # changed here since the page was drawn.
        replaced = theirs
        changed = Candidate.model_validate(now.model_dump() | {field: value})
        storage().save_candidate(actor(), selection.id, changed, expected_version=now.version)
    return replaced, getattr(changed, field)


def change_of(
    selection: Selection, candidate: Candidate, field: str, earliest: date
) -> Callable[[], None]:
    """The callback of a field's widget: stores what the widget holds now."""
    key = f"{candidate_scope(selection, candidate)}:{field}"

    @uninterrupted
    def changed() -> None:
        if is_repeated(candidate_scope(selection, candidate), field):
            return
        typed = st.session_state[key]
        if isinstance(typed, date) and typed < earliest:
            problem = InvalidValueError(
                f"{FIELD_TITLES[field]}: {typed.isoformat()} is before {earliest.isoformat()}; "
                "check the year"
            )
            remember(candidate_scope(selection, candidate), field, failed(problem, typed))
            return
        save_field(selection, candidate, field, typed.strip() if field == "name" else typed)

    return changed


@uninterrupted
def add_typed(selection: Selection) -> None:
    """Adds the one candidate that was typed; a name that cannot be added stays typed."""
    key = f"{scope_of(selection)}:new"
    added, left, problems = _added(selection, [str(st.session_state.get(key) or "")])
    if left:
        st.session_state[key] = "\n".join(left)
    _report(selection, added, problems)


@uninterrupted
def add_pasted(selection: Selection) -> None:
    """Adds a candidate for each pasted line; lines that cannot be added stay in the field."""
    key = f"{scope_of(selection)}:pasted"
    lines = str(st.session_state.get(key) or "").splitlines()
    added, left, problems = _added(selection, lines)
    st.session_state[key] = "\n".join(left)
    _report(selection, added, problems)


def _added(selection: Selection, lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    names = [name for line in lines if (name := " ".join(line.split()))]
    if not names:
        return [], list(lines), ["Type a name first."]
    if len(names) > MOST_CANDIDATES_AT_ONCE:
        problem = f"{len(names)} names; {MOST_CANDIDATES_AT_ONCE} at most at once."
        return [], list(lines), [problem]
    added, left, problems = [], [], []
    for line in lines:
        name, contact = _name_and_contact(line)
        if not name and not contact:
            continue
        try:
            candidate = Candidate(id=new_id(), name=name, **contact)
            storage().add_candidate(actor(), selection.id, candidate)
        except WRITE_PROBLEMS as problem:
            left.append(" ".join(line.split()))
            problems.append(plain_problem(problem, f"“{name[:40]}”"))
        else:
            added.append(name)
    return added, left, problems


def _name_and_contact(line: str) -> tuple[str, dict[str, str]]:
    """`Epsilon; Jo Bell; jo@epsilon.example`, as copied from a sheet: who, and whom to ask."""
    name, *others = (" ".join(part.split()) for part in re.split(r"[;\t]", line))
    contact: dict[str, str] = {}
    for part in filter(None, others):
        field = "contact_email" if "@" in part else "contact_name"
        contact[field] = ", ".join(filter(None, (contact.get(field), part)))
    return name, contact


def _report(selection: Selection, added: Sequence[str], problems: Sequence[str]) -> None:
    notice = ""
    if len(added) == 1:
        notice = f"{added[0]} is added."
    elif added:
        notice = f"{len(added)} candidates are added."
    st.session_state[f"{scope_of(selection)}:notice"] = notice
    st.session_state[f"{scope_of(selection)}:problems"] = list(problems)


@uninterrupted
def remove(selection: Selection, candidate: Candidate) -> None:
    """Takes a candidate out; it can be brought back with everything it answered."""
    try:
        storage().remove_candidate(
            actor(), selection.id, candidate.id, expected_version=candidate.version
        )
    except WRITE_PROBLEMS as problem:
        _report(selection, [], [plain_problem(problem)])
        return
    _say(selection, f"{candidate.name} is removed.")
    st.session_state[f"{scope_of(selection)}:just_removed"] = candidate.id


@uninterrupted
def restore(selection: Selection, candidate: Candidate) -> None:
    """Brings a removed candidate back."""
    try:
        storage().restore_candidate(actor(), selection.id, candidate.id)
    except WRITE_PROBLEMS as problem:
        _report(selection, [], [plain_problem(problem)])
        return
    _say(selection, f"{candidate.name} is back with everything it had answered.")


def _say(selection: Selection, notice: str) -> None:
    scope = scope_of(selection)
    st.session_state[f"{scope}:notice"] = notice
    st.session_state[f"{scope}:problems"] = []
    st.session_state.pop(f"{scope}:just_removed", None)


@uninterrupted
def mark_today(selection: Selection, candidate: Candidate, field: str) -> None:
    """Notes that something happened today."""
    save_field(selection, candidate, field, today())


@uninterrupted
def mark_no_reply(
    selection: Selection, open_questions: Sequence[tuple[Candidate, Sequence[Question]]]
) -> None:
    """Records “no reply” wherever a candidate has left a question open.

    What was noted beside the question stays. A question answered in the meantime is left alone.
    """
    written, problems = 0, []
    for candidate, questions in open_questions:
        for question in questions:
            answer = selection.answer(candidate.id, question.id)
            changed: dict[str, Any] = {"status": Status.NO_REPLY, "value": None}
            try:
                storage().save_answer(
                    actor(),
                    selection.id,
                    Answer.model_validate(answer.model_dump() | changed),
                    expected_version=answer.version,
                    reason="Open when the deadline had passed or responses were closed",
                )
            except WRITE_PROBLEMS as problem:
                where = f"{candidate.name}, {question.label}"
                problems.append(f"{where}: {plain_problem(problem)}")
            else:
                written += 1
    _report(selection, [], problems[:5])
    answers = "answer is" if written == 1 else "answers are"
    st.session_state[f"{scope_of(selection)}:notice"] = f"{written} {answers} marked as no reply."
