"""A chart on a page: its finding as heading, the figure, a text alternative, a table view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scorecard.charts import Chart
from scorecard.ui.text import literal

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def for_theme(chart: Chart) -> Figure:
    """The chart's figure with an ink that can be read on the page's background."""
    return chart.on_page(dark=st.context.theme.type == "dark")


def show_chart(chart: Chart, key: str) -> None:
    """Shows a chart with its title above it and its data one click away."""
    with st.container(border=True):
        st.markdown(f"**{literal(chart.title)}**")
        if chart.empty_because:
            st.caption(literal(chart.empty_because))
            return
        st.plotly_chart(
            for_theme(chart),
            key=f"{key}:figure",
            alt=chart.text_alternative,
            config={"displayModeBar": False},
        )
        table = st.expander("Show as a table", key=f"{key}:table", on_change="rerun")
        if table.open:
            with table:
                st.caption(literal(chart.text_alternative))
                st.dataframe(chart.table, hide_index=True, alt=chart.title)
