"""The small forms behind a status or evidence that needs more than a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Question
from scorecard.dropped_questions import dropping_of
from scorecard.model import Answer, Evidence, Status
from scorecard.ui import frame, state
from scorecard.ui.due_diligence import saving
from scorecard.ui.due_diligence.answer_table import FIRST_DAY
from scorecard.ui.due_diligence.controls import LAST_DAY
from scorecard.ui.due_diligence.proof import WITHOUT_PROOF
from scorecard.ui.due_diligence.slots import widget_key
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_PROBLEMS = "due_diligence:proof_problems"


@dataclass(frozen=True)
class _Asked:
    """Whose answer to what a form is about: its keys, its fields, and what is wrong in it."""

    question: Question
    candidate_id: str

    def key(self, part: str) -> str:
        return widget_key(self.candidate_id, self.question.id, part, 0)

    def show_text(self, part: str, label: str, value: str = "") -> None:
        st.text_input(label, value, key=self.key(part))

    def show_day(self, part: str, label: str, value: date | None) -> None:
        st.date_input(
            label,
            value,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=self.key(part),
        )

    def show_end(self, label: str, save: Callable[[_Asked], None]) -> None:
        with st.container(horizontal=True):
            st.form_submit_button(label, type="primary", on_click=save, args=(self,))
            st.form_submit_button("Cancel", on_click=_cancel, args=(self,))
        if problem := _problems().get(self.key("")):
            st.error(literal(problem), icon=":material/error:")

    def text(self, part: str) -> str:
        return str(st.session_state.get(self.key(part)) or "").strip()

    def day(self, part: str) -> date | None:
        found = st.session_state.get(self.key(part))
        return found if isinstance(found, date) else None

    def refuse(self, problem: str) -> None:
        _problems()[self.key("")] = problem

    def save(self, changes: dict[str, object]) -> None:
        _problems().pop(self.key(""), None)
        saving.save_fields(self.question, self.candidate_id, changes, redraw=True)


def show_wanted(
    opened: OpenSelection, question: Question, stored: Answer, wanted: str, candidate_id: str
) -> None:
    """The form for a status or evidence that still lacks its reason, document or verification."""
    asked = _Asked(question, candidate_id)
    if wanted == Status.NOT_APPLICABLE.value:
        _show_reason(opened, asked)
    elif wanted == Evidence.DOCUMENTED.value:
        _show_document(asked, stored)
    elif wanted == Evidence.VERIFIED.value:
        _show_verification(asked, stored)


def _problems() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault(_PROBLEMS, {})
    return found


def _cancel(asked: _Asked) -> None:
    _problems().pop(asked.key(""), None)
    saving.forget_wanted(asked.question, asked.candidate_id)


def _show_reason(opened: OpenSelection, asked: _Asked) -> None:
    show_what_dropping_does(opened, asked.question, asked.candidate_id)
    with st.form(asked.key("reason_form"), border=True):
        asked.show_text("reason", "Why does this not apply to the candidate?")
        asked.show_end("Mark as not applicable", _save_reason)


def show_what_dropping_does(opened: OpenSelection, question: Question, candidate_id: str) -> None:
    """What "not applicable" makes of the criteria, and where one is taken out for all instead."""
    dropping = dropping_of(opened.evaluation, candidate_id, question.id)
    st.caption(f":material/info: {literal(dropping.words)}")
    if dropping.empties_a_criterion and may_change(opened, Action.EDIT_WEIGHTS):
        st.page_link(
            frame.page_path("weights.py"),
            label="Criteria and weights",
            icon=":material/balance:",
            query_params={"selection": opened.id},
        )


@uninterrupted
def _save_reason(asked: _Asked) -> None:
    reason = asked.text("reason")
    if not reason:
        asked.refuse("Give the reason: it is shown beside the ranking.")
        return
    asked.save(
        {
            "status": Status.NOT_APPLICABLE,
            "value": None,
            **WITHOUT_PROOF,
            "not_applicable_reason": reason,
        }
    )


def _show_document(asked: _Asked, stored: Answer) -> None:
    held = stored.document
    with st.form(asked.key("document_form"), border=True):
        st.caption("A document counts with title, issuer, date and scope.")
        asked.show_text("title", "Title", held.title if held else "")
        asked.show_text("issuer", "Issuer", held.issuer if held else "")
        asked.show_text("scope", "Scope", held.scope if held else "")
        with st.container(horizontal=True):
            asked.show_day("issued_on", "Issued on", held.issued_on if held else None)
            asked.show_day(
                "expires_on", "Expires on (if it does)", held.expires_on if held else None
            )
        asked.show_end("Record the document", _save_document)


@uninterrupted
def _save_document(asked: _Asked) -> None:
    opened = state.open_selection()
    if opened is None:
        return
    given: dict[str, object] = {part: asked.text(part) for part in ("title", "issuer", "scope")}
    issued_on, expires_on = asked.day("issued_on"), asked.day("expires_on")
    named = {**given, "issue date": issued_on}
    missing = [name for name, entry in named.items() if not entry]
    problem = f"Missing: {', '.join(missing)}." if missing else _day_problem("Issued", issued_on)
    if not problem and issued_on and expires_on and expires_on < issued_on:
        problem = f"It would expire ({expires_on}) before it was issued ({issued_on})."
    if problem:
        asked.refuse(problem)
        return
    held = opened.selection.answer(asked.candidate_id, asked.question.id).document
    document = {
        **given,
        "issued_on": issued_on,
        "expires_on": expires_on,
        "attachment_id": held.attachment_id if held else None,
    }
    asked.save({"document": document, "evidence": Evidence.DOCUMENTED})


def _show_verification(asked: _Asked, stored: Answer) -> None:
    held = stored.verification
    with st.form(asked.key("verification_form"), border=True):
        st.caption("Verified means that somebody on your side checked it: who, how and when.")
        asked.show_text("who", "Verified by", held.verified_by if held else "")
        asked.show_text("how", "How", held.method if held else "")
        asked.show_day("when", "On", held.verified_on if held else state.today())
        asked.show_end("Record the verification", _save_verification)


@uninterrupted
def _save_verification(asked: _Asked) -> None:
    who, how, when = asked.text("who"), asked.text("how"), asked.day("when")
    complete = bool(who and how and when)
    problem = _day_problem("Verified", when) if complete else "Say who verified it, how and when."
    if problem:
        asked.refuse(problem)
        return
    verification = {"verified_by": who, "method": how, "verified_on": when}
    asked.save({"verification": verification, "evidence": Evidence.VERIFIED})


def _day_problem(done: str, day: date | None) -> str:
    """What is wrong with the day on which something was issued or verified, or ''."""
    opened = state.open_selection()
    earliest = None if opened is None else opened.catalogue.settings.earliest_date
    if day and earliest and day < earliest:
        return f"{done} on {day} is before {earliest}: check the year."
    if day and day > state.today():
        return f"{done} on {day} lies in the future: check the date."
    return ""
