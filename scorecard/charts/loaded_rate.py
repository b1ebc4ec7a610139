"""The seven parts of the loaded rate, stated or visibly missing, beside the headline rate."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.charts.chart import Chart, table
from scorecard.charts.loaded_rate_figure import loaded_rate_figure
from scorecard.charts.rate_reading import (
    HEADLINE_QUESTION,
    LOADED_QUESTION,
    PARTS_QUESTION,
    Rate,
    parts_of_rate,
    read_rates,
)
from scorecard.charts.reading import nothing_to_read
from scorecard.charts.wording import counted, joined, mid_sentence, name_in_text
from scorecard.cost_words import amount
from scorecard.evaluation import Evaluation


def loaded_rate_chart(evaluation: Evaluation) -> Chart:
    """One stacked bar a candidate with a slot for each part; a missing part is a hatched slot.

    The slots are equally wide, since most parts come without an amount. The second panel shows
    the headline rate and how far the candidate's own loaded rate goes beyond it, in the brief's
    currency.
    """
    questions = (PARTS_QUESTION, HEADLINE_QUESTION, LOADED_QUESTION)
    parts = parts_of_rate(evaluation)
    currency = evaluation.selection.brief.currency
    columns = (
        "Candidate",
        f"Headline rate, {currency} per hour",
        f"Candidate's own loaded rate, {currency} per hour",
        *(title for _, title in parts),
        "Parts missing",
    )
    empty = nothing_to_read(evaluation, "rates", questions, columns)
    if empty is not None:
        return empty
    rates = read_rates(evaluation, parts)
    return Chart(
        figure=loaded_rate_figure(rates, parts, currency),
        title=_title(rates, currency),
        text_alternative=_text_alternative(rates, parts),
        table=table(
            columns,
            [
                (
                    rate.candidate.name,
                    "" if rate.headline is None else amount(rate.headline),
                    "" if rate.loaded is None else amount(rate.loaded),
                    *(slot.words for slot in rate.slots),
                    len(rate.missing),
                )
                for rate in rates
            ],
        ),
    )


def _title(rates: Sequence[Rate], currency: str) -> str:
    asked = len(rates[0].slots)
    whole = [rate for rate in rates if not rate.missing]
    if len(rates) == 1:
        name = name_in_text(rates[0].candidate.name)
        if whole:
            return f"{name} states all {asked} parts of its rate"
        gone = [mid_sentence(slot.title) for slot in rates[0].missing]
        return f"{name} leaves out {len(gone)} of {asked} parts of its rate: {joined(gone)}"
    if len(whole) == len(rates):
        return f"Every candidate states all {asked} parts of its rate"
    cheapest = min((r for r in rates if r.headline is not None), key=_headline_or_0, default=None)
    start = (
        f"{len(whole)} of {len(rates)} {'states' if len(whole) == 1 else 'state'} "
        f"all {asked} parts of the rate"
        if whole
        else f"Nobody states all {asked} parts of the rate"
    )
    if cheapest is None:
        return f"{start}; no headline rate is known"
    gone_count = len(cheapest.missing)
    rest = "states them all" if not gone_count else f"leaves out {gone_count}"
    return (
        f"{start}; the lowest headline rate, {currency} {amount(cheapest.headline or 0.0)} by "
        f"{name_in_text(cheapest.candidate.name)}, {rest}"
    )


def _headline_or_0(rate: Rate) -> float:
    return rate.headline or 0.0


def _text_alternative(rates: Sequence[Rate], parts: Sequence[tuple[str, str]]) -> str:
    named = [
        f"{name_in_text(rate.candidate.name)} {len(rate.missing)} missing, "
        f"rate {rate.words.replace('→', 'to').replace('?', 'not known')}"
        for rate in rates
    ]
    return (
        f"One row a candidate with {counted(len(parts), 'slot')} for the parts of its rate, "
        f"hatched where missing, its headline and its own loaded rate: {joined(named, 6)}."
    )
