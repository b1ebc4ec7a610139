"""What in a quote is impossible or does not fit together, and what to ask about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from scorecard.catalogue import Commercial, CostNotes, QuoteQuestions
from scorecard.commercial.hourly_price import TIMED, HourlyPrice
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.loaded_rate import SHRINKAGE, RateInputs, contradicts_paid_basis
from scorecard.commercial.quote import PriceUnit, Quote
from scorecard.commercial.results import RateBasis

PAID_FOR_ABSENCE = "Do we pay for hours of leave, sickness and training on top of the hours worked?"


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
        # Time is never free; a contact of one channel may be, beside a price for another.
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
            f"({quote.headline:,.2f}), which cannot be: it adds nothing to the price.",
            "Which of the two is invoiced, and for which hour?",
        )
    return True


def remark_on_hour(
    quote: Quote,
    hour: HourlyPrice | None,
    inputs: RateInputs,
    commercial: Commercial,
    ledger: Ledger,
) -> None:
    """Remarks on the hour that is invoiced, on a headline that is not it, and on its parts."""
    if hour is None:
        return
    questions = commercial.questions
    _remark_on_basis(quote, hour, inputs, questions, ledger)
    _remark_on_headline(quote, hour, questions, commercial.notes, ledger)
    _remark_on_parts(quote, hour, questions, ledger)


def remark_on_shrinkage(quote: Quote, questions: QuoteQuestions, ledger: Ledger) -> None:
    """A remark where two answers state a shrinkage, and not the same."""
    part = quote.part(SHRINKAGE).percentage
    if None not in (part, quote.shrinkage_pct) and part != quote.shrinkage_pct:
        ledger.remark(
            questions.shrinkage,
            f"Shrinkage is {quote.shrinkage_pct:g} % here and {part:g} % among the parts of the "
            f"rate: {quote.shrinkage_pct:g} % counts.",
            "Which share of paid time is not available for contacts?",
        )


def remark_on_lines(
    quote: Quote,
    channels: Collection[str],
    volumes: dict[str, float],
    questions: QuoteQuestions,
    ledger: Ledger,
) -> None:
    """Remarks on price lines that count nowhere, twice, or below the band that they name.

    `channels` are those of the brief, `volumes` what the quote counts of each channel a month ('':
    of all), both by `channel_key`.
    """

    def remark(text: str, ask: str) -> None:
        ledger.remark(questions.price_lines, text, ask)

    if {line.channel for line in quote.lines if line.channel} - set(channels):
        remark(
            "A price line names a channel that the brief does not have; it counts nowhere.",
            "To which channel of the brief does the line belong?",
        )
    places = Counter((line.unit, line.channel, line.from_contacts) for line in quote.lines)
    if any(count > 1 for count in places.values()):
        remark(
            "Two price lines are for the same unit, channel and band; only the last counts.",
            "Which of the two prices holds?",
        )
    for unit, channel in dict.fromkeys((line.unit, line.channel) for line in quote.lines):
        lowest = min(
            line.from_contacts
            for line in quote.lines
            if (line.unit, line.channel) == (unit, channel)
        )
        volume = max(volumes.get(channel, 0.0), quote.minimum_volume or 0.0)
        if lowest > volume and channel in volumes:
            remark(
                f"The lowest band begins at {lowest:,.0f} a month, above the {volume:,.0f} that "
                "are invoiced; its price counts all the same.",
                "What is the price below the first band?",
            )


def _remark_on_basis(
    quote: Quote,
    hour: HourlyPrice,
    inputs: RateInputs,
    questions: QuoteQuestions,
    ledger: Ledger,
) -> None:
    if hour.is_of_a_post:
        return
    question_id = questions.rate_basis
    is_outside = quote.part(SHRINKAGE).not_in_the_rate
    if hour.basis is None:
        ledger.remark(
            question_id,
            "It was not said for which hour the rate is: low takes a productive hour, high one "
            "that is paid for leave, training and waiting too.",
            "For which hour do you invoice: paid, logged in, or productive?",
        )
    elif hour.basis is RateBasis.PAID and contradicts_paid_basis(inputs):
        ledger.remark(
            question_id,
            "The rate is said to be for a paid hour, and shrinkage is said to be in it: both "
            "cannot be. Low takes it as in the rate, high divides by it.",
            PAID_FOR_ABSENCE,
        )
    elif hour.basis is not RateBasis.PAID and is_outside:
        name = "a productive" if hour.basis is RateBasis.PRODUCTIVE else "a logged-in"
        ledger.remark(
            question_id,
            f"The rate is said to be for {name} hour, and shrinkage is said not to be in it: what "
            "is missing widens the range.",
            PAID_FOR_ABSENCE,
        )


def _remark_on_headline(
    quote: Quote,
    hour: HourlyPrice,
    questions: QuoteQuestions,
    notes: CostNotes | None,
    ledger: Ledger,
) -> None:
    tolerance = None if notes is None else notes.headline_differs_pct
    if hour.unit is None or quote.headline is None or tolerance is None:
        return
    off_pct = 100 * abs(hour.headline / quote.headline - 1)
    if off_pct > tolerance:
        what = "sixty handled minutes" if hour.unit is PriceUnit.MINUTE else "an hour"
        ledger.remark(
            questions.headline_rate,
            f"The headline rate is {quote.headline:,.2f}, the price lines come to "
            f"{hour.headline:,.2f} for {what}: the price lines count.",
            "Which of the two is invoiced?",
        )


def _remark_on_parts(
    quote: Quote, hour: HourlyPrice, questions: QuoteQuestions, ledger: Ledger
) -> None:
    rate = hour.headline if quote.loaded is None else max(hour.headline, quote.loaded)
    amounts = sum(part.amount_per_hour or 0.0 for part in quote.parts)
    shares = sum(
        part.percentage or 0.0
        for part in quote.parts
        # A shrinkage in per cent is of paid time, not of the rate.
        if part.id != SHRINKAGE
    )
    if amounts + rate * shares / 100 > rate:
        ledger.remark(
            questions.rate_parts,
            f"The parts come to more than the rate itself ({rate:,.2f} an hour): they cannot all "
            "be in it.",
            "How do the parts add up to the rate?",
        )
