"""Another edition of a catalogue, in a line: some entries changed, added or taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from building import quality_and_price

from scorecard.catalogue import Catalogue

Content = dict[str, Any]


def edited(catalogue: Catalogue, change: Callable[[Content], object]) -> Catalogue:
    """The catalogue after `change` has worked on its JSON content."""
    content = catalogue.model_dump(mode="json")
    change(content)
    return Catalogue.model_validate(content)


def entry(content: Content, part: str, entry_id: str) -> Content:
    """One entry of the content by its id."""
    found: Content = next(item for item in content[part] if item["id"] == entry_id)
    return found


def older() -> Catalogue:
    """Quality (0 → 0, 10 → 100) and price (10 → 100, 20 → 0), of 2026-01-01, with a red flag."""

    def change(content: Content) -> None:
        content["version"] = "2026-01-01"
        content["sources"] = [
            {"id": "s1", "title": "Playbook", "publisher": "Press", "date": "2024"},
            {"id": "s2", "title": "Checklist", "publisher": "Press", "date": "2025"},
        ]
        content["red_flags"] = [flag("quality_low", "q_quality", 4)]

    return edited(quality_and_price(), change)


def flag(flag_id: str, question: str, threshold: float) -> Content:
    """A critical red flag that is raised below a threshold in points."""
    return {
        "id": flag_id,
        "family": flag_id,
        "title": "Quality is low",
        "severity": "critical",
        "reads": question,
        "raised_when": {
            "test": "below",
            "question": question,
            "threshold": threshold,
            "unit": "points",
        },
        "message": "$value, threshold $threshold",
        "ask_next": "Why?",
        "ask_whom": "Ana",
        "sources": ["s1"],
        "examples": {"raised": {}, "clear": {}, "unknown": {}},
    }


def newer(change: Callable[[Content], object] = lambda content: None) -> Catalogue:
    """The same of 2026-06-01, changed further."""

    def both(content: Content) -> None:
        content["version"] = "2026-06-01"
        change(content)

    return edited(older(), both)


def with_speed(content: Content) -> None:
    """Adds the criterion speed, with 2 points, and its question."""
    question = {**entry(content, "questions", "q_quality"), "id": "q_speed", "label": "Speed"}
    criterion = {
        **entry(content, "criteria", "quality"),
        "id": "speed",
        "title": "Speed",
        "points": 2,
    }
    criterion["inputs"] = [{**criterion["inputs"][0], "question": "q_speed"}]
    content["questions"].append(question)
    content["criteria"].append(criterion)


def without_price(content: Content) -> None:
    """Takes the criterion price and its question out."""
    content["criteria"] = [c for c in content["criteria"] if c["id"] != "price"]
    content["questions"] = [q for q in content["questions"] if q["id"] != "q_price"]


def with_anchor(content: Content, performance: float) -> None:
    """Moves the anchor of quality that is worth 100."""
    anchors = entry(content, "criteria", "quality")["inputs"][0]["value"]["points"]
    anchors[1]["performance"] = performance
