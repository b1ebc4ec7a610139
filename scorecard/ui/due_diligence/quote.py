"""What a quote comes to, live at the top of its section, and what is wrong with it at the field."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.catalogue import Catalogue
from scorecard.commercial import CandidateCost, Costs, Problem, quote_questions
from scorecard.cost_words import amounts, place_in_words
from scorecard.model import Selection
from scorecard.sentences import joined
from scorecard.ui import frame
from scorecard.ui.cost.gaps import go_to_brief_field
from scorecard.ui.costs import costs_of
from scorecard.ui.due_diligence.sections import section_of_question
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

# What holds up savings, and no cost.
SAVINGS_ONLY = "brief:in_house"
# What the brief can mend, by the role of the question.
_FIELD_OF_BRIEF = {"quote_currency": "exchange_rates", "performance": "channels"}


def channels_offered(
    catalogue: Catalogue, selection: Selection, question_id: str
) -> dict[str, tuple[str, ...]]:
    """What the cells of a column of a table may be chosen from: the brief's channels."""
    commercial = catalogue.commercial
    if commercial is None:
        return {}
    if question_id not in (commercial.questions.price_lines, commercial.questions.performance):
        return {}
    names = tuple(channel.channel for channel in selection.brief.channels)
    return {"channel": names} if names else {}


def show_quote_summary(
    opened: OpenSelection, candidate_id: str, open_section: Callable[[str], None]
) -> None:
    """Loaded rate, cost per resolved contact and places, or why there are none."""
    costs = costs_of(opened)
    if costs.unavailable_because:
        return
    cost = costs.by_candidate[candidate_id]
    with st.container(border=True, key=f"due_quote_{candidate_id}"):
        st.markdown("**What this quote comes to**")
        _show_figures(costs, cost)
        _show_places(costs, candidate_id)
        _show_what_is_missing(opened, costs, cost, open_section)
        if cost.not_stated and cost.cost_per_resolved_contact is not None:
            questions = opened.catalogue.questions_by_id
            labels = [questions[i].label for i in cost.not_stated if i in questions]
            st.caption(literal(f"Not stated, so that it widens the range: {joined(labels)}."))
        if cost.loaded_rate is not None and st.button(
            "Follow the figures on the page Cost",
            key=f"due_quote_{candidate_id}:cost",
            icon=":material/payments:",
            type="tertiary",
        ):
            st.switch_page(
                frame.page_path("cost.py"),
                query_params={"selection": opened.id, "candidate": candidate_id},
            )


def _show_figures(costs: Costs, cost: CandidateCost) -> None:
    rate, resolved = cost.loaded_rate, cost.cost_per_resolved_contact
    if rate is None and resolved is None:
        return
    with st.container(horizontal=True, gap="medium"):
        st.metric(
            "Loaded rate per productive hour",
            "No figure yet" if rate is None else amounts(rate.per_productive_hour, costs.currency),
            width="content",
        )
        st.metric(
            "Cost per resolved contact",
            "No figure yet" if resolved is None else amounts(resolved, costs.currency),
            width="content",
        )


def _show_places(costs: Costs, candidate_id: str) -> None:
    ranks = costs.ranks_by_candidate[candidate_id]
    named = []
    for place, known, words in (
        (ranks.headline, sum(r.headline > 0 for r in costs.ranks), "by headline rate"),
        (ranks.resolved, sum(r.resolved > 0 for r in costs.ranks), "by cost per resolved contact"),
    ):
        if place and known > 1:
            named.append(f"{place_in_words(place, known)} of {known} {words}")
    if named:
        text = ", ".join(named)
        st.markdown(literal(f"{text[:1].upper()}{text[1:]}."))


def _show_what_is_missing(
    opened: OpenSelection,
    costs: Costs,
    cost: CandidateCost,
    open_section: Callable[[str], None],
) -> None:
    """Why there is no cost, in short, with the way to what stands elsewhere."""
    problems = [
        problem
        for problem in dict.fromkeys([*costs.problems, *cost.problems])
        if problem.place != SAVINGS_ONLY
    ]
    if not problems:
        return
    has_cost = cost.cost_per_resolved_contact is not None
    st.markdown(
        "Not in these figures:" if has_cost else "There is no cost per resolved contact yet:"
    )
    for place, problem in enumerate(problems):
        kind, _, target = problem.place.partition(":")
        key = f"due_quote_{cost.candidate_id}:problem:{place}"
        with st.container(gap=None):
            if kind == "brief":
                st.markdown(f":material/error: {literal(problem.text)}")
                _show_way_to_brief(opened, target, key)
            elif target in opened.catalogue.questions_by_id:
                label = opened.catalogue.questions_by_id[target].label
                st.markdown(f":material/error: **{literal(label)}.** {literal(problem.text)}")
                section = section_of_question(opened.catalogue, target)
                if section != st.session_state.get("due:section"):
                    st.button(
                        "Open that section",
                        key=key,
                        icon=":material/arrow_forward:",
                        type="tertiary",
                        on_click=open_section,
                        args=(section,),
                    )


def show_notes_on_answer(opened: OpenSelection, candidate_id: str, question_id: str) -> None:
    """Beside an answer: why no cost follows from it, and what does not fit together."""
    if question_id not in quote_questions(opened.catalogue):
        return
    costs = costs_of(opened)
    if costs.unavailable_because:
        return
    cost = costs.by_candidate[candidate_id]
    problems = [p for p in cost.problems if p.place == f"question:{question_id}"]
    if problems:
        text = "  \n".join(literal(problem.text) for problem in problems)
        st.warning(text, icon=":material/error:")
        if field := _field_that_mends(opened, problems[0]):
            _show_way_to_brief(opened, field, f"due_note_{candidate_id}:{question_id}")
    for remark in cost.remarks:
        if remark.question_id == question_id:
            ask = f"  \nAsk next: {literal(remark.ask)}" if remark.ask else ""
            st.info(f"{literal(remark.text)}{ask}", icon=":material/info:")


def _field_that_mends(opened: OpenSelection, problem: Problem) -> str:
    commercial = opened.catalogue.commercial
    asked = {} if commercial is None else dict(commercial.questions)
    question_id = problem.place.removeprefix("question:")
    return next(
        (field for role, field in _FIELD_OF_BRIEF.items() if asked.get(role) == question_id), ""
    )


def _show_way_to_brief(opened: OpenSelection, field: str, key: str) -> None:
    if st.button(
        "Open the field in the brief", key=key, icon=":material/description:", type="tertiary"
    ):
        go_to_brief_field(opened, field)
