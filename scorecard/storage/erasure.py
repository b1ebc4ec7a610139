"""Erasing a candidate's or a person's data: previewed, confirmed, done at once, rewritten."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from scorecard.access import Action, Actor
from scorecard.model import Candidate, ErasedMark, Eraser, candidate_marks, name_key, person_marks
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk, checked_reason
from scorecard.storage.erasing import erased_id
from scorecard.storage.erasure_names import NamesOfACandidate, names_of
from scorecard.storage.erasure_plan import ErasureCounts, ErasurePlan, planned
from scorecard.storage.erasure_reach import Elsewhere, elsewhere_of, people_in
from scorecard.storage.errors import NotFound, ReasonRequired, Refused, no_such_candidate
from scorecard.storage.history import SELECTION_SUBJECT, candidate_subject
from scorecard.storage.loading import read_candidates, read_revision
from scorecard.storage.rows import MARK_COLUMNS, mark_values, marks_from, new_id

CANDIDATE_ERASED = "candidate_erased"
PERSON_ERASED = "person_erased"
_SALT_BYTES = 16


@dataclass(frozen=True)
class ErasurePreview:
    """What an erasure takes away and what remains elsewhere; nothing was changed for it.

    `former_names`: names and contacts of before, which go too.
    """

    counts: ErasureCounts
    elsewhere: Elsewhere
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erased:
    """An erasure that is done. `is_rewritten`: the file holds no byte of it any more."""

    label: str
    counts: ErasureCounts
    elsewhere: Elsewhere
    is_rewritten: bool


class ErasureMethods(Desk):
    """Erasing on request. The history keeps that, when, by whom and why, never what."""

    def preview_candidate_erasure(
        self, actor: Actor, selection_id: str, candidate_id: str
    ) -> ErasurePreview:
        """What erasing a candidate, present or removed, takes away. Raises NotFound."""
        with self._reading(actor, Action.ERASE, selection_id) as connection:
            names = names_of(
                connection, selection_id, _candidate(connection, selection_id, candidate_id)
            )
            plan = _candidate_plan(connection, selection_id, candidate_id, names, self._now())[0]
            return ErasurePreview(
                plan.counts,
                elsewhere_of(connection, actor, selection_id, candidate=names),
                names.former,
            )

    def erase_candidate(
        self, actor: Actor, selection_id: str, candidate_id: str, *, confirmation: str, reason: str
    ) -> Erased:
        """Erases a candidate with all that it answered, for good.

        `confirmation` is the candidate's name as typed by whoever erases. Raises Refused when it
        is another one, ReasonRequired, NotFound.
        """
        with self._changing(actor, Action.ERASE, selection_id, even_archived=True) as change:
            candidate = _candidate(change.connection, selection_id, candidate_id)
            kept_reason = _checked(confirmation, [candidate.name], reason)
            names = names_of(change.connection, selection_id, candidate)
            elsewhere = elsewhere_of(change.connection, actor, selection_id, candidate=names)
            plan, eraser, marks = _candidate_plan(
                change.connection, selection_id, candidate_id, names, change.at
            )
            label = eraser.label_of(candidate_id) or ""
            _carry_out(change, plan, marks)
            change.record(
                CANDIDATE_ERASED,
                candidate_subject(erased_id(label)),
                after=dict(asdict(plan.counts)),
                reason=eraser.text(kept_reason),
            )
        return self._finished(selection_id, label, plan, elsewhere)

    def preview_person_erasure(
        self, actor: Actor, selection_id: str, names: Sequence[str]
    ) -> ErasurePreview:
        """What erasing a person takes away: `names` are the name, and an e-mail address if any."""
        with self._reading(actor, Action.ERASE, selection_id) as connection:
            read_revision(connection, selection_id)
            plan = _person_plan(
                connection, selection_id, _checked_names(actor, names), self._now()
            )[0]
            return ErasurePreview(
                plan.counts, elsewhere_of(connection, actor, selection_id, person=names)
            )

    def erase_person(
        self,
        actor: Actor,
        selection_id: str,
        names: Sequence[str],
        *,
        confirmation: str,
        reason: str,
    ) -> Erased:
        """Erases a person's name and address wherever they stand in a selection.

        Raises Refused for one's own name (the history must say who erased), when `confirmation`
        is none of the names, or when the name stands nowhere; ReasonRequired.
        """
        known = _checked_names(actor, names)
        with self._changing(actor, Action.ERASE, selection_id, even_archived=True) as change:
            kept_reason = _checked(confirmation, known, reason)
            elsewhere = elsewhere_of(change.connection, actor, selection_id, person=known)
            plan, eraser, marks = _person_plan(change.connection, selection_id, known, change.at)
            if not plan.statements:
                raise NotFound("This name stands nowhere in the selection. Check its spelling.")
            _carry_out(change, plan, marks)
            change.record(
                PERSON_ERASED,
                SELECTION_SUBJECT,
                after=dict(asdict(plan.counts)),
                reason=eraser.text(kept_reason),
            )
        return self._finished(selection_id, "erased person", plan, elsewhere)

    def finish_erasing(self, actor: Actor, selection_id: str) -> bool:
        """Rewrites the database once more, where an erasure could not; whether it could now."""
        with self._reading(actor, Action.ERASE, selection_id) as connection:
            read_revision(connection, selection_id)
        return self._rewritten()

    def known_people(self, actor: Actor, selection_id: str) -> tuple[tuple[str, str], ...]:
        """Names that stand in a selection, each with its e-mail address or '', by name."""
        with self._reading(actor, Action.ERASE, selection_id) as connection:
            read_revision(connection, selection_id)
            return people_in(connection, selection_id, actor)

    def _finished(
        self, selection_id: str, label: str, plan: ErasurePlan, elsewhere: Elsewhere
    ) -> Erased:
        self._loaded.forget(selection_id)
        return Erased(label, plan.counts, elsewhere, self._rewritten())

    def _rewritten(self) -> bool:
        return self._database.rewrite(table.name for table in schema.metadata.sorted_tables)


def read_marks(connection: Connection) -> tuple[ErasedMark, ...]:
    """By what everything erased so far is recognised."""
    return marks_from(
        connection.execute(select(*MARK_COLUMNS).order_by(schema.erased_marks.c.sha256))
    )


def marks_of(connection: Connection, selection_id: str) -> tuple[ErasedMark, ...]:
    """The marks of what was erased from one selection, for its backup."""
    marks = read_marks(connection)
    concerned = Eraser(marks, selection_id).erasures
    return tuple(mark for mark in marks if mark.erasure_id in concerned)


def insert_marks(connection: Connection, marks: Sequence[ErasedMark]) -> None:
    """Adds marks; those that are there already stay as they are."""
    known = set(connection.execute(select(schema.erased_marks.c.sha256)).scalars())
    new = {mark.sha256: mark for mark in marks if mark.sha256 not in known}
    if new:
        connection.execute(insert(schema.erased_marks), [mark_values(m) for m in new.values()])


def _candidate(connection: Connection, selection_id: str, candidate_id: str) -> Candidate:
    read_revision(connection, selection_id)
    for removed in (False, True):
        for candidate in read_candidates(connection, selection_id, removed=removed):
            if candidate.id == candidate_id:
                return candidate
    raise no_such_candidate()


def _names_of(connection: Connection, selection_id: str) -> list[tuple[str, str]]:
    columns = schema.candidates.c
    rows = connection.execute(
        select(columns.id, columns.name).where(columns.selection_id == selection_id)
    )
    return [(row.id, row.name) for row in rows]


def _salt(connection: Connection) -> str:
    """One salt for the whole list: a backup is then read once, however much was erased."""
    kept = connection.execute(select(schema.erased_marks.c.salt).limit(1)).scalar()
    return str(kept) if kept else secrets.token_hex(_SALT_BYTES)


def _candidate_plan(
    connection: Connection,
    selection_id: str,
    candidate_id: str,
    names: NamesOfACandidate,
    at: datetime,
) -> tuple[ErasurePlan, Eraser, tuple[ErasedMark, ...]]:
    columns = schema.history.c
    earlier = connection.execute(
        select(func.count()).where(
            columns.selection_id == selection_id, columns.action == CANDIDATE_ERASED
        )
    ).scalar_one()
    marks = candidate_marks(
        erasure_id=new_id(),
        selection_id=selection_id,
        candidate_id=candidate_id,
        names=(names.name, *names.contacts, *names.former_contacts),
        former_names=names.former_names,
        label=f"erased candidate {earlier + 1}",
        salt=_salt(connection),
        erased_at=at,
    )
    eraser = Eraser(marks, selection_id, _names_of(connection, selection_id))
    plan = planned(
        connection,
        selection_id,
        eraser,
        candidate_id=candidate_id,
        at=at,
        next_revision=read_revision(connection, selection_id) + 1,
    )
    return plan, eraser, marks


def _person_plan(
    connection: Connection, selection_id: str, names: Sequence[str], at: datetime
) -> tuple[ErasurePlan, Eraser, tuple[ErasedMark, ...]]:
    marks = person_marks(
        erasure_id=new_id(),
        selection_id=selection_id,
        names=names,
        salt=_salt(connection),
        erased_at=at,
    )
    eraser = Eraser(marks, selection_id, _names_of(connection, selection_id))
    plan = planned(
        connection,
        selection_id,
        eraser,
        candidate_id=None,
        at=at,
        next_revision=read_revision(connection, selection_id) + 1,
    )
    return plan, eraser, marks


def _carry_out(change: Change, plan: ErasurePlan, marks: Sequence[ErasedMark]) -> None:
    for statement in plan.statements:
        change.connection.execute(statement)
    insert_marks(change.connection, marks)


def _checked(confirmation: str, names: Sequence[str], reason: str) -> str:
    if name_key(confirmation) not in {name_key(name) for name in names}:
        raise Refused(f"Nothing was erased: type “{names[0]}” to confirm.")
    kept = checked_reason(reason)
    if not kept:
        raise ReasonRequired("Erasing needs a reason, such as who asked for it. Write why.")
    return kept


def _checked_names(actor: Actor, names: Sequence[str]) -> list[str]:
    given = [name.strip() for name in names if name.strip()]
    if not given:
        raise Refused("Name the person to erase.")
    if name_key(actor.name) in {name_key(name) for name in given}:
        raise Refused(
            "You cannot erase your own name: the history must say who erased. Ask another owner."
        )
    return given
