"""What each row and column of a score sheet is, as understood and as somebody corrects it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scorecard.excel.grid import Grid, sideways


class Orientation(StrEnum):
    """Where the criteria stand."""

    ROWS = "criteria in rows"
    COLUMNS = "criteria in columns"


class ColumnRole(StrEnum):
    """What a column holds, where the criteria stand in rows (else: what a row holds)."""

    CRITERION = "criterion"
    GROUP = "group"
    WEIGHT = "weight"
    LOW = "low"
    HIGH = "high"
    CANDIDATE = "candidate"
    LEFT_OUT = "left out"


class RowRole(StrEnum):
    """What a row below the header is, where the criteria stand in rows (else: a column)."""

    CRITERION = "criterion"
    GROUP = "group heading"
    TOTAL = "total"
    LEFT_OUT = "left out"
    EMPTY = "empty"


@dataclass(frozen=True)
class Corrections:
    """What somebody has set by hand; None and {} where the sheet speaks for itself.

    Rows and columns are counted from 0 as they stand in the file for criteria in rows, and the
    other way round for criteria in columns. `scales` are low and high by row; `less_is_better` says
    of a row without its own scale which way the scale for all runs.
    """

    orientation: Orientation | None = None
    header_row: int | None = None
    header_depth: int | None = None
    roles: dict[int, ColumnRole] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    rows: dict[int, bool] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    scales: dict[int, tuple[float | None, float | None]] = field(default_factory=dict)
    less_is_better: dict[int, bool] = field(default_factory=dict)
    same_weights: bool | None = None
    weights_within_groups: bool | None = None
    remarks_are_open: bool = False


@dataclass(frozen=True)
class Mapping:
    """Everything that `apply` needs to read the table, and nothing that it has to guess.

    `rows` are the criteria's rows with the group that each stands under ('' for none), and
    `group_weights` the weights of groups that the criteria's are shares of. `high_is_weight`
    takes each weight for the highest possible performance: points out of the weight.
    `less_is_better` are the rows for which the scale for all runs the other way, and
    `weights_in_names` says that names hold the weights, as in `Quality (30%)`.
    """

    orientation: Orientation
    header_row: int
    header_depth: int
    roles: tuple[ColumnRole, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]
    low: float
    high: float
    scales: tuple[tuple[int, float | None, float | None], ...] = ()
    high_is_weight: bool = False
    weight_is_high: bool = False
    same_weights: bool = False
    group_weights: tuple[tuple[str, float], ...] = ()
    remarks_are_open: bool = False
    scale_from: str = ""
    less_is_better: tuple[int, ...] = ()
    weights_in_names: bool = False

    def column(self, role: ColumnRole) -> int | None:
        """The first column of a role, or None."""
        return self.roles.index(role) if role in self.roles else None

    def columns(self, role: ColumnRole) -> tuple[int, ...]:
        """Every column of a role."""
        return tuple(c for c, found in enumerate(self.roles) if found is role)


@dataclass(frozen=True)
class Inference:
    """One thing that was concluded, with its reason; `is_guess` where a person should confirm."""

    text: str
    is_guess: bool = False


@dataclass(frozen=True)
class Problem:
    """Something that keeps the sheet from being stored: where, what, and what to do."""

    address: str
    text: str


def turned(grid: Grid, orientation: Orientation) -> Grid:
    """The grid with its criteria in rows."""
    return grid if orientation is Orientation.ROWS else sideways(grid)
