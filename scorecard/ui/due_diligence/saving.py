"""How an answer saves itself: what was read, what was typed, what became of it, undo, conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from pydantic import ValidationError

from scorecard.catalogue import InvalidValueError, Kind, Question, answer_in_words, checked_value
from scorecard.model import Answer, Evidence, Status
from scorecard.storage import Conflict, StorageError
from scorecard.ui import state
from scorecard.ui.due_diligence.controls import read_control
from scorecard.ui.due_diligence.effects import effect_in_words


@dataclass(frozen=True)
class Slot:
    """One question on this screen.

    `version_read` is the version that the widgets show; `nonce` is part of their keys, so that
    raising it draws them anew from what is stored. `outcome` is one of '', 'saved', 'undone',
    'error', 'conflict', 'unsaved' (the browser came back to a new server with something else than
    what is stored), 'unchecked' (it has come back, and what it holds is still to be compared).
    `mine` is what could not be saved; `wanted` is a status or evidence that still needs its
    reason, document or verification.
    """

    version_read: int
    nonce: int = 0
    outcome: str = ""
    message: str = ""
    saved_at: str = ""
    mine: Answer | None = None
    wanted: str = ""


def slot(candidate_id: str, question_id: str, stored: Answer) -> Slot:
    """The slot of a question, brought up to date with what is stored.

    Where somebody else changed the answer and nothing of ours is unsaved, the widgets are drawn
    anew; where something of ours is unsaved, it stays and the conflict shows when it is saved.
    """
    slots = _slots()
    found = slots.get((candidate_id, question_id))
    if found is None:
        found = _first_slot(candidate_id, question_id, stored)
    elif found.version_read != stored.version and found.outcome not in UNSAVED:
        found = Slot(
            version_read=stored.version,
            nonce=found.nonce + 1,
            message="changed by somebody else just now",
        )
    slots[candidate_id, question_id] = found
    return found


def _first_slot(candidate_id: str, question_id: str, stored: Answer) -> Slot:
    prefix = widget_key(candidate_id, question_id, "value", 0).removesuffix("0")
    held = [key for key in keys_held_by_browser() if key.startswith(prefix)]
    if not held:
        return Slot(version_read=stored.version)
    # The same key draws what the browser holds.
    nonce = int(held[0].removeprefix(prefix))
    return Slot(version_read=stored.version, nonce=nonce, outcome="unchecked")


def compare_with_browser(question: Question, candidate_id: str, stored: Answer) -> Slot:
    """After a browser came back to a new server: offers what it holds where that is not stored.

    Called when the control is drawn; returns the slot as it stands then.
    """
    opened = state.open_selection()
    current = slot_of(candidate_id, question.id)
    if opened is None or current.outcome != "unchecked":
        return current
    settled = replace(current, outcome="")
    raw = read_control(question, widget_key(candidate_id, question.id, "value", current.nonce))
    if question.kind is Kind.TABLE:
        # Rows that were added and stored before would be added once more by the editor.
        settled = replace(settled, nonce=current.nonce + 1)
    try:
        mine = _with_value(opened.catalogue, question, stored, raw)
    except InvalidValueError as problem:
        settled = replace(current, outcome="error", message=f"Not saved. {problem}.")
    else:
        if mine.value != stored.value:
            settled = replace(settled, outcome="unsaved", mine=mine)
    put(candidate_id, question.id, settled)
    return settled


def put(candidate_id: str, question_id: str, new: Slot) -> None:
    """Replaces a slot."""
    _slots()[candidate_id, question_id] = new


def _slots() -> dict[tuple[str, str], Slot]:
    slots: dict[tuple[str, str], Slot] = st.session_state.setdefault("due_diligence:slots", {})
    return slots


def widget_key(candidate_id: str, question_id: str, part: str, nonce: int) -> str:
    """The key of one widget of a question."""
    return f"due:{candidate_id}:{question_id}:{part}:{nonce}"


def value_changed(question: Question, candidate_id: str) -> None:
    """Callback of the control: saves the new value, or keeps it on screen with the reason."""
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot_of(candidate_id, question.id)
    key = widget_key(candidate_id, question.id, "value", current.nonce)
    try:
        answer = _with_value(opened.catalogue, question, stored, read_control(question, key))
    except InvalidValueError as problem:
        put(
            candidate_id,
            question.id,
            replace(current, outcome="error", message=f"Not saved. {problem}.", mine=None),
        )
        return
    _store(question, candidate_id, current, answer, redraw=False)


def _with_value(catalogue: Catalogue, question: Question, stored: Answer, raw: object) -> Answer:
    """The answer with what a control holds; an empty control makes it open again."""
    if raw is None or (raw == () and question.kind in (Kind.TAGS, Kind.TABLE)):
        changes = {"status": Status.OPEN, "value": None, "evidence": Evidence.CLAIMED}
    else:
        value = checked_value(question, raw, catalogue.settings.earliest_date)
        changes = {"status": Status.ANSWERED, "value": value}
    return stored.model_copy(update=changes | {"not_applicable_reason": ""})


def status_changed(question: Question, candidate_id: str, chosen: str | None) -> None:
    """Saves a chosen status; `not applicable` asks for the reason first."""
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot_of(candidate_id, question.id)
    status = Status(chosen) if chosen else Status.OPEN
    if status is stored.status:
        put(candidate_id, question.id, replace(current, wanted="", outcome="", message=""))
        return
    if status is Status.NOT_APPLICABLE:
        put(candidate_id, question.id, replace(current, wanted=status.value, outcome=""))
        return
    fields = stored.model_dump() | {"status": status, "value": None, "not_applicable_reason": ""}
    if status is Status.ANSWERED:
        if question.kind not in (Kind.CHECKLIST, Kind.TAGS, Kind.TABLE):
            message = "Enter the answer above: it is marked as answered when it is there."
            put(
                candidate_id,
                question.id,
                replace(current, nonce=current.nonce + 1, outcome="", message=message),
            )
            return
        fields["value"] = ()
    _save_fields(question, candidate_id, current, fields, redraw=True)


def evidence_changed(question: Question, candidate_id: str, chosen: str | None) -> None:
    """Saves a chosen evidence; asks for the document or the verification first."""
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot_of(candidate_id, question.id)
    evidence = Evidence(chosen) if chosen else Evidence.CLAIMED
    needs = {
        Evidence.DOCUMENTED: stored.document is None,
        Evidence.VERIFIED: stored.verification is None,
    }
    if needs.get(evidence, False):
        put(candidate_id, question.id, replace(current, wanted=evidence.value, outcome=""))
        return
    _save_fields(
        question, candidate_id, current, stored.model_dump() | {"evidence": evidence}, redraw=True
    )


def save_fields(question: Question, candidate_id: str, changes: dict[str, Any]) -> bool:
    """Saves changed fields of an answer (note, source, document, …); whether it was saved."""
    opened = state.open_selection()
    if opened is None:
        return False
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot_of(candidate_id, question.id)
    return _save_fields(question, candidate_id, current, stored.model_dump() | changes, redraw=True)


def forget_wanted(question: Question, candidate_id: str) -> None:
    """Drops a status or evidence that was chosen but not completed."""
    current = slot_of(candidate_id, question.id)
    put(candidate_id, question.id, replace(current, wanted="", nonce=current.nonce + 1))


def slot_of(candidate_id: str, question_id: str) -> Slot:
    """The slot as it stands, for callbacks."""
    return _slots().get((candidate_id, question_id), Slot(version_read=0))


def _save_fields(
    question: Question,
    candidate_id: str,
    current: Slot,
    fields: dict[str, Any],
    *,
    redraw: bool = False,
) -> bool:
    fields["version"] = current.version_read
    try:
        answer = Answer.model_validate(fields)
    except ValidationError as problem:
        reason = problem.errors()[0]["msg"].removeprefix("Value error, ")
        place = ", ".join(str(p).replace("_", " ") for p in problem.errors()[0]["loc"][-1:])
        message = f"Not saved. {place}: {reason}." if place else f"Not saved: {reason}."
        put(candidate_id, question.id, replace(current, outcome="error", message=message))
        return False
    return _store(question, candidate_id, current, answer, redraw=redraw)


def _store(
    question: Question, candidate_id: str, current: Slot, answer: Answer, *, redraw: bool
) -> bool:
    opened = state.open_selection()
    if opened is None:
        return False
    before = opened.evaluation
    try:
        saved = state.storage().save_answer(
            state.actor(), opened.id, answer, expected_version=current.version_read
        )
    except Conflict as conflict:
        put(
            candidate_id,
            question.id,
            replace(current, outcome="conflict", message=str(conflict), mine=answer),
        )
        return False
    except StorageError as problem:
        put(
            candidate_id,
            question.id,
            replace(current, outcome="error", message=f"Not saved. {problem}", mine=answer),
        )
        return False
    now_open = state.open_selection()
    effect = "" if now_open is None else effect_in_words(before, now_open.evaluation, candidate_id)
    put(
        candidate_id,
        question.id,
        Slot(
            version_read=saved.version,
            nonce=current.nonce + (1 if redraw else 0),
            outcome="saved",
            message=effect,
            saved_at=datetime.now(UTC).astimezone().strftime("%H:%M"),
        ),
    )
    return True


def keep_mine(question: Question, candidate_id: str) -> None:
    """After a conflict: saves what was typed over what is stored now."""
    opened = state.open_selection()
    current = slot_of(candidate_id, question.id)
    if opened is None or current.mine is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    answer = current.mine.model_copy(update={"version": stored.version})
    _store(
        question,
        candidate_id,
        replace(current, version_read=stored.version),
        answer,
        redraw=True,
    )


def take_stored(question: Question, candidate_id: str) -> None:
    """After a conflict or an error: draws the widgets anew from what is stored."""
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    nonce = slot_of(candidate_id, question.id).nonce + 1
    put(candidate_id, question.id, Slot(version_read=stored.version, nonce=nonce))


def undo(question: Question, candidate_id: str) -> None:
    """Puts back what stood there before the last change."""
    opened = state.open_selection()
    if opened is None:
        return
    current = slot_of(candidate_id, question.id)
    before = opened.evaluation
    try:
        state.storage().undo_answer(
            state.actor(),
            opened.id,
            candidate_id=candidate_id,
            question_id=question.id,
            expected_version=current.version_read,
        )
    except StorageError as problem:
        put(candidate_id, question.id, replace(current, outcome="error", message=str(problem)))
        return
    now_open = state.open_selection()
    if now_open is None:
        return
    stored = now_open.selection.answer(candidate_id, question.id)
    effect = effect_in_words(before, now_open.evaluation, candidate_id)
    words = answer_in_words(question, stored, now_open.selection.brief.currency)
    put(
        candidate_id,
        question.id,
        Slot(
            version_read=stored.version,
            nonce=current.nonce + 1,
            outcome="undone",
            message=f"Put back: {words}. {effect}".strip(),
        ),
    )
