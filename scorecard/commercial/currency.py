"""Amounts between the currency of a quote and that of the brief, at the brief's own rates."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue import Catalogue
from scorecard.commercial.span import Span
from scorecard.model import Answer, Brief, Selection


def quote_questions(catalogue: Catalogue) -> frozenset[str]:
    """The ids of the questions whose amounts are in the currency of the quote."""
    commercial = catalogue.commercial
    return frozenset() if commercial is None else frozenset(dict(commercial.questions).values())


def currency_of_answer(
    catalogue: Catalogue, answers: Mapping[str, Answer], question_id: str, brief_currency: str
) -> str:
    """The currency of an amount in one of a candidate's answers.

    That of the quote for all that belongs to it, where the candidate has named one; else the
    brief's. `answers` are the candidate's, by question id.
    """
    commercial = catalogue.commercial
    if commercial is None or question_id not in quote_questions(catalogue):
        return brief_currency
    said = answers.get(commercial.questions.quote_currency)
    return said.value if said is not None and isinstance(said.value, str) else brief_currency


def currency_of_question(
    catalogue: Catalogue, selection: Selection, candidate_id: str, question_id: str
) -> str:
    """The currency of a recorded answer: that of the candidate's quote for all that belongs to it.

    Reads one answer only, so that it may be asked for every question of every candidate.
    """
    commercial, asked_in = catalogue.commercial, selection.brief.currency
    if commercial is None or question_id not in quote_questions(catalogue):
        return asked_in
    asked = commercial.questions.quote_currency
    said = {asked: selection.answer(candidate_id, asked)}
    return currency_of_answer(catalogue, said, question_id, asked_in)


def plausible_hour(catalogue: Catalogue, brief: Brief) -> Span | None:
    """Between which prices an hour in the brief's currency is believed after conversion.

    The benchmarks' range, widened by the factor of the data; None where the catalogue has no such
    notes, or the brief's currency is not of the benchmarks' size.
    """
    notes = None if catalogue.commercial is None else catalogue.commercial.notes
    if notes is None or brief.currency not in notes.comparable_currencies:
        return None
    hours = [entry for entry in catalogue.benchmarks if entry.id in notes.hour_benchmarks]
    if not hours:
        return None
    return Span(
        min(entry.low for entry in hours) / notes.exchange_factor,
        max(entry.high for entry in hours) * notes.exchange_factor,
    )


def exchange_factor(currency: str, brief: Brief) -> float | None:
    """What one unit of `currency` is worth in the brief's; None where the brief has no rate."""
    if currency == brief.currency:
        return 1.0
    for rate in brief.exchange_rates:
        if rate.currency == currency:
            return rate.brief_units_per_one
    return None


def to_brief_currency(amount: float, currency: str, brief: Brief) -> float:
    """The amount in the brief's currency; KeyError where the brief has no rate."""
    factor = exchange_factor(currency, brief)
    if factor is None:
        raise KeyError(currency)
    return amount * factor


def from_brief_currency(amount: float, currency: str, brief: Brief) -> float:
    """An amount of the brief's currency in another; KeyError where the brief has no rate."""
    factor = exchange_factor(currency, brief)
    if factor is None:
        raise KeyError(currency)
    return amount / factor
