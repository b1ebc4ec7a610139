"""The sheet of one table of a questionnaire: references, ramps, documents, rate parts."""

from __future__ import annotations

from scorecard.catalogue import Column, Kind, Question
from scorecard.excel.book import GREY_TEXT, TITLE_HEIGHT_POINTS, Sheet, lines_needed
from scorecard.excel.plain_text import one_line
from scorecard.excel.questionnaire_form import Part, key_column
from scorecard.excel.questionnaire_inputs import PROTECTION, expected_words
from scorecard.excel.questionnaire_section import TablePlace
from scorecard.excel.questionnaire_setup import Setup
from scorecard.excel.scorecard_layout import column_letters

ID_COLUMN, FIRST_COLUMN = 0, 1
HEADER_ROW, IDS_ROW = 5, 6
FIRST_ROW = 7
EMPTY_ROWS = 15
WIDE, NARROW = 30.0, 19.0
PARAGRAPH_CHARACTERS = 110.0


def table_place(question: Question, sheet_name: str) -> TablePlace:
    """Where the table of a question is filled in, the fixed column left out."""
    open_columns = _open_columns(question)
    rows = len(question.fixed_rows) or EMPTY_ROWS
    first, last = column_letters(min(open_columns)), column_letters(max(open_columns))
    return TablePlace(sheet_name, f"{first}{FIRST_ROW + 1}:{last}{FIRST_ROW + rows}")


def write_table(setup: Setup, number: str, question: Question, sheet_name: str) -> None:
    """Writes the sheet of a question whose answer is a table."""
    book = setup.book
    sheet = book.sheet(sheet_name, header_row=HEADER_ROW)
    columns = question.columns
    last_column = max(len(columns), 4)
    key = key_column(question)
    sheet.worksheet.set_column(ID_COLUMN, ID_COLUMN, 4, None, {"hidden": True})
    for place in range(FIRST_COLUMN, last_column + 1):
        at = place - FIRST_COLUMN
        is_wide = at < len(columns) and (columns[at].id == key.id or columns[at].kind is Kind.TEXT)
        sheet.worksheet.set_column(place, place, WIDE if is_wide else NARROW)
    title = one_line(f"{number}  {setup.for_reading(question.label)}")
    sheet.text(0, FIRST_COLUMN, title, book.title_style())
    sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
    grey = book.style(font_color=GREY_TEXT, text_wrap=True)
    evidence = f"Good evidence: {setup.for_reading(question.good_evidence)}"
    for row, text, style in (
        (1, setup.for_reading(question.text), book.style(text_wrap=True)),
        (2, evidence, grey),
        (3, _instruction(question), grey),
    ):
        sheet.worksheet.merge_range(row, FIRST_COLUMN, row, last_column, "", style)
        sheet.text(row, FIRST_COLUMN, text, style)
        sheet.height(row, lines_needed(text, PARAGRAPH_CHARACTERS))
    _header(setup, sheet, question)
    _rows(setup, sheet, question)
    sheet.worksheet.freeze_panes(FIRST_ROW, FIRST_COLUMN + 1)
    first_input = min(_open_columns(question))
    sheet.worksheet.set_selection(FIRST_ROW, first_input, FIRST_ROW, first_input)
    # Inserted rows are read like the others, so a long table has no end.
    sheet.worksheet.protect("", PROTECTION | {"insert_rows": not question.fixed_rows})


def _instruction(question: Question) -> str:
    if question.fixed_rows:
        return "One line for each. Leave a line empty where you cannot say."
    needed = [column.label for column in question.columns if column.required]
    columns = f" Each line needs: {', '.join(needed)}." if needed else ""
    return (
        f"One line for each entry; insert rows when {EMPTY_ROWS} are not enough.{columns} If "
        "there is nothing to list, choose the status “Answered” beside the question."
    )


def _open_columns(question: Question) -> list[int]:
    fixed = question.row_column if question.fixed_rows else ""
    places = [FIRST_COLUMN + at for at, column in enumerate(question.columns) if column.id != fixed]
    return places or [FIRST_COLUMN]


def _header(setup: Setup, sheet: Sheet, question: Question) -> None:
    for at, column in enumerate(question.columns):
        place = FIRST_COLUMN + at
        sheet.text(HEADER_ROW, place, _heading(setup, question, column), setup.book.header_style())
        sheet.text(IDS_ROW, place, setup.form.token(Part.COLUMN, question.id, column.id))
    sheet.height(HEADER_ROW, 3)
    sheet.worksheet.set_row(IDS_ROW, None, None, {"hidden": True})


def _heading(setup: Setup, question: Question, column: Column) -> str:
    expected = {
        Kind.CHOICE: "choose from the list",
        Kind.DATE: "date",
        Kind.NUMBER: column.unit or "number",
        Kind.MONEY: expected_words(setup.rule(column, question)),
    }.get(column.kind, column.help)
    label = f"{column.label}*" if column.required else column.label
    return f"{label}\n({expected})" if expected else label


def _rows(setup: Setup, sheet: Sheet, question: Question) -> None:
    rows = len(question.fixed_rows) or EMPTY_ROWS
    fixed = question.row_column if question.fixed_rows else ""
    for at, column in enumerate(question.columns):
        place = FIRST_COLUMN + at
        if column.id == fixed:
            continue
        rule = setup.rule(column, question)
        style = setup.inputs.style(column.kind)
        for row in range(FIRST_ROW, FIRST_ROW + rows):
            sheet.blank(row, place, style)
        setup.inputs.validate(sheet, (FIRST_ROW, place, FIRST_ROW + rows - 1, place), rule)
    if fixed:
        place = FIRST_COLUMN + [column.id for column in question.columns].index(fixed)
        for at, option in enumerate(question.fixed_rows):
            token = setup.form.token(Part.ROW, question.id, option.id)
            sheet.text(FIRST_ROW + at, ID_COLUMN, token)
            sheet.text(FIRST_ROW + at, place, option.label, setup.book.style(bold=True))
