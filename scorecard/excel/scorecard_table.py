"""Grid → criteria, candidates and cells of an existing scorecard, each checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from scorecard.excel.grid import (
    CRITERION,
    EXPECTED_HEADER,
    FIXED_COLUMNS,
    HIGH,
    LOW,
    WEIGHT,
    Grid,
    GridCell,
    OddCell,
    cell_name,
    header_names,
    header_score,
    shortened,
)
from scorecard.excel.limits import (
    HEADER_SEARCH_ROWS,
    LARGEST_NUMBER,
    MOST_ANSWERS,
    MOST_NAME_CHARACTERS,
)
from scorecard.excel.plain_text import one_line
from scorecard.model import Status

STATUS_OF_WORD = {
    "open": Status.OPEN,
    "refused": Status.REFUSED,
    "n/a": Status.NOT_APPLICABLE,
    "na": Status.NOT_APPLICABLE,
    "not applicable": Status.NOT_APPLICABLE,
}
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+(?:(?P<mark>[.,])[0-9]*)?|(?P<first>[.,])[0-9]+)(?:[eE][+-]?[0-9]+)?"
)


@dataclass(frozen=True)
class ReadCandidate:
    """A candidate's column, counted from 0, and name."""

    column: int
    name: str


@dataclass(frozen=True)
class ReadCriterion:
    """A criterion's row, counted from 0, and what stands there.

    `cells` are, in the candidates' order, a performance or a status other than answered.
    `scale_from` says where low and high come from, and `group` the heading that it stands under.
    `has_own_scale`: they are stated or set for this criterion, not for all.
    """

    row: int
    name: str
    weight: float
    low: float
    high: float
    cells: tuple[float | Status, ...]
    group: str = ""
    scale_from: str = "as stated"
    has_own_scale: bool = True


@dataclass(frozen=True)
class ScorecardTable:
    """What an existing scorecard says."""

    grid: Grid
    candidates: tuple[ReadCandidate, ...]
    criteria: tuple[ReadCriterion, ...]


def read_table(grid: Grid) -> ScorecardTable:
    """Reads the table below the header row; raises ScorecardFault with the place of the fault."""
    return _Reader(grid).table()


class _Reader:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.header_row = self._header_row()
        self.columns = self._fixed_columns()
        self.decimal_mark = ""

    def table(self) -> ScorecardTable:
        candidates = self._candidates()
        criteria = []
        row_of: dict[str, int] = {}
        for row in range(self.header_row + 1, len(self.grid.rows)):
            used = [*self.columns.values(), *(c.column for c in candidates)]
            if all(self.grid.cell(row, column) is None for column in used):
                continue
            criterion = self._criterion(row, candidates)
            key = criterion.name.casefold()
            if key in row_of:
                raise self._fault(
                    f"the criterion “{shortened(criterion.name)}” is there already, "
                    f"in row {row_of[key] + 1}", row, CRITERION,
                )  # fmt: skip
            row_of[key] = row
            criteria.append(criterion)
            if len(criteria) * len(candidates) > MOST_ANSWERS:
                raise self.grid.fault(f"more than {MOST_ANSWERS:,} cells; split the scorecard", row)
        if not criteria:
            raise self.grid.fault(
                "no criteria below the header; add one row a criterion", self.header_row
            )
        if sum(criterion.weight for criterion in criteria) <= 0:
            raise self.grid.fault(
                "all weights are zero; give at least one criterion a weight",
                criteria[0].row, self.columns[WEIGHT], WEIGHT,
            )  # fmt: skip
        return ScorecardTable(self.grid, candidates, tuple(criteria))

    def _header_row(self) -> int:
        for needed in (2, 1):
            for row, cells in enumerate(self.grid.rows[:HEADER_SEARCH_ROWS]):
                if header_score(cells) >= needed:
                    return row
        if not any(cell not in (None, "") for cells in self.grid.rows for cell in cells):
            raise self.grid.fault(f"the file is empty; it should hold {EXPECTED_HEADER}")
        raise self.grid.fault(f"no header; the first row should read {EXPECTED_HEADER}", 0)

    def _fixed_columns(self) -> dict[str, int]:
        names = header_names(self.grid.rows[self.header_row])
        for name in FIXED_COLUMNS:
            if name not in names:
                raise self.grid.fault(
                    f"the column “{name}” is missing; the header should read {EXPECTED_HEADER}",
                    self.header_row,
                )
            if names.count(name) > 1:
                second = names.index(name, names.index(name) + 1)
                raise self.grid.fault(
                    f"the column “{name}” is there twice", self.header_row, second, name
                )
        return {name: names.index(name) for name in FIXED_COLUMNS}

    def _candidates(self) -> tuple[ReadCandidate, ...]:
        found: list[ReadCandidate] = []
        column_of: dict[str, int] = {}
        width = max(len(cells) for cells in self.grid.rows[self.header_row :])
        for column in range(width):
            if column in self.columns.values():
                continue
            name = cell_name(self.grid.cell(self.header_row, column))
            if not name:
                self._refuse_values_without_name(column)
                continue
            if len(name) > MOST_NAME_CHARACTERS:
                raise self.grid.fault(
                    f"a candidate's name has {len(name):,} characters; "
                    f"{MOST_NAME_CHARACTERS} at most", self.header_row, column,
                )  # fmt: skip
            key = name.casefold()
            if key in column_of:
                first = self.grid.place(None, column_of[key]).rsplit(", ", 1)[-1]
                raise self.grid.fault(
                    f"the candidate “{shortened(name)}” is there already, in {first}",
                    self.header_row, column,
                )  # fmt: skip
            column_of[key] = column
            found.append(ReadCandidate(column, name))
        if not found:
            raise self.grid.fault(
                "no candidates; add one column a candidate after criterion, weight, low, high",
                self.header_row,
            )
        return tuple(found)

    def _refuse_values_without_name(self, column: int) -> None:
        for row in range(self.header_row + 1, len(self.grid.rows)):
            if self.grid.cell(row, column) is not None:
                raise self.grid.fault(
                    f"a value in a column without a name; name the candidate in row "
                    f"{self.header_row + 1} or empty the column", row, column,
                )  # fmt: skip

    def _criterion(self, row: int, candidates: tuple[ReadCandidate, ...]) -> ReadCriterion:
        name = cell_name(self.grid.cell(row, self.columns[CRITERION]))
        if not name:
            raise self._fault("the criterion has no name", row, CRITERION)
        weight, low, high = (self._required(row, c) for c in (WEIGHT, LOW, HIGH))
        if weight < 0:
            raise self._fault(f"the weight {weight:g} is negative; 0 at least", row, WEIGHT)
        if low == high:
            raise self._fault(
                f"low and high are both {low:g}; low is the performance worth 0 and high the one "
                "worth 100", row, HIGH,
            )  # fmt: skip
        cells = tuple(self._cell(row, candidate) for candidate in candidates)
        return ReadCriterion(row, name, weight, low, high, cells)

    def _required(self, row: int, column_name: str) -> float:
        column = self.columns[column_name]
        cell = self.grid.cell(row, column)
        if cell is None:
            raise self._fault(
                "empty; every criterion needs weight, low and high (take totals and remarks out)",
                row, column_name,
            )  # fmt: skip
        return self._number(cell, row, column, column_name)

    def _cell(self, row: int, candidate: ReadCandidate) -> float | Status:
        cell = self.grid.cell(row, candidate.column)
        if cell is None:
            return Status.OPEN
        if isinstance(cell, str):
            status = STATUS_OF_WORD.get(one_line(cell).casefold())
            if status is not None:
                return status
        return self._number(cell, row, candidate.column, candidate.name)

    def _number(self, cell: GridCell, row: int, column: int, name: str) -> float:
        if isinstance(cell, OddCell):
            raise self.grid.fault(cell.problem, row, column, name)
        number = cell if isinstance(cell, float) else self._parsed(str(cell), row, column, name)
        if not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
            raise self.grid.fault(
                f"“{shortened(str(cell))}” is too large; {LARGEST_NUMBER:,.0f} at most",
                row, column, name,
            )  # fmt: skip
        return number

    def _parsed(self, text: str, row: int, column: int, name: str) -> float:
        written = one_line(text).replace("\N{MINUS SIGN}", "-")
        match = _NUMBER.fullmatch(written)
        mark = (match["mark"] or match["first"] or "") if match else ""
        if match is None or (mark == "," and not self.grid.decimal_comma):
            or_else = "" if name in (WEIGHT, LOW, HIGH) else "; or refused, n/a, or nothing"
            marks = "a decimal point or comma" if self.grid.decimal_comma else "a decimal point"
            raise self.grid.fault(
                f"“{shortened(text)}” is not a number; write digits with {marks} and without "
                f"thousands separators{or_else}", row, column, name,
            )  # fmt: skip
        if mark and self.decimal_mark and mark != self.decimal_mark:
            raise self.grid.fault(
                f"“{shortened(text)}” has a decimal “{mark}”, numbers before it “"
                f"{self.decimal_mark}”; use one of them throughout", row, column, name,
            )  # fmt: skip
        self.decimal_mark = self.decimal_mark or mark
        return float(written.replace(",", "."))

    def _fault(self, problem: str, row: int, column_name: str) -> Exception:
        return self.grid.fault(problem, row, self.columns[column_name], column_name)
