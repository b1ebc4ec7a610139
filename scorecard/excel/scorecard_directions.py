"""For which criteria of a score sheet less is better, and where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.direction_words import LessIsBetter, less_is_better
from scorecard.excel.grid import shortened
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_mapping import ColumnRole, Corrections, Inference, RowRole
from scorecard.excel.scorecard_rows import RowReading
from scorecard.excel.scorecard_scale import Scale

MOST_NAMED = 12
# Scores run to 5 or 10; what is larger may be a score in per cent or an amount.
HIGHEST_OF_SCORES = 10.0


@dataclass(frozen=True)
class Directions:
    """Rows of which less is better, on the scale for all criteria; and the rows to ask about.

    `turned` are asked because less is taken for better, `kept` because more is, `stated` because
    the row's name and its own scale say different things.
    """

    less_is_better: tuple[int, ...]
    turned: tuple[RowReading, ...] = ()
    kept: tuple[RowReading, ...] = ()
    stated: tuple[RowReading, ...] = ()


def find_directions(
    figures: Figures,
    columns: Sequence[ColumnReading],
    rows: Sequence[RowReading],
    scale: Scale,
    said: Corrections,
) -> Directions:
    """The directions as somebody has set them, else as the criteria's names have them.

    A price may stand in a sheet as an amount or as the score that it was given. It is taken for an
    amount where its name has a unit and no header says that scores are what stands there.
    """
    less, turned, kept, stated = [], [], [], []
    low, high = scale.low if said.low is None else said.low, said.high
    # Where the scale for all runs down already, nothing is to be turned round.
    runs_down = low > (scale.high if high is None else high)
    for row in rows:
        if row.role is not RowRole.CRITERION:
            continue
        says = less_is_better(row.name)
        own = _own_scale(figures, columns, row.row, said)
        if own is not None:
            if says is LessIsBetter.SAID and row.row not in said.scales and own[0] < own[1]:
                stated.append(row)
            continue
        if row.row in said.less_is_better:
            if said.less_is_better[row.row]:
                less.append(row.row)
            continue
        may_be_amounts = not scale.is_of_scores or scale.high > HIGHEST_OF_SCORES
        if says is LessIsBetter.SAID or (says is LessIsBetter.AMOUNT and may_be_amounts):
            if not runs_down:
                less.append(row.row)
            turned.append(row)
        elif says is not LessIsBetter.NO and may_be_amounts and not runs_down:
            kept.append(row)
    return Directions(tuple(less), tuple(turned), tuple(kept), tuple(stated))


def directions_asked(figures: Figures, directions: Directions) -> Iterator[Inference]:
    """What a person should confirm of the directions."""
    where = "switch it under “Less is better for”"
    if directions.turned:
        yield Inference(
            f"Less is taken for better in {_named(figures, directions.turned)}, because "
            f"{'the name says' if len(directions.turned) == 1 else 'the names say'} so; if these "
            f"are scores of which more is better, {where}.",
            is_guess=True,
        )
    if directions.kept:
        yield Inference(
            f"More is taken for better in {_named(figures, directions.kept)}, as for scores; if "
            f"amounts stand there of which less is better, {where}.",
            is_guess=True,
        )
    if directions.stated:
        yield Inference(
            f"The sheet's own low and high say that more is better in "
            f"{_named(figures, directions.stated)}, the name says less; correct low and high where "
            "the name is right.",
            is_guess=True,
        )


def _own_scale(
    figures: Figures, columns: Sequence[ColumnReading], row: int, said: Corrections
) -> tuple[float, float] | None:
    """The row's own low and high, stated or set by hand; 0 and 1 where only one end is known."""
    if row in said.scales:
        low, high = said.scales[row]
        return (0.0 if low is None else low, 1.0 if high is None else high)
    ends: dict[ColumnRole, float] = {}
    for column in columns:
        if column.role in (ColumnRole.LOW, ColumnRole.HIGH):
            found = figures.at(row, column.column)
            if isinstance(found, Figure):
                ends[column.role] = found.value
    if not ends:
        return None
    low = ends.get(ColumnRole.LOW, 0.0)
    return low, ends.get(ColumnRole.HIGH, low + 1.0)


def _named(figures: Figures, rows: Sequence[RowReading]) -> str:
    named = [f"{figures.grid.row_name(r.row)} (“{shortened(r.name)}”)" for r in rows[:MOST_NAMED]]
    more = len(rows) - MOST_NAMED
    if more > 0:
        return f"{', '.join(named)} and {more} more"
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
