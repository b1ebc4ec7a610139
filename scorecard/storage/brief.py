"""Changes of the brief, on which several people may work at once."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from scorecard.access import Action, Actor
from scorecard.model import Brief
from scorecard.storage import schema
from scorecard.storage.change import Change, Desk
from scorecard.storage.differences import differing_fields
from scorecard.storage.errors import Saved
from scorecard.storage.history import BRIEF_SUBJECT
from scorecard.storage.selection_row import (
    require_reason_once_answered,
    selection_conflict,
    update_selection,
)

# What values or ranks are measured by: fixed before the first answer, later only with a reason.
_RULES_OF_THE_BRIEF = frozenset(
    {
        "currency",
        "target_rate_per_hour",
        "ceiling_rate_per_hour",
        "target_cost_per_resolved_contact",
        "ceiling_cost_per_resolved_contact",
        "price_formula",
        "tie_break",
        "open_policy_while_collecting",
        "open_policy_once_closed",
    }
)
_GATES = "gate_settings"


class BriefMethods(Desk):
    """Writing the brief. `expected_version` is `Selection.version` as the writer had read it."""

    def save_brief(
        self,
        actor: Actor,
        selection_id: str,
        brief: Brief,
        *,
        expected_version: int,
        reason: str = "",
    ) -> Saved:
        """Stores the brief.

        When others have changed it since, their changes of other fields are kept beside the
        writer's; the same field changed by both is a Conflict. Once a candidate's answer is
        recorded, currency, target and ceiling of rate and cost, price formula, tie-break, the
        policy for open answers and gates need a reason; a gate's waiver brings its own along.
        """
        with self._changing(actor, Action.EDIT_BRIEF, selection_id) as change:
            row = change.selection
            stored = Brief.model_validate(
                change.connection.execute(
                    select(schema.selections.c.brief).where(schema.selections.c.id == row.id)
                ).scalar_one()
            )
            if not row.brief_changed_in <= expected_version <= row.version:
                brief = _merged_brief(change, stored, brief, expected_version)
            before, after = differing_fields(
                stored.model_dump(mode="json"), brief.model_dump(mode="json")
            )
            if not after:
                return change.saved(row.version)
            rules = _RULES_OF_THE_BRIEF & after.keys()
            if _GATES in after and _changes_more_than_waivers(stored, brief):
                rules |= {_GATES}
            if rules:
                what = ", ".join(sorted(rule.replace("_", " ") for rule in rules))
                require_reason_once_answered(change, reason, what)
            version = update_selection(
                change, "brief_changed_in", brief=brief.model_dump(mode="json")
            )
            change.record(
                "brief_saved",
                BRIEF_SUBJECT,
                before=before,
                after=after,
                reason=reason,
                row_version=version,
            )
            return change.saved(version)


def _changes_more_than_waivers(stored: Brief, brief: Brief) -> bool:
    """Whether a gate is switched, or put back in force: a waiver has its reason written in it."""
    before = {setting.gate_id: setting for setting in stored.gate_settings}
    after = {setting.gate_id: setting for setting in brief.gate_settings}
    changed = [i for i in before.keys() | after.keys() if before.get(i) != after.get(i)]
    return any(i not in after or after[i].state != "waived" for i in changed)


def _merged_brief(change: Change, stored: Brief, attempted: Brief, expected_version: int) -> Brief:
    """The attempted brief with others' changes of other fields; Conflict on the same field."""
    stored_fields = stored.model_dump(mode="json")
    attempted_fields = attempted.model_dump(mode="json")
    base = _brief_at(change, stored_fields, expected_version)
    mine = {name for name, value in attempted_fields.items() if value != base[name]}
    clash = {
        name
        for name in mine
        if stored_fields[name] != base[name] and stored_fields[name] != attempted_fields[name]
    }
    if not clash:
        try:
            return Brief.model_validate(
                {**stored_fields, **{name: attempted_fields[name] for name in mine}}
            )
        except ValidationError:
            # Each change alone is sound, both together are not (a target above the ceiling).
            clash = {
                name for name in stored_fields if stored_fields[name] != attempted_fields[name]
            }
    raise selection_conflict(
        change,
        "the brief",
        BRIEF_SUBJECT,
        {name: stored_fields[name] for name in sorted(clash)},
        {name: attempted_fields[name] for name in sorted(clash)},
        stored=stored,
        attempted=attempted,
    )


def _brief_at(
    change: Change, stored_fields: dict[str, Any], expected_version: int
) -> dict[str, Any]:
    """The brief as it was in `expected_version`: the changes since then taken back, newest first.

    Where the history does not reach back so far, nothing counts as common ground.
    """
    later = change.connection.execute(
        select(schema.history.c.before)
        .where(
            schema.history.c.selection_id == change.selection_id,
            schema.history.c.subject == BRIEF_SUBJECT,
            schema.history.c.row_version > expected_version,
        )
        .order_by(schema.history.c.row_version.desc())
    ).scalars()
    base = dict(stored_fields)
    found = False
    for before in later:
        base.update(before)
        found = True
    return base if found else dict.fromkeys(stored_fields, object())
