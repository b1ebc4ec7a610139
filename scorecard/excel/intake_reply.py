"""What a candidate says to one question: value, status, document and comment, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from scorecard.catalogue import Catalogue, Column, InvalidValueError, Kind, Question, checked_value
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.intake_rows import FoundQuestion, Slot, TableRow
from scorecard.excel.plain_text import cell_text
from scorecard.excel.questionnaire_form import FIELD_LABELS, STATUS_LABELS, Field
from scorecard.excel.typed_days import typed_day
from scorecard.excel.typed_numbers import typed_number
from scorecard.excel.typed_words import Unclear, plain, typed_option, typed_tags, typed_tick
from scorecard.model import AnswerValue, Cell, DocumentReference, Row, Status

_STATUSES = {plain(label): status for label, status in STATUS_LABELS.items()} | {
    plain(status.value): status for status in (Status.ANSWERED, Status.OPEN, Status.REFUSED)
}
_NEEDED_OF_A_DOCUMENT = (Field.TITLE, Field.ISSUER, Field.ISSUED_ON, Field.SCOPE)
FORMULA = "holds a formula, which is not calculated here; enter its result as a value"


@dataclass(frozen=True)
class Problem:
    """Why something cannot be taken: the cell and the reason."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True)
class QuestionReply:
    """What was said to one question. `status` is None where nothing was said of it.

    `partly_named` describes a document of which something is missing.
    """

    question_id: str
    place: str
    status: Status | None = None
    value: AnswerValue | None = None
    document: DocumentReference | None = None
    partly_named: str = ""
    comment: str = ""
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()

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


@dataclass
class _Reading:
    question: Question
    found: FoundQuestion
    catalogue: Catalogue
    currency: str
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def reply(self) -> QuestionReply:
        slots = self._one_row()
        place = self._place(slots)
        if self.found.without_columns:
            self._wrong(place, "the columns of this sheet cannot be recognised; their ids are gone")
        value = self._value(slots)
        status = self._status(slots, value)
        document, partly_named = self._document(slots)
        comment = self._text(slots.get(Field.COMMENT))
        if status in (None, Status.OPEN) and (document or partly_named) and not self.problems:
            where = slots[Field.TITLE].place if Field.TITLE in slots else place
            self._wrong(where, "a document is named, but no answer is given")
        return QuestionReply(
            question_id=self.question.id,
            place=place,
            status=status,
            value=value if status is Status.ANSWERED else None,
            document=document,
            partly_named=partly_named,
            comment=comment,
            problems=tuple(self.problems),
            remarks=tuple(self.remarks),
        )

    def _place(self, slots: dict[Field, Slot]) -> str:
        if self.found.table_rows:
            return self.found.table_rows[0].place
        if self.found.items:
            return next(iter(self.found.items.values()))[0].place
        if Field.ANSWER in slots:
            return slots[Field.ANSWER].place
        return self.found.row_places[0] if self.found.row_places else ""

    def _wrong(self, place: str, reason: str) -> None:
        self.problems.append(Problem(place, reason))

    def _one_row(self) -> dict[Field, Slot]:
        """The question's row; of several copies the one that is filled in, if they agree."""
        filled = [row for row in self.found.rows if any(s.cell for s in _inputs(row))]
        said = {tuple(s.cell.text if s.cell else "" for s in _inputs(row)) for row in filled}
        if len(said) > 1:
            places = " and ".join(row[Field.ANSWER].place for row in filled if Field.ANSWER in row)
            self._wrong(places, "the question stands here several times with different answers")
        rows = filled or self.found.rows
        return rows[0] if rows else {}

    def _usable(self, slot: Slot | None) -> FilledCell | None:
        """The cell of a slot, unless it is empty, merged away, a formula or an error."""
        if slot is None:
            return None
        if slot.merged_with:
            self._wrong(
                slot.place,
                f"the cell is merged with {slot.merged_with}, so that it is not clear whether "
                "what stands there is meant for this question too",
            )
            return None
        return self._sound(slot.cell)

    def _sound(self, cell: FilledCell | None) -> FilledCell | None:
        if cell is None or not cell.text:
            return None
        if cell.kind == "f":
            self._wrong(cell.place, FORMULA)
            return None
        if cell.kind == "e":
            self._wrong(cell.place, f"holds the error {cell.text}")
            return None
        return cell

    def _value(self, slots: dict[Field, Slot]) -> AnswerValue | None:
        match self.question.kind:
            case Kind.TABLE:
                return self._table()
            case Kind.CHECKLIST:
                return self._checklist()
        cell = self._usable(slots.get(Field.ANSWER))
        if cell is None:
            return None
        try:
            return self._checked(self._typed(self.question, cell))
        except (Unclear, InvalidValueError) as problem:
            self._wrong(cell.place, self._without_label(problem))
            return None

    def _checked(self, value: object) -> AnswerValue:
        return checked_value(self.question, value, self.catalogue.settings.earliest_date)

    def _without_label(self, problem: ValueError) -> str:
        return str(problem).removeprefix(f"{self.question.label}: ")

    def _typed(self, part: Question | Column, cell: FilledCell) -> object:
        match part.kind:
            case Kind.NUMBER | Kind.MONEY:
                currency = self.currency if part.kind is Kind.MONEY else ""
                number = typed_number(cell, part.unit, currency)
                if "%" in part.unit and 0 < number < 1 and not cell.is_percentage:
                    self.remarks.append(f"{cell.place}: {number:g} %; check that a share of 1 is "
                                        "not meant")  # fmt: skip
                return number
            case Kind.CHOICE:
                return typed_option(cell, part.options)
            case Kind.DATE:
                return typed_day(cell)
            case Kind.TAGS:
                return typed_tags(cell)
            case _:
                return cell_text(cell.text).strip()

    def _checklist(self) -> AnswerValue | None:
        ticked, said = [], False
        for option in self.question.options:
            cells = [c for slot in self.found.items.get(option.id, ()) if (c := self._usable(slot))]
            answers = set()
            for cell in cells:
                try:
                    answers.add(typed_tick(cell))
                except Unclear as problem:
                    self._wrong(cell.place, str(problem))
            if len(answers) > 1:
                self._wrong(cells[-1].place, "the line stands here twice with different answers")
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
            self._wrong(self.found.table_rows[0].place, self._without_label(problem))
            return None

    def _row(self, entry: TableRow) -> Row | None:
        fixed = self.question.row_column if self.question.fixed_rows else ""
        row: dict[str, Cell] = {}
        for column in self.question.columns:
            cell = self._sound(entry.cells.get(column.id))
            if cell is None or column.id == fixed:
                row[column.id] = None
                continue
            try:
                typed = self._typed(column, cell)
            except Unclear as problem:
                self._wrong(cell.place, f"{column.label}: {problem}")
                continue
            if isinstance(typed, date):
                row[column.id] = typed.isoformat()
            elif isinstance(typed, float | str):
                row[column.id] = typed
        if not fixed:
            missing = [c for c in self.question.columns if c.required and c.id not in row]
            needed = [
                c.label for c in self.question.columns if c.required and row.get(c.id) is None
            ]
            if any(cell is not None for cell in row.values()) and needed and not missing:
                self._wrong(entry.place, f"{' and '.join(needed)} missing in this row")
            return row
        if all(cell is None for cell in row.values()):
            return None
        row[fixed] = entry.row_id or self._fixed_row(entry, fixed)
        return row

    def _fixed_row(self, entry: TableRow, fixed: str) -> str | None:
        cell = entry.cells.get(fixed)
        try:
            if cell is not None:
                return typed_option(cell, self.question.fixed_rows)
        except Unclear as problem:
            self._wrong(cell.place if cell else entry.place, str(problem))
            return None
        self._wrong(entry.place, "it is not clear which line of the table this is")
        return None

    def _status(self, slots: dict[Field, Slot], value: AnswerValue | None) -> Status | None:
        cell = self._usable(slots.get(Field.STATUS))
        chosen: Status | None = None
        if cell is not None:
            chosen = _STATUSES.get(plain(cell.text))
            if chosen is None:
                known = "; ".join(STATUS_LABELS)
                self._wrong(cell.place, f"“{cell.text[:40]}” is none of: {known}")
        if value is not None:
            if chosen is Status.REFUSED and cell is not None:
                self._wrong(cell.place, "says that the answer is declined, but one is given")
            return Status.ANSWERED
        if chosen is Status.ANSWERED and cell is not None and not self.problems:
            if self.question.kind in (Kind.TABLE, Kind.CHECKLIST, Kind.TAGS):
                return self._nothing_to_list()
            self._wrong(cell.place, "says that the question is answered, but the answer is empty")
        return chosen

    def _nothing_to_list(self) -> Status:
        self.remarks.append("marked as answered with nothing listed")
        return Status.ANSWERED

    def _document(self, slots: dict[Field, Slot]) -> tuple[DocumentReference | None, str]:
        texts = {
            name: self._text(slots.get(name)) for name in (Field.TITLE, Field.ISSUER, Field.SCOPE)
        }
        days = {name: self._day(slots.get(name)) for name in (Field.ISSUED_ON, Field.EXPIRES_ON)}
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
        try:
            document = DocumentReference(
                title=texts[Field.TITLE],
                issuer=texts[Field.ISSUER],
                issued_on=issued_on,
                scope=texts[Field.SCOPE],
                expires_on=days[Field.EXPIRES_ON],
            )
        except ValidationError as problem:
            self._wrong(slots[Field.TITLE].place, str(problem.errors()[0]["msg"]))
            return None, ""
        return document, ""

    def _text(self, slot: Slot | None) -> str:
        cell = self._usable(slot)
        return "" if cell is None else cell_text(cell.text).strip()

    def _day(self, slot: Slot | None) -> date | None:
        cell = self._usable(slot)
        if cell is None:
            return None
        try:
            day = typed_day(cell)
        except Unclear as problem:
            self._wrong(cell.place, str(problem))
            return None
        earliest = self.catalogue.settings.earliest_date
        if day < earliest:
            self._wrong(cell.place, f"{day} is before {earliest}; check the year")
            return None
        return day


def _inputs(row: dict[Field, Slot]) -> Iterable[Slot]:
    return (row[name] for name in Field if name in row)
