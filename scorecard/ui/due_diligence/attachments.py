"""Files kept with an answer: attach, download, remove."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Question
from scorecard.model import Attachment
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.downloads import attachment_bytes
from scorecard.ui.due_diligence.slots import widget_key
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_MESSAGE = "due_diligence:file_message"


def show_attachments(
    opened: OpenSelection, question: Question, candidate_id: str, files: tuple[Attachment, ...]
) -> None:
    """The files of one answer, and for whoever may, the means to add another."""
    editable = may_change(opened, Action.EDIT_ATTACHMENTS)
    for file in files:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                f"{literal(file.name)} ({_size(file.size_bytes)})",
                data=partial(attachment_bytes, state.actor(), opened.id, file),
                file_name=file.name,
                mime="application/octet-stream",
                on_click="ignore",
                icon=":material/download:",
                key=f"due:file:{file.id}",
                help=f"SHA-256 {file.sha256}",
            )
            if editable:
                st.button(
                    "Remove",
                    key=f"due:file_remove:{file.id}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=(opened.id, file),
                    help="Removes the file; the history keeps its name and SHA-256",
                )
    if not editable:
        return
    limit_mib = state.settings().attachment_limit_mib
    key = widget_key(candidate_id, question.id, "upload", len(files))
    st.file_uploader(
        f"Attach a file (at most {limit_mib} MB)",
        key=key,
        max_upload_size=limit_mib,
        on_change=_attach,
        args=(opened.id, candidate_id, question.id, key),
    )
    message = st.session_state.get(_MESSAGE, {}).get((candidate_id, question.id))
    if message:
        st.error(literal(message), icon=":material/error:")


@uninterrupted
def _attach(selection_id: str, candidate_id: str, question_id: str, key: str) -> None:
    messages = st.session_state.setdefault(_MESSAGE, {})
    messages.pop((candidate_id, question_id), None)
    upload = st.session_state.get(key)
    if upload is None:
        return
    try:
        state.storage().add_attachment(
            state.actor(),
            selection_id,
            candidate_id=candidate_id,
            question_id=question_id,
            name=upload.name,
            media_type=upload.type or "application/octet-stream",
            content=upload.getvalue(),
        )
    except StorageError as problem:
        messages[candidate_id, question_id] = f"Not attached. {problem}"


@uninterrupted
def _remove(selection_id: str, file: Attachment) -> None:
    messages = st.session_state.setdefault(_MESSAGE, {})
    try:
        state.storage().remove_attachment(state.actor(), selection_id, file.id)
    except StorageError as problem:
        messages[file.candidate_id, file.question_id] = f"Not removed. {problem}"


def _size(size_bytes: int) -> str:
    if size_bytes < 1024:
        return f"{size_bytes} bytes"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"
