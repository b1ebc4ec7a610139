"""A questionnaire that came back: read, matched by the ids in it, and compared with what is stored.

Nothing is stored here. Reading and comparing are apart, so that a file that was read once can be
compared again when an answer has changed meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scorecard.catalogue import Catalogue, Question
from scorecard.commercial import currency_of_answer
from scorecard.excel.existing_scorecard import base_name
from scorecard.excel.grid import shortened
from scorecard.excel.intake_difference import CellState, IntakeCell, Origin, compared
from scorecard.excel.intake_grid import FilledCell, IntakeFault, read_book
from scorecard.excel.intake_match import matched
from scorecard.excel.intake_reply import QuestionReply, read_reply
from scorecard.excel.intake_rows import Found, find_answers
from scorecard.excel.questionnaire_form import (
    ANSWERED_ON,
    FILLED_IN_BY,
    Form,
    asked_of,
    questions_for_candidates,
)
from scorecard.excel.typed_days import typed_day
from scorecard.excel.typed_words import Unclear
from scorecard.model import Answer, Attachment, Selection

__all__ = [
    "CellState",
    "Intake",
    "IntakeCell",
    "IntakeFault",
    "ReturnedQuestionnaire",
    "compare_questionnaire",
    "open_questionnaire",
    "read_questionnaire",
]

MOST_PLACES_NAMED = 5


@dataclass(frozen=True)
class ReturnedQuestionnaire:
    """A file as it was read: whose it is and what it says, apart from what is stored.

    `versions` are those of the answers when the questionnaire was made, by question id, None where
    the file has lost them. `saved_on` is the day that the file itself names. `notes` tell what was
    odd about the file.
    """

    file_name: str
    sha256: str
    candidate_id: str
    replies: tuple[QuestionReply, ...]
    versions: Mapping[str, int] | None
    answered_on: date | None = None
    saved_on: date | None = None
    filled_in_by: str = ""
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The file's name and date, as the source of its answers."""
        day = self.answered_on or self.saved_on
        by = f", filled in by {shortened(self.filled_in_by, 80)}" if self.filled_in_by else ""
        return f"Questionnaire {self.file_name}" + (f", {day.isoformat()}" if day else "") + by


@dataclass(frozen=True)
class Intake:
    """A returned questionnaire beside what is stored; nothing of it is stored yet."""

    returned: ReturnedQuestionnaire
    candidate_name: str
    cells: tuple[IntakeCell, ...]
    silent_count: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def file_name(self) -> str:
        """The file's name, without folders."""
        return self.returned.file_name

    @property
    def candidate_id(self) -> str:
        """The candidate whose questionnaire it is."""
        return self.returned.candidate_id

    def of_state(self, *states: CellState) -> tuple[IntakeCell, ...]:
        """The cells in one of these states."""
        return tuple(cell for cell in self.cells if cell.state in states)

    def answers_after(self, stored: Mapping[str, Answer]) -> dict[str, Answer]:
        """The candidate's answers by question id once all of the file is accepted."""
        proposed = (cell.proposed for cell in self.cells if cell.proposed is not None)
        return {**stored, **{answer.question_id: answer for answer in proposed}}

    @property
    def acceptable(self) -> tuple[IntakeCell, ...]:
        """What "accept all" takes: new and changed answers about which nothing is in doubt.

        Conflicts, and figures that may be meant in another unit, are decided one by one.
        """
        return tuple(cell for cell in self.cells if cell.is_acceptable_unseen)

    @property
    def doubtful(self) -> tuple[IntakeCell, ...]:
        """New and changed answers with a figure that may be meant in another unit."""
        return tuple(
            cell for cell in self.of_state(CellState.NEW, CellState.CHANGED) if cell.doubts
        )


def read_questionnaire(
    content: bytes, file_name: str, selection: Selection, catalogue: Catalogue
) -> Intake:
    """Reads a questionnaire that came back and compares it with the selection.

    Raises IntakeFault, in one line, for a file that is damaged, oversized, hostile, no
    questionnaire, or one of another selection or of a candidate who is not in it.
    """
    return compare_questionnaire(
        open_questionnaire(content, file_name, selection, catalogue), selection, catalogue
    )


def open_questionnaire(
    content: bytes,
    file_name: str,
    selection: Selection,
    catalogue: Catalogue,
    *,
    received_on: date | None = None,
) -> ReturnedQuestionnaire:
    """Reads a file and finds its answers; raises IntakeFault as `read_questionnaire` does.

    `received_on` is the day on which it is read: no answer holds for a later one.
    """
    name = base_name(file_name, "questionnaire")
    book = read_book(content, name)
    form, versions, notes = matched(book, name, selection, catalogue)
    found = find_answers(book, form)
    replies = _replies(form, found, selection, catalogue)
    notes += _missing(found, asked_of(selection, catalogue, form.candidate_id), versions)
    if found.foreign_rows:
        places = _listed(found.foreign_rows)
        notes.append(f"rows of another candidate's questionnaire were passed over: {places}")
    answered_on = _cover_day(found.cover.get(ANSWERED_ON), catalogue, received_on, notes)
    signed = found.cover.get(FILLED_IN_BY)
    return ReturnedQuestionnaire(
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        candidate_id=form.candidate_id,
        replies=replies,
        versions=versions,
        answered_on=answered_on,
        saved_on=_plausible(book.saved_on, catalogue, received_on),
        filled_in_by=signed.text if signed is not None and signed.kind == "s" else "",
        notes=tuple(notes),
    )


def compare_questionnaire(
    returned: ReturnedQuestionnaire,
    selection: Selection,
    catalogue: Catalogue,
    *,
    earlier: Iterable[ReturnedQuestionnaire] = (),
) -> Intake:
    """A file that was read beside what the selection holds now.

    `earlier` are files of the same candidate that were taken in before; what was stored from them
    and stands unchanged is no conflict. KeyError when the candidate has gone since.
    """
    candidate = selection.candidate(returned.candidate_id)
    questions = {question.id: question for question in questions_for_candidates(catalogue)}
    before: dict[str, list[QuestionReply]] = {}
    for file in earlier:
        for reply in file.replies:
            before.setdefault(reply.question_id, []).append(reply)
    stored = selection.answers_by_candidate()[candidate.id]
    files: dict[str, list[Attachment]] = {}
    for attachment in selection.attachments:
        if attachment.candidate_id == candidate.id:
            files.setdefault(attachment.question_id, []).append(attachment)
    origin = Origin(returned.source, returned.answered_on or returned.saved_on)
    cells = tuple(
        compared(
            questions[reply.question_id],
            reply,
            stored.get(reply.question_id)
            or Answer(candidate_id=candidate.id, question_id=reply.question_id),
            origin,
            known_version=None
            if returned.versions is None
            else returned.versions.get(reply.question_id),
            earlier=before.get(reply.question_id, ()),
            files=files.get(reply.question_id, ()),
        )
        for reply in returned.replies
        if reply.says_something and reply.question_id in questions
    )
    return Intake(
        returned=returned,
        candidate_name=candidate.name,
        cells=cells,
        silent_count=len(questions) - len(cells),
        notes=(
            *returned.notes,
            # An answer that is as stored is not shown, and what became of its comment has to be.
            *(
                f"{cell.place}: {remark}"
                for cell in cells
                if cell.state is CellState.UNCHANGED
                for remark in cell.remarks
            ),
        ),
    )


def _replies(
    form: Form, found: Found, selection: Selection, catalogue: Catalogue
) -> tuple[QuestionReply, ...]:
    """What was typed at every question; amounts of the quote are in the currency named for it."""
    recorded = dict(selection.answers_by_candidate()[form.candidate_id])
    asked_in = selection.brief.currency
    currency_question = (
        "" if catalogue.commercial is None else catalogue.commercial.questions.quote_currency
    )
    by_id = {question.id: question for question in form.questions if question.id in found.questions}
    if currency_question in by_id:
        named = read_reply(
            by_id[currency_question], found.questions[currency_question], catalogue, asked_in
        )
        if named.value is not None:
            recorded[currency_question] = Answer.model_construct(
                candidate_id=form.candidate_id, question_id=currency_question, value=named.value
            )
    return tuple(
        read_reply(
            question,
            found.questions[question.id],
            catalogue,
            currency_of_answer(catalogue, recorded, question.id, asked_in),
        )
        for question in by_id.values()
    )


def _missing(
    found: Found, asked: Sequence[Question], versions: Mapping[str, int] | None
) -> list[str]:
    """A note on questions whose rows were deleted, of those that the candidate is asked."""
    sent = versions if versions is not None else ()
    labels = [
        question.label
        for question in asked
        if question.id in sent
        and not (question.id in found.questions and found.questions[question.id].rows)
    ]
    if not labels:
        return []
    rows = "the row of this question is" if len(labels) == 1 else "the rows of these questions are"
    return [f"{rows} not in the file: {_listed(labels)}; nothing stored changes there"]


def _listed(entries: Sequence[str]) -> str:
    more = len(entries) - MOST_PLACES_NAMED
    shown = ", ".join(entries[:MOST_PLACES_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _cover_day(
    cell: FilledCell | None, catalogue: Catalogue, received_on: date | None, notes: list[str]
) -> date | None:
    if cell is None or not cell.text:
        return None
    try:
        day = None if cell.kind in "ef" else typed_day(cell)
    except Unclear as problem:
        notes.append(f"{cell.place}: {problem}")
        return None
    if day is not None and received_on is not None and day > received_on:
        notes.append(
            f"{cell.place}: the answers are dated {day.isoformat()}, which is still to come; the "
            "day on which the file was saved counts instead"
        )
        return None
    if day is None or _plausible(day, catalogue, received_on) is None:
        notes.append(f"{cell.place}: the date of the answers cannot be used")
        return None
    return day


def _plausible(day: date | None, catalogue: Catalogue, received_on: date | None) -> date | None:
    if day is None or day < catalogue.settings.earliest_date:
        return None
    return day if received_on is None else min(day, received_on)
