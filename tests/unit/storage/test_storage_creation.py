"""Whole selections: created, listed, duplicated, written to a document and restored."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.document import AttachedFile, read_document, write_document
from scorecard.model import Answer, Attachment, Candidate, Phase, Selection, Status
from scorecard.storage import (
    Duplicate,
    NotFound,
    Refused,
    Storage,
    TooLarge,
    answer_subject,
    open_storage,
)


@pytest.fixture
def lived_in(storage: Storage, owner: Actor, stored: Selection, clock) -> Selection:
    """A selection with changes, an undone answer, a file, a link, an exclusion."""
    refused = Answer(candidate_id="Atlas", question_id="q_price", status=Status.REFUSED)
    storage.save_answer(owner, stored.id, refused, expected_version=1)
    clock.advance(minutes=1)
    storage.undo_answer(owner, stored.id, "Atlas", "q_price", expected_version=2)
    storage.add_attachment(
        owner,
        stored.id,
        candidate_id="Borealis",
        question_id="q_price",
        name="quote.pdf",
        media_type="application/pdf",
        content=b"%PDF quote",
    )
    storage.exclude_criterion(owner, stored.id, "price", reason="not ours")
    storage.save_details(owner, stored.id, title="Peak", expected_version=1)
    return storage.load(owner, stored.id)


def test_a_created_selection_is_what_was_given_with_versions_counted_from_one(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    created = storage.create_selection(owner, selection, catalogue, reason="tender 12")

    assert created == storage.load(owner, selection.id)
    assert (created.version, created.revision) == (1, 1)
    assert created.points == selection.points
    assert list(created.points) == list(selection.points)
    assert created.created_at == selection.created_at
    assert [c.model_copy(update={"version": 0}) for c in created.candidates] == list(
        selection.candidates
    )
    plain = {(a.candidate_id, a.question_id): a.value for a in created.answers}
    assert plain == {(a.candidate_id, a.question_id): a.value for a in selection.answers}
    assert storage.catalogue(owner, selection.id) == catalogue
    entry = storage.history(owner, selection.id)[0]
    assert (entry.action, entry.actor, entry.reason) == ("selection_created", "Ana", "tender 12")


def test_the_same_id_cannot_be_created_twice(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> None:
    with pytest.raises(Duplicate, match="here already"):
        storage.create_selection(owner, stored, catalogue)


def test_the_list_shows_the_last_change_first_and_who_made_it(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection, *, catalogue, clock
) -> None:
    clock.advance(hours=1)
    storage.create_selection(
        owner, stored.model_copy(update={"id": "second", "is_example": True}), catalogue
    )
    clock.advance(hours=1)
    storage.add_candidate(colleague, stored.id, Candidate(id="c", name="Cobalt"))

    first, second = storage.list_selections(owner)

    assert (first.id, first.candidate_count, first.revision) == (stored.id, 3, 2)
    assert (first.last_change_at, first.last_change_by) == (clock.now, "Ben")
    assert (first.title, first.phase, first.is_example) == ("Test", Phase.CLOSED, False)
    assert (second.id, second.candidate_count, second.last_change_by) == ("second", 2, "Ana")
    assert second.is_example


def test_an_actor_with_access_to_one_selection_sees_only_that_one(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> None:
    storage.create_selection(owner, stored.model_copy(update={"id": "second"}), catalogue)
    limited = Actor(name="Lea", role=owner.role, selection_ids=frozenset({"second"}))

    assert [summary.id for summary in storage.list_selections(limited)] == ["second"]


def test_an_unknown_selection_is_not_found(storage: Storage, owner: Actor) -> None:
    for read in (storage.load, storage.catalogue, storage.revision, storage.history):
        with pytest.raises(NotFound, match="no such selection"):
            read(owner, "nowhere")


def test_the_document_restores_everything_in_another_database(
    storage: Storage, owner: Actor, lived_in: Selection, tmp_path, clock
) -> None:
    text = write_document(storage.document(owner, lived_in.id))

    elsewhere = open_storage(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}", now=clock)
    document = read_document(text)
    assert document.catalogue is not None
    restored = elsewhere.import_selection(
        owner,
        document.selection,
        document.catalogue,
        history=document.history,
        files=document.files,
    )

    assert restored == lived_in.model_copy(update={"revision": lived_in.revision + 1})
    again = elsewhere.document(owner, lived_in.id)
    original = storage.document(owner, lived_in.id)
    assert again.catalogue == original.catalogue
    assert again.files == original.files
    # Restoring is the one entry more, with the revision that it made.
    assert again.history[:-1] == original.history
    assert again.history[-1].action == "selection_restored"
    assert again.history[-1].revision == restored.revision
    elsewhere.close()


def test_what_was_restored_can_be_undone_as_before(
    storage: Storage, owner: Actor, lived_in: Selection, catalogue: Catalogue
) -> None:
    changed = Answer(
        candidate_id="Atlas", question_id="q_price", status=Status.ANSWERED, value=19.0
    )
    storage.save_answer(owner, lived_in.id, changed, expected_version=3)
    document = storage.document(owner, lived_in.id)
    copy = storage.import_selection(
        owner,
        document.selection,
        catalogue,
        history=document.history,
        files=document.files,
        as_copy=True,
    )

    undone = storage.undo_answer(owner, copy.id, "Atlas", "q_price", expected_version=4)

    assert undone.value == 12
    assert storage.load(owner, lived_in.id).answer("Atlas", "q_price").value == 19


def test_restoring_what_is_here_is_refused_unless_as_a_copy(
    storage: Storage, owner: Actor, lived_in: Selection
) -> None:
    document = storage.document(owner, lived_in.id)
    assert document.catalogue is not None
    with pytest.raises(Duplicate, match="as a copy"):
        storage.import_selection(
            owner, document.selection, document.catalogue, files=document.files
        )

    copy = storage.import_selection(
        owner, document.selection, document.catalogue, files=document.files, as_copy=True
    )

    assert copy.id != lived_in.id
    assert copy.answers == lived_in.answers
    file = storage.read_attachment(owner, copy.id, copy.attachments[0].id)
    assert file.content == b"%PDF quote"
    assert storage.load(owner, lived_in.id) == lived_in


def described_file(content: bytes, **changes: object) -> AttachedFile:
    fields: dict[str, object] = {
        "id": "f1",
        "candidate_id": "Atlas",
        "question_id": "q_price",
        "name": "../../../quote.pdf",
        "media_type": "text/html; x",
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "added_at": "2026-11-01T10:00:00Z",
        **changes,
    }
    return AttachedFile(description=Attachment.model_validate(fields), content=content)


def test_a_hostile_file_name_in_a_document_is_made_safe(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    file = described_file(b"content")
    with_file = selection.model_copy(update={"attachments": (file.description,)})

    restored = storage.import_selection(owner, with_file, catalogue, files=[file])

    assert restored.attachments[0].name == "quote.pdf"
    assert restored.attachments[0].media_type == "text/html"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (described_file(b"content", sha256="0" * 64), "damaged"),
        (described_file(b"content", size_bytes=3), "damaged"),
        (described_file(b"content", candidate_id="Nobody"), "not in the document"),
        (described_file(b""), "empty"),
    ],
)
def test_a_document_with_an_unsound_file_is_refused_as_a_whole(
    storage: Storage,
    owner: Actor,
    selection: Selection,
    catalogue: Catalogue,
    *,
    file: AttachedFile,
    words: str,
) -> None:
    with_file = selection.model_copy(update={"attachments": (file.description,)})
    with pytest.raises(Refused, match=words):
        storage.import_selection(owner, with_file, catalogue, files=[file])
    assert storage.list_selections(owner, include_archived=True) == ()


def test_a_document_without_the_files_it_describes_is_refused(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    file = described_file(b"content")
    with_file = selection.model_copy(update={"attachments": (file.description,)})
    for description, files in ((with_file, []), (selection, [file]), (with_file, [file, file])):
        with pytest.raises(Refused, match="not those"):
            storage.import_selection(owner, description, catalogue, files=files)
    with pytest.raises(Refused):
        storage.create_selection(owner, with_file, catalogue)


def test_a_file_above_the_limit_is_refused_in_a_document_too(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    file = described_file(b"x" * (25 * 1024 * 1024 + 1))
    with_file = selection.model_copy(update={"attachments": (file.description,)})
    with pytest.raises(TooLarge):
        storage.import_selection(owner, with_file, catalogue, files=[file])


def test_a_duplicate_has_everything_but_the_history_and_the_links(
    storage: Storage, owner: Actor, lived_in: Selection, clock
) -> None:
    clock.advance(days=1)
    copy = storage.duplicate_selection(owner, lived_in.id, title="Second round")

    assert copy.id != lived_in.id
    same = {"id": lived_in.id, "title": "Peak", "created_at": lived_in.created_at}
    assert copy.model_copy(update={**same, "revision": lived_in.revision}) == lived_in
    assert (copy.title, copy.created_at, copy.revision) == ("Second round", clock.now, 1)
    assert storage.catalogue(owner, copy.id) == storage.catalogue(owner, lived_in.id)
    assert [entry.action for entry in storage.history(owner, copy.id)] == ["selection_duplicated"]
    file = storage.read_attachment(owner, copy.id, copy.attachments[0].id)
    assert file.content == b"%PDF quote"


def test_a_change_of_the_duplicate_leaves_the_original_alone(
    storage: Storage, owner: Actor, lived_in: Selection
) -> None:
    copy = storage.duplicate_selection(owner, lived_in.id, title="")
    assert copy.title == "Copy of Peak"
    storage.remove_attachment(owner, copy.id, copy.attachments[0].id)
    storage.remove_candidate(owner, copy.id, "Atlas", expected_version=1)

    assert storage.load(owner, lived_in.id) == lived_in
    assert storage.document(owner, lived_in.id).files[0].content == b"%PDF quote"


def test_the_history_is_newest_first_limited_and_never_rewritten(
    storage: Storage, owner: Actor, lived_in: Selection
) -> None:
    entries = storage.history(owner, lived_in.id)

    assert [entry.action for entry in entries] == [
        "title_changed",
        "criterion_excluded",
        "attachment_added",
        "answer_undone",
        "answer_saved",
        "selection_created",
    ]
    assert [entry.revision for entry in entries] == [6, 5, 4, 3, 2, 1]
    assert storage.history(owner, lived_in.id, limit=2) == entries[:2]
    price = answer_subject("Atlas", "q_price")
    assert {entry.subject for entry in storage.history(owner, lived_in.id, subject=price)} == {
        price
    }


def test_moments_are_kept_in_utc_to_the_microsecond(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    created_at = datetime.fromisoformat("2026-11-22T23:30:00.123456-05:00")
    given = selection.model_copy(update={"created_at": created_at})

    storage.create_selection(owner, given, catalogue)

    kept = storage.load(owner, given.id).created_at
    assert kept.isoformat() == "2026-11-23T04:30:00.123456+00:00"
