"""Documents that candidates name beside an answer and nobody has attached: which, and attaching."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.model import Answer, Selection
from scorecard.ui import state
from scorecard.ui.intake.words import missing_documents_sentence
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened
from scorecard.ui.uninterrupted import uninterrupted

_OUTCOMES = "intake:document_outcomes"


def named_only(selection: Selection) -> tuple[Answer, ...]:
    """The claimed answers that name a document which is not attached, by candidate."""
    places = {candidate.id: place for place, candidate in enumerate(selection.candidates)}
    found = [
        answer
        for answer in selection.answers
        if answer.document_is_only_named and answer.candidate_id in places
    ]
    return tuple(sorted(found, key=lambda a: (places[a.candidate_id], a.question_id)))


def show_missing_documents(opened: OpenSelection) -> None:
    """Says which documents are still to be attached, and takes them one by one."""
    kept: dict[str, tuple[bool, str]] = st.session_state.setdefault(_OUTCOMES, {})
    done, message = kept.get(opened.id, (False, ""))
    missing = {f"{a.candidate_id}:{a.question_id}": a for a in named_only(opened.selection)}
    if missing:
        st.markdown(f"**{missing_documents_sentence(len(missing))}**")
    if message and done:
        st.success(literal(message), icon=":material/check:")
    elif message:
        st.error(literal(message), icon=":material/error:")
    if not missing:
        return
    st.caption("An answer counts as claimed until the document that it names is attached.")
    labels = {key: _label(opened, answer) for key, answer in missing.items()}
    chosen = st.selectbox(
        "Which document is it?" if may_change(opened, Action.EDIT_ATTACHMENTS) else "Documents",
        list(labels),
        format_func=labels.__getitem__,
        key=f"intake:{opened.id}:document",
    )
    if not may_change(opened, Action.EDIT_ATTACHMENTS) or chosen not in missing:
        return
    answer = missing[chosen]
    limit_mib = state.settings().attachment_limit_mib
    # Another document, or another version of its answer, has a field of its own.
    key = f"intake:{opened.id}:document_file:{chosen}:{answer.version}"
    st.file_uploader(
        f"Attach it (at most {limit_mib} MB); its answer is documented then",
        key=key,
        max_upload_size=limit_mib,
        on_change=_attach,
        args=(opened.id, answer, key),
    )


def _label(opened: OpenSelection, answer: Answer) -> str:
    candidate = opened.selection.candidate(answer.candidate_id)
    question = opened.catalogue.questions_by_id.get(answer.question_id)
    label = answer.question_id if question is None else question.label
    named = answer.document
    parts = [shortened(candidate.name, 40), label]
    if named is not None:
        title, issuer = shortened(named.title, 60), shortened(named.issuer, 40)
        parts.append(f"{title}, {issuer}, {named.issued_on}")
    return " · ".join(parts)


@uninterrupted
def _attach(selection_id: str, answer: Answer, key: str) -> None:
    outcomes = st.session_state.setdefault(_OUTCOMES, {})
    outcomes.pop(selection_id, None)
    upload = st.session_state.get(key)
    if upload is None:
        return
    try:
        state.storage().attach_document(
            state.actor(),
            selection_id,
            answer,
            name=upload.name,
            media_type=upload.type or "application/octet-stream",
            content=upload.getvalue(),
        )
    except WRITE_PROBLEMS as problem:
        outcomes[selection_id] = (False, f"Not attached. {plain_problem(problem)}")
        return
    outcomes[selection_id] = (True, f"“{upload.name}” attached; the answer is documented.")
