"""A file or a paste → the tables in it, whatever their shape: every visible sheet as a grid."""

from __future__ import annotations

from dataclasses import replace
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
from scorecard.excel.workbook_parts import SheetPart, merged_cells
from scorecard.excel.xlsx_grid import Visits, part_of, sheet_cells

PASTED = "Pasted table"


def read_sheets(content: bytes, file_name: str) -> tuple[Grid, ...]:
    """Every visible sheet that holds something; a CSV file is one.

    Raises ScorecardFault for what is no table, is damaged, or is beyond the limits.
    """
    check_length(content, file_name)
    if not is_xlsx(content):
        if file_name.casefold().endswith((".xlsx", ".xlsm")):
            raise ScorecardFault(
                f"{file_name}: named like a workbook, but it is none; save it as XLSX, or name a "
                "text file .csv"
            )
        return (read_any_csv(content, file_name),)
    parts = check_archive(content, file_name, ScorecardFault)
    try:
        return _read_workbook(content, file_name, parts)
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


def _read_workbook(content: bytes, file_name: str, parts: dict[str, SheetPart]) -> tuple[Grid, ...]:
    workbook = opened_workbook(content)
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if len(visible) > limits.MOST_SHEETS:
        raise ScorecardFault(
            f"{file_name}: {len(visible)} sheets; {limits.MOST_SHEETS} at most, keep the score "
            "sheets only"
        )
    grids, faults, notes = [], [], []
    visits = Visits(file_name)
    for sheet in visible:
        part = part_of(sheet, parts)
        try:
            rows = sheet_cells(sheet, part, visits, as_shown=True)
        except ScorecardFault as fault:
            faults.append(fault)
            notes.append(f"Sheet “{shortened(sheet.title)}” was not read: {fault}")
            continue
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


def _merged(part: SheetPart) -> dict[tuple[int, int], tuple[int, int]]:
    return merged_cells(
        part.merged_ranges,
        most_rows=limits.MOST_ROWS,
        most_columns=limits.MOST_COLUMNS,
        most_cells=limits.MOST_MERGED_CELLS,
    )
