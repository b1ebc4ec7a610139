"""The same volumes under each pricing model, and where one overtakes another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

from scorecard.catalogue import Commercial, PricingModel
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.model_choice import HYBRID, ModelChoice, quoted_models
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
    hourly: Tariff | None,
    *,
    terms: Terms,
    commercial: Commercial,
    ledger: Ledger,
) -> ModelComparison:
    """Every model that the quote prices, and the others at the price at which they break even.

    `hourly` is the tariff of the loaded rate, from which models without a price are derived; None
    where the quote has no hourly rate. Handling a contact takes the hours that it takes at the
    brief's volume; full-time posts are paid for that volume also in a month with fewer contacts.
    """
    base = float(tariff.workload.contacts.sum())
    scenarios = _scenarios(base, tariff.workload.demand.peak_factor, commercial)
    quoted = {
        choice.model_id: choice for choice in quoted_models(tariff.quote, commercial, proposed)
    }
    by_the_hour = Span(0.0, 0.0)
    if hourly is not None:
        amounts = hourly.variable(base)
        by_the_hour = Span(float(amounts.low.sum()), float(amounts.high.sum()))
    costs = []
    for model in commercial.pricing_models:
        if model.id in quoted:
            own = Tariff(
                tariff.quote,
                quoted[model.id].units,
                tariff.workload,
                tariff.staffing,
                tariff.inputs,
                tariff.paid_hours_per_post,
            )
            if own.unpriced_channels():
                continue
            curve = _quoted_curve(own, terms, base, peak=False)
            at_peak = _quoted_curve(own, terms, base, peak=True)
            price = None
        elif hourly is not None:
            if model.id == HYBRID:
                ledger.assume("hybrid_base_share_pct")
            share = commercial.assumptions.hybrid_base_share_pct.low / 100
            curve, price = _derived(
                model, hourly, by_the_hour, terms, base=base, base_share=share, peak=False
            )
            at_peak, _ = _derived(
                model, hourly, by_the_hour, terms, base=base, base_share=share, peak=True
            )
        else:
            continue
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
    floor = terms.minimum_volume
    if PriceUnit.FTE_MONTH in tariff.units:
        floor = max(floor, base)
    surcharge = Span(terms.peak_surcharge, terms.peak_surcharge) if peak else terms.surcharge

    limits, variable = tariff.band_limits(), cache(tariff.variable)

    def pieces(name: str, factor: float, bonus: float) -> tuple[Piece, ...]:
        return pieces_of(
            limits,
            floor,
            lambda v: float(getattr(variable(v), name).sum()) / base * factor * bonus,
            lambda v: tariff.base_fee(v) * bonus,
        )

    return _Curve(pieces("low", surcharge.low, 1.0), pieces("high", surcharge.high, terms.bonus))


def _derived(
    model: PricingModel,
    hourly: Tariff,
    variable: Span,
    terms: Terms,
    *,
    base: float,
    base_share: float,
    peak: bool,
) -> tuple[_Curve, Span | None]:
    """The curve of a model at its break-even price, and that price in the model's unit.

    It costs at the brief's volume what the loaded rate costs with the same surcharges and bonus;
    `variable` is that cost without them.
    """
    surcharge = Span(terms.peak_surcharge, terms.peak_surcharge) if peak else terms.surcharge
    month = Span(variable.low * surcharge.low, variable.high * surcharge.high * terms.bonus)
    if model.id == HYBRID:
        share = base_share

        def hybrid(cost: float) -> tuple[Piece, ...]:
            return (Piece(0.0, cost * share, cost * (1 - share) / base),)

        return _Curve(hybrid(month.low), hybrid(month.high)), variable * ((1 - share) / base)
    quantity = _quantity(model, hourly)
    floor = base if model.price_unit == PriceUnit.FTE_MONTH else 0.0

    def straight(cost: float) -> tuple[Piece, ...]:
        return pieces_of((), floor, lambda _: cost / base, lambda _: 0.0)

    price = Span(variable.low / quantity.low, variable.high / quantity.high)
    return _Curve(straight(month.low), straight(month.high)), price


def _quantity(model: PricingModel, hourly: Tariff) -> Span:
    """How many of the model's units a month of the brief's volume has."""
    workload = hourly.workload
    logged_in = Span(
        sum(staffing.logged_in_hours.low for staffing in hourly.staffing),
        sum(staffing.logged_in_hours.high for staffing in hourly.staffing),
    )
    paid = paid_hours(logged_in, hourly.inputs.shrinkage)
    match PriceUnit(model.price_unit):
        case PriceUnit.FTE_MONTH:
            return paid * (1 / hourly.paid_hours_per_post)
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
