"""XLSX bytes → grid, taking the file for hostile until it has been looked at."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from scorecard.excel import limits
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

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
DECLARATION_BYTES = 64 * 1024
UNSAVED_FORMULA = OddCell(
    "a formula",
    "a formula without a saved result; open the file in a spreadsheet program, save it, try again",
)


def is_xlsx(content: bytes) -> bool:
    """Whether the bytes begin like a workbook (or another ZIP or OLE file) rather than text."""
    return content.startswith((OLE_SIGNATURE, *ZIP_SIGNATURES))


def read_xlsx(content: bytes, file_name: str) -> Grid:
    """Reads the first visible sheet that has the header.

    Raises ScorecardFault for an encrypted, old, broken or oversized file, a ZIP bomb, another
    kind of file, or a workbook without the header.
    """
    _check_archive(content, file_name)
    import openpyxl
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.utils.exceptions import InvalidFileException

    damage = (
        ParseError,
        zipfile.BadZipFile,
        zlib.error,
        InvalidFileException,
        TokenizerError,
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    )

    def opened(*, results: bool) -> Workbook:
        return openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=results, keep_links=False
        )

    try:
        return _read(opened, file_name)
    except ScorecardFault:
        raise
    except damage as problem:
        # openpyxl has no error of its own for a damaged part: it fails where it stumbles.
        reason = shortened(str(problem) or type(problem).__name__, 80)
        raise ScorecardFault(
            f"{file_name}: a damaged workbook ({reason}); open it in a spreadsheet program and "
            "save it again"
        ) from problem


def _check_archive(content: bytes, file_name: str) -> None:
    if content.startswith(OLE_SIGNATURE):
        if ENCRYPTED_STREAM in content:
            raise ScorecardFault(
                f"{file_name}: the workbook is encrypted; save it without a password"
            )
        raise ScorecardFault(
            f"{file_name}: an old Excel or another Office file; save it as XLSX or CSV"
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_entries(archive, file_name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as problem:
        if isinstance(problem, ScorecardFault):
            raise
        raise ScorecardFault(
            f"{file_name}: a damaged workbook ({shortened(str(problem), 80)}); "
            "open it in a spreadsheet program and save it again"
        ) from problem


def _check_entries(archive: zipfile.ZipFile, file_name: str) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise ScorecardFault(f"{file_name}: not an XLSX workbook; save it as XLSX or CSV")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ScorecardFault(f"{file_name}: the workbook is encrypted; save it without a password")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = (
        unpacked > limits.SMALL_UNPACKED_BYTES
        and unpacked > limits.MOST_UNPACKED_TO_PACKED * max(packed, 1)
    )
    if (
        is_bomb
        or unpacked > limits.LARGEST_UNPACKED_BYTES
        or len(entries) > limits.MOST_ARCHIVE_ENTRIES
    ):
        raise ScorecardFault(
            f"{file_name}: unpacks to {unpacked / 1024 / 1024:,.0f} MiB in {len(entries):,} parts; "
            "that is no scorecard"
        )
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            # A declaration can only stand at the beginning; expat itself stops what comes later.
            with archive.open(entry) as part:
                start = part.read(DECLARATION_BYTES).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise ScorecardFault(
                    f"{file_name}: a part of the workbook declares entities, "
                    "which no spreadsheet program writes"
                )


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
    rows, may_be_formulas = _cells(workbook[chosen], file_name)
    workbook.close()
    if may_be_formulas:
        formulas = opened(results=False)
        for row, cells in enumerate(_raw_rows(formulas[chosen], file_name)):
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
    for row, cells in enumerate(_raw_rows(sheet, file_name)):
        if row >= limits.HEADER_SEARCH_ROWS:
            break
        best = max(best, header_score([cell.value for cell in cells[: limits.MOST_COLUMNS]]))
    return best


def _cells(sheet: Any, file_name: str) -> tuple[list[list[GridCell]], set[tuple[int, int]]]:
    """The sheet's cells, and where an empty number cell may hide a formula without a result."""
    rows: list[list[GridCell]] = []
    may_be_formulas: set[tuple[int, int]] = set()
    for row, cells in enumerate(_raw_rows(sheet, file_name)):
        check_size(file_name, row, [cell.value for cell in cells])
        if row >= limits.MOST_ROWS:
            continue
        rows.append([_value(cell) for cell in cells[: limits.MOST_COLUMNS]])
        may_be_formulas.update(
            (row, column)
            for column, cell in enumerate(cells[: limits.MOST_COLUMNS])
            if cell.value is None and cell.data_type == "n"
        )
    return rows, may_be_formulas


def _raw_rows(sheet: Any, file_name: str) -> Iterator[tuple[Any, ...]]:
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


def _value(cell: Any) -> GridCell:
    value = cell.value
    if cell.data_type == "e":
        return OddCell(str(value), f"the error {value}; write a number, n/a or leave it empty")
    match value:
        case None:
            return None
        case bool():
            return OddCell(str(value).upper(), "true or false where a number belongs")
        case int() | float():
            return float(value)
        case datetime() | date():
            return OddCell(value.isoformat()[:10], "a date where a number belongs")
        case time() | timedelta():
            return OddCell(str(value), "a time where a number belongs")
        case _:
            return str(value)
