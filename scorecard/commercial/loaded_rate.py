"""From the rate as quoted to the comparable cost of one productive hour, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scorecard.catalogue import Commercial
from scorecard.commercial.hourly_price import HourlyPrice
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.quote import Part, PriceUnit, Quote
from scorecard.commercial.results import LoadedRate, RateBasis, RateStep, StepKind
from scorecard.commercial.span import Span

SHRINKAGE = "shrinkage"
UNDIVIDED = Span(1.0, 1.0)


@dataclass(frozen=True)
class RateInputs:
    """What the loaded rate of a candidate is made from, besides the hourly price itself.

    `claims_all` is set where the price is one that the candidate itself calls loaded: what it
    does not break down is then taken at its word in the low estimate. Shares are 0–1.
    """

    parts: tuple[Part, ...]
    part_shares: tuple[float, ...]
    part_labels: tuple[str, ...]
    claims_all: bool
    hidden: Span
    shrinkage: Span

    @cached_property
    def stated_extra(self) -> dict[bool, float]:
        """What is invoiced beside the rate, by whether shrinkage divides (and is not added)."""
        return {
            divides: sum(
                part.extra_per_hour or 0.0
                for part in self.parts
                if not (divides and part.id == SHRINKAGE)
            )
            for divides in (False, True)
        }

    @cached_property
    def missing_divisor(self) -> dict[bool, Span]:
        """What missing parts divide by, low and high, by whether shrinkage divides by itself."""
        return {divides: self._missing_divisor(divides) for divides in (False, True)}

    def _missing_divisor(self, shrinkage_divides: bool) -> Span:
        at_word = hidden = 0.0
        for part, share in zip(self.parts, self.part_shares, strict=True):
            if part.is_missing and not (shrinkage_divides and part.id == SHRINKAGE):
                hidden += share
                if part.not_in_the_rate or not self.claims_all:
                    at_word += share
        return Span(1 - self.hidden.low * at_word, 1 - self.hidden.high * hidden)


@dataclass(frozen=True)
class _Reading:
    """One way to read the hour of a quote: which divisors apply."""

    basis: RateBasis
    divides_by_shrinkage: bool

    @property
    def divides_by_occupancy(self) -> bool:
        return self.basis is not RateBasis.PRODUCTIVE


def rate_inputs(
    quote: Quote,
    commercial: Commercial,
    part_labels: dict[str, str],
    shrinkage: Span,
    ledger: Ledger,
) -> RateInputs:
    """Collects a quote's parts in the data's order; notes what missing ones rest on."""
    parts = tuple(quote.part(part.id) for part in commercial.parts)
    if any(part.is_missing for part in parts):
        hidden = ledger.assume("hidden_share_pct") * 0.01
    else:
        figure = commercial.assumptions.hidden_share_pct
        hidden = Span(figure.low, figure.high) * 0.01
    return RateInputs(
        parts=parts,
        part_shares=tuple(commercial.share_of_part(part.id) for part in parts),
        part_labels=tuple(part_labels.get(part.id, part.id) for part in parts),
        claims_all=quote.loaded is not None,
        hidden=hidden,
        shrinkage=shrinkage,
    )


def loaded_rate(hour: HourlyPrice, inputs: RateInputs, occupancy: Span) -> LoadedRate:
    """The cost of one productive hour, low to high, from an hourly price.

    Shrinkage and occupancy divide at most once each, in the readings of the hour that need it:
    a paid hour both, a logged-in hour occupancy, a productive hour neither. Unknown: low reads
    productive, high reads paid, or logged-in where shrinkage is said to be in the rate. A
    full-time post's hours are always paid ones.
    """
    low, high = _chosen(hour, inputs, occupancy)
    steps = _steps(hour, low, high, inputs=inputs, occupancy=occupancy)
    ignored = low.divides_by_shrinkage and high.divides_by_shrinkage
    missing = [
        (part, share)
        for part, share in zip(inputs.parts, inputs.part_shares, strict=True)
        if part.is_missing and not (ignored and part.id == SHRINKAGE)
    ]
    per_hour = steps[-1].after
    return LoadedRate(
        headline=hour.headline,
        basis=hour.basis,
        basis_low=low.basis,
        basis_high=high.basis,
        steps=steps,
        per_productive_hour=per_hour,
        as_stated=rate_range(hour, inputs, occupancy)[1],
        missing_parts=tuple(part.id for part, _ in missing),
        missing_share=sum(share for _, share in missing),
        shrinkage=inputs.shrinkage,
        occupancy=occupancy,
    )


def rate_range(hour: HourlyPrice, inputs: RateInputs, occupancy: Span) -> tuple[Span, Span]:
    """The loaded rate without its steps, and the same with nothing added for missing parts."""
    price = hour.price
    low, high = _chosen(hour, inputs, occupancy)
    return (
        Span(
            _estimate(price.low, low, inputs, occupancy).low,
            _estimate(price.high, high, inputs, occupancy).high,
        ),
        Span(
            _estimate(price.low, low, inputs, occupancy, widened=False).low,
            _estimate(price.high, high, inputs, occupancy, widened=False).high,
        ),
    )


def contradicts_paid_basis(inputs: RateInputs) -> bool:
    """Whether shrinkage is said to be in the rate, so that a paid hour cannot be its basis."""
    part = _shrinkage_part(inputs)
    return part.in_the_rate or (inputs.claims_all and not part.not_in_the_rate)


def _shrinkage_part(inputs: RateInputs) -> Part:
    return next((part for part in inputs.parts if part.id == SHRINKAGE), Part(SHRINKAGE))


def _readings(hour: HourlyPrice, inputs: RateInputs) -> tuple[_Reading, ...]:
    match hour.basis:
        case RateBasis.PAID if not hour.is_of_a_post and contradicts_paid_basis(inputs):
            return (_Reading(RateBasis.PAID, False), _Reading(RateBasis.PAID, True))
        case RateBasis.PAID:
            return (_Reading(RateBasis.PAID, True),)
        case RateBasis.LOGGED_IN | RateBasis.PRODUCTIVE:
            return (_Reading(hour.basis, False),)
        case _:
            productive = _Reading(RateBasis.PRODUCTIVE, False)
            if _shrinkage_part(inputs).in_the_rate:
                return (productive, _Reading(RateBasis.LOGGED_IN, False))
            return (productive, _Reading(RateBasis.PAID, True))


def _chosen(hour: HourlyPrice, inputs: RateInputs, occupancy: Span) -> tuple[_Reading, _Reading]:
    """The reading that gives the low estimate and the one that gives the high."""
    readings, price = _readings(hour, inputs), hour.price
    if len(readings) == 1:
        return readings[0], readings[0]
    return (
        min(readings, key=lambda r: _estimate(price.low, r, inputs, occupancy).low),
        max(readings, key=lambda r: _estimate(price.high, r, inputs, occupancy).high),
    )


def _estimate(
    base: float, reading: _Reading, inputs: RateInputs, occupancy: Span, *, widened: bool = True
) -> Span:
    missing = inputs.missing_divisor[reading.divides_by_shrinkage] if widened else UNDIVIDED
    rate = base + inputs.stated_extra[reading.divides_by_shrinkage]
    low, high = rate / missing.low, rate / missing.high
    if reading.divides_by_shrinkage:
        low, high = low / (1 - inputs.shrinkage.low), high / (1 - inputs.shrinkage.high)
    if reading.divides_by_occupancy:
        low, high = low / occupancy.high, high / occupancy.low
    return Span(low, high)


def _beginning(hour: HourlyPrice) -> str:
    """What the rate begins with, in words."""
    if hour.unit is PriceUnit.FTE_MONTH:
        return "Full-time price by its paid hours"
    if hour.unit is PriceUnit.MINUTE:
        return "Price of sixty handled minutes"
    return "Rate as quoted"


def _steps(
    hour: HourlyPrice,
    low: _Reading,
    high: _Reading,
    *,
    inputs: RateInputs,
    occupancy: Span,
) -> tuple[RateStep, ...]:
    start = Span(hour.headline, hour.headline)
    steps = [RateStep(StepKind.HEADLINE, _beginning(hour), start, start)]

    def add(kind: StepKind, label: str, amount: Span, part_ids: tuple[str, ...] = ()) -> None:
        if amount != Span(0.0, 0.0):
            steps.append(RateStep(kind, label, amount, steps[-1].after + amount, part_ids=part_ids))

    def divide(kind: StepKind, label: str, divisor: Span, part_ids: tuple[str, ...] = ()) -> None:
        before = steps[-1].after
        after = Span(before.low / divisor.low, before.high / divisor.high)
        added = Span(after.low - before.low, after.high - before.high)
        is_missing = kind is StepKind.MISSING_PARTS
        if divisor != UNDIVIDED or is_missing:
            steps.append(RateStep(kind, label, added, after, divisor, part_ids, is_missing))

    add(StepKind.CANDIDATES_LOADING, "What the candidate adds to its loaded rate", hour.loading)
    for part, label in zip(inputs.parts, inputs.part_labels, strict=True):
        if part.extra_per_hour is not None:
            shrinks = part.id == SHRINKAGE
            amount = Span(
                0.0 if shrinks and low.divides_by_shrinkage else part.extra_per_hour,
                0.0 if shrinks and high.divides_by_shrinkage else part.extra_per_hour,
            )
            add(StepKind.STATED_PART, f"{label}, invoiced beside the rate", amount, (part.id,))
    divisor = Span(
        inputs.missing_divisor[low.divides_by_shrinkage].low,
        inputs.missing_divisor[high.divides_by_shrinkage].high,
    )
    missing = [
        (part.id, label)
        for part, label in zip(inputs.parts, inputs.part_labels, strict=True)
        if part.is_missing
        and not (part.id == SHRINKAGE and low.divides_by_shrinkage and high.divides_by_shrinkage)
    ]
    if missing:
        label = "Parts not in the price or not stated: " + ", ".join(label for _, label in missing)
        divide(
            StepKind.MISSING_PARTS,
            label,
            divisor,
            tuple(part_id for part_id, _ in missing),
        )
    divide(
        StepKind.SHRINKAGE,
        "Shrinkage: paid hours to logged-in hours",
        Span(
            1 - inputs.shrinkage.low if low.divides_by_shrinkage else 1.0,
            1 - inputs.shrinkage.high if high.divides_by_shrinkage else 1.0,
        ),
        (SHRINKAGE,),
    )
    divide(
        StepKind.OCCUPANCY,
        "Occupancy: logged-in hours to productive hours",
        Span(
            occupancy.high if low.divides_by_occupancy else 1.0,
            occupancy.low if high.divides_by_occupancy else 1.0,
        ),
    )
    return tuple(steps)
