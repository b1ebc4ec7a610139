"""The report for the board paper: one HTML file, built on the click."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action, Actor, require
from scorecard.certainty import assess
from scorecard.report import write_report
from scorecard.ui import state
from scorecard.ui.costs import costs_of
from scorecard.ui.downloads import file_stem
from scorecard.ui.exports import note_export
from scorecard.ui.rules import rules_of
from scorecard.ui.state import OpenSelection


def show_report_button(actor: Actor, opened: OpenSelection) -> None:
    """A button that downloads the report of what the page shows."""
    st.download_button(
        "Report",
        data=partial(report_bytes, actor, opened),
        file_name=report_file_name(opened),
        mime="text/html",
        on_click="ignore",
        icon=":material/description:",
        help="One HTML file for the board paper. Print it from the browser for a PDF.",
    )


def report_bytes(actor: Actor, opened: OpenSelection) -> bytes:
    """The report of what the page shows; AccessDenied for whoever may not export."""
    require(actor, Action.EXPORT, opened.id)
    note_export(actor, opened.id, "report (HTML)")
    return write_report(
        opened.evaluation,
        certainty=assess(opened.evaluation),
        costs=costs_of(opened),
        rules=rules_of(actor, opened),
        written_on=state.today(),
        written_by=actor.name,
    )


def report_file_name(opened: OpenSelection) -> str:
    """`report-TITLE-r12-2026-11-22.html`."""
    stem = file_stem(opened.selection.title)
    return f"report-{stem}-r{opened.selection.revision}-{state.today()}.html"
