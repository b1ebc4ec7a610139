"""The one way in which anything is written: checked, versioned, counted and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, Row, insert, select, update

from scorecard.access import AccessDenied, Action, Actor, Role, require
from scorecard.model import NOTE_LIMIT_CHARACTERS, HistoryEntry
from scorecard.storage import schema
from scorecard.storage.connection import Database
from scorecard.storage.errors import Archived, Refused, Saved, no_such_selection
from scorecard.storage.loading import LoadedSelections
from scorecard.storage.rows import checked, history_values

LOCKED_COLUMNS = (
    schema.selections.c.id,
    schema.selections.c.title,
    schema.selections.c.phase,
    schema.selections.c.archived,
    schema.selections.c.weight_method,
    schema.selections.c.version,
    schema.selections.c.details_changed_in,
    schema.selections.c.brief_changed_in,
    schema.selections.c.catalogue_changed_in,
    schema.selections.c.revision,
)


@dataclass
class Change:
    """One change of a selection while its transaction is open.

    `selection` is the selection's row, locked. Nothing counts as changed until `record` is called;
    however often that is, the selection's revision rises by one.
    """

    connection: Connection
    selection: Row[*tuple[Any, ...]]
    actor: Actor
    at: datetime
    _entries: list[dict[str, Any]] = field(default_factory=list)
    _raises_revision: bool = False

    @property
    def selection_id(self) -> str:
        """The id of the selection that is changed."""
        return str(self.selection.id)

    @property
    def revision(self) -> int:
        """The selection's revision once this change is committed."""
        return int(self.selection.revision) + self._raises_revision

    @property
    def next_revision(self) -> int:
        """The revision that a recorded change gets."""
        return int(self.selection.revision) + 1

    def record(
        self,
        action: str,
        subject: str,
        *,
        before: JsonValue = None,
        after: JsonValue = None,
        reason: str = "",
        row_version: int | None = None,
        raises_revision: bool = True,
    ) -> None:
        """Remembers what was changed, by whom, when, from what to what, and why.

        Without `raises_revision` the entry belongs to the revision that stands: for what is kept
        beside a selection and changes nothing that is computed from it.
        """
        self._raises_revision = self._raises_revision or raises_revision
        entry = HistoryEntry(
            revision=self.next_revision if raises_revision else int(self.selection.revision),
            at=self.at,
            actor=self.actor.name,
            action=action,
            subject=subject,
            before=before,
            after=after,
            reason=checked_reason(reason),
        )
        self._entries.append(
            {"selection_id": self.selection_id, "row_version": row_version, **history_values(entry)}
        )

    def saved(self, version: int) -> Saved:
        """The acknowledgement for a row that now has `version`."""
        return Saved(version=version, revision=self.revision)

    def finish(self) -> None:
        """Writes the history and the selection's new revision, if anything was recorded."""
        if not self._entries:
            return
        self.connection.execute(insert(schema.history), self._entries)
        if not self._raises_revision:
            return
        self.connection.execute(
            update(schema.selections)
            .where(schema.selections.c.id == self.selection_id)
            .values(revision=self.next_revision, changed_at=self.at, changed_by=self.actor.name)
        )


class Desk:
    """What every part of the storage shares: the database, the clock, and the checked way in."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], attachment_limit_bytes: int
    ) -> None:
        self._database = database
        self._now = now
        self._attachment_limit_bytes = attachment_limit_bytes
        self._loaded = LoadedSelections()

    @contextmanager
    def _reading(
        self, actor: Actor, action: Action, selection_id: str | None = None
    ) -> Iterator[Connection]:
        require(actor, action, selection_id)
        with self._database.reading() as connection:
            self._require_open_link(connection, actor)
            yield connection

    def _require_open_link(self, connection: Connection, actor: Actor) -> None:
        """AccessDenied when the personal link that let the actor in was closed meanwhile.

        Pages ask once a run, but a callback, a fragment or a download may come later. Share links
        are asked for where shared pages are read.
        """
        if not actor.link_id or actor.role is Role.LINK:
            return
        link = connection.execute(
            select(schema.links.c.revoked_at, schema.links.c.expires_at).where(
                schema.links.c.id == actor.link_id
            )
        ).one_or_none()
        if (
            link is None
            or link.revoked_at is not None
            or (link.expires_at is not None and link.expires_at <= self._now())
        ):
            raise AccessDenied("Your personal link was closed. Ask an owner for another one.")

    @contextmanager
    def _changing(
        self, actor: Actor, action: Action, selection_id: str, *, even_archived: bool = False
    ) -> Iterator[Change]:
        """A transaction that holds the selection's row: writers of one selection take turns."""
        require(actor, action, selection_id)
        with self._database.writing() as connection:
            self._require_open_link(connection, actor)
            selection = connection.execute(
                select(*LOCKED_COLUMNS)
                .where(schema.selections.c.id == selection_id)
                .with_for_update()
            ).one_or_none()
            if selection is None:
                raise no_such_selection()
            if selection.archived and not even_archived:
                raise Archived(
                    f"The selection '{selection.title}' is archived and cannot be changed. Bring "
                    "it back on the Selections page first."
                )
            change = Change(connection, selection, actor, self._now())
            yield change
            change.finish()


def checked_reason(reason: str) -> str:
    """The reason without spaces around it; Refused when it is too long or cannot be stored."""
    stripped = reason.strip()
    if len(stripped) > NOTE_LIMIT_CHARACTERS:
        raise Refused(
            f"The reason has {len(stripped):,} characters; the limit is "
            f"{NOTE_LIMIT_CHARACTERS:,}. Shorten it."
        )
    return str(checked({"reason": stripped})["reason"])
