"""One returned questionnaire: what it would change, what cannot be used, and accepting it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scorecard.access import Action, may
from scorecard.catalogue import Catalogue, answer_in_words
from scorecard.commercial import currency_of_answer
from scorecard.excel import CellState, Intake, IntakeCell
from scorecard.model import Answer, Evidence, Status
from scorecard.ui import state
from scorecard.ui.candidates_mark import show_mark
from scorecard.ui.intake.accepting import TAKE, accept, accept_ticked, outcome_of
from scorecard.ui.intake.reading import Upload
from scorecard.ui.intake.words import (
    STATE_WORDS,
    accept_all_label,
    counts_in_words,
    doubtful_sentence,
)
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import capitalised, literal, shortened

_TABLE_ROW_PIXELS, _TABLE_EDGE_PIXELS = 35, 3
# A table that scrolls within the page does not look as if it did.
_MOST_ROWS_SEEN = 30


def panel_scope(selection_id: str, sha256: str) -> str:
    """The prefix of every key that belongs to one file."""
    return f"intake:{selection_id}:{sha256[:16]}"


def table_key(scope: str, shown: Sequence[IntakeCell]) -> str:
    """The key of a file's table; it changes with the rows, so that no tick slips to another."""
    rows = ";".join(f"{c.question_id}:{c.state.value}:{c.expected_version}" for c in shown)
    return f"{scope}:table:{hashlib.sha256(rows.encode()).hexdigest()[:12]}"


def table_height(rows: int) -> int:
    """The pixels of a table that shows so many rows below its header."""
    return (min(rows, _MOST_ROWS_SEEN) + 1) * _TABLE_ROW_PIXELS + _TABLE_EDGE_PIXELS


def show_fault(upload: Upload) -> None:
    """A file that cannot be used, with the reason."""
    st.error(literal(upload.fault), title="Nothing of this file was read", icon=":material/error:")


def show_intake(opened: OpenSelection, upload: Upload, intake: Intake) -> None:
    """The difference between one file and what is stored, with the means to accept it."""
    scope = panel_scope(opened.id, upload.sha256)
    candidate = opened.selection.candidate(intake.candidate_id)
    with st.container(border=True, key=f"{scope}:panel"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show_mark(candidate)
            name = literal(shortened(candidate.name, 80))
            st.markdown(f"**{name}** · {literal(shortened(intake.file_name, 80))}")
        st.markdown(literal(_summary(intake)))
        for note in intake.notes:
            st.caption(f":material/info: {literal(capitalised(note))}")
        outcome = outcome_of(upload.sha256)
        if outcome is not None and outcome.problem:
            st.error(literal(outcome.problem), icon=":material/error:")
        elif outcome is not None:
            st.success(literal(outcome.sentence), icon=":material/check:")
        _show_difference(opened, upload, intake, scope)
        _show_invalid(opened.catalogue, intake)


def _summary(intake: Intake) -> str:
    counts = counts_in_words([cell.state for cell in intake.cells])
    returned = intake.returned
    day = returned.answered_on or returned.saved_on
    dated = f" Dated {day.isoformat()}." if day else ""
    by = f" Filled in by {shortened(returned.filled_in_by, 80)}." if returned.filled_in_by else ""
    silent = f", {intake.silent_count} left empty" if intake.silent_count else ""
    return f"{capitalised(counts or 'no answers').rstrip('.')}{silent}.{dated}{by}"


def _show_difference(opened: OpenSelection, upload: Upload, intake: Intake, scope: str) -> None:
    shown = intake.of_state(CellState.NEW, CellState.CHANGED, CellState.CONFLICTING)
    if not shown:
        return
    if not may(state.actor(), Action.EDIT_ANSWERS, opened.id):
        st.caption("You may look at the difference; accepting it needs the right to edit answers.")
        st.dataframe(
            _table(opened, intake, shown),
            hide_index=True,
            column_config=_columns(),
            height=table_height(len(shown)),
            key=f"{scope}:seen",
        )
        _show_doubts(opened.catalogue, shown)
        return
    default = tuple(cell.is_acceptable_unseen for cell in shown)
    key = table_key(scope, shown)
    frame = _table(opened, intake, shown)
    frame.insert(0, TAKE, list(default))
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[column for column in frame.columns if column != TAKE],
        column_config=_columns(),
        height=table_height(len(shown)),
        alt="Answers in the file beside those that are stored",
    )
    _show_doubts(opened.catalogue, shown)
    acceptable = intake.acceptable
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if acceptable:
            st.button(
                accept_all_label(intake),
                key=f"{scope}:all",
                type="primary",
                icon=":material/done_all:",
                on_click=accept,
                args=(upload, intake, acceptable),
            )
        st.button(
            "Accept what is ticked",
            key=f"{scope}:ticked",
            icon=":material/check:",
            on_click=accept_ticked,
            args=(upload, intake, shown, default, key),
        )
    if intake.doubtful:
        st.caption(doubtful_sentence(len(intake.doubtful)))
    if intake.of_state(CellState.CONFLICTING):
        st.caption(
            "Conflicting: the stored answer was changed after the questionnaire was sent, or the "
            "file's answer would lose your evidence or notes, or cells of it cannot be read. Tick "
            "it to replace what is stored."
        )


def _show_doubts(catalogue: Catalogue, shown: Sequence[IntakeCell]) -> None:
    """In full what the table cuts off: which figures may be meant in another unit."""
    labels = catalogue.questions_by_id
    lines = [
        f"- {literal(labels[cell.question_id].label)}: {literal(doubt)}"
        for cell in shown
        for doubt in cell.doubts
    ]
    if lines:
        st.markdown("\n".join(lines))


def _show_invalid(catalogue: Catalogue, intake: Intake) -> None:
    """A list and no table, which would cut the reasons off."""
    labels = catalogue.questions_by_id
    lines = [
        _problem_line(labels[cell.question_id].label, problem)
        for cell in intake.cells
        for problem in cell.problems
    ]
    if lines:
        st.markdown("**Cannot be used: ask the candidate, or type the answer in on Due diligence**")
        st.markdown("\n".join(lines))


def _problem_line(label: str, problem: str) -> str:
    place, reason = _split(problem)
    return f"- **{literal(place)}** {literal(label)}: {literal(reason)}"


def _split(problem: str) -> tuple[str, str]:
    place, _, reason = problem.partition(": ")
    return place, capitalised(reason)


def _table(opened: OpenSelection, intake: Intake, shown: Sequence[IntakeCell]) -> pd.DataFrame:
    catalogue, asked_in = opened.catalogue, opened.selection.brief.currency
    questions = catalogue.questions_by_id
    before = opened.selection.answers_by_candidate()[intake.candidate_id]
    after = intake.answers_after(before)

    def in_words(cell: IntakeCell, answer: Answer | None, beside: Mapping[str, Answer]) -> str:
        if answer is None:
            return ""
        currency = currency_of_answer(catalogue, beside, cell.question_id, asked_in)
        words = answer_in_words(questions[cell.question_id], answer, currency)
        if answer.status is Status.ANSWERED and answer.evidence is not Evidence.CLAIMED:
            words = f"{words} ({answer.evidence.value})"
        return words

    return pd.DataFrame(
        {
            "question": [questions[cell.question_id].label for cell in shown],
            "state": [STATE_WORDS[cell.state] for cell in shown],
            "stored": [in_words(cell, cell.stored, before) for cell in shown],
            "proposed": [in_words(cell, cell.proposed, after) for cell in shown],
            "remarks": [
                capitalised("; ".join((*cell.remarks, *_new_note(cell)))) for cell in shown
            ],
            "place": [cell.place for cell in shown],
        }
    )


def _new_note(cell: IntakeCell) -> tuple[str, ...]:
    """What the candidate wrote beside the answer, where it is not stored yet."""
    if cell.proposed is None or cell.proposed.note == cell.stored.note:
        return ()
    return (cell.proposed.note.removeprefix(cell.stored.note).strip(),)


def _columns() -> dict[str, Any]:
    return {
        TAKE: st.column_config.CheckboxColumn("Take", width="small"),
        "question": st.column_config.TextColumn("Question", pinned=True),
        "state": st.column_config.TextColumn("State", width="small"),
        "stored": st.column_config.TextColumn("Stored now"),
        "proposed": st.column_config.TextColumn("In the file"),
        "remarks": st.column_config.TextColumn("Remarks", width="large"),
        "place": st.column_config.TextColumn("Cell"),
    }
