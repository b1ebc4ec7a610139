"""What the cost calculation says of a field of the brief: problems, defaults, reference figures."""

from __future__ import annotations

import streamlit as st

from scorecard.commercial import exchange_factor
from scorecard.sentences import joined
from scorecard.ui.brief_basis import IN_HOUSE, value_of
from scorecard.ui.brief_defaults import default_words
from scorecard.ui.costs import costs_of
from scorecard.ui.due_diligence.benchmarks import benchmarks_of_brief_field, show_benchmarks
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

WAGE = f"{IN_HOUSE}.base_wage_per_hour"
_IN_HOUSE_SHRINKAGE = f"{IN_HOUSE}.shrinkage_pct"
EXCHANGE_RATES = "exchange_rates"


def show_cost_notes(opened: OpenSelection, field: str) -> None:
    """Beside a field: why no cost follows from it, what counts while it is empty, references."""
    # Its place is there even when it is empty, so that the fields below do not move.
    with st.container(gap="xsmall"):
        if opened.catalogue.commercial is None:
            return
        brief = opened.selection.brief
        is_empty = value_of(brief, field) in (None, ())
        for problem_field, text in brief_problems(opened):
            if problem_field == field and is_empty:
                st.caption(f":material/info: {literal(text)}")
            elif problem_field == field:
                st.warning(literal(text), icon=":material/error:")
        for remark in costs_of(opened).remarks:
            if remark.question_id == field:
                st.caption(f":material/info: {literal(f'{remark.text} {remark.ask}')}")
        if words := default_words(opened.catalogue, brief, field):
            st.caption(literal(words))
        if field == EXCHANGE_RATES:
            _show_exchange_rates(opened)
        show_benchmarks(
            opened.catalogue,
            benchmarks_of_brief_field(opened.catalogue, field),
            whose="yours",
        )


def _show_exchange_rates(opened: OpenSelection) -> None:
    brief = opened.selection.brief
    if lacking := currencies_without_rate(opened):
        currencies = joined(lacking)
        st.warning(
            literal(
                f"Quotes in {currencies} have no cost yet: enter what one unit of it is worth in "
                f"{brief.currency}, with the day of the rate."
            ),
            icon=":material/error:",
        )
    if undated := [rate.currency for rate in brief.exchange_rates if rate.as_of is None]:
        st.caption(
            literal(f"No day yet for {joined(undated)}: a rate is worth as much as its date.")
        )
    if not brief.exchange_rates and not lacking:
        st.caption(literal(f"Not needed while all quotes are in {brief.currency}."))


def brief_problems(opened: OpenSelection) -> tuple[tuple[str, str], ...]:
    """(field, text) of everything in the brief that stands in the way of a cost, each once."""
    costs = costs_of(opened)
    found = [*costs.problems, *(p for cost in costs.candidates for p in cost.problems)]
    return tuple(
        dict.fromkeys(
            (_field_of(opened, problem.place.removeprefix("brief:")), problem.text)
            for problem in found
            if problem.place.startswith("brief:")
        )
    )


def _field_of(opened: OpenSelection, place: str) -> str:
    if place != IN_HOUSE:
        return place
    return _IN_HOUSE_SHRINKAGE if value_of(opened.selection.brief, WAGE) else WAGE


def currencies_without_rate(opened: OpenSelection) -> tuple[str, ...]:
    """The currencies of quotes that the brief cannot convert, in the order of the candidates."""
    commercial, brief = opened.catalogue.commercial, opened.selection.brief
    if commercial is None:
        return ()
    said = (
        opened.selection.answer(candidate.id, commercial.questions.quote_currency).value
        for candidate in opened.selection.candidates
    )
    currencies = dict.fromkeys(value for value in said if isinstance(value, str) and value)
    return tuple(c for c in currencies if exchange_factor(c, brief) is None)


def fields_that_hold_up_costs(opened: OpenSelection) -> tuple[str, ...]:
    """The fields without which some quote has no cost; the in-house team holds up savings only."""
    fields = dict.fromkeys(
        field for field, _ in brief_problems(opened) if not field.startswith(IN_HOUSE)
    )
    if currencies_without_rate(opened):
        fields[EXCHANGE_RATES] = None
    return tuple(fields)
