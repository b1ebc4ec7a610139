"""One section of a questionnaire: a row for each question, with answer, status and evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from scorecard.catalogue import Group, Kind, Question
from scorecard.excel.book import (
    BAND_FILL,
    GREY_TEXT,
    HEADER_FILL,
    TITLE_HEIGHT_POINTS,
    Sheet,
    lines_needed,
)
from scorecard.excel.plain_text import cell_text, one_line
from scorecard.excel.questionnaire_form import FIELD_LABELS, STATUS_LABELS, Field, Part
from scorecard.excel.questionnaire_inputs import PROTECTION, Rule, expected_words
from scorecard.excel.questionnaire_setup import Setup
from scorecard.excel.scorecard_layout import column_letters

ID_COLUMN, NUMBER_COLUMN, QUESTION_COLUMN, EVIDENCE_COLUMN = range(4)
ANSWER_COLUMN, UNIT_COLUMN, STATUS_COLUMN = 4, 5, 6
FIELD_COLUMNS = {
    Field.ANSWER: ANSWER_COLUMN,
    Field.STATUS: STATUS_COLUMN,
    Field.TITLE: 7,
    Field.ISSUER: 8,
    Field.ISSUED_ON: 9,
    Field.EXPIRES_ON: 10,
    Field.SCOPE: 11,
    Field.COMMENT: 12,
}
BEGUN_COLUMN = 13
WIDTHS = (4.0, 4.5, 46.0, 32.0, 30.0, 17.0, 16.0, 24.0, 18.0, 11.5, 11.5, 26.0, 32.0, 4.0)
# Words are wrapped whole, so that a line holds less than its width.
SLACK_CHARACTERS = 4
BAND_ROW, HEADER_ROW, IDS_ROW = 2, 3, 4
FIRST_ROW = 5
DOCUMENT_FIELDS = {
    Field.TITLE: Kind.TEXT,
    Field.ISSUER: Kind.TEXT,
    Field.ISSUED_ON: Kind.DATE,
    Field.EXPIRES_ON: Kind.DATE,
    Field.SCOPE: Kind.TEXT,
    Field.COMMENT: Kind.TEXT,
}
INSTRUCTION = (
    "Yellow cells are yours. Type numbers without the unit; lists open with a click. Empty cells "
    "count as not answered yet."
)


@dataclass(frozen=True)
class TablePlace:
    """Where a table's rows are filled in: its sheet and the area of its cells, as `C9:H20`."""

    sheet_name: str
    area: str


@dataclass
class SectionSheet:
    """Writes one section; `tables` says where the questions with a table are filled in."""

    setup: Setup
    number: int
    group: Group
    questions: tuple[Question, ...]
    tables: dict[str, TablePlace]
    sheet_name: str
    _sheet: Sheet = field(init=False)
    _row: int = FIRST_ROW

    def write(self) -> None:
        """Writes the sheet."""
        book = self.setup.book
        self._sheet = book.sheet(self.sheet_name, header_row=HEADER_ROW, pages_wide=2)
        sheet = self._sheet
        sheet.worksheet.repeat_columns(NUMBER_COLUMN, QUESTION_COLUMN)
        sheet.widths(WIDTHS)
        for column in (ID_COLUMN, BEGUN_COLUMN):
            sheet.worksheet.set_column(column, column, 4, None, {"hidden": True})
        title = f"{self.number}  {self.setup.for_reading(self.group.title)}"
        sheet.text(0, NUMBER_COLUMN, one_line(title), book.title_style())
        sheet.worksheet.set_row(0, TITLE_HEIGHT_POINTS)
        sheet.text(1, NUMBER_COLUMN, INSTRUCTION, book.style(font_color=GREY_TEXT))
        self._header()
        for place, question in enumerate(self.questions, start=1):
            self._question(place, question)
        for name, rule in self._rules.items():
            # One validation for the whole column; the lines of checklists are locked there.
            column = FIELD_COLUMNS[name]
            last = max(self._row - 1, FIRST_ROW)
            self.setup.inputs.validate(sheet, (FIRST_ROW, column, last, column), rule)
        sheet.worksheet.freeze_panes(FIRST_ROW, QUESTION_COLUMN + 1)
        sheet.worksheet.set_selection(FIRST_ROW, ANSWER_COLUMN, FIRST_ROW, ANSWER_COLUMN)
        sheet.worksheet.protect("", PROTECTION)

    @property
    def _rules(self) -> dict[Field, Rule]:
        """What each column beside the answer takes."""
        earliest = self.setup.catalogue.settings.earliest_date
        rules: dict[Field, Rule] = {
            Field.STATUS: Rule(Kind.CHOICE, "Status", labels=tuple(STATUS_LABELS))
        }
        for name, kind in DOCUMENT_FIELDS.items():
            rules[name] = Rule(kind, FIELD_LABELS[name], earliest=earliest)
        return rules

    @property
    def begun_area(self) -> str:
        """The cells that hold 1 for each question with an answer or a status, for a formula."""
        column = column_letters(BEGUN_COLUMN)
        quoted = self.sheet_name.replace("'", "''")
        return f"'{quoted}'!${column}${FIRST_ROW + 1}:${column}${max(self._row, FIRST_ROW + 1)}"

    def _header(self) -> None:
        book, sheet = self.setup.book, self._sheet
        band = book.style(bold=True, bg_color=BAND_FILL, font_color=HEADER_FILL, align="center")
        sheet.worksheet.merge_range(
            BAND_ROW, FIELD_COLUMNS[Field.TITLE], BAND_ROW, FIELD_COLUMNS[Field.SCOPE], "", band
        )
        sheet.text(BAND_ROW, FIELD_COLUMNS[Field.TITLE], "The document behind the answer", band)
        labels = {
            NUMBER_COLUMN: "No.",
            QUESTION_COLUMN: "Question",
            EVIDENCE_COLUMN: "What good evidence is",
            UNIT_COLUMN: "Unit or form",
        }
        labels |= {column: FIELD_LABELS[name] for name, column in FIELD_COLUMNS.items()}
        for column, label in labels.items():
            sheet.text(HEADER_ROW, column, label, book.header_style())
        sheet.height(HEADER_ROW, 2)
        for name, column in FIELD_COLUMNS.items():
            sheet.text(IDS_ROW, column, name.value)
        sheet.worksheet.set_row(IDS_ROW, None, None, {"hidden": True})

    def _question(self, place: int, question: Question) -> None:
        setup, sheet, row = self.setup, self._sheet, self._row
        rule = setup.rule(question)
        line = {"top": 1, "top_color": "#C8C8C8"}
        form = setup.book.style(text_wrap=True, align="left", indent=1, **line)
        grey = setup.book.style(text_wrap=True, font_color=GREY_TEXT, **line)
        label, text = setup.for_reading(question.label), setup.for_reading(question.text)
        evidence = setup.for_reading(question.good_evidence)
        sheet.text(row, ID_COLUMN, setup.form.token(Part.QUESTION, question.id))
        sheet.text(row, NUMBER_COLUMN, f"{self.number}.{place}", grey)
        self._titled(row, label, text)
        sheet.text(row, EVIDENCE_COLUMN, evidence, grey)
        answer_cells = self._answer(row, question, rule)
        unit = "Table" if question.kind is Kind.TABLE else expected_words(rule)
        sheet.text(row, UNIT_COLUMN, unit, form)
        for name, column_rule in self._rules.items():
            sheet.blank(row, FIELD_COLUMNS[name], setup.inputs.style(column_rule.kind))
        status = f"{column_letters(STATUS_COLUMN)}{row + 1}"
        sheet.formula(row, BEGUN_COLUMN, f"=SIGN(COUNTA({answer_cells},{status}))", 0)
        lines = max(
            1 + lines_needed(text, WIDTHS[QUESTION_COLUMN] - SLACK_CHARACTERS),
            lines_needed(evidence, WIDTHS[EVIDENCE_COLUMN] - SLACK_CHARACTERS),
            lines_needed(unit, WIDTHS[UNIT_COLUMN] - SLACK_CHARACTERS),
        )
        sheet.height(row, lines)
        self._row += 1
        if question.kind is Kind.CHECKLIST:
            self._items(question, rule)

    def _titled(self, row: int, label: str, text: str) -> None:
        """The label in bold above the question."""
        book = self.setup.book
        cell = book.style(text_wrap=True, top=1, top_color="#C8C8C8")
        bold, normal = book.style(bold=True), book.style()
        label, text = cell_text(one_line(label)), cell_text(text)
        if label and text:
            self._sheet.worksheet.write_rich_string(
                row, QUESTION_COLUMN, bold, label, normal, f"\n{text}", cell
            )
        else:
            self._sheet.text(row, QUESTION_COLUMN, label or text, cell)

    def _answer(self, row: int, question: Question, rule: Rule) -> str:
        """Writes the answer's cell; returns the cells that hold the answer, for a formula."""
        setup, sheet = self.setup, self._sheet
        locked = setup.book.style(
            text_wrap=True, font_color=GREY_TEXT, italic=True, top=1, top_color="#C8C8C8"
        )
        letter = column_letters(ANSWER_COLUMN)
        match question.kind:
            case Kind.TABLE:
                place = self.tables[question.id]
                quoted = place.sheet_name.replace("'", "''")
                linked = setup.book.style(
                    font_color=HEADER_FILL, underline=1, text_wrap=True, top=1, top_color="#C8C8C8"
                )
                target = f"'{quoted}'!A1"
                sheet.link(row, ANSWER_COLUMN, target, "Open the table", linked)
                return f"'{quoted}'!{place.area}"
            case Kind.CHECKLIST:
                sheet.text(row, ANSWER_COLUMN, "Yes or no for each line below", locked)
                first, last = row + 2, row + 1 + len(question.options)
                return f"{letter}{first}:{letter}{last}"
            case _:
                setup.inputs.cell(sheet, row, ANSWER_COLUMN, rule)
                return f"{letter}{row + 1}"

    def _items(self, question: Question, rule: Rule) -> None:
        setup, sheet = self.setup, self._sheet
        item_style = setup.book.style(text_wrap=True, align="left", indent=2)
        form = setup.book.style(font_color=GREY_TEXT, align="left", indent=1)
        last = self._row + len(question.options) - 1
        area = (self._row, ANSWER_COLUMN, last, ANSWER_COLUMN)
        setup.inputs.validate(sheet, area, rule)
        for option in question.options:
            token = setup.form.token(Part.ITEM, question.id, option.id)
            sheet.text(self._row, ID_COLUMN, token)
            sheet.text(self._row, QUESTION_COLUMN, option.label, item_style)
            sheet.blank(self._row, ANSWER_COLUMN, setup.inputs.style(rule.kind))
            sheet.text(self._row, UNIT_COLUMN, expected_words(rule), form)
            sheet.height(
                self._row, lines_needed(option.label, WIDTHS[QUESTION_COLUMN] - SLACK_CHARACTERS)
            )
            self._row += 1
