"""What one quote puts on the sheet of costs: its own figures, and how its hours are to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scorecard.catalogue import AssumedFigure, Catalogue, Commercial
from scorecard.commercial import (
    CandidateCost,
    LoadedRate,
    RateBasis,
    ServiceCost,
    Span,
    StepKind,
    exchange_factor,
)
from scorecard.commercial.demand import Demand, read_demand
from scorecard.commercial.hourly_price import (
    HourlyPrice,
    TimeUnits,
    price_in_force,
    quoted_hour,
)
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.loaded_rate import (
    UNDIVIDED,
    RateInputs,
    loaded_rate,
    rate_inputs,
)
from scorecard.commercial.model_choice import choose_model
from scorecard.commercial.quote import Part, PriceUnit, Quote, channel_key, read_quote
from scorecard.commercial.tariff import TIME_UNITS, Tariff
from scorecard.commercial.terms import Terms, read_terms
from scorecard.commercial.workload import read_workload
from scorecard.excel.cost_matrix import NOT_STATED
from scorecard.model import Answer, Brief, Selection

PAID, PAID_WITHOUT_SHRINKAGE = "paid hour", "paid hour, shrinkage in it"
LOGGED_IN, PRODUCTIVE = "logged-in hour", "productive hour"
IN_THE_RATE, BESIDE = "in the rate", "beside the rate"
NOT_IN_IT = "not in the rate"
# How the quoted price becomes one of an hour.
AS_IT_IS, BY_POST, BY_MINUTE = "an hour", "a post's month", "a minute"


@dataclass(frozen=True)
class ChannelPrices:
    """A channel's prices in the quote's currency; `line` is that of a price line for its hours.

    `readings` are what the hour is taken for, low and high; '' where no hour is paid for.
    `counted` holds what is paid per minute, contact, resolved contact or outcome.
    """

    line: float | None
    line_unit: str
    readings: tuple[str, str]
    counted: Mapping[PriceUnit, float]


@dataclass(frozen=True)
class QuoteFacts:
    """One candidate's quote in its own currency, with what the calculation found about it.

    `price_question` is where `price` stands and `price_unit` what it is the price of. `service`
    is None where nothing could be calculated beyond the rate; `channels`, `base_fee` and `terms`
    are empty then. The shares (0–1) are those of the work with a surcharge.
    """

    cost: CandidateCost
    quote: Quote
    currency: str
    exchange: float
    exchange_note: str
    price: float | None
    price_unit: str
    price_question: str
    contacts_at_a_time: float
    readings: tuple[str, str]
    shrinkage: Span
    shrinkage_question: str
    units: tuple[PriceUnit, ...]
    channels: tuple[ChannelPrices, ...]
    base_fee: float
    terms: Terms | None
    overtime_share: Span
    peak_share: Span

    @property
    def service(self) -> ServiceCost | None:
        """The cost of the whole service."""
        return self.cost.service

    @property
    def rate(self) -> LoadedRate | None:
        """The loaded rate."""
        return self.cost.loaded_rate

    @property
    def is_timed(self) -> bool:
        """Whether hours are paid for."""
        return any(unit in TIME_UNITS for unit in self.units)


def facts_of(
    selection: Selection, catalogue: Catalogue, costs: Mapping[str, CandidateCost]
) -> Iterator[tuple[str, QuoteFacts]]:
    """Candidate id and facts of everybody whose quote gives a rate or a cost."""
    commercial = catalogue.commercial
    if commercial is None:
        return
    demand = read_demand(selection.brief, commercial, Ledger("", commercial))
    answers = selection.answers_by_candidate()
    for candidate_id, cost in costs.items():
        if cost.loaded_rate is not None or cost.service is not None:
            reader = _Reader(selection.brief, commercial, demand, cost, answers[candidate_id])
            if (facts := reader.facts()) is not None:
                yield candidate_id, facts


@dataclass(frozen=True)
class _Reader:
    brief: Brief
    commercial: Commercial
    demand: Demand | None
    cost: CandidateCost
    answers: Mapping[str, Answer]

    def facts(self) -> QuoteFacts | None:
        commercial, questions = self.commercial, self.commercial.questions
        said = self.answers.get(questions.quote_currency)
        currency = str(said.value) if said is not None and said.value else self.brief.currency
        # In its own currency a quote needs no rate of exchange: the sheet multiplies by it.
        own_brief = self.brief.model_copy(update={"currency": currency})
        ledger = Ledger(self.cost.candidate_id, commercial)
        quote = read_quote(self.answers, own_brief, commercial, ledger)
        if quote is None:
            return None
        shrinkage, shrinkage_question = self._shrinkage(quote)
        inputs = rate_inputs(quote, commercial, {}, shrinkage, ledger)
        tariff = self._tariff(quote, inputs, ledger)
        post_hours = commercial.assumptions.paid_hours_per_fte_month.low
        time = TimeUnits(post_hours) if tariff is None else tariff.time
        volume = 0.0 if tariff is None else tariff.volume
        choice = choose_model(quote, quoted_hour(quote, time) is not None, commercial, ledger)
        hour = quoted_hour(quote, time, () if choice is None else choice.units, volume)
        service = self.cost.service
        units = () if choice is None or service is None else choice.units
        priced = None if tariff is None or service is None else replace(tariff, units=units)
        price, price_unit, price_question = self._price(quote, time, hour)
        return QuoteFacts(
            cost=self.cost,
            quote=quote,
            currency=currency,
            exchange=exchange_factor(currency, self.brief) or 1.0,
            exchange_note=self._exchange_note(currency),
            price=price,
            price_unit=price_unit,
            price_question=price_question,
            contacts_at_a_time=time.contacts_at_a_time,
            readings=_readings(self.cost.loaded_rate, inputs),
            shrinkage=shrinkage,
            shrinkage_question=shrinkage_question,
            units=units,
            channels=() if priced is None else tuple(self._channels(priced)),
            base_fee=0.0 if priced is None else priced.base_fee(_billed(priced)),
            terms=None if service is None else read_terms(quote, self.brief, commercial, ledger),
            overtime_share=self._surcharged(
                self.brief.overtime_share_pct,
                quote.overtime_surcharge_pct,
                commercial.assumptions.overtime_share_pct,
                commercial.assumptions.open_surcharge_pct,
            ),
            peak_share=self._surcharged(
                self.brief.peak_share_pct,
                quote.peak_surcharge_pct,
                commercial.assumptions.peak_surcharge_share_pct,
                commercial.assumptions.open_surcharge_pct,
            ),
        )

    @staticmethod
    def _surcharged(
        stated_pct: float | None,
        surcharge_pct: float | None,
        assumed: AssumedFigure,
        open_surcharge: AssumedFigure | None,
    ) -> Span:
        if stated_pct is not None:
            return Span(stated_pct, stated_pct) * 0.01
        is_open = surcharge_pct is None and open_surcharge is not None and open_surcharge.high > 0
        return Span(assumed.low, assumed.high) * (0.01 if surcharge_pct or is_open else 0.0)

    def _exchange_note(self, currency: str) -> str:
        for rate in self.brief.exchange_rates:
            if rate.currency == currency:
                return f"{currency} of {rate.as_of.isoformat()}" if rate.as_of else currency
        return currency

    def _shrinkage(self, quote: Quote) -> tuple[Span, str]:
        """The share of paid time, and the question that it comes from, '' where from the data."""
        questions = self.commercial.questions
        for stated, question in (
            (quote.shrinkage_pct, questions.shrinkage),
            (quote.part("shrinkage").percentage, questions.rate_parts),
        ):
            if stated is not None:
                return Span(stated / 100, stated / 100), question
        assumptions = self.commercial.assumptions
        figure = assumptions.shrinkage_not_stated_pct or assumptions.shrinkage_pct
        return Span(figure.low, figure.high) * 0.01, ""

    def _price(
        self, quote: Quote, time: TimeUnits, hour: HourlyPrice | None
    ) -> tuple[float | None, str, str]:
        questions = self.commercial.questions
        if hour is None:
            return None, AS_IT_IS, ""
        if hour.unit is None:
            question = questions.loaded_rate if hour.is_loaded_rate else questions.headline_rate
            return hour.headline, AS_IT_IS, question
        name = {PriceUnit.FTE_MONTH: BY_POST, PriceUnit.MINUTE: BY_MINUTE}.get(hour.unit, AS_IT_IS)
        return hour.headline * time.hours_of(hour.unit), name, questions.price_lines

    def _tariff(self, quote: Quote, inputs: RateInputs, ledger: Ledger) -> Tariff | None:
        if self.demand is None:
            return None
        workload = read_workload(
            self.demand,
            quote.performance,
            quote.counts_issues,
            ledger,
            self.commercial.questions.performance,
        )
        if workload is None:
            return None
        post_hours = self.commercial.assumptions.paid_hours_per_fte_month.low
        return Tariff(quote, (), workload, (), inputs, post_hours)

    def _channels(self, tariff: Tariff) -> Iterator[ChannelPrices]:
        service, quote = self.cost.service, tariff.quote
        if service is None:
            return
        billed = _billed(tariff)
        counted_by_channel = tariff.workload.counted.sum(axis=1)
        timed = next((unit for unit in tariff.units if unit in TIME_UNITS), None)
        for row, channel in enumerate(service.channels):
            key = channel_key(channel.channel)
            volume = billed * float(counted_by_channel[row]) / tariff.volume
            line, readings = None, ("", "")
            if timed is not None and (hour := tariff.hour_of(timed, row, billed)) is not None:
                line = price_in_force(quote.lines, timed, key, volume, billed)
                rate = loaded_rate(hour, tariff.inputs, channel.staffing.occupancy)
                readings = _readings(rate, tariff.inputs)
            counted = {
                unit: price
                for unit in tariff.units
                if unit not in TIME_UNITS
                and (price := price_in_force(quote.lines, unit, key, volume, billed)) is not None
            }
            by = BY_POST if timed is PriceUnit.FTE_MONTH else AS_IT_IS
            yield ChannelPrices(line, by, readings, counted)


def _billed(tariff: Tariff) -> float:
    """What the quote counts as the invoiced volume of a month."""
    return max(tariff.volume, tariff.quote.minimum_volume or 0.0)


def part_state(part: Part) -> str:
    """How a part of the rate is dealt with."""
    if part.in_the_rate:
        return IN_THE_RATE
    if part.extra_per_hour is not None:
        return BESIDE
    return NOT_IN_IT if part.not_in_the_rate else NOT_STATED


def _readings(rate: LoadedRate | None, inputs: RateInputs) -> tuple[str, str]:
    """What the hour of a rate is taken for in the low and in the high estimate."""
    if rate is None:
        return "", ""
    divisors = {step.kind: step.divisor for step in rate.steps if step.divisor is not None}
    shrinkage = divisors.get(StepKind.SHRINKAGE, UNDIVIDED)
    missing = divisors.get(StepKind.MISSING_PARTS, UNDIVIDED)
    # A shrinkage of zero divides by one: whether it is a missing part besides tells which it is.
    expected = inputs.missing_divisor[True]
    low = shrinkage.low != 1 or (rate.shrinkage.low == 0 and missing.low == expected.low)
    high = shrinkage.high != 1 or (rate.shrinkage.high == 0 and missing.high == expected.high)
    return _reading(rate.basis_low, divides=low), _reading(rate.basis_high, divides=high)


def _reading(basis: RateBasis, *, divides: bool) -> str:
    if basis is RateBasis.PAID:
        return PAID if divides else PAID_WITHOUT_SHRINKAGE
    return LOGGED_IN if basis is RateBasis.LOGGED_IN else PRODUCTIVE
