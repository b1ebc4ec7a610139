"""Reads a whole selection in a handful of queries, and only what is new of one read before."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from pydantic import ValidationError
from sqlalchemy import Connection, select

from scorecard.catalogue import Catalogue
from scorecard.model import Answer, Brief, Candidate, Phase, Selection
from scorecard.storage import schema
from scorecard.storage.errors import StorageUnavailable, no_such_selection
from scorecard.storage.rows import (
    ANSWER_COLUMNS,
    ATTACHMENT_COLUMNS,
    CANDIDATE_COLUMNS,
    answers_from,
    attachments_from,
    candidates_from,
)

_SELECTIONS_KEPT = 32

_SELECTION_COLUMNS = tuple(
    schema.selections.c[name]
    for name in Selection.model_fields
    if name not in ("points", "excluded_criteria", "candidates", "answers", "attachments")
)


@dataclass(frozen=True)
class Loaded:
    """A selection as it was at its revision, with every answer, removed candidates' included."""

    selection: Selection
    answers: dict[tuple[str, str], Answer]


class LoadedSelections:
    """The selections and catalogues read last, safe to use from several threads.

    A selection's content is settled by its revision, so that what was read once never has to be
    read again while the revision stands. Whoever asks must have been granted access before.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._selections: OrderedDict[str, Loaded] = OrderedDict()
        self._catalogues: OrderedDict[str, tuple[int, Catalogue]] = OrderedDict()

    def selection(self, connection: Connection, selection_id: str) -> Selection:
        """The selection as it stands in this transaction."""
        with self._lock:
            known = self._selections.get(selection_id)
        revision = read_revision(connection, selection_id)
        if known is not None and known.selection.revision == revision:
            return known.selection
        if known is not None and known.selection.revision > revision:
            # This transaction began before the one that filled the memory.
            known = None
        loaded = read_selection(connection, selection_id, known)
        with self._lock:
            newest = self._selections.get(selection_id)
            if newest is None or newest.selection.revision < loaded.selection.revision:
                self._selections[selection_id] = loaded
            self._selections.move_to_end(selection_id)
            while len(self._selections) > _SELECTIONS_KEPT:
                self._selections.popitem(last=False)
        return loaded.selection

    def catalogue(self, connection: Connection, selection_id: str) -> Catalogue:
        """The selection's copy of the catalogue as it stands in this transaction."""
        version = connection.execute(
            select(schema.selections.c.catalogue_changed_in).where(
                schema.selections.c.id == selection_id
            )
        ).scalar()
        if version is None:
            raise no_such_selection()
        with self._lock:
            known = self._catalogues.get(selection_id)
        if known is not None and known[0] == version:
            return known[1]
        catalogue = read_catalogue(connection, selection_id)
        with self._lock:
            self._catalogues[selection_id] = (version, catalogue)
            self._catalogues.move_to_end(selection_id)
            while len(self._catalogues) > _SELECTIONS_KEPT:
                self._catalogues.popitem(last=False)
        return catalogue

    def forget(self, selection_id: str) -> None:
        """Drops what was read of a selection, for when its data were erased."""
        with self._lock:
            self._selections.pop(selection_id, None)
            self._catalogues.pop(selection_id, None)


def read_revision(connection: Connection, selection_id: str) -> int:
    """The selection's revision; NotFound when there is no such selection."""
    revision = connection.execute(
        select(schema.selections.c.revision).where(schema.selections.c.id == selection_id)
    ).scalar()
    if revision is None:
        raise no_such_selection()
    return int(revision)


def read_catalogue(connection: Connection, selection_id: str) -> Catalogue:
    """The selection's copy of the catalogue."""
    content = connection.execute(
        select(schema.catalogues.c.content).where(schema.catalogues.c.selection_id == selection_id)
    ).scalar()
    if content is None:
        raise no_such_selection()
    try:
        return Catalogue.model_validate(content)
    except ValidationError as problem:
        raise StorageUnavailable(
            "This selection keeps a catalogue that this program cannot read "
            f"({problem.error_count()} entries do not fit). Open it with the program version that "
            "wrote it, or restore it from its JSON document."
        ) from problem


def read_selection(
    connection: Connection, selection_id: str, known: Loaded | None = None
) -> Loaded:
    """The selection with everything in it; of the answers only those newer than `known`."""
    row = connection.execute(
        select(*_SELECTION_COLUMNS).where(schema.selections.c.id == selection_id)
    ).one_or_none()
    if row is None:
        raise no_such_selection()
    values = dict(row._mapping)
    values["brief"] = Brief.model_validate(values["brief"])
    values["phase"] = Phase(values["phase"])
    candidates = read_candidates(connection, selection_id)
    present = {candidate.id for candidate in candidates}
    answers = _read_answers(connection, selection_id, known)
    weights = connection.execute(
        select(
            schema.weights.c.criterion_id,
            schema.weights.c.points,
            schema.weights.c.excluded_reason,
        )
        .where(schema.weights.c.selection_id == selection_id)
        .order_by(schema.weights.c.ordinal)
    ).all()
    attachments = attachments_from(
        connection.execute(
            select(*ATTACHMENT_COLUMNS)
            .where(schema.attachments.c.selection_id == selection_id)
            .order_by(schema.attachments.c.added_at, schema.attachments.c.id)
        )
    )
    values |= {
        "points": {row.criterion_id: row.points for row in weights if row.points is not None},
        "excluded_criteria": {
            row.criterion_id: row.excluded_reason
            for row in weights
            if row.excluded_reason is not None
        },
        "candidates": candidates,
        "answers": tuple(answer for answer in answers.values() if answer.candidate_id in present),
        "attachments": tuple(item for item in attachments if item.candidate_id in present),
    }
    if known is None:
        return Loaded(Selection(**values), answers)
    # Everything new was validated on its way in and again row by row just now; to check some
    # thousand unchanged answers once more would take twice as long as all the rest.
    return Loaded(Selection.model_construct(**values), answers)


def read_whole_selection(connection: Connection, selection_id: str) -> Selection:
    """The selection with every candidate, answer and file, also of candidates taken out.

    For questions about what is recorded: a name may be there twice, which no page could show.
    """
    loaded = read_selection(connection, selection_id)
    removed = read_candidates(connection, selection_id, removed=True)
    files = attachments_from(
        connection.execute(
            select(*ATTACHMENT_COLUMNS).where(schema.attachments.c.selection_id == selection_id)
        )
    )
    return loaded.selection.model_copy(
        update={
            "candidates": (*loaded.selection.candidates, *removed),
            "answers": tuple(loaded.answers.values()),
            "attachments": tuple(files),
        }
    )


def read_candidates(
    connection: Connection, selection_id: str, *, removed: bool = False
) -> tuple[Candidate, ...]:
    """The candidates in their order; with `removed`, those that were taken out instead."""
    taken_out = schema.candidates.c.removed_at.is_not(None)
    rows = connection.execute(
        select(*CANDIDATE_COLUMNS)
        .where(
            schema.candidates.c.selection_id == selection_id, taken_out if removed else ~taken_out
        )
        .order_by(schema.candidates.c.position, schema.candidates.c.ordinal)
    )
    return candidates_from(rows)


def _read_answers(
    connection: Connection, selection_id: str, known: Loaded | None
) -> dict[tuple[str, str], Answer]:
    query = select(*ANSWER_COLUMNS).where(schema.answers.c.selection_id == selection_id)
    if known is not None:
        query = query.where(schema.answers.c.revision > known.selection.revision)
    found = {
        (answer.candidate_id, answer.question_id): answer
        for answer in answers_from(connection.execute(query))
    }
    merged = {**known.answers, **found} if known is not None else found
    if known is not None and len(merged) == len(known.answers):
        return merged
    # In one order whatever was read when: the same content is the same selection.
    return dict(sorted(merged.items()))
