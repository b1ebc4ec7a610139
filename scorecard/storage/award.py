"""Award records: sealed with their fingerprint, never changed, corrected by a new one only."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from scorecard.access import Action, Actor
from scorecard.awarding import CONCERN_WORDS, concerns_about, standing_of
from scorecard.evaluation import evaluate
from scorecard.model import (
    AwardDraft,
    AwardRecord,
    Debriefing,
    Disclosed,
    Integrity,
    Phase,
    SealedAward,
    canonical_json,
    fingerprint,
)
from scorecard.rules_fixed import rules_fixed
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk
from scorecard.storage.errors import NotFound, Refused
from scorecard.storage.history import EXPORT_SUBJECT, award_subject, entries_oldest_first
from scorecard.storage.loading import read_catalogue, read_revision, read_selection
from scorecard.storage.rows import DEBRIEFING_COLUMNS, debriefing_values, debriefings_from, new_id
from scorecard.storage.selection_row import update_selection

AWARD_RECORDED = "award_recorded"
_SALT_BYTES = 16


class AwardMethods(Desk):
    """Recording decisions and what debriefs disclose. There is no way to change a record."""

    def record_award(self, actor: Actor, selection_id: str, draft: AwardDraft) -> SealedAward:
        """Seals the decision, and marks the selection as decided, in one transaction.

        Raises Refused when the selection has changed since the draft was made, when the draft is
        of another selection, when it does not name the record in force as the one it replaces,
        when its ranking is not the selection's, or when a concern lacks its reason.
        """
        with self._changing(actor, Action.RECORD_AWARD, selection_id) as change:
            earlier = read_awards(change.connection, selection_id)
            _refuse_unfit(change, draft, earlier)
            _refuse_unfounded(change, draft)
            record = AwardRecord.model_validate(
                {
                    **draft.model_dump(),
                    "id": new_id(),
                    "number": 1 + len(earlier),
                    "recorded_by": actor.name,
                    "recorded_at": change.at,
                    "replaces_sha256": earlier[-1].sha256 if earlier else "",
                    "salt": secrets.token_hex(_SALT_BYTES),
                }
            )
            text = canonical_json(record)
            sealed = SealedAward(id=record.id, text=text, sha256=fingerprint(text))
            insert_awards(change.connection, selection_id, [sealed])
            version = None
            if change.selection.phase != Phase.DECIDED.value:
                version = update_selection(change, "details_changed_in", phase=Phase.DECIDED.value)
            change.record(
                AWARD_RECORDED,
                award_subject(record.id),
                before={"phase": change.selection.phase},
                after={
                    "phase": Phase.DECIDED.value,
                    "number": record.number,
                    "sha256": sealed.sha256,
                    "replaces": record.replaces,
                },
                reason=record.correction_reason,
                row_version=version,
            )
            return sealed.model_copy(update={"history_sha256": sealed.sha256})

    def list_awards(self, actor: Actor, selection_id: str) -> tuple[SealedAward, ...]:
        """The award records, the first one first; the last is in force."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            read_revision(connection, selection_id)
            return read_awards(connection, selection_id)

    def prepare_debriefs(
        self, actor: Actor, selection_id: str, award_id: str, disclosed: Sequence[Disclosed]
    ) -> Debriefing:
        """Records what the debriefs of an award disclose; raises NotFound and Refused.

        The ranking is not touched, so that the selection's revision stays.
        """
        with self._changing(actor, Action.RECORD_AWARD, selection_id) as change:
            awards = read_awards(change.connection, selection_id)
            if award_id not in {award.id for award in awards}:
                raise NotFound("There is no such award record in this selection.")
            if awards[-1].id != award_id:
                raise Refused(
                    "This record was replaced by a later one. Prepare the debriefs from that one."
                )
            if awards[-1].integrity is Integrity.CHANGED:
                raise Refused(
                    "The record does not match its fingerprint, so that no debrief can rest on it."
                )
            debriefing = Debriefing(
                id=new_id(),
                award_id=award_id,
                disclosed=tuple(tick for tick in Disclosed if tick in set(disclosed)),
                prepared_by=actor.name,
                prepared_at=change.at,
            )
            insert_debriefings(change.connection, selection_id, [debriefing])
            change.record(
                "debriefs_prepared",
                award_subject(award_id),
                after={"disclosed": [tick.value for tick in debriefing.disclosed]},
                raises_revision=False,
            )
            return debriefing

    def list_debriefings(self, actor: Actor, selection_id: str) -> tuple[Debriefing, ...]:
        """The rounds of debriefs, the oldest first."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            read_revision(connection, selection_id)
            return read_debriefings(connection, selection_id)

    def note_export(self, actor: Actor, selection_id: str, what: str) -> None:
        """Remembers that a file left: `what` names its kind, such as 'shortlist workbook'.

        An erasure lists these files among what remains elsewhere.
        """
        with self._changing(actor, Action.EXPORT, selection_id, even_archived=True) as change:
            change.record("exported", EXPORT_SUBJECT, after=what, raises_revision=False)


def _refuse_unfit(change: Change, draft: AwardDraft, earlier: tuple[SealedAward, ...]) -> None:
    if draft.selection_id != change.selection_id:
        raise Refused("This decision was drafted for another selection.")
    if draft.standing.revision != int(change.selection.revision):
        raise Refused(
            "The selection has changed since this decision was drafted (revision "
            f"{draft.standing.revision}, now {change.selection.revision}). Look at the ranking "
            "again, then record the decision."
        )
    in_force = earlier[-1].id if earlier else ""
    if draft.replaces != in_force:
        raise Refused(
            "There is a record of the decision already. A correction names it and says why."
            if in_force
            else "There is no record that this one could replace."
        )


def _refuse_unfounded(change: Change, draft: AwardDraft) -> None:
    """The ranking is evaluated once more: whoever drafted may have left out what speaks against."""
    selection = read_selection(change.connection, change.selection_id).selection
    catalogue = read_catalogue(change.connection, change.selection_id)
    evaluation = evaluate(selection, catalogue, as_of=draft.standing.as_of)
    rules = rules_fixed(entries_oldest_first(change.connection, change.selection_id), selection)
    if standing_of(evaluation, rules) != draft.standing:
        raise Refused(
            "Nothing was recorded: the ranking in this decision is not the ranking of this "
            "selection. Look at the ranking again, then record the decision."
        )
    raised = {c.concern: c.finding for c in concerns_about(evaluation, draft.chosen_candidate_id)}
    answered = {c.concern: c.finding for c in draft.concerns}
    if answered != raised:
        lacking = [CONCERN_WORDS[c].lower() for c in raised if answered.get(c) != raised[c]]
        named = f" ({', '.join(lacking)})" if lacking else ""
        raise Refused(
            "Nothing was recorded: the concerns of this decision are not those that the ranking "
            f"raises{named}. Give each of them its reason, then record the decision."
        )


def read_awards(connection: Connection, selection_id: str) -> tuple[SealedAward, ...]:
    """The award records by number, each with the fingerprint that the history keeps."""
    rows = connection.execute(
        select(schema.awards)
        .where(schema.awards.c.selection_id == selection_id)
        .order_by(schema.awards.c.number)
    ).all()
    return tuple(_sealed(connection, row) for row in rows)


def _sealed(connection: Connection, row: Row[*tuple[Any, ...]]) -> SealedAward:
    columns = schema.history.c
    after = connection.execute(
        select(columns.after)
        .where(
            columns.selection_id == row.selection_id,
            columns.subject == award_subject(row.id),
            columns.action == AWARD_RECORDED,
        )
        .order_by(columns.id)
        .limit(1)
    ).scalar()
    kept = after.get("sha256") if isinstance(after, dict) else None
    return SealedAward(
        id=row.id,
        text=row.text,
        sha256=row.sha256,
        history_sha256=str(kept or ""),
        erased_at=row.erased_at,
        erased_sha256=row.erased_sha256,
    )


def read_debriefings(connection: Connection, selection_id: str) -> tuple[Debriefing, ...]:
    """The rounds of debriefs, the oldest first."""
    return debriefings_from(
        connection.execute(
            select(*DEBRIEFING_COLUMNS)
            .where(schema.debriefings.c.selection_id == selection_id)
            .order_by(schema.debriefings.c.prepared_at, schema.debriefings.c.id)
        )
    )


def insert_awards(connection: Connection, selection_id: str, awards: Sequence[SealedAward]) -> None:
    """Sealed records as rows, numbered from those that are there; Refused when one is twice."""
    if len({award.id for award in awards}) < len(awards):
        raise Refused("The document holds an award record twice.")
    first = len(read_awards(connection, selection_id)) + 1
    if awards:
        connection.execute(
            insert(schema.awards),
            [
                {
                    "selection_id": selection_id,
                    "number": number,
                    **award.model_dump(exclude={"history_sha256"}),
                }
                for number, award in enumerate(awards, start=first)
            ],
        )


def insert_debriefings(
    connection: Connection, selection_id: str, debriefings: Sequence[Debriefing]
) -> None:
    """Rounds of debriefs as rows; Refused where one is of no award that is there."""
    known = {award.id for award in read_awards(connection, selection_id)}
    if len({debriefing.id for debriefing in debriefings}) < len(debriefings):
        raise Refused("The document holds a round of debriefs twice.")
    if any(debriefing.award_id not in known for debriefing in debriefings):
        raise Refused("The document holds debriefs of an award record that is not in it.")
    if debriefings:
        connection.execute(
            insert(schema.debriefings),
            [{"selection_id": selection_id, **debriefing_values(d)} for d in debriefings],
        )
