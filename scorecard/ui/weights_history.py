"""The history of the weights: who changed which points, when, by which method, and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.model import HistoryEntry
from scorecard.storage import CATALOGUE_SUBJECT, WEIGHTS_SUBJECT
from scorecard.ui import state
from scorecard.ui.outcomes import local_time
from scorecard.ui.state import OpenSelection
from scorecard.ui.weights_words import change_in_words, method_of

ENTRIES_AT_MOST = 200


def show_history(opened: OpenSelection) -> None:
    """A fold with every change of points, of criteria in or out, and of anchors."""
    fold = st.expander(
        "History of these weights",
        key="weights:history",
        icon=":material/history:",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        entries = _entries(opened)
        if not entries:
            st.caption("Nothing has been changed since the selection was opened.")
            return
        st.dataframe(
            pd.DataFrame(
                [
                    (
                        f"{local_time(entry.at):%Y-%m-%d %H:%M}",
                        entry.actor,
                        change_in_words(entry, opened.catalogue),
                        entry.reason,
                        method_of(entry, opened.catalogue),
                    )
                    for entry in entries
                ],
                columns=["When", "Who", "What", "Reason", "Method"],
            ),
            hide_index=True,
            column_config={"What": st.column_config.TextColumn(width="medium")},
            alt="Changes of the weights, newest first",
        )


def _entries(opened: OpenSelection) -> list[HistoryEntry]:
    """Changes of weights, of criteria and of the selection's catalogue, newest first."""
    found = state.storage().history(state.actor(), opened.id, limit=5 * ENTRIES_AT_MOST)
    return [
        entry
        for entry in found
        if entry.subject in (WEIGHTS_SUBJECT, CATALOGUE_SUBJECT)
        or entry.subject.startswith("criterion:")
    ][:ENTRIES_AT_MOST]
