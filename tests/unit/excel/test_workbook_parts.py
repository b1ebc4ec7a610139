"""What a workbook's parts say about merges and formulas, and what is refused before reading."""

import pytest
from unit.excel import score_sheets
from unit.excel.scorecard_files import archive, parts_of, xlsx_bytes

from scorecard.excel import ScorecardFault, limits, read_sheets, understand
from scorecard.excel.header_words import read_label, stated_scale
from scorecard.excel.workbook_parts import PartsReader, TooMuch, column_number, merged_cells

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["Criterion", "Weight", "Atlas"], ["x", 1, 4], ["y", 2, 5]]


def read(xml):
    return PartsReader().read(xml.encode())


def test_merges_are_found_as_xml_and_not_as_text():
    part = read(
        "<x:worksheet xmlns:x='main'><!-- <mergeCell ref='A1:B2'/> --><x:mergeCells>"
        "<x:mergeCell other='a>b' ref='C3:D4'/><x:mergeCell ref='C3:D4'></x:mergeCell>"
        "</x:mergeCells></x:worksheet>"
    )
    assert part.merged_ranges == ("C3:D4",)


def test_a_merge_maps_its_cells_to_the_first_within_the_limits():
    found = merged_cells(
        ("B2:C3", "A9:A9999", "no", "F1"), most_rows=3, most_columns=2, most_cells=9
    )
    # B2:C3 is rows 1–2 and columns 1–2 from 0; of A9:A9999 three rows count.
    assert found == {
        (1, 1): (1, 1), (1, 2): (1, 1), (2, 1): (1, 1), (2, 2): (1, 1),
        (8, 0): (8, 0), (9, 0): (8, 0), (10, 0): (8, 0),
    }  # fmt: skip
    # Four cells and then five more would be nine, and eight are allowed.
    assert len(merged_cells(("B2:C3", "A1:A5"), most_rows=9, most_columns=9, most_cells=8)) == 4


def test_columns_are_counted_from_a():
    # Z is the 26th, AA the 27th, XFD the 16,384th column.
    assert [column_number(name) for name in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]
    assert [column_number(name) for name in ("", "ABCD", "Ä", "$A")] == [-1] * 4


def test_formulas_are_found_with_and_without_references():
    part = read(
        "<worksheet><sheetData><row><c/><c><f>1+1</f></c></row>"
        "<row r='7'><c r='D7'/><c><f>A1</f><v>3</v></c></row><row><c r='b8'><f/></c></row>"
        "</sheetData></worksheet>"
    )
    # B1; the cell after D7; B8 in the row after 7.
    assert part.formulas == {(0, 1), (6, 4), (7, 1)}


def test_the_last_row_is_told_only_where_every_row_can_be_told():
    def last_row(rows, end="</sheetData></worksheet>"):
        return read(f"<worksheet><sheetData>{rows}{end}").last_row

    # The second row has no number and is the one after the fourth.
    assert last_row("<row r='4'/><row/>") == 5
    assert last_row("<row r='9'/><row r='3'/>") == 9
    assert last_row("") == 0
    assert last_row("<row r='4.0'/><row r='5'/>") is None
    assert last_row(f"<row r='{10**30}'/>") is None
    # Damage below the rows that were told must be met by whoever reads on.
    assert last_row("<row r='4'/>", end="<row r='5'></c>") is None


def test_formulas_without_results_are_pointed_out_on_every_sheet():
    def fill(workbook):
        for sheet in (workbook.active, workbook.create_sheet("B"), workbook.create_sheet("C")):
            for row in ROWS:
                sheet.append(row)
            sheet["C3"] = "=1+1"

    for grid in score_sheets.xlsx_sheets(fill):
        (problem,) = understand(grid).problems
        assert problem.address == "C3"
        assert "a formula without a saved result" in problem.text


def test_entities_are_refused_wherever_they_are_declared():
    late = "<!--" + " " * 60_000 + "-->"
    with pytest.raises(TooMuch, match="declares entities"):
        read(f"{late}{late}<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")


def test_a_drawing_that_names_its_type_is_no_fault():
    drawing = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    parts = parts_of(xlsx_bytes(ROWS)) | {"xl/media/image1.svg": drawing}
    assert len(read_sheets(archive(parts), "drawn.xlsx")) == 1


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<x>" + "<c/>" * (limits.MOST_CELL_MARKS + 1) + "</x>", "cells, values and rows"),
        ("<x>" + "<si/>" * (limits.MOST_OTHER_MARKS + 1) + "</x>", "texts, formulas and formats"),
        (f"<x sqref='{'A1 ' * 3_000_000}'/>", "texts, formulas and formats"),
        (f"<x><t>{'a' * 600_000}</t></x>", "longer than a cell can hold"),
        (f"<x><?a {'b' * 70_000}?></x>", "a comment of more than 65,536 characters"),
    ],
)
def test_what_no_score_sheet_holds_is_refused(xml, reason):
    with pytest.raises(TooMuch, match=reason):
        read(xml)


def test_a_part_that_is_no_xml_or_is_damaged_says_what_stands_before_the_damage():
    assert PartsReader().read(b"\x89PNG\r\n" + bytes(2_000_000)).merged_ranges == ()
    assert read("<x><mergeCell ref='A1:B1'/><y></x>").merged_ranges == ("A1:B1",)


def test_an_encoding_that_nobody_knows_is_a_damaged_workbook():
    parts = parts_of(xlsx_bytes(ROWS))
    parts[SHEET] = parts[SHEET].replace(b"?>", b' encoding="UTF-99999999"?>', 1)
    if b"encoding" not in parts[SHEET][:60]:
        parts[SHEET] = b'<?xml version="1.0" encoding="UTF-99999999"?>' + parts[SHEET]
    with pytest.raises(ScorecardFault, match="a damaged workbook"):
        read_sheets(archive(parts), "odd.xlsx")


def test_many_sheets_of_one_large_part_are_refused():
    reader = PartsReader()
    reader.read(b"<x>" + b'<sheet r:id="rId1"/>' * 200 + b"</x>")
    # 200 sheets of 1.5 MiB are 300 MiB to read, and 256 are allowed.
    with pytest.raises(TooMuch, match="200 sheets of such a size"):
        reader.read(b"<x>" + b"<c/>" * 400_000 + b"</x>")


def test_too_many_scores_are_refused_before_they_are_understood():
    rows = ["Criterion;Weight;" + ";".join(f"C{n}" for n in range(290))]
    rows += [f"x{n};1;" + ";".join(["3"] * 290) for n in range(700)]
    # 292 cells a row: the 200,000th is filled in row 685.
    with pytest.raises(ScorecardFault, match="row 685: more than 200,000 filled cells"):
        score_sheets.csv_sheet("\n".join(rows))


def test_a_number_of_very_many_digits_states_no_scale():
    assert stated_scale("Score 1234567890123-5")[0] is None
    assert stated_scale("Score " + "1" * 32_000)[0] is None
    assert stated_scale("Score 0-" + "9" * 13)[0] is None
    assert stated_scale("Score 1,5 - 12.25")[0] == (1.5, 12.25)
    assert stated_scale("Atlas, max. score: 20 points") == ((0, 20), "Atlas,  ")


def test_of_a_long_header_the_beginning_is_read():
    label = read_label("Atlas " + "very " * 10_000 + "(0-5)")
    assert label.subject.startswith("Atlas very")
    assert len(label.text) <= limits.MOST_NAME_CHARACTERS
    assert label.scale is None
