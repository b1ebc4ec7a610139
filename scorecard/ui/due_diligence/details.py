"""What stands behind an answer: why we ask, its proof, note, source, files and history."""

from __future__ import annotations

import streamlit as st

from scorecard.catalogue import Question
from scorecard.commercial import currency_of_question
from scorecard.model import Answer, Status
from scorecard.sentences import joined
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.due_diligence.answer_changes import entry_in_words
from scorecard.ui.due_diligence.attachments import show_attachments
from scorecard.ui.due_diligence.free_text import show_free_text, unsaved_parts
from scorecard.ui.due_diligence.slots import widget_key
from scorecard.ui.outcomes import local_time
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal


def _key(candidate_id: str, question: Question, part: str) -> str:
    return widget_key(candidate_id, question.id, part, 0)


def show_details(
    opened: OpenSelection,
    question: Question,
    stored: Answer,
    candidate_id: str,
    *,
    disabled: bool,
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
            (_document_words(stored, has_files=bool(files)), stored.document),
            ("verification", stored.verification),
            ("clarification asked", stored.clarification),
            (f"{len(files)} file{'s'[: len(files) > 1]}", files),
        )
        if there
    ]
    unsaved = st.container()
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
    with unsaved:
        # The fold hides the fields' own messages.
        parts = () if details.open else unsaved_parts(question, candidate_id)
        if parts:
            named = joined([part.lower() for part in parts])
            st.error(
                f"Not saved in the details below: {literal(named)}. Open them to see why.",
                icon=":material/error:",
            )
    if not details.open:
        return
    with details:
        _why(opened, question, stored)
        show_free_text(question, stored, candidate_id, disabled=disabled)
        show_attachments(opened, question, candidate_id, tuple(files))
        _history(opened, question, candidate_id)


def _document_words(stored: Answer, *, has_files: bool) -> str:
    """What a candidate names beside a claim is not yet here; what the buyer recorded it holds."""
    is_only_named = stored.document_is_only_named and not has_files
    return "document named, not attached" if is_only_named else "document"


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
    currency = currency_of_question(opened.catalogue, opened.selection, candidate_id, question.id)
    for entry in entries:
        what = literal(entry_in_words(question, entry, currency))
        st.caption(f"{local_time(entry.at):%Y-%m-%d %H:%M} · {literal(entry.actor)} · {what}")
