"""All candidates at once: cards while they are few, a table to choose from when they are many."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scorecard.coverage import whole_pct_covered
from scorecard.ui.candidates_card import show_card
from scorecard.ui.candidates_saving import scope_of
from scorecard.ui.candidates_standing import Reply, Standing
from scorecard.ui.state import OpenSelection

MOST_CARDS = 12


def show_candidates(opened: OpenSelection, found: tuple[Standing, ...]) -> None:
    """The candidates as cards, or as a filtered table with the chosen one's card below it."""
    if len(found) <= MOST_CARDS:
        for standing in found:
            show_card(opened, standing)
        return
    filtered = _filtered(opened, found)
    if not filtered:
        st.markdown("Nobody matches this filter.")
        return
    chosen = st.dataframe(
        _table(filtered),
        hide_index=True,
        key=f"{scope_of(opened.selection)}:table",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="–",
        column_config=_columns(),
        alt="Candidates with their replies, coverage, open questions and flags",
    )
    rows = chosen.selection.rows if chosen.selection is not None else []
    if not rows or rows[0] >= len(filtered):
        st.caption("Tick a row to open the candidate.")
        return
    show_card(opened, filtered[rows[0]])


def _filtered(opened: OpenSelection, found: tuple[Standing, ...]) -> list[Standing]:
    scope = scope_of(opened.selection)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        text = st.text_input(
            "Find a candidate", key=f"{scope}:find", type="search", live="300ms", width=260
        )
        reply = st.pills(
            "Only those who are",
            list(Reply),
            format_func=lambda option: option.value.capitalize(),
            selection_mode="multi",
            key=f"{scope}:replies",
            wrap=True,
        )
    wanted = (text or "").casefold()
    return [
        standing
        for standing in found
        if (not reply or standing.reply in reply)
        and wanted in f"{standing.candidate.name} {standing.candidate.contact_name}".casefold()
    ]


def _table(found: list[Standing]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [s.candidate.name for s in found],
            "reply": [s.reply.value.capitalize() for s in found],
            "asked": [s.candidate.asked_on for s in found],
            "replied": [s.candidate.replied_on for s in found],
            "coverage": [whole_pct_covered(s.coverage_pct) for s in found],
            "open": [s.open_count for s in found],
            "clarifications": [len(s.clarifications) for s in found],
            "critical": [len(s.critical_flags) for s in found],
        }
    )


def _columns() -> dict[str, Any]:
    return {
        "name": st.column_config.TextColumn("Candidate", pinned=True, width="medium"),
        "reply": st.column_config.TextColumn("Reply"),
        "asked": st.column_config.DateColumn("Asked", format="YYYY-MM-DD"),
        "replied": st.column_config.DateColumn("Replied", format="YYYY-MM-DD"),
        "coverage": st.column_config.ProgressColumn(
            "Covered", min_value=0, max_value=100, format="%.0f %%"
        ),
        "open": st.column_config.NumberColumn("Open"),
        "clarifications": st.column_config.NumberColumn("Clarifications"),
        "critical": st.column_config.NumberColumn("Critical flags"),
    }
