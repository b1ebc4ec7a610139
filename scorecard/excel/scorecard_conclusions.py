"""The understanding of a score sheet in sentences: what was taken for what, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorecard.excel.cell_figures import Figures
from scorecard.excel.grid import sentence_start, shortened
from scorecard.excel.header_words import Says
from scorecard.excel.scorecard_columns import ColumnReading
from scorecard.excel.scorecard_mapping import (
    ColumnRole,
    Corrections,
    Inference,
    Mapping,
    Orientation,
    RowRole,
)
from scorecard.excel.scorecard_parts import SheetParts
from scorecard.excel.scorecard_reading import Reading
from scorecard.excel.scorecard_rows import RowReading
from scorecard.excel.scorecard_scale import Scale
from scorecard.excel.scorecard_totals import stated_totals

MOST_NAMED = 12


def conclusions(
    parts: SheetParts, mapping: Mapping, scale: Scale, said: Corrections, reading: Reading
) -> Iterator[Inference]:
    """Every conclusion, from the sheet as a whole down to single cells."""
    figures, columns, rows = parts.figures, parts.columns, parts.rows
    grid = figures.grid
    yield from (Inference(f"{note}.") for note in grid.notes)
    yield _orientation(mapping, said)
    yield _header(figures, mapping, columns, said)
    for column in columns:
        inference = _column(grid.column_name(column.column), column)
        if inference is not None:
            yield inference
    yield from _rows(figures, rows)
    yield from _weights(parts, mapping, said)
    yield from _scale(mapping, scale, said)
    if figures.decimal_mark == ",":
        yield Inference(f"The comma is the decimal mark ({figures.mark_seen_at} shows it).")
    yield from stated_totals(figures, mapping, columns, rows, reading)
    yield from (Inference(remark, is_guess=True) for remark in reading.remarks[:MOST_NAMED])
    if len(reading.remarks) > MOST_NAMED:
        more = len(reading.remarks) - MOST_NAMED
        yield Inference(f"{more} more cells are read like these.", is_guess=True)


def _orientation(mapping: Mapping, said: Corrections) -> Inference:
    stand = "rows, candidates in columns"
    if mapping.orientation is Orientation.COLUMNS:
        stand = "columns, candidates in rows"
    because = "you said so" if said.orientation else "headers and numbers fit better this way round"
    return Inference(f"Criteria are taken to stand in {stand}, because {because}.")


def _header(
    figures: Figures, mapping: Mapping, columns: Sequence[ColumnReading], said: Corrections
) -> Inference:
    grid = figures.grid
    named = sentence_start(grid.row_name(mapping.header_row))
    if mapping.header_depth > 1:
        second = grid.row_name(mapping.header_row + 1)
        named = f"{named} and {second} together are"
    else:
        named = f"{named} is"
    if said.header_row is not None:
        return Inference(f"{named} taken for the header, because you said so.")
    signs = [
        f"“{shortened(column.label.text)}”"
        for column in columns
        if column.role in (ColumnRole.CRITERION, ColumnRole.WEIGHT) and column.label.text
    ]
    if signs:
        because = f"it says {' and '.join(signs)}"
        if mapping.header_depth > 1:
            because = because.replace("it says", "they say")
        return Inference(f"{named} taken for the header, because {because}.")
    because = "texts stand in it and numbers below"
    return Inference(f"{named} taken for the header, because {because}.", is_guess=True)


def _column(named: str, column: ColumnReading) -> Inference | None:
    named = sentence_start(named)
    match column.role:
        case ColumnRole.LEFT_OUT:
            if column.reason == "it is empty":
                return None
            text = f"{named} is left out, because {column.reason}."
        case ColumnRole.CANDIDATE:
            text = (
                f"{named} holds the scores of “{shortened(column.name)}”, because {column.reason}."
            )
        case _:
            what = {
                ColumnRole.CRITERION: "the criteria",
                ColumnRole.GROUP: "the groups",
                ColumnRole.WEIGHT: "the weights",
                ColumnRole.LOW: "the performance worth 0",
                ColumnRole.HIGH: "the performance worth 100",
            }[column.role]
            text = f"{named} is taken for {what}, because {column.reason}."
    return Inference(text, column.is_guess)


def _rows(figures: Figures, rows: Sequence[RowReading]) -> Iterator[Inference]:
    """One line for each reason why rows are no criteria."""
    by_reason: dict[tuple[str, bool, bool], list[RowReading]] = {}
    for row in rows:
        if row.role in (RowRole.LEFT_OUT, RowRole.TOTAL, RowRole.GROUP):
            is_group = row.role is RowRole.GROUP
            by_reason.setdefault((row.reason, row.is_guess, is_group), []).append(row)
    for (reason, is_guess, is_group), same in by_reason.items():
        named = [
            f"{figures.grid.row_name(row.row)} (“{shortened(row.name)}”)" if row.name
            else figures.grid.row_name(row.row)
            for row in same[:MOST_NAMED]
        ]  # fmt: skip
        more = f" and {len(same) - MOST_NAMED} more" if len(same) > MOST_NAMED else ""
        what = "No criterion, but a group" if is_group else "Left out"
        listed = ", ".join(named)
        yield Inference(f"{what}: {listed}{more}, because {reason}.", is_guess)


def _weights(parts: SheetParts, mapping: Mapping, said: Corrections) -> Iterator[Inference]:
    if mapping.weights_in_names and not mapping.same_weights:
        column = mapping.column(ColumnRole.CRITERION)
        first = "" if column is None else parts.figures.text(mapping.rows[0][0], column)
        yield Inference(
            f"The weights stand in the criteria's names, as in “{shortened(first)}”; the names go "
            "without them.",
            is_guess=True,
        )
    if mapping.weight_is_high:
        yield Inference(
            "Weights: the most points possible are taken for the weights too, because no weights "
            "stand in the sheet.",
            is_guess=True,
        )
    if mapping.same_weights:
        yield Inference("Weights: all criteria weigh the same, because you said so.")
    if mapping.group_weights:
        because = "each group's weights and the groups' own sum to 100"
        if said.weights_within_groups:
            because = "you said so"
        yield Inference(
            f"Weights: each criterion's is its share of its group's, because {because}.",
            is_guess=said.weights_within_groups is None,
        )


def _scale(mapping: Mapping, scale: Scale, said: Corrections) -> Iterator[Inference]:
    runs = f"Scores run from {mapping.low:g} to {mapping.high:g}"
    if said.low is not None or said.high is not None:
        yield Inference(f"{runs}, because you said so.")
    elif mapping.column(ColumnRole.HIGH) is not None:
        states_low = mapping.column(ColumnRole.LOW) is not None
        least = "" if states_low else f" from {mapping.low:g}"
        yield Inference(f"Scores run{least} to what each criterion states.", not states_low)
    elif mapping.high_is_weight:
        yield Inference(
            f"Scores run from 0 to each criterion's weight, because {scale.reason}.", is_guess=True
        )
    else:
        yield Inference(f"{runs}, because {scale.reason}.", scale.is_guess)


def holds_weighted_points(column: ColumnReading) -> bool:
    """Whether a column that was left out holds a candidate's weighted points."""
    return column.role is ColumnRole.LEFT_OUT and (
        column.label.says is Says.WEIGHTED or "weighted points" in column.reason
    )
