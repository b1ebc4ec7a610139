"""What the brief records for costs, and that documents from before it still open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from scorecard.document import Document, read_document, write_document
from scorecard.model import Brief, ExchangeRate, InHouse

WORKED = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"
NEW_FIELDS = {
    "target_cost_per_resolved_contact",
    "ceiling_cost_per_resolved_contact",
    "exchange_rates",
    "open_hours_per_week",
    "contract_months",
    "peak_share_pct",
    "overtime_share_pct",
    "in_house",
}


def test_a_document_from_before_costs_opens_with_nothing_stated() -> None:
    content = json.loads(WORKED.read_text(encoding="utf-8"))
    brief = content["selection"]["brief"]
    for name in NEW_FIELDS:
        brief.pop(name, None)
    for channel in brief["channels"]:
        for name in ("handling", "service_level_pct", "answer_seconds", "concurrency"):
            channel.pop(name, None)
    for volume in brief["volumes"]:
        volume.pop("aht_minutes", None)
        volume.pop("fcr_pct", None)
    opened = read_document(json.dumps(content)).selection.brief
    assert opened.in_house is None
    assert opened.exchange_rates == ()
    assert opened.channels[0].handling == ""


def test_a_brief_with_costs_comes_back_from_its_document_as_it_was() -> None:
    selection = read_document(WORKED.read_bytes()).selection
    brief = selection.brief.model_copy(
        update={
            "exchange_rates": (ExchangeRate(currency="USD", brief_units_per_one=0.92),),
            "in_house": InHouse(base_wage_per_hour=17.5),
            "contract_months": 36.0,
        }
    )
    text = write_document(Document(selection.model_copy(update={"brief": brief})))
    assert read_document(text).selection.brief == brief


def test_the_target_cost_must_be_below_the_ceiling() -> None:
    with pytest.raises(ValidationError, match=r"target cost per resolved contact \(5\) must be"):
        Brief(target_cost_per_resolved_contact=5, ceiling_cost_per_resolved_contact=5)


def test_a_currency_has_one_exchange_rate() -> None:
    rate = ExchangeRate(currency="EUR", brief_units_per_one=1.1)
    with pytest.raises(ValidationError, match="two exchange rates for EUR"):
        Brief(exchange_rates=(rate, rate))
    with pytest.raises(ValidationError, match="its rate is 1"):
        Brief(currency="EUR", exchange_rates=(rate,))
