"""Another edition of the catalogue in the place of a selection's copy, and the earlier one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue, ValidationError
from sqlalchemy import Connection, update

from scorecard.access import Action, Actor
from scorecard.catalogue import Catalogue, Takeover, is_edition_of, takeover_of
from scorecard.model import HistoryEntry, Selection
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk, checked_reason
from scorecard.storage.differences import differing_entries, taken_back, with_order
from scorecard.storage.errors import Conflict, NotFound, ReasonRequired, Refused, Saved
from scorecard.storage.history import (
    CATALOGUE_SUBJECT,
    CATALOGUE_TAKEN_BACK,
    CATALOGUE_TAKEN_OVER,
    entries_oldest_first,
    last_changed_by,
)
from scorecard.storage.loading import read_catalogue, read_whole_selection
from scorecard.storage.selection_row import update_selection
from scorecard.storage.weights import store_weight, weight_rows

_POINTS, _EXCLUSIONS = "points", "exclusions"


@dataclass(frozen=True)
class TakingBack:
    """The takeover that can be taken back, as the history tells it, and what would become."""

    entry: HistoryEntry
    takeover: Takeover


class TakeoverMethods(Desk):
    """Taking over a catalogue. `expected_version` is `Selection.version` as the writer read it."""

    def preview_takeover(
        self, actor: Actor, selection_id: str, other: Catalogue, *, keep_own_values: bool = True
    ) -> Takeover:
        """What would become of the selection if it took over the other catalogue."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            return _takeover(connection, selection_id, other, keep_own_values=keep_own_values)

    def take_over_catalogue(
        self,
        actor: Actor,
        selection_id: str,
        other: Catalogue,
        *,
        expected_version: int,
        keep_own_values: bool = True,
        reason: str,
    ) -> Saved:
        """Puts the other catalogue in the place of the copy, with points for what is new in it.

        All in one transaction; the history keeps the difference. Raises ReasonRequired, Conflict,
        and Refused where answers or the brief do not fit, or criteria were brought along.
        """
        with self._changing(actor, Action.EDIT_CATALOGUE, selection_id) as change:
            takeover = _takeover(
                change.connection, selection_id, other, keep_own_values=keep_own_values
            )
            if not is_edition_of(takeover.before, other):
                raise Refused(
                    "Nothing was taken over: the criteria of this selection were brought along, "
                    "and the catalogue is none of theirs."
                )
            return _carried_out(change, takeover, CATALOGUE_TAKEN_OVER, expected_version, reason)

    def preview_taking_back(self, actor: Actor, selection_id: str) -> TakingBack | None:
        """The last takeover, and what taking it back would change; None where there is none."""
        with self._reading(actor, Action.READ_HISTORY, selection_id) as connection:
            return _taking_back(connection, selection_id)

    def take_catalogue_back(
        self, actor: Actor, selection_id: str, *, expected_version: int, reason: str
    ) -> Saved:
        """Puts the copy of before the last takeover back, with the points that went with it.

        Answers that were recorded since stay, with their questions. Raises NotFound where nothing
        was taken over, ReasonRequired, Conflict, and Refused where an answer does not fit.
        """
        with self._changing(actor, Action.EDIT_CATALOGUE, selection_id) as change:
            found = _taking_back(change.connection, selection_id)
            if found is None:
                raise NotFound("There is no earlier copy of the catalogue to go back to.")
            return _carried_out(
                change, found.takeover, CATALOGUE_TAKEN_BACK, expected_version, reason
            )


def _takeover(
    connection: Connection, selection_id: str, other: Catalogue, *, keep_own_values: bool
) -> Takeover:
    kept = read_catalogue(connection, selection_id)
    selection = read_whole_selection(connection, selection_id)
    return takeover_of(selection, kept, other, keep_own_values=keep_own_values)


def _taking_back(connection: Connection, selection_id: str) -> TakingBack | None:
    entries = entries_oldest_first(connection, selection_id, CATALOGUE_SUBJECT)
    standing: list[int] = []
    for index, entry in enumerate(entries):
        if entry.action == CATALOGUE_TAKEN_OVER:
            standing.append(index)
        elif entry.action == CATALOGUE_TAKEN_BACK and standing:
            standing.pop()
    if not standing:
        return None
    kept = read_catalogue(connection, selection_id)
    content: dict[str, Any] = kept.model_dump(mode="json")
    for entry in reversed(entries[standing[-1] :]):
        content = taken_back(content, _side(entry.before), _side(entry.after))
    try:
        earlier = Catalogue.model_validate(content)
    except ValidationError as problem:
        raise Refused(
            "The earlier copy of the catalogue cannot be put together from the history any more. "
            "The copy that is there stays; a backup from before the takeover holds the earlier one."
        ) from problem
    entry = entries[standing[-1]]
    before = entry.before if isinstance(entry.before, dict) else {}
    selection: Selection = read_whole_selection(connection, selection_id)
    takeover = takeover_of(
        selection,
        kept,
        earlier,
        keep_own_values=False,
        points=_numbers(before.get(_POINTS)),
        exclusions=_texts(before.get(_EXCLUSIONS)),
    )
    return TakingBack(entry, takeover)


def _side(side: JsonValue) -> dict[str, Any]:
    """One side of an entry without what is no part of the catalogue."""
    content = side if isinstance(side, dict) else {}
    return {name: part for name, part in content.items() if name not in (_POINTS, _EXCLUSIONS)}


def _numbers(points: JsonValue) -> dict[str, float]:
    found = points.items() if isinstance(points, dict) else ()
    return {name: float(value) for name, value in found if isinstance(value, int | float)}


def _texts(reasons: JsonValue) -> dict[str, str]:
    found = reasons.items() if isinstance(reasons, dict) else ()
    return {name: value for name, value in found if isinstance(value, str)}


def _carried_out(
    change: Change, takeover: Takeover, action: str, expected_version: int, reason: str
) -> Saved:
    row = change.selection
    if not checked_reason(reason):
        raise ReasonRequired(
            "Putting another catalogue in the place of this one needs a reason. Write why; the "
            "history keeps it."
        )
    if not takeover.changes_anything:
        return change.saved(row.version)
    if not row.catalogue_changed_in <= expected_version <= row.version:
        raise Conflict(
            "the catalogue",
            stored=takeover.before,
            attempted=takeover.catalogue,
            stored_text=f"a copy of version {takeover.before.version}",
            attempted_text=f"version {takeover.catalogue.version}",
            stored_version=row.version,
            changed_by=last_changed_by(change.connection, change.selection_id, CATALOGUE_SUBJECT),
        )
    if takeover.refused_because:
        raise Refused(
            f"Nothing was changed. Settle this first: {'; '.join(takeover.refused_because)}."
        )
    content = takeover.catalogue.model_dump(mode="json")
    stored = takeover.before.model_dump(mode="json")
    before, after = differing_entries(stored, content)
    before = with_order(stored, before)
    change.connection.execute(
        update(schema.catalogues)
        .where(schema.catalogues.c.selection_id == change.selection_id)
        .values(content=content)
    )
    _store_weights(change, takeover)
    version = update_selection(change, "catalogue_changed_in")
    change.record(
        action,
        CATALOGUE_SUBJECT,
        before={
            **before,
            **_filled(_POINTS, takeover.points_removed),
            **_filled(_EXCLUSIONS, takeover.exclusions_removed),
        },
        after={
            **after,
            **_filled(_POINTS, takeover.points_added),
            **_filled(_EXCLUSIONS, takeover.exclusions_added),
        },
        reason=reason,
        row_version=version,
    )
    return change.saved(version)


def _filled(name: str, content: Mapping[str, float | str]) -> dict[str, JsonValue]:
    kept: dict[str, JsonValue] = dict(content)
    return {name: kept} if kept else {}


def _store_weights(change: Change, takeover: Takeover) -> None:
    """Points and exclusions of criteria that come and go; all others stay as they were set."""
    changes: dict[str, dict[str, Any]] = {}
    for name, gone, new in (
        ("points", takeover.points_removed, takeover.points_added),
        ("excluded_reason", takeover.exclusions_removed, takeover.exclusions_added),
    ):
        for criterion_id in gone:
            changes.setdefault(criterion_id, {})[name] = None
        for criterion_id, value in new.items():
            changes.setdefault(criterion_id, {})[name] = value
    rows = weight_rows(change)
    for criterion_id, values in changes.items():
        store_weight(change, rows, criterion_id, **values)
