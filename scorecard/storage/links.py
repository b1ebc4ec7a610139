"""Links: share links for stakeholders and personal links for owners, evaluators, observers.

Only the SHA-256 of a link's token is kept. Making and reading tokens is not storage's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from scorecard.access import AccessDenied, Action, Actor, Role, SharedPart, require
from scorecard.model import SHORT_TEXT_LIMIT_CHARACTERS
from scorecard.storage import schema
from scorecard.storage.change import Desk
from scorecard.storage.errors import Duplicate, NotFound, Refused
from scorecard.storage.history import EXPORT_SUBJECT, link_subject
from scorecard.storage.rows import checked, new_id

_SHA256 = re.compile(r"[0-9a-f]{64}")
_COLUMNS_BUT_SNAPSHOT = tuple(c for c in schema.links.c if c.name != "snapshot")


@dataclass(frozen=True)
class Link:
    """A link as it is kept. `selection_id` is None for a link to every selection (an owner's).

    A frozen link carries the `snapshot` that it shows; lists of links leave the snapshot out.
    `seating`: the candidates' positions in the order in which a live link without names shows them;
    None for one that shows names, is frozen, or was made before seats were drawn.
    """

    id: str
    selection_id: str | None
    role: Role
    label: str
    scope: frozenset[SharedPart]
    names_hidden: bool
    frozen: bool
    snapshot: JsonValue
    expires_at: datetime | None
    revoked_at: datetime | None
    created_by: str
    created_at: datetime
    opened_count: int
    last_opened_at: datetime | None
    seating: tuple[int, ...] | None = None

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether the link opens anything at `moment`: not revoked, not expired."""
        return _is_valid(self.revoked_at, self.expires_at, moment)

    def actor(self) -> Actor:
        """Who the holder of this link is. The label names them in the history."""
        fallback = "Share link" if self.role is Role.LINK else self.role.value.capitalize()
        return Actor(
            name=self.label or fallback,
            role=self.role,
            selection_ids=None if self.selection_id is None else frozenset({self.selection_id}),
            link_id=self.id,
            link_scope=self.scope,
            names_hidden=self.names_hidden,
        )


@dataclass(frozen=True)
class LinkStanding:
    """Whether a share link opens anything now, and what its holder may not have seen yet.

    `revision` is that of the link's selection; None where a frozen link shows its snapshot.
    """

    is_valid: bool
    revision: int | None = None


class LinkMethods(Desk):
    """Making, listing, revoking and opening links."""

    def create_link(
        self,
        actor: Actor,
        selection_id: str | None,
        *,
        token_sha256: str,
        role: Role = Role.LINK,
        label: str = "",
        scope: Iterable[SharedPart] = (),
        names_hidden: bool = False,
        seating: Sequence[int] | None = None,
        snapshot: JsonValue = None,
        expires_at: datetime | None = None,
    ) -> Link:
        """Keeps a new link, known by the SHA-256 of its token; with a `snapshot` it is frozen.

        A link to every selection (`selection_id` None) is for owners, made by an owner of all.
        Raises Refused for an expiry in the past or something that is no SHA-256.
        """
        now = self._now()
        parts = frozenset(scope)
        _check_link(token_sha256, label, role, selection_id, parts)
        if expires_at is not None and expires_at <= now:
            raise Refused("The link would have expired already. Choose a later day.")
        values = checked(
            {
                "id": new_id(),
                "selection_id": selection_id,
                "role": role.value,
                "label": label.strip(),
                "token_sha256": token_sha256,
                "scope": sorted(part.value for part in parts),
                "names_hidden": names_hidden,
                "seating": None if seating is None else list(seating),
                "frozen": snapshot is not None,
                "snapshot": snapshot,
                "expires_at": expires_at,
                "revoked_at": None,
                "created_by": actor.name,
                "created_at": now,
                "opened_count": 0,
                "last_opened_at": None,
            }
        )
        if selection_id is None:
            require_all_selections(actor)
            with self._database.writing() as connection:
                _insert(connection, values)
                return _read(connection, values["id"], None)
        with self._changing(actor, Action.MANAGE_LINKS, selection_id) as change:
            _insert(change.connection, values)
            link = _read(change.connection, values["id"], selection_id)
            change.record("link_created", link_subject(link.id), after=_for_history(link))
            return link

    def list_links(self, actor: Actor, selection_id: str | None) -> tuple[Link, ...]:
        """The links to a selection (or to every selection), the newest first, without snapshots."""
        if selection_id is None:
            require_all_selections(actor)
        with self._reading(actor, Action.MANAGE_LINKS, selection_id) as connection:
            rows = connection.execute(
                select(*_COLUMNS_BUT_SNAPSHOT)
                .where(_of_selection(selection_id))
                .order_by(schema.links.c.created_at.desc(), schema.links.c.id)
            )
            return tuple(_link(row) for row in rows)

    def revoke_link(self, actor: Actor, selection_id: str | None, link_id: str) -> Link:
        """Closes a link for good, from its holder's next click on; twice changes nothing."""
        if selection_id is None:
            require_all_selections(actor)
            with self._database.writing() as connection:
                _revoke(connection, link_id, None, self._now())
                return _read(connection, link_id, None)
        with self._changing(actor, Action.MANAGE_LINKS, selection_id, even_archived=True) as change:
            was_open = _revoke(change.connection, link_id, selection_id, change.at)
            link = _read(change.connection, link_id, selection_id)
            if was_open:
                change.record("link_revoked", link_subject(link_id), before=_for_history(link))
            return link

    def find_link(self, token_sha256: str) -> Link | None:
        """The link with this token's SHA-256, with its snapshot, if it opens anything now.

        The token is the credential, so that no actor is asked for. Wrong, expired and revoked
        are all None: the answer tells nothing about which it was.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                select(schema.links).where(schema.links.c.token_sha256 == token_sha256)
            ).one_or_none()
        link = None if row is None else _link(row)
        return link if link is not None and link.is_valid_at(self._now()) else None

    def link_standing(self, token_sha256: str) -> LinkStanding:
        """How the share link with this token's SHA-256 stands: one row, for pages that ask often.

        As with `find_link` the token is the credential, and wrong, expired and revoked are alike.
        """
        links, selections = schema.links, schema.selections
        with self._database.reading() as connection:
            row = connection.execute(
                select(
                    links.c.revoked_at,
                    links.c.expires_at,
                    links.c.frozen,
                    selections.c.revision,
                )
                .join(selections, selections.c.id == links.c.selection_id)
                .where(links.c.token_sha256 == token_sha256, links.c.role == Role.LINK.value)
            ).one_or_none()
        if row is None or not _is_valid(row.revoked_at, row.expires_at, self._now()):
            return LinkStanding(is_valid=False)
        return LinkStanding(is_valid=True, revision=None if row.frozen else row.revision)

    def count_opening(self, actor: Actor) -> None:
        """Counts that the holder of a share link opened it.

        This is no change of the selection: its revision and history stay as they are.
        """
        selection_ids = sorted(actor.selection_ids or ())
        require(actor, Action.READ_SHARED, selection_ids[0] if selection_ids else None)
        if not actor.link_id:
            raise AccessDenied(f"{actor.name} holds no link, so that there is no opening to count.")
        with self._database.writing() as connection:
            now = self._now()
            require_live_link(connection, actor, now)
            connection.execute(
                update(schema.links)
                .where(schema.links.c.id == actor.link_id)
                .values(opened_count=schema.links.c.opened_count + 1, last_opened_at=now)
            )

    def note_shared_download(self, actor: Actor, what: str) -> None:
        """Remembers that a file left through the actor's share link: `what` names its kind.

        Like a download of one's own it belongs to the revision that stands. Raises AccessDenied
        when the link was closed.
        """
        selection_ids = sorted(actor.selection_ids or ())
        require(actor, Action.READ_SHARED, selection_ids[0] if selection_ids else None)
        if not actor.link_id or not selection_ids:
            raise AccessDenied(f"{actor.name} holds no link, so that nothing left through one.")
        with self._changing(
            actor, Action.READ_SHARED, selection_ids[0], even_archived=True
        ) as change:
            require_live_link(change.connection, actor, change.at)
            change.record(
                "exported",
                EXPORT_SUBJECT,
                after=f"{what} through a share link",
                raises_revision=False,
            )


def _is_valid(revoked_at: datetime | None, expires_at: datetime | None, moment: datetime) -> bool:
    return revoked_at is None and (expires_at is None or moment < expires_at)


def require_all_selections(actor: Actor) -> None:
    """AccessDenied unless `actor` may manage links to every selection."""
    require(actor, Action.MANAGE_LINKS)
    require(actor, Action.CREATE_SELECTION)


def require_live_link(connection: Connection, actor: Actor, moment: datetime) -> Link:
    """The actor's link as it is now; AccessDenied when it is gone, expired or revoked."""
    row = connection.execute(
        select(*_COLUMNS_BUT_SNAPSHOT).where(schema.links.c.id == actor.link_id)
    ).one_or_none()
    link = None if row is None else _link(row)
    if link is None or not link.is_valid_at(moment):
        raise AccessDenied("This link does not work any more. Ask whoever sent it for another one.")
    return link


def _check_link(
    token_sha256: str,
    label: str,
    role: Role,
    selection_id: str | None,
    scope: frozenset[SharedPart],
) -> None:
    if not _SHA256.fullmatch(token_sha256):
        raise Refused("A link is kept by the SHA-256 of its token, as 64 hexadecimal digits.")
    if len(label) > SHORT_TEXT_LIMIT_CHARACTERS:
        raise Refused(
            f"The link's label has {len(label):,} characters; the limit is "
            f"{SHORT_TEXT_LIMIT_CHARACTERS}. Shorten it."
        )
    if selection_id is None and role is not Role.OWNER:
        raise Refused("Only an owner's link can open every selection. Choose one selection.")
    if role is Role.LINK and not scope:
        raise Refused("The link would show nothing. Choose at least one part to share.")


def _insert(connection: Connection, values: dict[str, Any]) -> None:
    try:
        connection.execute(insert(schema.links), values)
    except IntegrityError:
        raise Duplicate("A link with this token exists already. Make a new token.") from None


def _revoke(
    connection: Connection, link_id: str, selection_id: str | None, moment: datetime
) -> bool:
    """Whether the link was open until now."""
    result = connection.execute(
        update(schema.links)
        .where(
            schema.links.c.id == link_id,
            _of_selection(selection_id),
            schema.links.c.revoked_at.is_(None),
        )
        .values(revoked_at=moment)
    )
    return result.rowcount > 0


def _read(connection: Connection, link_id: str, selection_id: str | None) -> Link:
    row = connection.execute(
        select(schema.links).where(schema.links.c.id == link_id, _of_selection(selection_id))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such link in this selection.")
    return _link(row)


def _of_selection(selection_id: str | None) -> Any:
    column = schema.links.c.selection_id
    return column.is_(None) if selection_id is None else column == selection_id


def _link(row: Row[*tuple[Any, ...]]) -> Link:
    values = dict(row._mapping)
    del values["token_sha256"]
    values["role"] = Role(values["role"])
    values["scope"] = frozenset(SharedPart(part) for part in values["scope"])
    if values["seating"] is not None:
        values["seating"] = tuple(values["seating"])
    return Link(snapshot=values.pop("snapshot", None), **values)


def _for_history(link: Link) -> dict[str, JsonValue]:
    return {
        "label": link.label,
        "role": link.role.value,
        "scope": [part.value for part in sorted(link.scope)],
        "names_hidden": link.names_hidden,
        "frozen": link.frozen,
        "expires_at": None if link.expires_at is None else link.expires_at.isoformat(),
    }
