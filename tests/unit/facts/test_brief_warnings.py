"""The brief's gaps, and the warnings about the buyer's own template."""

from __future__ import annotations

import building
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.catalogue import BriefField, BriefWarning, Catalogue
from scorecard.facts import (
    channels_without_baseline,
    is_stated,
    missing_fields,
    raised_warnings,
    volumes_without_number,
)
from scorecard.model import Brief, ChannelBaseline, InteractionVolume, PriceFormula


def warning(field: str, test: str, threshold: float | str, name: str = "w") -> BriefWarning:
    return BriefWarning.model_validate(
        {
            "id": name,
            "field": field,
            "test": test,
            "threshold": threshold,
            "message": "test",
            "advice": "test",
            "sources": ["assumption"],
        }
    )


def catalogue_with(*parts: BriefField | BriefWarning) -> Catalogue:
    return building.number_catalogue({"a": (0, 1)}).model_copy(
        update={
            "brief_fields": tuple(p for p in parts if isinstance(p, BriefField)),
            "brief_warnings": tuple(p for p in parts if isinstance(p, BriefWarning)),
        }
    )


def field(name: str, *, needed: bool = True) -> BriefField:
    return BriefField(field=name, title=name, why="test", needed=needed, sources=("assumption",))


def is_raised(raised_by: BriefWarning, brief: Brief) -> bool:
    return raised_warnings(catalogue_with(raised_by), brief) == (raised_by,)


@pytest.mark.parametrize(
    ("test", "on_the_threshold", "just_below", "just_above"),
    [
        ("above", False, False, True),
        ("at_least", True, False, True),
        ("below", False, True, False),
        ("at_most", True, True, False),
    ],
)
def test_a_threshold_belongs_to_exactly_the_side_that_its_test_names(
    test: str, on_the_threshold: bool, just_below: bool, just_above: bool
) -> None:
    raised_by = warning("lock_in_months", test, 24)
    assert is_raised(raised_by, Brief(lock_in_months=24)) is on_the_threshold
    assert is_raised(raised_by, Brief(lock_in_months=23.99)) is just_below
    assert is_raised(raised_by, Brief(lock_in_months=24.01)) is just_above


@pytest.mark.parametrize("test", ["above", "at_least", "below", "at_most", "equals"])
def test_what_is_not_stated_warns_of_nothing(test: str) -> None:
    assert not is_raised(warning("ramp_weeks_demanded", test, 4), Brief())


def test_a_ramp_of_zero_weeks_is_a_statement_and_warns() -> None:
    assert is_raised(warning("ramp_weeks_demanded", "below", 6), Brief(ramp_weeks_demanded=0))


def test_equals_compares_choices_and_the_price_formula() -> None:
    hourly = warning("contract_basis", "equals", "hourly")
    assert is_raised(hourly, Brief(contract_basis="hourly"))
    assert not is_raised(hourly, Brief(contract_basis="hybrid"))
    linear = warning("price_formula", "equals", "linear")
    assert is_raised(linear, Brief(price_formula=PriceFormula.LINEAR))
    assert not is_raised(linear, Brief())


def test_warnings_come_in_the_order_of_the_catalogue() -> None:
    first = warning("aht_penalties", "equals", "yes", "first")
    second = warning("lock_in_months", "at_least", 24, "second")
    brief = Brief(lock_in_months=36, aht_penalties="yes")
    assert raised_warnings(catalogue_with(first, second), brief) == (first, second)
    assert raised_warnings(catalogue_with(second, first), brief) == (second, first)


def test_of_two_warnings_on_one_field_only_the_first_that_holds_is_given() -> None:
    four = warning("ramp_weeks_demanded", "at_most", 4, "four")
    six = warning("ramp_weeks_demanded", "below", 6, "six")
    catalogue = catalogue_with(four, six)
    assert raised_warnings(catalogue, Brief(ramp_weeks_demanded=3)) == (four,)
    assert raised_warnings(catalogue, Brief(ramp_weeks_demanded=5)) == (six,)
    assert raised_warnings(catalogue, Brief(ramp_weeks_demanded=6)) == ()


@given(
    months=st.floats(min_value=0, max_value=1e6), threshold=st.floats(min_value=0, max_value=1e6)
)
def test_every_number_is_either_above_or_at_most_the_threshold(
    months: float, threshold: float
) -> None:
    brief = Brief(lock_in_months=months)
    above = is_raised(warning("lock_in_months", "above", threshold), brief)
    at_most = is_raised(warning("lock_in_months", "at_most", threshold), brief)
    assert above is not at_most


def test_an_empty_brief_lacks_every_needed_field_and_no_optional_one() -> None:
    services, regions = field("services"), field("delivery_regions", needed=False)
    hours = field("coverage_hours")
    catalogue = catalogue_with(services, regions, hours)
    assert missing_fields(catalogue, Brief()) == (services, hours)
    assert missing_fields(catalogue, Brief(services="Order support")) == (hours,)


def test_spaces_alone_state_nothing_and_a_zero_states_something() -> None:
    assert not is_stated(Brief(escalation_rules="  \n"), "escalation_rules")
    assert is_stated(Brief(programme_manager_fte=0), "programme_manager_fte")


def test_volumes_are_stated_once_every_type_has_a_number() -> None:
    orders = InteractionVolume(interaction_type="order status", contacts_per_month=2500)
    billing = InteractionVolume(interaction_type="billing")
    assert not is_stated(Brief(), "volumes")
    assert is_stated(Brief(volumes=(orders,)), "volumes")
    gap = Brief(volumes=(orders, billing))
    assert not is_stated(gap, "volumes")
    assert volumes_without_number(gap) == ("billing",)


def test_a_channel_needs_its_share_and_all_three_baselines() -> None:
    voice = ChannelBaseline(channel="voice", share_pct=60, csat_pct=88, fcr_pct=72, aht_minutes=6)
    for lacking in ("share_pct", "csat_pct", "fcr_pct", "aht_minutes"):
        chat = voice.model_copy(update={"channel": "chat", lacking: None})
        brief = Brief(channels=(voice, chat))
        assert channels_without_baseline(brief) == ("chat",)
        assert not is_stated(brief, "channels")
    assert is_stated(Brief(channels=(voice,)), "channels")
