"""The same volumes under each pricing model, and where one overtakes another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from scorecard.catalogue import Commercial, PricingModel
from scorecard.commercial.hourly_price import TIMED
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.model_choice import HOURLY, HYBRID, ModelChoice, quoted_models
from scorecard.commercial.pieces import cost_at, crossings, pieces_of
from scorecard.commercial.quote import PriceUnit
from scorecard.commercial.results import Crossing, ModelComparison, ModelCost, Piece, VolumeScenario
from scorecard.commercial.span import Span
from scorecard.commercial.staffing import paid_hours
from scorecard.commercial.tariff import Tariff
from scorecard.commercial.terms import Terms


@dataclass(frozen=True)
class _Curve:
    """A model's cost in pieces, for the low and the high estimate."""

    low: tuple[Piece, ...]
    high: tuple[Piece, ...]

    def at(self, contacts: float) -> Span:
        return Span(cost_at(self.low, contacts), cost_at(self.high, contacts))


def compare_models(
    proposed: ModelChoice,
    tariff: Tariff,
    *,
    terms: Terms,
    commercial: Commercial,
    ledger: Ledger,
) -> ModelComparison:
    """Every model that the quote prices, and the others at the price at which they break even.

    `tariff` is that of the proposed model, beside which models without a price of their own break
    even at the brief's volume. Handling a contact takes the hours that it takes at that volume;
    full-time posts are paid for it also in a month with fewer contacts.
    """
    base = float(tariff.workload.contacts.sum())
    scenarios = _scenarios(base, tariff.workload.demand.months.peak, commercial)
    quoted = {
        choice.model_id: choice for choice in quoted_models(tariff.quote, commercial, proposed)
    }
    by_headline = (
        HOURLY not in quoted
        and tariff.quote.headline is not None
        and not set(proposed.units) & set(TIMED)
    )
    if by_headline:
        # Beside a price by the contact the headline is one by the hour; beside a price of time it
        # is that price itself.
        quoted[HOURLY] = ModelChoice(HOURLY, (PriceUnit.HOUR,))
    anchors = [_quoted_curve(tariff, terms, base, peak=peak).at(base) for peak in (False, True)]
    costs = []
    for model in commercial.pricing_models:
        price = None
        if model.id in quoted:
            own = replace(tariff, units=quoted[model.id].units)
            if model.id == HOURLY and by_headline:
                own = replace(own, quote=replace(own.quote, lines=()))
            if own.unpriced_channels():
                continue
            curves = [_quoted_curve(own, terms, base, peak=peak) for peak in (False, True)]
        else:
            if model.id == HYBRID:
                ledger.assume("hybrid_base_share_pct")
            share = commercial.assumptions.hybrid_base_share_pct.low / 100
            curves = [_derived(model, anchor, base, share) for anchor in anchors]
            price = _break_even_price(model, tariff, anchors[0], share)
        curve, at_peak = curves
        costs.append(
            ModelCost(
                model_id=model.id,
                title=model.title,
                is_quoted=model.id in quoted,
                is_proposed=model.id == proposed.model_id,
                price_unit=model.price_unit,
                break_even_price=price,
                by_scenario=tuple(
                    (at_peak if scenario.is_peak else curve).at(scenario.contacts)
                    for scenario in scenarios
                ),
                low=curve.low,
                high=curve.high,
                best_for=model.best_for,
                beware=model.beware,
                sources=model.sources,
            )
        )
    return ModelComparison(scenarios, tuple(costs), tuple(_crossings(costs)))


def _scenarios(
    base: float, peak_factor: float, commercial: Commercial
) -> tuple[VolumeScenario, ...]:
    steps = [
        VolumeScenario(step.id, step.label, step.factor, base * step.factor, is_peak=False)
        for step in commercial.volume_steps
    ]
    return (
        *steps,
        VolumeScenario("peak", "At peak", peak_factor, base * peak_factor, is_peak=True),
    )


def _quoted_curve(tariff: Tariff, terms: Terms, base: float, *, peak: bool) -> _Curve:
    # What the quote counts for each contact: one, or the issues behind it.
    counted = tariff.volume / base
    floor = terms.minimum_volume / counted
    if PriceUnit.FTE_MONTH in tariff.units:
        floor = max(floor, base)
    surcharge = terms.peak_surcharge if peak else terms.surcharge
    limits = tuple(limit / counted for limit in tariff.band_limits())
    variable = cache(tariff.variable)

    def pieces(name: str, factor: float, bonus: float) -> tuple[Piece, ...]:
        return pieces_of(
            limits,
            floor,
            lambda v: float(getattr(variable(v * counted), name).sum()) / base * factor * bonus,
            lambda v: tariff.base_fee(v * counted) * bonus,
        )

    return _Curve(pieces("low", surcharge.low, 1.0), pieces("high", surcharge.high, terms.bonus))


def _derived(model: PricingModel, month: Span, base: float, base_share: float) -> _Curve:
    """The curve of a model that costs so much a month at the brief's volume."""
    if model.id == HYBRID:

        def hybrid(cost: float) -> tuple[Piece, ...]:
            return (Piece(0.0, cost * base_share, cost * (1 - base_share) / base),)

        return _Curve(hybrid(month.low), hybrid(month.high))
    floor = base if model.price_unit == PriceUnit.FTE_MONTH else 0.0

    def straight(cost: float) -> tuple[Piece, ...]:
        return pieces_of((), floor, lambda _: cost / base, lambda _: 0.0)

    return _Curve(straight(month.low), straight(month.high))


def _break_even_price(model: PricingModel, tariff: Tariff, month: Span, base_share: float) -> Span:
    """What one unit of the model may cost, from the lower to the higher price."""
    if model.id == HYBRID:
        return month * ((1 - base_share) / float(tariff.workload.contacts.sum()))
    quantity = _quantity(model, tariff)
    ends = (month.low / quantity.low, month.high / quantity.high)
    return Span(min(ends), max(ends))


def _quantity(model: PricingModel, tariff: Tariff) -> Span:
    """How many of the model's units a month of the brief's volume has."""
    workload = tariff.workload
    logged_in = Span(
        sum(staffing.logged_in_hours.low for staffing in tariff.staffing),
        sum(staffing.logged_in_hours.high for staffing in tariff.staffing),
    )
    paid = paid_hours(logged_in, tariff.inputs.shrinkage)
    match PriceUnit(model.price_unit):
        case PriceUnit.FTE_MONTH:
            return paid * (1 / tariff.paid_hours_per_post)
        case PriceUnit.HOUR:
            return paid
        case PriceUnit.MINUTE:
            amount = float((workload.contacts * workload.aht_minutes).sum())
        case PriceUnit.CONTACT:
            amount = float(workload.contacts.sum())
        case _:
            amount = float(workload.resolved.sum())
    return Span(amount, amount)


def _crossings(costs: list[ModelCost]) -> list[Crossing]:
    result = []
    for first, second in combinations(costs, 2):
        if not (first.is_quoted or second.is_quoted):
            # Both were made to break even at the brief's volume; that they meet says nothing.
            continue
        for estimate in ("low", "high"):
            for volume, first_above in crossings(
                getattr(first, estimate), getattr(second, estimate)
            ):
                below, above = second.model_id, first.model_id
                if not first_above:
                    below, above = above, below
                result.append(Crossing(volume, below, above, estimate))
    return sorted(result, key=lambda crossing: (crossing.estimate, crossing.contacts))
