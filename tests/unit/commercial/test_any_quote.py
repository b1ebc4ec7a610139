"""Whatever a quote and a brief say, nothing raises, and every range runs from low to high."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.commercial.cost_building import PARTS, costs

from scorecard.commercial import Span

MONEY = st.sampled_from([0.0, 0.01, 3.5, 18.0, 2400.0, 1e6])
SHARES = st.sampled_from([0.0, 0.5, 30.0, 80.0, 99.9, 100.0])
CHANNELS = st.sampled_from(["Voice", "e-mail", "Chat", "Fax", ""])
UNITS = st.sampled_from(
    [
        "per_fte_month",
        "per_hour",
        "per_minute",
        "per_contact",
        "per_resolved_contact",
        "per_outcome",
        "base_fee_month",
    ]
)
VOLUMES = st.sampled_from([0.0, 1.0, 37.5, 5000.0, 2e6, 1e9])
TREATMENTS = st.sampled_from(["amount", "percentage", "included", "not_included", "unknown"])


def perhaps(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=values)


ANSWERS = perhaps(
    headline_rate_per_hour=MONEY,
    loaded_rate_per_hour=MONEY,
    rate_basis=st.sampled_from(["paid", "logged_in", "productive"]),
    pricing_model=st.sampled_from(
        ["hybrid", "per_resolved_contact", "outcome", "per_contact", "per_fte", "hourly"]
    ),
    quote_currency=st.sampled_from(["USD", "EUR", "PLN"]),
    shrinkage_pct=SHARES,
    set_up_fee=MONEY,
    minimum_volume_per_month=VOLUMES,
    peak_surcharge_pct=SHARES,
    indexation_pct_per_year=SHARES,
    quality_bonus_max_pct=SHARES,
    volume_convention=st.sampled_from(["contacts", "issues"]),
    rate_parts=st.lists(
        st.fixed_dictionaries(
            {"part": st.sampled_from(PARTS), "treatment": TREATMENTS, "amount": st.none() | SHARES}
        ),
        max_size=7,
        unique_by=lambda row: row["part"],
    ),
    price_lines=st.lists(
        st.fixed_dictionaries(
            {
                "unit": UNITS,
                "channel": CHANNELS,
                "from_contacts": st.none() | VOLUMES,
                "price": MONEY,
            }
        ),
        max_size=5,
    ),
    performance_by_channel=st.lists(
        st.fixed_dictionaries(
            {
                "channel": CHANNELS,
                "aht_minutes": st.none() | SHARES,
                "fcr_pct": st.none() | SHARES,
                "occupancy_pct": st.none() | SHARES,
                "concurrent_chats": st.none() | st.sampled_from([1.0, 2.5]),
            }
        ),
        max_size=3,
    ),
)
BRIEFS = perhaps(
    volumes=st.lists(
        st.fixed_dictionaries(
            {
                "interaction_type": st.sampled_from(["Billing", "Returns"]),
                "contacts_per_month": st.none() | VOLUMES,
            }
        ),
        max_size=2,
    ),
    channels=st.lists(
        st.fixed_dictionaries(
            {
                "channel": st.sampled_from(["Voice", "E-mail", "Chat"]),
                "share_pct": st.none() | SHARES,
                "aht_minutes": st.none() | SHARES,
                "fcr_pct": st.none() | SHARES,
                "service_level_pct": st.none() | SHARES,
            }
        ),
        max_size=3,
    ),
    peak_to_trough_ratio=st.sampled_from([1.0, 2.6, 50.0]),
    open_hours_per_week=st.sampled_from([0.0, 1.0, 168.0]),
    contract_months=st.sampled_from([0.0, 1.0, 36.0]),
    exchange_rates=st.just([{"currency": "EUR", "brief_units_per_one": 1.1}]),
    in_house=perhaps(base_wage_per_hour=MONEY, shrinkage_pct=SHARES, uncertainty_pct=SHARES),
)


def spans_in(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if is_dataclass(value):
        return [span for f in fields(value) for span in spans_in(getattr(value, f.name))]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_in(item)]
    return []


@settings(deadline=None, max_examples=300)
@given(BRIEFS, ANSWERS)
def test_nothing_raises_and_every_figure_is_finite_and_in_order(
    brief: dict[str, Any], answers: dict[str, Any]
) -> None:
    found = costs(brief, {"Atlas": answers, "Borealis": {}})
    atlas, borealis = found.candidates
    for span in (*spans_in(atlas.loaded_rate), *spans_in(atlas.service), *spans_in(found.in_house)):
        assert isfinite(span.low)
        assert isfinite(span.high)
    for part in (atlas.service, atlas.savings, atlas.models, found.in_house):
        for span in spans_in(part):
            assert span.low <= span.high * (1 + 1e-9) + 1e-9 or span.high <= 0
    if atlas.loaded_rate is not None:
        rate = atlas.loaded_rate.per_productive_hour
        assert 0 < rate.low <= rate.high
    if atlas.service is None:
        assert atlas.problems or found.problems
    assert borealis.service is None
