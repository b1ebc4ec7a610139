"""The same volumes under each pricing model, and where one overtakes another."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.commercial.cost_building import E_MAIL_BRIEF, cost, parts

from scorecard.commercial import Crossing, ModelComparison, Span, cost_at
from scorecard.commercial.pieces import crossings, pieces_of

HOURLY: dict[str, Any] = {
    "headline_rate_per_hour": 20,
    "rate_basis": "productive",
    "rate_parts": parts(),
}


BRIEF = E_MAIL_BRIEF | {"peak_to_trough_ratio": 1.5}


def compared(**answers: Any) -> ModelComparison:
    models = cost(BRIEF, HOURLY | answers).models
    assert models is not None
    return models


def by_model(comparison: ModelComparison) -> dict[str, list[Span]]:
    return {model.model_id: list(model.by_scenario) for model in comparison.models}


def test_the_volumes_are_the_briefs_less_and_more_30_per_cent_and_at_peak() -> None:
    # 1.5 to 1, half of the months each: the peak's pace is 1.5 ÷ 1.25 = 1.2 of the mean
    found = compared().scenarios
    assert [s.contacts for s in found] == pytest.approx([4200, 4800, 6000, 7200, 7800, 7200])
    assert [s.is_peak for s in found] == [False] * 5 + [True]


def test_hours_follow_the_volume_and_full_time_posts_stay_in_a_quiet_month() -> None:
    found = by_model(compared(pricing_model="hourly"))
    # 1,000 productive hours × 20 at the brief's volume
    assert [s.low for s in found["hourly"]] == pytest.approx(
        [14000, 16000, 20000, 24000, 26000, 24000]
    )
    assert [s.low for s in found["per_fte"]] == pytest.approx(
        [20000, 20000, 20000, 24000, 26000, 24000]
    )


def test_models_without_a_price_are_derived_at_the_price_that_breaks_even() -> None:
    models = {m.model_id: m for m in compared(pricing_model="hourly").models}
    assert models["hourly"].is_quoted
    assert not models["per_contact"].is_quoted
    prices = {name: model.break_even_price for name, model in models.items()}
    # 20,000 ÷ 6,000 contacts; ÷ 4,500 resolved; ÷ 60,000 minutes; half of it as base fee
    for name, price in (
        ("per_contact", 20 / 6),
        ("per_resolved_contact", 20 / 4.5),
        ("per_minute", 1 / 3),
        ("hybrid", 10 / 6),
    ):
        found = prices[name]
        assert found is not None
        assert (found.low, found.high) == pytest.approx((price, price))


def test_a_quoted_price_per_contact_overtakes_the_hour_where_the_bands_say() -> None:
    # By the headline 20 ÷ 6 = 3.333 a contact. The price per contact is 3.50, from 5,000 on 3.20:
    # cheaper from 5,000 on, and dearer below.
    lines = [
        {"unit": "per_contact", "price": 3.5},
        {"unit": "per_contact", "from_contacts": 5000, "price": 3.2},
    ]
    found = compared(pricing_model="per_contact", price_lines=lines)
    quoted = [m.model_id for m in found.models if m.is_quoted]
    assert quoted == ["hourly", "per_contact"]
    pair = {"hourly", "per_contact"}
    with_hour = [c for c in found.crossings if {c.cheaper_above, c.cheaper_below} == pair]
    assert with_hour == [
        Crossing(5000, "hourly", "per_contact", "high"),
        Crossing(5000, "hourly", "per_contact", "low"),
    ]


def test_a_hybrid_crosses_the_price_per_contact_where_its_base_fee_is_earned_back() -> None:
    # base 6,000 and 2.00 a contact against 20 ÷ 6 a contact by the headline: 6,000 ÷ 1.3333 = 4,500
    lines = [
        {"unit": "base_fee_month", "price": 6000},
        {"unit": "per_contact", "price": 2.0},
    ]
    found = compared(pricing_model="hybrid", price_lines=lines).crossings
    volumes = [
        c.contacts for c in found if {c.cheaper_above, c.cheaper_below} == {"hourly", "hybrid"}
    ]
    assert sorted(volumes) == pytest.approx([4500, 4500])
    assert ("hybrid", "hourly") not in {(c.cheaper_below, c.cheaper_above) for c in found}


def test_models_without_a_price_meet_the_proposed_one_at_the_briefs_volume() -> None:
    # base 6,000 and 2.00 a contact at 6,000 contacts: 18,000; ÷ 4,500 resolved contacts = 4.00
    lines = [
        {"unit": "base_fee_month", "price": 6000},
        {"unit": "per_contact", "price": 2.0},
    ]
    models = {m.model_id: m for m in compared(pricing_model="hybrid", price_lines=lines).models}
    as_briefed = {name: model.by_scenario[2].high for name, model in models.items()}
    assert as_briefed.pop("hourly") == pytest.approx(20000)
    assert list(as_briefed.values()) == pytest.approx([18000] * len(as_briefed))
    price = models["per_resolved_contact"].break_even_price
    assert price is not None
    assert price.high == pytest.approx(4.0)


def test_a_root_at_the_end_of_a_piece_is_no_crossing_where_the_next_costs_the_same() -> None:
    # 3.0 a contact from the start; the other 18,000 up to 6,000 contacts, then 3.0 a contact too.
    flat = pieces_of((), 6000.0, lambda _: 18000.000000001 / 6000, lambda _: 0.0)
    straight = pieces_of((), 0.0, lambda _: 3.0, lambda _: 0.0)
    assert crossings(straight, flat) == ()


def test_a_minimum_volume_flattens_the_cost_below_it() -> None:
    lines = [{"unit": "per_contact", "price": 3.0}]
    found = by_model(
        compared(pricing_model="per_contact", price_lines=lines, minimum_volume_per_month=5000)
    )
    # 4,200 and 4,800 contacts are invoiced as 5,000
    assert [s.low for s in found["per_contact"]] == pytest.approx(
        [15000, 15000, 18000, 21600, 23400, 21600]
    )


def test_a_peak_month_carries_the_peak_surcharge() -> None:
    lines = [{"unit": "per_contact", "price": 3.0}]
    found = by_model(
        compared(pricing_model="per_contact", price_lines=lines, peak_surcharge_pct=25)
    )
    # 7,200 × 3.00 × 1.25
    assert found["per_contact"][-1].low == pytest.approx(27000)


LINES = st.lists(
    st.tuples(st.integers(0, 40).map(lambda n: n * 250.0), st.integers(1, 40)),
    min_size=1,
    max_size=4,
)


@given(LINES, st.integers(0, 30000), LINES, st.integers(0, 30000))
def test_between_two_crossings_the_cheaper_one_stays_the_same(
    first: list[tuple[float, int]], fee: int, second: list[tuple[float, int]], other_fee: int
) -> None:
    def curve(bands: list[tuple[float, int]], base: int) -> Any:
        def price(volume: float) -> float:
            reached = [p for start, p in sorted(bands) if start <= volume]
            return float(reached[-1] if reached else sorted(bands)[0][1])

        return pieces_of([start for start, _ in bands], 0.0, price, lambda _: float(base))

    one, other = curve(first, fee), curve(second, other_fee)
    found = [volume for volume, _ in crossings(one, other)]
    for volume in range(100, 20000, 331):
        difference = cost_at(one, volume) - cost_at(other, volume)
        if abs(difference) < 1e-6 or any(abs(volume - at) < 1e-6 for at in found):
            continue
        passed = [above for at, above in crossings(one, other) if at < volume]
        if passed:
            assert (difference < 0) == passed[-1]
