"""Value for money, and the three orders beside each other."""

from __future__ import annotations

import streamlit as st

from scorecard.charts import value_for_money_chart
from scorecard.commercial import Costs
from scorecard.cost_words import LOADED_RATE_NOTE
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.cost.tables import NAME_PX, orders_table
from scorecard.ui.costs import cost_chart_of
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal


def show_value(opened: OpenSelection, costs: Costs) -> None:
    """The chart, then who is cheapest by which figure."""
    show_chart(cost_chart_of(value_for_money_chart, opened), "cost:value")
    st.caption(
        "The overall value leaves out the criteria that rest on a price; the others keep their "
        "proportions. Places go by the middle of each range."
    )
    show_orders(opened, costs)


def show_orders(opened: OpenSelection, costs: Costs) -> None:
    """The orders per resolved contact, by loaded rate and by headline."""
    orders = orders_table(opened.evaluation, costs)
    if orders.empty:
        return
    same = all(len({ranks.headline, ranks.loaded, ranks.resolved}) == 1 for ranks in costs.ranks)
    changes = "is the same by all three figures" if same else "changes with the figure it goes by"
    st.markdown(f"**The order {changes} ({literal(costs.currency)})**")
    st.caption(LOADED_RATE_NOTE)
    st.dataframe(
        orders,
        hide_index=True,
        column_config={"Candidate": st.column_config.TextColumn(pinned=True, width=NAME_PX)},
        alt="Candidates in order of headline rate, loaded rate and cost per resolved contact",
    )
