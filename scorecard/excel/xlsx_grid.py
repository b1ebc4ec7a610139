"""XLSX bytes → grid, taking the file for hostile until it has been looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from scorecard.excel import limits
from scorecard.excel.archive import check_archive, damage_errors, damaged, opened_workbook
from scorecard.excel.grid import (
    EXPECTED_HEADER,
    FilledSize,
    Grid,
    GridCell,
    OddCell,
    ScorecardFault,
    check_size,
    header_score,
    shortened,
)
from scorecard.excel.workbook_parts import SheetPart

UNSAVED_FORMULA = OddCell(
    "a formula",
    "a formula without a saved result; open the file in a spreadsheet program, save it, try again",
)


def read_xlsx(content: bytes, file_name: str) -> Grid:
    """Reads the first visible sheet that has the header.

    Raises ScorecardFault for an encrypted, old, broken or oversized file, a ZIP bomb, another
    kind of file, or a workbook without the header.
    """
    parts = check_archive(content, file_name, ScorecardFault)
    try:
        return _read(content, file_name, parts)
    except ScorecardFault:
        raise
    except damage_errors() as problem:
        raise damaged(file_name, problem, ScorecardFault) from problem


def _read(content: bytes, file_name: str, parts: dict[str, SheetPart]) -> Grid:
    workbook = opened_workbook(content)
    sheet_names = [s.title for s in workbook.worksheets if s.sheet_state == "visible"]
    visits = Visits(file_name)
    scores = {name: _best_header(workbook[name], visits) for name in sheet_names}
    chosen = max(sheet_names, key=lambda name: scores[name], default="")
    if not chosen or scores[chosen] == 0:
        looked_at = ", ".join(f"“{shortened(name)}”" for name in sheet_names[:5]) or "none visible"
        raise ScorecardFault(
            f"{file_name}: no header row in the workbook's sheets ({looked_at}); "
            f"the first row should read {EXPECTED_HEADER}"
        )
    rows = sheet_cells(workbook[chosen], part_of(workbook[chosen], parts), visits)
    workbook.close()
    notes: tuple[str, ...] = ()
    if len(sheet_names) > 1:
        notes = (f"{file_name}: read from sheet “{shortened(chosen)}”; no other sheet was read",)
    several = chosen if len(sheet_names) > 1 else ""
    return Grid(file_name, tuple(tuple(row) for row in rows), sheet=several, notes=notes)


def part_of(sheet: Any, parts: dict[str, SheetPart]) -> SheetPart:
    """What the sheet's own part says about its merges and formulas."""
    # The path of its part is not public, but nothing else tells which part is a sheet's.
    return parts[sheet._worksheet_path]


def _best_header(sheet: Any, visits: Visits) -> int:
    best = 0
    for row, cells in enumerate(visits.rows(sheet)):
        if row >= limits.HEADER_SEARCH_ROWS:
            break
        best = max(best, header_score([cell.value for cell in cells[: limits.MOST_COLUMNS]]))
    return best


class Visits:
    """Counts what is looked at over all sheets of a workbook, so that no file takes long."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self._rows = 0
        self._cells = 0

    def rows(self, sheet: Any) -> Iterator[tuple[Any, ...]]:
        """The rows as openpyxl reads them; the size that the file states is not believed.

        Raises ScorecardFault beyond the limits.
        """
        sheet.reset_dimensions()
        for row, cells in enumerate(sheet.iter_rows()):
            self._rows += 1
            self._cells += len(cells)
            if (
                row >= limits.MOST_ROWS_VISITED
                or self._rows > limits.MOST_BOOK_ROWS_VISITED
                or self._cells > limits.MOST_CELLS_VISITED
            ):
                raise ScorecardFault(
                    f"{self.file_name}, row {row + 1}: the sheet is too large; keep the scorecard "
                    "only"
                )
            yield cells


def sheet_cells(
    sheet: Any, part: SheetPart, visits: Visits, *, as_shown: bool = False
) -> list[list[GridCell]]:
    """The sheet's cells; a formula without a saved result is an odd cell.

    With `as_shown`, a number in a percentage format is the text that people see: `30%`.
    Raises ScorecardFault for a sheet beyond the limits.
    """
    rows: list[list[GridCell]] = []
    size = FilledSize(visits.file_name)
    for row, cells in enumerate(visits.rows(sheet)):
        if not cells:
            if row < limits.MOST_ROWS:
                rows.append([])
            continue
        values = [cell.value for cell in cells]
        check_size(visits.file_name, row, values)
        if row >= limits.MOST_ROWS:
            continue
        size.add(row, values)
        rows.append([
            UNSAVED_FORMULA
            if cell.value is None and cell.data_type == "n" and (row, column) in part.formulas
            else _value(cell, as_shown)
            for column, cell in enumerate(cells[: limits.MOST_COLUMNS])
        ])  # fmt: skip
    return rows


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
