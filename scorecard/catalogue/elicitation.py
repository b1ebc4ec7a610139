"""What guided weighting needs to know: the scale of comparisons and how consistent they are."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from scorecard.catalogue.criteria import Sources
from scorecard.model import Record


class ComparisonStep(Record):
    """One step of the scale of comparisons: `value` times as much, in words."""

    value: int = Field(ge=1)
    label: str = Field(min_length=1)


class ConsistencyBand(Record):
    """What a consistency ratio of at most `up_to` means, and what to do about it."""

    up_to: float = Field(ge=0, le=1)
    title: str = Field(min_length=1)
    meaning: str = Field(min_length=1)


class Elicitation(Record):
    """The best-worst method's own figures.

    comparison_scale: the steps 1, 2, … that can be chosen; consistency_index: for each step as
    the comparison of the best with the worst, the largest deviation that the model can reach;
    consistency_bands: from the most consistent to the least, the last up to 1.
    """

    comparison_scale: tuple[ComparisonStep, ...] = Field(min_length=2)
    consistency_index: tuple[float, ...]
    consistency_bands: tuple[ConsistencyBand, ...] = Field(min_length=1)
    sources: Sources
    rationale: str = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        steps = [step.value for step in self.comparison_scale]
        if steps != list(range(1, len(steps) + 1)):
            raise ValueError("the steps of `comparison_scale` must be 1, 2, 3 and so on")
        if len(self.consistency_index) != len(steps):
            raise ValueError("`consistency_index` needs one figure for each step of the scale")
        if list(self.consistency_index) != sorted(self.consistency_index):
            raise ValueError("`consistency_index` must not fall from one step to the next")
        bounds = [band.up_to for band in self.consistency_bands]
        if bounds != sorted(set(bounds)) or bounds[-1] != 1:
            raise ValueError("`consistency_bands` must rise in `up_to` and end at 1")
        return self

    def band(self, consistency_ratio: float) -> ConsistencyBand:
        """The band that a consistency ratio (0–1) falls into."""
        return next(
            band
            for band in self.consistency_bands
            if consistency_ratio <= band.up_to or band is self.consistency_bands[-1]
        )
