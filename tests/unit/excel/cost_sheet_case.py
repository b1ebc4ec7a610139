"""Selections whose quotes take every way through the sheet of costs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from unit.commercial.cost_building import PARTS, VOICE_BRIEF, selection

from scorecard.catalogue import Catalogue
from scorecard.document import read_document
from scorecard.model import Selection

EXAMPLE = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"


@cache
def worked_selection() -> Selection:
    """The worked selection: five quotes in five shapes."""
    return read_document(EXAMPLE.read_bytes()).selection


def _parts(**treatments: tuple[str, float | None]) -> list[dict[str, Any]]:
    rows = []
    for part in PARTS:
        treatment, amount = treatments.get(part, ("included", None))
        rows.append({"part": part, "treatment": treatment, "amount": amount})
    return rows


CROWDED_BRIEF: dict[str, Any] = VOICE_BRIEF | {
    "currency": "USD",
    "exchange_rates": [{"currency": "EUR", "brief_units_per_one": 1.0837, "as_of": "2026-11-02"}],
    "overtime_share_pct": 4,
    "in_house": {"base_wage_per_hour": 21.5, "shrinkage_pct": 28},
}
PERFORMANCE = [
    {"channel": "voice", "aht_minutes": 4.5, "fcr_pct": 82},
    {"channel": "E-mail", "aht_minutes": 8, "fcr_pct": 71, "occupancy_pct": 87},
]
# A quote for each reading of the hour, each unit of price, and each way to state a part.
QUOTES: dict[str, dict[str, Any]] = {
    "paid hour in euro": {
        "headline_rate_per_hour": 14.2,
        "loaded_rate_per_hour": 16.9,
        "quote_currency": "EUR",
        "rate_basis": "paid",
        "rate_parts": _parts(
            training=("not_included", 0.85),
            technology=("not_included", None),
            shrinkage=("not_included", 2.4),
        ),
        "set_up_fee": 9000,
        "ramp_fee": 4200,
        "overtime_surcharge_pct": 50,
        "peak_surcharge_pct": 25,
        "indexation_pct_per_year": 4,
        "quality_bonus_max_pct": 6,
        "performance_by_channel": PERFORMANCE,
    },
    "paid hour with shrinkage in it": {
        "headline_rate_per_hour": 15.0,
        "rate_basis": "paid",
        "rate_parts": _parts(shrinkage=("percentage", 31)),
    },
    "loaded below the headline": {
        "headline_rate_per_hour": 22.0,
        "loaded_rate_per_hour": 19.5,
        "rate_basis": "logged_in",
        "shrinkage_pct": 30,
        "rate_parts": [],
    },
    "hour not said, posts quoted": {
        "price_lines": [
            {"unit": "per_fte_month", "channel": None, "from_contacts": None, "price": 2900},
            {"unit": "per_fte_month", "channel": "Voice", "from_contacts": 0, "price": 3300},
            {"unit": "per_fte_month", "channel": "Voice", "from_contacts": 4000, "price": 3100},
        ],
        "pricing_model": "per_fte",
        "headline_rate_per_hour": 13.0,
    },
    "hybrid with issues": {
        "headline_rate_per_hour": 18.0,
        "rate_basis": "productive",
        "pricing_model": "hybrid",
        "volume_convention": "issues",
        "quote_currency": "EUR",
        "price_lines": [
            {"unit": "base_fee_month", "channel": None, "from_contacts": None, "price": 11000},
            {"unit": "per_hour", "channel": None, "from_contacts": None, "price": 17.0},
            {"unit": "per_contact", "channel": "E-mail", "from_contacts": None, "price": 0.35},
        ],
        "rate_parts": _parts(qa=("unknown", None)),
        "minimum_volume_per_month": 9500,
        "performance_by_channel": PERFORMANCE,
    },
    "minutes": {
        "pricing_model": "per_minute",
        "price_lines": [
            {"unit": "per_minute", "channel": None, "from_contacts": None, "price": 0.61},
        ],
        "rate_parts": _parts(technology=("not_included", 1.1), qa=("not_included", None)),
        "minimum_volume_per_month": 20000,
        "performance_by_channel": PERFORMANCE,
    },
    "outcomes in euro": {
        "pricing_model": "outcome",
        "quote_currency": "EUR",
        "price_lines": [
            {"unit": "per_outcome", "channel": None, "from_contacts": None, "price": 6.4},
        ],
        "rate_parts": _parts(team_lead=("not_included", 0.9), training=("not_included", None)),
        "indexation_pct_per_year": 2.5,
    },
    "silent": {},
}


@cache
def crowded_selection() -> Selection:
    """Eight candidates whose quotes have nothing in common."""
    return selection(CROWDED_BRIEF, QUOTES)


@cache
def rateless_selection() -> Selection:
    """A price per contact alone, whose hour nobody knows, and somebody who refuses."""
    quote: dict[str, Any] = {
        "pricing_model": "per_contact",
        "price_lines": [
            {"unit": "per_contact", "channel": None, "from_contacts": None, "price": 4.1},
            {"unit": "per_contact", "channel": None, "from_contacts": 5000, "price": 3.7},
        ],
        "contract_months_offered": 12,
    }
    refused = {"headline_rate_per_hour": {"status": "refused"}}
    return selection(VOICE_BRIEF | {"contract_months": 31}, {"Atlas": quote, "Borealis": refused})


@cache
def without_volumes() -> Selection:
    """Rates without anything that they could be multiplied by."""
    return selection({}, {name: QUOTES[name] for name in list(QUOTES)[1:4]})


def with_assumption(catalogue: Catalogue, name: str, low: float, high: float) -> Catalogue:
    """The catalogue with another assumed figure."""
    commercial = catalogue.commercial
    assert commercial is not None
    figure = getattr(commercial.assumptions, name).model_copy(update={"low": low, "high": high})
    assumptions = commercial.assumptions.model_copy(update={name: figure})
    return catalogue.model_copy(
        update={"commercial": commercial.model_copy(update={"assumptions": assumptions})}
    )


def with_shrinkage(before: Selection, candidate_id: str, percent: float) -> Selection:
    """The selection with another stated shrinkage of one candidate."""
    answers = tuple(
        answer.model_copy(update={"value": percent})
        if (answer.candidate_id, answer.question_id) == (candidate_id, "shrinkage_pct")
        else answer
        for answer in before.answers
    )
    return before.model_copy(update={"answers": answers})
