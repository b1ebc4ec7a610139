"""Which question to ask next: ranked by the probability that its answer changes the leader."""

from __future__ import annotations

import streamlit as st

from scorecard.certainty import Certainty, NextQuestion, to_ask_first
from scorecard.certainty_words import stakes_in_words
from scorecard.charts import next_questions_chart
from scorecard.sentences import whom_to_ask
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.red_flags_panel import go_to_question
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

CHARTED = 10
CARDS_AT_FIRST, CARDS_MORE = 3, 10


def show_questions(opened: OpenSelection, certainty: Certainty) -> None:
    """The chart, and the first questions in the catalogue's words with whom to ask."""
    show_chart(next_questions_chart(certainty, CHARTED), "robustness:questions")
    questions = to_ask_first(certainty.questions)
    if not questions:
        return
    everything = st.session_state.get("robustness:all_questions", False)
    for place, question in enumerate(questions[: CARDS_MORE if everything else CARDS_AT_FIRST]):
        _show_question(opened, certainty, place, question)
    if len(questions) > CARDS_AT_FIRST:
        st.toggle(
            f"Show the first {min(CARDS_MORE, len(questions))} of {len(questions)}",
            key="robustness:all_questions",
        )


def _show_question(
    opened: OpenSelection, certainty: Certainty, place: int, question: NextQuestion
) -> None:
    asked = question.question
    whom = whom_to_ask(asked.ask_whom)
    stakes = stakes_in_words(question, certainty.shortlist_size)
    key = f"robustness:question:{question.candidate.id}:{asked.id}:{question.criterion.id}"
    with st.container(border=True, key=key.replace(":", "_"), gap="xsmall"):
        st.markdown(f"**{place + 1}. {literal(question.candidate.name)}: {literal(asked.label)}**")
        st.markdown(literal(asked.text))
        st.caption(
            f"{stakes[:1].upper()}{stakes[1:]} · {question.standing} · "
            f"{literal(whom)} · good evidence: {literal(asked.good_evidence)}"
        )
        if st.button(
            "Open in due diligence", key=key, icon=":material/fact_check:", type="tertiary"
        ):
            go_to_question(opened, question.candidate.id, asked.id)
