"""Candidates against criteria or rules: which stand across, which down, and where each cell is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.charts.layout import (
    FEW_CANDIDATES,
    SMALL_FONT_PX,
    Axes,
    candidate_labels,
    column_axis,
    labels_px,
    row_axis,
)
from scorecard.charts.palette import INK
from scorecard.charts.wording import label

_SUBJECT_CHARACTERS = 25
# One line a name: upright on a narrow screen, two lines of one name read as two names.
_NAME_CHARACTERS = 16
_UPRIGHT_CHARACTERS = 30
# So many upright titles can be told apart on the narrowest screen.
UPRIGHT_AT_MOST = 16
_SUBJECT_ROW_PX = 36
_CANDIDATE_ROW_PX = 21
# For the longest of them.
_UPRIGHT_PX = 178
_FONT = {"color": INK, "size": SMALL_FONT_PX}
_NAMES_GAP_PX = 24


@dataclass(frozen=True)
class Grid:
    """A grid of candidates and subjects (criteria, rules).

    A few candidates stand across, so that the subjects' titles can be read from left to right;
    many stand down the side, and the titles upright. `subjects` may contain '' for a gap.
    """

    candidates: tuple[str, ...]
    subjects: tuple[str, ...]

    @property
    def candidates_are_across(self) -> bool:
        """Whether the candidates are the columns."""
        return len(self.candidates) <= FEW_CANDIDATES

    def place(self, candidate: int, subject: int) -> tuple[int, int]:
        """x and y of a cell's middle."""
        return (candidate, subject) if self.candidates_are_across else (subject, candidate)

    @property
    def plot_height_px(self) -> int:
        """The height of all rows."""
        if self.candidates_are_across:
            return len(self.subjects) * _SUBJECT_ROW_PX
        return len(self.candidates) * _CANDIDATE_ROW_PX

    @property
    def head_px(self) -> int:
        """Room for the labels above the plot."""
        # Upright, which a narrow screen makes names, they take their length.
        across = self._names() if self.candidates_are_across else self._upright_titles()
        needed_px = _NAMES_GAP_PX + labels_px({"ticktext": across, "tickfont": _FONT})
        return needed_px if self.candidates_are_across else min(needed_px, _UPRIGHT_PX)

    @property
    def foot_px(self) -> int:
        """Room below the plot."""
        return 12

    def axes(self) -> Axes:
        """The two axes, labels above and to the left."""
        if self.candidates_are_across:
            titles = [label(title, _SUBJECT_CHARACTERS) for title in self.subjects]
            return Axes(x=_leaning(self._names()), y=row_axis(titles) | {"tickfont": _FONT})
        names = candidate_labels(self.candidates)
        upright = {"tickangle": -90, "tickfont": _FONT}
        return Axes(x=column_axis(self._upright_titles()) | upright, y=row_axis(names))

    def _names(self) -> list[str]:
        return [label(name, _NAME_CHARACTERS, 1) for name in self.candidates]

    def _upright_titles(self) -> list[str]:
        return [label(title, _UPRIGHT_CHARACTERS, 1) for title in self.subjects]


def omission(shown: int, of_all: int, what: str) -> str:
    """The remark that not everything is drawn."""
    return f"the {shown} {what} of {of_all}; all are in the table"


def _leaning(names: Sequence[str]) -> dict[str, Any]:
    """Names across: level where there is room for them, otherwise leaning or upright."""
    return column_axis(names) | {"autotickangles": [0, -90]}
