"""What a questionnaire asks and by which ids its cells are found again: writer and reader share it.

Ids in the file are digests, so that they give nothing away and a row that was copied from another
candidate's questionnaire is not taken for this one's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scorecard.catalogue import Catalogue, Column, Group, Kind, Option, Question
from scorecard.model import Answer, Selection, Status

MARK = "partner-scorecard/questionnaire"
FORMAT_VERSION = 1
TOKEN_PREFIX = "pq-"  # noqa: S105 - the beginning of an id, not a secret
IDS_SHEET, LISTS_SHEET = "_ids", "_lists"
_DIGEST_CHARACTERS = 16

YES, NO = "Yes", "No"


class Field(StrEnum):
    """A column that the candidate fills in beside a question; the value is its id in the file."""

    ANSWER = "pq:answer"
    STATUS = "pq:status"
    TITLE = "pq:title"
    ISSUER = "pq:issuer"
    ISSUED_ON = "pq:issued_on"
    EXPIRES_ON = "pq:expires_on"
    SCOPE = "pq:scope"
    COMMENT = "pq:comment"


FIELD_LABELS = {
    Field.ANSWER: "Your answer",
    Field.STATUS: "Status",
    Field.TITLE: "Document: title",
    Field.ISSUER: "Issued by",
    Field.ISSUED_ON: "Dated",
    Field.EXPIRES_ON: "Valid until",
    Field.SCOPE: "What it covers",
    Field.COMMENT: "Comment",
}
STATUS_LABELS = {
    "Answered": Status.ANSWERED,
    "To follow": Status.OPEN,
    "We decline to answer": Status.REFUSED,
}

FILLED_IN_BY = "pq:filled_in_by"
ANSWERED_ON = "pq:answered_on"


class Part(StrEnum):
    """What a row or column with an id belongs to."""

    QUESTION = "question"
    ITEM = "item"
    ROW = "row"
    COLUMN = "column"


@dataclass(frozen=True)
class Target:
    """What an id in the file means: a question, or an item, row or column of it."""

    part: Part
    question_id: str
    item_id: str = ""


@dataclass(frozen=True)
class Form:
    """The questions for one candidate, each with the ids of its cells."""

    selection_id: str
    candidate_id: str
    catalogue: Catalogue

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What candidates are asked."""
        return questions_for_candidates(self.catalogue)

    def token(self, part: Part, question_id: str, item_id: str = "") -> str:
        """The id in the file."""
        return digest(self.selection_id, self.candidate_id, part.value, question_id, item_id)

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Id in the file → what it means."""
        found = {}
        for question in self.questions:
            for target in _targets_of(question):
                found[self.token(target.part, target.question_id, target.item_id)] = target
        return found


def selection_token(selection_id: str) -> str:
    """The id of a selection in the file."""
    return digest("selection", selection_id)


def candidate_token(selection_id: str, candidate_id: str) -> str:
    """The id of a candidate in the file."""
    return digest("candidate", selection_id, candidate_id)


def digest(*parts: str) -> str:
    """An id in the file for what the parts name."""
    joined = "\x1f".join(parts).encode()
    return TOKEN_PREFIX + hashlib.sha256(joined).hexdigest()[:_DIGEST_CHARACTERS]


def questions_for_candidates(catalogue: Catalogue) -> tuple[Question, ...]:
    """The questions that candidates answer themselves, without what only the buyer fills in.

    What the buyer sees, records or rates is left out, and so are its own columns and verdicts.
    """
    return tuple(
        as_asked(question)
        for question in catalogue.questions
        if not question.observed and question.kind is not Kind.RATING
    )


def as_asked(question: Question) -> Question:
    """The question without the columns and options that only the buyer uses.

    The options of a single choice are in alphabetical order: the catalogue often has the best
    first, which would tell how answers are valued.
    """
    columns = tuple(_column_as_asked(c) for c in question.columns if not c.buyer_only)
    options = tuple(option for option in question.options if not option.buyer_only)
    if question.kind is Kind.CHOICE:
        options = tuple(sorted(options, key=lambda option: option.label.casefold()))
    return question.model_copy(update={"columns": columns, "options": options})


def asked_of(selection: Selection, catalogue: Catalogue, candidate_id: str) -> tuple[Question, ...]:
    """The questions that this candidate is asked, without those set not applicable for it."""
    not_applicable = {
        answer.question_id
        for answer in selection.answers
        if answer.candidate_id == candidate_id and answer.status is Status.NOT_APPLICABLE
    }
    return tuple(q for q in questions_for_candidates(catalogue) if q.id not in not_applicable)


def sections(
    selection: Selection, catalogue: Catalogue, candidate_id: str
) -> tuple[tuple[Group, tuple[Question, ...]], ...]:
    """The groups with the questions that this candidate is asked.

    What stands apart within a group, such as the quote, follows as a group of its own.
    """
    asked = asked_of(selection, catalogue, candidate_id)
    found = []
    for group in catalogue.groups:
        of_group = [question for question in asked if question.group == group.id]
        for name in dict.fromkeys(["", *(question.section for question in of_group)]):
            questions = tuple(question for question in of_group if question.section == name)
            if questions:
                found.append((_apart(group, name), questions))
    return tuple(found)


def _apart(group: Group, section: str) -> Group:
    """The group itself, or the part of it that stands apart under its own name."""
    if not section:
        return group
    title = section.replace("_", " ").capitalize()
    return group.model_copy(update={"title": title, "short_title": title})


def recorded_version(answer: Answer | None) -> int:
    """An answer's version as the file keeps it: 0 where nothing is recorded, else at least 1.

    Answers of a document that was never stored have version 0, and 1 once it is restored.
    """
    return 0 if answer is None else max(1, answer.version)


def key_column(question: Question) -> Column:
    """The column by which a table's rows are told apart: the fixed one, else the first needed."""
    if question.row_column:
        return question.column(question.row_column)
    return next((c for c in question.columns if c.required), question.columns[0])


def _column_as_asked(column: Column) -> Column:
    options: tuple[Option, ...] = tuple(o for o in column.options if not o.buyer_only)
    return column.model_copy(update={"options": options})


def _targets_of(question: Question) -> list[Target]:
    found = [Target(Part.QUESTION, question.id)]
    if question.kind is Kind.CHECKLIST:
        found += [Target(Part.ITEM, question.id, option.id) for option in question.options]
    found += [Target(Part.COLUMN, question.id, column.id) for column in question.columns]
    found += [Target(Part.ROW, question.id, option.id) for option in question.fixed_rows]
    return found
