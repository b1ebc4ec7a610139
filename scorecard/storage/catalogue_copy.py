"""Changes of the copy of the catalogue that a selection keeps."""

from __future__ import annotations

from sqlalchemy import update

from scorecard.access import Action, Actor
from scorecard.catalogue import Catalogue
from scorecard.storage import schema
from scorecard.storage.change import Desk
from scorecard.storage.differences import differing_entries
from scorecard.storage.errors import Saved
from scorecard.storage.history import CATALOGUE_SUBJECT
from scorecard.storage.loading import read_catalogue
from scorecard.storage.selection_row import (
    require_reason_once_answered,
    selection_conflict,
    update_selection,
)


class CatalogueMethods(Desk):
    """Writing the catalogue. `expected_version` is `Selection.version` as the writer read it."""

    def save_catalogue(
        self,
        actor: Actor,
        selection_id: str,
        catalogue: Catalogue,
        *,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Stores the selection's own copy of the catalogue: moved anchors, or a newer catalogue.

        The history keeps the entries that differ. Raises ReasonRequired without a reason once a
        candidate's answer is recorded, and Conflict.
        """
        with self._changing(actor, Action.EDIT_CATALOGUE, selection_id) as change:
            row = change.selection
            stored = read_catalogue(change.connection, selection_id)
            content = catalogue.model_dump(mode="json")
            before, after = differing_entries(stored.model_dump(mode="json"), content)
            if not before and not after:
                return change.saved(row.version)
            if not row.catalogue_changed_in <= expected_version <= row.version:
                raise selection_conflict(
                    change,
                    "how answers are valued",
                    CATALOGUE_SUBJECT,
                    before,
                    after,
                    stored=stored,
                    attempted=catalogue,
                )
            require_reason_once_answered(change, reason, "how answers are valued")
            change.connection.execute(
                update(schema.catalogues)
                .where(schema.catalogues.c.selection_id == selection_id)
                .values(content=content)
            )
            version = update_selection(change, "catalogue_changed_in")
            change.record(
                "catalogue_saved",
                CATALOGUE_SUBJECT,
                before=before,
                after=after,
                reason=reason,
                row_version=version,
            )
            return change.saved(version)
