"""From which score to which a sheet's scores run: stated somewhere, or proposed from the scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.direction_words import LessIsBetter, less_is_better
from scorecard.excel.grid import shortened
from scorecard.excel.header_words import read_label, stated_scale
from scorecard.excel.limits import USUAL_HIGHEST_SCORES
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_header import Header
from scorecard.excel.scorecard_mapping import ColumnRole, RowRole
from scorecard.excel.scorecard_rows import RowReading

# A scale is proposed where it holds the scores of so many criteria; the others are pointed out.
SHARE_THAT_FITS = 0.8
# So many criteria show on which scale scores stand beside amounts.
FEWEST_SCORED = 2


@dataclass(frozen=True)
class Scale:
    """Low and high for all criteria, and why; `high_is_weight` where points run to the weight.

    `is_of_scores`: the sheet says that what stands there are scores, whatever a criterion's name.
    """

    low: float
    high: float
    reason: str
    is_guess: bool
    high_is_weight: bool = False
    is_of_scores: bool = False


def find_scale(
    figures: Figures, header: Header, columns: Sequence[ColumnReading], rows: Sequence[RowReading]
) -> Scale:
    """The scale as stated by candidates' headers, cells, or a text of the sheet, else proposed."""
    candidates = [c for c in columns if c.role is ColumnRole.CANDIDATE]
    stated = list(dict.fromkeys(c.label.scale for c in candidates if c.label.scale))
    if len(stated) == 1 and stated[0]:
        low, high = stated[0]
        text = next(c.label.text for c in candidates if c.label.scale)
        reason = f"the header says “{shortened(text)}”"
        return Scale(low, high, reason, is_guess=False, is_of_scores=True)
    return (
        _from_cells(figures, candidates, rows)
        or _from_texts(figures, header, rows)
        or _proposed(figures, columns, rows)
    )


def _from_cells(
    figures: Figures, candidates: Sequence[ColumnReading], rows: Sequence[RowReading]
) -> Scale | None:
    seen: dict[float, str] = {}
    percentages = others = 0
    for row in _criteria(rows):
        for candidate in candidates:
            found = figures.at(row.row, candidate.column)
            if not isinstance(found, Figure):
                continue
            if found.out_of:
                seen.setdefault(found.out_of, figures.grid.address(row.row, candidate.column))
            percentages += found.is_percentage
            others += not found.is_percentage
    if len(seen) == 1:
        high, address = next(iter(seen.items()))
        return Scale(0.0, high, f"{address} states it", is_guess=False, is_of_scores=True)
    if percentages and not others:
        return Scale(0.0, 100.0, "the scores are percentages", is_guess=False)
    return None


def _from_texts(figures: Figures, header: Header, rows: Sequence[RowReading]) -> Scale | None:
    """A line above the header, or a remark below, that says “Scores from 0 to 5”."""
    remarks = [row.row for row in rows if row.role in (RowRole.LEFT_OUT, RowRole.GROUP)]
    for row in (*range(header.row), *remarks):
        for column in range(len(figures.grid.rows[row])):
            text = figures.text(row, column)
            scale, _ = stated_scale(text) if text else (None, "")
            label = read_label(text) if scale else None
            if scale and label and (label.names_measure or "scale" in text.casefold()):
                reason = f"{figures.grid.address(row, column)} says “{shortened(text)}”"
                return Scale(*scale, reason, is_guess=True, is_of_scores=True)
    return None


def _proposed(
    figures: Figures, columns: Sequence[ColumnReading], rows: Sequence[RowReading]
) -> Scale:
    candidates = [c.column for c in columns if c.role is ColumnRole.CANDIDATE]
    largest: list[tuple[float, float]] = []
    scored: list[float] = []
    for row in _criteria(rows):
        numbers = [figures.number(row.row, column) for column in candidates]
        known = [number for number in numbers if number is not None]
        if known:
            largest.append((max(known), row.weight or 0.0))
            if less_is_better(row.name) in (LessIsBetter.NO, LessIsBetter.POSSIBLY):
                scored.append(max(known))
    if not largest:
        high = USUAL_HIGHEST_SCORES[0]
        return Scale(0.0, high, "no score says more; a usual scale is proposed", is_guess=True)
    top = max(value for value, _ in largest)
    if all(value <= 1 for value, _ in largest) and any(v != int(v) for v, _ in largest):
        return Scale(0.0, 1.0, f"all scores are shares, the largest {top:g}", is_guess=True)
    of_scores = _small_scale(scored) if len(scored) < len(largest) else None
    if of_scores is not None:
        # An amount beside them, such as a price in euros, is no sign of another scale.
        return of_scores
    has_scale = any(c.role is ColumnRole.HIGH for c in columns)
    to_weight = all(0 < value <= weight for value, weight in largest) and not has_scale
    weights = {weight for _, weight in largest}
    for high in USUAL_HIGHEST_SCORES:
        fitting = [value for value, _ in largest if value <= high]
        if len(fitting) < SHARE_THAT_FITS * len(largest):
            continue
        if high > USUAL_HIGHEST_SCORES[1] and to_weight and len(weights) > 1:
            reason = "no score is above its criterion's weight, so they look like points out of it"
            return Scale(0.0, high, reason, is_guess=True, high_is_weight=True)
        reason = f"the largest score is {max(fitting):g}, and 0 to {high:g} is the scale that fits"
        return Scale(0.0, high, reason, is_guess=True)
    high = top
    return Scale(0.0, high, f"the largest score is {top:g}; no usual scale fits", is_guess=True)


def _small_scale(scored: Sequence[float]) -> Scale | None:
    """The usual small scale that holds all the scores, where there are several and one does."""
    top = max(scored, default=0.0)
    for high in USUAL_HIGHEST_SCORES[:2]:
        if len(scored) >= FEWEST_SCORED and 1 < top <= high:
            reason = f"the largest score is {top:g}, and 0 to {high:g} is the scale that fits"
            return Scale(0.0, high, reason, is_guess=True)
    return None


def _criteria(rows: Sequence[RowReading]) -> list[RowReading]:
    return [row for row in rows if row.role is RowRole.CRITERION]
