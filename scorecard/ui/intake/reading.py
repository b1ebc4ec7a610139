"""The uploaded files as they were read, kept for the session so that a rerun costs nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from scorecard.excel import (
    CellState,
    Intake,
    IntakeFault,
    ReturnedQuestionnaire,
    compare_questionnaire,
    open_questionnaire,
)
from scorecard.excel.limits import LARGEST_FILE_BYTES
from scorecard.storage import QUESTIONNAIRE, StorageError
from scorecard.ui import state
from scorecard.ui.state import OpenSelection

_READ = "intake:read"
LARGEST_FILE_MIB = LARGEST_FILE_BYTES // (1024 * 1024)
# What was taken in longer ago says little about what stands there now.
EARLIER_FILES = 3


@dataclass(frozen=True)
class Upload:
    """One uploaded file: what it says, or in `fault` why it cannot be used."""

    file_name: str
    sha256: str
    content: bytes
    returned: ReturnedQuestionnaire | None = None
    fault: str = ""


def upload_key(opened: OpenSelection) -> str:
    """The key of the field that takes the files."""
    return f"intake:{opened.id}:files"


def read_uploads(opened: OpenSelection, files: Sequence[UploadedFile]) -> tuple[Upload, ...]:
    """Every uploaded file, read once each, with progress where there are several to read."""
    kept: dict[tuple[str, str, str], Upload] = st.session_state.setdefault(_READ, {})
    found, unread = [], len(files)
    bar = st.progress(0.0, text="Reading") if len(files) > 1 else None
    for number, file in enumerate(files, start=1):
        content = file.getvalue()
        key = (opened.id, file.name, hashlib.sha256(content).hexdigest())
        if key not in kept:
            kept[key] = _read(opened, file.name, key[2], content)
        found.append(kept[key])
        if bar is not None:
            bar.progress(number / unread, text=f"Read {number} of {unread}: {file.name}")
    if bar is not None:
        bar.empty()
    for key in [key for key, upload in kept.items() if upload not in found]:
        del kept[key]
    unique = {upload.sha256: upload for upload in found}
    return tuple(unique.values())


def _read(opened: OpenSelection, name: str, sha256: str, content: bytes) -> Upload:
    try:
        returned = open_questionnaire(
            content, name, opened.selection, opened.catalogue, received_on=state.today()
        )
    except IntakeFault as fault:
        return Upload(name, sha256, b"", fault=str(fault))
    return Upload(name, sha256, content, returned)


def compare(opened: OpenSelection, returned: ReturnedQuestionnaire) -> Intake | None:
    """The file beside what is stored now; None when its candidate was removed meanwhile."""
    candidates = {candidate.id for candidate in opened.selection.candidates}
    if returned.candidate_id not in candidates:
        return None
    found = compare_questionnaire(returned, opened.selection, opened.catalogue)
    if not found.of_state(CellState.CONFLICTING):
        return found
    earlier = _earlier_files(opened, returned)
    return compare_questionnaire(returned, opened.selection, opened.catalogue, earlier=earlier)


def _earlier_files(
    opened: OpenSelection, returned: ReturnedQuestionnaire
) -> tuple[ReturnedQuestionnaire, ...]:
    """The questionnaires of the candidate that were taken in last, as far as they can be read."""
    kept = [
        attachment
        for attachment in opened.selection.attachments
        if attachment.question_id == QUESTIONNAIRE
        and attachment.candidate_id == returned.candidate_id
        and attachment.sha256 != returned.sha256
    ]
    kept.sort(key=lambda attachment: attachment.added_at, reverse=True)
    found = []
    for attachment in kept[:EARLIER_FILES]:
        try:
            file = state.storage().read_attachment(state.actor(), opened.id, attachment.id)
            found.append(
                open_questionnaire(
                    file.content, attachment.name, opened.selection, opened.catalogue
                )
            )
        except (StorageError, IntakeFault):
            # What is damaged or of an older catalogue tells nothing; the conflict stays one.
            continue
    return tuple(found)
