"""A table as it stood in a file, and faults that name file, row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scorecard.excel.limits import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_FILLED_CELLS,
    MOST_ROWS,
)
from scorecard.excel.plain_text import one_line
from scorecard.excel.scorecard_layout import column_letters

CRITERION, WEIGHT, LOW, HIGH = "criterion", "weight", "low", "high"
FIXED_COLUMNS = (CRITERION, WEIGHT, LOW, HIGH)
EXPECTED_HEADER = "criterion, weight, low, high, then one column a candidate"


class ScorecardFault(ValueError):
    """The file is not a scorecard, or a damaged one; one line with file, row and column."""


@dataclass(frozen=True)
class OddCell:
    """A cell that is neither number nor text: what it shows and why it cannot be used."""

    shown: str
    problem: str


GridCell = float | str | OddCell | None


@dataclass(frozen=True)
class Grid:
    """The rows of one table, from the file's first row on; `sheet` is '' where there is none.

    `notes` are what the reader has to tell about how the file was read; `merged` maps a cell to
    the first of the cells that it is merged with.
    """

    file_name: str
    rows: tuple[tuple[GridCell, ...], ...]
    sheet: str = ""
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()
    merged: dict[tuple[int, int], tuple[int, int]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def cell(self, row: int, column: int) -> GridCell:
        """The cell, counted from 0; None beyond the row's end; blank text is None."""
        cells = self.rows[row]
        value = cells[column] if column < len(cells) else None
        return None if isinstance(value, str) and not value.strip() else value

    def place(self, row: int | None = None, column: int | None = None, name: str = "") -> str:
        """`scores.csv, row 5, column D (high)`, counted from 1 as spreadsheets do."""
        parts = [self.file_name]
        if self.sheet:
            parts.append(f"sheet “{shortened(self.sheet)}”")
        if row is not None:
            parts.append(f"row {row + 1}")
        if column is not None:
            named = f" ({shortened(name)})" if name else ""
            parts.append(f"column {column_letters(column)}{named}")
        return ", ".join(parts)

    def address(self, row: int, column: int) -> str:
        """`D5`, as spreadsheets say it."""
        return f"{column_letters(column)}{row + 1}"

    def row_name(self, row: int) -> str:
        """`row 5`, counted from 1."""
        return f"row {row + 1}"

    def column_name(self, column: int) -> str:
        """`column D`."""
        return f"column {column_letters(column)}"

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(cells) for cells in self.rows), default=0)

    def fault(
        self, problem: str, row: int | None = None, column: int | None = None, name: str = ""
    ) -> ScorecardFault:
        """The fault to raise, with its place in front."""
        return ScorecardFault(f"{self.place(row, column, name)}: {problem}")


class SidewaysGrid(Grid):
    """A grid whose rows are the file's columns; places are still said as the file has them."""

    def place(self, row: int | None = None, column: int | None = None, name: str = "") -> str:
        """The place in the file: the row given here is its column."""
        named = name if row is not None else ""
        return super().place(column, row, named)

    def address(self, row: int, column: int) -> str:
        """The cell's address in the file."""
        return super().address(column, row)

    def row_name(self, row: int) -> str:
        """The file's name of a row of this grid: `column D`."""
        return super().column_name(row)

    def column_name(self, column: int) -> str:
        """The file's name of a column of this grid: `row 5`."""
        return super().row_name(column)


def sideways(grid: Grid) -> Grid:
    """The grid with rows and columns exchanged."""
    rows = tuple(
        tuple(cells[column] if column < len(cells) else None for cells in grid.rows)
        for column in range(grid.width)
    )
    merged = {(c, r): (first_c, first_r) for (r, c), (first_r, first_c) in grid.merged.items()}
    return SidewaysGrid(
        grid.file_name, rows, grid.sheet, grid.decimal_comma, grid.notes, merged=merged
    )


def check_size(file_name: str, row: int, cells: Sequence[object]) -> None:
    """Raises ScorecardFault when a row that holds something lies beyond the limits."""
    last = max((c for c, value in enumerate(cells) if value not in (None, "")), default=-1)
    if last < 0:
        return
    if row >= MOST_ROWS:
        raise ScorecardFault(
            f"{file_name}, row {row + 1}: more than {MOST_ROWS:,} rows; "
            "keep one row a criterion and take everything else out"
        )
    if last >= MOST_COLUMNS:
        raise ScorecardFault(
            f"{file_name}, row {row + 1}, column {column_letters(last)}: more than "
            f"{MOST_COLUMNS} columns; keep one column a candidate and take everything else out"
        )


class FilledSize:
    """Counts what stands in a table while it is read, so that too much is refused before the work.

    A text that a workbook holds once may stand in very many cells, and each is read.
    """

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._cells = 0
        self._characters = 0

    def add(self, row: int, cells: Sequence[object]) -> None:
        """Counts a row. Raises ScorecardFault beyond the limits."""
        filled = [value for value in cells if value not in (None, "")]
        self._cells += len(filled)
        self._characters += sum(len(value) for value in filled if isinstance(value, str))
        if self._cells > MOST_FILLED_CELLS:
            raise ScorecardFault(
                f"{self._file_name}, row {row + 1}: more than {MOST_FILLED_CELLS:,} filled cells; "
                "keep criteria, weights and one column a candidate, or split the scorecard"
            )
        if self._characters > MOST_CHARACTERS:
            raise ScorecardFault(
                f"{self._file_name}, row {row + 1}: more than {MOST_CHARACTERS:,} characters of "
                "text; keep the scorecard only"
            )


def header_names(cells: Sequence[object]) -> list[str]:
    """The cells of a possible header row, in lower case with single spaces."""
    return [one_line(cell).casefold() if isinstance(cell, str) else "" for cell in cells]


def header_score(cells: Sequence[object]) -> int:
    """How many of the fixed columns' names stand in a row."""
    return len(set(header_names(cells)) & set(FIXED_COLUMNS))


def cell_name(cell: GridCell) -> str:
    """A cell as a name on one line: text, a number as it is written, '' for nothing."""
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.15g}"
        case OddCell():
            return cell.shown
        case _:
            return one_line(cell)


def shortened(text: str, most_characters: int = 40) -> str:
    """The text on one line, cut where it is too long for a message."""
    line = one_line(text)
    return line if len(line) <= most_characters else line[: most_characters - 1].rstrip() + "…"


def sentence_start(text: str) -> str:
    """The text with a capital first letter and otherwise unchanged."""
    return text[:1].upper() + text[1:]
