"""How an answer saves itself: what was typed, what became of it, undo, conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st
from pydantic import ValidationError

from scorecard.catalogue import (
    Catalogue,
    InvalidValueError,
    Kind,
    Question,
    answer_in_words,
    checked_value,
)
from scorecard.commercial import currency_of_question
from scorecard.model import Answer, AnswerValue, Evidence, Selection, Status
from scorecard.storage import Conflict, StorageError
from scorecard.ui import state
from scorecard.ui.due_diligence.answer_changes import changes_in_words, is_same_reply
from scorecard.ui.due_diligence.controls import draft_of, read_control, show_understood, understood
from scorecard.ui.due_diligence.effects import effect_in_words
from scorecard.ui.due_diligence.proof import WITHOUT_PROOF, proof_lost, proof_of
from scorecard.ui.due_diligence.slots import UNSAVED, Slot, put, redrawn, slot_of, widget_key
from scorecard.ui.outcomes import local_time
from scorecard.ui.uninterrupted import uninterrupted


def compare_with_browser(question: Question, candidate_id: str, stored: Answer) -> Slot:
    """After a browser came back to a new server: offers what it holds where that is not stored.

    Called when the control is drawn; returns the slot as it stands then.
    """
    current = slot_of(candidate_id, question.id)
    # The selection is asked for only where it is needed: this runs for every question on the page.
    if current.outcome != "unchecked":
        return current
    opened = state.open_selection()
    if opened is None:
        return current
    settled = replace(current, outcome="")
    raw = read_control(question, widget_key(candidate_id, question.id, "value", current.nonce))
    try:
        mine = _with_value(opened.catalogue, opened.selection, question, stored, raw)
    except InvalidValueError as problem:
        settled = replace(
            current, outcome="error", message=f"Not saved. {problem}.", draft=draft_of(raw)
        )
    else:
        if question.kind is Kind.TABLE:
            # Rows that the editor added and that are stored by now would stand there twice.
            mine = mine.model_copy(update={"value": _without_doubles(mine.value)})
            settled = replace(settled, nonce=current.nonce + 1)
        both_empty = mine.value in (None, ()) and stored.value in (None, ())
        if mine.value != stored.value and not both_empty:
            settled = replace(settled, outcome="unsaved", mine=mine)
    put(candidate_id, question.id, settled)
    return settled


def _without_doubles(value: AnswerValue | None) -> AnswerValue | None:
    if not isinstance(value, tuple):
        return value
    rows = [row for row in value if isinstance(row, dict)]
    return tuple(row for place, row in enumerate(rows) if row not in rows[:place])


@uninterrupted
def value_changed(question: Question, candidate_id: str, key: str) -> None:
    """Callback of the control with this key: saves the value, or keeps it on screen with why not.

    The control may have been drawn anew meanwhile: what is read is the one that changed.
    """
    opened = state.open_selection()
    if opened is None or key not in st.session_state:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot_of(candidate_id, question.id)
    raw = read_control(question, key)
    try:
        answer = _with_value(opened.catalogue, opened.selection, question, stored, raw)
    except InvalidValueError as problem:
        message = f"Not saved. {problem}."
        refused = replace(current, outcome="error", message=message, mine=None, draft=draft_of(raw))
        put(candidate_id, question.id, refused)
        return
    show_understood(question, key, _currency(opened, question, candidate_id))
    # What is wrong now, if anything is, is no longer what was typed.
    current = replace(current, draft=None)
    if answer == stored:
        # An empty row was added to a table, or what was wrong was typed back.
        put(candidate_id, question.id, replace(current, outcome="", message="", mine=None))
        return
    _store(question, candidate_id, current, answer, redraw=False)


def _with_value(
    catalogue: Catalogue, selection: Selection, question: Question, stored: Answer, raw: object
) -> Answer:
    """The answer with what a control holds; an empty control makes it open again.

    A value that differs is claimed: its proof is offered again beside the field.
    """
    currency = currency_of_question(catalogue, selection, stored.candidate_id, question.id)
    raw = understood(question, raw, currency)
    if raw is None or (raw == () and question.kind in (Kind.TAGS, Kind.TABLE)):
        changes: dict[str, object] = {"status": Status.OPEN, "value": None, **WITHOUT_PROOF}
    else:
        value = checked_value(question, raw, catalogue.settings.earliest_date, currency=currency)
        changes = {"status": Status.ANSWERED, "value": value}
        if value != stored.value:
            # What proved the earlier answer says nothing of another one.
            changes |= WITHOUT_PROOF
    return stored.model_copy(update=changes | {"not_applicable_reason": ""})


def _currency(opened: state.OpenSelection, question: Question, candidate_id: str) -> str:
    return currency_of_question(opened.catalogue, opened.selection, candidate_id, question.id)


@uninterrupted
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
    shows_something = stored.status is Status.ANSWERED or current.outcome in UNSAVED
    fields = stored.model_dump() | WITHOUT_PROOF
    fields |= {"status": status, "value": None, "not_applicable_reason": ""}
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
    _save_fields(question, candidate_id, current, fields, redraw=shows_something)


@uninterrupted
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
    _save_fields(question, candidate_id, current, stored.model_dump() | {"evidence": evidence})


def save_fields(
    question: Question, candidate_id: str, changes: dict[str, Any], *, redraw: bool
) -> bool:
    """Saves changed fields of an answer (note, source, document, …); whether it was saved.

    `redraw` draws the question's controls anew. Without it what is being typed in another field
    of the question keeps its place and its focus.
    """
    opened = state.open_selection()
    if opened is None:
        return False
    stored = opened.selection.answer(candidate_id, question.id)
    before = slot_of(candidate_id, question.id)
    fields = stored.model_dump() | changes
    if not _save_fields(question, candidate_id, before, fields, redraw=redraw):
        return False
    if before.outcome in UNSAVED and not redraw:
        # The control still holds what could not be saved: its message stays with it.
        mine = None if before.mine is None else before.mine.model_copy(update=changes)
        version_read = slot_of(candidate_id, question.id).version_read
        put(candidate_id, question.id, replace(before, version_read=version_read, mine=mine))
    return True


@uninterrupted
def confirm_proof(question: Question, candidate_id: str) -> None:
    """Callback: what proved the earlier answer proves the one that is stored now, too."""
    lost = slot_of(candidate_id, question.id).lost
    if lost is not None:
        save_fields(question, candidate_id, proof_of(lost), redraw=False)


def forget_wanted(question: Question, candidate_id: str) -> None:
    """Drops a status or evidence that was chosen but not completed."""
    current = slot_of(candidate_id, question.id)
    put(candidate_id, question.id, replace(current, wanted="", message="", nonce=current.nonce + 1))


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
    stored = opened.selection.answer(candidate_id, question.id)
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
            # Evidence that changed with the value is drawn anew; the value keeps its place.
            choice_offset=current.choice_offset + (answer.evidence is not stored.evidence),
            text_nonce=current.text_nonce,
            outcome="saved",
            message=effect,
            saved_at=f"{local_time():%H:%M}",
            lost=proof_lost(stored, answer, current.lost),
        ),
    )
    return True


@uninterrupted
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


@uninterrupted
def take_stored(question: Question, candidate_id: str) -> None:
    """After a conflict or an error: draws the widgets anew from what is stored."""
    opened = state.open_selection()
    if opened is None:
        return
    stored = opened.selection.answer(candidate_id, question.id)
    put(candidate_id, question.id, redrawn(slot_of(candidate_id, question.id), stored))


@uninterrupted
def undo(question: Question, candidate_id: str) -> None:
    """Puts back what stood there before the last change.

    A second click before the button is gone does not go one change further back.
    """
    opened = state.open_selection()
    current = slot_of(candidate_id, question.id)
    if opened is None or current.outcome != "saved":
        return
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
    currency = currency_of_question(
        now_open.catalogue, now_open.selection, candidate_id, question.id
    )
    replaced = opened.selection.answer(candidate_id, question.id)
    # Where only what stands beside the answer was put back, the answer itself is no news.
    words = (
        changes_in_words(question, replaced, stored, currency)
        if is_same_reply(replaced, stored)
        else answer_in_words(question, stored, currency)
    )
    put(
        candidate_id,
        question.id,
        redrawn(current, stored, outcome="undone", message=f"Put back: {words}. {effect}".strip()),
    )
