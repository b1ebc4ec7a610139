"""The cost per resolved contact, low to high, and the three orders side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from scorecard.charts import cost_per_resolved_chart
from scorecard.charts.cost_reading import NO_FIGURE, CostRow, cost_rows, reason
from scorecard.charts.palette import candidate_colour
from scorecard.charts.wording import name_in_text
from scorecard.commercial import Costs, Span
from scorecard.cost_words import LOADED_RATE_NOTE, amount, amounts, cost_sentence, ordinal
from scorecard.reference_words import (
    REFERENCE_NOTE,
    REFERENCE_TITLE,
    Reference,
    cost_references,
)
from scorecard.report.plot import Band, KeyEntry, Mark, Plot, PlotRow, Scale
from scorecard.report.subject import Subject
from scorecard.sentences import joined

UNKNOWN = "not known"
_WHISKER = "#1f2329"


@dataclass(frozen=True)
class OrderRow:
    """A candidate's figures with its places: `11.90 (1st)`."""

    name: str
    headline: str
    loaded: str
    resolved: str


@dataclass(frozen=True)
class CostSection:
    """All that the section says. `not_stated` are terms that nobody stated, by candidate.

    `references` are figures to hold the quotes against, which say nothing about a candidate.
    """

    sentence: str
    plot: Plot
    currency: str
    orders: tuple[OrderRow, ...]
    not_stated: tuple[tuple[str, str], ...]
    references: tuple[Reference, ...]
    loaded_rate_note: str = LOADED_RATE_NOTE
    references_title: str = REFERENCE_TITLE
    references_note: str = REFERENCE_NOTE


def cost_section(subject: Subject) -> CostSection | None:
    """The section; None without costs, and where no quote allows a figure."""
    costs, evaluation = subject.costs, subject.evaluation
    if costs is None:
        return None
    rows = cost_rows(evaluation, costs)
    if all(row.span is None and row.cost.headline is None for row in rows):
        return None
    names = {candidate.id: candidate.name for candidate in evaluation.candidates}
    return CostSection(
        sentence=cost_sentence(costs, names),
        plot=_plot(subject, costs, rows),
        currency=costs.currency,
        orders=tuple(_order(row) for row in rows),
        not_stated=_not_stated(subject, rows),
        references=cost_references(evaluation.catalogue, costs),
    )


def _plot(subject: Subject, costs: Costs, rows: tuple[CostRow, ...]) -> Plot:
    brief = subject.evaluation.selection.brief
    target = brief.target_cost_per_resolved_contact
    ceiling = brief.ceiling_cost_per_resolved_contact
    known = [row.span.high for row in rows if row.span is not None]
    scale = Scale.up_to([*known, *(n for n in (target, ceiling) if n is not None)])
    key = [KeyEntry("bar", "at least")]
    if any(row.span is not None and not row.span.is_exact for row in rows):
        key.append(KeyEntry("pale", "up to"))
    if any(row.rests_on_missing for row in rows):
        key.append(KeyEntry("hatch", "parts not in the price or not stated"))
        key.append(KeyEntry("whisker", "low to high if those cost nothing"))
    band = None
    if target is not None and ceiling is not None and target < ceiling:
        words = f"the brief's target to ceiling, {amount(target)}–{amount(ceiling)}"
        band = Band(scale.at(target), scale.at(ceiling) - scale.at(target), words)
        key.append(KeyEntry("band", words))
    return Plot(
        title=cost_per_resolved_chart(subject.evaluation, costs).title,
        rows=tuple(_row(row, scale, costs.currency) for row in rows),
        ticks=scale.ticks,
        key=tuple(key),
        band=band,
        unit=costs.currency,
    )


def _row(row: CostRow, scale: Scale, currency: str) -> PlotRow:
    name, colour = name_in_text(row.candidate.name), candidate_colour(row.candidate)
    places = f"{_place(row.ranks.headline)} by headline, {_place(row.ranks.loaded)} by loaded rate"
    if row.span is None:
        return PlotRow(
            name=name,
            number=NO_FIGURE,
            remark=f"{reason(row.cost)}; {places}",
            # No mark: any length would look like a cost.
            marks=(),
            description=f"{name}: no cost per resolved contact, {reason(row.cost)}; {places}",
        )
    if row.rests_on_missing and row.as_quoted is not None:
        places += f"; {amounts(row.as_quoted)} if missing parts cost nothing"
    figure = amounts(row.span)
    return PlotRow(
        name=name,
        number=figure,
        remark=places,
        marks=tuple(_marks(row, row.span, scale, colour)),
        description=f"{name}: {figure} {currency} per resolved contact, {places}",
        place=_place(row.ranks.resolved),
    )


def _marks(row: CostRow, span: Span, scale: Scale, colour: str) -> Iterator[Mark]:
    def across(kind: Literal["bar", "hatch", "whisker"], part: Span, **look: Any) -> Mark:
        return Mark(kind, scale.at(part.low), scale.at(part.high) - scale.at(part.low), **look)

    yield across("bar", Span(0.0, span.low), colour=colour)
    if row.still_possible is not None:
        yield across("bar", row.still_possible, colour=colour, is_pale=True)
    if row.only_missing_low is not None:
        yield across("hatch", row.only_missing_low)
    if row.only_missing_high is not None:
        yield across("hatch", row.only_missing_high, colour=colour)
    if row.rests_on_missing and row.as_quoted is not None:
        yield across("whisker", row.as_quoted, colour=_WHISKER)


def _order(row: CostRow) -> OrderRow:
    rate = row.cost.loaded_rate
    headline = None if row.cost.headline is None else amount(row.cost.headline)
    loaded = None if rate is None else amounts(rate.per_productive_hour)
    resolved = None if row.span is None else amounts(row.span)
    return OrderRow(
        name=row.candidate.name,
        headline=_with_place(headline, row.ranks.headline),
        loaded=_with_place(loaded, row.ranks.loaded),
        resolved=_with_place(resolved, row.ranks.resolved),
    )


def _with_place(figure: str | None, place: int) -> str:
    return UNKNOWN if figure is None else f"{figure} ({ordinal(place)})"


def _place(place: int) -> str:
    return ordinal(place) if place else "no place"


def _not_stated(subject: Subject, rows: tuple[CostRow, ...]) -> tuple[tuple[str, str], ...]:
    evaluation = subject.evaluation
    questions = evaluation.catalogue.questions_by_id
    in_detail = {evaluation.candidates[row].id for row in subject.rows_in_detail}
    return tuple(
        (
            row.candidate.name,
            joined([questions[q].label.lower() for q in row.cost.not_stated if q in questions]),
        )
        for row in rows
        if row.candidate.id in in_detail and row.cost.not_stated and row.cost.service is not None
    )
