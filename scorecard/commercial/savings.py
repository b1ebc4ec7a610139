"""What outsourcing saves: a range, its probability, and when the one-off fees are earned back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.results import InHouseCost, Savings, ServiceCost
from scorecard.commercial.span import Span
from scorecard.commercial.terms import growth_factors

Floats = NDArray[np.float64]


def probability_greater(first: Span, second: Span) -> float:
    """The chance that a figure uniform over `first` exceeds one uniform over `second`.

    Independent; closed form. Two exact and equal figures: one half.
    """
    if first.is_exact and second.is_exact:
        return 0.5 if first.low == second.low else float(first.low > second.low)
    if first.is_exact:
        return _share_below(first.low, second)
    if second.is_exact:
        return 1 - _share_below(second.low, first)
    area = _area_below(first.high, second) - _area_below(first.low, second)
    return min(max(area / first.width, 0.0), 1.0)


def savings(in_house: InHouseCost, service: ServiceCost, programme_manager: Span) -> Savings:
    """In-house cost less the candidate's and the programme manager's.

    The candidate resolves as many contacts as the own team does today: with a lower first-contact
    resolution it needs more contacts for that. Wages grow and prices are indexed once a year.
    """
    scale = in_house.resolved / service.resolved
    partner = service.month * scale
    months = service.contract_months
    prices = growth_factors(service.indexation, months)
    wages = Span(*(float(growth_factors(g, months).sum()) for g in _rates(in_house)))
    team = Span(in_house.month.low * wages.low, in_house.month.high * wages.high)
    manager = Span(programme_manager.low * wages.low, programme_manager.high * wages.high)
    outside = partner * float(prices.sum()) + manager + service.one_off
    month = _difference(in_house.month, partner + programme_manager)
    best, middle, worst = _flows(in_house, partner, programme_manager, service)
    return Savings(
        partner_month=partner,
        programme_manager_month=programme_manager,
        month=month,
        month_share=month * (1 / in_house.month.middle),
        contract=_difference(team, outside),
        probability=probability_greater(team, outside),
        break_even_month_best=_break_even(best, service.one_off.low),
        break_even_month_middle=_break_even(middle, service.one_off.middle),
        break_even_month_worst=_break_even(worst, service.one_off.high),
        only_missing_parts=_only_missing(in_house, service, programme_manager, scale),
    )


def _difference(first: Span, second: Span) -> Span:
    return Span(first.low - second.high, first.high - second.low)


def _rates(in_house: InHouseCost) -> tuple[float, float]:
    return in_house.wage_growth.low, in_house.wage_growth.high


def _flows(
    in_house: InHouseCost, partner: Span, manager: Span, service: ServiceCost
) -> tuple[Floats, Floats, Floats]:
    """The savings of each month in the best, the middle and the worst case."""
    months = service.contract_months
    prices = growth_factors(service.indexation, months)

    def flow(team: float, outside: float, own: float, growth: float) -> Floats:
        wages = growth_factors(growth, months)
        return np.asarray((team - own) * wages - outside * prices, dtype=float)

    growth = in_house.wage_growth
    return (
        flow(in_house.month.high, partner.low, manager.low, growth.high),
        flow(in_house.month.middle, partner.middle, manager.middle, growth.middle),
        flow(in_house.month.low, partner.high, manager.high, growth.low),
    )


def _break_even(flow: Floats, one_off: float) -> int | None:
    earned = np.cumsum(flow) - one_off
    reached = np.flatnonzero((earned >= 0) & (flow > 0))
    return int(reached[0]) + 1 if reached.size else None


def _only_missing(
    in_house: InHouseCost, service: ServiceCost, manager: Span, scale: float
) -> Span | None:
    stated = service.month_as_stated
    apparent = in_house.month.middle - stated.middle * scale - manager.middle
    if apparent <= 0:
        return None
    return Span(
        (service.month.low - stated.low) * scale / apparent,
        (service.month.high - stated.high) * scale / apparent,
    )


def _share_below(point: float, span: Span) -> float:
    return min(max((point - span.low) / span.width, 0.0), 1.0)


def _area_below(point: float, span: Span) -> float:
    """The integral of the uniform's distribution function up to `point`."""
    if point <= span.low:
        return 0.0
    if point >= span.high:
        return point - span.middle
    return (point - span.low) ** 2 / (2 * span.width)
