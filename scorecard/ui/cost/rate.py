"""One quote: from headline to loaded rate, what it rests on, and what is still to be asked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.charts import rate_waterfall_chart
from scorecard.charts.cost_waterfall import beginning_sentence
from scorecard.charts.wording import day_words
from scorecard.commercial import CandidateCost
from scorecard.cost_words import base_fee_words
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.cost.benchmarks import show_benchmarks
from scorecard.ui.cost.gaps import show_problems
from scorecard.ui.cost.tables import NAME_PX, assumption_table
from scorecard.ui.costs import cost_chart_of
from scorecard.ui.red_flags_panel import go_to_question
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal


def show_rate(opened: OpenSelection, cost: CandidateCost) -> None:
    """The waterfall with its steps, what does not fit, what was assumed and what was not said."""
    show_problems(opened, cost.problems, f"problem:{cost.candidate_id}")
    chart = cost_chart_of(rate_waterfall_chart, opened, cost.candidate_id)
    show_chart(chart, f"cost:waterfall:{cost.candidate_id}")
    for words in (
        beginning_sentence(cost),
        base_fee_words(cost, cost.currency),
        conversion_words(opened, cost),
    ):
        if words:
            st.caption(literal(words))
    _show_remarks(opened, cost)
    _show_not_stated(opened, cost)
    _show_assumptions(opened, cost)
    questions = opened.catalogue.commercial and opened.catalogue.commercial.questions
    if questions:
        asked = (
            questions.loaded_rate,
            questions.headline_rate,
            questions.shrinkage,
            questions.rate_parts,
            questions.quality_bonus,
            questions.service_credit,
        )
        found = [b for b in opened.catalogue.benchmarks if b.question in asked]
        if found:
            st.caption(
                "Published hourly rates are mostly not per productive hour, as the loaded rate "
                "here is. They stand with source and date in the fold “Reference figures”."
            )
        show_benchmarks(opened, found, "rate")


def conversion_words(opened: OpenSelection, cost: CandidateCost) -> str:
    """Currency, rate and date where a quote is in another currency than the brief, else ''."""
    commercial, brief = opened.catalogue.commercial, opened.selection.brief
    if commercial is None or cost.loaded_rate is None:
        return ""
    answer = opened.selection.answer(cost.candidate_id, commercial.questions.quote_currency)
    rate = next((r for r in brief.exchange_rates if r.currency == answer.value), None)
    if rate is None or rate.currency == brief.currency:
        return ""
    dated = "undated" if rate.as_of is None else f"of {day_words(rate.as_of)}"
    return (
        f"Quoted in {rate.currency}, converted at {rate.brief_units_per_one:g} {brief.currency} "
        f"for 1 {rate.currency}: the brief's rate, {dated}."
    )


def _show_remarks(opened: OpenSelection, cost: CandidateCost) -> None:
    for place, remark in enumerate(cost.remarks):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f":material/help: {literal(remark.text)}")
            if remark.ask:
                st.markdown(f"**Ask:** {literal(remark.ask)}")
            if remark.question_id in opened.catalogue.questions_by_id and st.button(
                "Open the question in due diligence",
                key=f"cost:{opened.id}:remark:{cost.candidate_id}:{place}",
                icon=":material/fact_check:",
                type="tertiary",
            ):
                go_to_question(opened, cost.candidate_id, remark.question_id)


def _show_not_stated(opened: OpenSelection, cost: CandidateCost) -> None:
    questions = opened.catalogue.questions_by_id
    found = [questions[i] for i in cost.not_stated if i in questions]
    if not found:
        return
    st.markdown("**Not stated: low counts nothing for it, high an assumed figure. To be asked**")
    st.dataframe(
        pd.DataFrame(
            [(question.label, question.ask_whom, question.text) for question in found],
            columns=["Term", "Ask", "Question"],
        ),
        hide_index=True,
        alt="Terms that the quote leaves open",
    )
    if st.button(
        "Open the quote in due diligence",
        key=f"cost:{opened.id}:not_stated:{cost.candidate_id}",
        icon=":material/fact_check:",
        type="tertiary",
    ):
        go_to_question(opened, cost.candidate_id, found[0].id)


def _show_assumptions(opened: OpenSelection, cost: CandidateCost) -> None:
    if not cost.assumptions:
        return
    fold = st.expander(
        f"What counted although nobody stated it ({len(cost.assumptions)})",
        key=f"cost:assumptions:{cost.candidate_id}",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            st.dataframe(
                assumption_table(opened.catalogue, cost.assumptions),
                hide_index=True,
                column_config={"Figure": st.column_config.TextColumn(pinned=True, width=NAME_PX)},
                alt="Assumptions used, with their sources",
            )
