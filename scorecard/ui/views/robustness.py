"""Robustness: how sure is the ranking, and what would change it?"""

from __future__ import annotations

import streamlit as st

from scorecard.certainty_words import how_sure
from scorecard.sentences import lead_sentence
from scorecard.ui import frame
from scorecard.ui.robustness.options import show_options
from scorecard.ui.robustness.questions import show_questions
from scorecard.ui.robustness.ranks import show_ranks
from scorecard.ui.robustness.running import current_certainty, show_progress
from scorecard.ui.robustness.scenarios import show_scenarios
from scorecard.ui.robustness.weights_that_tip import show_weights_that_tip
from scorecard.ui.robustness.what_if import show_sliders
from scorecard.ui.robustness.what_if_answers import show_answers
from scorecard.ui.robustness.what_if_state import tried_evaluation
from scorecard.ui.robustness.without import show_without
from scorecard.ui.robustness.words import VERDICT_BADGES, sampling_in_words
from scorecard.ui.text import literal

TITLE = "How sure is this?"
SURE, WHAT_IF, WITHOUT = "How sure", "What if", "What it hangs on"

opened = frame.require_selection()
evaluation = opened.evaluation

if evaluation.nothing_ranked_because and evaluation.candidates:
    frame.show_heading(TITLE, f"Nothing is weighed yet: {evaluation.nothing_ranked_because}.")
    if st.button("Set the weights", type="primary", icon=":material/balance:"):
        frame.go_to("weights.py")
    st.stop()

if len(evaluation.ranked_order) < 2:
    names = [evaluation.candidates[row].name for row in evaluation.ranked_order]
    alone = f"{names[0]} is alone in the ranking" if names else "Nobody is ranked yet"
    frame.show_heading(TITLE, f"{alone}: it takes two to ask who would overtake whom.")
    if evaluation.unanswered_order:
        st.markdown(literal(lead_sentence(evaluation)))
        if st.button("Record answers", type="primary", icon=":material/fact_check:"):
            frame.go_to("due_diligence.py")
        st.stop()
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

answer = st.container()
options = show_options(evaluation)
progress = st.container()
certainty, run = current_certainty(opened, options)
with progress:
    show_progress(certainty, run, options)

with answer:
    frame.show_heading(TITLE, how_sure(certainty))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(VERDICT_BADGES[certainty.verdict], width="content")
        st.caption(sampling_in_words(certainty), width="content")

part = st.segmented_control(
    "What to look at",
    [SURE, WHAT_IF, WITHOUT],
    default=SURE,
    required=True,
    key="robustness:part",
    label_visibility="collapsed",
    persist_state="session",
    wrap=True,
)

if part == WHAT_IF:
    show_sliders(evaluation, tried_evaluation(opened))
    show_answers(opened)
    show_scenarios(opened)
elif part == WITHOUT:
    show_without(certainty)
else:
    st.subheader("Who is first how often?", anchor=False)
    show_ranks(certainty)
    st.subheader("Which weight would tip it?", anchor=False)
    show_weights_that_tip(certainty)
    st.subheader("Which question to ask next?", anchor=False)
    show_questions(opened, certainty)
