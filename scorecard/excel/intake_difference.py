"""What a questionnaire that came back would change: new, changed, conflicting, invalid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from scorecard.catalogue import Kind, Question
from scorecard.excel.intake_document import (
    evidence_of_document,
    is_same_document,
    remark_on_document,
)
from scorecard.excel.intake_reply import QuestionReply
from scorecard.excel.questionnaire_form import key_column, recorded_version
from scorecard.excel.typed_words import plain
from scorecard.model import (
    NOTE_LIMIT_CHARACTERS,
    Answer,
    AnswerValue,
    Attachment,
    Evidence,
    Row,
    Status,
)

COMMENT_BEGINNING = "Candidate's comment: "
PARTLY_NAMED_BEGINNING = "Document named in part: "


class CellState(StrEnum):
    """How an answer in the file stands to what is stored.

    Conflicting is what "accept all" must not decide: the stored answer was changed since the
    questionnaire was sent, taking the file's would lose what the buyer recorded with it, or cells
    of a table cannot be read and would be left empty.
    """

    NEW = "new"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    INVALID = "invalid"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class IntakeCell:
    """One answer of the file beside what is stored.

    `proposed` is what accepting it stores, None where it is invalid; `expected_version` is the
    stored answer's. `problems` say cell and reason: of the whole answer where it is invalid, else
    of cells that are left empty. `remarks` say what else a reader should know, and `doubts` which
    figures may be meant in another unit: such an answer is taken by a decision of its own.
    """

    question_id: str
    place: str
    state: CellState
    stored: Answer
    proposed: Answer | None = None
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_acceptable_unseen(self) -> bool:
        """Whether "accept all" takes it: new or changed, and nothing about it to be decided."""
        return self.state in (CellState.NEW, CellState.CHANGED) and not self.doubts

    @property
    def expected_version(self) -> int:
        """The version of the answer that the proposal was compared with."""
        return self.stored.version


@dataclass(frozen=True)
class Origin:
    """Where the answers come from: the source as it is recorded, and the day they stand for."""

    source: str
    as_of: date | None


def compared(
    question: Question,
    reply: QuestionReply,
    stored: Answer,
    origin: Origin,
    *,
    known_version: int | None,
    earlier: Sequence[QuestionReply] = (),
    files: Sequence[Attachment] = (),
) -> IntakeCell:
    """One reply beside the stored answer; `question` is as candidates are asked.

    `files` are those attached to the answer: without one a document is named, not held, and the
    answer stays a claim. `known_version` is the answer's version when the questionnaire was made,
    None where the file does not say. `earlier` are replies of the same candidate that were taken
    in before: what was stored from them and stands unchanged is no conflict.
    """
    if reply.problems:
        problems = tuple(str(problem) for problem in reply.problems)
        return IntakeCell(
            question.id,
            reply.place,
            CellState.INVALID,
            stored,
            None,
            problems,
            (*reply.doubts, *reply.remarks),
        )
    too_long = _left_out_of_note(stored.note, reply)
    remarks = [*reply.doubts, *reply.remarks, *too_long]
    proposed = _proposed(question, reply, stored, origin, files)
    remarks += remark_on_document(reply.document, proposed, files)
    losses = _losses(question, stored, proposed, reply)
    state = _state(question, stored, proposed, known_version, earlier)
    if state is CellState.UNCHANGED:
        remarks = too_long
    elif losses or reply.left_empty:
        state = CellState.CONFLICTING
        remarks += [*losses, *_left_empty(reply)]
    problems = tuple(str(problem) for problem in reply.left_empty)
    # An answer that is as stored has been decided on already.
    doubts = () if state is CellState.UNCHANGED else reply.doubts
    return IntakeCell(
        question.id, reply.place, state, stored, proposed, problems, tuple(remarks), doubts
    )


def _left_empty(reply: QuestionReply) -> list[str]:
    if not reply.left_empty:
        return []
    places = ", ".join(problem.place for problem in reply.left_empty)
    return [f"cannot be read and would be left empty: {places}"]


def _state(
    question: Question,
    stored: Answer,
    proposed: Answer,
    known_version: int | None,
    earlier: Sequence[QuestionReply],
) -> CellState:
    if _without_origin(stored) == _without_origin(proposed):
        return CellState.UNCHANGED
    if stored.status in (Status.OPEN, Status.NO_REPLY):
        return CellState.NEW
    if _same_value(question, stored, proposed.status, proposed.value):
        # The same answer with a document or a comment beside it contradicts nobody.
        return CellState.CHANGED
    from_the_candidate = any(
        _same_value(question, stored, reply.status, reply.value) for reply in earlier
    )
    if recorded_version(stored) == known_version or from_the_candidate:
        return CellState.CHANGED
    return CellState.CONFLICTING


def _proposed(
    question: Question,
    reply: QuestionReply,
    stored: Answer,
    origin: Origin,
    files: Sequence[Attachment],
) -> Answer:
    changes: dict[str, Any] = {"note": _note(stored.note, reply)}
    same = _same_value(question, stored, reply.status, reply.value)
    if reply.status in (Status.ANSWERED, Status.REFUSED) and not same:
        # Files that were there for another value say nothing of this one.
        shown = files if stored.status in (Status.OPEN, Status.NO_REPLY) else ()
        named = reply.document if reply.status is Status.ANSWERED else None
        changes |= {
            "status": reply.status,
            "value": _merged_value(question, reply, stored),
            "verification": None,
            "not_applicable_reason": "",
            **evidence_of_document(named, shown),
        }
    elif same and reply.document and not is_same_document(stored.document, reply.document):
        # Files that were there with another document are not the one that is named now.
        changes |= evidence_of_document(reply.document, files if stored.document is None else ())
        if stored.evidence is Evidence.VERIFIED:
            changes["evidence"] = stored.evidence
    fields = {name: getattr(stored, name) for name in Answer.model_fields}
    differs = any(fields[name] != value for name, value in changes.items())
    if differs:
        changes |= {"source": origin.source, "as_of": origin.as_of or stored.as_of}
    return Answer.model_validate(fields | changes)


def _note(stored: str, reply: QuestionReply) -> str:
    """The stored note with what the candidate wrote beside the answer, where it has the room."""
    extended = _extended_note(stored, reply)
    return extended if len(extended) <= NOTE_LIMIT_CHARACTERS else stored


def _left_out_of_note(stored: str, reply: QuestionReply) -> list[str]:
    """A remark where a note has no room for what the candidate wrote: the answer stays usable."""
    length = len(_extended_note(stored, reply))
    if length <= NOTE_LIMIT_CHARACTERS:
        return []
    beside = "together with your note it has" if stored else "it has"
    return [
        "what the candidate wrote beside the answer stays in the file and is not taken over: "
        f"{beside} {length:,} characters, and a note holds {NOTE_LIMIT_CHARACTERS:,}"
    ]


def _extended_note(stored: str, reply: QuestionReply) -> str:
    """The stored note with what the candidate wrote beside the answer, each said once."""
    said = []
    if reply.comment:
        said.append(COMMENT_BEGINNING + reply.comment)
    if reply.partly_named:
        said.append(PARTLY_NAMED_BEGINNING + reply.partly_named)
    new = [line for line in said if line not in stored]
    return "\n".join([stored, *new] if stored else new)


def _same_value(
    question: Question, stored: Answer, status: Status | None, value: AnswerValue | None
) -> bool:
    if stored.status is not status:
        return False
    return _as_asked(question, stored.value) == _as_asked(question, value)


def _as_asked(question: Question, value: AnswerValue | None) -> object:
    """A value for comparison: of tables only what candidates fill in, empty cells as None."""
    if isinstance(value, tuple):
        rows = [item for item in value if isinstance(item, dict)]
        if question.kind is Kind.TABLE:
            return [[_cell(row.get(column.id)) for column in question.columns] for row in rows]
        return list(value)
    return _cell(value)


def _cell(cell: object) -> object:
    if isinstance(cell, int | float):
        return float(f"{cell:.12g}")
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip() or None
    return cell


def _merged_value(question: Question, reply: QuestionReply, stored: Answer) -> AnswerValue | None:
    """The value to store: rows of a table keep what the buyer had noted beside them."""
    if reply.status is not Status.ANSWERED:
        return None
    if reply.value is None:
        return ()
    if question.kind is not Kind.TABLE or not isinstance(reply.value, tuple):
        return reply.value
    asked = {column.id for column in question.columns}
    noted = {_key(question, row): row for row in _rows(stored.value)}
    merged: list[Row] = []
    for row in _rows(reply.value):
        own = noted.get(_key(question, row), {})
        merged.append({**row, **{name: c for name, c in own.items() if name not in asked}})
    return tuple(merged)


def _losses(
    question: Question, stored: Answer, proposed: Answer, reply: QuestionReply
) -> list[str]:
    """What the buyer has recorded with the stored answer and accepting the file's would lose."""
    losses = _dropped(question, stored, reply)
    if proposed.evidence.strength < stored.evidence.strength:
        losses.append(f"was {stored.evidence.value}; the new answer is {proposed.evidence.value}")
    return losses


def _dropped(question: Question, stored: Answer, reply: QuestionReply) -> list[str]:
    """What the buyer had noted in rows that the candidate no longer lists."""
    if question.kind is not Kind.TABLE or reply.status is None:
        return []
    asked = {column.id for column in question.columns}
    kept = {_key(question, row) for row in _rows(reply.value)}
    return [
        f"“{row.get(key_column(question).id)}” is no longer listed; what you noted there goes "
        "with it"
        for row in _rows(stored.value)
        if _key(question, row) not in kept
        and any(cell not in (None, "") for name, cell in row.items() if name not in asked)
    ]


def _rows(value: AnswerValue | None) -> list[Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, tuple) else []


def _key(question: Question, row: Row) -> str:
    return plain(str(row.get(key_column(question).id) or ""))


def _without_origin(answer: Answer) -> Answer:
    return answer.model_copy(update={"source": "", "as_of": None, "version": 0})
