"""What an erasure will change, row by row, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, func, select, update

from scorecard.access import Role
from scorecard.model import Brief, Eraser, HistoryEntry, name_key
from scorecard.storage import schema
from scorecard.storage.award import read_awards
from scorecard.storage.erasing import erased_answer, erased_award, erased_entry
from scorecard.storage.questionnaires import QUESTIONNAIRE

_SELECTION_TEXTS = ("title", "changed_by")
_CANDIDATE_TEXTS = ("contact_name", "contact_email", "note", "override_reason", "override_by")

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class ErasureCounts:
    """How much goes. `mentions` are names found in texts of anything that stays."""

    candidates: int = 0
    answers: int = 0
    notes: int = 0
    clarifications: int = 0
    files: int = 0
    file_bytes: int = 0
    questionnaires: int = 0
    scenario_answers: int = 0
    history_entries: int = 0
    awards: int = 0
    frozen_links: int = 0
    personal_links: int = 0
    mentions: int = 0


@dataclass
class ErasurePlan:
    """The statements of one erasure, in order, and what they come to."""

    statements: list[Any] = field(default_factory=list)
    counts: ErasureCounts = ErasureCounts()

    def change(
        self, table: Table, row: AnyRow, keys: Iterable[str], values: dict[str, Any]
    ) -> bool:
        """Notes an update of what differs; whether anything does."""
        kept = row._mapping
        different = {name: value for name, value in values.items() if kept[name] != value}
        if different:
            here = and_(*(table.c[key] == kept[key] for key in keys))
            self.statements.append(update(table).where(here).values(**different))
        return bool(different)


def planned(
    connection: Connection,
    selection_id: str,
    eraser: Eraser,
    *,
    candidate_id: str | None,
    at: datetime,
    next_revision: int,
) -> ErasurePlan:
    """Everything that erasing a candidate (None: a person) changes in a selection."""
    plan = ErasurePlan()
    counts: dict[str, int] = {}
    if candidate_id is not None:
        counts |= _of_candidate(connection, plan, selection_id, candidate_id)
    before = eraser.mentions
    _selection(connection, plan, selection_id, eraser)
    _candidates(connection, plan, selection_id, eraser, candidate_id)
    _answers(
        connection,
        plan,
        selection_id,
        eraser,
        candidate_id=candidate_id,
        next_revision=next_revision,
    )
    _small_texts(connection, plan, selection_id, eraser, candidate_id)
    counts["scenario_answers"] = _scenarios(connection, plan, selection_id, eraser)
    counts |= _links(connection, plan, selection_id, eraser, at, is_person=candidate_id is None)
    counts["mentions"] = eraser.mentions - before
    counts["awards"] = _awards(connection, plan, selection_id, eraser, at)
    counts["history_entries"] = _history(connection, plan, selection_id, eraser)
    plan.counts = ErasureCounts(**counts)
    return plan


def _rows(connection: Connection, table: Table, selection_id: str) -> list[AnyRow]:
    column = table.c.id if table is schema.selections else table.c.selection_id
    return list(connection.execute(select(table).where(column == selection_id)))


def _of_candidate(
    connection: Connection, plan: ErasurePlan, selection_id: str, candidate_id: str
) -> dict[str, int]:
    answers, files = schema.answers, schema.attachments
    of_answers = (answers.c.selection_id == selection_id) & (answers.c.candidate_id == candidate_id)
    of_files = (files.c.selection_id == selection_id) & (files.c.candidate_id == candidate_id)
    found = connection.execute(
        select(
            func.count(),
            func.count().filter(answers.c.note != ""),
            func.count().filter(answers.c.clarification != ""),
        ).where(of_answers)
    ).one()
    kept = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(files.c.size_bytes), 0),
            func.count().filter(files.c.question_id == QUESTIONNAIRE),
        ).where(of_files)
    ).one()
    candidates = schema.candidates
    plan.statements += [
        delete(answers).where(of_answers),
        # The bytes go with their description: the foreign key cascades.
        delete(files).where(of_files),
        delete(candidates).where(
            candidates.c.selection_id == selection_id, candidates.c.id == candidate_id
        ),
    ]
    return {
        "candidates": 1,
        "answers": found[0],
        "notes": found[1],
        "clarifications": found[2],
        "files": kept[0],
        "file_bytes": int(kept[1]),
        "questionnaires": kept[2],
    }


def _selection(
    connection: Connection, plan: ErasurePlan, selection_id: str, eraser: Eraser
) -> None:
    for row in _rows(connection, schema.selections, selection_id):
        kept = row._mapping
        brief = Brief.model_validate(eraser.json(kept["brief"], keeps_ids=True))
        values: dict[str, Any] = {n: eraser.text(kept[n])[:200] for n in _SELECTION_TEXTS}
        if brief != Brief.model_validate(kept["brief"]):
            values["brief"] = brief.model_dump(mode="json")
        plan.change(schema.selections, row, ["id"], values)
    for row in _rows(connection, schema.catalogues, selection_id):
        content = eraser.json(row._mapping["content"], keeps_ids=True)
        plan.change(schema.catalogues, row, ["selection_id"], {"content": content})


def _candidates(
    connection: Connection,
    plan: ErasurePlan,
    selection_id: str,
    eraser: Eraser,
    candidate_id: str | None,
) -> None:
    for row in _rows(connection, schema.candidates, selection_id):
        kept = row._mapping
        if kept["id"] == candidate_id:
            continue
        values = {name: eraser.text(kept[name]) for name in _CANDIDATE_TEXTS}
        if any(values[name] != kept[name] for name in values):
            values["version"] = kept["version"] + 1
        plan.change(schema.candidates, row, ["selection_id", "id"], values)


def _answers(
    connection: Connection,
    plan: ErasurePlan,
    selection_id: str,
    eraser: Eraser,
    *,
    candidate_id: str | None,
    next_revision: int,
) -> None:
    for row in _rows(connection, schema.answers, selection_id):
        kept = row._mapping
        if kept["candidate_id"] == candidate_id:
            continue
        values = erased_answer(eraser, dict(kept))
        if any(values[name] != kept[name] for name in values):
            values |= {"version": kept["version"] + 1, "revision": next_revision}
        keys = ["selection_id", "candidate_id", "question_id"]
        plan.change(schema.answers, row, keys, values)


def _small_texts(
    connection: Connection,
    plan: ErasurePlan,
    selection_id: str,
    eraser: Eraser,
    candidate_id: str | None,
) -> None:
    for table, keys, name in (
        (schema.weights, ["selection_id", "criterion_id"], "excluded_reason"),
        (schema.attachments, ["selection_id", "id"], "name"),
        (schema.debriefings, ["selection_id", "id"], "prepared_by"),
    ):
        for row in _rows(connection, table, selection_id):
            kept = row._mapping
            is_gone = candidate_id is not None and kept.get("candidate_id") == candidate_id
            if kept[name] and not is_gone:
                plan.change(table, row, keys, {name: eraser.text(kept[name])})


def _scenarios(connection: Connection, plan: ErasurePlan, selection_id: str, eraser: Eraser) -> int:
    dropped = 0
    taken: set[str] = set()
    for row in _rows(connection, schema.scenarios, selection_id):
        kept = row._mapping
        answers: Any = eraser.json(kept["answers"])
        dropped += len(kept["answers"]) - len(answers)
        name = eraser.text(kept["name"])[:200]
        if name_key(name) in taken:
            name = f"{name[:190]} ({len(taken) + 1})"
        taken.add(name_key(name))
        values = {
            "name": name,
            "name_key": name_key(name),
            "answers": answers,
            "created_by": eraser.text(kept["created_by"]),
        }
        plan.change(schema.scenarios, row, ["selection_id", "id"], values)
    return dropped


def _links(
    connection: Connection,
    plan: ErasurePlan,
    selection_id: str,
    eraser: Eraser,
    at: datetime,
    *,
    is_person: bool,
) -> dict[str, int]:
    """A snapshot holds every candidate: without one of them it goes, and the link closes."""
    frozen = personal = 0
    for row in _rows(connection, schema.links, selection_id):
        kept = row._mapping
        values: dict[str, Any] = {
            "label": eraser.text(kept["label"]),
            "created_by": eraser.text(kept["created_by"]),
        }
        closes = False
        if kept["snapshot"] is not None and not is_person:
            frozen += 1
            closes, values["snapshot"] = True, None
        elif kept["snapshot"] is not None:
            values["snapshot"] = eraser.json(kept["snapshot"], keeps_ids=True)
        if is_person and kept["role"] != Role.LINK.value and values["label"] != kept["label"]:
            personal += 1
            closes = True
        if closes and kept["revoked_at"] is None:
            values["revoked_at"] = at
        plan.change(schema.links, row, ["id"], values)
    return {"frozen_links": frozen, "personal_links": personal}


def _awards(
    connection: Connection, plan: ErasurePlan, selection_id: str, eraser: Eraser, at: datetime
) -> int:
    changed = 0
    table = schema.awards
    for sealed in read_awards(connection, selection_id):
        erased = erased_award(eraser, sealed, at)
        if erased == sealed:
            continue
        changed += 1
        plan.statements.append(
            update(table)
            .where(table.c.selection_id == selection_id, table.c.id == sealed.id)
            .values(
                text=erased.text, erased_at=erased.erased_at, erased_sha256=erased.erased_sha256
            )
        )
    return changed


def _history(connection: Connection, plan: ErasurePlan, selection_id: str, eraser: Eraser) -> int:
    changed = 0
    for row in _rows(connection, schema.history, selection_id):
        entry = HistoryEntry.model_validate(
            {name: row._mapping[name] for name in HistoryEntry.model_fields}
        )
        changed += plan.change(
            schema.history, row, ["id"], erased_entry(eraser, entry).model_dump()
        )
    return changed
