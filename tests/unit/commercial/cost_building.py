"""Selections for cost tests: a brief, and answers by candidate as question id → value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from building import CREATED_AT

from scorecard.catalogue import load_catalogue
from scorecard.commercial import CandidateCost, Costs, cost_of_selection
from scorecard.model import Selection

PARTS = ("wfm", "qa", "team_lead", "training", "technology", "real_estate", "shrinkage")

# 6,000 e-mails of ten minutes: 1,000 productive hours and 4,500 resolved contacts a month.
E_MAIL_BRIEF: dict[str, Any] = {
    "volumes": [{"interaction_type": "Order status", "contacts_per_month": 6000}],
    "channels": [{"channel": "E-mail", "share_pct": 100, "aht_minutes": 10, "fcr_pct": 75}],
    "contract_months": 12,
}
VOICE_BRIEF: dict[str, Any] = {
    "volumes": [
        {"interaction_type": "Order status", "contacts_per_month": 6000},
        {"interaction_type": "Complaint", "contacts_per_month": 1500},
    ],
    "channels": [
        {"channel": "Voice", "share_pct": 60, "aht_minutes": 5, "fcr_pct": 70},
        {"channel": "E-mail", "share_pct": 40, "aht_minutes": 9, "fcr_pct": 65},
    ],
    "peak_to_trough_ratio": 2,
    "open_hours_per_week": 70,
    "contract_months": 24,
}


# A quote that says: nothing beside the price. What is left open would widen every range.
NOTHING_BESIDE: dict[str, Any] = {
    "set_up_fee": 0,
    "ramp_fee": 0,
    "minimum_volume_per_month": 0,
    "overtime_surcharge_pct": 0,
    "peak_surcharge_pct": 0,
    "indexation_pct_per_year": 0,
    "quality_bonus_max_pct": 0,
    "ramp_weeks_promised": 0,
}


def parts(**treatments: str) -> list[dict[str, Any]]:
    """All seven parts included, but for those given with another treatment."""
    return [{"part": part, "treatment": treatments.get(part, "included")} for part in PARTS]


def selection(
    brief: Mapping[str, Any],
    candidates: Mapping[str, Mapping[str, Any]],
    beside: Mapping[str, Any] = NOTHING_BESIDE,
) -> Selection:
    """A selection whose candidates have these answers; a dict as value is the whole answer.

    Every candidate has the answers `beside` too where it has none of its own.
    """
    answers = [
        {
            "candidate_id": candidate,
            "question_id": question,
            **(value if isinstance(value, dict) else {"status": "answered", "value": value}),
        }
        for candidate, given in candidates.items()
        for question, value in {**beside, **given}.items()
    ]
    return Selection.model_validate(
        {
            "id": "test",
            "title": "Test",
            "created_at": CREATED_AT,
            "brief": brief,
            "candidates": [{"id": name, "name": name} for name in candidates],
            "answers": answers,
        }
    )


def costs(
    brief: Mapping[str, Any],
    candidates: Mapping[str, Mapping[str, Any]],
    beside: Mapping[str, Any] = NOTHING_BESIDE,
) -> Costs:
    """What the shipped catalogue makes of them."""
    return cost_of_selection(selection(brief, candidates, beside), load_catalogue())


def cost(
    brief: Mapping[str, Any],
    answers: Mapping[str, Any],
    beside: Mapping[str, Any] = NOTHING_BESIDE,
) -> CandidateCost:
    """The cost of a single candidate with these answers."""
    return costs(brief, {"Atlas": answers}, beside).candidates[0]
