"""What each rate is made of, part by part, and the headline rate against the loaded rate."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.charts import loaded_rate_chart
from scorecard.charts.palette import candidate_colour
from scorecard.charts.rate_reading import (
    HEADLINE_QUESTION,
    LOADED_QUESTION,
    PARTS_QUESTION,
    Rate,
    Treatment,
    parts_of_rate,
    read_rates,
)
from scorecard.charts.wording import name_in_text
from scorecard.cost_words import amount
from scorecard.report.attrition import STUB
from scorecard.report.plot import KeyEntry, Mark, Plot, PlotRow, Scale
from scorecard.report.subject import Subject


@dataclass(frozen=True)
class PartCell:
    """How one candidate deals with one part of the rate."""

    text: str
    is_missing: bool


@dataclass(frozen=True)
class PartsTable:
    """Parts of the rate by candidate."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[PartCell, ...]], ...]


@dataclass(frozen=True)
class RateSection:
    """All that the section says."""

    title: str
    tables: tuple[PartsTable, ...]
    plot: Plot


def rate_section(subject: Subject) -> RateSection | None:
    """Parts and rates of everybody; None where nobody is asked."""
    evaluation = subject.evaluation
    asked = {PARTS_QUESTION, HEADLINE_QUESTION, LOADED_QUESTION}
    if asked.isdisjoint(evaluation.catalogue.questions_by_id) or not evaluation.candidates:
        return None
    parts = parts_of_rate(evaluation)
    rates = read_rates(evaluation, parts)
    by_id = {rate.candidate.id: rate for rate in rates}
    pages = [[by_id[evaluation.candidates[r].id] for r in rows] for rows in subject.row_pages]
    return RateSection(
        title=loaded_rate_chart(evaluation).title,
        tables=tuple(
            PartsTable(
                names=tuple(name_in_text(rate.candidate.name) for rate in page),
                rows=tuple(
                    (title, tuple(_cell(rate, place) for rate in page))
                    for place, (_, title) in enumerate(parts)
                ),
            )
            for page in pages
            if parts
        ),
        plot=_plot(subject, rates),
    )


def _cell(rate: Rate, place: int) -> PartCell:
    slot = rate.slots[place]
    if slot.treatment is Treatment.INCLUDED:
        return PartCell("included", is_missing=False)
    if slot.treatment is Treatment.FIGURE:
        return PartCell(slot.short.replace("%", " %"), is_missing=False)
    return PartCell(slot.words, is_missing=True)


def _plot(subject: Subject, rates: list[Rate]) -> Plot:
    currency = subject.evaluation.selection.brief.currency
    known = [n for rate in rates for n in (rate.headline, rate.loaded) if n is not None]
    scale = Scale.up_to(known)
    return Plot(
        title=f"Headline rate and the candidate's own loaded rate, {currency} per hour",
        rows=tuple(_row(rate, scale, currency) for rate in rates),
        ticks=scale.ticks,
        key=(
            KeyEntry("bar", "headline rate per hour"),
            KeyEntry("pale", "up to the candidate's own loaded rate"),
            KeyEntry("hatch", "not known"),
        ),
        unit=currency,
    )


def _row(rate: Rate, scale: Scale, currency: str) -> PlotRow:
    name, colour = name_in_text(rate.candidate.name), candidate_colour(rate.candidate)
    headline = "not known" if rate.headline is None else amount(rate.headline)
    loaded = "not known" if rate.loaded is None else amount(rate.loaded)
    marks: list[Mark] = []
    if rate.loaded is not None:
        marks.append(Mark("bar", 0.0, scale.at(rate.loaded), colour=colour, is_pale=True))
    if rate.headline is not None:
        marks.append(Mark("bar", 0.0, scale.at(rate.headline), colour=colour))
    if rate.loaded is None:
        start = 0.0 if rate.headline is None else scale.at(rate.headline)
        marks.append(Mark("hatch", start, min(STUB, 100.0 - start)))
    missing = len(rate.missing)
    gone = f"{missing} of {len(rate.slots)} parts missing" if missing else "all parts stated"
    return PlotRow(
        name=name,
        number=f"{headline} → {loaded}",
        remark=gone,
        marks=tuple(marks),
        description=(
            f"{name}, {currency} per hour: headline {headline}, own loaded {loaded}, {gone}"
        ),
    )
