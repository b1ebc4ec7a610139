"""Questionnaires that leave: one for each candidate, or all of them in a ZIP archive."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import streamlit as st

from scorecard.access import Action, Actor, require
from scorecard.excel import write_questionnaire
from scorecard.model import Candidate
from scorecard.ui import state
from scorecard.ui.downloads import file_stem
from scorecard.ui.exports import note_export
from scorecard.ui.state import OpenSelection

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A ZIP archive has no dates before 1980 and no time zone.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def questionnaire_bytes(actor: Actor, opened: OpenSelection, candidate_id: str) -> bytes:
    """The questionnaire of one candidate as an XLSX file."""
    require(actor, Action.EXPORT, opened.id)
    questionnaire = write_questionnaire(
        opened.selection, opened.catalogue, candidate_id, created_at=datetime.now(UTC)
    )
    note_export(actor, opened.id, "questionnaire")
    return questionnaire


def questionnaire_file_name(candidate: Candidate) -> str:
    """`questionnaire-atlas-care-2026-11-22.xlsx`."""
    return f"questionnaire-{file_stem(candidate.name)}-{state.today()}.xlsx"


def all_questionnaires_bytes(actor: Actor, opened: OpenSelection) -> bytes:
    """Every candidate's questionnaire in one ZIP archive; send each candidate only its own."""
    buffer = BytesIO()
    names: set[str] = set()
    with zipfile.ZipFile(buffer, "w") as archive:
        for candidate in opened.selection.candidates:
            name = questionnaire_file_name(candidate)
            if name in names:
                # Two names may differ only by letters that a file name cannot hold.
                name = name.replace(".xlsx", f"-{candidate.position + 1}.xlsx")
            names.add(name)
            # The workbook is compressed already.
            archive.writestr(
                zipfile.ZipInfo(name, _NO_DATE), questionnaire_bytes(actor, opened, candidate.id)
            )
    return buffer.getvalue()


def show_questionnaire(opened: OpenSelection, candidate: Candidate, key: str) -> None:
    """The button that downloads one candidate's questionnaire."""
    st.download_button(
        "Questionnaire",
        data=partial(questionnaire_bytes, state.actor(), opened, candidate.id),
        file_name=questionnaire_file_name(candidate),
        mime=XLSX,
        on_click="ignore",
        icon=":material/quiz:",
        key=key,
        help="The questions as a workbook to send: brief and input cells, nothing of what is "
        "judged by it, no other candidate, no answers",
    )


def show_all_questionnaires(opened: OpenSelection, key: str) -> None:
    """The button that downloads every candidate's questionnaire at once."""
    st.download_button(
        "All questionnaires (ZIP)",
        data=partial(all_questionnaires_bytes, state.actor(), opened),
        file_name=f"questionnaires-{file_stem(opened.selection.title)}-{state.today()}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        key=key,
        help="One workbook a candidate; send each candidate only its own",
    )
