"""The costs as JSON: unrounded, ranges as low and high, null where there is no figure."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum

from scorecard.catalogue import Catalogue
from scorecard.commercial import Costs
from scorecard.model import Selection
from scorecard.reference_words import cost_references

BENCHMARKS_ARE = "reference figures, none of them a fact about a candidate"


def cost_json(costs: Costs, selection: Selection, catalogue: Catalogue) -> str:
    """The whole result as JSON text; the same costs give the same text."""
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    ranks = costs.ranks_by_candidate
    content = {
        "title": selection.title,
        "currency": costs.currency,
        "candidates": [
            {
                "candidate": names[cost.candidate_id],
                "places": {
                    "headline": ranks[cost.candidate_id].headline or None,
                    "loaded": ranks[cost.candidate_id].loaded or None,
                    "resolved": ranks[cost.candidate_id].resolved or None,
                },
                **_fields(cost),
            }
            for cost in costs.candidates
        ],
        "in_house": _plain(costs.in_house),
        "problems": _plain(costs.problems),
        "remarks": _plain(costs.remarks),
        "benchmarks_are": BENCHMARKS_ARE,
        "benchmarks": _plain(cost_references(catalogue, costs)),
        "revision": selection.revision,
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def _fields(record: object) -> dict[str, object]:
    if not is_dataclass(record):
        raise TypeError(f"{type(record).__name__} has no fields")
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
