"""Weights: the points of each criterion, and the criteria that are out for all candidates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Row, insert, select, update

from scorecard.access import Action, Actor
from scorecard.model import SHORT_TEXT_LIMIT_CHARACTERS
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk, checked_reason
from scorecard.storage.differences import described
from scorecard.storage.errors import Conflict, ReasonRequired, Refused, Saved
from scorecard.storage.history import WEIGHTS_SUBJECT, criterion_subject, last_changed_by
from scorecard.storage.rows import checked


class WeightMethods(Desk):
    """Writing weights. The criteria's ids are checked against the catalogue by the caller."""

    def save_points(
        self,
        actor: Actor,
        selection_id: str,
        points: Mapping[str, float],
        *,
        expected_points: Mapping[str, float | None],
        method: str | None = None,
        reason: str = "",
    ) -> Saved:
        """Stores the unscaled points of some criteria, all or none of them.

        `expected_points` are the points of the same criteria as the writer had read them, None
        or missing where none were set; other criteria are not looked at. `method` is how the
        points were found (None: as before). Raises Conflict, Refused.
        """
        for criterion_id, value in points.items():
            if not math.isfinite(value) or value < 0:
                raise Refused(f"The points of '{criterion_id}' must be 0 or more, not {value:g}.")
        if method is not None and not 0 < len(method) <= SHORT_TEXT_LIMIT_CHARACTERS:
            raise Refused("The method of weighting needs a name.")
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            rows = weight_rows(change)
            stored = {name: rows[name].points if name in rows else None for name in points}
            changed = {name: value for name, value in points.items() if value != stored[name]}
            stale = [name for name in changed if stored[name] != expected_points.get(name)]
            if stale:
                raise Conflict(
                    "the weights",
                    stored=stored,
                    attempted=dict(points),
                    stored_text=described({name: stored[name] for name in stale}),
                    attempted_text=described({name: points[name] for name in stale}),
                    changed_by=last_changed_by(change.connection, selection_id, WEIGHTS_SUBJECT),
                )
            old_method = change.selection.weight_method
            new_method = old_method if method is None else method
            if not changed and new_method == old_method:
                return change.saved(max((row.version for row in rows.values()), default=0))
            versions = [
                store_weight(change, rows, criterion_id, points=value)
                for criterion_id, value in changed.items()
            ]
            if new_method != old_method:
                change.connection.execute(
                    update(schema.selections)
                    .where(schema.selections.c.id == selection_id)
                    .values(**checked({"weight_method": new_method}))
                )
            before: dict[str, JsonValue] = {name: stored[name] for name in changed}
            change.record(
                "points_saved",
                WEIGHTS_SUBJECT,
                before={"points": before, "method": old_method},
                after={"points": dict(changed), "method": new_method},
                reason=reason,
            )
            return change.saved(max(versions, default=0))

    def exclude_criterion(
        self, actor: Actor, selection_id: str, criterion_id: str, *, reason: str
    ) -> Saved:
        """Takes a criterion out for all candidates; its points stay for when it comes back.

        Raises ReasonRequired without a reason.
        """
        kept_reason = checked_reason(reason)
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            if not kept_reason:
                raise ReasonRequired(
                    "Leaving a criterion out for all candidates needs a reason. Write why; the "
                    "history keeps it."
                )
            return _set_excluded(change, criterion_id, kept_reason, "criterion_excluded")

    def include_criterion(
        self, actor: Actor, selection_id: str, criterion_id: str, *, reason: str = ""
    ) -> Saved:
        """Brings a criterion back that was out for all candidates."""
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            return _set_excluded(change, criterion_id, None, "criterion_included", reason)


def _set_excluded(
    change: Change, criterion_id: str, excluded_reason: str | None, action: str, reason: str = ""
) -> Saved:
    rows = weight_rows(change)
    stored = rows[criterion_id].excluded_reason if criterion_id in rows else None
    if stored == excluded_reason:
        return change.saved(rows[criterion_id].version if criterion_id in rows else 0)
    version = store_weight(change, rows, criterion_id, excluded_reason=excluded_reason)
    change.record(
        action,
        criterion_subject(criterion_id),
        before=stored,
        after=excluded_reason,
        reason=reason or excluded_reason or "",
        row_version=version,
    )
    return change.saved(version)


def weight_rows(change: Change) -> dict[str, Row[*tuple[Any, ...]]]:
    """The rows of the weights by criterion id."""
    found = change.connection.execute(
        select(schema.weights).where(schema.weights.c.selection_id == change.selection_id)
    )
    return {row.criterion_id: row for row in found}


def store_weight(
    change: Change, rows: dict[str, Row[*tuple[Any, ...]]], criterion_id: str, **values: Any
) -> int:
    """Writes columns of one criterion's row, a new one where there is none; its new version."""
    row = rows.get(criterion_id)
    if row is not None:
        version = int(row.version) + 1
        change.connection.execute(
            update(schema.weights)
            .where(
                schema.weights.c.selection_id == change.selection_id,
                schema.weights.c.criterion_id == criterion_id,
            )
            .values(**checked(values), version=version)
        )
        return version
    ordinal = change.connection.execute(
        select(schema.weights.c.ordinal)
        .where(schema.weights.c.selection_id == change.selection_id)
        .order_by(schema.weights.c.ordinal.desc())
        .limit(1)
    ).scalar()
    change.connection.execute(
        insert(schema.weights).values(
            selection_id=change.selection_id,
            criterion_id=checked({"criterion": criterion_id})["criterion"],
            ordinal=0 if ordinal is None else ordinal + 1,
            version=1,
            **checked(values),
        )
    )
    return 1
