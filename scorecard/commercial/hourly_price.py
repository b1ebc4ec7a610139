"""The price of an hour that a quote names: where it stands and what the candidate adds to it."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import QuoteQuestions
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.quote import PriceLine, PriceUnit, Quote
from scorecard.commercial.results import RateBasis
from scorecard.commercial.span import Span

# Time is never free; a contact of one channel may be, beside a price for another.
TIMED = (PriceUnit.FTE_MONTH, PriceUnit.HOUR, PriceUnit.MINUTE)
NO_LOADING = Span(0.0, 0.0)


@dataclass(frozen=True)
class HourlyPrice:
    """An hourly price on the quote's basis, and what lies between it and the candidate's loaded.

    `basis` is None where it was not said.
    """

    headline: float
    loading: Span
    basis: RateBasis | None


def price_in_force(
    lines: tuple[PriceLine, ...],
    unit: PriceUnit,
    channel: str,
    channel_contacts: float,
    all_contacts: float,
) -> float | None:
    """The price of a unit for a channel at this volume; None where no line is for it.

    A line that names the channel goes before one for all. Of its bands the highest that is
    reached holds; below the lowest limit the lowest band's price.
    """
    for name, volume in ((channel, channel_contacts), ("", all_contacts)):
        bands = sorted(
            (line for line in lines if line.unit is unit and line.channel == name),
            key=lambda line: line.from_contacts,
        )
        reached = [line for line in bands if line.from_contacts <= volume]
        if bands:
            return (reached[-1] if reached else bands[0]).price
    return None


def quoted_hour(quote: Quote, paid_hours_per_post: float) -> HourlyPrice | None:
    """The rate that a quote would be compared by at first sight; None where it names no hour.

    The headline rate, or the first price line for an hour or a full-time post, or sixty handled
    minutes, or the loaded rate itself.
    """
    basis = quote.basis
    headline = quote.headline
    if headline is None:
        headline, basis = _from_lines(quote, paid_hours_per_post)
    if headline is None:
        headline, basis = quote.loaded, quote.basis
    if headline is None:
        return None
    return HourlyPrice(headline, _loading(quote, headline), basis)


def channel_hour(
    quote: Quote,
    unit: PriceUnit,
    channel: str,
    *,
    channel_contacts: float,
    all_contacts: float,
    paid_hours_per_post: float,
) -> HourlyPrice | None:
    """The hourly price of one channel: its own line, with the candidate's loading, or the rate."""
    general = quoted_hour(quote, paid_hours_per_post)
    price = price_in_force(quote.lines, unit, channel, channel_contacts, all_contacts)
    if price is None:
        return general
    basis = quote.basis
    if unit is PriceUnit.FTE_MONTH:
        price /= paid_hours_per_post
        basis = basis or RateBasis.PAID
    loading = NO_LOADING if general is None else general.loading
    return HourlyPrice(price, Span(max(loading.low, -price), loading.high), basis)


def check_rates(quote: Quote, questions: QuoteQuestions, ledger: Ledger) -> bool:
    """Notes rates that are impossible or contradict each other; False where none can be used."""
    for rate, question_id in (
        (quote.headline, questions.headline_rate),
        (quote.loaded, questions.loaded_rate),
    ):
        if rate is not None and rate <= 0:
            ledger.problem(
                f"question:{question_id}",
                f"A rate of {rate:g} cannot be right. Enter the rate, or leave it open.",
            )
            return False
    for line in quote.lines:
        if line.price < 0 or (line.price == 0 and line.unit in TIMED):
            ledger.problem(
                f"question:{questions.price_lines}",
                f"A price line of {line.price:g} cannot be right. Correct it, or take it out.",
            )
            return False
    if quote.headline is not None and quote.loaded is not None and quote.loaded < quote.headline:
        ledger.remark(
            questions.loaded_rate,
            f"The loaded rate ({quote.loaded:,.2f}) is below the headline rate "
            f"({quote.headline:,.2f}): the lower counts for low, the higher for high.",
            "Which of the two is invoiced, and for which hour?",
        )
    return True


def _from_lines(quote: Quote, paid_hours_per_post: float) -> tuple[float | None, RateBasis | None]:
    for unit, factor, basis in (
        (PriceUnit.HOUR, 1.0, quote.basis),
        (PriceUnit.FTE_MONTH, 1 / paid_hours_per_post, quote.basis or RateBasis.PAID),
        # A handled minute is productive time, whatever an hour is.
        (PriceUnit.MINUTE, 60.0, RateBasis.PRODUCTIVE),
    ):
        prices = [line for line in quote.lines if line.unit is unit]
        if prices:
            first = min(prices, key=lambda line: (line.channel != "", line.from_contacts))
            return first.price * factor, basis
    return None, None


def _loading(quote: Quote, headline: float) -> Span:
    if quote.loaded is None:
        return NO_LOADING
    difference = quote.loaded - headline
    return Span(difference, max(difference, 0.0))
