"""What a swing from worst to best means, in words taken from the catalogue's own anchors."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.catalogue import (
    Anchor,
    Catalogue,
    ChecklistValue,
    Criterion,
    CriterionInput,
    DerivedValue,
    Kind,
    LevelsValue,
    PointsValue,
    PriceValue,
    value_in_words,
    with_unit,
)
from scorecard.model import Brief


def swing_lines(
    catalogue: Catalogue, criteria: Sequence[Criterion], brief: Brief
) -> tuple[str, ...]:
    """One line a criterion: `Attrition in the first 120 days: from 25 to 8 %`.

    A criterion alone is told with all its questions; among several each is told by the question
    with the largest share.
    """
    return tuple(
        f"{criterion.title}: {_swing(catalogue, criterion, brief, whole=len(criteria) == 1)}"
        for criterion in criteria
    )


def _swing(catalogue: Catalogue, criterion: Criterion, brief: Brief, *, whole: bool) -> str:
    largest = max(criterion.inputs, key=lambda item: item.share)
    told = criterion.inputs if whole else (largest,)
    parts = []
    for item in told:
        worst, best = _ends(catalogue, item, brief)
        label = catalogue.questions_by_id[item.question].label
        named = "" if len(criterion.inputs) == 1 else f"{label} "
        parts.append(f"{named}from {worst} to {best}")
    if more := len(criterion.inputs) - len(told):
        parts.append(f"{more} more")
    return " · ".join(parts)


def _ends(catalogue: Catalogue, item: CriterionInput, brief: Brief) -> tuple[str, str]:
    """The performance that is just worth the least, and the one that is just worth the most."""
    question = catalogue.questions_by_id[item.question]
    match item.value:
        case PointsValue(points=points):
            worst, best = _outer(points)
            if question.kind is Kind.MONEY:
                return (
                    value_in_words(question, worst, brief.currency),
                    value_in_words(question, best, brief.currency),
                )
            return with_unit(worst, ""), with_unit(best, question.unit)
        case DerivedValue(points=points, unit=unit):
            worst, best = _outer(points)
            return with_unit(worst, ""), with_unit(best, unit)
        case LevelsValue(levels=levels):
            return (
                f"“{question.option_label(min(levels, key=levels.__getitem__))}”",
                f"“{question.option_label(max(levels, key=levels.__getitem__))}”",
            )
        case ChecklistValue(item_points=items):
            counted = sum(points > 0 for points in items.values())
            return f"none of {counted} items", "all of them"
        case PriceValue():
            target, ceiling = item.value.target_and_ceiling(brief)
            return _price(ceiling, "the ceiling", brief), _price(target, "the target", brief)
        case _:
            return "a rating of 0", "a rating of 5"


def _outer(points: Sequence[Anchor]) -> tuple[float, float]:
    """The performances between which the value moves: beyond them it stays as it is."""
    values = [point.value for point in points]
    lowest = [point.performance for point in points if point.value == min(values)]
    highest = [point.performance for point in points if point.value == max(values)]
    rising = values[-1] > values[0]
    return (lowest[-1], highest[0]) if rising else (lowest[0], highest[-1])


def _price(price: float | None, name: str, brief: Brief) -> str:
    return name if price is None else f"{name} of {brief.currency} {price:,.2f}"
