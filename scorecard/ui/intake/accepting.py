"""Accepting what came back: only here is anything stored, all that was chosen or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from scorecard.access import Action, may
from scorecard.excel import Intake, IntakeCell
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.due_diligence.effects import effect_in_words
from scorecard.ui.intake.reading import Upload
from scorecard.ui.intake.words import accepted_sentence, everything_sentence
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.uninterrupted import uninterrupted

_OUTCOMES = "intake:outcomes"
TAKE = "take"


@dataclass(frozen=True)
class Outcome:
    """What became of a file: what was accepted, or why nothing was."""

    sentence: str = ""
    problem: str = ""


def outcome_of(sha256: str) -> Outcome | None:
    """What became of the file with this hash, or None."""
    found: Outcome | None = _outcomes().get(sha256)
    return found


def _outcomes() -> dict[str, Outcome]:
    kept: dict[str, Outcome] = st.session_state.setdefault(_OUTCOMES, {})
    return kept


@uninterrupted
def accept(upload: Upload, intake: Intake, cells: Sequence[IntakeCell]) -> None:
    """Callback: stores the chosen answers of one file and keeps the file."""
    opened = state.open_selection()
    if opened is None:
        return
    problem = _store(upload, intake, cells)
    if problem:
        _outcomes()[upload.sha256] = Outcome(problem=problem)
        return
    now_open = state.open_selection()
    effect = ""
    if now_open is not None:
        effect = effect_in_words(opened.evaluation, now_open.evaluation, intake.candidate_id)
    _outcomes()[upload.sha256] = Outcome(accepted_sentence(len(cells), effect))


@uninterrupted
def accept_ticked(
    upload: Upload, intake: Intake, shown: Sequence[IntakeCell], default: Sequence[bool], key: str
) -> None:
    """Callback: stores the answers that are ticked in the table under this key."""
    edits = st.session_state.get(key)
    chosen = ticked(shown, default, edits if isinstance(edits, Mapping) else {})
    if not chosen:
        _outcomes()[upload.sha256] = Outcome(problem="Nothing is ticked, so nothing was stored.")
        return
    accept(upload, intake, chosen)


def ticked(
    shown: Sequence[IntakeCell], default: Sequence[bool], edits: Mapping[str, Any]
) -> tuple[IntakeCell, ...]:
    """The cells that are ticked, by default or by hand."""
    edited = {int(row): cells for row, cells in edits.get("edited_rows", {}).items()}
    return tuple(
        cell
        for row, (cell, is_ticked) in enumerate(zip(shown, default, strict=True))
        if edited.get(row, {}).get(TAKE, is_ticked)
    )


@uninterrupted
def accept_everything(read: Sequence[tuple[Upload, Intake]], key: str) -> None:
    """Callback: stores every new and changed answer of all files, a transaction for each file."""
    results = []
    for upload, intake in read:
        cells = intake.acceptable
        if not cells:
            continue
        problem = _store(upload, intake, cells)
        if problem:
            _outcomes()[upload.sha256] = Outcome(problem=problem)
        else:
            _outcomes()[upload.sha256] = Outcome(accepted_sentence(len(cells), ""))
            results.append((intake.candidate_name, len(cells)))
    st.session_state[key] = everything_sentence(results) if results else ""


def _store(upload: Upload, intake: Intake, cells: Sequence[IntakeCell]) -> str:
    """Stores the answers; returns the problem in words, '' when all is stored."""
    opened = state.open_selection()
    if opened is None:
        return "No selection is open."
    try:
        state.storage().save_answers(
            state.actor(),
            opened.id,
            [cell.proposed for cell in cells if cell.proposed is not None],
            {cell.question_id: cell.expected_version for cell in cells},
            intake.returned.source,
            file_name=upload.file_name,
            file_content=upload.content,
        )
    except WRITE_PROBLEMS as problem:
        return f"Nothing was stored. {plain_problem(problem)}"
    _mark_replied(intake)
    return ""


def _mark_replied(intake: Intake) -> None:
    """Notes the day of the reply, where none is noted and the actor may."""
    opened = state.open_selection()
    if opened is None or not may(state.actor(), Action.EDIT_CANDIDATES, opened.id):
        return
    candidate = opened.selection.candidate(intake.candidate_id)
    if candidate.replied_on is not None:
        return
    replied = candidate.model_copy(update={"replied_on": state.today()})
    try:
        state.storage().save_candidate(
            state.actor(), opened.id, replied, expected_version=candidate.version
        )
    except StorageError:
        # Somebody else is changing the candidate: the answers are stored, the day can wait.
        return
