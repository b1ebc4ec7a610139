"""A candidate at work: fills in a questionnaire cell by cell, as a person would, and saves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from scorecard.catalogue import Catalogue, Kind, Question
from scorecard.excel.questionnaire import write_questionnaire
from scorecard.excel.questionnaire_form import (
    ANSWERED_ON,
    Field,
    Form,
    Part,
    questions_for_candidates,
)
from scorecard.model import AnswerValue, DocumentReference, Selection, Status

STATUS_WORDS = {Status.ANSWERED: "Answered", Status.REFUSED: "We decline to answer"}


class Filling:
    """An open questionnaire; cells are found by the ids in the file."""

    def __init__(
        self, content: bytes, selection: Selection, catalogue: Catalogue, candidate_id: str
    ) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content), rich_text=False)
        self.form = Form(selection.id, candidate_id, catalogue)
        self.questions = {q.id: q for q in questions_for_candidates(catalogue)}
        self.places: dict[str, tuple[Any, int, int]] = {}
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith(("pq-", "pq:")):
                        self.places.setdefault(cell.value, (sheet, cell.row, cell.column))

    def field(self, question_id: str, name: Field = Field.ANSWER) -> Any:
        """The cell of one question in one of the columns."""
        sheet, row, _ = self.places[self.form.token(Part.QUESTION, question_id)]
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value == name.value:
                    return sheet.cell(row, cell.column)
        raise LookupError(name)

    def item(self, question_id: str, item_id: str) -> Any:
        """The yes-or-no cell of a checklist's line."""
        sheet, row, _ = self.places[self.form.token(Part.ITEM, question_id, item_id)]
        return sheet.cell(row, self.field(question_id).column)

    def table(self, question_id: str, column_id: str, number: int) -> Any:
        """The cell of a table; rows count from 0."""
        sheet, row, column = self.places[self.form.token(Part.COLUMN, question_id, column_id)]
        return sheet.cell(row + 1 + number, column)

    def answer(self, question_id: str, value: AnswerValue) -> None:
        """Types an answer in, as the cells ask for it."""
        question = self.questions[question_id]
        match question.kind:
            case Kind.CHECKLIST:
                assert isinstance(value, tuple)
                for option in question.options:
                    ticked = option.id in value
                    self.item(question_id, option.id).value = "Yes" if ticked else "No"
            case Kind.TABLE:
                self._table(question, value)
            case Kind.CHOICE:
                self.field(question_id).value = question.option_label(str(value))
            case Kind.DATE:
                self.field(question_id).value = date.fromisoformat(str(value))
            case Kind.TAGS:
                assert isinstance(value, tuple)
                self.field(question_id).value = "; ".join(str(item) for item in value)
            case _:
                self.field(question_id).value = value
                if isinstance(value, str):
                    # The cell is formatted as text: Excel keeps "=1+1" there as it is typed.
                    self.field(question_id).data_type = "s"
        if value == ():
            self.field(question_id, Field.STATUS).value = STATUS_WORDS[Status.ANSWERED]

    def _table(self, question: Question, value: AnswerValue) -> None:
        assert isinstance(value, tuple)
        fixed = [option.id for option in question.fixed_rows]
        for number, row in enumerate(value):
            assert isinstance(row, dict)
            at = fixed.index(str(row[question.row_column])) if fixed else number
            for column in question.columns:
                content = row.get(column.id)
                if content is None or (fixed and column.id == question.row_column):
                    continue
                cell = self.table(question.id, column.id, at)
                if column.kind is Kind.CHOICE:
                    cell.value = next(o.label for o in column.options if o.id == content)
                elif column.kind is Kind.DATE:
                    cell.value = date.fromisoformat(str(content))
                else:
                    cell.value = content

    def decline(self, question_id: str) -> None:
        """Chooses “We decline to answer”."""
        self.field(question_id, Field.STATUS).value = STATUS_WORDS[Status.REFUSED]

    def document(self, question_id: str, document: DocumentReference) -> None:
        """Names the document behind an answer."""
        self.field(question_id, Field.TITLE).value = document.title
        self.field(question_id, Field.ISSUER).value = document.issuer
        self.field(question_id, Field.ISSUED_ON).value = document.issued_on
        self.field(question_id, Field.SCOPE).value = document.scope
        self.field(question_id, Field.EXPIRES_ON).value = document.expires_on

    def dated(self, day: date) -> None:
        """Writes the date of the answers on the cover."""
        sheet, row, column = self.places[ANSWERED_ON]
        sheet.cell(row, column + 2).value = day

    def saved(self) -> bytes:
        """The workbook as it is sent back."""
        buffer = BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def filled(
    selection: Selection,
    catalogue: Catalogue,
    candidate_id: str,
    answers: Mapping[str, AnswerValue],
    *,
    created_at: Any,
) -> bytes:
    """A questionnaire with these answers in it."""
    content = write_questionnaire(selection, catalogue, candidate_id, created_at=created_at)
    filling = Filling(content, selection, catalogue, candidate_id)
    for question_id, value in answers.items():
        filling.answer(question_id, value)
    return filling.saved()
