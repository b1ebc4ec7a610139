"""What arrives together: the answers of a questionnaire, and the documents named beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import exists, select

from scorecard.access import Action, Actor, require
from scorecard.model import Answer, Evidence
from scorecard.storage import schema
from scorecard.storage.answers import write_answer
from scorecard.storage.attachments import check_size, keep_file
from scorecard.storage.change import Change, Desk
from scorecard.storage.errors import Refused, Saved

# Where an attachment that belongs to a candidate's questionnaire has its question.
QUESTIONNAIRE = "questionnaire"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class QuestionnaireMethods(Desk):
    """Taking in a questionnaire: its answers and the file itself, all of it or nothing."""

    def save_answers(
        self,
        actor: Actor,
        selection_id: str,
        answers: Sequence[Answer],
        expected_versions: Mapping[str, int],
        reason: str = "",
        *,
        file_name: str = "",
        file_content: bytes = b"",
    ) -> Saved:
        """Stores several answers of one candidate in one transaction, a history entry for each.

        `expected_versions` maps the question to the answer's version as the writer had read it, 0
        where nothing was stored. With a `file_name` the file is kept as an attachment of the
        candidate under the question `QUESTIONNAIRE`, once for each content. The version returned
        counts the answers that were changed. Raises Conflict with the first answer that somebody
        else has changed since, Refused when the answers belong to several candidates or one is
        there twice, TooLarge for the file, NotFound, and stores nothing then.
        """
        candidates = {answer.candidate_id for answer in answers}
        if len(candidates) > 1:
            raise Refused("Take in the answers of one candidate at a time.")
        if len({answer.question_id for answer in answers}) < len(answers):
            raise Refused("One question is answered twice in what is to be stored.")
        if file_name:
            require(actor, Action.EDIT_ATTACHMENTS, selection_id)
            check_size(file_name, file_content, self._attachment_limit_bytes)
        with self._changing(actor, Action.EDIT_ANSWERS, selection_id) as change:
            changed = 0
            for answer in answers:
                expected = expected_versions.get(answer.question_id, 0)
                changed += write_answer(change, answer, expected, reason) != expected
            if file_name and candidates:
                _keep_once(change, candidates.pop(), file_name, file_content)
            return change.saved(changed)

    def attach_document(
        self,
        actor: Actor,
        selection_id: str,
        answer: Answer,
        *,
        name: str,
        media_type: str,
        content: bytes,
    ) -> Saved:
        """Keeps the file of the document that a claimed answer names, which documents the answer.

        `answer` is as the writer had read it; the version returned is the one stored then. File
        and answer are stored together or not at all. Raises Conflict when the answer has changed
        since, Refused when it names no document or the file is empty, TooLarge, InvalidName,
        NotFound.
        """
        require(actor, Action.EDIT_ATTACHMENTS, selection_id)
        with self._changing(actor, Action.EDIT_ANSWERS, selection_id) as change:
            if answer.document is None:
                raise Refused(
                    "The answer names no document. Give its title, issuer, date and scope first."
                )
            check_size(name, content, self._attachment_limit_bytes)
            kept = keep_file(
                change,
                candidate_id=answer.candidate_id,
                question_id=answer.question_id,
                name=name,
                media_type=media_type,
                content=content,
            )
            document = answer.document.model_copy(update={"attachment_id": kept.id})
            evidence = max(answer.evidence, Evidence.DOCUMENTED, key=lambda e: e.strength)
            held = answer.model_copy(update={"document": document, "evidence": evidence})
            reason = f"“{kept.name}” attached"
            return change.saved(write_answer(change, held, answer.version, reason))


def _keep_once(change: Change, candidate_id: str, name: str, content: bytes) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    kept = change.connection.execute(
        select(
            exists().where(
                schema.attachments.c.selection_id == change.selection_id,
                schema.attachments.c.candidate_id == candidate_id,
                schema.attachments.c.question_id == QUESTIONNAIRE,
                schema.attachments.c.sha256 == sha256,
            )
        )
    ).scalar()
    if not kept:
        keep_file(
            change,
            candidate_id=candidate_id,
            question_id=QUESTIONNAIRE,
            name=name,
            media_type=_MEDIA_TYPE,
            content=content,
        )
