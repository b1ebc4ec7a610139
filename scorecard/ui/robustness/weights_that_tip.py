"""Which weight would tip the result: the tornado, one pair, and one weight from 0 to 100 %."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.certainty import Certainty
from scorecard.charts import tipping_chart, trade_off_chart
from scorecard.sentences import joined
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.robustness.ranks import choose_pair
from scorecard.ui.text import literal

GROUPS, CRITERIA = "By group", "By criterion"
LISTED = 8


def show_weights_that_tip(certainty: Certainty) -> None:
    """The tornado by group or by criterion, the crossings of a pair, a trade-off curve."""
    level = st.segmented_control(
        "Which weights",
        [GROUPS, CRITERIA],
        default=GROUPS,
        required=True,
        key=f"{_prefix(certainty)}:level",
        label_visibility="collapsed",
    )
    by_group = level != CRITERIA
    show_chart(tipping_chart(certainty, by_group=by_group), f"robustness:tipping:{by_group}")
    st.caption(
        "Each weight moves alone and the others keep their proportions. “Cannot”: no weight from 0 "
        "to 100 % puts anybody else ahead."
    )
    _show_pair(certainty, by_group=by_group)
    _show_trade_off(certainty, by_group=by_group)


def _prefix(certainty: Certainty) -> str:
    return f"robustness:{certainty.evaluation.selection.id}:tipping"


def _titles(certainty: Certainty, *, by_group: bool) -> list[str]:
    parts = certainty.groups if by_group else certainty.evaluation.criteria
    return [part.title for part in parts]


def _show_pair(certainty: Certainty, *, by_group: bool) -> None:
    fold = st.expander(
        "Where two candidates change places",
        key="robustness:pair",
        on_change="rerun",
        icon=":material/swap_vert:",
    )
    if not fold.open:
        return
    with fold:
        pair = choose_pair(certainty, "crossing", "Between", "and")
        if pair is None:
            return
        table, never = crossings(certainty, *pair, by_group=by_group)
        if not table.empty:
            number = st.column_config.NumberColumn
            st.dataframe(
                table,
                hide_index=True,
                column_config={
                    "Weight of": st.column_config.TextColumn(pinned=True),
                    "Now": number(format="%.1f %%"),
                    "They are level at": number(format="%.1f %%"),
                    "Change": number(format="%+.1f"),
                },
                alt="Weights at which the two candidates are level",
            )
        if never:
            more = f" and {len(never) - LISTED} more" if len(never) > LISTED else ""
            shown = joined(never[:LISTED]) if not more else ", ".join(never[:LISTED]) + more
            st.caption(f"Cannot change their order: {literal(shown)}.")


def crossings(
    certainty: Certainty, first: int, second: int, *, by_group: bool
) -> tuple[pd.DataFrame, list[str]]:
    """The weights at which two candidates are level, the nearest first, and what never does it.

    Weights in per cent.
    """
    found = certainty.level_weights(first, second, by_group=by_group)
    table = pd.DataFrame(
        [(w.title, w.now_pct, w.level_pct, w.change) for w in found if w.level_pct is not None],
        columns=["Weight of", "Now", "They are level at", "Change"],
    )
    return table, [weight.title for weight in found if weight.level_pct is None]


def _show_trade_off(certainty: Certainty, *, by_group: bool) -> None:
    titles = _titles(certainty, by_group=by_group)
    part = st.selectbox(
        "One weight from 0 to 100 %",
        range(len(titles)),
        index=certainty.nearest_to_tip(by_group=by_group),
        format_func=lambda k: titles[k],
        key=f"{_prefix(certainty)}:{by_group}:part",
        width=360,
    )
    show_chart(
        trade_off_chart(certainty, part, by_group=by_group), f"robustness:trade_off:{by_group}"
    )
