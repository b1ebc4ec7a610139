"""CSV bytes → grid: encoding and separator are told from the file itself."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from io import StringIO

from scorecard.excel.grid import FilledSize, Grid, ScorecardFault, check_size, header_score
from scorecard.excel.limits import HEADER_SEARCH_ROWS

SEPARATORS = (",", ";", "\t")
SAMPLE_LINES = 200


def read_csv(content: bytes, file_name: str) -> Grid:
    """Reads a CSV file: UTF-8 or UTF-16 with a byte-order mark, UTF-8, or else Windows-1252.

    The separator is the one that finds most of the expected names in the header row. With `;`
    or tab a decimal comma is allowed. Raises ScorecardFault for anything that is not text or
    not CSV.
    """
    text, notes = _decoded(content, file_name)
    separator, text, first_row = _separated(text)
    rows: list[tuple[str, ...]] = [()] * first_row
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=first_row):
            check_size(file_name, number, cells)
            rows.append(tuple(cells))
    except csv.Error as problem:
        raise ScorecardFault(
            f"{file_name}, row {len(rows) + 1}: not readable as CSV ({problem}); "
            "check the quotation marks"
        ) from problem
    return Grid(file_name, tuple(rows), decimal_comma=separator != ",", notes=notes)


def read_any_csv(content: bytes, file_name: str) -> Grid:
    """Reads a table of any shape; encodings are those of `read_csv`. Raises ScorecardFault."""
    text, notes = _decoded(content, file_name)
    return table_text(text, file_name, notes)


def table_text(text: str, file_name: str, notes: tuple[str, ...] = ()) -> Grid:
    """Separated text of any shape, as from the clipboard; the separator follows from the lines.

    Quotation marks that do not pair up are taken as they stand, and a note says so. Raises
    ScorecardFault where nothing stands in the text or too much.
    """
    if "\x00" in text:
        raise ScorecardFault(f"{file_name}: not text; copy the cells of the table")
    separator, text, first_row = _stated_separator(text)
    separator = separator or _consistent_separator(text)
    rows: list[tuple[str, ...]] = [()] * first_row
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = [()] * first_row
        size = FilledSize(file_name)
        try:
            reader = csv.reader(
                StringIO(text, newline=""), delimiter=separator, strict=True, quoting=quoting
            )
            for number, cells in enumerate(reader, start=first_row):
                check_size(file_name, number, cells)
                size.add(number, cells)
                rows.append(tuple(cells))
        except csv.Error as problem:
            if quoting == csv.QUOTE_NONE:
                raise ScorecardFault(
                    f"{file_name}, row {len(rows) + 1}: not readable as a table ({problem})"
                ) from problem
            continue
        if quoting == csv.QUOTE_NONE:
            notes = (
                *notes,
                f"{file_name}: the quotation marks do not pair up and are taken as they stand",
            )
        break
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise ScorecardFault(f"{file_name}: nothing stands in it; copy the table with its header")
    return Grid(file_name, tuple(rows), decimal_comma=separator != ",", notes=notes)


def _consistent_separator(text: str) -> str:
    """The separator that divides most lines into as many cells as most other lines."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = Counter(len(_cells(line, separator)) for line in lines)
        several = {count: lines_of for count, lines_of in counts.items() if count > 1}
        most = max(several, key=lambda count: (several[count], count), default=1)
        return several.get(most, 0), most

    # Where two divide alike, the rarer sign in running text is the separator.
    return max(("\t", ";", ","), key=agreement)


def _decoded(content: bytes, file_name: str) -> tuple[str, tuple[str, ...]]:
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(BOM_UTF8):
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if encoding == "cp1252":
            note = f"{file_name}: read as Windows-1252, because it is not UTF-8; check the accents"
            return text, (note,)
        return text, ()
    raise ScorecardFault(
        f"{file_name}: neither CSV text nor an XLSX workbook; save the table as one of them"
    )


def _separated(text: str) -> tuple[str, str, int]:
    """The separator, the text to read, and how many rows of the file stand before it."""
    stated = _stated_separator(text)
    if stated[0]:
        return stated
    lines = text.splitlines()[:HEADER_SEARCH_ROWS]
    scores = {
        separator: max((header_score(_cells(line, separator)) for line in lines), default=0)
        for separator in SEPARATORS
    }
    return max(SEPARATORS, key=lambda separator: scores[separator]), text, 0


def _stated_separator(text: str) -> tuple[str, str, int]:
    """What a first line `sep=;` states; '' and the whole text where there is none."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and first.strip()[4:5] in SEPARATORS:
        return first.strip()[4:5], rest, 1
    if first.strip("\r\n ").casefold() == "sep=\t":
        return "\t", rest, 1
    return "", text, 0


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
