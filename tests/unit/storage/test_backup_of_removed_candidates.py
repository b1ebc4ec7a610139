"""A backup is complete: whoever was taken out is in it, and can be brought back after restoring."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from unit.storage.erasure_case import CANDIDATE_ID, NAME, assert_no_mark, filled, restored

from scorecard.access import Actor
from scorecard.document import Document, DocumentFaultError, read_document, write_document
from scorecard.model import Candidate, Selection
from scorecard.storage import Refused, Storage

CONTENT = b"a certificate"


@pytest.fixture
def without_atlas(storage: Storage, owner: Actor, stored: Selection) -> Selection:
    """Atlas was removed, with two answers, a file and a contact; the name was taken since."""
    storage.add_attachment(
        owner,
        stored.id,
        candidate_id="Atlas",
        question_id="q_price",
        name="certificate.pdf",
        media_type="application/pdf",
        content=CONTENT,
    )
    atlas = storage.load(owner, stored.id).candidate("Atlas")
    noted = atlas.model_copy(update={"contact_name": "Maria Sommer", "position": 7})
    storage.save_candidate(owner, stored.id, noted, expected_version=atlas.version)
    storage.remove_candidate(
        owner, stored.id, "Atlas", expected_version=atlas.version + 1, reason="withdrew"
    )
    storage.add_candidate(owner, stored.id, Candidate(id="new", name="atlas"))
    return storage.load(owner, stored.id)


def written(storage: Storage, owner: Actor) -> Document:
    return read_document(write_document(storage.document(owner, "test")))


def test_the_backup_brings_the_removed_back_with_answers_files_and_place(
    storage: Storage, owner: Actor, stored: Selection, without_atlas: Selection
) -> None:
    (before,) = storage.removed_candidates(owner, "test")
    copy_id = restored(storage, owner, written(storage, owner))

    copy = storage.load(owner, copy_id)
    assert copy.candidates == without_atlas.candidates
    assert copy.answers == without_atlas.answers
    assert copy.attachments == ()
    assert storage.removed_candidates(owner, copy_id) == (before,)

    # Its name is taken; once the other one has another name, it comes back as it was.
    new = copy.candidate("new")
    renamed = new.model_copy(update={"name": "Cobalt"})
    storage.save_candidate(owner, copy_id, renamed, expected_version=new.version)
    storage.restore_candidate(owner, copy_id, "Atlas")
    back = storage.load(owner, copy_id)
    assert (back.candidate("Atlas").contact_name, back.candidate("Atlas").position) == (
        "Maria Sommer",
        7,
    )
    assert [a for a in back.answers if a.candidate_id == "Atlas"] == [
        a for a in stored.answers if a.candidate_id == "Atlas"
    ]
    (file,) = back.attachments
    assert storage.read_attachment(owner, copy_id, file.id).content == CONTENT


def test_the_same_backup_gives_the_same_text_again(
    storage: Storage, owner: Actor, without_atlas: Selection
) -> None:
    text = write_document(storage.document(owner, "test"))
    assert write_document(read_document(text)) == text


def test_a_document_without_anybody_removed_is_written_as_before(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    assert "removed" not in json.loads(write_document(storage.document(owner, stored.id)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answers": [{"candidate_id": "new", "question_id": "q_price"}]}, "another candidate"),
        ({"removed_at": "yesterday"}, "removed_at"),
        ({"candidate": {"id": "", "name": "x"}}, "id"),
        ({"files": 5}, "'files' should be a list"),
    ],
)
def test_what_is_wrong_in_the_part_of_the_removed_is_said(
    storage: Storage, owner: Actor, without_atlas: Selection, change: dict, said: str
) -> None:
    content = json.loads(write_document(storage.document(owner, "test")))
    content["removed"][0] |= change
    with pytest.raises(DocumentFaultError, match=said):
        read_document(json.dumps(content))


def test_nobody_is_there_and_removed_at_once(
    storage: Storage, owner: Actor, without_atlas: Selection
) -> None:
    document = written(storage, owner)
    (removed,) = document.removed
    twice = removed.candidate.model_copy(update={"id": "new"})
    answers = tuple(a.model_copy(update={"candidate_id": "new"}) for a in removed.answers)
    for wrong in (
        (replace(removed, candidate=twice, answers=answers, files=()),),
        (removed, removed),
    ):
        with pytest.raises(Refused, match="twice"):
            restored(storage, owner, replace(document, removed=wrong))


def test_a_damaged_file_of_a_removed_candidate_is_refused(
    storage: Storage, owner: Actor, without_atlas: Selection
) -> None:
    document = written(storage, owner)
    (removed,) = document.removed
    (file,) = removed.files
    wrong = file.description.model_copy(
        update={"sha256": hashlib.sha256(b"something else").hexdigest()}
    )
    damaged = replace(removed, files=(replace(file, description=wrong),))
    with pytest.raises(Refused, match="is damaged"):
        restored(storage, owner, replace(document, removed=(damaged,)))


def test_whoever_was_erased_since_is_not_brought_back_by_the_part_of_the_removed(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    filled(storage, owner, stored.id)
    marked = storage.load(owner, stored.id).candidate(CANDIDATE_ID)
    storage.remove_candidate(owner, stored.id, CANDIDATE_ID, expected_version=marked.version)
    older = written(storage, owner)
    storage.erase_candidate(owner, stored.id, CANDIDATE_ID, confirmation=NAME, reason="Asked.")

    assert any("left out" in line for line in storage.left_out_on_restoring(owner, older))
    copy_id = restored(storage, owner, older)

    assert storage.removed_candidates(owner, copy_id) == ()
    assert_no_mark(write_document(storage.document(owner, copy_id)))


def test_a_name_that_was_erased_leaves_the_notes_of_a_removed_candidate_too(
    storage: Storage, owner: Actor, without_atlas: Selection
) -> None:
    older = written(storage, owner)
    storage.erase_person(
        owner, "test", ["Maria Sommer"], confirmation="Maria Sommer", reason="Asked."
    )
    copy_id = restored(storage, owner, older)
    (atlas,) = storage.removed_candidates(owner, copy_id)
    assert atlas.contact_name == "erased person"
