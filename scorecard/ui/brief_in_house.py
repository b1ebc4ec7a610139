"""Today's own team: what the costs of the quotes are compared with."""

from __future__ import annotations

import streamlit as st

from scorecard.ui.brief_cost_notes import show_cost_notes
from scorecard.ui.brief_fields import show_number_field
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

_TEAM = "in_house."
# Field → its unit ({currency} is the brief's) and the step of its control, in the page's order.
_UNITS = {
    "base_wage_per_hour": ("{currency} per paid hour", 0.5),
    "benefits_loading_pct": ("% of wages", 1.0),
    "overheads_pct": ("% of wages and benefits", 1.0),
    "tools_per_agent_month": ("{currency} per agent and month", 5.0),
    "shrinkage_pct": ("% of paid time", 1.0),
    "annual_attrition_pct": ("% of the headcount a year", 1.0),
    "replacement_cost_per_leaver": ("{currency} for each who leaves", 100.0),
    "wage_growth_pct_per_year": ("% a year", 0.5),
    "uncertainty_pct": ("% give or take", 1.0),
    "programme_manager_cost_per_year": ("{currency} a year for a full post", 1000.0),
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
    for name, (unit, step) in _UNITS.items():
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
        show_number_field(
            opened, f"{_TEAM}{name}", unit=unit.format(currency=brief.currency), step=step
        )
