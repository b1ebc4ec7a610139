"""What outsourcing saves: a range, its probability, and when the one-off fees are earned back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.commercial.results import InHouseCost, Savings, ServiceCost
from scorecard.commercial.span import NOTHING, UNCHANGED, Span
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


@dataclass(frozen=True)
class Ramp:
    """The months until the partner carries the full volume, and what it invoices meanwhile.

    The own team is paid in full until then. `billed_share` (0–1) is that of a full invoice.
    """

    months: Span
    billed_share: Span


NO_RAMP = Ramp(NOTHING, UNCHANGED)


def savings(
    in_house: InHouseCost,
    service: ServiceCost,
    partner: tuple[Span, Span],
    programme_manager: Span,
    ramp: Ramp = NO_RAMP,
) -> Savings:
    """In-house cost less the candidate's and the programme manager's.

    `partner` is a month's invoice for resolving as many contacts as the own team does today (with a
    lower first-contact resolution it takes more contacts), and the same as the quote states it.
    Wages grow and prices are indexed once a year.
    """
    month, stated = partner
    best, middle, worst = (
        _Case(
            team=getattr(in_house.month, against),
            partner=getattr(month, end),
            manager=getattr(programme_manager, end),
            one_off=getattr(service.one_off, end),
            wage_growth=getattr(in_house.wage_growth, against),
            indexation=getattr(service.indexation, end),
            ramp_months=getattr(ramp.months, end),
            billed_share=getattr(ramp.billed_share, end),
            months=service.contract_months,
        )
        for end, against in (("low", "high"), ("middle", "middle"), ("high", "low"))
    )
    team, outside = Span(worst.saved, best.saved), Span(best.spent, worst.spent)
    saved = _difference(in_house.month, month + programme_manager)
    return Savings(
        partner_month=month,
        programme_manager_month=programme_manager,
        month=saved,
        month_share=saved * (1 / in_house.month.middle),
        contract=_difference(team, outside),
        probability=probability_greater(team, outside),
        break_even_month_best=best.break_even(),
        break_even_month_middle=middle.break_even(),
        break_even_month_worst=worst.break_even(),
        only_missing_parts=_only_missing(in_house, month, stated, programme_manager),
        ramp_months=ramp.months,
    )


@dataclass(frozen=True)
class _Case:
    """The months of a contract in one estimate; amounts a month, `one_off` once."""

    team: float
    partner: float
    manager: float
    one_off: float
    wage_growth: float
    indexation: float
    ramp_months: float
    billed_share: float
    months: int

    @property
    def _carried(self) -> Floats:
        """The share of each month in which the partner carries the full volume."""
        return np.clip(np.arange(1, self.months + 1) - self.ramp_months, 0.0, 1.0)

    @property
    def _saved(self) -> Floats:
        return np.asarray(self._carried * self.team * growth_factors(self.wage_growth, self.months))

    @property
    def _spent(self) -> Floats:
        invoiced = self._carried + (1 - self._carried) * self.billed_share
        partner = invoiced * self.partner * growth_factors(self.indexation, self.months)
        return np.asarray(partner + self.manager * growth_factors(self.wage_growth, self.months))

    @property
    def saved(self) -> float:
        """What the own team no longer costs over the contract."""
        return float(self._saved.sum())

    @property
    def spent(self) -> float:
        """What partner, programme manager and one-off fees cost over the contract."""
        return float(self._spent.sum()) + self.one_off

    def break_even(self) -> int | None:
        """The first month from which on the savings so far are not below zero."""
        below = np.flatnonzero(np.cumsum(self._saved - self._spent) - self.one_off < 0)
        first = 1 if below.size == 0 else int(below[-1]) + 2
        return first if first <= self.months else None


def _difference(first: Span, second: Span) -> Span:
    return Span(first.low - second.high, first.high - second.low)


def _only_missing(in_house: InHouseCost, month: Span, stated: Span, manager: Span) -> Span | None:
    apparent = in_house.month.middle - stated.middle - manager.middle
    if apparent <= 0:
        return None
    return Span((month.low - stated.low) / apparent, (month.high - stated.high) / apparent)


def _share_below(point: float, span: Span) -> float:
    return min(max((point - span.low) / span.width, 0.0), 1.0)


def _area_below(point: float, span: Span) -> float:
    """The integral of the uniform's distribution function up to `point`."""
    if point <= span.low:
        return 0.0
    if point >= span.high:
        return point - span.middle
    return (point - span.low) ** 2 / (2 * span.width)
