"""What if: sliders for the groups, with the ranking moving beside them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.evaluation import Evaluation
from scorecard.scoring import NothingToWeighError
from scorecard.sentences import NO_PLACE, overall_in_words
from scorecard.ui.robustness.what_if_state import (
    points_now,
    put_points,
    seed_sliders,
    shown_points,
    slider_key,
)
from scorecard.ui.robustness.words import what_if_in_words
from scorecard.ui.text import literal
from scorecard.what_if import WhatIf, reweighed

MOST_POINTS = 100.0
MOST_HEIGHT_PX = 520
ROW_PX = 35


def show_sliders(saved: Evaluation, tried: Evaluation) -> None:
    """Sliders and the ranking that they give; `tried` is `saved` with the what-if answers."""
    seed_sliders(saved)
    _moving(saved, tried)


@st.fragment
def _moving(saved: Evaluation, tried: Evaluation) -> None:
    ranking, sliders = st.columns([8, 5], gap="medium")
    with sliders:
        for group_id, saved_points in shown_points(saved).items():
            title = next(group.title for group in saved.groups if group.id == group_id)
            st.slider(
                f"{literal(title)} · saved {saved_points:g}",
                0.0,
                MOST_POINTS,
                step=1.0,
                format="%.4g",
                key=slider_key(saved.selection.id, group_id),
                persist_state="session",
            )
        st.button(
            "Back to the saved weights",
            key="robustness:reset",
            icon=":material/restart_alt:",
            on_click=put_points,
            args=(saved, {}),
        )
    with ranking:
        points = points_now(saved)
        try:
            what_if = reweighed(tried, points)
        except NothingToWeighError:
            st.markdown(
                "**Every slider stands at 0, so nothing is weighed.** Give one some points."
            )
            return
        st.markdown(f"**{literal(what_if_in_words(saved, what_if))}**")
        table = ranking_table(saved, what_if)
        st.dataframe(
            table,
            hide_index=True,
            height=min(MOST_HEIGHT_PX, ROW_PX * (len(table) + 1) + 3),
            column_config={
                "Rank": st.column_config.TextColumn(
                    width=66, help="↑ ↓: places gained or lost against the saved order"
                ),
                "Candidate": st.column_config.TextColumn(width=150),
                "Overall value": st.column_config.ProgressColumn(
                    min_value=0, max_value=100, format="%.1f", width=120
                ),
                "Saved": st.column_config.TextColumn(
                    width=90, help="Rank and overall value with the saved weights and answers"
                ),
            },
            alt="The ranking with these points beside the saved one",
        )
        st.caption(
            f"Together {sum(points.values()):.4g} points; each group counts its share of them, and "
            "its criteria keep their proportions. Nothing here is stored."
        )


def ranking_table(saved: Evaluation, what_if: WhatIf) -> pd.DataFrame:
    """The ranking of a what-if, best first, with the places gained and what is saved."""
    evaluation = what_if.evaluation
    gained = what_if.places_gained(saved)
    out = [row for row in range(len(evaluation.candidates)) if what_if.rank[row] == 0]
    rows = [
        (
            f"{_place(evaluation, what_if.rank[row], row)}{_moved(int(gained[row]))}",
            evaluation.candidates[row].name,
            None if evaluation.nothing_answered[row] else float(what_if.overall[row]),
            f"{_place(saved, saved.rank[row], row)} · {overall_in_words(saved, row)}",
        )
        for row in (*what_if.order, *out)
    ]
    return pd.DataFrame(rows, columns=["Rank", "Candidate", "Overall value", "Saved"])


def _place(evaluation: Evaluation, rank: int, row: int) -> str:
    return str(rank or ("out" if evaluation.is_excluded[row] else NO_PLACE))


def _moved(places: int) -> str:
    if places == 0:
        return ""
    return f"  ↑{places}" if places > 0 else f"  ↓{-places}"
