"""The cells of a workbook that somebody sent back, read within limits; nothing is calculated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

from scorecard.excel import limits
from scorecard.excel.archive import (
    check_archive,
    damage_errors,
    damaged,
    is_xlsx,
    opened_workbook,
)
from scorecard.excel.grid import shortened
from scorecard.excel.plain_text import one_line
from scorecard.excel.scorecard_layout import column_letters
from scorecard.excel.workbook_parts import SheetPart, merged_cells

MOST_MERGED_CELLS = 5_000
MOST_MERGED_ROWS = 100
# What stands for a formula, which is not calculated and whose text nobody needs.
FORMULA_SIGN = "="


class IntakeFault(ValueError):
    """The file is no questionnaire that can be taken in; the message is one line."""


class FilledCell(NamedTuple):
    """One cell with its place; `kind` is openpyxl's: n, s, b, d, e or f for a formula.

    The value of a formula is a sign for it.
    """

    sheet: str
    row: int
    column: int
    value: Any
    kind: str
    is_percentage: bool = False

    @property
    def place(self) -> str:
        """`Floor!E12`."""
        return place_of(self.sheet, self.row, self.column)

    @property
    def text(self) -> str:
        """What the cell shows, as text."""
        match self.value:
            case bool():
                return str(self.value).upper()
            case float() if self.value.is_integer() and abs(self.value) < 1e15:
                return str(int(self.value))
            case datetime() | date():
                return self.value.isoformat()[:10]
            case _:
                return str(self.value).strip()


@dataclass(frozen=True)
class FilledRow:
    """A row that holds something: its cells by column, counted from 0."""

    sheet: str
    row: int
    cells: dict[int, FilledCell]


@dataclass(frozen=True)
class FilledSheet:
    """The rows of a sheet that hold something; `merged` maps a cell to the first of its merge."""

    name: str
    rows: tuple[FilledRow, ...]
    merged: dict[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class FilledBook:
    """Everything that a workbook holds, and the day on which it says that it was last saved."""

    sheets: tuple[FilledSheet, ...]
    saved_on: date | None


def place_of(sheet: str, row: int, column: int) -> str:
    """`Floor!E12`, row and column counted from 0."""
    return f"{shortened(sheet)}!{column_letters(column)}{row + 1}"


def read_book(content: bytes, file_name: str) -> FilledBook:
    """Reads a workbook; links to other files are not followed and formulas are not calculated.

    Raises IntakeFault for anything that is no XLSX workbook of a questionnaire's size.
    """
    if len(content) > limits.LARGEST_FILE_BYTES:
        raise IntakeFault(
            f"{file_name}: {len(content) / 1024 / 1024:.1f} MiB; "
            f"{limits.LARGEST_FILE_BYTES / 1024 / 1024:.0f} MiB at most; documents are attached "
            "apart from the questionnaire"
        )
    if not content.strip():
        raise IntakeFault(f"{file_name}: the file is empty")
    if not is_xlsx(content):
        raise IntakeFault(f"{file_name}: not an XLSX workbook; save the questionnaire as XLSX")
    parts = check_archive(content, file_name, IntakeFault)
    try:
        return _read(content, file_name, parts)
    except IntakeFault:
        raise
    except damage_errors() as problem:
        raise damaged(file_name, problem, IntakeFault) from problem


def _read(content: bytes, file_name: str, parts: dict[str, SheetPart]) -> FilledBook:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml_bytes = sum(e.file_size for e in archive.infolist() if e.filename.endswith(".xml"))
    if xml_bytes > limits.MOST_XML_BYTES:
        raise IntakeFault(
            f"{file_name}: {xml_bytes / 1024 / 1024:,.0f} MiB of cells and formats; that is "
            "no questionnaire"
        )
    workbook = opened_workbook(content)
    worksheets = workbook.worksheets
    if len(worksheets) > limits.MOST_QUESTIONNAIRE_SHEETS:
        raise IntakeFault(f"{file_name}: {len(worksheets)} sheets; that is no questionnaire")
    saved_at = workbook.properties.modified
    visits = _Visits(file_name)
    sheets = []
    for worksheet in worksheets:
        # The path of its part is not public, but nothing else tells which part is a sheet's.
        part = parts[worksheet._worksheet_path]
        rows = tuple(visits.rows(worksheet, part))
        merged = _merged(part) if rows else {}
        sheets.append(FilledSheet(one_line(worksheet.title), rows, merged))
    workbook.close()
    return FilledBook(tuple(sheets), saved_at.date() if saved_at else None)


class _Visits:
    """Counts what is looked at over all sheets, so that no file takes long."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._visited = 0
        self._filled = 0
        self._characters = 0

    def rows(self, worksheet: Any, part: SheetPart) -> Iterator[FilledRow]:
        """The rows that hold something; the size that the file states is not believed."""
        worksheet.reset_dimensions()
        name = one_line(worksheet.title)
        columns = limits.MOST_QUESTIONNAIRE_COLUMNS
        blank: tuple[Any, ...] = ()
        # What stands below the rows (validations, conditional formats) openpyxl would read as well.
        for row, cells in enumerate(islice(worksheet.iter_rows(max_col=columns), part.last_row)):
            self._visited += 1
            if self._visited > limits.MOST_QUESTIONNAIRE_ROWS_VISITED:
                raise self._too_large(name, row)
            if cells is blank:
                # Up to a far row openpyxl gives the same empty row again and again.
                continue
            found = {
                column: _cell(name, row, column, cell, is_formula=(row, column) in part.formulas)
                for column, cell in enumerate(cells)
                if cell.value is not None or (row, column) in part.formulas
            }
            if not found:
                blank = cells
                continue
            self._filled += 1
            # One text of the file may stand in very many cells.
            texts = (cell.value for cell in found.values() if isinstance(cell.value, str))
            self._characters += sum(map(len, texts))
            if self._filled > limits.MOST_QUESTIONNAIRE_ROWS:
                raise self._too_large(name, row)
            if self._characters > limits.MOST_CHARACTERS:
                raise IntakeFault(
                    f"{self._file_name}, sheet “{shortened(name)}”, row {row + 1}: more than "
                    f"{limits.MOST_CHARACTERS:,} characters of text; attach documents instead"
                )
            yield FilledRow(name, row, found)

    def _too_large(self, sheet: str, row: int) -> IntakeFault:
        return IntakeFault(
            f"{self._file_name}, sheet “{shortened(sheet)}”, row {row + 1}: more rows than a "
            "questionnaire has; take out what does not belong to it"
        )


def _cell(sheet: str, row: int, column: int, cell: Any, *, is_formula: bool) -> FilledCell:
    if is_formula:
        return FilledCell(sheet, row, column, FORMULA_SIGN, "f")
    kind = cell.data_type
    is_percentage = kind == "n" and "%" in (cell.number_format or "")
    return FilledCell(sheet, row, column, cell.value, kind, is_percentage)


def _merged(part: SheetPart) -> dict[tuple[int, int], tuple[int, int]]:
    return merged_cells(
        part.merged_ranges,
        most_rows=MOST_MERGED_ROWS,
        most_columns=limits.MOST_QUESTIONNAIRE_COLUMNS,
        most_cells=MOST_MERGED_CELLS,
    )
