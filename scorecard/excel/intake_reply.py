"""What a candidate says to one question: value, status, document and comment, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.catalogue import (
    Catalogue,
    Column,
    InvalidValueError,
    Kind,
    Question,
    checked_cell,
    checked_value,
)
from scorecard.excel.intake_cells import CellReader, Problem
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.intake_rows import FoundQuestion, Slot, TableRow
from scorecard.excel.questionnaire_form import FIELD_LABELS, STATUS_LABELS, Field
from scorecard.excel.typed_words import Unclear, plain, typed_option, typed_tick
from scorecard.model import (
    NOTE_LIMIT_CHARACTERS,
    SHORT_TEXT_LIMIT_CHARACTERS,
    AnswerValue,
    Cell,
    DocumentReference,
    Row,
    Status,
)

_STATUSES = {plain(label): status for label, status in STATUS_LABELS.items()} | {
    plain(status.value): status for status in (Status.ANSWERED, Status.OPEN, Status.REFUSED)
}
_LONGEST = {
    Field.TITLE: SHORT_TEXT_LIMIT_CHARACTERS,
    Field.ISSUER: SHORT_TEXT_LIMIT_CHARACTERS,
    Field.SCOPE: NOTE_LIMIT_CHARACTERS,
}
_NEEDED_OF_A_DOCUMENT = (Field.TITLE, Field.ISSUER, Field.ISSUED_ON, Field.SCOPE)


@dataclass(frozen=True)
class QuestionReply:
    """What was said to one question. `status` is None where nothing was said of it.

    `partly_named` describes a document of which something is missing. `problems` make the whole
    reply unusable; `left_empty` are cells of a table that cannot be read and need not be filled;
    `doubts` are figures that may be meant in another unit than they are read in.
    """

    question_id: str
    place: str
    status: Status | None = None
    value: AnswerValue | None = None
    document: DocumentReference | None = None
    partly_named: str = ""
    comment: str = ""
    problems: tuple[Problem, ...] = ()
    left_empty: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to store or to point out."""
        return bool(
            self.problems
            or self.comment
            or self.status in (Status.ANSWERED, Status.REFUSED)
            or self.document
            or self.partly_named
        )


def read_reply(
    question: Question, found: FoundQuestion, catalogue: Catalogue, currency: str
) -> QuestionReply:
    """Reads everything that belongs to one question; `question` is as candidates are asked."""
    return _Reading(question, found, catalogue, currency).reply()


class _Reading(CellReader):
    def __init__(
        self, question: Question, found: FoundQuestion, catalogue: Catalogue, currency: str
    ) -> None:
        super().__init__(catalogue.settings.earliest_date, currency)
        self.question = question
        self.found = found
        self.left_empty: list[Problem] = []

    def reply(self) -> QuestionReply:
        slots = self._one_row()
        place = self._place(slots)
        if self.found.without_columns:
            self.wrong(place, "the columns of this sheet cannot be recognised; their ids are gone")
        value = self._value(slots)
        status = self._status(slots, value)
        document, partly_named = self._document(slots)
        comment = self.text(slots.get(Field.COMMENT))
        if status in (None, Status.OPEN) and (document or partly_named) and not self.problems:
            where = slots[Field.TITLE].place if Field.TITLE in slots else place
            self.wrong(where, "a document is named, but no answer is given")
        return QuestionReply(
            question_id=self.question.id,
            place=place,
            status=status,
            value=value if status is Status.ANSWERED else None,
            document=document,
            partly_named=partly_named,
            comment=comment,
            problems=tuple([*self.problems, *self.left_empty] if self.problems else ()),
            left_empty=tuple([] if self.problems else self.left_empty),
            remarks=tuple(self.remarks),
            doubts=tuple(self.doubts),
        )

    def _place(self, slots: dict[Field, Slot]) -> str:
        if self.found.table_rows:
            return self.found.table_rows[0].place
        if self.found.items:
            return next(iter(self.found.items.values()))[0].place
        if Field.ANSWER in slots:
            return slots[Field.ANSWER].place
        return self.found.row_places[0] if self.found.row_places else ""

    def _one_row(self) -> dict[Field, Slot]:
        """The question's row; of several copies the one that is filled in, if they agree."""
        filled = [row for row in self.found.rows if any(s.cell for s in _inputs(row))]
        said = {tuple(s.cell.text if s.cell else "" for s in _inputs(row)) for row in filled}
        if len(said) > 1:
            places = " and ".join(row[Field.ANSWER].place for row in filled if Field.ANSWER in row)
            self.wrong(places, "the question stands here several times with different answers")
        rows = filled or self.found.rows
        return rows[0] if rows else {}

    def _value(self, slots: dict[Field, Slot]) -> AnswerValue | None:
        match self.question.kind:
            case Kind.TABLE:
                return self._table()
            case Kind.CHECKLIST:
                return self._checklist()
        cell = self.usable(slots.get(Field.ANSWER))
        if cell is None:
            return None
        try:
            return self._checked(self.typed(self.question, cell))
        except (Unclear, InvalidValueError) as problem:
            self.wrong(cell.place, self._without_label(problem))
            return None

    def _checked(self, value: object) -> AnswerValue:
        return checked_value(self.question, value, self.earliest, currency=self.currency)

    def _without_label(self, problem: ValueError) -> str:
        return str(problem).removeprefix(f"{self.question.label}: ")

    def _checklist(self) -> AnswerValue | None:
        ticked, said = [], False
        for option in self.question.options:
            cells = [c for slot in self.found.items.get(option.id, ()) if (c := self.usable(slot))]
            answers = set()
            for cell in cells:
                try:
                    answers.add(typed_tick(cell))
                except Unclear as problem:
                    self.wrong(cell.place, str(problem))
            if len(answers) > 1:
                self.wrong(cells[-1].place, "the line stands here twice with different answers")
            said = said or bool(answers)
            if answers == {True}:
                ticked.append(option.id)
        return self._checked(tuple(ticked)) if said else None

    def _table(self) -> AnswerValue | None:
        rows = [row for entry in self.found.table_rows if (row := self._row(entry)) is not None]
        if not rows or self.problems:
            return None
        try:
            return self._checked(rows)
        except InvalidValueError as problem:
            self.wrong(self.found.table_rows[0].place, self._without_label(problem))
            return None

    def _row(self, entry: TableRow) -> Row | None:
        fixed = self.question.row_column if self.question.fixed_rows else ""
        row: dict[str, Cell] = {}
        spoiled: list[Problem] = []
        for column in self.question.columns:
            known = len(self.problems)
            slot = entry.slots.get(column.id)
            if column.id == fixed:
                # Which line it is says the row itself; what stands there must only be sound.
                self.sound(slot.cell if slot else None)
                row[column.id] = None
                continue
            cell = self.usable(slot)
            if cell is None:
                if len(self.problems) == known:
                    row[column.id] = None
                continue
            try:
                row[column.id] = self._checked_cell(column, cell)
            except (Unclear, InvalidValueError) as problem:
                reason = str(problem).removeprefix(f"{column.label}: ")
                found = Problem(cell.place, f"{column.label}: {reason}")
                if column.required:
                    self.problems.append(found)
                    continue
                spoiled.append(found)
                row[column.id] = None
        says_nothing_else = all(cell is None for cell in row.values())
        (self.problems if says_nothing_else else self.left_empty).extend(spoiled)
        if not fixed:
            missing = [c for c in self.question.columns if c.required and c.id not in row]
            needed = [
                c.label for c in self.question.columns if c.required and row.get(c.id) is None
            ]
            if any(cell is not None for cell in row.values()) and needed and not missing:
                self.wrong(entry.place, f"{' and '.join(needed)} missing in this row")
            return row
        if all(cell is None for cell in row.values()):
            return None
        row[fixed] = entry.row_id or self._fixed_row(entry, fixed)
        return row

    def _checked_cell(self, column: Column, cell: FilledCell) -> Cell:
        currency = self.currency if column.kind is Kind.MONEY else ""
        typed = self.typed(column, cell)
        return checked_cell(column.label, column, typed, self.earliest, currency)

    def _fixed_row(self, entry: TableRow, fixed: str) -> str | None:
        slot = entry.slots.get(fixed)
        cell = slot.cell if slot else None
        try:
            if cell is not None:
                return typed_option(cell, self.question.fixed_rows)
        except Unclear as problem:
            self.wrong(cell.place if cell else entry.place, str(problem))
            return None
        self.wrong(entry.place, "it is not clear which line of the table this is")
        return None

    def _status(self, slots: dict[Field, Slot], value: AnswerValue | None) -> Status | None:
        cell = self.usable(slots.get(Field.STATUS))
        chosen: Status | None = None
        if cell is not None:
            chosen = _STATUSES.get(plain(cell.text))
            if chosen is None:
                known = "; ".join(STATUS_LABELS)
                self.wrong(cell.place, f"“{cell.text[:40]}” is none of: {known}")
        if value is not None:
            if chosen is Status.REFUSED and cell is not None:
                self.wrong(cell.place, "says that the answer is declined, but one is given")
            return Status.ANSWERED
        if chosen is Status.ANSWERED and cell is not None and not self.problems:
            if self.question.kind in (Kind.TABLE, Kind.CHECKLIST, Kind.TAGS):
                return self._nothing_to_list()
            self.wrong(cell.place, "says that the question is answered, but the answer is empty")
        return chosen

    def _nothing_to_list(self) -> Status:
        self.remarks.append("marked as answered with nothing listed")
        return Status.ANSWERED

    def _document(self, slots: dict[Field, Slot]) -> tuple[DocumentReference | None, str]:
        texts = {name: self._short_enough(slots, name) for name in _LONGEST}
        days = {name: self.day(slots.get(name)) for name in (Field.ISSUED_ON, Field.EXPIRES_ON)}
        given = {name: text for name, text in texts.items() if text}
        given |= {name: day.isoformat() for name, day in days.items() if day is not None}
        if not given:
            return None, ""
        missing = [FIELD_LABELS[n] for n in _NEEDED_OF_A_DOCUMENT if n not in given]
        issued_on = days[Field.ISSUED_ON]
        if missing or issued_on is None:
            self.remarks.append(f"recorded as claimed: of the document “{', '.join(missing)}” "
                                "is not stated")  # fmt: skip
            return None, "; ".join(f"{FIELD_LABELS[n]}: {given[n]}" for n in Field if n in given)
        document = DocumentReference(
            title=texts[Field.TITLE],
            issuer=texts[Field.ISSUER],
            issued_on=issued_on,
            scope=texts[Field.SCOPE],
            expires_on=days[Field.EXPIRES_ON],
        )
        return document, ""

    def _short_enough(self, slots: dict[Field, Slot], name: Field) -> str:
        """What names a document; '' where it is too long, which is noted as wrong."""
        text, longest = self.text(slots.get(name)), _LONGEST[name]
        if len(text) <= longest:
            return text
        self.wrong(
            slots[name].place,
            f"{FIELD_LABELS[name]}: {len(text):,} characters; {longest:,} at most. Shorten it",
        )
        return ""


def _inputs(row: dict[Field, Slot]) -> Iterable[Slot]:
    return (row[name] for name in Field if name in row)
