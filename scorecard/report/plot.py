"""What a drawing is made of: rows of marks on one scale, as the macro `plot` draws them.

Places and lengths are per cent of the drawing's width, so that the same drawing fits a wide screen,
a telephone and paper, and its writing keeps its size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scorecard.charts.wording import short

# A row of more than these may be parted from the others at the end of a printed page.
MOST_ROWS_TOGETHER = 12
_HEADROOM = 1.04
# What is smaller is drawn as nothing, on a scale from 0 to 1.
_NOTHING = 1e-6
# Round steps between two powers of ten.
_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class Mark:
    """One sign in a row: `x` is where it starts or stands, `width` how long it is."""

    kind: Literal["bar", "hatch", "whisker", "link", "dot", "square", "diamond", "text"]
    x: float
    width: float = 0.0
    colour: str = ""
    ink: str = ""
    text: str = ""
    is_pale: bool = False


@dataclass(frozen=True)
class PlotRow:
    """One candidate: name and number as text, a remark below them, and the marks.

    description says all that the marks show; divider is written above the row.
    """

    name: str
    number: str
    remark: str
    marks: tuple[Mark, ...]
    description: str
    place: str = ""
    divider: str = ""
    is_out: bool = False


@dataclass(frozen=True)
class Tick:
    """A number on the scale."""

    x: float
    label: str


@dataclass(frozen=True)
class Band:
    """A stretch of the scale with a meaning of its own."""

    x: float
    width: float
    label: str


@dataclass(frozen=True)
class KeyEntry:
    """A sign and what it means."""

    kind: Literal["bar", "hatch", "pale", "whisker", "dot", "square", "diamond", "line", "band"]
    label: str
    colour: str = ""


@dataclass(frozen=True)
class Plot:
    """A drawing with its finding as the title. `line` is a threshold, `unit` that of the scale."""

    title: str
    rows: tuple[PlotRow, ...]
    ticks: tuple[Tick, ...]
    key: tuple[KeyEntry, ...] = ()
    line: Tick | None = None
    band: Band | None = None
    unit: str = ""

    @property
    def may_be_parted(self) -> bool:
        """Whether it is too long for one page, so that a page may end between two rows."""
        return len(self.rows) > MOST_ROWS_TOGETHER


@dataclass(frozen=True)
class Scale:
    """From 0 to `highest`, drawn over the whole width."""

    highest: float

    @classmethod
    def up_to(cls, numbers: Sequence[float]) -> Scale:
        """A scale of round steps that holds all the numbers, with room to the right of them."""
        largest = max([*numbers, 0.0]) * _HEADROOM
        quarter = (largest if largest > _NOTHING else 1.0) / 4
        magnitude = 10.0 ** math.floor(math.log10(quarter))
        step = next((s for s in _STEPS if s * magnitude >= quarter), _STEPS[-1])
        return cls(4 * step * magnitude)

    def at(self, number: float) -> float:
        """Where a number stands, in per cent."""
        return 100.0 * min(max(number / self.highest, 0.0), 1.0)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Five numbers from 0 to the highest."""
        return tuple(
            Tick(25.0 * quarter, short(self.highest * quarter / 4)) for quarter in range(5)
        )


VALUES = Scale(100.0)
