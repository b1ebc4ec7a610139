"""What a candidate's prices come to for a workload, before surcharges and one-off fees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.hourly_price import (
    HourlyPrice,
    TimeUnits,
    channel_hour,
    price_in_force,
)
from scorecard.commercial.loaded_rate import RateInputs, rate_range
from scorecard.commercial.quote import PriceLine, PriceUnit, Quote, channel_key
from scorecard.commercial.results import Staffing
from scorecard.commercial.span import Span
from scorecard.commercial.workload import Workload

Floats = NDArray[np.float64]

TIME_UNITS = (PriceUnit.FTE_MONTH, PriceUnit.HOUR)


@dataclass(frozen=True)
class Amounts:
    """Variable cost of a month, (channels × types): low, high, and as the quote states it."""

    low: Floats
    high: Floats
    stated_low: Floats
    stated_high: Floats

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.low + other.low,
            self.high + other.high,
            self.stated_low + other.stated_low,
            self.stated_high + other.stated_high,
        )


@dataclass(frozen=True)
class Tariff:
    """A quote's prices for some units, applied to one workload and its staffing.

    Shrinkage in `inputs` is that of the partner; hours are those of the brief's volume. Volumes
    that prices depend on are in what the quote counts: contacts, or issues.
    """

    quote: Quote
    units: tuple[PriceUnit, ...]
    workload: Workload
    staffing: tuple[Staffing, ...]
    inputs: RateInputs
    paid_hours_per_post: float

    @property
    def time(self) -> TimeUnits:
        """What makes this workload's prices of time comparable."""
        return TimeUnits(self.paid_hours_per_post, self.workload.contacts_at_a_time)

    @property
    def volume(self) -> float:
        """What the quote counts as the brief's volume of a month."""
        return float(self.workload.counted.sum())

    def unpriced_channels(self) -> tuple[str, ...]:
        """Channels for which none of the units has a price; none where a base fee is all."""
        if not self.units:
            return ()
        return tuple(
            channel.channel
            for row, channel in enumerate(self.workload.demand.channels)
            if all(self._price(unit, row, self.volume) is None for unit in self.units)
        )

    def variable(self, contacts: float) -> Amounts:
        """The cost of the brief's volumes at the prices of a month with so many contacts.

        Contacts are those that the quote counts.
        """
        nothing = np.zeros_like(self.workload.contacts)
        result = Amounts(nothing, nothing, nothing, nothing)
        for unit in self.units:
            result += (
                self._timed(contacts, unit) if unit in TIME_UNITS else self._counted(contacts, unit)
            )
        if not any(unit in TIME_UNITS for unit in self.units):
            result = self._with_parts_beside(result)
        return result

    def base_fee(self, contacts: float) -> float:
        """The base fees of a month with so many contacts."""
        keys = {channel_key(channel.channel) for channel in self.workload.demand.channels}
        names = {line.channel for line in self._lines(PriceUnit.BASE_FEE_MONTH)} & {"", *keys}
        fees = (self._base_fee_of(name, contacts) for name in names)
        return sum(fee for fee in fees if fee is not None)

    def band_limits(self) -> tuple[float, ...]:
        """The volumes of all that the quote counts at which a price changes."""
        mix = {
            channel_key(channel.channel): share
            for channel, share in zip(self.workload.demand.channels, self._mix(), strict=True)
        }
        return tuple(
            line.from_contacts / mix.get(line.channel, 1.0)
            for unit in (*self.units, PriceUnit.BASE_FEE_MONTH)
            for line in self._lines(unit)
            if line.from_contacts > 0 and (not line.channel or line.channel in mix)
        )

    def hourly_rates(self, contacts: float) -> tuple[Span | None, ...]:
        """The loaded rate of each channel; None where the hour is not what is paid for."""
        unit = next((unit for unit in self.units if unit in TIME_UNITS), None)
        rates = (
            None if unit is None else self._rate(unit, row, contacts)
            for row in range(len(self.staffing))
        )
        return tuple(None if rate is None else rate[0] for rate in rates)

    def _lines(self, unit: PriceUnit) -> list[PriceLine]:
        return [line for line in self.quote.lines if line.unit is unit]

    def _mix(self) -> list[float]:
        by_channel = self.workload.counted.sum(axis=1)
        return [float(share) for share in by_channel / by_channel.sum()]

    def _price(self, unit: PriceUnit, row: int, contacts: float) -> float | None:
        if unit in TIME_UNITS:
            hour = self.hour_of(unit, row, contacts)
            return None if hour is None else hour.headline
        key = channel_key(self.workload.demand.channels[row].channel)
        return price_in_force(self.quote.lines, unit, key, contacts * self._mix()[row], contacts)

    def hour_of(self, unit: PriceUnit, row: int, contacts: float) -> HourlyPrice | None:
        """The hourly price of a channel; None where its hours are not paid for.

        A channel that is paid by the contact pays no hours besides, unless a line prices them.
        """
        key = channel_key(self.workload.demand.channels[row].channel)
        own, lines = contacts * self._mix()[row], self.quote.lines
        if price_in_force(lines, unit, key, own, contacts) is None and any(
            price_in_force(lines, counted, key, own, contacts) is not None
            for counted in self.units
            if counted not in TIME_UNITS
        ):
            return None
        return channel_hour(
            self.quote,
            unit,
            key,
            channel_contacts=own,
            all_contacts=contacts,
            time=self.time,
        )

    def _base_fee_of(self, name: str, contacts: float) -> float | None:
        keys = [channel_key(channel.channel) for channel in self.workload.demand.channels]
        own = contacts * self._mix()[keys.index(name)] if name in keys else 0.0
        lines = tuple(line for line in self.quote.lines if line.channel == name)
        return price_in_force(lines, PriceUnit.BASE_FEE_MONTH, name, own, contacts)

    def _rate(self, unit: PriceUnit, row: int, contacts: float) -> tuple[Span, Span] | None:
        """The channel's loaded rate, and the same with nothing added for missing parts."""
        hour = self.hour_of(unit, row, contacts)
        return None if hour is None else rate_range(hour, self.inputs, self.staffing[row].occupancy)

    def _timed(self, contacts: float, unit: PriceUnit) -> Amounts:
        hours = self.workload.productive_hours
        rates = [self._rate(unit, row, contacts) for row in range(len(self.staffing))]
        nothing = (Span(0.0, 0.0), Span(0.0, 0.0))
        full = [rate or nothing for rate in rates]
        return Amounts(
            low=hours * np.array([[widened.low] for widened, _ in full]),
            high=hours * np.array([[widened.high] for widened, _ in full]),
            stated_low=hours * np.array([[stated.low] for _, stated in full]),
            stated_high=hours * np.array([[stated.high] for _, stated in full]),
        )

    def _counted(self, contacts: float, unit: PriceUnit) -> Amounts:
        workload = self.workload
        quantity = {
            PriceUnit.MINUTE: workload.contacts * workload.aht_minutes,
            PriceUnit.CONTACT: workload.counted,
            PriceUnit.RESOLVED_CONTACT: workload.resolved,
            # One outcome for each resolved contact.
            PriceUnit.OUTCOME: workload.resolved,
        }[unit]
        prices = [self._price(unit, row, contacts) or 0.0 for row in range(len(self.staffing))]
        cost = quantity * np.array(prices)[:, None]
        return Amounts(cost, cost, cost, cost)

    def _with_parts_beside(self, amounts: Amounts) -> Amounts:
        """A price per contact or minute covers everything but what is said not to be in it.

        Shrinkage and waiting are the partner's own risk there. A part with an amount an hour is
        added for productive hours in the low estimate, for paid hours in the high one.
        """
        inputs = self.inputs
        outside = [
            (part, share)
            for part, share in zip(inputs.parts, inputs.part_shares, strict=True)
            if part.not_in_the_rate and part.id != "shrinkage"
        ]
        extra = sum(part.extra_per_hour or 0.0 for part, _ in outside)
        hidden = sum(share for part, share in outside if part.extra_per_hour is None)
        hours = self.workload.productive_hours
        paid = np.array(
            [
                [1 / (staffing.occupancy.low * (1 - inputs.shrinkage.high))]
                for staffing in self.staffing
            ]
        )
        low, high = amounts.low + extra * hours, amounts.high + extra * hours * paid
        return Amounts(
            low=low / (1 - inputs.hidden.low * hidden),
            high=high / (1 - inputs.hidden.high * hidden),
            stated_low=low,
            stated_high=high,
        )
