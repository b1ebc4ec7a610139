"""Named what-ifs: kept, listed, renamed, deleted; they never change the selection.

Keeping one is remembered in the history, but the selection's revision stays: it settles what is
computed from the selection, and no ranking, board or workbook has anything else to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue, ValidationError
from sqlalchemy import Connection, delete, func, insert, select, update

from scorecard.access import Action, Actor
from scorecard.model import Answer, Scenario, name_key
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk
from scorecard.storage.errors import Conflict, Duplicate, NotFound, Refused, Saved
from scorecard.storage.history import last_changed_by, scenario_subject
from scorecard.storage.loading import read_revision
from scorecard.storage.rows import (
    SCENARIO_COLUMNS,
    as_json,
    checked,
    new_id,
    scenario_values,
    scenarios_from,
)

MOST_SCENARIOS = 100


class ScenarioMethods(Desk):
    """Writing scenarios. Whoever may edit the weights may keep them; every reader sees them."""

    def list_scenarios(self, actor: Actor, selection_id: str) -> tuple[Scenario, ...]:
        """The scenarios of a selection, the oldest first. Raises NotFound."""
        with self._reading(actor, Action.READ_SELECTION, selection_id) as connection:
            read_revision(connection, selection_id)
            return read_scenarios(connection, selection_id)

    def create_scenario(
        self,
        actor: Actor,
        selection_id: str,
        *,
        name: str,
        points: Mapping[str, float],
        answers: Sequence[Answer],
        reason: str = "",
    ) -> Scenario:
        """Keeps a what-if under a name and returns it as stored.

        `points` and `answers` are those of `Scenario`; ids of criteria and questions are checked
        by the caller. Raises Duplicate when the name is there already, whatever its case and
        spacing, and Refused for a name, number or answer that is impossible, for a what-if that
        changes nothing, or when there are too many.
        """
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            if not points and not answers:
                raise Refused(
                    "This what-if changes nothing. Move a weight or set an answer, then keep it."
                )
            scenario = _scenario(
                {
                    "id": new_id(),
                    "name": name.strip(),
                    "points": dict(points),
                    "answers": [answer.model_dump() for answer in answers],
                    "created_by": actor.name,
                    "created_at": change.at,
                    "version": 1,
                }
            )
            _refuse_known_name(change, scenario)
            count = change.connection.execute(
                select(func.count()).where(schema.scenarios.c.selection_id == selection_id)
            ).scalar_one()
            if count >= MOST_SCENARIOS:
                raise Refused(
                    f"There are {count} scenarios already; {MOST_SCENARIOS} at most. Delete one "
                    "that is not needed any more."
                )
            change.connection.execute(
                insert(schema.scenarios).values(
                    selection_id=selection_id, **scenario_values(scenario)
                )
            )
            _record(change, "scenario_created", scenario, after=as_json(scenario), reason=reason)
            return scenario

    def rename_scenario(
        self,
        actor: Actor,
        selection_id: str,
        scenario_id: str,
        *,
        name: str,
        expected_version: int,
    ) -> Saved:
        """Gives a scenario another name. Raises NotFound, Conflict, Duplicate, Refused."""
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            stored = _stored(change, scenario_id)
            renamed = _scenario({**stored.model_dump(), "name": name.strip()})
            if renamed.name == stored.name:
                return change.saved(stored.version)
            _refuse_stale(change, stored, expected_version, attempted=renamed.name)
            _refuse_known_name(change, renamed)
            version = stored.version + 1
            change.connection.execute(
                update(schema.scenarios)
                .where(_is(change, scenario_id))
                .values(
                    **checked({"name": renamed.name, "name_key": name_key(renamed.name)}),
                    version=version,
                )
            )
            _record(
                change,
                "scenario_renamed",
                renamed.model_copy(update={"version": version}),
                before=stored.name,
                after=renamed.name,
            )
            return change.saved(version)

    def delete_scenario(
        self, actor: Actor, selection_id: str, scenario_id: str, *, expected_version: int
    ) -> None:
        """Deletes a scenario; the history keeps what it was. Raises NotFound, Conflict."""
        with self._changing(actor, Action.EDIT_WEIGHTS, selection_id) as change:
            stored = _stored(change, scenario_id)
            _refuse_stale(change, stored, expected_version, attempted="deletion")
            change.connection.execute(delete(schema.scenarios).where(_is(change, scenario_id)))
            _record(change, "scenario_deleted", stored, before=as_json(stored))


def read_scenarios(connection: Connection, selection_id: str) -> tuple[Scenario, ...]:
    """The scenarios of a selection, the oldest first."""
    return scenarios_from(
        connection.execute(
            select(*SCENARIO_COLUMNS)
            .where(schema.scenarios.c.selection_id == selection_id)
            .order_by(schema.scenarios.c.created_at, schema.scenarios.c.name_key)
        )
    )


def _scenario(fields: dict[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(fields)
    except ValidationError as problem:
        first = problem.errors()[0]
        if first["loc"] == ("name",):
            raise Refused("A scenario needs a name of 1 to 200 characters.") from None
        reason = first["msg"].removeprefix("Value error, ")
        raise Refused(f"The scenario cannot be stored: {reason}.") from None


def _stored(change: Change, scenario_id: str) -> Scenario:
    found = scenarios_from(
        change.connection.execute(select(*SCENARIO_COLUMNS).where(_is(change, scenario_id)))
    )
    if not found:
        raise NotFound("There is no such scenario in this selection, or it was deleted.")
    return found[0]


def _is(change: Change, scenario_id: str) -> Any:
    columns = schema.scenarios.c
    return (columns.selection_id == change.selection_id) & (columns.id == scenario_id)


def _refuse_known_name(change: Change, scenario: Scenario) -> None:
    columns = schema.scenarios.c
    taken_by = change.connection.execute(
        select(columns.name).where(
            columns.selection_id == change.selection_id,
            columns.name_key == name_key(scenario.name),
            columns.id != scenario.id,
        )
    ).scalar()
    if taken_by is not None:
        raise Duplicate(
            f"There is a scenario named '{taken_by}' already. Give this one another name."
        )


def _refuse_stale(
    change: Change, stored: Scenario, expected_version: int, *, attempted: str
) -> None:
    if stored.version == expected_version:
        return
    raise Conflict(
        f"the scenario '{stored.name}'",
        stored=stored.name,
        attempted=attempted,
        stored_text=stored.name,
        attempted_text=attempted,
        stored_version=stored.version,
        changed_by=last_changed_by(
            change.connection, change.selection_id, scenario_subject(stored.id)
        ),
    )


def _record(
    change: Change,
    action: str,
    scenario: Scenario,
    *,
    before: JsonValue = None,
    after: JsonValue = None,
    reason: str = "",
) -> None:
    change.record(
        action,
        scenario_subject(scenario.id),
        before=before,
        after=after,
        reason=reason,
        row_version=scenario.version,
        raises_revision=False,
    )
