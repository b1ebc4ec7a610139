"""Changes of a selection's title and phase, and of whether it is in the archive."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import JsonValue, ValidationError

from scorecard.access import Action, Actor, require
from scorecard.model import Phase, Selection
from scorecard.storage.change import Desk
from scorecard.storage.errors import Refused, Saved
from scorecard.storage.history import SELECTION_SUBJECT
from scorecard.storage.selection_row import selection_conflict, update_selection


class DetailMethods(Desk):
    """Writing a selection's details.

    `expected_version` is `Selection.version` as the writer had read it.
    """

    def save_details(
        self,
        actor: Actor,
        selection_id: str,
        *,
        title: str | None = None,
        phase: Phase | None = None,
        archived: bool | None = None,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Changes the title, the phase, or puts the selection into the archive or back.

        What is None stays. Raises Conflict, Refused.
        """
        if archived is not None:
            require(actor, Action.ARCHIVE, selection_id)
        only_archive = title is None and phase is None and archived is not None
        action = Action.ARCHIVE if only_archive else Action.EDIT_DETAILS
        with self._changing(actor, action, selection_id, even_archived=True) as change:
            row = change.selection
            stored = {"title": row.title, "phase": row.phase, "archived": row.archived}
            given = {
                "title": None if title is None else _checked_title(title),
                "phase": None if phase is None else phase.value,
                "archived": archived,
            }
            attempted: dict[str, JsonValue] = {
                name: value
                for name, value in given.items()
                if value is not None and value != stored[name]
            }
            if not attempted:
                return change.saved(row.version)
            before: dict[str, JsonValue] = {name: stored[name] for name in attempted}
            if not row.details_changed_in <= expected_version <= row.version:
                raise selection_conflict(
                    change, "the selection's details", SELECTION_SUBJECT, before, attempted
                )
            if row.archived and archived is not False:
                raise Refused("The selection is archived. Bring it back before changing it.")
            version = update_selection(change, "details_changed_in", **attempted)
            change.record(
                _details_action(attempted),
                SELECTION_SUBJECT,
                before=before,
                after=attempted,
                reason=reason,
                row_version=version,
            )
            return change.saved(version)


def _checked_title(title: str) -> str:
    try:
        # The model knows what a title may be; the other fields only make it whole.
        return Selection(
            id="title", title=title.strip(), created_at=datetime.min.replace(tzinfo=UTC)
        ).title
    except ValidationError:
        raise Refused("A title needs 1 to 200 characters. Shorten it, or give one.") from None


def _details_action(attempted: dict[str, JsonValue]) -> str:
    if "archived" in attempted:
        return "selection_archived" if attempted["archived"] else "selection_brought_back"
    return "phase_changed" if "phase" in attempted else "title_changed"
