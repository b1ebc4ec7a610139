"""Erasing reaches the names and contacts that a candidate had before."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.storage.award_case import draft_of
from unit.storage.erasure_case import (
    CANDIDATE_ID,
    CONTACT,
    EMAIL,
    MARKS,
    NAME,
    OTHER,
    assert_no_mark,
    filled,
    restored,
)

from scorecard.access import Actor
from scorecard.document import read_document, write_document
from scorecard.model import Candidate, Selection
from scorecard.storage import Storage

RENAMED = "Quillon Group"
NEW_CONTACT, NEW_EMAIL = "Petra Quillonska", "petra@quillon.example"


def change(storage: Storage, owner: Actor, candidate_id: str, **fields: object) -> None:
    stored = storage.load(owner, "test").candidate(candidate_id)
    storage.save_candidate(
        owner, "test", stored.model_copy(update=fields), expected_version=stored.version
    )


def erase(storage: Storage, owner: Actor, name: str = RENAMED, candidate_id: str = CANDIDATE_ID):
    return storage.erase_candidate(
        owner, "test", candidate_id, confirmation=name, reason="They asked for it."
    )


@pytest.fixture
def renamed(storage: Storage, owner: Actor, stored: Selection) -> Selection:
    """The marked candidate, awarded under its first name, then renamed with another contact."""
    filled(storage, owner, stored.id)
    change(
        storage,
        owner,
        CANDIDATE_ID,
        name=RENAMED,
        contact_name=NEW_CONTACT,
        contact_email=NEW_EMAIL,
    )
    return storage.load(owner, stored.id)


def on_disk(database_file: Path) -> str:
    parts = [database_file, database_file.with_name(database_file.name + "-wal")]
    content = b"".join(part.read_bytes() for part in parts if part.exists())
    return content.decode("utf-8", "replace").casefold()


def test_neither_the_former_nor_the_present_name_and_contact_is_left_in_the_file(
    storage: Storage, owner: Actor, renamed: Selection, database_file: Path
) -> None:
    for text in (NAME, CONTACT, EMAIL, RENAMED, NEW_CONTACT, NEW_EMAIL):
        assert text.casefold() in on_disk(database_file)

    erase(storage, owner)

    assert_no_mark(on_disk(database_file), (*MARKS, "quillon", "petra"))
    left = storage.load(owner, renamed.id)
    assert left.answer(OTHER, "q_quality").note == (
        "Better than erased candidate 1, says erased person"
    )


def test_a_name_that_only_an_award_remembers_goes_too(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    """A selection that was put together without a history, as from another database."""
    named = Candidate(id="x", name="Zqfirst Partners")
    selection = stored.model_copy(
        update={"id": "other", "candidates": (*stored.candidates, named), "answers": ()}
    )
    catalogue = storage.catalogue(owner, stored.id)
    storage.import_selection(owner, selection, catalogue)
    storage.record_award(owner, "other", draft_of(storage, owner, "other", "Atlas"))
    document = storage.document(owner, "other")
    renamed = document.selection.model_copy(
        update={"candidates": (*stored.candidates, named.model_copy(update={"name": "Second"}))}
    )
    restored_id = storage.import_selection(
        owner,
        renamed,
        catalogue,
        history=[e for e in document.history if e.subject.startswith("award:")],
        awards=document.awards,
        as_copy=True,
    ).id
    for selection_id, name in ((restored_id, "Second"), ("other", "Zqfirst Partners")):
        storage.erase_candidate(owner, selection_id, "x", confirmation=name, reason="They asked.")
    assert_no_mark(on_disk(database_file), ("zqfirst",))


def test_a_name_that_somebody_else_has_now_stays_theirs(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    """Borealis was typed in the wrong line first, and its contact went over to another firm."""
    change(
        storage, owner, "Borealis", contact_name="Maria Sommer", contact_email="m@sommer.example"
    )
    change(storage, owner, "Borealis", name="Cobalt", contact_name="", contact_email="")
    storage.add_candidate(
        owner,
        "test",
        Candidate(
            id="b2",
            name="Borealis",
            contact_name="Maria Sommer",
            contact_email="m@sommer.example",
            note="Borealis was recommended",
        ),
    )

    erase(storage, owner, "Cobalt", "Borealis")

    kept = storage.load(owner, "test").candidate("b2")
    assert (kept.name, kept.contact_name, kept.note) == (
        "Borealis",
        "Maria Sommer",
        "Borealis was recommended",
    )


def test_the_preview_names_what_it_was_called_before(
    storage: Storage, owner: Actor, renamed: Selection
) -> None:
    preview = storage.preview_candidate_erasure(owner, renamed.id, CANDIDATE_ID)
    assert preview.former_names == (NAME, CONTACT, EMAIL)


def test_an_older_backup_does_not_bring_the_former_name_back(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    filled(storage, owner, stored.id)
    older = read_document(write_document(storage.document(owner, stored.id)))
    change(storage, owner, CANDIDATE_ID, name=RENAMED, contact_name="", contact_email="")

    erase(storage, owner)

    copy_id = restored(storage, owner, older)
    assert_no_mark(write_document(storage.document(owner, copy_id)), ("zqvendor", "zqperson"))


def test_other_selections_are_found_under_the_former_name_too(
    storage: Storage, owner: Actor, renamed: Selection
) -> None:
    another = renamed.model_copy(
        update={
            "id": "another",
            "title": "Another year",
            "candidates": (Candidate(id="y", name=NAME),),
            "answers": (),
            "attachments": (),
        }
    )
    storage.create_selection(owner, another, storage.catalogue(owner, renamed.id))
    preview = storage.preview_candidate_erasure(owner, renamed.id, CANDIDATE_ID)
    assert preview.elsewhere.other_selections == ("Another year",)
