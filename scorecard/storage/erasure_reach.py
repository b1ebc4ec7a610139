"""Who stands in a selection, and where else: files that left, links, other selections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from scorecard.access import Action, Actor, Role, may
from scorecard.model import ERASED_PERSON, name_key
from scorecard.storage import schema
from scorecard.storage.award import read_awards
from scorecard.storage.erasure_names import NamesOfACandidate
from scorecard.storage.history import EXPORT_SUBJECT


@dataclass(frozen=True)
class Elsewhere:
    """What an erasure here cannot reach.

    `exports`: how often which kind of file left; `open_links` follow the change by themselves, but
    what was seen through any of `opened_links` was seen. `other_selections` name titles.
    """

    exports: tuple[tuple[str, int], ...]
    open_links: int
    opened_links: int
    other_selections: tuple[str, ...]


def elsewhere_of(
    connection: Connection,
    actor: Actor,
    selection_id: str,
    *,
    candidate: NamesOfACandidate | None = None,
    person: Sequence[str] = (),
) -> Elsewhere:
    """What remains of a candidate, or of a person by these names, where no erasure reaches."""
    history, links = schema.history.c, schema.links.c
    exports: dict[str, int] = {}
    for kind in connection.execute(
        select(history.after).where(
            history.selection_id == selection_id, history.subject == EXPORT_SUBJECT
        )
    ).scalars():
        exports[str(kind)] = exports.get(str(kind), 0) + 1
    of_link = (links.selection_id == selection_id) & (links.role == Role.LINK.value)
    shared = connection.execute(
        select(
            func.count().filter(links.revoked_at.is_(None), links.frozen.is_(False)),
            func.count().filter(links.opened_count > 0),
        ).where(of_link)
    ).one()
    return Elsewhere(
        exports=tuple(sorted(exports.items())),
        open_links=shared[0],
        opened_links=shared[1],
        other_selections=_other_selections(connection, actor, selection_id, candidate, person),
    )


def _other_selections(
    connection: Connection,
    actor: Actor,
    selection_id: str,
    candidate: NamesOfACandidate | None,
    person: Sequence[str],
) -> tuple[str, ...]:
    candidates, history = schema.candidates.c, schema.history.c
    if candidate is not None:
        called = [name_key(name) for name in (candidate.name, *candidate.former_names)]
        same: ColumnElement[bool] = candidates.name_key.in_(called)
    else:
        same = candidates.contact_name.in_(person) | candidates.contact_email.in_(person)
    others = set(connection.execute(select(candidates.selection_id).where(same)).scalars())
    acted = select(history.selection_id).where(history.actor.in_(person))
    others |= set(connection.execute(acted).scalars())
    others.discard(selection_id)
    rows = connection.execute(
        select(schema.selections.c.id, schema.selections.c.title)
        .where(schema.selections.c.id.in_(sorted(others)))
        .order_by(schema.selections.c.title)
    )
    return tuple(row.title for row in rows if may(actor, Action.READ_SELECTION, row.id))


def people_in(
    connection: Connection, selection_id: str, actor: Actor
) -> tuple[tuple[str, str], ...]:
    """Every name that stands in a field for one, but the actor's own, with its e-mail address."""
    found: dict[str, str] = {}
    candidates, links = schema.candidates.c, schema.links.c
    for row in connection.execute(
        select(candidates.contact_name, candidates.contact_email, candidates.override_by).where(
            candidates.selection_id == selection_id
        )
    ):
        found[row.contact_name or row.contact_email] = row.contact_email
        found.setdefault(row.override_by, "")
    verified = connection.execute(
        select(schema.answers.c.verification).where(schema.answers.c.selection_id == selection_id)
    ).scalars()
    names = {str(entry["verified_by"]) for entry in verified if entry}
    shared: set[str] = set()
    for row in connection.execute(
        select(links.label, links.created_by, links.role).where(links.selection_id == selection_id)
    ):
        names |= {row.created_by} | ({row.label} if row.role != Role.LINK.value else set())
        shared |= {row.label} if row.role == Role.LINK.value else set()
    history = schema.history.c
    # What left through a share link stands there under the link's label, which is nobody's name.
    by_a_link = (history.subject == EXPORT_SUBJECT) & history.actor.in_(shared)
    names |= set(
        connection.execute(
            select(history.actor).where(history.selection_id == selection_id, ~by_a_link)
        ).scalars()
    )
    for award in read_awards(connection, selection_id):
        if award.record is not None:
            names |= {s.name for s in award.record.signatures} | {award.record.recorded_by}
    for name in names:
        found.setdefault(name, "")
    return tuple(
        (name, email)
        for name, email in sorted(found.items(), key=lambda item: item[0].casefold())
        if name.strip() and name != ERASED_PERSON and name_key(name) != name_key(actor.name)
    )
