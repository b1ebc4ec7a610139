"""The grid of the sheet of costs: a row for each figure, two columns (low, high) a candidate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorecard.excel.book import HEADER_FILL, OPEN_FILL, Book, Sheet, wrapped_lines
from scorecard.excel.scorecard_layout import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format

LABEL_COLUMN, FROM_COLUMN, UNIT_COLUMN = range(3)
FIRST_COLUMN = 3
# Label, origin and unit, and each column of a candidate, in characters.
WIDTHS = (34.0, 36.0, 16.0)
CANDIDATE_WIDTH = 14.0
SIDES = ("low", "high")
MONEY, WHOLE_MONEY, SHARE, COUNT, FACTOR = "#,##0.00", "#,##0", "0.0%", "#,##0.0", "0.0000"
NONE, NOT_STATED = "–", "not stated"
GAP = {"italic": True, "bg_color": OPEN_FILL}
_NAMED = re.compile(r"\{([^{}@]+)(?:@(low|high))?\}")


@dataclass(frozen=True)
class Line:
    """One row of the grid: what it is, where its figures come from, their unit and look.

    `is_result` rows are the ones to read first. A `section` has nothing but its title.
    """

    key: str
    label: str
    origin: str = ""
    unit: str = ""
    look: str = MONEY
    is_result: bool = False
    is_section: bool = False


@dataclass
class Grid:
    """Writes the candidates' cells; formulas name rows by key: `{price}*{rate@high}`.

    A name stands for the cell of the same candidate and side, or of the side after the @; names in
    `inputs` stand for the cells above the grid that hold for all. `answer_rows` says where an
    answer stands on the sheet of answers, as (candidate id, question id) → address.
    """

    book: Book
    sheet: Sheet
    row_of: Mapping[str, int]
    look_of: Mapping[str, Line]
    inputs: Mapping[tuple[str, str], str]
    answers_at: Mapping[tuple[str, str], str]
    values: dict[tuple[str, int, str], float] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def needs(self, key: str, text: str, width_characters: float) -> None:
        """Remembers how many lines a row's text takes; `set_heights` makes the rows so high."""
        lines = wrapped_lines(text, width_characters)
        self.lines[key] = max(self.lines.get(key, 1), lines)

    def set_heights(self) -> None:
        """Makes every row as high as the longest of its texts."""
        for key, lines in self.lines.items():
            self.sheet.height(self.row_of[key], lines)

    def address(self, key: str, place: int, side: str) -> str:
        """The cell of a row for the candidate at a place: `F12`."""
        column = FIRST_COLUMN + 2 * place + SIDES.index(side)
        return f"{column_letters(column)}{self.row_of[key] + 1}"

    def style(self, key: str, **more: object) -> Format:
        """The look of a row's cells."""
        line = self.look_of[key]
        look: dict[str, object] = {"num_format": line.look, "align": "right"}
        look |= {"bottom": 1, "bottom_color": "#E3E3E3"}
        if line.is_result:
            look |= {"bold": True, "top": 1}
        return self.book.style(**(look | more))

    def entry(self, key: str) -> Format:
        """The look of a cell that a reader may change."""
        return self.book.entry_style(num_format=self.look_of[key].look, align="right")


@dataclass
class Column:
    """The two columns of one candidate in the grid."""

    grid: Grid
    place: int
    candidate_id: str

    def value(self, key: str, side: str) -> float:
        """What a cell holds now."""
        return self.grid.values[key, self.place, side]

    def number(
        self,
        key: str,
        number: float,
        *,
        question: str = "",
        sides: tuple[str, ...] = SIDES,
        is_entry: bool = False,
        is_gap: bool = False,
    ) -> None:
        """A figure that is not calculated on the sheet, alike on both sides.

        The second side follows the first. With a question it links to the answer there. A gap is a
        term that nobody stated: it counts as the number, and where that is zero the cell says so.
        """
        first, *others = sides
        row, column = self._at(key, first)
        style = self.grid.entry(key) if is_entry else self.grid.style(key)
        if is_gap:
            unsaid: dict[str, object] = {} if number else {"num_format": f'"{NOT_STATED}"'}
            style = self.grid.style(key, **(GAP | unsaid))
        target = self.grid.answers_at.get((self.candidate_id, question))
        if target and not is_entry and not is_gap:
            style = self.grid.style(key, font_color=HEADER_FILL, underline=1)
        if target:
            # The number replaces the text of the link and keeps its target.
            self.grid.sheet.link(row, column, target, "", style)
        self.grid.sheet.number(row, column, number, style)
        self.grid.values[key, self.place, first] = number
        for side in others:
            row, column = self._at(key, side)
            formula = f"={self.written(f'{{{key}@{first}}}', side)}"
            follows = style if is_entry or is_gap else self.grid.style(key)
            self.grid.sheet.formula(row, column, formula, number, follows)
            self.grid.values[key, self.place, side] = number

    def formula(
        self, key: str, formula: str, cached: float, side: str, *, is_entry: bool = False
    ) -> None:
        """A formula of other cells with its present result."""
        row, column = self._at(key, side)
        style = self.grid.entry(key) if is_entry else self.grid.style(key)
        self.grid.sheet.formula(row, column, f"={self.written(formula, side)}", cached, style)
        self.grid.values[key, self.place, side] = cached

    def both(self, key: str, formula: str, low: float, high: float) -> None:
        """The same formula on both sides."""
        self.formula(key, formula, low, "low")
        self.formula(key, formula, high, "high")

    def text(self, key: str, text: str, side: str, *, is_gap: bool = False) -> None:
        """Words instead of a figure; a gap is something that nobody stated."""
        row, column = self._at(key, side)
        look: dict[str, object] = {"text_wrap": True, "align": "right"}
        if is_gap:
            look |= GAP
        self.grid.sheet.text(row, column, text, self.grid.style(key, **look))
        self.grid.needs(key, text, CANDIDATE_WIDTH)

    def nothing(self, key: str) -> None:
        """A dash on both sides."""
        for side in SIDES:
            self.text(key, NONE, side)

    def written(self, formula: str, side: str) -> str:
        """The formula with addresses for names."""

        def address(found: re.Match[str]) -> str:
            name, wanted = found[1], found[2] or side
            if (name, wanted) in self.grid.inputs:
                return self.grid.inputs[name, wanted]
            return self.grid.address(name, self.place, wanted)

        return _NAMED.sub(address, formula)

    def _at(self, key: str, side: str) -> tuple[int, int]:
        return self.grid.row_of[key], FIRST_COLUMN + 2 * self.place + SIDES.index(side)
