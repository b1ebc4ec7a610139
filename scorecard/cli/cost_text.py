"""The costs as text for a terminal: the sentence, the table, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard.catalogue import Catalogue
from scorecard.cli.faults import one_line
from scorecard.cli.table import text_table
from scorecard.commercial import CandidateCost, Costs, Problem, Remark, Span, money
from scorecard.cost_words import (
    LOADED_RATE_NOTE,
    break_even_in_words,
    cost_sentence,
    only_missing_in_words,
    whole_amounts,
)
from scorecard.model import Selection
from scorecard.reference_words import REFERENCE_NOTE, REFERENCE_TITLE, cost_references
from scorecard.sentences import joined

NONE = "–"


def cost_text(costs: Costs, selection: Selection, catalogue: Catalogue) -> str:
    """Everything that a reader of the costs needs; amounts to the cent."""
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    sections = [
        "\n".join(one_line(line) for line in _heading(costs, selection, names, catalogue)),
        _table(costs, names),
        _in_house(costs, names),
        _assumptions(costs, catalogue),
        _references(costs, catalogue),
    ]
    return "\n\n".join(section for section in sections if section)


def cost_messages(costs: Costs, selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    """Problems and remarks in words: who, which question or field, and what is the matter."""
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    own: list[Problem | Remark] = [*costs.problems, *costs.remarks]
    for cost in costs.candidates:
        own += [*cost.problems, *cost.remarks]
    for entry in own:
        place = entry.place if isinstance(entry, Problem) else f"question:{entry.question_id}"
        question = catalogue.questions_by_id.get(place.removeprefix("question:"))
        where = place.removeprefix("brief:") if question is None else question.label
        ask = f" Ask: {entry.ask}" if isinstance(entry, Remark) and entry.ask else ""
        yield f"{names.get(entry.candidate_id, 'Brief')} · {where}: {entry.text}{ask}"
    for cost in costs.candidates:
        if cost.service is not None and cost.not_stated:
            labels = [catalogue.questions_by_id[question].label for question in cost.not_stated]
            yield f"{names[cost.candidate_id]} · not stated, widens the range: {', '.join(labels)}"


def _heading(
    costs: Costs, selection: Selection, names: dict[str, str], catalogue: Catalogue
) -> Iterator[str]:
    yield selection.title
    yield cost_sentence(costs, names)
    yield from _converted(selection, catalogue)
    yield f"All amounts in {costs.currency} · revision {selection.revision}"


def _converted(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    """Whose quote was converted, at which rate of the brief and of which day."""
    if catalogue.commercial is None:
        return
    question, brief = catalogue.commercial.questions.quote_currency, selection.brief
    for rate in brief.exchange_rates:
        quoted = [
            candidate.name
            for candidate in selection.candidates
            if selection.answer(candidate.id, question).value == rate.currency != brief.currency
        ]
        if quoted:
            day = "of no stated day" if rate.as_of is None else f"of {rate.as_of.isoformat()}"
            yield (
                f"Converted from {rate.currency}: {joined(quoted)}, at "
                f"{rate.brief_units_per_one:g} {brief.currency} for one {rate.currency}, {day}."
            )


def _table(costs: Costs, names: dict[str, str]) -> str:
    headings = (
        "Candidate",
        "Headline",
        "Loaded rate",
        "Per resolved contact",
        "Month",
        "Posts",
        "Places",
    )
    rows = []
    for cost in costs.candidates:
        ranks = costs.ranks_by_candidate[cost.candidate_id]
        places = (ranks.headline, ranks.loaded, ranks.resolved)
        rows.append(
            [
                names[cost.candidate_id],
                NONE if cost.headline is None else str(money(cost.headline)),
                NONE if cost.loaded_rate is None else _span(cost.loaded_rate.per_productive_hour),
                NONE if cost.service is None else _span(cost.service.per_resolved),
                NONE if cost.service is None else _span(cost.service.month),
                NONE if cost.service is None else _posts(cost),
                " · ".join(str(place) if place else NONE for place in places),
            ]
        )
    table = text_table(headings, rows, headings[1:])
    legend = "Places: by headline, loaded rate and cost per resolved contact"
    return "\n".join((legend, LOADED_RATE_NOTE, table))


def _in_house(costs: Costs, names: dict[str, str]) -> str:
    if costs.in_house is None:
        return ""
    rows = [
        [
            names[cost.candidate_id],
            _span(cost.savings.month),
            whole_amounts(cost.savings.contract),
            f"{100 * cost.savings.probability:.0f} %",
            NONE
            if cost.service is None
            else break_even_in_words(cost.savings, cost.service.contract_months),
            NONE
            if cost.savings.only_missing_parts is None
            else only_missing_in_words(cost.savings),
        ]
        for cost in costs.candidates
        if cost.savings is not None
    ]
    headings = (
        "Candidate",
        "Saved a month",
        "Saved over the contract",
        "Probability over the contract",
        "Earned back",
        "Only missing",
    )
    heading = (
        f"In-house: {_span(costs.in_house.month)} a month, "
        f"{_span(costs.in_house.per_resolved)} per resolved contact"
    )
    return f"{heading}\n{text_table(headings, rows, headings[1:])}" if rows else heading


def _assumptions(costs: Costs, catalogue: Catalogue) -> str:
    used = {entry.id: entry for cost in costs.candidates for entry in cost.assumptions}
    if costs.in_house is not None:
        used |= {entry.id: entry for entry in costs.in_house.assumptions}
    titles = {source.id: source.publisher for source in catalogue.sources}
    lines = []
    for entry in used.values():
        value = (
            f"{entry.value.low:g}"
            if entry.value.is_exact
            else f"{entry.value.low:g}–{entry.value.high:g}"
        )
        sources = ", ".join(titles.get(source, source) for source in entry.sources)
        lines.append(one_line(f"{entry.title}: {value} {entry.unit} ({sources or 'the brief'})"))
    return "\n".join(["What nobody stated and was taken from the data:", *lines]) if lines else ""


def _references(costs: Costs, catalogue: Catalogue) -> str:
    found = cost_references(catalogue, costs)
    if not found:
        return ""
    headings = ("Figure", "Range", "Unit", "Date", "Source, and note")
    rows = [
        [
            reference.title,
            reference.range_in_words,
            reference.unit,
            reference.date,
            f"{reference.source}. {reference.note}" if reference.note else reference.source,
        ]
        for reference in found
    ]
    return f"{REFERENCE_TITLE}\n{REFERENCE_NOTE}\n{text_table(headings, rows, ('Range',))}"


def _span(span: Span) -> str:
    low, high = money(span.low), money(span.high)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _posts(cost: CandidateCost) -> str:
    if cost.service is None:
        return NONE
    posts = cost.service.paid_agents
    low, high = f"{posts.low:.1f}", f"{posts.high:.1f}"
    return low if low == high else f"{low}–{high}"
