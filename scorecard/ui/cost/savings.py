"""The own team today, and what each candidate saves against it."""

from __future__ import annotations

import streamlit as st

from scorecard.charts import savings_chart
from scorecard.charts.cost_savings import savings_rows
from scorecard.commercial import Costs
from scorecard.cost_words import amounts, posts, whole_amounts
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.cost.benchmarks import show_benchmarks
from scorecard.ui.cost.gaps import go_to_brief_field
from scorecard.ui.cost.tables import NAME_PX, assumption_table, in_house_table, savings_table
from scorecard.ui.costs import cost_chart_of
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

# Wide enough for "month 4, or not in 24".
EARNED_PX = 140


def show_savings(opened: OpenSelection, costs: Costs) -> None:
    """Savings of every candidate, the baseline line by line, and what it rests on."""
    in_house = costs.in_house
    if in_house is None:
        st.markdown(
            "What the own team costs today is not in the brief: its base wage is enough to begin."
        )
        if st.button(
            "Enter it in the brief",
            key=f"cost:{opened.id}:in_house",
            type="primary",
            icon=":material/description:",
        ):
            go_to_brief_field(opened, "in_house")
        return
    chart = cost_chart_of(savings_chart, opened)
    show_chart(chart, "cost:savings")
    if not chart.is_empty:
        st.dataframe(
            savings_table(savings_rows(opened.evaluation, costs), costs.currency),
            hide_index=True,
            column_config={
                "Candidate": st.column_config.TextColumn(pinned=True, width=NAME_PX),
                "Fees earned back": st.column_config.TextColumn(width=EARNED_PX),
            },
            alt="Savings of each candidate",
        )
        st.caption(
            "For resolving as many contacts as your team does today; your programme manager is "
            "counted on the candidate's side. Until the ramp is over, your team is paid in full "
            "and the partner in part; earned back means that fees and ramp are covered. The chance "
            "takes every figure within its range as equally likely. Missing parts: which "
            "share of the savings that the quote shows is what it leaves out; above 100 % nothing "
            "is saved."
        )
    st.markdown(
        f"**{literal(_baseline(costs))}**",
    )
    saved = next((cost.savings for cost in costs.candidates if cost.savings is not None), None)
    st.dataframe(
        in_house_table(in_house, saved, costs.currency),
        hide_index=True,
        alt="The own team's cost of a month, line by line",
    )
    st.caption("Your own programme manager comes on top of what a partner charges.")
    if in_house.assumptions:
        fold = st.expander(
            f"What counted although nobody stated it ({len(in_house.assumptions)})",
            key="cost:in_house:assumptions",
            on_change="rerun",
        )
        if fold.open:
            with fold:
                st.dataframe(
                    assumption_table(opened.catalogue, in_house.assumptions),
                    hide_index=True,
                    alt="Assumptions about the own team, with their sources",
                )
    show_benchmarks(
        opened,
        [
            b
            for b in opened.catalogue.benchmarks
            if b.brief_field.startswith("in_house") or b.brief_field == "programme_manager_fte"
        ],
        "savings",
    )


def _baseline(costs: Costs) -> str:
    in_house = costs.in_house
    if in_house is None:
        return ""
    return (
        f"The own team costs {whole_amounts(in_house.month, costs.currency)} a month with "
        f"{posts(in_house.paid_agents)} full-time posts: "
        f"{amounts(in_house.per_resolved, costs.currency)} per resolved contact."
    )
