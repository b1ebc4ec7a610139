"""What cannot be worked out, why, and a button to the field where it can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from scorecard.charts.wording import counted, mid_sentence
from scorecard.commercial import Costs, Problem
from scorecard.ui import frame
from scorecard.ui.brief_gaps import open_section
from scorecard.ui.brief_places import SECTION_KEY, section_of
from scorecard.ui.cost.tables import NAME_PX
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
    of_candidates = [gap for gap in gaps if gap.candidate_id]
    if len(of_candidates) <= LISTED:
        show_problems(opened, gaps, "gaps")
        return
    show_problems(opened, costs.problems, "gaps")
    st.markdown(literal(grouped_in_words(of_candidates)))
    _show_way(opened, of_candidates[0], f"cost:{opened.id}:gaps:first", whose=True)
    with st.expander(f"Who has no figure ({len(of_candidates)})"):
        st.dataframe(
            pd.DataFrame(
                [(_whose(opened, problem), problem.text) for problem in of_candidates],
                columns=["Candidate", "What is missing"],
            ),
            hide_index=True,
            column_config={"Candidate": st.column_config.TextColumn(pinned=True, width=NAME_PX)},
            alt="Why figures are missing, for each candidate",
        )


def grouped_in_words(gaps: Sequence[Problem]) -> str:
    """`7 candidates have no figure: 5 because no price is stated …; 2 because …`."""
    counts = Counter(problem.text.partition(". ")[0].rstrip(".") for problem in gaps)
    named = [f"{count} because {mid_sentence(text)}" for text, count in counts.most_common(LISTED)]
    rest = len(gaps) - sum(count for _, count in counts.most_common(LISTED))
    if rest:
        named.append(f"{rest} for other reasons")
    return (
        f"{counted(len(gaps), 'candidate has', 'candidates have')} no figure: {'; '.join(named)}."
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


def _show_way(opened: OpenSelection, problem: Problem, key: str, *, whose: bool = False) -> None:
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
        f"Open {_whose(opened, problem)} in due diligence"
        if whose
        else "Open the question in due diligence",
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
