"""Cost per resolved contact from low to high, with each candidate's place by its headline rate."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.cost_reading import NO_FIGURE, CostRow, cost_rows, reason
from scorecard.charts.cost_resolved_figure import resolved_figure
from scorecard.charts.grid import omission
from scorecard.charts.layout import FEW_CANDIDATES
from scorecard.charts.reading import NO_CANDIDATES
from scorecard.charts.wording import joined, name_in_text, sentence
from scorecard.commercial import Costs, Span
from scorecard.cost_words import (
    amount,
    amounts,
    cheapest,
    cheapest_by_headline,
    middle_where_ranges_cross,
    place_per_resolved_contact,
)
from scorecard.evaluation import Evaluation


def cost_per_resolved_chart(evaluation: Evaluation, costs: Costs) -> Chart:
    """Bars to the low estimate and on to the high one; what rests on missing parts is hatched.

    Of more than twelve candidates the cheapest are drawn, and whoever is cheapest by headline.
    """
    columns = _columns(costs.currency)
    because = costs.unavailable_because or ("" if evaluation.candidates else NO_CANDIDATES)
    if because:
        return empty_chart("No cost per resolved contact yet", because, columns)
    rows = cost_rows(evaluation, costs)
    if all(row.span is None for row in rows):
        return empty_chart(
            "No cost per resolved contact yet",
            "no quote can be worked out; what is missing stands below",
            columns,
        )
    shown = _shown(rows)
    remark = _omitted(shown, rows) if len(shown) < len(rows) else ""
    brief = evaluation.selection.brief
    return Chart(
        figure=resolved_figure(
            shown,
            costs.currency,
            target=brief.target_cost_per_resolved_contact,
            ceiling=brief.ceiling_cost_per_resolved_contact,
            remark=remark,
        ),
        title=_title(evaluation, costs),
        text_alternative=_text_alternative(shown, costs),
        table=table(columns, [_record(row) for row in rows]),
    )


def _shown(rows: Sequence[CostRow]) -> tuple[CostRow, ...]:
    """All of a few; of many the cheapest, and whoever is cheapest by headline."""
    if len(rows) <= FEW_CANDIDATES:
        return tuple(rows)
    by_headline = [row for row in rows if row.ranks.headline == 1][:1]
    others = [row for row in rows if row not in by_headline and row.span is not None]
    first = others[: FEW_CANDIDATES - len(by_headline)]
    return tuple(row for row in rows if row in first or row in by_headline)


def _omitted(shown: Sequence[CostRow], rows: Sequence[CostRow]) -> str:
    """Which of all are drawn."""
    if len(shown) == sum(row.span is not None for row in rows):
        return omission(len(shown), len(rows), "with a figure")
    cheapest_rows = [row for row in rows[: len(shown)] if row.span is not None]
    if all(row in cheapest_rows for row in shown):
        return omission(len(shown), len(rows), "cheapest")
    return f"{len(shown) - 1} cheapest, lowest headline; all {len(rows)} in the table"


def _title(evaluation: Evaluation, costs: Costs) -> str:
    names = {c.id: name_in_text(c.name) for c in evaluation.candidates}
    best, by_headline = cheapest(costs)[0], cheapest_by_headline(costs)
    span = best.cost_per_resolved_contact
    if span is None:
        return "No cost per resolved contact yet"
    name = names[best.candidate_id]
    if sum(ranks.resolved > 0 for ranks in costs.ranks) == 1:
        figure = amounts(span, costs.currency)
        off = _still_off_by(span, costs.currency, ", which")
        return f"{name} resolves a contact for {figure}{off}"
    if not by_headline or any(c.candidate_id == best.candidate_id for c in by_headline):
        also = " by headline and" if by_headline else ""
        middle = middle_where_ranges_cross(costs, best.candidate_id)
        figure = amounts(span, costs.currency)
        return f"{name} is cheapest{also} per resolved contact{middle}: {figure}"
    first = by_headline[0]
    start = f"The cheapest headline is not the cheapest resolution: {names[first.candidate_id]} is"
    own = first.cost_per_resolved_contact
    if own is None:
        return f"{start} still without a figure per resolved contact"
    place = place_per_resolved_contact(costs, first.candidate_id)
    place += middle_where_ranges_cross(costs, first.candidate_id)
    return f"{start} {place}{_still_off_by(own, costs.currency, ', and its cost')}"


def _still_off_by(span: Span, currency: str, subject: str) -> str:
    wrong = amount(span.width, currency)
    if wrong == amount(0.0, currency):
        return ""
    return f"{subject} could still be off by {wrong} per resolved contact"


def _text_alternative(rows: Sequence[CostRow], costs: Costs) -> str:
    named = [
        f"{name_in_text(row.candidate.name)} "
        + (
            f"without a figure ({reason(row.cost)})"
            if row.span is None
            else f"{amounts(row.span)} ({_by_headline(row)} by headline{_without_missing(row)})"
        )
        for row in rows
    ]
    return sentence(
        f"horizontal bars of the cost per resolved contact in {costs.currency}, low to high, the "
        f"cheapest first: {joined(named, 6)}."
    )


def _by_headline(row: CostRow) -> str:
    return f"place {row.ranks.headline}" if row.ranks.headline else "without a place"


def _without_missing(row: CostRow) -> str:
    if not row.rests_on_missing or row.as_quoted is None:
        return ""
    return f"; {amounts(row.as_quoted)} if missing parts cost nothing"


def _columns(currency: str) -> tuple[str, ...]:
    return (
        "Candidate",
        f"Per resolved contact ({currency})",
        "If missing parts cost nothing",
        "Place",
        f"Headline an hour ({currency})",
        "Place by headline",
        "Place by loaded rate",
    )


def _record(row: CostRow) -> tuple[object, ...]:
    span, quoted = row.span, row.as_quoted
    return (
        row.candidate.name,
        f"{NO_FIGURE}: {reason(row.cost)}" if span is None else amounts(span),
        "" if quoted is None else amounts(quoted),
        row.ranks.resolved or None,
        "" if row.cost.headline is None else amount(row.cost.headline),
        row.ranks.headline or None,
        row.ranks.loaded or None,
    )
