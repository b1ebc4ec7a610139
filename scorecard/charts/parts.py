"""The parts of which an overall value is made: groups of criteria, each with its colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.charts.palette import GREY, HUES, part_colour
from scorecard.charts.wording import counted
from scorecard.evaluation import Evaluation

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Some criteria that are shown as one: columns are their places in `evaluation.criteria`."""

    title: str
    short_title: str
    colour: str
    columns: tuple[int, ...]
    weight: float

    def contributions(self, evaluation: Evaluation) -> Floats:
        """What the part adds to each candidate's overall value (candidates,)."""
        return self._sum(evaluation.contributions)

    def settled_contributions(self, evaluation: Evaluation) -> Floats:
        """The same without what open answers are counted for (candidates,)."""
        return self._sum(evaluation.values.low * evaluation.weights)

    def values(self, evaluation: Evaluation) -> Floats:
        """The value 0–100 of each candidate on the part (candidates,); 0 without weight."""
        if self.weight <= 0:
            return np.zeros(len(evaluation.candidates))
        return np.asarray(self.contributions(evaluation) / self.weight, dtype=np.float64)

    def _sum(self, matrix: Floats) -> Floats:
        return np.asarray(matrix[:, list(self.columns)].sum(axis=1), dtype=np.float64)


def part_nouns(evaluation: Evaluation) -> tuple[str, str]:
    """What a part is called, and several: criteria stand alone where there is one group only."""
    return ("group", "groups") if len(evaluation.groups) > 1 else ("criterion", "criteria")


def parts_of(evaluation: Evaluation) -> tuple[Part, ...]:
    """The groups with their colours, heaviest first; the criteria where there is one group only.

    Seven hues go by the catalogue's order, so that moving points does not change a colour, and
    grey to an eighth. Of more than eight, the seven heaviest stand alone and the rest together.
    """
    noun, plural = part_nouns(evaluation)
    if len(evaluation.groups) > 1:
        titles = [group.title for group in evaluation.groups]
        short_titles = [group.short_title for group in evaluation.groups]
        members = [
            tuple(k for k, c in enumerate(evaluation.criteria) if c.group == group.id)
            for group in evaluation.groups
        ]
    else:
        titles = short_titles = [criterion.title for criterion in evaluation.criteria]
        members = [(column,) for column in range(len(evaluation.criteria))]
    weights = [float(evaluation.weights[list(columns)].sum()) for columns in members]
    heaviest = sorted(range(len(members)), key=lambda k: (-weights[k], k))
    alone = heaviest if len(heaviest) <= len(HUES) + 1 else heaviest[: len(HUES)]
    colours = {k: part_colour(place) for place, k in enumerate(sorted(alone))}
    parts = [Part(titles[k], short_titles[k], colours[k], members[k], weights[k]) for k in alone]
    rest = heaviest[len(alone) :]
    if rest:
        columns = tuple(column for k in rest for column in members[k])
        title = counted(len(rest), f"other {noun}", f"other {plural}")
        parts.append(Part(title, title, GREY, columns, sum(weights[k] for k in rest)))
    return tuple(parts)
