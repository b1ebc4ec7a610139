"""The history: who changed what and when. It is only ever added to."""

from __future__ import annotations

from sqlalchemy import Connection, select

from scorecard.access import Action, Actor
from scorecard.model import HistoryEntry
from scorecard.storage import schema
from scorecard.storage.change import Desk
from scorecard.storage.errors import no_such_selection
from scorecard.storage.rows import HISTORY_COLUMNS, history_from

SELECTION_SUBJECT = "selection"
BRIEF_SUBJECT = "brief"
CATALOGUE_SUBJECT = "catalogue"
WEIGHTS_SUBJECT = "weights"
EXPORT_SUBJECT = "export"

ATTACHMENT_REMOVED = "attachment_removed"
CATALOGUE_TAKEN_OVER = "catalogue_taken_over"
CATALOGUE_TAKEN_BACK = "catalogue_taken_back"


def criterion_subject(criterion_id: str) -> str:
    """How the history names a criterion."""
    return f"criterion:{criterion_id}"


def candidate_subject(candidate_id: str) -> str:
    """How the history names a candidate."""
    return f"candidate:{candidate_id}"


def answer_subject(candidate_id: str, question_id: str) -> str:
    """How the history names an answer."""
    return f"answer:{candidate_id}:{question_id}"


def attachment_subject(attachment_id: str) -> str:
    """How the history names an attached file."""
    return f"attachment:{attachment_id}"


def link_subject(link_id: str) -> str:
    """How the history names a link."""
    return f"link:{link_id}"


def scenario_subject(scenario_id: str) -> str:
    """How the history names a scenario."""
    return f"scenario:{scenario_id}"


def award_subject(award_id: str) -> str:
    """How the history names an award record."""
    return f"award:{award_id}"


class HistoryMethods(Desk):
    """Reading the history."""

    def history(
        self, actor: Actor, selection_id: str, *, limit: int = 200, subject: str | None = None
    ) -> tuple[HistoryEntry, ...]:
        """The newest `limit` entries, newest first, of all subjects or of one.

        Subjects: selection, brief, catalogue, weights, criterion:ID, candidate:ID,
        answer:CANDIDATE:QUESTION, attachment:ID, link:ID, scenario:ID, award:ID, export.
        """
        with self._reading(actor, Action.READ_HISTORY, selection_id) as connection:
            known = connection.execute(
                select(schema.selections.c.id).where(schema.selections.c.id == selection_id)
            ).scalar()
            if known is None:
                raise no_such_selection()
            query = (
                select(*HISTORY_COLUMNS)
                .where(schema.history.c.selection_id == selection_id)
                .order_by(schema.history.c.id.desc())
                .limit(limit)
            )
            if subject is not None:
                query = query.where(schema.history.c.subject == subject)
            return history_from(connection.execute(query))


def entries_oldest_first(
    connection: Connection, selection_id: str, subject: str | None = None
) -> tuple[HistoryEntry, ...]:
    """The whole history of a selection, or of one subject in it."""
    query = (
        select(*HISTORY_COLUMNS)
        .where(schema.history.c.selection_id == selection_id)
        .order_by(schema.history.c.id)
    )
    if subject is not None:
        query = query.where(schema.history.c.subject == subject)
    return history_from(connection.execute(query))


def last_changed_by(connection: Connection, selection_id: str, subject: str) -> str:
    """The name of whoever changed the subject last, or '' when the history does not say."""
    name = connection.execute(
        select(schema.history.c.actor)
        .where(schema.history.c.selection_id == selection_id, schema.history.c.subject == subject)
        .order_by(schema.history.c.id.desc())
        .limit(1)
    ).scalar()
    return name or ""
