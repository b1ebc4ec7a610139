"""Candidates that were taken out, with everything that comes back with them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from scorecard.document import AttachedFile, RemovedCandidate
from scorecard.storage import schema
from scorecard.storage.loading import Loaded, read_candidates
from scorecard.storage.rows import ATTACHMENT_COLUMNS, attachments_from


def read_removed(
    connection: Connection, selection_id: str, loaded: Loaded, contents: Mapping[str, bytes]
) -> tuple[RemovedCandidate, ...]:
    """The removed candidates, with the answers of `loaded` and the `contents` of files by id."""
    columns = schema.candidates.c
    removed_at = {
        row.id: row.removed_at
        for row in connection.execute(
            select(columns.id, columns.removed_at).where(
                columns.selection_id == selection_id, columns.removed_at.is_not(None)
            )
        )
    }
    if not removed_at:
        return ()
    files = attachments_from(
        connection.execute(
            select(*ATTACHMENT_COLUMNS)
            .where(
                schema.attachments.c.selection_id == selection_id,
                schema.attachments.c.candidate_id.in_(list(removed_at)),
            )
            .order_by(schema.attachments.c.added_at, schema.attachments.c.id)
        )
    )
    return tuple(
        RemovedCandidate(
            candidate=candidate,
            removed_at=removed_at[candidate.id],
            answers=tuple(a for a in loaded.answers.values() if a.candidate_id == candidate.id),
            files=tuple(
                AttachedFile(item, contents[item.id])
                for item in files
                if item.candidate_id == candidate.id
            ),
        )
        for candidate in read_candidates(connection, selection_id, removed=True)
    )
