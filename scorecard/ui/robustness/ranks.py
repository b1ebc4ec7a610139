"""How often who takes which rank, who is ahead of whom, and what one would have to believe."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.certainty import Certainty
from scorecard.charts import pairwise_chart, rank_acceptability_chart
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.robustness.words import beliefs_in_words, pair_in_words
from scorecard.ui.text import literal, shortened

NAME_CHARACTERS = 40


def show_ranks(certainty: Certainty) -> None:
    """The charts of ranks and of pairs, one pair in a sentence, and one candidate's beliefs."""
    show_chart(rank_acceptability_chart(certainty), "robustness:ranks")
    show_chart(pairwise_chart(certainty), "robustness:pairs")
    pair = choose_pair(certainty, "ahead", "Is", "ahead of")
    if pair is not None:
        st.markdown(f"**{literal(pair_in_words(certainty, *pair))}**")
    _show_beliefs(certainty)


def choose_pair(
    certainty: Certainty, name: str, first_label: str, second_label: str
) -> tuple[int, int] | None:
    """Two candidates to choose, the first two of the ranking to start with; rows of certainty."""
    names = names_of(certainty)
    prefix = f"robustness:{certainty.evaluation.selection.id}:{name}"
    with st.container(horizontal=True, gap="medium"):
        first = st.selectbox(
            first_label,
            list(names),
            format_func=names.__getitem__,
            key=f"{prefix}:first",
            width=280,
        )
        others = [i for i in names if i != first]
        second = st.selectbox(
            second_label,
            others,
            format_func=names.__getitem__,
            key=f"{prefix}:second",
            width=280,
        )
    rows = {candidate.id: row for row, candidate in enumerate(certainty.candidates)}
    return (rows[first], rows[second]) if first in rows and second in rows else None


def names_of(certainty: Certainty) -> dict[str, str]:
    """Names by id of the ranked candidates, best first, short enough for a list."""
    return {c.id: shortened(c.name, NAME_CHARACTERS) for c in certainty.candidates}


def _show_beliefs(certainty: Certainty) -> None:
    fold = st.expander(
        "What one would have to believe",
        key="robustness:beliefs",
        on_change="rerun",
        icon=":material/psychology:",
    )
    if not fold.open:
        return
    with fold:
        names = names_of(certainty)
        chosen = st.selectbox(
            "For whom to be first",
            list(names),
            index=min(1, len(names) - 1),
            format_func=names.__getitem__,
            key=f"robustness:{certainty.evaluation.selection.id}:believer",
            width=280,
        )
        row = list(names).index(chosen)
        st.markdown(literal(beliefs_in_words(certainty, row)))
        table = beliefs_table(certainty, row)
        if table.empty:
            return
        weight = st.column_config.NumberColumn
        st.dataframe(
            table,
            hide_index=True,
            column_config={
                "Group": st.column_config.TextColumn(pinned=True),
                "Weight now": weight(format="%.1f %%"),
                "Weight on average where first": weight(format="%.1f %%"),
                "Difference": weight(format="%+.1f"),
            },
            alt=f"Weights with which {names[chosen]} is first, by group",
        )


def beliefs_table(certainty: Certainty, row: int) -> pd.DataFrame:
    """Weights of the groups now and on average where the candidate is first (central weights).

    The largest difference first; empty for whoever is never first.
    """
    return pd.DataFrame(
        [
            (b.group.title, b.now_pct, b.where_first_pct, b.difference)
            for b in certainty.beliefs(row)
        ],
        columns=["Group", "Weight now", "Weight on average where first", "Difference"],
    )
