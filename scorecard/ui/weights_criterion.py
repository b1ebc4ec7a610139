"""One criterion, opened: its questions, value functions, evidence rule, sources, and a way out."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Catalogue, Criterion, CriterionInput, PriceValue, RatingValue
from scorecard.charts import value_function_chart
from scorecard.ui import frame
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.outcomes import seeded
from scorecard.ui.permission import may_change
from scorecard.ui.red_flags_words import source_lines
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_anchor_form import show_anchor_form
from scorecard.ui.weights_result import scope_of
from scorecard.ui.weights_saving import exclude


def show_criterion(opened: OpenSelection, criterion: Criterion) -> None:
    """Everything behind a criterion; its anchors can be moved here."""
    with st.container(border=True, key=f"weights_opened_{criterion.id}"):
        st.markdown(f"**{literal(criterion.question)}**")
        st.markdown(literal(criterion.why))
        st.markdown(f"**What counts as evidence:** {literal(criterion.evidence_rule)}")
        show_sources(opened.catalogue, criterion.sources)
        for index, item in enumerate(criterion.inputs):
            _show_input(opened, criterion, index, item)
        if criterion.id not in opened.selection.excluded_criteria:
            _show_way_out(opened, criterion)


def show_sources(catalogue: Catalogue, source_ids: tuple[str, ...]) -> None:
    """The sources spelled out, an assumption said in words."""
    lines = source_lines(catalogue, source_ids)
    st.caption("  \n".join(f"Source: {literal(line)}" for line in lines))


def _show_input(
    opened: OpenSelection, criterion: Criterion, index: int, item: CriterionInput
) -> None:
    question = opened.catalogue.questions_by_id[item.question]
    shares = sum(given.share for given in criterion.inputs)
    with st.container(
        border=len(criterion.inputs) > 1, key=f"weights_input_{criterion.id}_{index}"
    ):
        if len(criterion.inputs) > 1:
            st.markdown(
                f"**{literal(question.label)}** · "
                f"{100 * item.share / shares:.0f} % of this criterion"
            )
        st.markdown(f"We ask: {literal(question.text)}")
        in_ranking = any(c.id == criterion.id for c in opened.evaluation.criteria)
        if in_ranking:
            chart = value_function_chart(opened.evaluation, criterion.id, item.question)
            show_chart(chart, f"weights:value_function:{criterion.id}:{index}")
        st.markdown(f"**Why these anchors:** {literal(item.value.rationale)}")
        show_sources(opened.catalogue, item.value.sources)
        if isinstance(item.value, RatingValue):
            st.caption("A rating is worth 0 at 0 and 100 at 5, in equal steps; nothing to move.")
        elif isinstance(item.value, PriceValue):
            st.caption("The anchors are the target and the ceiling on the Brief.")
            if st.button(
                "Open the Brief",
                key=f"weights:brief:{criterion.id}:{index}",
                icon=":material/description:",
            ):
                frame.go_to("brief.py")
        elif may_change(opened, Action.EDIT_CATALOGUE):
            show_anchor_form(opened, criterion, index, item)


def _show_way_out(opened: OpenSelection, criterion: Criterion) -> None:
    if not may_change(opened, Action.EDIT_WEIGHTS):
        return
    with st.popover("Take out for all candidates", icon=":material/block:"):
        st.markdown(
            "The criterion is then judged for nobody. Its points are kept for when it comes back."
        )
        st.text_area(
            "Why it is taken out",
            key=seeded(scope_of(opened.id), f"exclude:{criterion.id}", ""),
            placeholder="For example: no voice in scope",
        )
        st.button(
            "Take out for all candidates",
            key=f"weights:exclude:{criterion.id}",
            type="primary",
            on_click=exclude,
            args=(opened.id, criterion.id),
        )
