"""The cover of a questionnaire: for whom, until when, what to do, and how far it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scorecard.catalogue import Kind
from scorecard.excel.book import HEADER_FILL, MET_TEXT, Sheet, lines_needed
from scorecard.excel.plain_text import one_line
from scorecard.excel.questionnaire_brief import SHEET_NAME as BRIEF
from scorecard.excel.questionnaire_form import ANSWERED_ON, FILLED_IN_BY
from scorecard.excel.questionnaire_inputs import PROTECTION, Rule
from scorecard.excel.questionnaire_setup import Setup

if TYPE_CHECKING:
    from xlsxwriter.format import Format

SHEET_NAME = "Cover"
ID_COLUMN, FIRST_COLUMN, LAST_COLUMN = 0, 1, 4
WIDTHS = (4.0, 34.0, 50.0, 12.0, 12.0)
TEXT_CHARACTERS = sum(WIDTHS[1:])
INSTRUCTIONS = (
    "Read the sheet “Brief”: it is what you quote on.",
    "Fill in the yellow cells, sheet by sheet. Lists open with a click, numbers are typed without "
    "their unit, dates as year-month-day.",
    "Where a document supports an answer, name it beside the answer with its title, issuer, date "
    "and what it covers, and send it along. An answer without one is taken as your statement.",
    "Leave a cell empty where you have no answer yet, and choose the status “To follow”. Choose "
    "“We decline to answer” where you prefer not to say.",
    "Send the workbook back as XLSX. You may resize rows and columns and insert rows into tables; "
    "please delete none, and write values rather than formulas: formulas are not calculated.",
)


@dataclass(frozen=True)
class Contents:
    """One line of the contents: a sheet, what it asks, and where its progress is counted."""

    sheet_name: str
    title: str
    question_count: int
    begun_area: str


def write_cover(setup: Setup, sheet: Sheet, contents: Sequence[Contents], made_on: date) -> None:
    """Writes the cover onto its sheet."""
    book, selection = setup.book, setup.selection
    sheet.widths(WIDTHS)
    sheet.worksheet.set_column(ID_COLUMN, ID_COLUMN, 4, None, {"hidden": True})
    banner = book.style(
        bold=True, font_size=22, font_color="#FFFFFF", bg_color=HEADER_FILL, valign="vcenter",
        indent=1,
    )  # fmt: skip
    below = book.style(font_size=12, font_color="#FFFFFF", bg_color=HEADER_FILL, valign="vcenter",
                       indent=1)  # fmt: skip
    _across(sheet, 0, "Due-diligence questionnaire", banner, 42)
    _across(sheet, 1, one_line(setup.for_reading(selection.title)), below, 24)
    row = 3
    facts = (
        ("For", setup.candidate.name),
        ("Please send it back by", _day_in_words(selection.brief.response_deadline)),
        ("Sent on", _day_in_words(made_on)),
        ("Between us", f"This workbook was made for {setup.candidate.name} alone."),
    )
    for name, text in facts:
        sheet.text(row, FIRST_COLUMN, name, book.style(bold=True))
        emphasis = {"bold": True, "font_color": HEADER_FILL} if name.startswith("Please") else {}
        style = book.style(text_wrap=True, **emphasis)
        sheet.worksheet.merge_range(row, FIRST_COLUMN + 1, row, LAST_COLUMN, "", style)
        sheet.text(row, FIRST_COLUMN + 1, one_line(text), style)
        row += 1
    row = _instructions(setup, sheet, row + 1)
    row = _contents(setup, sheet, row + 1, contents)
    _signature(setup, sheet, row + 1)
    sheet.worksheet.protect("", PROTECTION)
    sheet.worksheet.activate()


def _instructions(setup: Setup, sheet: Sheet, row: int) -> int:
    book = setup.book
    _heading(setup, sheet, row, "What we ask you to do")
    style = book.style(text_wrap=True)
    for number, text in enumerate(INSTRUCTIONS, start=1):
        row += 1
        line = f"{number}.  {text}"
        sheet.worksheet.merge_range(row, FIRST_COLUMN, row, LAST_COLUMN, "", style)
        sheet.text(row, FIRST_COLUMN, line, style)
        sheet.height(row, lines_needed(line, TEXT_CHARACTERS))
    return row + 1


def _contents(setup: Setup, sheet: Sheet, row: int, contents: Sequence[Contents]) -> int:
    book = setup.book
    _heading(setup, sheet, row, "Contents")
    row += 1
    header = ("Sheet", "What it is about", "Questions", "Begun")
    sheet.texts(row, header, book.header_style(), column=FIRST_COLUMN)
    line = {"bottom": 1, "bottom_color": "#E3E3E3"}
    linked = book.style(font_color=HEADER_FILL, underline=1, **line)
    plain = book.style(text_wrap=True, **line)
    count = book.style(num_format="0", align="left", **line)
    row += 1
    sheet.link(row, FIRST_COLUMN, f"'{BRIEF}'!A1", BRIEF, linked)
    sheet.text(row, FIRST_COLUMN + 1, "What we want to buy, volumes, hours, terms", plain)
    for column in (FIRST_COLUMN + 2, FIRST_COLUMN + 3):
        sheet.blank(row, column, plain)
    first = row + 1
    for entry in contents:
        row += 1
        quoted = entry.sheet_name.replace("'", "''")
        sheet.link(row, FIRST_COLUMN, f"'{quoted}'!A1", entry.sheet_name, linked)
        sheet.text(row, FIRST_COLUMN + 1, setup.for_reading(entry.title), plain)
        sheet.number(row, FIRST_COLUMN + 2, entry.question_count, count)
        sheet.formula(row, FIRST_COLUMN + 3, f"=SUM({entry.begun_area})", 0, count)
    row += 1
    total = book.style(bold=True, top=1, align="left")
    sheet.text(row, FIRST_COLUMN, "All", total)
    sheet.blank(row, FIRST_COLUMN + 1, total)
    for column, letter, cached in (
        (FIRST_COLUMN + 2, "D", sum(entry.question_count for entry in contents)),
        (FIRST_COLUMN + 3, "E", 0),
    ):
        area = f"{letter}{first + 1}:{letter}{row}"
        sheet.formula(row, column, f"=SUM({area})", cached, total)
    done = setup.book.workbook.add_format({"font_color": MET_TEXT, "bold": True})
    sheet.worksheet.conditional_format(
        first, FIRST_COLUMN + 3, row, FIRST_COLUMN + 3,
        {"type": "formula", "criteria": f"=$E{first + 1}>=$D{first + 1}", "format": done},
    )  # fmt: skip
    return row + 1


def _signature(setup: Setup, sheet: Sheet, row: int) -> None:
    _heading(setup, sheet, row, "Filled in by")
    earliest = setup.catalogue.settings.earliest_date
    lines = (
        ("Name and position", FILLED_IN_BY, Rule(Kind.TEXT, "Filled in by")),
        ("Date of these answers", ANSWERED_ON, Rule(Kind.DATE, "Date", earliest=earliest)),
    )
    for text, token, rule in lines:
        row += 1
        sheet.text(row, ID_COLUMN, token)
        sheet.text(row, FIRST_COLUMN, text, setup.book.style(bold=True))
        setup.inputs.cell(sheet, row, FIRST_COLUMN + 1, rule)
        sheet.worksheet.set_row(row, 20)


def _heading(setup: Setup, sheet: Sheet, row: int, title: str) -> None:
    for column in range(FIRST_COLUMN, LAST_COLUMN + 1):
        text = title if column == FIRST_COLUMN else ""
        sheet.text(row, column, text, setup.book.section_style())
    sheet.worksheet.set_row(row, 22)


def _across(sheet: Sheet, row: int, text: str, style: Format, height_points: int) -> None:
    sheet.worksheet.merge_range(row, FIRST_COLUMN, row, LAST_COLUMN, "", style)
    sheet.text(row, FIRST_COLUMN, text, style)
    sheet.worksheet.set_row(row, height_points)


def _day_in_words(day: date | None) -> str:
    if day is None:
        return "no deadline is set; please tell us when we can expect it"
    return f"{day.day} {day:%B %Y}"
