"""Impossible input gets a sentence at its field, and the others are calculated all the same."""

from __future__ import annotations

from typing import Any

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, VOICE_BRIEF, cost, costs, parts, selection

from scorecard.catalogue import load_catalogue
from scorecard.commercial import Span, cost_of_selection

SOUND: dict[str, Any] = {
    "headline_rate_per_hour": 20,
    "rate_basis": "productive",
    "rate_parts": parts(),
}
PERFORMANCE = "question:performance_by_channel"


def with_performance(**cells: float) -> dict[str, Any]:
    return SOUND | {"performance_by_channel": [{"channel": "E-mail", **cells}]}


@pytest.mark.parametrize(
    ("answers", "place", "words"),
    [
        (with_performance(fcr_pct=0), PERFORMANCE, "resolution of 0 %"),
        (with_performance(aht_minutes=0), PERFORMANCE, "handle time of 0"),
        (with_performance(occupancy_pct=0), PERFORMANCE, "occupancy of 0 %"),
        (with_performance(occupancy_pct=100), PERFORMANCE, "occupancy of 100 %"),
        (SOUND | {"shrinkage_pct": 100}, "question:shrinkage_pct", "shrinkage of 100 %"),
        (SOUND | {"quote_currency": "PLN"}, "question:quote_currency", "one PLN is worth in USD"),
        (
            SOUND | {"headline_rate_per_hour": 0},
            "question:headline_rate_per_hour",
            "rate of 0 cannot be right",
        ),
        (
            {"headline_rate_per_hour": {"status": "refused"}},
            "question:headline_rate_per_hour",
            "No price is stated",
        ),
        (
            {
                "price_lines": [
                    {"unit": "per_contact", "price": 3},
                    {"unit": "per_fte_month", "price": 2500},
                ]
            },
            "question:pricing_model",
            "several models",
        ),
        (
            {
                "pricing_model": "per_contact",
                "price_lines": [{"unit": "per_contact", "channel": "Voice", "price": 3}],
            },
            "question:price_lines",
            "No price for: E-mail",
        ),
    ],
)
def test_what_is_impossible_in_a_quote_is_said_at_its_question(
    answers: dict[str, Any], place: str, words: str
) -> None:
    found = costs(E_MAIL_BRIEF, {"Atlas": answers, "Borealis": SOUND})
    atlas, borealis = found.candidates
    assert atlas.service is None
    assert [(p.candidate_id, p.place) for p in atlas.problems] == [("Atlas", place)]
    assert words in atlas.problems[0].text
    assert borealis.problems == ()
    assert borealis.service is not None
    assert borealis.service.month == Span(20000, 20000)
    assert found.ranks_by_candidate["Atlas"].resolved == 0
    assert found.ranks_by_candidate["Borealis"].resolved == 1


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"volumes": []}, "brief:volumes", "no volume is stated"),
        (
            {"volumes": [{"interaction_type": "Billing", "contacts_per_month": 0}]},
            "brief:volumes",
            "every volume is zero",
        ),
        ({"channels": []}, "brief:channels", "No channel is stated"),
        (
            {"channels": [{"channel": "E-mail"}, {"channel": "Voice"}]},
            "brief:channels",
            "shares of the contacts are not stated",
        ),
        ({"open_hours_per_week": 0}, "brief:open_hours_per_week", "Zero open hours"),
    ],
)
def test_what_is_missing_in_the_brief_is_said_there_and_loaded_rates_are_compared_still(
    change: dict[str, Any], place: str, words: str
) -> None:
    found = costs(E_MAIL_BRIEF | change, {"Atlas": SOUND})
    assert [p.place for p in found.problems] == [place]
    assert words in found.problems[0].text
    atlas = found.candidates[0]
    assert atlas.service is None
    assert atlas.loaded_rate is not None
    assert atlas.loaded_rate.per_productive_hour == Span(20, 20)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fcr_pct": 0}, "resolution of 0 %"),
        ({"aht_minutes": 0}, "handle time of 0"),
        ({"service_level_pct": 100}, "service level of 100 %"),
    ],
)
def test_an_impossible_channel_of_the_brief_is_said_at_the_channel(
    change: dict[str, float], words: str
) -> None:
    channel = {"channel": "Voice", "share_pct": 100, "aht_minutes": 5, "fcr_pct": 70}
    found = cost(E_MAIL_BRIEF | {"channels": [channel | change]}, SOUND)
    assert [p.place for p in found.problems] == ["brief:channels"]
    assert words in found.problems[0].text


def test_a_channel_without_handle_time_anywhere_asks_the_candidate() -> None:
    channel = {"channel": "E-mail", "share_pct": 100, "fcr_pct": 70}
    found = cost(E_MAIL_BRIEF | {"channels": [channel]}, SOUND)
    assert [p.place for p in found.problems] == [PERFORMANCE]
    answered = cost(E_MAIL_BRIEF | {"channels": [channel]}, with_performance(aht_minutes=10))
    assert answered.problems == ()


def test_a_contract_of_no_month_is_said_on_the_brief() -> None:
    found = cost(E_MAIL_BRIEF | {"contract_months": 0}, SOUND)
    assert [p.place for p in found.problems] == ["brief:contract_months"]


def test_a_copy_of_the_catalogue_from_before_costs_is_said_and_nothing_is_calculated() -> None:
    old = load_catalogue().model_copy(update={"commercial": None})
    found = cost_of_selection(selection(E_MAIL_BRIEF, {"Atlas": SOUND}), old)
    assert "does not ask what a quote costs" in found.unavailable_because
    assert found.candidates == ()


def test_shares_that_do_not_sum_to_100_are_scaled_and_it_is_said() -> None:
    channels = [
        {"channel": "Voice", "share_pct": 60, "aht_minutes": 5, "fcr_pct": 70},
        {"channel": "E-mail", "share_pct": 20, "aht_minutes": 9, "fcr_pct": 65},
    ]
    found = costs(VOICE_BRIEF | {"channels": channels}, {"Atlas": SOUND})
    service = found.candidates[0].service
    assert service is not None
    # 60 of 80 are 75 % of 7,500
    assert [c.contacts for c in service.channels] == pytest.approx([5625, 1875])
    assert "sum to 80 %" in found.remarks[0].text


def test_contradictions_are_remarked_with_what_to_ask() -> None:
    paid = cost(E_MAIL_BRIEF, SOUND | {"rate_basis": "paid"})
    assert [r.question_id for r in paid.remarks if r.ask] == ["quote_currency", "rate_basis"]
    below = cost(E_MAIL_BRIEF, SOUND | {"loaded_rate_per_hour": 18})
    assert below.loaded_rate is not None
    # Who contradicts itself gets no cheaper rate: 20 + 0.
    assert below.loaded_rate.per_productive_hour == Span(20, 20)
    assert "loaded_rate_per_hour" in [r.question_id for r in below.remarks]


def test_terms_that_the_quote_leaves_open_are_named_and_not_taken_for_stated() -> None:
    assert "set_up_fee" in cost(E_MAIL_BRIEF, SOUND, beside={}).not_stated
    assert "set_up_fee" not in cost(E_MAIL_BRIEF, SOUND | {"set_up_fee": 0}, beside={}).not_stated


def test_every_assumption_has_a_source_or_is_the_briefs_own_figure() -> None:
    found = cost(VOICE_BRIEF, {"headline_rate_per_hour": 20, "peak_surcharge_pct": 15})
    assert {
        "hidden_share_pct",
        "shrinkage_not_stated_pct",
        "paid_hours_per_fte_month",
        "peak_surcharge_share_pct",
        "occupancy_asynchronous_pct",
        "peak_hours_share_pct",
        "service_level:voice",
        "aht:voice",
        "fcr:email",
    } <= {entry.id for entry in found.assumptions}
    assert all(entry.sources or entry.origin == "brief" for entry in found.assumptions)


LOGGED_IN = SOUND | {"rate_basis": "logged_in"}


def test_a_resolution_of_nothing_leaves_the_loaded_rate_that_staffing_gives() -> None:
    # Resolution plays no part in staffing: 20 ÷ 0.80 occupancy, whatever is solved.
    row = {"channel": "E-mail", "occupancy_pct": 80}
    sound = LOGGED_IN | {"performance_by_channel": [row | {"fcr_pct": 75}]}
    nothing = LOGGED_IN | {"performance_by_channel": [row | {"fcr_pct": 0}]}
    found = costs(E_MAIL_BRIEF, {"Atlas": nothing, "Borealis": sound})
    atlas, borealis = found.candidates
    assert atlas.loaded_rate is not None and borealis.loaded_rate is not None
    assert atlas.loaded_rate.per_productive_hour == Span(25, 25)
    assert atlas.loaded_rate == borealis.loaded_rate
    assert found.ranks_by_candidate["Atlas"].loaded == 1
    assert atlas.service is None and atlas.savings is None
    assert "occupancy_without_volumes_pct" not in {entry.id for entry in atlas.assumptions}


@pytest.mark.parametrize(
    "cells", [{"occupancy_pct": 100}, {"occupancy_pct": 0}, {"aht_minutes": 0}]
)
def test_who_cannot_be_staffed_has_no_loaded_rate_and_no_place(cells: dict[str, float]) -> None:
    impossible = LOGGED_IN | {"performance_by_channel": [{"channel": "E-mail", **cells}]}
    found = costs(E_MAIL_BRIEF, {"Atlas": impossible, "Borealis": LOGGED_IN})
    assert found.candidates[0].loaded_rate is None
    assert found.ranks_by_candidate["Atlas"].loaded == 0
    assert found.ranks_by_candidate["Borealis"].loaded == 1


def test_only_what_the_brief_asks_for_can_be_entered_on_the_brief() -> None:
    occupied = cost(E_MAIL_BRIEF, with_performance(occupancy_pct=100))
    handled = cost(E_MAIL_BRIEF, with_performance(aht_minutes=0))
    assert "on the brief" not in occupied.problems[0].text
    assert "today's on the brief" in handled.problems[0].text


def test_full_time_posts_are_kept_in_a_quiet_month_for_as_much_as_the_own_team_resolves() -> None:
    brief = E_MAIL_BRIEF | {
        "peak_to_trough_ratio": 2,
        "in_house": {"base_wage_per_hour": 20},
        "programme_manager_fte": 0,
    }
    quote = {
        "pricing_model": "per_fte",
        "price_lines": [{"unit": "per_fte_month", "price": 1733.30}],
        "rate_parts": parts(),
        "shrinkage_pct": 30,
        "performance_by_channel": [{"channel": "E-mail", "fcr_pct": 60, "occupancy_pct": 80}],
    }
    found = cost(brief, quote)
    assert found.service is not None and found.savings is not None
    # 1,733.30 ÷ 173.33 paid hours = 10; ÷ 0.70 ÷ 0.80 = 17.857143; × 1,000 productive hours
    assert found.service.month.low == pytest.approx(17857.142857)
    # The team resolves 6,000 × 75 % = 4,500, the partner 3,600: it takes 4,500 ÷ 3,600 = 1.25 of
    # the volume. Half of the months run at 4/3, half at 2/3 of the mean.
    # busy 1.25 × 4/3 = 1.666667; quiet 1.25 × 2/3 = 0.833333, but the posts for 1.25 are paid
    # (1.666667 + 1.25) ÷ 2 = 1.458333; × 17,857.142857 = 26,041.67
    month = found.savings.partner_month
    assert (month.low, month.high) == pytest.approx([26041.666667] * 2)


def test_a_headline_stays_stated_where_the_shrinkage_leaves_no_rate_to_calculate() -> None:
    found = costs(E_MAIL_BRIEF, {"Atlas": SOUND | {"shrinkage_pct": 100}})
    assert found.candidates[0].headline == 20
    assert found.ranks_by_candidate["Atlas"].headline == 1
    assert found.candidates[0].loaded_rate is None


def test_a_channel_with_an_unknown_name_costs_what_voice_does_and_is_remarked() -> None:
    channel = {"share_pct": 100, "aht_minutes": 5, "fcr_pct": 70}
    by_name = {
        name: costs(VOICE_BRIEF | {"channels": [{"channel": name, **channel}]}, {"Atlas": SOUND})
        for name in ("Voice", "Fernsprecher")
    }
    voice, unknown = (found.candidates[0].cost_per_resolved_contact for found in by_name.values())
    assert unknown is not None
    assert unknown == voice
    (remark,) = (r for r in by_name["Fernsprecher"].remarks if "Fernsprecher" in r.text)
    assert (remark.question_id, remark.ask) == ("channels", "Set its handling on the brief.")
    assert not any("somebody waits" in r.text for r in by_name["Voice"].remarks)
