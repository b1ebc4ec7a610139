"""Changes that make a workbook slow to read: small, well formed, each aimed at one thing."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

Parts = dict[str, bytes]
END_OF_ROWS = b"</sheetData>"
KNOWN_NAMES = rb"<definedNames[^>]*/>|<definedNames.*?</definedNames>"
STRINGS = "xl/sharedStrings.xml"


def unzipped(content: bytes) -> Parts:
    """The parts of a file by path."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Parts) -> bytes:
    """Parts as a file."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def sheet_names(content: Parts) -> list[str]:
    """The parts that are worksheets."""
    return [name for name in content if name.startswith("xl/worksheets/sheet")]


def _in_part(content: Parts, part: str, old: bytes, new: bytes) -> Parts:
    assert content[part].count(old) == 1
    return content | {part: content[part].replace(old, new)}


def _in_sheet(content: Parts, old: bytes, new: bytes) -> Parts:
    return _in_part(content, sheet_names(content)[0], old, new)


def _with_strings(content: Parts) -> Parts:
    """The workbook with a part for strings, where it has none."""
    if STRINGS in content:
        return content
    declared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    declared += b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = content | {STRINGS: b'<sst xmlns="' + space + b'"></sst>'}
    return _in_part(content, "[Content_Types].xml", b"</Types>", declared)


def merges_in_a_comment(content: Parts) -> Parts:
    """Merges that begin again and again and never end, where a parser sees only a comment."""
    comment = b"<!-- " + b"<mergeCell " * 9_000 + b"-->"
    return _in_sheet(content, b"</worksheet>", comment + b"</worksheet>")


def shared_formulas(content: Parts) -> Parts:
    """A formula of 4,000 terms that 5,000 cells share."""
    first = b'<row r="900"><c r="A900"><f t="shared" ref="A900:A9000" si="0">%s</f></c></row>'
    row = b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>'
    rows = b"".join(row % (number, number) for number in range(901, 1_900))
    return _in_sheet(content, END_OF_ROWS, first % b"+".join([b"A1"] * 4_000) + rows + END_OF_ROWS)


def endless_number_format(content: Parts) -> Parts:
    """Brackets that are opened and never closed."""
    styles = re.sub(rb"<numFmts[^>]*/>", b"", content["xl/styles.xml"])
    added = b'<numFmt numFmtId="200" formatCode="' + b"[" * 300_000 + b'"/></numFmts>'
    if b"</numFmts>" in styles:
        styles = styles.replace(b"</numFmts>", added)
    else:
        styles = styles.replace(b"<fonts", b'<numFmts count="1">' + added + b"<fonts", 1)
    styles = styles.replace(b"</cellXfs>", b'<xf numFmtId="200"/></cellXfs>')
    return content | {"xl/styles.xml": styles}


def endless_print_area(content: Parts) -> Parts:
    """A name of a sheet that never ends."""
    workbook = re.sub(KNOWN_NAMES, b"", content["xl/workbook.xml"])
    name = b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">%s</definedName>'
    name = name % (b"a" * 300_000) + b"</definedNames>"
    return content | {"xl/workbook.xml": workbook.replace(b"</sheets>", b"</sheets>" + name)}


def very_many_strings(content: Parts) -> Parts:
    """Half a million strings that no cell uses, beside a formula without a result."""
    chance = random.Random(7)  # noqa: S311
    strings = b"".join(b"<si><t>%d</t></si>" % chance.randrange(10**9) for _ in range(500_000))
    formula = b'<row r="900"><c r="A900"><f>1+1</f></c></row>'
    content = _in_sheet(_with_strings(content), END_OF_ROWS, formula + END_OF_ROWS)
    return _in_part(content, STRINGS, b"</sst>", strings + b"</sst>")


def very_many_merges(content: Parts) -> Parts:
    """Merges of every row down to far below."""
    merges = b"".join(b'<mergeCell ref="X%d:Y%d"/>' % (row, row) for row in range(900, 300_000))
    merges = b"<mergeCells>" + merges + b"</mergeCells>"
    return _in_sheet(content, END_OF_ROWS, END_OF_ROWS + merges)


def the_same_sheet_often(content: Parts) -> Parts:
    """Three thousand sheets that are all one part."""
    workbook = content["xl/workbook.xml"]
    sheet = re.search(rb'<sheet [^>]*?name="([^"]*)"[^>]*?/>', workbook)
    assert sheet is not None
    name = b'name="' + sheet[1] + b'"'
    sheets = b"".join(sheet[0].replace(name, b'name="S%d"' % number) for number in range(3_000))
    return _in_part(content, "xl/workbook.xml", b"</sheets>", sheets + b"</sheets>")


def one_text_in_every_cell(content: Parts) -> Parts:
    """A text of half a megabyte in 1,000 cells, stored once."""
    content = _with_strings(content)
    number = len(re.findall(rb"<si[ >]", content[STRINGS]))
    string = b"<si><t>" + b"word " * 80_000 + b"</t></si></sst>"
    content = _in_part(content, STRINGS, b"</sst>", string)
    row = b'<row r="%d"><c r="B%d" t="s"><v>%d</v></c></row>'
    rows = b"".join(row % (line, line, number) for line in range(900, 1_900))
    return _in_sheet(content, END_OF_ROWS, rows + END_OF_ROWS)


def rows_and_columns_far_away(content: Parts) -> Parts:
    """The last cells that a sheet can have, empty, in row after row."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(900, 1_050))
    last = b'<row r="1048576"><c r="A1048576" s="0"/></row>'
    return _in_sheet(content, END_OF_ROWS, rows + last + END_OF_ROWS)


WORKBOOK_CHANGES: tuple[Callable[[Parts], Parts], ...] = (
    merges_in_a_comment, shared_formulas, endless_number_format, endless_print_area,
    very_many_strings, very_many_merges, the_same_sheet_often, one_text_in_every_cell,
    rows_and_columns_far_away,
)  # fmt: skip
