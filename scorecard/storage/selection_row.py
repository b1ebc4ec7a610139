"""What the writers of a selection's own row share: update, conflict, and the rule on reasons."""

from __future__ import annotations

from typing import Any

from pydantic import JsonValue
from sqlalchemy import exists, select, update

from scorecard.model import Status
from scorecard.storage import schema
from scorecard.storage.change import Change, checked_reason
from scorecard.storage.differences import described
from scorecard.storage.errors import Conflict, ReasonRequired
from scorecard.storage.history import last_changed_by
from scorecard.storage.rows import checked


def update_selection(change: Change, changed_in: str, **values: Any) -> int:
    """Writes columns of the selection's row; returns its new version, noted in `changed_in`."""
    version = int(change.selection.version) + 1
    change.connection.execute(
        update(schema.selections)
        .where(schema.selections.c.id == change.selection_id)
        .values(**checked(values), version=version, **{changed_in: version})
    )
    return version


def require_reason_once_answered(change: Change, reason: str, what: str) -> None:
    """ReasonRequired when there is no reason and some candidate's answer is recorded."""
    if checked_reason(reason):
        return
    answered = change.connection.execute(
        select(
            exists().where(
                schema.answers.c.selection_id == change.selection_id,
                schema.answers.c.status == Status.ANSWERED.value,
                schema.candidates.c.selection_id == schema.answers.c.selection_id,
                schema.candidates.c.id == schema.answers.c.candidate_id,
                schema.candidates.c.removed_at.is_(None),
            )
        )
    ).scalar()
    if answered:
        raise ReasonRequired(
            f"Candidates' answers are recorded already, so that a change of {what} needs a reason. "
            "Write why; the history keeps it."
        )


def selection_conflict(
    change: Change,
    what: str,
    subject: str,
    before: dict[str, JsonValue],
    after: dict[str, JsonValue],
    *,
    stored: object = None,
    attempted: object = None,
) -> Conflict:
    """The error for a part of the selection's row that somebody else has changed."""
    return Conflict(
        what,
        stored=before if stored is None else stored,
        attempted=after if attempted is None else attempted,
        stored_text=described(before),
        attempted_text=described(after),
        stored_version=change.selection.version,
        changed_by=last_changed_by(change.connection, change.selection_id, subject),
    )
