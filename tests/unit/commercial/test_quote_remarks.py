"""What does not fit together in a quote is said at its question, and what counts all the same."""

from __future__ import annotations

from typing import Any

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, VOICE_BRIEF, cost, parts

HOURLY: dict[str, Any] = {
    "quote_currency": "USD",
    "headline_rate_per_hour": 20,
    "rate_basis": "productive",
    "rate_parts": parts(),
}


def remarks(answers: dict[str, Any], brief: dict[str, Any] = E_MAIL_BRIEF) -> dict[str, str]:
    found = cost(brief, answers)
    assert found.service is not None
    return {remark.question_id: remark.text for remark in found.remarks}


@pytest.mark.parametrize(
    ("more", "question", "text"),
    [
        (
            {"price_lines": [{"unit": "per_hour", "price": 18}], "pricing_model": "hourly"},
            "headline_rate_per_hour",
            "The headline rate is 20.00, the price lines come to 18.00 for an hour",
        ),
        (
            # 80 % of 20.00 and 5.00 an hour are 21.00
            {
                "rate_parts": [
                    {"part": "wfm", "treatment": "percentage", "amount": 80},
                    {"part": "qa", "treatment": "amount", "amount": 5},
                ]
            },
            "rate_parts",
            "The parts come to more than the rate itself (20.00 an hour)",
        ),
        (
            {
                "shrinkage_pct": 40,
                "rate_parts": [{"part": "shrinkage", "treatment": "percentage", "amount": 30}],
            },
            "shrinkage_pct",
            "Shrinkage is 40 % here and 30 % among the parts of the rate: 40 % counts.",
        ),
        (
            {"rate_basis": "logged_in", "rate_parts": parts(shrinkage="not_included")},
            "rate_basis",
            "for a logged-in hour, and shrinkage is said not to be in it",
        ),
        (
            {
                "pricing_model": "per_contact",
                "price_lines": [{"unit": "per_contact", "price": 3, "from_contacts": 9000}],
            },
            "price_lines",
            "The lowest band begins at 9,000 a month, above the 6,000 that are invoiced",
        ),
        (
            {
                "pricing_model": "per_contact",
                "price_lines": [
                    {"unit": "per_contact", "price": 3},
                    {"unit": "per_contact", "price": 4},
                ],
            },
            "price_lines",
            "Two price lines are for the same unit, channel and band",
        ),
        (
            {
                "performance_by_channel": [
                    {"channel": "E-mail", "aht_minutes": 8},
                    {"channel": "e mail", "aht_minutes": 12},
                ]
            },
            "performance_by_channel",
            "Two rows are for the same channel; the last counts: e mail.",
        ),
    ],
)
def test_a_contradiction_is_remarked_on_at_its_question(
    more: dict[str, Any], question: str, text: str
) -> None:
    assert text in remarks(HOURLY | more)[question]


def test_an_occupancy_stated_for_voice_counts_nowhere_and_is_said_to() -> None:
    answers = HOURLY | {"performance_by_channel": [{"channel": "Voice", "occupancy_pct": 100}]}
    found = cost(VOICE_BRIEF, answers)
    assert found.cost_per_resolved_contact == cost(VOICE_BRIEF, HOURLY).cost_per_resolved_contact
    said = [remark.text for remark in found.remarks]
    assert any("Voice: the stated occupancy of 100 % counts nowhere" in text for text in said)


def test_a_sound_quote_has_no_remark() -> None:
    lines = [{"unit": "per_hour", "price": 20.0}]
    assert remarks(HOURLY | {"price_lines": lines, "pricing_model": "hourly"}) == {}


def test_a_type_that_is_never_solved_is_pointed_out_at_the_volumes() -> None:
    brief = E_MAIL_BRIEF | {
        "volumes": [
            {"interaction_type": "Order status", "contacts_per_month": 6000},
            {"interaction_type": "Complaint", "contacts_per_month": 600, "fcr_pct": 0},
        ]
    }
    found = cost(brief, HOURLY)
    assert found.service is None
    (problem,) = found.problems
    assert problem.place == "brief:volumes"
    assert problem.text.startswith("Complaint: a first-contact resolution of 0 %")


def test_another_channels_price_line_is_not_a_channels_own() -> None:
    lines = [{"unit": "per_hour", "price": 20, "channel": "Voice"}]
    found = cost(VOICE_BRIEF, {"pricing_model": "hourly", "price_lines": lines})
    assert found.service is None
    assert "No price for: E-mail." in found.problems[0].text


def test_withholding_the_breakdown_makes_no_price_look_less_low() -> None:
    told = cost(E_MAIL_BRIEF, HOURLY).service
    silent = cost(E_MAIL_BRIEF, HOURLY | {"rate_parts": []}).service
    assert told is not None
    assert silent is not None
    assert silent.month.high > told.month.high
    assert silent.month_as_stated == told.month_as_stated
