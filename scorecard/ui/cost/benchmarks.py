"""Reference figures beside a candidate's, never mixed into them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scorecard.catalogue import Benchmark
from scorecard.ui.cost.tables import NAME_PX, benchmark_table
from scorecard.ui.state import OpenSelection


def show_benchmarks(opened: OpenSelection, found: Sequence[Benchmark], key: str) -> None:
    """The figures with source and date; nothing where there are none."""
    if not found:
        return
    fold = st.expander(
        f"Reference figures, not this candidate's ({len(found)})",
        key=f"cost:benchmarks:{key}",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            st.caption(
                "Published figures to hold the quote against. None of them enters a calculation "
                "here; currencies are as published."
            )
            st.dataframe(
                benchmark_table(opened.catalogue, found),
                hide_index=True,
                column_config={
                    "Reference figure": st.column_config.TextColumn(pinned=True, width=NAME_PX)
                },
                alt="Reference figures with source and date",
            )
