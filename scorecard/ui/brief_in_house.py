"""Today's own team: what the costs of the quotes are compared with."""

from __future__ import annotations

import streamlit as st

from scorecard.ui.brief_cost_notes import show_cost_notes
from scorecard.ui.brief_fields import show_number_field
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

_TEAM = "in_house."
# Field → its unit ({currency} is the brief's), in the page's order.
_UNITS = {
    "base_wage_per_hour": "{currency} per paid hour",
    "benefits_loading_pct": "% of wages",
    "overheads_pct": "% of wages and benefits",
    "tools_per_agent_month": "{currency} per agent and month",
    "shrinkage_pct": "% of paid time",
    "annual_attrition_pct": "% of the headcount a year",
    "replacement_cost_per_leaver": "{currency} for each who leaves",
    "wage_growth_pct_per_year": "% a year",
    "uncertainty_pct": "% give or take",
    "programme_manager_cost_per_year": "{currency} a year for a full post",
}
IN_HOUSE_FIELDS = tuple(f"{_TEAM}{name}" for name in _UNITS)


def show_in_house(opened: OpenSelection) -> None:
    """What an hour of the own team costs, and what governing a partner would."""
    brief = opened.selection.brief
    st.caption(
        "Savings are the cost of your own team less that of a candidate, for the same contacts. "
        "None of this is asked of candidates, and none of it enters the ranking. Without the base "
        "wage no savings are calculated."
    )
    show_cost_notes(opened, "in_house")
    for name, unit in _UNITS.items():
        if name == "programme_manager_cost_per_year":
            st.header("What governing a partner costs you", anchor=False)
            posts = brief.programme_manager_fte
            stated = "not stated yet" if posts is None else f"{posts:g}"
            st.caption(
                literal(
                    "A cost of outsourcing, not of the team. How many full-time posts it takes "
                    f"stands under Your own readiness: {stated}."
                )
            )
        show_number_field(opened, f"{_TEAM}{name}", unit=unit.format(currency=brief.currency))
