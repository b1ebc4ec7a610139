"""Reference figures on the sheet of costs: to hold the quotes against, no fact about anybody."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.excel.book import wrapped_lines
from scorecard.excel.cost_matrix import CANDIDATE_WIDTH, WIDTHS
from scorecard.excel.cost_tables import LAST_TEXT_COLUMN, Tables
from scorecard.reference_words import REFERENCE_NOTE, REFERENCE_TITLE, Reference

HEADINGS = ("Figure", "Source", "Unit", "Low", "High", "Date", "Note")
TITLE, SOURCE, UNIT, LOW, HIGH, DATE, NOTE = range(len(HEADINGS))
# Ranges are as published: 2 to 2.5 times, 12 to 18 an hour.
LOOK = "General"


def write_references(
    tables: Tables, row: int, references: Sequence[Reference], width_characters: float
) -> int:
    """Writes the table from `row` on and returns the next free row; nothing without figures."""
    if not references:
        return row
    row = tables.section(row, REFERENCE_TITLE)
    row = tables.note(row, REFERENCE_NOTE, width_characters)
    header = tables.book.header_style()
    centred = tables.book.header_style(centred=True)
    tables.sheet.texts(row, HEADINGS[:LOW], header)
    tables.sheet.texts(row, HEADINGS[LOW:NOTE], centred, column=LOW)
    tables.sheet.worksheet.merge_range(row, NOTE, row, LAST_TEXT_COLUMN, HEADINGS[NOTE], header)
    figure = tables.book.style(num_format=LOOK, align="right", bottom=1, bottom_color="#E3E3E3")
    for at, reference in enumerate(references, start=row + 1):
        for column, text in (
            (TITLE, reference.title),
            (SOURCE, reference.source),
            (UNIT, reference.unit),
        ):
            tables.sheet.text(at, column, text, tables.words)
        tables.sheet.text(at, DATE, reference.date, tables.centred)
        tables.sheet.number(at, LOW, reference.low, figure)
        tables.sheet.number(at, HIGH, reference.high, figure)
        tables.sheet.worksheet.merge_range(at, NOTE, at, LAST_TEXT_COLUMN, "", tables.words)
        tables.sheet.text(at, NOTE, reference.note, tables.words)
        note_width = CANDIDATE_WIDTH * (LAST_TEXT_COLUMN - NOTE + 1)
        told = ((reference.title, WIDTHS[TITLE]), (reference.source, WIDTHS[SOURCE]),
                (reference.unit, WIDTHS[UNIT]), (reference.note, note_width))  # fmt: skip
        tables.sheet.height(at, max(wrapped_lines(text, width) for text, width in told))
    return row + 1 + len(references)
