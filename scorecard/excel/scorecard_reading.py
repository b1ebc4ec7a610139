"""A score sheet and the mapping of its rows and columns → the scorecard's table, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from scorecard.excel.cell_figures import Figure, Figures
from scorecard.excel.grid import Grid, ScorecardFault, cell_name, sentence_start, shortened
from scorecard.excel.label_weights import without_weight
from scorecard.excel.limits import MOST_ANSWERS, MOST_NAME_CHARACTERS
from scorecard.excel.scorecard_mapping import ColumnRole, Mapping, Problem, turned
from scorecard.excel.scorecard_table import (
    STATUS_OF_WORD,
    ReadCandidate,
    ReadCriterion,
    ScorecardTable,
)
from scorecard.excel.scorecard_weights import Weights, kept_digits
from scorecard.excel.typed_words import Unclear
from scorecard.model import Status


@dataclass
class Reading:
    """What a mapping makes of a sheet: the criteria as far as they can be read, and the rest."""

    candidates: tuple[ReadCandidate, ...] = ()
    criteria: list[ReadCriterion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def apply(grid: Grid, mapping: Mapping) -> ScorecardTable:
    """The table that the mapping stands for.

    `grid` is as the file has it; the mapping says which way round it is. Raises ScorecardFault
    with the first problem and how many there are.
    """
    figures = Figures(turned(grid, mapping.orientation))
    reading = read(figures, mapping)
    if reading.problems:
        first = reading.problems[0]
        more = len(reading.problems) - 1
        others = f" (and {more} more)" if more else ""
        place = f"{grid.place()}, {first.address}" if first.address else grid.place()
        raise ScorecardFault(f"{place}: {first.text}{others}")
    return ScorecardTable(figures.grid, reading.candidates, tuple(reading.criteria))


def read(figures: Figures, mapping: Mapping) -> Reading:
    """Reads everything that the mapping names, and collects what cannot be used."""
    candidates = tuple(_candidates(figures, mapping))
    reading = Reading(candidates, problems=[*_shape_problems(figures, mapping, candidates)])
    if len(mapping.rows) * len(candidates) > MOST_ANSWERS:
        text = f"more than {MOST_ANSWERS:,} scores; split the scorecard"
        reading.problems.append(Problem("", text))
        return reading
    reader = _Reader(figures, mapping, reading)
    seen: dict[str, int] = {}
    for row, group in mapping.rows:
        criterion = reader.criterion(row, group)
        key = criterion.name.casefold()
        if key in seen and group:
            criterion = replace(criterion, name=f"{group}: {criterion.name}")
            key = criterion.name.casefold()
        if key in seen:
            first = figures.grid.row_name(seen[key])
            reading.problems.append(
                Problem(
                    figures.grid.row_name(row),
                    f"the criterion “{shortened(criterion.name)}” is there already, in {first}; "
                    "leave one of them out",
                )
            )
            continue
        seen[key] = row
        reading.criteria.append(criterion)
    if reading.criteria and sum(criterion.weight for criterion in reading.criteria) <= 0:
        text = "all weights are zero or missing; give at least one criterion a weight"
        reading.problems.append(Problem("", text))
    return reading


def _candidates(figures: Figures, mapping: Mapping) -> Iterator[ReadCandidate]:
    for column in mapping.columns(ColumnRole.CANDIDATE):
        yield ReadCandidate(column, mapping.names[column])


def _shape_problems(
    figures: Figures, mapping: Mapping, candidates: tuple[ReadCandidate, ...]
) -> Iterator[Problem]:
    grid = figures.grid
    if mapping.column(ColumnRole.CRITERION) is None:
        yield Problem("", "nothing was found that names the criteria; choose it below")
    if not candidates:
        yield Problem("", "no candidate was found; choose what holds a candidate's scores")
    has_weights = mapping.column(ColumnRole.WEIGHT) is not None or mapping.weight_is_high
    has_weights = has_weights or mapping.weights_in_names
    if not has_weights and not mapping.same_weights:
        yield Problem(
            "",
            "no weights were found; choose what holds them, or say that all criteria weigh the "
            "same",
        )
    for role in (ColumnRole.CRITERION, ColumnRole.WEIGHT, ColumnRole.LOW, ColumnRole.HIGH):
        columns = mapping.columns(role)
        if len(columns) > 1:
            both = " and ".join(grid.column_name(column) for column in columns[:2])
            yield Problem(both, f"both are chosen as {role}; keep one")
    if not mapping.rows:
        yield Problem("", "no criteria were found; put the rows in that hold them")
    seen: dict[str, int] = {}
    for candidate in candidates:
        key = candidate.name.casefold()
        if key in seen:
            yield Problem(
                grid.column_name(candidate.column),
                f"the candidate “{shortened(candidate.name)}” is there already, in "
                f"{grid.column_name(seen[key])}; name them apart or leave one out",
            )
        seen.setdefault(key, candidate.column)
    if mapping.low == mapping.high:
        yield Problem(
            "",
            f"low and high are both {mapping.low:g}; low is the performance worth 0 and high the "
            "one worth 100",
        )


class _Reader:
    """Reads the criteria of one sheet; what is wrong or odd goes into `reading`."""

    def __init__(self, figures: Figures, mapping: Mapping, reading: Reading) -> None:
        self._figures = figures
        self._mapping = mapping
        self._weights = Weights(figures, mapping)
        self.reading = reading
        self._beyond: list[tuple[str, float]] = []

    def criterion(self, row: int, group: str) -> ReadCriterion:
        """One criterion; what cannot be used is kept as a problem."""
        figures, mapping, reading = self._figures, self._mapping, self.reading
        grid = figures.grid
        problems = reading.problems
        column = mapping.column(ColumnRole.CRITERION)
        name = "" if column is None else cell_name(grid.cell(row, column))
        if mapping.weights_in_names:
            name = without_weight(name)
        if not name:
            problems.append(Problem(grid.row_name(row), "no criterion is named here; leave it out"))
        if len(name) > MOST_NAME_CHARACTERS:
            reading.remarks.append(
                f"{sentence_start(grid.row_name(row))}: the criterion's name has {len(name):,} "
                f"characters and is cut after {MOST_NAME_CHARACTERS}."
            )
            name = shortened(name, MOST_NAME_CHARACTERS)
        weight = self._weights.weight(row, group, problems)
        low, high, source, is_own = _scale(figures, mapping, row, weight, problems)
        if low == high and mapping.low != mapping.high:
            problems.append(
                Problem(
                    grid.row_name(row),
                    f"low and high are both {low:g}; low is the performance worth 0 and high the "
                    "one worth 100",
                )
            )
        self._beyond = []
        cells = tuple(
            self._cell((row, candidate.column), (low, high), is_own or mapping.high_is_weight)
            for candidate in reading.candidates
        )
        problems += self._beyond_scale(row, sorted((low, high)))
        return ReadCriterion(row, name, weight, low, high, cells, group, source, is_own)

    def _beyond_scale(self, row: int, scale: list[float]) -> Iterator[Problem]:
        """What lies beyond the scale in one row: one thing to settle, however many cells."""
        if not self._beyond:
            return
        address, value = self._beyond[0]
        others = len(self._beyond) - 1
        more = f" and {others} more of {self._figures.grid.row_name(row)}" if others else ""
        yield Problem(
            address,
            f"{value:.12g}{more} {'are' if others else 'is'} beyond the scale of {scale[0]:g} to "
            f"{scale[1]:g}; correct the scale, or set low and high of "
            f"{self._figures.grid.row_name(row)}",
        )

    def _cell(
        self, place: tuple[int, int], scale: tuple[float, float], own_scale: bool
    ) -> float | Status:
        figures, mapping, reading = self._figures, self._mapping, self.reading
        # What a cell says of its own scale counts from the bottom, also where less is better.
        low, high = sorted(scale)
        meaning = figures.at(*place)
        address = figures.grid.address(*place)
        match meaning:
            case None:
                return Status.OPEN
            case Status():
                word = " ".join(str(figures.grid.cell(*place)).split())
                if word.casefold() not in STATUS_OF_WORD:
                    reading.remarks.append(
                        f"{address} says “{shortened(word)}”, which is taken as {meaning}."
                    )
                return meaning
            case Unclear():
                if mapping.remarks_are_open:
                    reading.remarks.append(f"{address}: {meaning}, and counts as open.")
                else:
                    reading.problems.append(
                        Problem(
                            address,
                            f"{meaning}; write a score, nothing, refused or n/a, leave the row or "
                            "column out, or count texts as open",
                        )
                    )
                return Status.OPEN
        value = meaning.value
        if meaning.out_of is not None and meaning.out_of != high:
            value = low + (value / meaning.out_of) * (high - low)
        if meaning.is_percentage and high == 1:
            value /= 100
        elif meaning.is_percentage and high < min(value, 100):
            reading.problems.append(
                Problem(
                    address, f"{value:g} % on a scale of {low:g} to {high:g}; set its own scale"
                )
            )
            return Status.OPEN
        value = kept_digits(value)
        if not own_scale and not low <= value <= high:
            self._beyond.append((address, value))
        return value


def _scale(
    figures: Figures, mapping: Mapping, row: int, weight: float, problems: list[Problem]
) -> tuple[float, float, str, bool]:
    """Low and high of a row: set by hand, else its own columns', else those for all criteria.

    Then where they come from, and whether they are the row's own.
    """
    low, high, source, is_own = mapping.low, mapping.high, mapping.scale_from, False
    if mapping.high_is_weight and weight > 0:
        high, source = weight, "as points out of the weight"
    if row in mapping.less_is_better:
        low, high, source = high, low, f"{source} the other way round, as less is better,"
    for role in (ColumnRole.LOW, ColumnRole.HIGH):
        column = mapping.column(role)
        meaning = figures.at(row, column) if column is not None else None
        if column is None or meaning is None:
            continue
        if not isinstance(meaning, Figure):
            problems.append(
                Problem(
                    figures.grid.address(row, column), f"{meaning}; write a number as the {role}"
                )
            )
            continue
        source, is_own = "as stated", True
        if role is ColumnRole.LOW:
            low = meaning.value
        else:
            high = meaning.value
    for found, own_low, own_high in mapping.scales:
        if found == row:
            low = low if own_low is None else own_low
            high = high if own_high is None else own_high
            source, is_own = "as set by hand for the row", True
    return low, high, source, is_own
