"""A scorecard or a backup brought along: the panel that asks for it on the Selections page."""

from __future__ import annotations

import streamlit as st

from scorecard.document import DocumentFaultError, read_document
from scorecard.ui.selections_changes import say
from scorecard.ui.selections_import_incoming import (
    PANEL_KEY,
    ImportProblem,
    Incoming,
    checked,
    show_incoming,
)
from scorecard.ui.selections_import_scorecard import bring_scorecard
from scorecard.ui.text import literal

SCORECARD, BACKUP = "scorecard", "backup"
# Files are a third larger in a document. The server takes no more: .streamlit/config.toml.
LARGEST_BACKUP_MIB = 400


def read_backup(content: bytes, file_name: str) -> Incoming:
    """Reads a selection's JSON document; raises ImportProblem."""
    try:
        return checked(read_document(content), ())
    except DocumentFaultError as problem:
        raise ImportProblem(f"{file_name}: {problem}") from problem


def show_panel() -> None:
    """The panel that was asked for: choose a file, see what it holds, store it or not."""
    panel = st.session_state.get(PANEL_KEY)
    if panel not in (SCORECARD, BACKUP):
        return
    with st.container(border=True, key=f"selections:{panel}_panel"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = "Bring a scorecard" if panel == SCORECARD else "Restore a backup"
            st.subheader(title, anchor=False, width="stretch")
            st.button(
                "Close", key="selections:close_panel", icon=":material/close:", on_click=close_panel
            )
        if panel == SCORECARD:
            bring_scorecard()
        else:
            _restore_backup()


def _restore_backup() -> None:
    st.markdown(
        "The JSON document that Back up has written, here or on another machine. It brings "
        "answers, weights, files and history."
    )
    upload = st.file_uploader(
        f"Backup as JSON, at most {LARGEST_BACKUP_MIB} MB",
        type=["json"],
        key=f"selections:upload:{BACKUP}",
        max_upload_size=LARGEST_BACKUP_MIB,
        help="A larger one: python -m scorecard restore FILE",
    )
    if upload is None:
        return
    try:
        incoming = read_backup(upload.getvalue(), upload.name)
    except ImportProblem as problem:
        st.error(literal(str(problem)), title="Nothing was stored", icon=":material/error:")
        return
    show_incoming(incoming)


def close_panel() -> None:
    """Puts the panel away; nothing was stored."""
    st.session_state[PANEL_KEY] = ""


def open_panel(panel: str) -> None:
    """Shows the panel for a scorecard or a backup."""
    say()
    st.session_state[PANEL_KEY] = panel
