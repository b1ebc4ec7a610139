"""The list of selections, and one selection as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scorecard.access import AccessDenied, Action, Actor, Role
from scorecard.catalogue import Catalogue
from scorecard.model import Phase, Selection
from scorecard.storage import schema
from scorecard.storage.change import Desk
from scorecard.storage.links import require_live_link
from scorecard.storage.loading import read_revision


@dataclass(frozen=True)
class SelectionSummary:
    """One selection in the list of them."""

    id: str
    title: str
    phase: Phase
    profile_id: str
    candidate_count: int
    archived: bool
    is_example: bool
    revision: int
    last_change_at: datetime
    last_change_by: str


class SelectionMethods(Desk):
    """Reading selections."""

    def list_selections(
        self, actor: Actor, *, include_archived: bool = False
    ) -> tuple[SelectionSummary, ...]:
        """The selections that `actor` may open, the most recently changed first."""
        columns = schema.selections.c
        candidate_count = (
            select(func.count())
            .where(
                schema.candidates.c.selection_id == columns.id,
                schema.candidates.c.removed_at.is_(None),
            )
            .scalar_subquery()
        )
        query = select(
            columns.id,
            columns.title,
            columns.phase,
            columns.profile_id,
            candidate_count.label("candidate_count"),
            columns.archived,
            columns.is_example,
            columns.revision,
            columns.changed_at,
            columns.changed_by,
        ).order_by(columns.changed_at.desc(), columns.id)
        if not include_archived:
            query = query.where(columns.archived.is_(False))
        if actor.selection_ids is not None:
            query = query.where(columns.id.in_(sorted(actor.selection_ids)))
        with self._reading(actor, Action.LIST_SELECTIONS) as connection:
            return tuple(
                SelectionSummary(
                    id=row.id,
                    title=row.title,
                    phase=Phase(row.phase),
                    profile_id=row.profile_id,
                    candidate_count=row.candidate_count,
                    archived=row.archived,
                    is_example=row.is_example,
                    revision=row.revision,
                    last_change_at=row.changed_at,
                    last_change_by=row.changed_by,
                )
                for row in connection.execute(query)
            )

    def load(self, actor: Actor, selection_id: str) -> Selection:
        """The selection with its candidates, answers, points and descriptions of files.

        Removed candidates are left out. The result is shared between callers: it is frozen, and
        its mappings must not be changed either. Raises NotFound.
        """
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            return self._loaded.selection(connection, selection_id)

    def catalogue(self, actor: Actor, selection_id: str) -> Catalogue:
        """The copy of the catalogue that the selection was opened with, or took over since."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            return self._loaded.catalogue(connection, selection_id)

    def revision(self, actor: Actor, selection_id: str) -> int:
        """How often the selection has changed; one cheap query for pages that watch for it."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            return read_revision(connection, selection_id)

    def load_shared(self, actor: Actor, selection_id: str) -> tuple[Selection, Catalogue]:
        """What a live share link is computed from.

        A `link` actor's link is looked up again at every call: AccessDenied when it has expired,
        was revoked or is frozen (a frozen link shows its snapshot and nothing else). The caller
        reduces the selection to the link's scope before anything is shown.
        """
        with self._reading(actor, Action.READ_SHARED, selection_id) as connection:
            if actor.role is Role.LINK and require_live_link(connection, actor, self._now()).frozen:
                raise AccessDenied("This link shows a snapshot, not the selection as it is now.")
            return (
                self._loaded.selection(connection, selection_id),
                self._loaded.catalogue(connection, selection_id),
            )
