"""Criteria, the value functions that turn answers into values 0–100, groups and profiles."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scorecard.catalogue.conditions import FigureReference
from scorecard.model import Brief, Record

ASSUMPTION = "assumption"

Sources = Annotated[tuple[str, ...], Field(min_length=1)]


class Anchor(Record):
    """One point of a piecewise-linear value function: a performance and its value 0–100."""

    performance: float
    value: float = Field(ge=0, le=100)


def _check_points(points: tuple[Anchor, ...]) -> None:
    performances = [point.performance for point in points]
    if sorted(set(performances)) != performances:
        raise ValueError("anchors must be in rising order of performance, each once")
    values = [point.value for point in points]
    if sorted(values) != values and sorted(values, reverse=True) != values:
        raise ValueError("values must rise or fall along the anchors, not both")
    if min(values) == max(values):
        raise ValueError("all anchors have the same value: nothing would be judged")


class PointsValue(Record):
    """Piecewise-linear between anchors of a number or money answer; clamped outside."""

    kind: Literal["points"]
    points: tuple[Anchor, ...] = Field(min_length=2)
    sources: Sources
    rationale: str = Field(min_length=1)

    @model_validator(mode="after")
    def _points_are_monotone(self) -> Self:
        _check_points(self.points)
        return self


class LevelsValue(Record):
    """A value 0–100 for each option of a choice."""

    kind: Literal["levels"]
    levels: dict[str, float]
    sources: Sources
    rationale: str = Field(min_length=1)


class ChecklistValue(Record):
    """100 times the share of the items ticked; `item_points` are unscaled, by item id."""

    kind: Literal["checklist"]
    item_points: dict[str, float]
    sources: Sources
    rationale: str = Field(min_length=1)


class RatingValue(Record):
    """A 0–5 rating against written descriptors: 0 is worth 0, 5 is worth 100, linear."""

    kind: Literal["rating"]
    sources: Sources
    rationale: str = Field(min_length=1)


class DerivedValue(Record):
    """Piecewise-linear on a figure derived from one or more answers (see scorecard.facts)."""

    kind: Literal["derived"]
    figure: FigureReference
    unit: str = Field(min_length=1)
    points: tuple[Anchor, ...] = Field(min_length=2)
    sources: Sources
    rationale: str = Field(min_length=1)

    @model_validator(mode="after")
    def _points_are_monotone(self) -> Self:
        _check_points(self.points)
        return self


class PriceBasis(StrEnum):
    """What a price criterion values: the loaded rate, or the cost per resolved contact."""

    RATE = "rate"
    COST_PER_RESOLVED_CONTACT = "cost_per_resolved_contact"


class PriceValue(Record):
    """A price valued between the brief's target (100) and ceiling (0).

    Out for all candidates while the brief lacks either. The brief may choose a relative
    formula instead, which makes values depend on the other candidates. A cost per resolved
    contact is calculated from the whole quote and has a range; its question is where the quote's
    prices stand. `basis` is the rate in a catalogue copied before costs were calculated.
    """

    kind: Literal["price"]
    basis: PriceBasis = PriceBasis.RATE
    sources: Sources
    rationale: str = Field(min_length=1)

    @property
    def is_cost(self) -> bool:
        """Whether the price is the cost per resolved contact, calculated from the whole quote."""
        return self.basis is PriceBasis.COST_PER_RESOLVED_CONTACT

    @property
    def unit(self) -> str:
        """What the price is for."""
        return "per resolved contact" if self.is_cost else "per productive hour"

    def target_and_ceiling(self, brief: Brief) -> tuple[float | None, float | None]:
        """The brief's anchors of this price in its currency; None where one is not set."""
        if self.is_cost:
            return brief.target_cost_per_resolved_contact, brief.ceiling_cost_per_resolved_contact
        return brief.target_rate_per_hour, brief.ceiling_rate_per_hour


ValueFunction = Annotated[
    PointsValue | LevelsValue | ChecklistValue | RatingValue | DerivedValue | PriceValue,
    Field(discriminator="kind"),
]


class CriterionInput(Record):
    """One question feeding a criterion, with its share (unscaled) and value function.

    For a derived value `question` is the one whose status and evidence count.
    """

    question: str
    share: float = Field(default=1.0, gt=0)
    value: ValueFunction


class Criterion(Record):
    """One thing judged. `points` is the default weight before scaling to a sum of 1."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    group: str
    title: str = Field(min_length=1, max_length=60)
    question: str = Field(min_length=1)
    why: str = Field(min_length=1)
    points: float = Field(ge=0)
    inputs: tuple[CriterionInput, ...] = Field(min_length=1)
    evidence_rule: str = Field(min_length=1)
    sources: Sources


class Group(Record):
    """A group of criteria, in the order in which the form shows them."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str
    short_title: str = Field(max_length=24)
    why: str
    sources: Sources


class Profile(Record):
    """An industry's starting point: points by criterion id, and what else it sets."""

    id: str = Field(pattern="^[a-z][a-z0-9_]*$")
    title: str
    description: str
    points: dict[str, float]
    compliance_needed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: Sources
