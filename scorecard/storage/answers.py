"""Answers: one row for each candidate and question, each with its own version."""

from __future__ import annotations

from sqlalchemy import exists, insert, select, update

from scorecard.access import Action, Actor
from scorecard.model import Answer
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk
from scorecard.storage.differences import described
from scorecard.storage.errors import Conflict, NotFound, Saved, no_such_candidate
from scorecard.storage.history import (
    ATTACHMENT_REMOVED,
    answer_subject,
    attachment_subject,
    entries_oldest_first,
    last_changed_by,
)
from scorecard.storage.rows import ANSWER_COLUMNS, answer_values, answers_from, as_json

_SAVED = "answer_saved"
_UNDONE = "answer_undone"
_FILE_REMOVED = "answer_file_removed"


class AnswerMethods(Desk):
    """Writing answers.

    `expected_version` is `Answer.version` as the writer had read it, 0 where nothing was stored.
    Whether the value suits the question is checked by the caller.
    """

    def save_answer(
        self,
        actor: Actor,
        selection_id: str,
        answer: Answer,
        *,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Stores one answer; storing what is there already changes nothing.

        Raises Conflict, with both answers, when somebody else has changed it since, and NotFound
        for a candidate that is unknown or removed.
        """
        with self._changing(actor, Action.EDIT_ANSWERS, selection_id) as change:
            version = write_answer(change, answer, expected_version, reason)
            return change.saved(version)

    def undo_answer(
        self,
        actor: Actor,
        selection_id: str,
        candidate_id: str,
        question_id: str,
        *,
        expected_version: int,
    ) -> Answer:
        """Puts back what stood there before the last change, and returns it as stored.

        Called again it goes one change further back. Where nothing stood there, the answer is
        open again. Raises NotFound when there is nothing left to undo, and Conflict.
        """
        with self._changing(actor, Action.EDIT_ANSWERS, selection_id) as change:
            stored = _stored(change, candidate_id, question_id)
            subject = answer_subject(candidate_id, question_id)
            earlier: list[Answer] = []
            for entry in entries_oldest_first(change.connection, selection_id, subject):
                if entry.action == _UNDONE and earlier:
                    earlier.pop()
                elif entry.action == _SAVED:
                    empty = {"candidate_id": candidate_id, "question_id": question_id}
                    earlier.append(Answer.model_validate(entry.before or empty))
            if stored is None or not earlier:
                raise NotFound("There is no earlier answer to go back to.")
            previous = _without_removed_file(change, earlier[-1])
            _refuse_stale(change, stored, previous, expected_version)
            written = _write(change, stored, previous)
            change.record(
                _UNDONE,
                subject,
                before=as_json(stored),
                after=as_json(written),
                row_version=written.version,
            )
            return written


def write_answer(change: Change, answer: Answer, expected_version: int, reason: str) -> int:
    """Writes one answer within an open change; returns the version that is stored then.

    Storing what is there already changes nothing. Raises Conflict and NotFound.
    """
    stored = _stored(change, answer.candidate_id, answer.question_id)
    if stored is not None and _same(stored, answer):
        return stored.version
    _refuse_stale(change, stored, answer, expected_version)
    written = _write(change, stored, answer)
    change.record(
        _SAVED,
        answer_subject(answer.candidate_id, answer.question_id),
        before=as_json(stored),
        after=as_json(written),
        reason=reason,
        row_version=written.version,
    )
    return written.version


def forget_file(change: Change, candidate_id: str, attachment_id: str, reason: str) -> None:
    """Takes a file that is being removed from the candidate's answers that name it as proof."""
    recorded = answers_from(
        change.connection.execute(
            select(*ANSWER_COLUMNS).where(
                schema.answers.c.selection_id == change.selection_id,
                schema.answers.c.candidate_id == candidate_id,
            )
        )
    )
    for stored in recorded:
        if stored.document is None or stored.document.attachment_id != attachment_id:
            continue
        written = _write(change, stored, _without_file(stored))
        change.record(
            _FILE_REMOVED,
            answer_subject(candidate_id, stored.question_id),
            before=as_json(stored),
            after=as_json(written),
            reason=reason,
            row_version=written.version,
        )


def _without_file(answer: Answer) -> Answer:
    if answer.document is None:
        return answer
    document = answer.document.model_copy(update={"attachment_id": None})
    return answer.model_copy(update={"document": document})


def _without_removed_file(change: Change, answer: Answer) -> Answer:
    """An earlier answer, without the file that it named where that was removed since."""
    if answer.document is None or answer.document.attachment_id is None:
        return answer
    removed = change.connection.execute(
        select(
            exists().where(
                schema.history.c.selection_id == change.selection_id,
                schema.history.c.subject == attachment_subject(answer.document.attachment_id),
                schema.history.c.action == ATTACHMENT_REMOVED,
            )
        )
    ).scalar()
    return _without_file(answer) if removed else answer


def described_answer(answer: Answer | None) -> str:
    """An answer in one short line: its value or status, evidence, and note."""
    if answer is None:
        return "nothing"
    if answer.value is None:
        text = answer.status.value.replace("_", " ")
    else:
        text = f"{described(answer.value)} ({answer.evidence.value})"
    details = {
        "reason": answer.not_applicable_reason,
        "note": answer.note,
        "source": answer.source,
        "as of": None if answer.as_of is None else answer.as_of.isoformat(),
        "clarification": answer.clarification,
    }
    return "; ".join([text, *(f"{name} {described(v)}" for name, v in details.items() if v)])


def _stored(change: Change, candidate_id: str, question_id: str) -> Answer | None:
    here = schema.candidates.c.selection_id == change.selection_id
    known = change.connection.execute(
        select(
            exists().where(
                here,
                schema.candidates.c.id == candidate_id,
                schema.candidates.c.removed_at.is_(None),
            )
        )
    ).scalar()
    if not known:
        raise no_such_candidate()
    found = answers_from(
        change.connection.execute(
            select(*ANSWER_COLUMNS).where(
                schema.answers.c.selection_id == change.selection_id,
                schema.answers.c.candidate_id == candidate_id,
                schema.answers.c.question_id == question_id,
            )
        )
    )
    return found[0] if found else None


def _same(stored: Answer, answer: Answer) -> bool:
    return stored.model_copy(update={"version": answer.version}) == answer


def _refuse_stale(
    change: Change, stored: Answer | None, attempted: Answer, expected_version: int
) -> None:
    stored_version = 0 if stored is None else stored.version
    if stored_version == expected_version:
        return
    subject = answer_subject(attempted.candidate_id, attempted.question_id)
    raise Conflict(
        "this answer",
        stored=stored,
        attempted=attempted,
        stored_text=described_answer(stored),
        attempted_text=described_answer(attempted),
        stored_version=stored_version,
        changed_by=last_changed_by(change.connection, change.selection_id, subject),
    )


def _write(change: Change, stored: Answer | None, answer: Answer) -> Answer:
    version = 1 if stored is None else stored.version + 1
    written = answer.model_copy(update={"version": version})
    values = {**answer_values(written), "revision": change.next_revision}
    if stored is None:
        change.connection.execute(
            insert(schema.answers).values(selection_id=change.selection_id, **values)
        )
    else:
        change.connection.execute(
            update(schema.answers)
            .where(
                schema.answers.c.selection_id == change.selection_id,
                schema.answers.c.candidate_id == answer.candidate_id,
                schema.answers.c.question_id == answer.question_id,
            )
            .values(**values)
        )
    return written
