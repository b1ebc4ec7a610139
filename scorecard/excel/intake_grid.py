"""The cells of a workbook that somebody sent back, read within limits; nothing is calculated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
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

_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
MOST_MERGED = 5_000


class IntakeFault(ValueError):
    """The file is no questionnaire that can be taken in; the message is one line."""


class FilledCell(NamedTuple):
    """One cell with its place; `kind` is openpyxl's: n, s, b, d, e or f for a formula."""

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
    check_archive(content, file_name, IntakeFault)
    try:
        return _read(content, file_name)
    except IntakeFault:
        raise
    except damage_errors() as problem:
        raise damaged(file_name, problem, IntakeFault) from problem


def _read(content: bytes, file_name: str) -> FilledBook:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml_bytes = sum(e.file_size for e in archive.infolist() if e.filename.endswith(".xml"))
        if xml_bytes > limits.MOST_XML_BYTES:
            raise IntakeFault(
                f"{file_name}: {xml_bytes / 1024 / 1024:,.0f} MiB of cells and formats; that is "
                "no questionnaire"
            )
        workbook = opened_workbook(content, results=False)
        worksheets = workbook.worksheets
        if len(worksheets) > limits.MOST_QUESTIONNAIRE_SHEETS:
            raise IntakeFault(f"{file_name}: {len(worksheets)} sheets; that is no questionnaire")
        saved_at = workbook.properties.modified
        visits = _Visits(file_name)
        sheets = []
        for worksheet in worksheets:
            rows = tuple(visits.rows(worksheet))
            # The path of its part is not public, but nothing else tells which merges are its own.
            part = archive.read(worksheet._worksheet_path) if rows else b""
            sheets.append(FilledSheet(one_line(worksheet.title), rows, _merged(part)))
        workbook.close()
    return FilledBook(tuple(sheets), saved_at.date() if saved_at else None)


class _Visits:
    """Counts what is looked at over all sheets, so that no file takes long."""

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._visited = 0
        self._filled = 0

    def rows(self, worksheet: Any) -> Iterator[FilledRow]:
        """The rows that hold something; the size that the file states is not believed."""
        worksheet.reset_dimensions()
        name = one_line(worksheet.title)
        columns = limits.MOST_QUESTIONNAIRE_COLUMNS
        blank: tuple[Any, ...] = ()
        for row, cells in enumerate(worksheet.iter_rows(max_col=columns)):
            self._visited += 1
            if self._visited > limits.MOST_QUESTIONNAIRE_ROWS_VISITED:
                raise self._too_large(name, row)
            if cells is blank:
                # Up to a far row openpyxl gives the same empty row again and again.
                continue
            found = {
                column: _cell(name, row, column, cell)
                for column, cell in enumerate(cells)
                if cell.value is not None
            }
            if not found:
                blank = cells
                continue
            self._filled += 1
            if self._filled > limits.MOST_QUESTIONNAIRE_ROWS:
                raise self._too_large(name, row)
            yield FilledRow(name, row, found)

    def _too_large(self, sheet: str, row: int) -> IntakeFault:
        return IntakeFault(
            f"{self._file_name}, sheet “{shortened(sheet)}”, row {row + 1}: more rows than a "
            "questionnaire has; take out what does not belong to it"
        )


def _cell(sheet: str, row: int, column: int, cell: Any) -> FilledCell:
    kind = cell.data_type
    is_percentage = kind == "n" and "%" in (cell.number_format or "")
    return FilledCell(sheet, row, column, cell.value, kind, is_percentage)


def _merged(part: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Cell → first cell, for merges of a questionnaire's size."""
    if b"<mergeCell" not in part:
        return {}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for match in dict.fromkeys(match.groups() for match in _MERGED.finditer(part)):
        if len(found) >= MOST_MERGED:
            break
        first = (int(match[1]) - 1, _column(match[0]))
        last = (int(match[3]) - 1, _column(match[2]))
        last_row = min(last[0], first[0] + 100)
        last_column = min(last[1], first[1] + limits.MOST_QUESTIONNAIRE_COLUMNS)
        for row in range(first[0], last_row + 1):
            for column in range(first[1], last_column + 1):
                found[row, column] = first
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
