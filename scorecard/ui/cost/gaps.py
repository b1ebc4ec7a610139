"""What cannot be worked out, why, and a button to the field where it can be mended."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from scorecard.commercial import Costs, Problem
from scorecard.ui import frame
from scorecard.ui.brief_gaps import open_section
from scorecard.ui.brief_places import SECTION_KEY, section_of
from scorecard.ui.red_flags_panel import go_to_question
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

LISTED = 5


def gaps_of(costs: Costs) -> tuple[Problem, ...]:
    """The brief's problems, then the first one of each candidate without a cost."""
    first = [
        cost.problems[0]
        for cost in costs.candidates
        if cost.cost_per_resolved_contact is None and cost.problems
    ]
    return (*costs.problems, *first)


def show_gaps(opened: OpenSelection, costs: Costs) -> None:
    """Why there is no figure, for the brief and for each candidate without one."""
    gaps = gaps_of(costs)
    if not gaps:
        return
    show_problems(opened, gaps[:LISTED], "gaps")
    if len(gaps) > LISTED:
        with st.expander(f"All {len(gaps)} reasons why a figure is missing"):
            st.dataframe(
                pd.DataFrame(
                    [(_whose(opened, problem), problem.text) for problem in gaps],
                    columns=["Where", "What is missing"],
                ),
                hide_index=True,
                alt="Why figures are missing, for the brief and for each candidate",
            )


def show_problems(opened: OpenSelection, problems: Sequence[Problem], key: str) -> None:
    """Each problem with its way to the field."""
    for place, problem in enumerate(problems):
        with st.container(border=True, gap="xsmall"):
            st.markdown(
                f":material/error: **{literal(_whose(opened, problem))}.** {literal(problem.text)}"
            )
            _show_way(opened, problem, f"cost:{opened.id}:{key}:{place}")


def _whose(opened: OpenSelection, problem: Problem) -> str:
    row = opened.evaluation.position.get(problem.candidate_id)
    return "Brief" if row is None else opened.evaluation.candidates[row].name


def _show_way(opened: OpenSelection, problem: Problem, key: str) -> None:
    kind, _, target = problem.place.partition(":")
    commercial = opened.catalogue.commercial
    if commercial is not None and target == commercial.questions.quote_currency:
        # The currency is right; what is missing is what the brief holds for it.
        kind, target = "brief", "exchange_rates"
    if kind == "brief":
        if st.button(
            "Open the field in the brief", key=key, icon=":material/description:", type="tertiary"
        ):
            go_to_brief_field(opened, target)
    elif target in opened.catalogue.questions_by_id and st.button(
        "Open the question in due diligence",
        key=key,
        icon=":material/fact_check:",
        type="tertiary",
    ):
        candidates = opened.evaluation.candidates
        go_to_question(opened, problem.candidate_id or candidates[0].id, target)


def go_to_brief_field(opened: OpenSelection, field: str) -> None:
    """Opens the brief at the section of a field, with a mark beside the field."""
    section = section_of(field)
    open_section(section, field)
    st.switch_page(
        frame.page_path("brief.py"), query_params={"selection": opened.id, SECTION_KEY: section}
    )
