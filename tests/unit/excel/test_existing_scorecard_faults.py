"""Every bad file gets one clear line with its name, and with row and column where they apply."""

from datetime import date

import pytest
from unit.excel.scorecard_files import (
    HEADER,
    archive,
    csv_bytes,
    imported,
    parts_of,
    xlsx_bytes,
)

from scorecard.excel import ScorecardFault, limits

GOOD = [[*HEADER, "Atlas", "Borealis"], ["x", 1, 0, 10, 4, 5], ["y", 2, 0, 10, 6, 7]]


def changed(row, column, value):
    """The good table with one cell changed; both counted from 1."""
    rows = [list(cells) for cells in GOOD]
    rows[row - 1][column - 1] = value
    return rows


CELLS = {
    "text in a cell": (changed(2, 5, "good"), "row 2, column E (Atlas)", "“good” is not a number"),
    "text as weight": (changed(3, 2, "much"), "row 3, column B (weight)", "not a number"),
    "thousands separator": (changed(2, 4, "1,000.5"), "row 2, column D (high)", "thousands"),
    "per cent sign": (changed(2, 2, "35%"), "row 2, column B (weight)", "not a number"),
    "not a number": (changed(2, 6, "NaN"), "row 2, column F (Borealis)", "not a number"),
    "infinite": (changed(2, 6, "inf"), "row 2, column F (Borealis)", "not a number"),
    "underscored": (changed(2, 6, "1_0"), "row 2, column F (Borealis)", "not a number"),
    "overflowing": (changed(2, 6, "1e999"), "row 2, column F (Borealis)", "too large"),
    "huge": (changed(2, 6, 10**13), "row 2, column F (Borealis)", "too large"),
    "negative weight": (changed(3, 2, -2), "row 3, column B (weight)", "is negative"),
    "low equals high": (changed(2, 4, 0), "row 2, column D (high)", "low and high are both 0"),
    "no weight": (changed(2, 2, None), "row 2, column B (weight)", "empty"),
    "no low": (changed(2, 3, None), "row 2, column C (low)", "empty"),
    "no high": (changed(3, 4, " "), "row 3, column D (high)", "empty"),
    "refused as low": (changed(2, 3, "refused"), "row 2, column C (low)", "not a number"),
    "nameless criterion": (changed(2, 1, None), "row 2, column A (criterion)", "no name"),
    "criterion twice": (changed(3, 1, "  X "), "row 3, column A (criterion)", "already, in row 2"),
    "candidate twice": (changed(1, 6, " ATLAS"), "row 1, column F", "already, in column E"),
    "nameless column": (changed(1, 5, None), "row 2, column E", "column without a name"),
    "name too long": (changed(1, 6, "n" * 201), "row 1, column F", "201 characters"),
    "column twice": (changed(1, 6, "Weight"), "row 1, column F (weight)", "is there twice"),
    "missing column": (changed(1, 3, "lowest"), "row 1", "the column “low” is missing"),
    "all weights zero": (
        [GOOD[0], ["x", 0, 0, 10, 4, 5], ["y", 0, 0, 10, 6, 7]],
        "row 2, column B (weight)",
        "all weights are zero",
    ),
    "no header": (GOOD[1:], "row 1", "no header"),
    "no candidates": ([HEADER, ["x", 1, 0, 10]], "row 1", "no candidates"),
    "no criteria": ([GOOD[0]], "row 1", "no criteria"),
}


@pytest.mark.parametrize("case", CELLS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_fault_in_the_table_is_named_with_its_place(case, kind):
    rows, place, reason = CELLS[case]
    content = csv_bytes(rows) if kind == "csv" else xlsx_bytes(rows)
    with pytest.raises(ScorecardFault) as fault:
        imported(content, f"scores.{kind}")
    message = str(fault.value)
    if case == "no header" and kind == "xlsx":
        # A workbook has several first rows, one a sheet.
        place = "no header row in the workbook's sheets (“Sheet”)"
    separator = ": " if place.startswith("no header row") else ", "
    assert message.startswith(f"scores.{kind}{separator}{place}")
    assert reason in message
    assert "\n" not in message


def with_part(name, content):
    return archive(parts_of(xlsx_bytes(GOOD)) | {name: content})


def with_flag(content):
    """The archive with every entry's encryption bit set, in both of its directories."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + offset] |= 1
            start = changed.find(signature, start + 1)
    return bytes(changed)


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<worksheet><sheetData>" + b"<row></row>" * 400_000 + b"</sheetData></worksheet>"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b"<worksheet><sheetData/></worksheet>"
)
FAR_AWAY = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>criterion</t></is></c></row>
<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData></worksheet>"""

FILES = {
    "empty": (b"", "the file is empty"),
    "only blank": (b" \n\n", "the file is empty"),
    "only separators": (b",,,\n,,\n", "the file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "neither CSV text nor an XLSX workbook"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "no header"),
    "JSON": (b'{"format": "something else"}', "no header"),
    "HTML": (b"<!doctype html><table><tr><td>criterion", "no header"),
    "half of UTF-16": (b"\xff\xfea", "neither CSV text nor an XLSX workbook"),
    "an open quotation mark": (
        b'criterion,weight,low,high,A\nx,1,0,10,"4\ny,1,0,10,5\n',
        "row 2: not readable as CSV",
    ),
    "an old workbook": (OLE + bytes(600), "an old Excel or another Office file"),
    "an encrypted workbook": (
        OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le"),
        "the workbook is encrypted",
    ),
    "an encrypted archive": (with_flag(xlsx_bytes(GOOD)), "the workbook is encrypted"),
    "another archive": (archive({"readme.txt": "hello"}), "not an XLSX workbook"),
    "a cut-off workbook": (xlsx_bytes(GOOD)[:-200], "a damaged workbook"),
    "a damaged sheet": (with_part(SHEET, b"<worksheet><sheetData><row>"), "a damaged workbook"),
    "a damaged list of sheets": (with_part("xl/workbook.xml", b"<workbook"), "damaged workbook"),
    "no sheets": (with_part("xl/workbook.xml", b"<workbook/>"), "sheets (none visible)"),
    "a bomb": (with_part(SHEET, BOMB), "unpacks to 4 MiB"),
    "entities": (with_part(SHEET, ENTITIES), "declares entities"),
    "a row beyond every sheet": (with_part(SHEET, FAR_AWAY), "the sheet is too large"),
    "too many parts": (
        archive(parts_of(xlsx_bytes(GOOD)) | {f"x{n}.txt": "x" for n in range(1_001)}),
        "parts; that is no scorecard",
    ),
    "too many bytes": (b"x" * (limits.LARGEST_FILE_BYTES + 1), "5 MiB at most"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_no_scorecard_is_refused_in_one_line_with_its_name(case):
    content, reason = FILES[case]
    with pytest.raises(ScorecardFault) as fault:
        imported(content, "upload.bin")
    message = str(fault.value)
    assert message.startswith("upload.bin")
    assert reason in message
    assert "\n" not in message


def test_a_formula_without_a_saved_result_is_a_fault_and_not_an_open_cell():
    # openpyxl writes formulas without results, as many programs do.
    content = xlsx_bytes(changed(2, 5, "=2+2"))
    with pytest.raises(ScorecardFault) as fault:
        imported(content, "scores.xlsx")
    assert str(fault.value).startswith(
        "scores.xlsx, row 2, column E (Atlas): a formula without a saved result"
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (date(2026, 1, 2), "a date where a number belongs"),
        (True, "true or false where a number belongs"),
        ("#DIV/0!", "the error #DIV/0!"),
    ],
)
def test_a_cell_of_another_kind_in_a_workbook_is_named(value, reason):
    with pytest.raises(ScorecardFault, match=r"row 2, column E \(Atlas\)") as fault:
        imported(xlsx_bytes(changed(2, 5, value)), "scores.xlsx")
    assert reason in str(fault.value)


def test_decimal_points_and_commas_in_one_file_are_a_fault():
    rows = changed(2, 5, "4,5")
    rows[2][4] = "1.234"
    with pytest.raises(ScorecardFault, match=r"row 3, column E \(Atlas\): “1.234” has a decimal"):
        imported(csv_bytes(rows, ";"))


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_a_row_too_many_is_a_fault_and_the_last_allowed_one_is_not(write):
    rows = [[*HEADER, "A"], *[[f"c{n}", 1, 0, 1, 1] for n in range(limits.MOST_ROWS - 1)]]
    assert len(imported(write(rows)).document.catalogue.criteria) == limits.MOST_ROWS - 1
    rows.append(["one more", 1, 0, 1, 1])
    with pytest.raises(ScorecardFault, match="row 2001: more than 2,000 rows"):
        imported(write(rows))


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_a_column_too_many_is_a_fault(write):
    rows = [[*HEADER, *[f"p{n}" for n in range(limits.MOST_COLUMNS - 4)]]]
    rows.append(["x", 1, 0, 1, *[1] * (limits.MOST_COLUMNS - 4)])
    assert len(imported(write(rows)).document.selection.candidates) == limits.MOST_COLUMNS - 4
    rows[0].append("one more")
    with pytest.raises(ScorecardFault, match=r"row 1, column KO: more than 300 columns"):
        imported(write(rows))


def test_too_many_cells_are_a_fault():
    # 200 candidates times 251 criteria are 50,200 cells, 200 more than are read.
    rows = [[*HEADER, *[f"p{n}" for n in range(200)]]]
    rows += [[f"c{n}", 1, 0, 1, *[1] * 200] for n in range(251)]
    with pytest.raises(ScorecardFault, match="row 252: more than 50,000 cells"):
        imported(csv_bytes(rows))


def test_a_value_far_below_the_table_is_not_silently_dropped():
    def edit(workbook):
        workbook.active["A50000"] = "left behind"

    with pytest.raises(ScorecardFault, match="row 50000: more than 2,000 rows"):
        imported(xlsx_bytes(GOOD, edit=edit), "scores.xlsx")


def test_control_characters_and_line_breaks_in_names_do_not_break_the_line():
    rows = changed(2, 5, "go\nod\x00")
    rows[0][4] = "At\nlas"
    with pytest.raises(ScorecardFault) as fault:
        imported(csv_bytes(rows).replace(b"\x00", b"\x07"), "sco\nres.csv")
    assert str(fault.value).startswith("sco res.csv, row 2, column E (At las): “go od”")
