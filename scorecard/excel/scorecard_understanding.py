"""What a score sheet of any usual shape says: a mapping, why, and what was not understood.

Nothing is stored here and nothing is guessed silently: every conclusion is an inference that the
page shows, and everything can be corrected by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorecard.excel.cell_figures import Figures
from scorecard.excel.grid import Grid, shortened
from scorecard.excel.scorecard_columns import ColumnReading, read_columns
from scorecard.excel.scorecard_conclusions import conclusions
from scorecard.excel.scorecard_directions import Directions, directions_asked, find_directions
from scorecard.excel.scorecard_header import find_header
from scorecard.excel.scorecard_mapping import (
    ColumnRole,
    Corrections,
    Inference,
    Mapping,
    Orientation,
    Problem,
    RowRole,
    turned,
)
from scorecard.excel.scorecard_parts import SheetParts
from scorecard.excel.scorecard_reading import Reading, read
from scorecard.excel.scorecard_rows import (
    RowReading,
    names_hold_weights,
    read_rows,
    weights_are_within_groups,
)
from scorecard.excel.scorecard_scale import Scale, find_scale
from scorecard.excel.scorecard_table import ReadCandidate, ReadCriterion, ScorecardTable

SAMPLE_ROWS = 120
SAMPLE_COLUMNS = 60


@dataclass(frozen=True)
class Understanding:
    """One sheet as it was understood; `grid` has its criteria in rows, whatever the file does.

    `criteria` are those that could be read; `table` is None while there are problems.
    """

    grid: Grid
    mapping: Mapping
    columns: tuple[ColumnReading, ...]
    rows: tuple[RowReading, ...]
    inferences: tuple[Inference, ...]
    problems: tuple[Problem, ...]
    candidates: tuple[ReadCandidate, ...]
    criteria: tuple[ReadCriterion, ...]
    table: ScorecardTable | None
    certainty: float


def understand(grid: Grid, corrections: Corrections | None = None) -> Understanding:
    """Understands one sheet; what `corrections` sets is taken as said, the rest follows from it."""
    said = corrections or Corrections()
    orientation = said.orientation or _orientation(grid)
    parts = _parts(grid, orientation, said)
    scale = find_scale(parts.figures, parts.header, parts.columns, parts.rows)
    directions = find_directions(parts.figures, parts.columns, parts.rows, scale, said)
    mapping = _mapping(orientation, parts, scale, directions, said)
    reading = read(parts.figures, mapping)
    return Understanding(
        grid=parts.figures.grid,
        mapping=mapping,
        columns=parts.columns,
        rows=parts.rows,
        inferences=(
            *conclusions(parts, mapping, scale, said, reading),
            *directions_asked(parts.figures, directions),
        ),
        problems=tuple(reading.problems),
        candidates=reading.candidates,
        criteria=tuple(reading.criteria),
        table=_table(parts.figures.grid, reading),
        certainty=parts.certainty,
    )


def likeliest_sheet(grids: Sequence[Grid]) -> int:
    """Which of several sheets looks most like a scorecard; the first of equals."""

    def certainty(number: int) -> tuple[float, int]:
        grid = _sample(grids[number])
        return max(_certainty(grid, way) for way in Orientation), -number

    return max(range(len(grids)), key=certainty) if len(grids) > 1 else 0


def _orientation(grid: Grid) -> Orientation:
    sample = _sample(grid)
    rows = _certainty(sample, Orientation.ROWS)
    return (
        Orientation.COLUMNS if _certainty(sample, Orientation.COLUMNS) > rows else Orientation.ROWS
    )


def _sample(grid: Grid) -> Grid:
    rows = tuple(cells[:SAMPLE_COLUMNS] for cells in grid.rows[:SAMPLE_ROWS])
    return Grid(grid.file_name, rows, grid.sheet, grid.decimal_comma, merged=grid.merged)


def _certainty(grid: Grid, orientation: Orientation) -> float:
    return _parts(grid, orientation, Corrections()).certainty


def _parts(grid: Grid, orientation: Orientation, said: Corrections) -> SheetParts:
    figures = Figures(turned(grid, orientation))
    header = find_header(figures, said.header_row, said.header_depth)
    columns = read_columns(figures, header, said.roles, said.names)
    in_names = names_hold_weights(figures, header, columns)
    rows = read_rows(figures, header, columns, said.rows, weights_in_names=in_names)
    roles = {column.role for column in columns}
    criteria = [row for row in rows if row.role is RowRole.CRITERION]
    candidates = [c for c in columns if c.role is ColumnRole.CANDIDATE]
    scored = sum(
        figures.number(row.row, c.column) is not None for row in criteria for c in candidates
    )
    places = len(criteria) * len(candidates)
    certainty = header.score
    certainty += 4.0 * (in_names or ColumnRole.WEIGHT in roles)
    certainty += 2.0 * (ColumnRole.CRITERION in roles)
    certainty += 4.0 * (scored / places if places else -1.0)
    certainty += 0.0 if len(criteria) > 1 else -2.0
    named = next((c for c in columns if c.role is ColumnRole.CRITERION), None)
    if named is not None:
        certainty += _corner(named, orientation)
    return SheetParts(figures, header, columns, rows, certainty, in_names)


def _corner(named: ColumnReading, orientation: Orientation) -> float:
    """A corner that says “Bidder” names what runs down the file, “Criterion” likewise."""
    wrong = "candidates" if orientation is Orientation.ROWS else "criterion"
    return -8.0 if named.label.says == wrong else 0.0


def _mapping(
    orientation: Orientation,
    parts: SheetParts,
    scale: Scale,
    directions: Directions,
    said: Corrections,
) -> Mapping:
    roles = tuple(column.role for column in parts.columns)
    within = said.weights_within_groups
    if within is None:
        within = weights_are_within_groups(parts.rows)
    own_scale = said.low is not None or said.high is not None
    no_weights = ColumnRole.WEIGHT not in roles and not parts.weights_in_names
    return Mapping(
        orientation=orientation,
        header_row=parts.header.row,
        header_depth=parts.header.depth,
        roles=roles,
        names=tuple(column.name for column in parts.columns),
        rows=tuple((row.row, row.group) for row in parts.rows if row.role is RowRole.CRITERION),
        low=scale.low if said.low is None else said.low,
        high=scale.high if said.high is None else said.high,
        scales=tuple((row, low, high) for row, (low, high) in sorted(said.scales.items())),
        high_is_weight=scale.high_is_weight and not own_scale,
        weight_is_high=no_weights and ColumnRole.HIGH in roles and not said.same_weights,
        same_weights=bool(said.same_weights),
        group_weights=tuple(_group_weights(parts.rows)) if within else (),
        remarks_are_open=said.remarks_are_open,
        scale_from="as set by hand for all criteria, used"
        if own_scale
        else "as proposed for all criteria and confirmed, used"
        if scale.is_guess
        else "as stated for all criteria, used",
        less_is_better=directions.less_is_better,
        weights_in_names=parts.weights_in_names,
    )


def _group_weights(rows: Sequence[RowReading]) -> Iterator[tuple[str, float]]:
    for row in rows:
        if row.role is RowRole.GROUP and row.weight is not None:
            yield row.name, row.weight


def _table(grid: Grid, reading: Reading) -> ScorecardTable | None:
    if reading.problems:
        return None
    return ScorecardTable(grid, reading.candidates, tuple(reading.criteria))


def sheet_in_words(grid: Grid, number: int) -> str:
    """`“Scores”, 24 rows` for a list to choose from."""
    name = f"“{shortened(grid.sheet)}”" if grid.sheet else f"Table {number + 1}"
    return f"{name}, {len(grid.rows)} rows"
