"""What stands in a cell of a score sheet: a figure with its own scale, a status, or a remark."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from scorecard.excel.grid import Grid, OddCell, shortened
from scorecard.excel.limits import LARGEST_NUMBER
from scorecard.excel.scorecard_table import STATUS_OF_WORD
from scorecard.excel.typed_numbers import plain_number
from scorecard.excel.typed_words import Unclear
from scorecard.model import Status

STATUS_OF_SIGN = STATUS_OF_WORD | {
    "-": Status.OPEN,
    "–": Status.OPEN,
    "—": Status.OPEN,
    "?": Status.OPEN,
    "tbc": Status.OPEN,
    "tbd": Status.OPEN,
    "pending": Status.OPEN,
    "awaited": Status.OPEN,
    "offen": Status.OPEN,
    "ausstehend": Status.OPEN,
    "declined": Status.REFUSED,
    "verweigert": Status.REFUSED,
    "n.a.": Status.NOT_APPLICABLE,
    "entfällt": Status.NOT_APPLICABLE,
    "n.v.t.": Status.NOT_APPLICABLE,
}
PASS_WORDS = {
    "pass", "passed", "fail", "failed", "yes", "no", "y", "n", "met", "not met", "compliant",
    "non-compliant", "ja", "nein", "erfüllt", "nicht erfüllt", "oui", "non", "p", "f", "p/f",
    "pass/fail", "✓", "✔", "✗", "✘", "x",
}  # fmt: skip

# Whole numbers that need no second look; most scores are such.
SHORT_DIGITS = 9
# A number in a cell is short; a long text cannot be one.
LONGEST_FIGURE = 60

_FIGURE = re.compile(
    r"(?P<sign>[+-]?)\s?(?P<digits>\d[\d.,' ]*|[.,]\d+)\s*"
    r"(?:(?P<percent>%)|(?:/|out of|of|von|sur)\s*(?P<out_of>\d+(?:[.,]\d+)?)|"
    r"(?:points?|pts?|marks?|punkte?|pkt)\.?)?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_ONE_SEPARATOR = re.compile(r"\d+([.,])\d+")
_SURE_MARK = re.compile(r"(?:0|\d+)([.,])(?:\d{1,2}|\d{4,})%?")


@dataclass(frozen=True)
class Figure:
    """A number; `out_of` is the scale that the cell itself states, as in `4/5`."""

    value: float
    out_of: float | None = None
    is_percentage: bool = False


Meaning = Figure | Status | Unclear | None


class Figures:
    """The meaning of every cell of a grid, each found once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.decimal_mark, self.mark_seen_at = _decimal_mark(grid)
        self._known: dict[tuple[int, int], Meaning] = {}

    def at(self, row: int, column: int) -> Meaning:
        """A figure, a status that a word states, None for nothing, or why it is none of them."""
        place = (row, column)
        if place not in self._known:
            self._known[place] = self._meaning(row, column)
        return self._known[place]

    def number(self, row: int, column: int) -> float | None:
        """The number in a cell, or None."""
        found = self.at(row, column)
        return found.value if isinstance(found, Figure) else None

    def text(self, row: int, column: int) -> str:
        """The cell's text on one line where it is no figure, else ''."""
        cell = self.grid.cell(row, column)
        if not isinstance(cell, str) or isinstance(self.at(row, column), Figure):
            return ""
        return one_line_of(cell)

    def _meaning(self, row: int, column: int) -> Meaning:
        cell = self.grid.cell(row, column)
        match cell:
            case None:
                return None
            case OddCell():
                return Unclear(f"holds {cell.problem}")
            case float():
                return _checked(Figure(cell))
            case _:
                return _typed(cell, self.decimal_mark)


def one_line_of(text: str) -> str:
    """Text composed alike, on one line."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def _typed(text: str, decimal_mark: str) -> Meaning:
    if text.isascii() and text.isdigit() and len(text) <= SHORT_DIGITS:
        return Figure(float(text))
    written = one_line_of(text).replace("\N{MINUS SIGN}", "-")
    status = STATUS_OF_SIGN.get(written.casefold())
    if status is not None:
        return status
    found = _FIGURE.fullmatch(written) if len(written) <= LONGEST_FIGURE else None
    if found is None:
        return Unclear(f"“{shortened(text)}” is not a number")
    try:
        value = _number(found["digits"].strip(), decimal_mark)
        out_of = _number(found["out_of"], decimal_mark) if found["out_of"] else None
    except Unclear as problem:
        return problem
    if out_of == 0:
        return Unclear(f"“{shortened(text)}” is out of nothing")
    signed = -value if found["sign"] == "-" else value
    return _checked(Figure(signed, out_of, found["percent"] is not None))


def _number(digits: str, decimal_mark: str) -> float:
    alone = _ONE_SEPARATOR.fullmatch(digits)
    if decimal_mark and alone:
        other = "." if decimal_mark == "," else ","
        if alone[1] == decimal_mark:
            return float(digits.replace(",", "."))
        if re.fullmatch(rf"[1-9]\d{{0,2}}\{other}\d{{3}}", digits):
            return float(digits.replace(other, ""))
    return plain_number(digits, digits)


def _checked(figure: Figure) -> Meaning:
    if not math.isfinite(figure.value) or abs(figure.value) > LARGEST_NUMBER:
        return Unclear(f"the number is too large; {LARGEST_NUMBER:,.0f} at most")
    return figure


def _decimal_mark(grid: Grid) -> tuple[str, str]:
    """The decimal mark that the texts of the grid prove, with one address; '' where none or two."""
    seen: dict[str, str] = {}
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if not isinstance(cell, str) or len(cell) > LONGEST_FIGURE or cell.isdigit():
                continue
            found = _SURE_MARK.fullmatch(cell.strip())
            if found and found[1] not in seen:
                seen[found[1]] = grid.address(row, column)
    if len(seen) != 1:
        return "", ""
    return next(iter(seen.items()))
