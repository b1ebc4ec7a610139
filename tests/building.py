"""Small catalogues and selections for tests, built in a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from scorecard.catalogue import Catalogue
from scorecard.model import Answer, Brief, Candidate, Phase, Selection

AS_OF = date(2026, 11, 22)
CREATED_AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def in_words(identifier: str) -> str:
    """`floor_management` as `Floor management`."""
    return identifier.replace("_", " ").capitalize()


def number_catalogue(
    anchors: Mapping[str, tuple[float, float]], groups: Mapping[str, str] | None = None
) -> Catalogue:
    """A catalogue with one number question a criterion; anchors are (worth 0, worth 100)."""
    groups = groups or {}
    used = list(dict.fromkeys(groups.get(name, "all") for name in anchors))
    return Catalogue.model_validate(
        {
            "version": "test",
            "name": "Test catalogue",
            "settings": {
                "leader_coverage_pct": 60,
                "leader_coverage_sources": ["assumption"],
                "earliest_date": "1990-01-01",
                "earliest_date_sources": ["assumption"],
                "robustness": {
                    **{"weight_spread_pct": 20, "claim_discount_pct": 10, "clear_leader_pct": 80},
                    **{"tie_share_pct": 20, "shortlist_size": 3, "samples": 2000, "seed": 1},
                    **{"sources": ["assumption"], "rationale": "test"},
                },
            },
            "groups": [
                {
                    "id": g,
                    "title": in_words(g),
                    "short_title": g,
                    "why": "test",
                    "sources": ["assumption"],
                }
                for g in used
            ],
            "questions": [
                {
                    "id": f"q_{name}",
                    "group": groups.get(name, "all"),
                    "label": in_words(name),
                    "text": f"{name}?",
                    "kind": "number",
                    "unit": "points",
                    "why": "test",
                    "good_evidence": "test",
                    "ask_whom": "test",
                    "sources": ["assumption"],
                }
                for name in anchors
            ],
            "criteria": [
                {
                    "id": name,
                    "group": groups.get(name, "all"),
                    "title": in_words(name),
                    "question": f"{name}?",
                    "why": "test",
                    "points": 1,
                    "evidence_rule": "test",
                    "sources": ["assumption"],
                    "inputs": [
                        {
                            "question": f"q_{name}",
                            "value": {
                                "kind": "points",
                                "points": sorted(
                                    [
                                        {"performance": worst, "value": 0},
                                        {"performance": best, "value": 100},
                                    ],
                                    key=lambda p: p["performance"],
                                ),
                                "sources": ["assumption"],
                                "rationale": "test",
                            },
                        }
                    ],
                }
                for name, (worst, best) in anchors.items()
            ],
        }
    )


def number_selection(
    matrix: Mapping[str, Sequence[float | str | None]],
    weights: Mapping[str, float],
    *,
    brief: Brief | None = None,
    phase: Phase = Phase.CLOSED,
) -> Selection:
    """A selection over `number_catalogue`: candidate → a cell a criterion, in weight order.

    A cell is a number (answered and claimed), None (open) or a status such as 'refused'.
    """
    candidates = [
        Candidate(id=name, name=name, position=position) for position, name in enumerate(matrix)
    ]
    answers = []
    for name, cells in matrix.items():
        for criterion, cell in zip(weights, cells, strict=True):
            fields: dict[str, object] = {"candidate_id": name, "question_id": f"q_{criterion}"}
            if cell is None:
                continue
            if isinstance(cell, str):
                fields["status"] = cell
                if cell == "not_applicable":
                    fields["not_applicable_reason"] = "test"
            else:
                fields |= {"status": "answered", "value": float(cell)}
            answers.append(Answer.model_validate(fields))
    return Selection(
        id="test",
        title="Test",
        created_at=CREATED_AT,
        phase=phase,
        brief=brief or Brief(),
        points=dict(weights),
        candidates=tuple(candidates),
        answers=tuple(answers),
    )


def quality_and_price() -> Catalogue:
    """Two criteria: quality, of which more is better, and price, of which less is."""
    return number_catalogue({"quality": (0, 10), "price": (20, 10)})


def atlas_and_borealis() -> Selection:
    """Two candidates over `quality_and_price`; Borealis has not said its price."""
    return number_selection(
        {"Atlas": [8, 12], "Borealis": [6, None]}, {"quality": 3.0, "price": 1.0}
    )
