"""Projector view: the sentence and the ranking in large type, following what is typed."""

from __future__ import annotations

import streamlit as st

from scorecard.charts import ranking_chart
from scorecard.sentences import NO_PLACE, overall_in_words, ranking_sentence
from scorecard.ui import frame, state
from scorecard.ui.chart_panel import for_theme
from scorecard.ui.figures import chart_of
from scorecard.ui.text import literal

RANKS_SHOWN = 8

opened = frame.require_selection()
shown_revision = opened.selection.revision

st.title(literal(ranking_sentence(opened.evaluation)), anchor=False)
for row in opened.evaluation.listed_order[:RANKS_SHOWN]:
    evaluation = opened.evaluation
    critical = len(evaluation.critical_flags(row))
    flags = f" :red[:material/flag: {critical} critical]" if critical else ""
    name = literal(evaluation.candidates[row].name)
    if evaluation.nothing_answered[row]:
        st.header(f"{NO_PLACE} {name}: no answers yet", anchor=False)
        continue
    st.header(
        f"{evaluation.rank[row]}. {name} {overall_in_words(evaluation, row)}{flags}", anchor=False
    )
chart = chart_of(ranking_chart, opened)
if not chart.empty_because:
    st.plotly_chart(
        for_theme(chart),
        alt=chart.text_alternative,
        config={"displayModeBar": False},
        key="projector",
    )


@st.fragment(run_every="2s")
def follow() -> None:
    """Redraws the page when the selection has a newer revision, and asks for nothing else."""
    if state.storage().revision(state.actor(), opened.id) != shown_revision:
        st.rerun(scope="app")
    st.caption(f"{literal(opened.selection.title)} · revision {shown_revision} · follows by itself")


follow()
if st.button("Back to the ranking", icon=":material/arrow_back:", type="tertiary"):
    frame.go_to("ranking.py")
