"""Compare: where does one candidate beat another, and where does it lose?"""

from __future__ import annotations

import streamlit as st

from scorecard.charts import difference_waterfall, group_comparison_chart
from scorecard.sentences import comparison_sentence
from scorecard.ui import frame
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.compare_choice import choose_candidates
from scorecard.ui.compare_panels import show_criteria, show_overview, show_questions
from scorecard.ui.compare_rows import in_order
from scorecard.ui.figures import chart_of
from scorecard.ui.text import shortened

opened = frame.require_selection()
evaluation = opened.evaluation
TITLE = "Who is better at what?"

if len(evaluation.candidates) < 2:
    only = "only one candidate" if evaluation.candidates else "no candidates yet"
    frame.show_heading(TITLE, f"There is {only}: comparing takes two.".replace("is no", "are no"))
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

if evaluation.nothing_ranked_because:
    frame.show_heading(TITLE, f"Nothing is weighed yet: {evaluation.nothing_ranked_because}.")
    if st.button("Set the weights", type="primary", icon=":material/balance:"):
        frame.go_to("weights.py")
    st.stop()

heading = st.container()
chosen = choose_candidates(evaluation)
rows = in_order(evaluation, [evaluation.position[i] for i in chosen])

if len(rows) < 2:
    with heading:
        frame.show_heading(TITLE, "Choose at least two candidates to see where they differ.")
    st.stop()

names = {row: shortened(evaluation.candidates[row].name, 50) for row in rows}
pair = rows[:2]
with heading:
    sentence_place = st.container()

show_overview(evaluation, rows)
show_chart(chart_of(group_comparison_chart, opened, tuple(rows)), "compare:groups")

st.subheader("Why is one ahead of the other?", anchor=False)
if len(rows) > 2:
    with st.container(horizontal=True, gap="medium"):
        first = st.selectbox(
            "Why is", list(rows), format_func=names.__getitem__, key="compare:first", width=280
        )
        others = [row for row in rows if row != first]
        second = st.selectbox(
            "ahead of, or behind",
            others,
            format_func=names.__getitem__,
            key="compare:second",
            width=280,
        )
    pair = (first, second)
show_chart(chart_of(difference_waterfall, opened, *pair), "compare:waterfall")
with sentence_place:
    frame.show_heading(TITLE, comparison_sentence(evaluation, *pair))

show_criteria(evaluation, rows)
show_questions(evaluation, rows)
