"""`list`, `backup` and `restore`: the selections in the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scorecard.access import AccessDenied, Actor, local_operator
from scorecard.cli.faults import CommandFault, one_line
from scorecard.cli.files import check_output, read_content, write_content
from scorecard.cli.scoring_input import catalogue_of, checked_document
from scorecard.cli.table import text_table
from scorecard.document import write_document
from scorecard.model import name_key
from scorecard.settings import SettingsError, load_settings
from scorecard.storage import (
    NOTHING_LOST,
    Duplicate,
    SelectionSummary,
    Storage,
    StorageError,
    StorageUnavailable,
    open_storage,
)

HEADINGS = ("Id", "Title", "Phase", "Candidates", "Revision", "Last change")


def list_selections(*, include_archived: bool) -> int:
    """Prints the selections in the database, the most recently changed first."""
    with opened_storage() as (storage, operator):
        selections = storage.list_selections(operator, include_archived=include_archived)
    print(f"The data is kept in {load_settings().database_label}", file=sys.stderr)
    if not selections:
        print("No selections yet: create one in the app, or restore one", file=sys.stderr)
        return 0
    rows = [_row(selection) for selection in selections]
    print(text_table(HEADINGS, rows, right_aligned=("Candidates", "Revision")))
    return 0


def backup(wanted: str, output: Path) -> int:
    """Writes one selection, named by its id or title, with its history and files."""
    check_output(output, ending=".json")
    with opened_storage() as (storage, operator):
        present = storage.list_selections(operator, include_archived=True)
        selection_id = named_selection(wanted, present).id
        document = storage.document(operator, selection_id)
        write_content(output, write_document(document).encode())
        note_export(storage, operator, selection_id, "backup (JSON)")
    return 0


def restore(path: Path, *, as_copy: bool) -> int:
    """Stores the selection of a document, all of it or nothing, and says its id."""
    document = checked_document(path, read_content(path))
    catalogue = catalogue_of(path, document)
    with opened_storage() as (storage, operator):
        left_out = storage.left_out_on_restoring(operator, document)
        try:
            restored = storage.import_selection(
                operator,
                document.selection,
                catalogue,
                history=document.history,
                files=document.files,
                scenarios=document.scenarios,
                awards=document.awards,
                debriefings=document.debriefings,
                erased=document.erased,
                removed=document.removed,
                as_copy=as_copy,
                reason=f"restored from {path.name}",
            )
        except Duplicate as problem:
            raise CommandFault(f"{path}: {problem} For a copy, add --as-copy.") from problem
    for message in left_out:
        print(one_line(message), file=sys.stderr)
    print(f"{path}: restored '{one_line(restored.title)}'", file=sys.stderr)
    print(restored.id)
    return 0


@contextmanager
def opened_storage() -> Iterator[tuple[Storage, Actor]]:
    """The database that the settings name, and who is acting; CommandFault for any failure."""
    try:
        storage = open_storage(load_settings())
        try:
            yield storage, local_operator("Command line")
        finally:
            storage.close()
    except (SettingsError, StorageError, AccessDenied) as problem:
        raise CommandFault(_without_a_screen(problem)) from problem


def _without_a_screen(problem: Exception) -> str:
    """The message as a terminal says it: nothing was typed into a field there."""
    return str(problem).removesuffix(NOTHING_LOST)


def note_export(storage: Storage, operator: Actor, selection_id: str, what: str) -> None:
    """Notes that a file left; a database that is busy keeps nobody from the file."""
    try:
        storage.note_export(operator, selection_id, what)
    except StorageUnavailable as problem:
        print(one_line(f"Not noted in the history: {_without_a_screen(problem)}"), file=sys.stderr)


def named_selection(wanted: str, present: Sequence[SelectionSummary]) -> SelectionSummary:
    """The one selection with this id or title; titles are compared without case and spacing."""
    matching = [selection for selection in present if selection.id == wanted] or [
        selection for selection in present if name_key(selection.title) == name_key(wanted)
    ]
    if len(matching) == 1:
        return matching[0]
    if matching:
        ids = ", ".join(selection.id for selection in matching)
        raise CommandFault(f"'{wanted}' is the title of several selections; give an id: {ids}")
    known = "; ".join(f"'{selection.title}'" for selection in present) or "none yet"
    raise CommandFault(f"there is no selection with the id or title '{wanted}'; there are: {known}")


def _row(selection: SelectionSummary) -> tuple[str, ...]:
    return (
        selection.id,
        selection.title,
        f"{selection.phase.value}{', archived' if selection.archived else ''}",
        str(selection.candidate_count),
        str(selection.revision),
        f"{selection.last_change_at.astimezone():%Y-%m-%d %H:%M} by {selection.last_change_by}",
    )
