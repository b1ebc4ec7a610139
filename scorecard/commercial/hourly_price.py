"""The price of an hour that a quote names: where it stands and what the candidate adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scorecard.commercial.quote import PriceLine, PriceUnit, Quote
from scorecard.commercial.results import RateBasis
from scorecard.commercial.span import NOTHING, Span

# Units of which a price line gives the price of an hour, in the order in which they are looked for.
TIMED = (PriceUnit.HOUR, PriceUnit.FTE_MONTH, PriceUnit.MINUTE)


@dataclass(frozen=True)
class TimeUnits:
    """What makes a price of another unit of time one of an hour.

    `paid_hours_per_post` are those of a month; `contacts_at_a_time` is the mean over the workload.
    """

    paid_hours_per_post: float
    contacts_at_a_time: float = 1.0

    def hours_of(self, unit: PriceUnit) -> float:
        """How many hours one of the unit is: a post's paid ones, or productive ones."""
        if unit is PriceUnit.FTE_MONTH:
            return self.paid_hours_per_post
        # Several contacts at a time are as many handled minutes in one minute of the agent.
        return 1 / (60 * self.contacts_at_a_time) if unit is PriceUnit.MINUTE else 1.0


@dataclass(frozen=True)
class HourlyPrice:
    """An hourly price on its own basis, and what lies between it and the candidate's loaded.

    `basis` is None where it was not said. `unit` is that of the price line it was made from; None
    where it is a rate of its own, the loaded one where `is_loaded_rate`.
    """

    headline: float
    loading: Span
    basis: RateBasis | None
    unit: PriceUnit | None = None
    is_loaded_rate: bool = False

    @property
    def price(self) -> Span:
        """The hourly price with what the candidate itself adds to it."""
        return Span(self.headline + self.loading.low, self.headline + self.loading.high)

    @property
    def is_of_a_post(self) -> bool:
        """Whether it is a full-time post's price by its hours: those of its payroll."""
        return self.unit is PriceUnit.FTE_MONTH


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


def quoted_hour(
    quote: Quote, time: TimeUnits, billed: Sequence[PriceUnit] = (), volume: float = 0.0
) -> HourlyPrice | None:
    """The hour that a quote is compared by; None where it names none.

    Of the units that are `billed` the first that is one of time, at a month of so many contacts;
    else the headline rate, the price lines of time, or the loaded rate itself.
    """
    for unit in TIMED:
        if unit in billed and (hour := _of_lines(quote, unit, time, volume)) is not None:
            return hour
    if quote.headline is not None:
        hour = HourlyPrice(quote.headline, NOTHING, quote.basis)
        return _with_loading(quote, hour, quote.headline)
    for unit in TIMED:
        if (hour := _of_lines(quote, unit, time, volume)) is not None:
            return hour
    if quote.loaded is None:
        return None
    return HourlyPrice(quote.loaded, NOTHING, quote.basis, is_loaded_rate=True)


def channel_hour(
    quote: Quote,
    unit: PriceUnit,
    channel: str,
    *,
    channel_contacts: float,
    all_contacts: float,
    time: TimeUnits,
) -> HourlyPrice | None:
    """The hourly price of one channel: its own line or that of all channels, else the rate.

    None where there is neither: another channel's price is not its own.
    """
    price = price_in_force(quote.lines, unit, channel, channel_contacts, all_contacts)
    if price is not None:
        general = _line_of_all(quote, unit, all_contacts)
        reference = price if general is None else general
        hours = time.hours_of(unit)
        return _with_loading(quote, _hour(quote, unit, price, time), reference / hours)
    if quote.headline is not None:
        hour = HourlyPrice(quote.headline, NOTHING, quote.basis)
        return _with_loading(quote, hour, quote.headline)
    if any(line.unit in TIMED for line in quote.lines) or quote.loaded is None:
        return None
    return HourlyPrice(quote.loaded, NOTHING, quote.basis, is_loaded_rate=True)


def _line_of_all(quote: Quote, unit: PriceUnit, volume: float) -> float | None:
    """The unit's price for all channels, else that of the channel that is named first."""
    lines = tuple(line for line in quote.lines if line.unit is unit)
    if not lines:
        return None
    channel = "" if any(not line.channel for line in lines) else lines[0].channel
    return price_in_force(lines, unit, channel, volume, volume)


def _of_lines(quote: Quote, unit: PriceUnit, time: TimeUnits, volume: float) -> HourlyPrice | None:
    price = _line_of_all(quote, unit, volume)
    if price is None:
        return None
    hour = _hour(quote, unit, price, time)
    return _with_loading(quote, hour, hour.headline)


def _hour(quote: Quote, unit: PriceUnit, price: float, time: TimeUnits) -> HourlyPrice:
    basis = quote.basis
    if unit is PriceUnit.FTE_MONTH:
        # A post is on the payroll with its leave and its waiting, whatever an hour is.
        basis = RateBasis.PAID
    elif unit is PriceUnit.MINUTE:
        basis = RateBasis.PRODUCTIVE
    return HourlyPrice(price / time.hours_of(unit), NOTHING, basis, unit)


def _with_loading(quote: Quote, hour: HourlyPrice, reference: float) -> HourlyPrice:
    """With what the candidate itself adds from its headline to its loaded rate.

    Without a headline the `reference` stands for it. A loaded rate below it is a contradiction and
    adds nothing: nobody gets a cheaper rate by contradicting itself.
    """
    if quote.loaded is None:
        return hour
    headline = reference if quote.headline is None else quote.headline
    added = max(quote.loaded - headline, 0.0)
    return replace(hour, loading=Span(added, added))
