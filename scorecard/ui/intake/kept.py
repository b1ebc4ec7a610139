"""The questionnaires that were taken in, to be downloaded again as they came."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.storage import QUESTIONNAIRE
from scorecard.ui import state
from scorecard.ui.downloads import attachment_bytes
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened

MOST_SHOWN = 60


def show_kept(opened: OpenSelection) -> None:
    """A fold with the originals, the newest first."""
    names = {candidate.id: candidate.name for candidate in opened.selection.candidates}
    kept = sorted(
        (
            attachment
            for attachment in opened.selection.attachments
            if attachment.question_id == QUESTIONNAIRE and attachment.candidate_id in names
        ),
        key=lambda attachment: attachment.added_at,
        reverse=True,
    )
    if not kept:
        return
    with st.expander(f"Files as they came ({len(kept)})", icon=":material/inventory_2:"):
        for attachment in kept[:MOST_SHOWN]:
            name = literal(shortened(names[attachment.candidate_id], 60))
            file_name = literal(shortened(attachment.name, 60))
            st.download_button(
                f"{name} · {attachment.added_at:%Y-%m-%d} · {file_name}",
                data=partial(attachment_bytes, state.actor(), opened.id, attachment),
                file_name=attachment.name,
                mime="application/octet-stream",
                on_click="ignore",
                icon=":material/download:",
                key=f"intake:{opened.id}:kept:{attachment.id}",
                help=f"SHA-256 {attachment.sha256}",
            )
        if len(kept) > MOST_SHOWN:
            st.caption(f"The {MOST_SHOWN} newest of {len(kept)} are shown.")
