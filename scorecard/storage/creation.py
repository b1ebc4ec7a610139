"""Selections made, duplicated, written to a document and read back from one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import IntegrityError

from scorecard.access import Action, Actor, require
from scorecard.catalogue import Catalogue
from scorecard.document import AttachedFile, Document, RemovedCandidate
from scorecard.model import (
    Debriefing,
    ErasedMark,
    HistoryEntry,
    Scenario,
    SealedAward,
    Selection,
)
from scorecard.storage import schema
from scorecard.storage.attachments import check_size
from scorecard.storage.award import (
    insert_awards,
    insert_debriefings,
    read_awards,
    read_debriefings,
)
from scorecard.storage.change import LOCKED_COLUMNS, Change, Desk
from scorecard.storage.erasure import insert_marks, marks_of, read_marks
from scorecard.storage.erasure_restoring import Restorable, without_erased
from scorecard.storage.errors import Duplicate, Refused
from scorecard.storage.history import SELECTION_SUBJECT, entries_oldest_first
from scorecard.storage.insertion import (
    check_files,
    check_removed,
    copy_files,
    insert_all,
    insert_files,
    insert_removed,
    insert_scenarios,
    insert_selection,
)
from scorecard.storage.loading import read_catalogue, read_selection
from scorecard.storage.removed import read_removed
from scorecard.storage.rows import history_values, new_id
from scorecard.storage.scenarios import read_scenarios


class CreationMethods(Desk):
    """Writing whole selections, each in one transaction: all of it or nothing."""

    def create_selection(
        self, actor: Actor, selection: Selection, catalogue: Catalogue, *, reason: str = ""
    ) -> Selection:
        """Stores a new selection with its copy of the catalogue and returns it as stored.

        Its history begins here. Raises Duplicate when the id is taken and Refused when it
        describes files: those come with `import_selection`.
        """
        require(actor, Action.CREATE_SELECTION)
        if selection.attachments:
            raise Refused("A new selection cannot describe files whose bytes are not here.")
        with self._database.writing() as connection:
            change = self._inserted(connection, actor, selection, catalogue, revision=0)
            after: dict[str, JsonValue] = {
                "title": selection.title,
                "profile_id": selection.profile_id,
                "catalogue_version": catalogue.version,
            }
            change.record("selection_created", SELECTION_SUBJECT, after=after, reason=reason)
            change.finish()
            return read_selection(connection, selection.id).selection

    def import_selection(
        self,
        actor: Actor,
        selection: Selection,
        catalogue: Catalogue,
        *,
        history: Sequence[HistoryEntry] = (),
        files: Sequence[AttachedFile] = (),
        scenarios: Sequence[Scenario] = (),
        awards: Sequence[SealedAward] = (),
        debriefings: Sequence[Debriefing] = (),
        erased: Sequence[ErasedMark] = (),
        removed: Sequence[RemovedCandidate] = (),
        as_copy: bool = False,
        reason: str = "",
    ) -> Selection:
        """Restores a selection from the parts of its document and returns it as stored.

        Everything is as it was, history included; the revision is one higher, because the
        restoring is itself in the history. What was erased here, or according to the document
        (`erased`), is left out, and the history says so; see `left_out_on_restoring`.
        Raises Duplicate when the selection is here already, unless `as_copy` gives it a new id,
        and Refused or TooLarge when a file is missing, damaged or above the limit.
        """
        require(actor, Action.RESTORE)
        for file in (*files, *(file for gone in removed for file in gone.files)):
            check_size(file.description.name, file.content, self._attachment_limit_bytes)
        check_files(selection, files)
        check_removed(selection, removed)
        original_id = selection.id
        with self._database.reading() as connection:
            marks = (*read_marks(connection), *erased)
        whole = Restorable(
            selection=selection,
            catalogue=catalogue,
            history=tuple(history),
            files=tuple(files),
            scenarios=tuple(scenarios),
            awards=tuple(awards),
            debriefings=tuple(debriefings),
            removed=tuple(removed),
        )
        parts = without_erased(whole, marks, self._now())
        selection, history, files = parts.selection, parts.history, parts.files
        catalogue = parts.catalogue or catalogue
        if as_copy:
            selection = selection.model_copy(update={"id": new_id()})
        last = max((entry.revision for entry in history), default=0)
        revision = max(selection.revision, last)
        with self._database.writing() as connection:
            change = self._inserted(connection, actor, selection, catalogue, revision=revision)
            described = {item.id: item for item in selection.attachments}
            insert_files(
                connection,
                selection.id,
                [AttachedFile(described[f.description.id], f.content) for f in files],
            )
            insert_removed(connection, selection, parts.removed, revision=revision)
            insert_scenarios(connection, selection.id, parts.scenarios)
            insert_awards(connection, selection.id, parts.awards)
            insert_debriefings(connection, selection.id, parts.debriefings)
            insert_marks(connection, erased)
            insert_all(
                connection,
                schema.history,
                [{"selection_id": selection.id, **history_values(entry)} for entry in history],
            )
            change.record(
                "selection_restored",
                SELECTION_SUBJECT,
                after={
                    "title": selection.title,
                    "document_of": original_id,
                    **({"left_out": " ".join(parts.left_out)} if parts.left_out else {}),
                },
                reason=reason,
            )
            change.finish()
            return read_selection(connection, selection.id).selection

    def left_out_on_restoring(self, actor: Actor, document: Document) -> tuple[str, ...]:
        """Sentences on what of a document was erased and stays out; empty where nothing was."""
        with self._reading(actor, Action.RESTORE) as connection:
            marks = (*read_marks(connection), *document.erased)
        return without_erased(Restorable.of(document), marks, self._now()).left_out

    def duplicate_selection(
        self, actor: Actor, selection_id: str, *, title: str, reason: str = ""
    ) -> Selection:
        """Stores a copy under a new id and title, files and scenarios included, and returns it.

        The copy's history begins with the duplication. Links are not copied; the copy of an
        example or of an archived selection is neither.
        """
        require(actor, Action.DUPLICATE, selection_id)
        require(actor, Action.CREATE_SELECTION)
        with self._database.writing() as connection:
            original = read_selection(connection, selection_id).selection
            now = self._now()
            copy = Selection.model_validate(
                {
                    **dict(original),
                    "id": new_id(),
                    "title": title.strip()[:200] or f"Copy of {original.title}"[:200],
                    "created_at": now,
                    "archived": False,
                    "is_example": False,
                }
            )
            change = self._inserted(
                connection, actor, copy, read_catalogue(connection, selection_id), revision=0
            )
            copy_files(connection, original, copy)
            insert_scenarios(connection, copy.id, read_scenarios(connection, selection_id))
            change.record(
                "selection_duplicated",
                SELECTION_SUBJECT,
                after={"title": copy.title, "copy_of": selection_id},
                reason=reason,
            )
            change.finish()
            return read_selection(connection, copy.id).selection

    def document(self, actor: Actor, selection_id: str) -> Document:
        """Everything that belongs to a selection, of one moment, for the JSON document."""
        with self._reading(actor, Action.EXPORT, selection_id) as connection:
            loaded = read_selection(connection, selection_id)
            contents = {
                row.attachment_id: row.content
                for row in connection.execute(
                    select(schema.attachment_contents).where(
                        schema.attachment_contents.c.selection_id == selection_id
                    )
                )
            }
            return Document(
                selection=loaded.selection,
                catalogue=read_catalogue(connection, selection_id),
                history=entries_oldest_first(connection, selection_id),
                files=tuple(
                    AttachedFile(description=item, content=contents[item.id])
                    for item in loaded.selection.attachments
                ),
                scenarios=read_scenarios(connection, selection_id),
                awards=read_awards(connection, selection_id),
                debriefings=read_debriefings(connection, selection_id),
                erased=marks_of(connection, selection_id),
                removed=read_removed(connection, selection_id, loaded, contents),
            )

    def _inserted(
        self,
        connection: Connection,
        actor: Actor,
        selection: Selection,
        catalogue: Catalogue,
        *,
        revision: int,
    ) -> Change:
        """Inserts everything but files and history; the change to record what was done in."""
        now = self._now()
        taken = connection.execute(
            select(exists().where(schema.selections.c.id == selection.id))
        ).scalar()
        if taken:
            raise Duplicate(
                f"The selection '{selection.title}' is here already. Open it, or restore the "
                "document as a copy."
            )
        try:
            insert_selection(connection, actor, selection, catalogue, revision=revision, now=now)
        except IntegrityError:
            raise Duplicate(
                f"The selection '{selection.title}' is being created already."
            ) from None
        row = connection.execute(
            select(*LOCKED_COLUMNS).where(schema.selections.c.id == selection.id)
        ).one()
        return Change(connection, row, actor, now)


def utc_now() -> datetime:
    """The clock of the real world."""
    return datetime.now(UTC)
