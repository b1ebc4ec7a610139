"""Whether the totals that a score sheet states agree with what its scores and weights come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard.excel.cell_figures import Figures
from scorecard.excel.grid import sentence_start, shortened
from scorecard.excel.header_words import Says
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_mapping import ColumnRole, Inference, Mapping, RowRole
from scorecard.excel.scorecard_reading import Reading
from scorecard.excel.scorecard_rows import RowReading

# Totals are printed rounded.
TOTAL_TOLERANCE = 0.01


def stated_totals(
    figures: Figures,
    mapping: Mapping,
    columns: Sequence[ColumnReading],
    rows: Sequence[RowReading],
    reading: Reading,
) -> Iterator[Inference]:
    """One line about the last total of the sheet, where it states at least two candidates'."""
    if reading.problems or len(reading.criteria) < 2:
        return
    total = next((row for row in reversed(rows) if row.role is RowRole.TOTAL), None)
    if total is None:
        return
    values = _values(reading)
    stated: dict[str, float] = {}
    for candidate in reading.candidates:
        for column in _columns_of(columns, candidate.column):
            number = figures.number(total.row, column)
            if number is not None and values.get(candidate.name):
                stated[candidate.name] = number
    if len(stated) < 2:
        return
    ratios = {name: number / values[name] for name, number in stated.items()}
    middle = sorted(ratios.values())[len(ratios) // 2]
    apart = [name for name in ratios if abs(ratios[name] - middle) > TOTAL_TOLERANCE * abs(middle)]
    row = sentence_start(figures.grid.row_name(total.row))
    if not apart:
        yield Inference(
            f"{row} (“{shortened(total.name)}”) agrees with weights times scores for "
            f"{len(stated)} candidates."
        )
        return
    yield Inference(
        f"{row} (“{shortened(total.name)}”) does not agree with weights times scores: it has "
        f"{_listed(stated)}, the scores come to {_listed(values)} of 100. Look at scale, weights "
        "and what was left out.",
        is_guess=True,
    )


def _values(reading: Reading) -> dict[str, float]:
    """Candidate → weighted values of 0–100, for candidates who have a score everywhere."""
    whole = sum(criterion.weight for criterion in reading.criteria)
    found = {}
    for number, candidate in enumerate(reading.candidates):
        cells = [(criterion, criterion.cells[number]) for criterion in reading.criteria]
        if all(isinstance(cell, float) for _, cell in cells):
            found[candidate.name] = sum(
                c.weight / whole * 100 * (float(cell) - c.low) / (c.high - c.low)
                for c, cell in cells
            )
    return found


def _columns_of(columns: Sequence[ColumnReading], scores: int) -> Iterator[int]:
    """Where a candidate's total may stand: below the weighted points, else below the scores."""
    yield scores
    own = next(c for c in columns if c.column == scores)
    for column in columns:
        if (
            column.role is ColumnRole.LEFT_OUT
            and column.label.says is Says.WEIGHTED
            and column.label.subject == own.label.subject
        ):
            yield column.column


def _listed(numbers: dict[str, float]) -> str:
    return ", ".join(f"{shortened(name, 24)} {number:.4g}" for name, number in numbers.items())
