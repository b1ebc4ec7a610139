"""Whole selections and their files, put into the tables row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, literal, select

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.document import AttachedFile, RemovedCandidate
from scorecard.model import Scenario, Selection, name_key
from scorecard.storage import schema
from scorecard.storage.attachments import clean_file_name, clean_media_type
from scorecard.storage.errors import Refused
from scorecard.storage.rows import (
    answer_values,
    attachment_values,
    candidate_values,
    checked,
    scenario_values,
)


def insert_selection(
    connection: Connection,
    actor: Actor,
    selection: Selection,
    catalogue: Catalogue,
    *,
    revision: int,
    now: datetime,
) -> None:
    """The selection with its catalogue, candidates, answers and weights; not files, not history."""
    version = max(1, selection.version)
    connection.execute(
        insert(schema.selections).values(
            checked(
                {
                    "id": selection.id,
                    "title": selection.title,
                    "profile_id": selection.profile_id,
                    "phase": selection.phase.value,
                    "archived": selection.archived,
                    "is_example": selection.is_example,
                    "created_at": selection.created_at,
                    "brief": selection.brief.model_dump(mode="json"),
                    "weight_method": selection.weight_method,
                    "version": version,
                    "details_changed_in": version,
                    "brief_changed_in": version,
                    "catalogue_changed_in": version,
                    "revision": revision,
                    "changed_at": now,
                    "changed_by": actor.name,
                }
            )
        )
    )
    connection.execute(
        insert(schema.catalogues).values(
            selection_id=selection.id, content=catalogue.model_dump(mode="json")
        )
    )
    here = {"selection_id": selection.id}
    insert_all(
        connection,
        schema.candidates,
        [
            # A stored row has at least version 1: 0 means that nothing is stored.
            {**here, **candidate_values(c), "ordinal": ordinal, "version": max(1, c.version)}
            for ordinal, c in enumerate(selection.candidates)
        ],
    )
    insert_all(
        connection,
        schema.answers,
        [
            {**here, **answer_values(a), "revision": revision + 1, "version": max(1, a.version)}
            for a in selection.answers
        ],
    )
    criteria = dict.fromkeys([*selection.points, *selection.excluded_criteria])
    insert_all(
        connection,
        schema.weights,
        [
            checked(
                {
                    **here,
                    "criterion_id": criterion_id,
                    "ordinal": ordinal,
                    "points": selection.points.get(criterion_id),
                    "excluded_reason": selection.excluded_criteria.get(criterion_id),
                    "version": 1,
                }
            )
            for ordinal, criterion_id in enumerate(criteria)
        ],
    )


def insert_all(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """All rows in one statement; nothing when there are none."""
    if rows:
        connection.execute(insert(table), rows)


def insert_scenarios(
    connection: Connection, selection_id: str, scenarios: Sequence[Scenario]
) -> None:
    """The scenarios kept beside a selection; Refused when two have the same id or name."""
    names = [name_key(scenario.name) for scenario in scenarios]
    for scenario, key in zip(scenarios, names, strict=True):
        if names.count(key) > 1:
            raise Refused(f"The document holds the scenario '{scenario.name}' twice.")
    if len({scenario.id for scenario in scenarios}) < len(scenarios):
        raise Refused("Two scenarios of the document have the same id.")
    insert_all(
        connection,
        schema.scenarios,
        [
            {"selection_id": selection_id, **scenario_values(s), "version": max(1, s.version)}
            for s in scenarios
        ],
    )


def insert_removed(
    connection: Connection,
    selection: Selection,
    removed: Sequence[RemovedCandidate],
    *,
    revision: int,
) -> None:
    """Candidates that were taken out, with answers and files, behind those that are there."""
    here = {"selection_id": selection.id}
    insert_all(
        connection,
        schema.candidates,
        [
            {
                **here,
                **candidate_values(gone.candidate),
                "ordinal": ordinal,
                "version": max(1, gone.candidate.version),
                "removed_at": gone.removed_at,
            }
            for ordinal, gone in enumerate(removed, start=len(selection.candidates))
        ],
    )
    insert_all(
        connection,
        schema.answers,
        [
            {**here, **answer_values(a), "revision": revision + 1, "version": max(1, a.version)}
            for gone in removed
            for a in gone.answers
        ],
    )
    insert_files(connection, selection.id, [file for gone in removed for file in gone.files])


def check_removed(selection: Selection, removed: Sequence[RemovedCandidate]) -> None:
    """Refused where somebody is there twice, or a file of theirs is damaged."""
    ids = [candidate.id for candidate in selection.candidates]
    ids += [gone.candidate.id for gone in removed]
    if len(set(ids)) < len(ids):
        raise Refused("The document holds a candidate twice, or as present and as removed.")
    files = [file.description.id for gone in removed for file in gone.files]
    files += [item.id for item in selection.attachments]
    if len(set(files)) < len(files):
        raise Refused("The document describes the same file twice.")
    for gone in removed:
        for file in gone.files:
            _check_sound(file)


def check_files(selection: Selection, files: Sequence[AttachedFile]) -> None:
    """Refused unless the files are exactly those that the selection describes, undamaged."""
    described = {item.id: item for item in selection.attachments}
    if len(described) != len(selection.attachments):
        raise Refused("The document describes the same file twice.")
    if {file.description.id for file in files} != set(described) or len(files) != len(described):
        raise Refused("The document's files are not those that its selection describes.")
    candidate_ids = {candidate.id for candidate in selection.candidates}
    for file in files:
        item = described[file.description.id]
        if item.candidate_id not in candidate_ids:
            raise Refused(
                f"The file '{item.name}' belongs to a candidate who is not in the document."
            )
        _check_sound(AttachedFile(item, file.content))


def _check_sound(file: AttachedFile) -> None:
    item = file.description
    sound = hashlib.sha256(file.content).hexdigest() == item.sha256
    if not sound or len(file.content) != item.size_bytes:
        raise Refused(f"The file '{item.name}' in the document is damaged.")


def insert_files(connection: Connection, selection_id: str, files: Sequence[AttachedFile]) -> None:
    """The files of a document, their names made safe."""
    for file in files:
        item = file.description
        # A document comes from outside: its names are as little to be trusted as an upload's.
        safe = item.model_copy(
            update={
                "name": clean_file_name(item.name),
                "media_type": clean_media_type(item.media_type),
            }
        )
        connection.execute(
            insert(schema.attachments).values(selection_id=selection_id, **attachment_values(safe))
        )
        connection.execute(
            insert(schema.attachment_contents).values(
                selection_id=selection_id, attachment_id=item.id, content=file.content
            )
        )


def copy_files(connection: Connection, original: Selection, copy: Selection) -> None:
    """The files of one selection for its copy, inside the database."""
    insert_all(
        connection,
        schema.attachments,
        [{"selection_id": copy.id, **attachment_values(item)} for item in copy.attachments],
    )
    if not copy.attachments:
        return
    contents = schema.attachment_contents
    connection.execute(
        insert(contents).from_select(
            ["selection_id", "attachment_id", "content"],
            select(literal(copy.id), contents.c.attachment_id, contents.c.content).where(
                contents.c.selection_id == original.id,
                contents.c.attachment_id.in_([item.id for item in copy.attachments]),
            ),
        )
    )
