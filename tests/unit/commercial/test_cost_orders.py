"""The orders by headline, loaded rate and resolved contact; the efficient frontier; cents."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from unit.commercial.cost_building import E_MAIL_BRIEF, costs, parts

from scorecard.commercial import Span, efficient_frontier, money, places


def test_the_cheapest_hour_can_be_the_dearest_solved_contact() -> None:
    def quote(rate: float, aht: float, fcr: float) -> dict[str, object]:
        return {
            "headline_rate_per_hour": rate,
            "rate_basis": "productive",
            "rate_parts": parts(),
            "performance_by_channel": [{"channel": "E-mail", "aht_minutes": aht, "fcr_pct": fcr}],
        }

    found = costs(E_MAIL_BRIEF, {"Atlas": quote(12, 15, 50), "Borealis": quote(18, 10, 80)})
    # Atlas: 1,500 hours × 12 = 18,000 ÷ 3,000 = 6.00; Borealis: 1,000 × 18 ÷ 4,800 = 3.75
    atlas, borealis = (c.cost_per_resolved_contact for c in found.candidates)
    assert (atlas, borealis) == (Span(6.0, 6.0), Span(3.75, 3.75))
    ranks = found.ranks_by_candidate
    assert (ranks["Atlas"].headline, ranks["Atlas"].resolved) == (1, 2)
    assert (ranks["Borealis"].headline, ranks["Borealis"].resolved) == (2, 1)


def test_equal_costs_share_a_place_and_none_has_place_zero() -> None:
    assert places([3.0, 0.1 + 0.2, None, 0.3]) == (3, 1, 0, 1)


def test_the_frontier_holds_those_whom_nobody_beats() -> None:
    # value 80 at 4, 70 at 3, 60 at 5 (beaten by the first), 80 at 4.5 (beaten), no cost, 70 at 3
    found = efficient_frontier([80, 70, 60, 80, 90, 70], [4, 3, 5, 4.5, np.nan, 3])
    assert found.tolist() == [True, True, False, False, False, True]


def test_amounts_are_rounded_to_the_cent_halves_to_even() -> None:
    assert money(2.675) == Decimal("2.68")
    assert money(2.665) == Decimal("2.66")
    assert money(19.999) == Decimal("20.00")
