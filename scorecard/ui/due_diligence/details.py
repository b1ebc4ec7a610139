"""What stands behind an answer: reason, document, verification, note, source, clarification."""

from __future__ import annotations

from datetime import date

import streamlit as st

from scorecard.catalogue import Question
from scorecard.model import Answer, Evidence, Status
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.due_diligence import saving
from scorecard.ui.due_diligence.attachments import show_attachments
from scorecard.ui.due_diligence.controls import FIRST_DAY, LAST_DAY
from scorecard.ui.due_diligence.free_text import show_free_text
from scorecard.ui.due_diligence.slots import widget_key
from scorecard.ui.outcomes import local_time
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

_ACTION_WORDS = {"answer_saved": "saved", "answer_undone": "put back what stood there before"}


def show_wanted(question: Question, stored: Answer, wanted: str, candidate_id: str) -> None:
    """The small form for a status or evidence that needs more than a click."""
    if wanted == Status.NOT_APPLICABLE.value:
        _reason_form(question, candidate_id)
    elif wanted == Evidence.DOCUMENTED.value:
        _document_form(question, stored, candidate_id)
    elif wanted == Evidence.VERIFIED.value:
        _verification_form(question, stored, candidate_id)


def _key(candidate_id: str, question: Question, part: str) -> str:
    return widget_key(candidate_id, question.id, part, 0)


def _buttons(question: Question, candidate_id: str, label: str) -> bool:
    with st.container(horizontal=True):
        done = st.form_submit_button(label, type="primary")
        if st.form_submit_button("Cancel"):
            saving.forget_wanted(question, candidate_id)
            st.rerun()
    return done


def _reason_form(question: Question, candidate_id: str) -> None:
    with st.form(_key(candidate_id, question, "reason_form"), border=True):
        reason = st.text_input(
            "Why does this not apply to the candidate?",
            key=_key(candidate_id, question, "reason"),
            help="The question is dropped for this candidate; its criterion stays in.",
        )
        if _buttons(question, candidate_id, "Mark as not applicable"):
            if not reason.strip():
                st.error("Give the reason: it is shown beside the ranking.")
                return
            changes = {
                "status": Status.NOT_APPLICABLE,
                "value": None,
                "evidence": Evidence.CLAIMED,
                "not_applicable_reason": reason.strip(),
            }
            saving.save_fields(question, candidate_id, changes, redraw=True)
            st.rerun()


def _document_form(question: Question, stored: Answer, candidate_id: str) -> None:
    held = stored.document
    with st.form(_key(candidate_id, question, "document_form"), border=True):
        st.caption("A document counts with title, issuer, date and scope.")
        title = st.text_input(
            "Title", held.title if held else "", key=_key(candidate_id, question, "title")
        )
        issuer = st.text_input(
            "Issuer", held.issuer if held else "", key=_key(candidate_id, question, "issuer")
        )
        scope = st.text_input(
            "Scope", held.scope if held else "", key=_key(candidate_id, question, "scope")
        )
        with st.container(horizontal=True):
            issued_on = st.date_input(
                "Issued on",
                held.issued_on if held else None,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format="YYYY-MM-DD",
                key=_key(candidate_id, question, "issued_on"),
            )
            expires_on = st.date_input(
                "Expires on (if it does)",
                held.expires_on if held else None,
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format="YYYY-MM-DD",
                key=_key(candidate_id, question, "expires_on"),
            )
        if not _buttons(question, candidate_id, "Record the document"):
            return
        missing = [
            name
            for name, entry in (
                ("title", title.strip()),
                ("issuer", issuer.strip()),
                ("scope", scope.strip()),
                ("issue date", issued_on),
            )
            if not entry
        ]
        problem = _date_problem(issued_on, expires_on)
        if missing or problem:
            st.error(f"Missing: {', '.join(missing)}." if missing else problem)
            return
        document = {
            "title": title.strip(),
            "issuer": issuer.strip(),
            "scope": scope.strip(),
            "issued_on": issued_on,
            "expires_on": expires_on,
            "attachment_id": held.attachment_id if held else None,
        }
        changes = {"document": document, "evidence": Evidence.DOCUMENTED}
        saving.save_fields(question, candidate_id, changes, redraw=True)
        st.rerun()


def _date_problem(issued_on: date | None, expires_on: date | None) -> str:
    opened = state.open_selection()
    earliest = None if opened is None else opened.catalogue.settings.earliest_date
    if issued_on and earliest and issued_on < earliest:
        return f"Issued on {issued_on} is before {earliest}: check the year."
    if issued_on and issued_on > state.today():
        return f"Issued on {issued_on} lies in the future: check the date."
    if issued_on and expires_on and expires_on < issued_on:
        return f"It would expire ({expires_on}) before it was issued ({issued_on})."
    return ""


def _verification_form(question: Question, stored: Answer, candidate_id: str) -> None:
    held = stored.verification
    with st.form(_key(candidate_id, question, "verification_form"), border=True):
        st.caption("Verified means that somebody on your side checked it: who, how and when.")
        who = st.text_input(
            "Verified by", held.verified_by if held else "", key=_key(candidate_id, question, "who")
        )
        how = st.text_input(
            "How", held.method if held else "", key=_key(candidate_id, question, "how")
        )
        when = st.date_input(
            "On",
            held.verified_on if held else state.today(),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=_key(candidate_id, question, "when"),
        )
        if not _buttons(question, candidate_id, "Record the verification"):
            return
        if not who.strip() or not how.strip() or when is None:
            st.error("Say who verified it, how and when.")
            return
        problem = _date_problem(when, None)
        if problem:
            st.error(problem.replace("Issued on", "Verified on"))
            return
        verification = {"verified_by": who.strip(), "method": how.strip(), "verified_on": when}
        changes = {"verification": verification, "evidence": Evidence.VERIFIED}
        saving.save_fields(question, candidate_id, changes, redraw=True)
        st.rerun()


def show_details(
    opened: OpenSelection, question: Question, stored: Answer, candidate_id: str
) -> None:
    """Why we ask, evidence, note, source, date, clarification, files, history; closed at first."""
    files = [
        a
        for a in opened.selection.attachments
        if (a.candidate_id, a.question_id) == (candidate_id, question.id)
    ]
    present = [
        word
        for word, there in (
            ("note", stored.note),
            ("source", stored.source),
            ("document", stored.document),
            ("verification", stored.verification),
            ("clarification asked", stored.clarification),
            (f"{len(files)} file{'s'[: len(files) > 1]}", files),
        )
        if there
    ]
    with st.container():
        if present:
            st.caption(f":material/attach_file: {literal(', '.join(present).capitalize())}")
    # The same label whatever is recorded: with another one the browser would close the fold while
    # somebody types in it.
    details = st.expander(
        "Details, note, source and files",
        key=_key(candidate_id, question, "details"),
        on_change="rerun",
        type="compact",
    )
    if not details.open:
        return
    with details:
        _why(opened, question, stored)
        show_free_text(question, stored, candidate_id)
        show_attachments(opened, question, candidate_id, tuple(files))
        _history(opened, question, candidate_id)


def _why(opened: OpenSelection, question: Question, stored: Answer) -> None:
    sources = opened.catalogue.sources_by_id
    named = [
        f"{sources[s].title} ({sources[s].publisher}, {sources[s].date})" if s in sources else s
        for s in question.sources
    ]
    st.markdown(
        f"**Why we ask.** {literal(question.why)}  \n"
        f"**Good evidence.** {literal(question.good_evidence)}  \n"
        f"**Whom to ask.** {literal(question.ask_whom)}  \n"
        f"**Source.** {literal('; '.join(named))}"
    )
    if stored.status is Status.NOT_APPLICABLE:
        st.markdown(f"**Not applicable because** {literal(stored.not_applicable_reason)}")
    if stored.document is not None:
        d = stored.document
        expiry = f", expires {d.expires_on}" if d.expires_on else ""
        st.markdown(
            f"**Document.** {literal(d.title)}, {literal(d.issuer)}, {d.issued_on}{expiry}; "
            f"scope: {literal(d.scope)}"
        )
    if stored.verification is not None:
        v = stored.verification
        st.markdown(
            f"**Verified** by {literal(v.verified_by)} on {v.verified_on}: {literal(v.method)}"
        )


def _history(opened: OpenSelection, question: Question, candidate_id: str) -> None:
    try:
        entries = state.storage().history(
            state.actor(), opened.id, limit=10, subject=f"answer:{candidate_id}:{question.id}"
        )
    except StorageError as problem:
        st.caption(literal(str(problem)))
        return
    if not entries:
        return
    st.markdown("**History**")
    for entry in entries:
        what = _ACTION_WORDS.get(entry.action, entry.action.replace("_", " "))
        st.caption(f"{local_time(entry.at):%Y-%m-%d %H:%M} · {literal(entry.actor)} · {what}")
