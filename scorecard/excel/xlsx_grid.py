"""XLSX bytes → grid, taking the file for hostile until it has been looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from scorecard.excel import limits
from scorecard.excel.archive import check_archive, damage_errors, damaged, opened_workbook
from scorecard.excel.grid import (
    EXPECTED_HEADER,
    Grid,
    GridCell,
    OddCell,
    ScorecardFault,
    check_size,
    header_score,
    shortened,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

UNSAVED_FORMULA = OddCell(
    "a formula",
    "a formula without a saved result; open the file in a spreadsheet program, save it, try again",
)


def read_xlsx(content: bytes, file_name: str) -> Grid:
    """Reads the first visible sheet that has the header.

    Raises ScorecardFault for an encrypted, old, broken or oversized file, a ZIP bomb, another
    kind of file, or a workbook without the header.
    """
    check_archive(content, file_name, ScorecardFault)

    def opened(*, results: bool) -> Workbook:
        return opened_workbook(content, results=results)

    try:
        return _read(opened, file_name)
    except ScorecardFault:
        raise
    except damage_errors() as problem:
        raise damaged(file_name, problem, ScorecardFault) from problem


def _read(opened: Any, file_name: str) -> Grid:
    workbook = opened(results=True)
    sheet_names = [s.title for s in workbook.worksheets if s.sheet_state == "visible"]
    scores = {name: _best_header(workbook[name], file_name) for name in sheet_names}
    chosen = max(sheet_names, key=lambda name: scores[name], default="")
    if not chosen or scores[chosen] == 0:
        looked_at = ", ".join(f"“{shortened(name)}”" for name in sheet_names[:5]) or "none visible"
        raise ScorecardFault(
            f"{file_name}: no header row in the workbook's sheets ({looked_at}); "
            f"the first row should read {EXPECTED_HEADER}"
        )
    rows, may_be_formulas = sheet_cells(workbook[chosen], file_name)
    workbook.close()
    if may_be_formulas:
        formulas = opened(results=False)
        for row, cells in enumerate(raw_rows(formulas[chosen], file_name)):
            for column, cell in enumerate(cells):
                if (row, column) in may_be_formulas and cell.data_type == "f":
                    rows[row][column] = UNSAVED_FORMULA
        formulas.close()
    notes: tuple[str, ...] = ()
    if len(sheet_names) > 1:
        notes = (f"{file_name}: read from sheet “{shortened(chosen)}”; no other sheet was read",)
    several = chosen if len(sheet_names) > 1 else ""
    return Grid(file_name, tuple(tuple(row) for row in rows), sheet=several, notes=notes)


def _best_header(sheet: Any, file_name: str) -> int:
    best = 0
    for row, cells in enumerate(raw_rows(sheet, file_name)):
        if row >= limits.HEADER_SEARCH_ROWS:
            break
        best = max(best, header_score([cell.value for cell in cells[: limits.MOST_COLUMNS]]))
    return best


def sheet_cells(
    sheet: Any, file_name: str, *, as_shown: bool = False
) -> tuple[list[list[GridCell]], set[tuple[int, int]]]:
    """The sheet's cells, and where an empty number cell may hide a formula without a result.

    With `as_shown`, a number in a percentage format is the text that people see: `30%`.
    Raises ScorecardFault for a sheet beyond the limits.
    """
    rows: list[list[GridCell]] = []
    may_be_formulas: set[tuple[int, int]] = set()
    for row, cells in enumerate(raw_rows(sheet, file_name)):
        check_size(file_name, row, [cell.value for cell in cells])
        if row >= limits.MOST_ROWS:
            continue
        rows.append([_value(cell, as_shown) for cell in cells[: limits.MOST_COLUMNS]])
        may_be_formulas.update(
            (row, column)
            for column, cell in enumerate(cells[: limits.MOST_COLUMNS])
            if cell.value is None and cell.data_type == "n"
        )
    return rows, may_be_formulas


def raw_rows(sheet: Any, file_name: str) -> Iterator[tuple[Any, ...]]:
    """The rows as openpyxl reads them; the size that the file states is not believed."""
    sheet.reset_dimensions()
    visited = 0
    for row, cells in enumerate(sheet.iter_rows()):
        visited += len(cells)
        if row >= limits.MOST_ROWS_VISITED or visited > limits.MOST_CELLS_VISITED:
            raise ScorecardFault(
                f"{file_name}, row {row + 1}: the sheet is too large; keep the scorecard only"
            )
        yield cells


def _value(cell: Any, as_shown: bool) -> GridCell:
    value = cell.value
    if cell.data_type == "e":
        return OddCell(str(value), f"the error {value}; write a number, n/a or leave it empty")
    match value:
        case None:
            return None
        case bool():
            return OddCell(str(value).upper(), "true or false where a number belongs")
        case int() | float():
            if as_shown and "%" in (cell.number_format or ""):
                # Twelve digits: 0.07 × 100 is 7, not 7.000000000000001.
                return f"{value * 100:.12g}%"
            return float(value)
        case datetime() | date():
            return OddCell(value.isoformat()[:10], "a date where a number belongs")
        case time() | timedelta():
            return OddCell(str(value), "a time where a number belongs")
        case _:
            return str(value)
