"""A file or a paste → the tables in it, whatever their shape: every visible sheet as a grid."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

from scorecard.excel import limits
from scorecard.excel.archive import (
    check_archive,
    damage_errors,
    damaged,
    is_xlsx,
    opened_workbook,
)
from scorecard.excel.csv_grid import read_any_csv, table_text
from scorecard.excel.grid import Grid, GridCell, ScorecardFault, shortened
from scorecard.excel.plain_text import one_line
from scorecard.excel.xlsx_grid import UNSAVED_FORMULA, raw_rows, sheet_cells

PASTED = "Pasted table"
_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def read_sheets(content: bytes, file_name: str) -> tuple[Grid, ...]:
    """Every visible sheet that holds something; a CSV file is one.

    Raises ScorecardFault for what is no table, is damaged, or is beyond the limits.
    """
    check_length(content, file_name)
    if not is_xlsx(content):
        return (read_any_csv(content, file_name),)
    check_archive(content, file_name, ScorecardFault)
    try:
        return _read_workbook(content, file_name)
    except ScorecardFault:
        raise
    except damage_errors() as problem:
        raise damaged(file_name, problem, ScorecardFault) from problem


def read_paste(text: str) -> Grid:
    """Cells pasted from a spreadsheet, a mail or a web page. Raises ScorecardFault."""
    check_length(text.encode("utf-8", "replace"), PASTED)
    return table_text(text, PASTED)


def check_length(content: bytes, file_name: str) -> None:
    """Raises ScorecardFault for an empty file and for one beyond the limit."""
    if len(content) > limits.LARGEST_FILE_BYTES:
        raise ScorecardFault(
            f"{file_name}: {len(content) / 1024 / 1024:.1f} MiB; "
            f"{limits.LARGEST_FILE_BYTES / 1024 / 1024:.0f} MiB at most"
        )
    if not content.strip():
        raise ScorecardFault(f"{file_name}: the file is empty")


def _read_workbook(content: bytes, file_name: str) -> tuple[Grid, ...]:
    workbook = opened_workbook(content, results=True)
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if len(visible) > limits.MOST_SHEETS:
        raise ScorecardFault(
            f"{file_name}: {len(visible)} sheets; {limits.MOST_SHEETS} at most, keep the score "
            "sheets only"
        )
    grids, faults, notes = [], [], []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for sheet in visible:
            # The path of its part is not public, but nothing else tells which merges are its own.
            part = archive.read(sheet._worksheet_path)
            try:
                rows, may_be_formulas = sheet_cells(sheet, file_name, as_shown=True)
            except ScorecardFault as fault:
                faults.append(fault)
                notes.append(f"Sheet “{shortened(sheet.title)}” was not read: {fault}")
                continue
            if may_be_formulas and _FORMULA.search(part):
                _mark_unsaved_formulas(content, sheet.title, rows, may_be_formulas, file_name)
            trimmed = _trimmed(rows)
            if trimmed:
                name = one_line(sheet.title) if len(visible) > 1 else ""
                grids.append(Grid(file_name, trimmed, sheet=name, merged=_merged(part)))
    workbook.close()
    if not grids and faults:
        raise faults[0]
    if not grids:
        raise ScorecardFault(f"{file_name}: nothing stands in its visible sheets")
    return tuple(replace(grid, notes=(*grid.notes, *notes)) for grid in grids)


def _mark_unsaved_formulas(
    content: bytes, title: str, rows: list[list[GridCell]], may_be: set[tuple[int, int]], name: str
) -> None:
    formulas = opened_workbook(content, results=False)
    for row, cells in enumerate(raw_rows(formulas[title], name)):
        for column, cell in enumerate(cells):
            if (row, column) in may_be and cell.data_type == "f":
                rows[row][column] = UNSAVED_FORMULA
    formulas.close()


def _trimmed(rows: list[list[GridCell]]) -> tuple[tuple[GridCell, ...], ...]:
    """The rows without what is blank at the end of the sheet and of each row."""
    found = []
    for cells in rows:
        width = max((c for c, value in enumerate(cells) if not _is_blank(value)), default=-1) + 1
        found.append(tuple(cells[:width]))
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _merged(part: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    """Cell → first cell of its merge, within the limits of a score sheet."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for match in _MERGED.finditer(part):
        first = (int(match[2]) - 1, _column(match[1]))
        last_row = min(int(match[4]) - 1, limits.MOST_ROWS)
        last_column = min(_column(match[3]), limits.MOST_COLUMNS)
        size = (last_row - first[0] + 1) * (last_column - first[1] + 1)
        if len(found) + size > limits.MOST_MERGED_CELLS:
            break
        for row in range(first[0], last_row + 1):
            for column in range(first[1], last_column + 1):
                found[row, column] = first
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
