"""A thin layer over XlsxWriter: text stays text, styles are shared, every sheet prints alike."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scorecard.excel.plain_text import cell_text, header_text, one_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK = "#1A1A1A"
GREY_TEXT = "#595959"
HEADER_FILL = "#0B57A4"
BAND_FILL = "#E8EEF5"
OPEN_FILL = "#D9D9D9"
VALUE_FILL = "#8EC3E6"
BAR_FILL = "#0072B2"
ENTRY_FILL, ENTRY_BORDER = "#FFFBE6", "#D8C98F"
CRITICAL_FILL, CRITICAL_TEXT = "#FBE0D3", "#8F3A00"
MAJOR_FILL, MAJOR_TEXT = "#FDF0CC", "#6B4A00"
MET_TEXT = "#005C43"

TITLE_HEIGHT_POINTS = 26
LINE_HEIGHT_POINTS = 15
SPACER_HEIGHT_POINTS = 8
MOST_LINES_A_ROW = 14
LINK_LIMIT_A_SHEET = 60_000
MOST_PROPERTY_CHARACTERS = 255
# A protected sheet stays comfortable: widths, sorting, filters and Excel's own notes are allowed.
ALLOWED_WHEN_PROTECTED = {
    "format_columns": True,
    "format_rows": True,
    "objects": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
A4 = 9


@dataclass(frozen=True)
class Heading:
    """What every sheet's page header and footer say, and the document's properties.

    `facts` become custom properties of the document: name → text or number.
    """

    title: str
    standing: str
    revision_line: str
    created_at: datetime
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass
class Sheet:
    """One worksheet; rows and columns count from 0."""

    worksheet: Worksheet
    name: str
    links_written: int = 0

    def text(self, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Writes text that stays text, whatever it begins with."""
        if text:
            self.worksheet.write_string(row, column, cell_text(text), style)
        else:
            self.worksheet.write_blank(row, column, None, style)

    def number(self, row: int, column: int, number: float, style: Format | None = None) -> None:
        """Writes a finite number."""
        self.worksheet.write_number(row, column, number, style)

    def day(self, row: int, column: int, day: date | None, style: Format | None = None) -> None:
        """Writes a date, or an empty cell in the same style."""
        if day is None:
            self.worksheet.write_blank(row, column, None, style)
        else:
            self.worksheet.write_datetime(row, column, day, style)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        cached: float | str,
        style: Format | None = None,
    ) -> None:
        """Writes a formula together with its present result, for viewers that do not calculate."""
        self.worksheet.write_formula(row, column, formula, style, cached)

    def blank(self, row: int, column: int, style: Format | None = None) -> None:
        """Writes an empty cell that only carries a style."""
        self.worksheet.write_blank(row, column, None, style)

    def texts(
        self, row: int, texts: Sequence[str], style: Format | None = None, *, column: int = 0
    ) -> None:
        """Writes texts side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, style)

    def link(self, row: int, column: int, target: str, text: str, style: Format) -> None:
        """Writes a link to a cell of this workbook, such as `'Scorecard'!E7`."""
        if self.links_written >= LINK_LIMIT_A_SHEET:
            self.text(row, column, text, style)
            return
        self.links_written += 1
        self.worksheet.write_url(row, column, f"internal:{target}", style, text)

    def paragraph(self, row: int, last_column: int, text: str, style: Format, lines: int) -> None:
        """Writes wrapped text across the columns up to `last_column`, `lines` high."""
        if last_column > 0:
            self.worksheet.merge_range(row, 0, row, last_column, "", style)
        self.text(row, 0, text, style)
        self.height(row, lines)

    def height(self, row: int, lines: int) -> None:
        """Makes a row so many lines high, within reason."""
        self.worksheet.set_row(row, LINE_HEIGHT_POINTS * min(max(lines, 1), MOST_LINES_A_ROW))

    def widths(self, widths: Sequence[float]) -> None:
        """Sets the columns' widths in characters, from the first column on."""
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)


@dataclass
class Book:
    """A workbook in memory."""

    heading: Heading
    _buffer: BytesIO = field(default_factory=BytesIO)
    _styles: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from xlsxwriter import Workbook

        self.workbook = Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        created = self.heading.created_at
        self.workbook.set_properties(
            {
                "title": one_line(self.heading.title),
                "subject": "Shortlist of outsourcing partners",
                "author": "Partner scorecard",
                "comments": one_line(f"{self.heading.standing}. {self.heading.revision_line}"),
                "created": created.astimezone(UTC).replace(tzinfo=None),
            }
        )
        for name, fact in self.heading.facts.items():
            value = one_line(fact)[:MOST_PROPERTY_CHARACTERS] if isinstance(fact, str) else fact
            self.workbook.set_custom_property(name, value)

    def style(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties, shared by all who ask for the same."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            base = {"font_color": INK, "valign": "top"}
            self._styles[key] = self.workbook.add_format(base | properties)
        return self._styles[key]

    def entry_style(self, **properties: Any) -> Format:
        """A cell that stays open to whoever reads the protected workbook."""
        look = {"bg_color": ENTRY_FILL, "border": 1, "border_color": ENTRY_BORDER}
        return self.style(locked=False, **(look | properties))

    def title_style(self) -> Format:
        """A sheet's title."""
        return self.style(bold=True, font_size=18, valign="vcenter")

    def section_style(self) -> Format:
        """The heading of a section within a sheet."""
        return self.style(bold=True, font_size=13, bottom=1, font_color=HEADER_FILL)

    def note_style(self) -> Format:
        """An explanation in smaller grey type, wrapped."""
        return self.style(font_color=GREY_TEXT, text_wrap=True)

    def header_style(self, *, centred: bool = False) -> Format:
        """A table's header row."""
        return self.style(
            bold=True,
            bg_color=HEADER_FILL,
            font_color="#FFFFFF",
            text_wrap=True,
            valign="vcenter",
            align="center" if centred else "left",
            border=1,
            border_color="#FFFFFF",
        )

    def sheet(
        self, name: str, *, header_row: int, pages_wide: int = 1, pages_high: int = 0
    ) -> Sheet:
        """A new sheet: landscape A4, as wide as the page, `header_row` repeated on every page.

        `pages_high` 0 means as many pages as it takes.
        """
        worksheet = self.workbook.add_worksheet(name)
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(pages_wide, pages_high)
        worksheet.repeat_rows(header_row)
        worksheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        title, standing = header_text(self.heading.title), header_text(self.heading.standing)
        worksheet.set_header(f"&L{title}&R{standing}")
        revision = header_text(self.heading.revision_line)
        worksheet.set_footer(f"&L{revision}&RPage &P of &N")
        worksheet.hide_gridlines(2)
        return Sheet(worksheet, name)

    def protect(self) -> None:
        """Protects every sheet, without a password, except the cells in an entry style."""
        for worksheet in self.workbook.worksheets():
            worksheet.protect("", ALLOWED_WHEN_PROTECTED)

    def close(self) -> bytes:
        """The finished workbook as the bytes of an XLSX file."""
        self.workbook.close()
        return self._buffer.getvalue()


def wrapped_lines(text: str, width_characters: float) -> int:
    """How many lines a text takes in a column of this width where lines break between words."""
    width = max(1, int(width_characters))
    return max(1, sum(max(1, len(textwrap.wrap(part, width))) for part in text.split("\n")))


def lines_needed(text: str, width_characters: float) -> int:
    """How many lines a text takes in a column of this width, by its number of characters."""
    per_line = max(1, int(width_characters))
    if len(text) <= per_line and "\n" not in text:
        return 1
    return sum(1 + max(0, len(part) - 1) // per_line for part in text.split("\n"))
