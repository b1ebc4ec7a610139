"""Candidates: added, changed, removed, and brought back with everything they answered."""

from __future__ import annotations

from typing import Any

from pydantic import JsonValue, ValidationError
from sqlalchemy import func, insert, select, update

from scorecard.access import Action, Actor, require
from scorecard.model import Candidate, name_key
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk
from scorecard.storage.differences import described, differing_fields
from scorecard.storage.errors import Conflict, Duplicate, Refused, Saved, no_such_candidate
from scorecard.storage.history import candidate_subject, last_changed_by
from scorecard.storage.loading import read_candidates, read_revision
from scorecard.storage.rows import (
    CANDIDATE_COLUMNS,
    as_json,
    candidate_values,
    candidates_from,
)
from scorecard.storage.shortlist import fit_for_the_shortlist, with_override

_FIELDS_OF_THE_SHORTLIST = frozenset({"shortlisted"})
_FIELDS_OF_THE_OVERRIDE = frozenset({"override_reason", "override_by", "override_flags"})


class CandidateMethods(Desk):
    """Writing candidates. `expected_version` is `Candidate.version` as the writer had read it."""

    def add_candidate(
        self, actor: Actor, selection_id: str, candidate: Candidate, *, reason: str = ""
    ) -> Candidate:
        """Adds a candidate at the end and returns it as stored.

        Its position is the next one never used, so that nobody's colour changes. Raises Duplicate
        when the name is there already, whatever its case and spacing, and OverrideRequired and
        Refused as `save_candidate` does.
        """
        with self._changing(actor, Action.EDIT_CANDIDATES, selection_id) as change:
            _refuse_known_name(change, candidate)
            columns = schema.candidates.c
            known, position, ordinal = change.connection.execute(
                select(
                    func.count().filter(columns.id == candidate.id),
                    func.coalesce(func.max(columns.position), -1) + 1,
                    func.coalesce(func.max(columns.ordinal), -1) + 1,
                ).where(columns.selection_id == selection_id)
            ).one()
            if known:
                raise Duplicate(f"There is a candidate with the id '{candidate.id}' already.")
            position = max(position, _first_free_seat(change, selection_id))
            stored = fit_for_the_shortlist(
                change,
                with_override(actor, candidate, None).model_copy(
                    update={"position": position, "version": 1}
                ),
                None,
            )
            change.connection.execute(
                insert(schema.candidates).values(
                    selection_id=selection_id, ordinal=ordinal, **candidate_values(stored)
                )
            )
            change.record(
                "candidate_added",
                candidate_subject(stored.id),
                after=as_json(stored),
                reason=reason,
                row_version=1,
            )
            return stored

    def save_candidate(
        self,
        actor: Actor,
        selection_id: str,
        candidate: Candidate,
        *,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Stores a candidate's details, shortlist tick and override.

        Who overrode a critical flag is taken from `actor`, never from `candidate`. An override
        covers the flags that `candidate` names, or those raised now where it names none. Raises
        OverrideRequired when it would stand on the shortlist with a critical flag that is not
        covered, Refused when it is put there with a failed gate, NotFound, Conflict, Duplicate.
        """
        with self._changing(actor, Action.READ_SELECTION, selection_id) as change:
            stored = _stored(change, candidate.id)
            candidate = with_override(actor, candidate, stored)
            before, after = _difference(stored, candidate)
            for action in _actions(set(after)):
                require(actor, action, selection_id)
            if not after:
                return change.saved(stored.version)
            if stored.version != expected_version:
                raise Conflict(
                    f"the candidate '{stored.name}'",
                    stored=stored,
                    attempted=candidate,
                    stored_text=described(before),
                    attempted_text=described(after),
                    stored_version=stored.version,
                    changed_by=last_changed_by(
                        change.connection, selection_id, candidate_subject(candidate.id)
                    ),
                )
            _refuse_known_name(change, candidate)
            candidate = fit_for_the_shortlist(change, candidate, stored)
            before, after = _difference(stored, candidate)
            version = stored.version + 1
            _update(change, candidate.id, **{**candidate_values(candidate), "version": version})
            change.record(
                "candidate_saved",
                candidate_subject(candidate.id),
                before=before,
                after=after,
                reason=reason,
                row_version=version,
            )
            return change.saved(version)

    def remove_candidate(
        self,
        actor: Actor,
        selection_id: str,
        candidate_id: str,
        *,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Takes a candidate out. Its answers, files and history stay until it is restored."""
        with self._changing(actor, Action.EDIT_CANDIDATES, selection_id) as change:
            stored = _stored(change, candidate_id)
            if stored.version != expected_version:
                raise Conflict(
                    f"the candidate '{stored.name}'",
                    stored=stored,
                    attempted=None,
                    stored_text=described(as_json(stored)),
                    attempted_text="removal",
                    stored_version=stored.version,
                    changed_by=last_changed_by(
                        change.connection, selection_id, candidate_subject(candidate_id)
                    ),
                )
            version = stored.version + 1
            _update(change, candidate_id, removed_at=change.at, version=version)
            change.record(
                "candidate_removed",
                candidate_subject(candidate_id),
                before=as_json(stored),
                reason=reason,
                row_version=version,
            )
            return change.saved(version)

    def restore_candidate(
        self, actor: Actor, selection_id: str, candidate_id: str, *, reason: str = ""
    ) -> Saved:
        """Brings a removed candidate back as it was.

        Raises Duplicate when another candidate has taken its name, NotFound when none was removed.
        """
        with self._changing(actor, Action.EDIT_CANDIDATES, selection_id) as change:
            stored = _stored(change, candidate_id, removed=True)
            _refuse_known_name(change, stored)
            version = stored.version + 1
            _update(change, candidate_id, removed_at=None, version=version)
            change.record(
                "candidate_restored",
                candidate_subject(candidate_id),
                after=as_json(stored.model_copy(update={"version": version})),
                reason=reason,
                row_version=version,
            )
            return change.saved(version)

    def removed_candidates(self, actor: Actor, selection_id: str) -> tuple[Candidate, ...]:
        """The candidates that were removed and can be brought back."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            read_revision(connection, selection_id)
            return read_candidates(connection, selection_id, removed=True)


def _actions(changed: set[str]) -> list[Action]:
    actions = []
    if changed & _FIELDS_OF_THE_SHORTLIST:
        actions.append(Action.SHORTLIST)
    if changed & _FIELDS_OF_THE_OVERRIDE:
        actions.append(Action.OVERRIDE)
    if changed - _FIELDS_OF_THE_SHORTLIST - _FIELDS_OF_THE_OVERRIDE or not changed:
        actions.append(Action.EDIT_CANDIDATES)
    return actions


def _difference(
    stored: Candidate, candidate: Candidate
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    return differing_fields(_fields(stored), _fields(candidate))


def _fields(candidate: Candidate) -> dict[str, JsonValue]:
    flags = candidate.override_flags
    return {
        **candidate.model_dump(mode="json", exclude={"version"}),
        "override_flags": None if flags is None else list(flags),
    }


def _stored(change: Change, candidate_id: str, *, removed: bool = False) -> Candidate:
    taken_out = schema.candidates.c.removed_at.is_not(None)
    found = candidates_from(
        change.connection.execute(
            select(*CANDIDATE_COLUMNS).where(
                schema.candidates.c.selection_id == change.selection_id,
                schema.candidates.c.id == candidate_id,
                taken_out if removed else ~taken_out,
            )
        )
    )
    if not found:
        raise no_such_candidate()
    return found[0]


def _refuse_known_name(change: Change, candidate: Candidate) -> None:
    if not candidate.name.strip():
        raise Refused("A candidate needs a name.")
    try:
        # A copy is not validated again, and a form's limits are only the browser's.
        Candidate.model_validate(candidate.model_dump())
    except ValidationError as problem:
        first = problem.errors()[0]
        place = str(first["loc"][0]).replace("_", " ") if first["loc"] else "candidate"
        raise Refused(
            f"The {place} of '{candidate.name}' cannot be stored: {first['msg']}."
        ) from None
    taken_by = change.connection.execute(
        select(schema.candidates.c.name).where(
            schema.candidates.c.selection_id == change.selection_id,
            schema.candidates.c.name_key == name_key(candidate.name),
            schema.candidates.c.id != candidate.id,
            schema.candidates.c.removed_at.is_(None),
        )
    ).scalar()
    if taken_by is not None:
        raise Duplicate(
            f"There is a candidate named '{taken_by}' already. Give this one another name."
        )


def _update(change: Change, candidate_id: str, **values: Any) -> None:
    change.connection.execute(
        update(schema.candidates)
        .where(
            schema.candidates.c.selection_id == change.selection_id,
            schema.candidates.c.id == candidate_id,
        )
        .values(**values)
    )


def _first_free_seat(change: Change, selection_id: str) -> int:
    """The first position that no link without names has a letter for, erased candidates' too."""
    seatings = change.connection.execute(
        select(schema.links.c.seating).where(
            schema.links.c.selection_id == selection_id, schema.links.c.seating.is_not(None)
        )
    ).scalars()
    return max((max(seating, default=-1) for seating in seatings), default=-1) + 1
