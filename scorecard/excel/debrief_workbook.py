"""A candidate's debrief as a workbook of one sheet."""

from __future__ import annotations

from datetime import UTC, datetime, time

from scorecard.awarding import Debrief
from scorecard.excel.book import Book, Heading, Sheet, lines_needed

SHEET_NAME = "Debrief"
WIDTHS = (44.0, 10.0, 12.0, 24.0, 24.0)
PAGE_CHARACTERS = 104
HEADER_ROW = 3


def write_debrief_workbook(debrief: Debrief) -> bytes:
    """The debrief as the bytes of an XLSX file; the same debrief gives the same bytes."""
    book = Book(
        Heading(
            title=debrief.title,
            standing=f"Debrief for {debrief.candidate_name}",
            revision_line=(
                f"As of {debrief.as_of.isoformat()} · revision {debrief.revision} · "
                f"catalogue {debrief.catalogue_version}"
            ),
            # The day of the decision: a debrief is the same whenever it is written.
            created_at=datetime.combine(debrief.decided_on, time(), UTC),
        )
    )
    sheet = book.sheet(SHEET_NAME, header_row=0)
    sheet.widths(WIDTHS)
    sheet.text(0, 0, f"Debrief for {debrief.candidate_name}", book.title_style())
    sheet.text(1, 0, debrief.title, book.style(bold=True))
    row = _paragraphs(book, sheet, HEADER_ROW, (debrief.opening, debrief.standing))
    row = _overall(book, sheet, row, debrief)
    row = _lines(book, sheet, row, "Minimum requirements", debrief.gates)
    row = _lines(book, sheet, row, "What added most", debrief.strengths)
    row = _lines(book, sheet, row, "What would have helped most", debrief.improvements)
    row = _criteria(book, sheet, row, debrief)
    row = _lines(book, sheet, row, "Answers and evidence", debrief.gaps)
    row = _lines(book, sheet, row, "Points that we noted", debrief.flags)
    _lines(book, sheet, row, "How to read this", debrief.remarks)
    book.protect()
    return book.close()


def _paragraphs(book: Book, sheet: Sheet, row: int, texts: tuple[str, ...]) -> int:
    style = book.style(text_wrap=True)
    for text in texts:
        if text:
            lines = lines_needed(text, PAGE_CHARACTERS)
            sheet.paragraph(row, len(WIDTHS) - 1, text, style, lines)
            row += 1
    return row + 1


def _lines(book: Book, sheet: Sheet, row: int, title: str, lines: tuple[str, ...]) -> int:
    if not lines:
        return row
    sheet.text(row, 0, title, book.section_style())
    return _paragraphs(book, sheet, row + 1, lines)


def _overall(book: Book, sheet: Sheet, row: int, debrief: Debrief) -> int:
    number = book.style(num_format="0.0", align="right", bold=True)
    told = (
        ("Your overall value, 0–100", debrief.own_overall),
        (f"Overall value of {_winner(debrief)}", debrief.winner_overall),
    )
    shown = [(label, value) for label, value in told if value is not None]
    for label, value in shown:
        sheet.text(row, 0, label, book.style())
        sheet.number(row, 2, value, number)
        row += 1
    return row + bool(shown)


def _criteria(book: Book, sheet: Sheet, row: int, debrief: Debrief) -> int:
    if not debrief.rows:
        return row
    sheet.text(row, 0, "Criterion by criterion", book.section_style())
    winner = _winner(debrief)
    headings = ["Criterion", "Weight, %", "Your value"]
    if debrief.tells_winner_values:
        headings.append(winner[:1].upper() + winner[1:])
    if debrief.tells_bands:
        headings.append("Against the winner")
    sheet.texts(row + 1, headings, book.header_style())
    sheet.height(row + 1, 2)
    line = {"bottom": 1, "bottom_color": "#E3E3E3"}
    words = book.style(text_wrap=True, **line)
    number = book.style(num_format="0.0", align="right", **line)
    for place, entry in enumerate(debrief.rows, start=row + 2):
        sheet.text(place, 0, entry.title, words)
        sheet.height(place, lines_needed(entry.title, WIDTHS[0]))
        sheet.number(place, 1, entry.weight_pct, number)
        values = [entry.own, entry.winner] if debrief.tells_winner_values else [entry.own]
        for column, value in enumerate(values, start=2):
            if value is None:
                sheet.text(place, column, "–", book.style(align="right", **line))
            else:
                sheet.number(place, column, value, number)
        if debrief.tells_bands:
            last = len(headings) - 1
            sheet.text(place, last, entry.comparison, book.style(indent=1, text_wrap=True, **line))
    return row + 3 + len(debrief.rows)


def _winner(debrief: Debrief) -> str:
    return debrief.winner_name or "the chosen candidate"
