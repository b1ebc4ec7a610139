"""The worked selection with a mark in every text that somebody typed, so that each can be traced.

A mark such as `zqnote0042` names the kind of text. Amounts of money get digits found nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from scorecard.catalogue import Catalogue, Kind, load_catalogue
from scorecard.document import read_document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Attachment, Selection

AS_OF = date(2026, 11, 22)
MADE_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"

# The questions of the catalogue that are answered with amounts or belong to the quote, by reading
# it.
ABOUT_MONEY = frozenset(
    {
        *("headline_rate_per_hour", "loaded_rate_per_hour", "overflow_rate_per_hour"),
        *("rate_parts", "quote_currency", "rate_basis", "price_lines", "set_up_fee", "ramp_fee"),
        *("minimum_volume_per_month", "overtime_surcharge_pct", "peak_surcharge_pct"),
        *("indexation_pct_per_year", "contract_months_offered", "quality_bonus_max_pct"),
        *("service_credit_max_pct", "volume_convention", "performance_by_channel"),
        "shrinkage_pct",
    }
)
# 7391 stands in every planted amount, and nowhere else in the case.
MONEY_DIGITS = "7391"


@cache
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return load_catalogue()


@cache
def marked_selection() -> Selection:
    """The worked selection with marks; one answer that a gate reads is not applicable in it."""
    raw = read_document(EXAMPLE.read_bytes()).selection.model_dump(mode="json")
    numbers = count(1)

    def mark(kind: str) -> str:
        return f"zq{kind}{next(numbers):04d}"

    _mark_brief(raw["brief"], mark)
    # The quotes name the brief's channels, so that both get the same mark.
    channels: dict[str, str] = {}
    for channel in raw["brief"]["channels"]:
        was, channel["channel"] = channel["channel"], f"{channel['channel']} {mark('channel')}"
        channels[was] = channel["channel"]
    for candidate in raw["candidates"]:
        # An id made from the name is the likeliest way for a name to get out.
        was, candidate["id"] = candidate["id"], mark("id")
        for answer in raw["answers"]:
            answer["candidate_id"] = (
                candidate["id"] if answer["candidate_id"] == was else answer["candidate_id"]
            )
        candidate["name"] = f"{mark('name')} Partners"
        candidate |= {
            "contact_name": mark("contact"),
            "contact_email": mark("contact"),
            "note": mark("note"),
            "override_reason": mark("override"),
            "override_by": mark("override"),
        }
    for answer in raw["answers"]:
        prefix = "cost" if answer["question_id"] in ABOUT_MONEY else ""
        _mark_answer(answer, prefix, mark, channels)
    _mark_not_applicable(raw, mark("reason"))
    quoted = [
        a for a in raw["answers"] if a["question_id"] == "loaded_rate_per_hour" and a["value"]
    ]
    # So far below the others that the flag for an abnormally low price is raised.
    quoted[-1]["value"] = 5.7391
    names = [candidate["name"] for candidate in raw["candidates"]]
    raw["title"] = f"Choice between {names[0].upper()} and {names[1]}"
    raw["excluded_criteria"] = {"contract_protections": mark("excluded")}
    raw["attachments"] = [
        Attachment(
            id="file",
            candidate_id=raw["candidates"][0]["id"],
            question_id="rate_parts",
            name=mark("attachment"),
            size_bytes=3,
            sha256="0" * 64,
            added_at=MADE_AT,
        ).model_dump(mode="json")
    ]
    return Selection.model_validate(raw)


@cache
def marked_evaluation() -> Evaluation:
    """The evaluation of the marked selection."""
    return evaluate(marked_selection(), catalogue(), as_of=AS_OF)


def _mark_brief(brief: dict[str, Any], mark: Callable[[str], str]) -> None:
    for field in ("services", "escalation_rules", "keep_in_house", "hand_over", "exit_criteria"):
        brief[field] = mark("brief")
    for volume in brief["volumes"]:
        volume["interaction_type"] = mark("brief")
    brief["target_cost_per_resolved_contact"] = 8.7391
    brief["ceiling_cost_per_resolved_contact"] = 19.7391
    for tool in brief["tools"]:
        tool["name"] = mark("brief")
    brief["gate_settings"] = [
        {"gate_id": "delivery_region", "state": "waived", "reason": mark("waiver")},
        {"gate_id": "loaded_rate_provided", "state": "on"},
    ]
    brief["target_rate_per_hour"], brief["ceiling_rate_per_hour"] = 10.7391, 27.7391


def _mark_not_applicable(raw: dict[str, Any], reason: str) -> None:
    """The third candidate's languages, which a gate reads, are set aside in the buyer's words."""
    third = raw["candidates"][2]["id"]
    (answer,) = (
        a
        for a in raw["answers"]
        if a["candidate_id"] == third and a["question_id"] == "languages_offered"
    )
    answer |= {"status": "not_applicable", "not_applicable_reason": reason, "value": None}
    answer |= {"evidence": "claimed", "document": None, "verification": None}


def _mark_answer(
    answer: dict[str, Any], prefix: str, mark: Callable[[str], str], channels: dict[str, str]
) -> None:
    question = catalogue().questions_by_id[answer["question_id"]]
    answer["note"] = mark("note")
    answer["clarification"] = mark("clarification")
    answer["source"] = mark(f"{prefix}source")
    if answer["not_applicable_reason"]:
        answer["not_applicable_reason"] = mark(f"{prefix}source")
    if answer["document"]:
        for field in ("title", "issuer", "scope"):
            answer["document"][field] = mark(f"{prefix}document")
    if answer["verification"]:
        for field in ("verified_by", "method"):
            answer["verification"][field] = mark(f"{prefix}document")
    value = answer["value"]
    if question.kind is Kind.TEXT and value is not None:
        answer["value"] = mark(f"{prefix}text")
    elif question.kind is Kind.TAGS and value:
        answer["value"] = [*value, mark(f"{prefix}text")]
    elif prefix and question.kind in (Kind.NUMBER, Kind.MONEY) and value:
        answer["value"] = int(value) + 0.7391
    elif question.kind is Kind.TABLE and value is not None:
        listed = {option.id for option in question.fixed_rows}
        for row in value:
            for column in question.columns:
                cell = row.get(column.id)
                if column.kind is Kind.TEXT and cell and cell not in listed:
                    row[column.id] = channels.get(cell) or mark(f"{prefix}text")
                if prefix and column.kind in (Kind.NUMBER, Kind.MONEY) and cell:
                    row[column.id] = int(cell) + 0.7391
