"""The XML parts of a workbook, gone through once before a library that trusts them reads them.

openpyxl takes some hundredths of a millisecond for every string and format, translates shared
formulas cell by cell, and searches some texts in time that grows with the square of their length.
What would take it long is refused here; the merges and the places of formulas are found on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

from scorecard.excel import limits

_CELL_MARKS = frozenset({"row", "c", "v"})
_RESERVED_NAME = "_xlnm."
Place = tuple[int, int]


class TooMuch(Exception):
    """A workbook holds more than is read, or what no spreadsheet program writes; says what."""


@dataclass(frozen=True)
class SheetPart:
    """What a part says about its cells: merged ranges as written, and the places of formulas.

    Places are row and column, counted from 0. `last_row` is the last that is written, counted from
    1, or None where that cannot be told: below it nobody needs to read on.
    """

    merged_ranges: tuple[str, ...] = ()
    formulas: frozenset[Place] = frozenset()
    last_row: int | None = None


class PartsReader:
    """Goes through the parts of one workbook; the limits are those of all of them together."""

    def __init__(self) -> None:
        self._cell_marks = 0
        self._other_marks = 0
        self._print_characters = 0
        self._sheets = 0
        self._largest_part_bytes = 0

    def read(self, content: bytes) -> SheetPart:
        """What one part says; nothing for what is no XML. Raises TooMuch.

        A part is read up to its first damage, as openpyxl reads it with the same parser.
        """
        self._row = self._column = -1
        self._last_row: int | None = 0
        self._columns: dict[str, int] = {}
        self._merged: dict[str, None] = {}
        self._formulas: set[Place] = set()
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.CommentHandler = _check_comment
        parser.ProcessingInstructionHandler = lambda _, data: _check_comment(data)
        before = self._cell_marks + self._other_marks
        try:
            # In one piece: older versions of the parser begin a long comment anew with every piece.
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError):
            # Damage, or an encoding that nobody knows. Whoever reads on must meet it too.
            self._last_row = None
        if self._cell_marks + self._other_marks > before:
            _check_runs(content)
            self._largest_part_bytes = max(self._largest_part_bytes, len(content))
        if self._sheets * self._largest_part_bytes > limits.MOST_SHEETS_TIMES_BYTES:
            raise TooMuch(f"{self._sheets:,} sheets of such a size; that is no scorecard")
        return SheetPart(tuple(self._merged), frozenset(self._formulas), self._last_row)

    def _start(self, prefixed: str, attributes: dict[str, str]) -> None:
        name = prefixed.rpartition(":")[2]
        if name in _CELL_MARKS:
            self._cell_marks += 1
            if self._cell_marks > limits.MOST_CELL_MARKS:
                raise TooMuch(
                    f"more than {limits.MOST_CELL_MARKS:,} cells, values and rows; keep what is to "
                    "be read only"
                )
            if name == "c":
                self._column = self._column_of(attributes.get("r", ""))
            elif name == "row":
                self._begin_row(attributes.get("r"))
            return
        length = sum(map(len, attributes.values()))
        self._other_marks += 1 + length // limits.CHARACTERS_OF_A_MARK
        if self._other_marks > limits.MOST_OTHER_MARKS:
            raise TooMuch(
                f"more than {limits.MOST_OTHER_MARKS:,} texts, formulas and formats; keep what is "
                "to be read only"
            )
        match name:
            case "f":
                self._formulas.add((self._row, self._column))
            case "mergeCell":
                self._merged[attributes.get("ref", "")] = None
            case "sheet":
                self._sheets += 1
                if self._sheets > limits.MOST_QUESTIONNAIRE_SHEETS:
                    raise TooMuch(
                        f"more than {limits.MOST_QUESTIONNAIRE_SHEETS} sheets; keep those that are "
                        "to be read only"
                    )
            case "numFmt":
                if len(attributes.get("formatCode", "")) > limits.MOST_FORMAT_CHARACTERS:
                    raise TooMuch(
                        f"a number format of more than {limits.MOST_FORMAT_CHARACTERS:,} "
                        "characters, which no spreadsheet program writes"
                    )
            case "definedName":
                if attributes.get("name", "").startswith(_RESERVED_NAME):
                    self._parser.CharacterDataHandler = self._count_print_area

    def _begin_row(self, reference: str | None) -> None:
        """A row without a number is the next one, as openpyxl counts."""
        self._column = -1
        number = self._row + 2 if reference is None else _number_of(reference)
        self._row = self._row + 1 if number is None else number - 1
        if number is None or number > limits.MOST_ROWS_VISITED or self._last_row is None:
            self._last_row = None
        elif number > self._last_row:
            self._last_row = number

    def _end(self, prefixed: str) -> None:
        if prefixed.endswith("definedName"):
            self._parser.CharacterDataHandler = None

    def _count_print_area(self, text: str) -> None:
        self._print_characters += len(text)
        if self._print_characters > limits.MOST_PRINT_AREA_CHARACTERS:
            raise TooMuch(
                f"print areas of more than {limits.MOST_PRINT_AREA_CHARACTERS:,} characters; "
                "take them out"
            )

    def _column_of(self, reference: str) -> int:
        """The column of a cell; without a reference it is the next one, as openpyxl counts."""
        letters = reference.rstrip("0123456789").upper()
        if not letters:
            return self._column + 1
        if letters not in self._columns:
            self._columns[letters] = column_number(letters)
        return self._columns[letters]


def merged_cells(
    ranges: tuple[str, ...], *, most_rows: int, most_columns: int, most_cells: int
) -> dict[Place, Place]:
    """Cell → first cell of its merge; a merge counts so many rows and columns at most.

    Merges after the one with which there would be more than `most_cells` are left out.
    """
    found: dict[Place, Place] = {}
    for written in ranges:
        first_cell, _, last_cell = written.partition(":")
        first, last = _place(first_cell), _place(last_cell)
        if first is None or last is None:
            continue
        rows = range(first[0], min(last[0] + 1, first[0] + most_rows))
        columns = range(first[1], min(last[1] + 1, first[1] + most_columns))
        if len(found) + len(rows) * len(columns) > most_cells:
            break
        for row in rows:
            for column in columns:
                found[row, column] = first
    return found


def column_number(letters: str) -> int:
    """The column counted from 0 that capital letters name; -1 for what names none."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return -1
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _place(reference: str) -> Place | None:
    letters = reference.rstrip("0123456789")
    column = column_number(letters)
    digits = reference[len(letters) :]
    return (int(digits) - 1, column) if column >= 0 and 1 <= len(digits) <= 7 else None


def _number_of(reference: str) -> int | None:
    try:
        return int(reference)
    except ValueError:
        return None


def _refuse_declaration(
    name: str, _system_id: str | None, _public_id: str | None, has_declarations: int
) -> None:
    # A drawing in a sheet may name its type, as long as it declares nothing of its own.
    if name == "svg" and not has_declarations:
        return
    raise TooMuch("a part of the workbook declares entities, which no spreadsheet program writes")


def _check_comment(text: str) -> None:
    if len(text) > limits.MOST_COMMENT_CHARACTERS:
        raise TooMuch(
            f"a comment of more than {limits.MOST_COMMENT_CHARACTERS:,} characters in a part, "
            "which no spreadsheet program writes"
        )


def _check_runs(content: bytes) -> None:
    """Raises TooMuch for a text or a tag that goes on for longer than any cell can."""
    at = content.find(b"<")
    while at >= 0 and len(content) - at > limits.LONGEST_RUN_BYTES:
        following = content.rfind(b"<", at + 1, at + 1 + limits.LONGEST_RUN_BYTES)
        if following < 0:
            raise TooMuch("a text longer than a cell can hold; shorten it")
        at = following
