"""The cells that a candidate fills in: look, validation, and the lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from scorecard.catalogue import Kind
from scorecard.excel.book import Book, Sheet
from scorecard.excel.plain_text import one_line
from scorecard.excel.questionnaire_form import LISTS_SHEET
from scorecard.excel.scorecard_layout import column_letters
from scorecard.model import NOTE_LIMIT_CHARACTERS

if TYPE_CHECKING:
    from xlsxwriter.format import Format

INPUT_FILL = "#FFF9DB"
INPUT_LINE = "#C9B458"
LAST_DAY = date(2199, 12, 31)
DAY_FORMAT, AMOUNT_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "#,##0.00", "@"
# What Excel allows in the little windows of a validation.
MOST_TITLE_CHARACTERS = 32
MOST_MESSAGE_CHARACTERS = 255

PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_hyperlinks": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


@dataclass(frozen=True)
class Rule:
    """What an input cell takes: its kind with its limits, or one of a list of labels."""

    kind: Kind
    title: str
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    labels: tuple[str, ...] = ()
    earliest: date = date(1900, 1, 1)


@dataclass
class Inputs:
    """Writes input cells; keeps every list once, on a sheet of its own."""

    book: Book
    _lists: dict[tuple[str, ...], int] = field(default_factory=dict)

    def style(self, kind: Kind) -> Format:
        """The look of an input cell: unlocked, on pale yellow."""
        return self.book.style(
            locked=False,
            bg_color=INPUT_FILL,
            border=1,
            border_color=INPUT_LINE,
            text_wrap=True,
            align="left",
            num_format=_format_of(kind),
        )

    def cell(self, sheet: Sheet, row: int, column: int, rule: Rule) -> None:
        """An empty input cell with its validation."""
        sheet.blank(row, column, self.style(rule.kind))
        self.validate(sheet, (row, column, row, column), rule)

    def validate(self, sheet: Sheet, area: tuple[int, int, int, int], rule: Rule) -> None:
        """Lets the cells of an area take only what the rule allows."""
        title = one_line(rule.title)[:MOST_TITLE_CHARACTERS]
        options = self._options(rule)
        if not options:
            return
        options["error_title"] = title
        for name in ("input_message", "error_message"):
            if name in options:
                options[name] = options[name][:MOST_MESSAGE_CHARACTERS]
        if "input_message" in options:
            options["input_title"] = title
        sheet.worksheet.data_validation(*area, options)

    def _options(self, rule: Rule) -> dict[str, Any]:
        match rule.kind:
            case Kind.CHOICE | Kind.CHECKLIST:
                return {
                    "validate": "list",
                    "source": self._list_area(rule.labels),
                    "error_message": "Choose one of the entries of the list.",
                }
            case Kind.NUMBER | Kind.MONEY:
                return _number_options(rule)
            case Kind.DATE:
                return {
                    "validate": "date",
                    "criteria": "between",
                    "minimum": rule.earliest,
                    "maximum": LAST_DAY,
                    "input_message": "A date, for example 2026-11-22.",
                    "error_message": f"Enter a date from {rule.earliest.isoformat()} on, for "
                    "example 2026-11-22.",
                }
            case Kind.TEXT:
                return {
                    "validate": "length",
                    "criteria": "<=",
                    "value": NOTE_LIMIT_CHARACTERS,
                    "error_message": f"At most {NOTE_LIMIT_CHARACTERS:,} characters.",
                }
            case _:
                return {}

    def _list_area(self, labels: tuple[str, ...]) -> str:
        column = column_letters(self._lists.setdefault(labels, len(self._lists)))
        return f"='{LISTS_SHEET}'!${column}$1:${column}${len(labels)}"

    def write_lists(self) -> None:
        """Writes the lists that were used; call it when every other sheet is written."""
        sheet = Sheet(self.book.workbook.add_worksheet(LISTS_SHEET), LISTS_SHEET)
        for labels, column in self._lists.items():
            for row, label in enumerate(labels):
                sheet.text(row, column, label)
        sheet.worksheet.protect("", {})
        sheet.worksheet.very_hidden()


def expected_words(rule: Rule) -> str:
    """What is to be entered, in a few words for the column beside the cell."""
    match rule.kind:
        case Kind.CHOICE:
            return "Choose from the list"
        case Kind.CHECKLIST:
            return "Yes or no"
        case Kind.DATE:
            return "Date"
        case Kind.TAGS:
            return "Separate with semicolons"
        case Kind.NUMBER | Kind.MONEY:
            return rule.unit or "Number"
        case _:
            return "Text"


def _format_of(kind: Kind) -> str:
    match kind:
        case Kind.DATE:
            return DAY_FORMAT
        case Kind.MONEY:
            return AMOUNT_FORMAT
        case Kind.NUMBER:
            return "General"
        case _:
            # What is typed into a text cell stays text, even when it begins with "=".
            return TEXT_FORMAT


def _number_options(rule: Rule) -> dict[str, Any]:
    unit = f" {rule.unit}" if rule.unit else ""
    low, high = rule.minimum, rule.maximum
    if rule.kind is Kind.MONEY and low is None:
        low = 0.0
    options: dict[str, Any] = {"validate": "decimal"}
    if low is not None and high is not None:
        options |= {"criteria": "between", "minimum": low, "maximum": high}
        limits = f"from {low:,g} to {high:,g}{unit}"
    elif low is not None:
        options |= {"criteria": ">=", "value": low}
        limits = f"of at least {low:,g}{unit}"
    elif high is not None:
        options |= {"criteria": "<=", "value": high}
        limits = f"of at most {high:,g}{unit}"
    else:
        options |= {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
        limits = f"in {rule.unit}" if rule.unit else ""
    sentence = f"A number {limits}".strip() + ", without the unit."
    return options | {"input_message": sentence, "error_message": sentence}
