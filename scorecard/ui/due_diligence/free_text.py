"""Note, source, date and clarification of an answer: each saves itself, or says why it does not."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from scorecard.catalogue import Question
from scorecard.model import NOTE_LIMIT_CHARACTERS, SHORT_TEXT_LIMIT_CHARACTERS, Answer
from scorecard.ui import state
from scorecard.ui.due_diligence import saving
from scorecard.ui.due_diligence.answer_table import FIRST_DAY
from scorecard.ui.due_diligence.controls import LAST_DAY
from scorecard.ui.due_diligence.slots import slot_of, widget_key
from scorecard.ui.reconnection import NOT_SAVED, WHY_NOT_SAVED, keys_held_by_browser
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_LIMITS = {
    "note": NOTE_LIMIT_CHARACTERS,
    "source": SHORT_TEXT_LIMIT_CHARACTERS,
    "clarification": NOTE_LIMIT_CHARACTERS,
}
_LABELS = {
    "note": "Note",
    "source": "Source of the answer",
    "as_of": "As of",
    "clarification": "Asked for clarification",
}
_PROBLEMS = "due_diligence:text_problems"
_DRAFTS = "due_diligence:text_drafts"


def show_free_text(
    question: Question, stored: Answer, candidate_id: str, *, disabled: bool
) -> None:
    """The four fields, holding what is stored when they are first drawn under their keys."""
    nonce = slot_of(candidate_id, question.id).text_nonce
    held = keys_held_by_browser()

    def key(part: str) -> str:
        return widget_key(candidate_id, question.id, part, nonce)

    def changed(part: str) -> partial[None]:
        return partial(_save, question, candidate_id, part, key(part))

    def shown(part: str) -> str:
        # What was refused stays, also where it is drawn again after another section.
        return str(_drafts().get(key(part), getattr(stored, part)))

    def outcome(part: str) -> None:
        if key(part) in held and _typed(key(part)) != (getattr(stored, part) or ""):
            _problems()[key(part)] = f"{NOT_SAVED}. {WHY_NOT_SAVED}"
        with st.container():
            _show_problem(key(part), changed(part))

    refused_day = _drafts().get(key("as_of"))
    st.text_area(
        _LABELS["note"],
        shown("note"),
        key=key("note"),
        on_change=changed("note"),
        height=80,
        disabled=disabled,
        help=f"At most {NOTE_LIMIT_CHARACTERS:,} characters; attach what is longer as a file.",
    )
    outcome("note")
    with st.container(horizontal=True, key=key("source_and_date")):
        st.text_input(
            _LABELS["source"],
            shown("source"),
            key=key("source"),
            on_change=changed("source"),
            disabled=disabled,
            placeholder="Questionnaire of 12 October, call with …",
        )
        st.date_input(
            _LABELS["as_of"],
            refused_day if isinstance(refused_day, date) else stored.as_of,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=key("as_of"),
            on_change=changed("as_of"),
            disabled=disabled,
            width=180,
        )
    outcome("source")
    outcome("as_of")
    asked = f" (asked {stored.clarification_asked_on})" if stored.clarification_asked_on else ""
    st.text_area(
        f"{_LABELS['clarification']}{asked}",
        shown("clarification"),
        key=key("clarification"),
        on_change=changed("clarification"),
        disabled=disabled,
        placeholder="What you asked the candidate to explain",
        height=80,
    )
    outcome("clarification")


def unsaved_parts(question: Question, candidate_id: str) -> tuple[str, ...]:
    """The labels of the fields in which something stands that could not be saved."""
    nonce = slot_of(candidate_id, question.id).text_nonce
    return tuple(
        label
        for part, label in _LABELS.items()
        if widget_key(candidate_id, question.id, part, nonce) in _problems()
    )


def _problems() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault(_PROBLEMS, {})
    return found


def _drafts() -> dict[str, object]:
    found: dict[str, object] = st.session_state.setdefault(_DRAFTS, {})
    return found


def _typed(key: str) -> object:
    held = st.session_state.get(key)
    return held.strip() if isinstance(held, str) else held or ""


@uninterrupted
def _save(question: Question, candidate_id: str, part: str, key: str) -> None:
    typed = _typed(key)
    limit = _LIMITS.get(part)
    _problems().pop(key, None)
    _drafts().pop(key, None)
    if limit is not None and isinstance(typed, str) and len(typed) > limit:
        _problems()[key] = (
            f"Not saved: {len(typed):,} characters; {limit:,} at most. "
            "Shorten it, or attach it as a file."
        )
        _drafts()[key] = typed
        return
    if isinstance(typed, date) and (problem := _day_problem(typed)):
        _problems()[key] = problem
        _drafts()[key] = typed
        return
    changes: dict[str, object] = {part: typed or None if part == "as_of" else typed}
    if part == "clarification":
        changes["clarification_asked_on"] = state.today() if typed else None
    saving.save_fields(question, candidate_id, changes, redraw=False)


def _day_problem(day: date) -> str:
    """Why an answer cannot stand for a day, or ''."""
    opened = state.open_selection()
    earliest = None if opened is None else opened.catalogue.settings.earliest_date
    if earliest and day < earliest:
        return f"Not saved: {day} is before {earliest}; check the year."
    if day > state.today():
        return f"Not saved: {day} is still to come; give the day for which the answer holds."
    return ""


def _show_problem(key: str, save: partial[None]) -> None:
    problem = _problems().get(key)
    if not problem:
        return
    st.error(literal(problem), icon=":material/error:")
    if problem.startswith(NOT_SAVED):
        st.button("Save it now", key=f"{key}:save", on_click=save)
