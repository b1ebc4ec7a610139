"""Where a scorecard comes from: a file or cells pasted from the clipboard, read once each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from scorecard.excel import ScorecardFault, read_paste, read_sheets
from scorecard.excel.grid import Grid
from scorecard.excel.limits import LARGEST_FILE_BYTES
from scorecard.ui.text import literal

UPLOAD_KEY = "selections:upload:scorecard"
PASTE_KEY = "selections:paste"
LARGEST_FILE_MIB = LARGEST_FILE_BYTES // (1024 * 1024)
_READ_KEY = "selections:import:read"


@dataclass(frozen=True)
class Brought:
    """What was brought along: its bytes, and its tables or in `fault` why there are none."""

    digest: str
    content: bytes
    grids: tuple[Grid, ...] = ()
    fault: str = ""


def brought() -> Brought | None:
    """The field for a file and the one for cells, and what stands in them; None for nothing."""
    left, right = st.columns(2, gap="medium")
    upload = left.file_uploader(
        f"Score sheet as XLSX or CSV, at most {LARGEST_FILE_MIB} MB",
        type=["csv", "xlsx", "tsv", "txt"],
        key=UPLOAD_KEY,
        max_upload_size=LARGEST_FILE_MIB,
    )
    pasted = right.text_area(
        "Or cells pasted from the clipboard",
        key=PASTE_KEY,
        height=120,
        # The table may have to be looked up on another page.
        persist_state="session",
        placeholder="Select the table in your spreadsheet with its header, copy it, paste it here",
    )
    if upload is not None:
        if pasted.strip():
            st.caption(
                literal(f"“{upload.name}” is read. Take it away to read the pasted cells instead.")
            )
        return _read(upload.name, upload.getvalue())
    if pasted.strip():
        return _read("", pasted.encode("utf-8", "replace"))
    return None


def forget_pasted() -> None:
    """Empties the field for cells, once they are stored."""
    st.session_state.pop(PASTE_KEY, None)


def _read(name: str, content: bytes) -> Brought:
    digest = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + content).hexdigest()
    kept = st.session_state.get(_READ_KEY)
    if isinstance(kept, Brought) and kept.digest == digest:
        return kept
    try:
        grids = read_sheets(content, name) if name else (read_paste(content.decode("utf-8")),)
        found = Brought(digest, content, grids)
    except ScorecardFault as fault:
        found = Brought(digest, content, fault=str(fault))
    st.session_state[_READ_KEY] = found
    return found
