"""Erasing: everything of the candidate or person goes, from the file's bytes and backups too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
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

from scorecard.access import Actor, Role
from scorecard.document import read_document, write_document
from scorecard.model import Candidate, Integrity, Selection
from scorecard.storage import (
    NotFound,
    ReasonRequired,
    Refused,
    Storage,
    StorageError,
    open_storage,
)

REASON = "They withdrew and asked for it."


@pytest.fixture
def full(storage: Storage, owner: Actor, stored: Selection) -> Selection:
    filled(storage, owner, stored.id)
    return storage.load(owner, stored.id)


def erase(storage: Storage, actor: Actor, selection: Selection):
    return storage.erase_candidate(
        actor, selection.id, CANDIDATE_ID, confirmation=NAME, reason=REASON
    )


def on_disk(database_file: Path) -> bytes:
    """Every byte of the database, its log included."""
    parts = [database_file, database_file.with_name(database_file.name + "-wal")]
    return b"".join(part.read_bytes() for part in parts if part.exists())


def test_every_mark_is_in_the_file_before_and_none_is_left_in_it_afterwards(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    before = on_disk(database_file).decode("utf-8", "replace").casefold()
    assert [mark for mark in MARKS if mark not in before] == []

    erased = erase(storage, owner, full)

    assert erased.is_rewritten
    assert_no_mark(on_disk(database_file))
    with sqlite3.connect(database_file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_preview_counts_what_then_goes(storage: Storage, owner: Actor, full: Selection) -> None:
    before = storage.document(owner, full.id)

    preview = storage.preview_candidate_erasure(owner, full.id, CANDIDATE_ID)

    assert storage.document(owner, full.id) == before
    counts = preview.counts
    # Three answers, the note of quality, the clarification of price; the PDF of 24,000 bytes and
    # the questionnaire of 15; one answer in the scenario; one award, one frozen link.
    assert (counts.answers, counts.notes, counts.clarifications) == (3, 1, 1)
    assert (counts.files, counts.file_bytes, counts.questionnaires) == (2, 24_015, 1)
    assert (counts.scenario_answers, counts.awards, counts.frozen_links) == (1, 1, 1)
    assert counts.mentions > 0
    assert preview.elsewhere.exports == (("shortlist workbook", 1),)
    assert erase(storage, owner, full).counts == counts


def test_the_history_keeps_that_it_was_erased_by_whom_and_why_but_not_what(
    storage: Storage, owner: Actor, full: Selection
) -> None:
    erase(storage, owner, full)

    entries = storage.history(owner, full.id)
    assert (entries[0].action, entries[0].actor, entries[0].reason) == (
        "candidate_erased",
        "Ana",
        REASON,
    )
    assert entries[0].subject == "candidate:erased-candidate-1"
    answers = [e for e in entries if e.subject == "answer:erased-candidate-1:q_quality"]
    assert [(e.action, e.actor, e.before, e.after) for e in answers] == [
        ("answer_saved", "Ana", None, None)
    ]
    assert_no_mark(repr(entries))


def test_the_others_stay_as_they_were_and_texts_that_named_the_erased_say_so(
    storage: Storage, owner: Actor, full: Selection
) -> None:
    erase(storage, owner, full)

    left = storage.load(owner, full.id)
    assert [c.name for c in left.candidates] == ["Atlas", "Borealis"]
    answer = left.answer(OTHER, "q_quality")
    assert answer.value == 8
    assert answer.note == "Better than erased candidate 1, says erased person"
    assert storage.removed_candidates(owner, full.id) == ()


def test_a_frozen_link_whose_snapshot_held_the_candidate_opens_nothing_any_more(
    storage: Storage, owner: Actor, full: Selection
) -> None:
    erase(storage, owner, full)
    (frozen,) = [link for link in storage.list_links(owner, full.id) if link.frozen]
    assert frozen.revoked_at is not None
    assert frozen.label == "Board on erased candidate 1"


def test_an_award_keeps_the_fingerprint_it_was_signed_with_and_says_that_parts_are_erased(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    (signed,) = storage.list_awards(owner, full.id)

    erase(storage, owner, full)

    (award,) = storage.list_awards(owner, full.id)
    assert award.sha256 == signed.sha256
    assert award.integrity is Integrity.PARTS_ERASED
    assert award.record is not None
    assert award.record.chosen.name == "erased candidate 1"
    assert award.record.reasons == "The better quality."
    # Without the salt nobody can find the name by trying names until the fingerprint fits.
    assert award.record.salt == ""
    with sqlite3.connect(database_file) as connection:
        connection.execute("UPDATE awards SET text = replace(text, 'better', 'worse')")
    assert storage.list_awards(owner, full.id)[0].integrity is Integrity.CHANGED


def test_a_backup_from_before_does_not_bring_the_candidate_back(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    backup = write_document(storage.document(owner, full.id))
    erase(storage, owner, full)
    document = read_document(backup)

    said = storage.left_out_on_restoring(owner, document)
    copy = restored(storage, owner, document)

    assert "One candidate of this backup was erased here" in said[0]
    assert_no_mark(write_document(storage.document(owner, copy)))
    assert_no_mark(on_disk(database_file))
    (restoring,) = [e for e in storage.history(owner, copy) if e.action == "selection_restored"]
    assert "One candidate of this backup was erased here" in str(restoring.after)
    (award,) = storage.list_awards(owner, copy)
    assert award.integrity is Integrity.PARTS_ERASED


def test_a_rebuilt_server_learns_from_a_later_backup_what_was_erased(
    storage: Storage, owner: Actor, full: Selection, tmp_path: Path
) -> None:
    before = read_document(write_document(storage.document(owner, full.id)))
    erase(storage, owner, full)
    later = read_document(write_document(storage.document(owner, full.id)))
    rebuilt = open_storage(f"sqlite:///{tmp_path / 'rebuilt.sqlite3'}")
    try:
        restored(rebuilt, owner, later, as_copy=False)
        copy = restored(rebuilt, owner, before)
        assert_no_mark(write_document(rebuilt.document(owner, copy)))
    finally:
        rebuilt.close()


def test_a_backup_of_another_selection_is_left_alone(
    storage: Storage, owner: Actor, full: Selection
) -> None:
    """A company of the same name elsewhere is another candidate, of which nobody asked anything."""
    document = storage.document(owner, full.id)
    elsewhere = document.selection.model_copy(
        update={
            "id": "elsewhere",
            "candidates": (Candidate(id="theirs", name=NAME),),
            "answers": (),
            "attachments": (),
        }
    )
    assert document.catalogue is not None
    erase(storage, owner, full)
    kept = storage.import_selection(owner, elsewhere, document.catalogue)
    assert [c.name for c in kept.candidates] == [NAME]


def test_a_backup_of_a_copy_does_not_bring_the_candidate_back_either(
    storage: Storage, owner: Actor, full: Selection
) -> None:
    copy = storage.duplicate_selection(owner, full.id, title="Copy")
    backup = storage.document(owner, copy.id)
    preview = storage.preview_candidate_erasure(owner, full.id, CANDIDATE_ID)
    assert preview.elsewhere.other_selections == ("Copy",)
    erase(storage, owner, full)
    again = storage.load(owner, restored(storage, owner, backup))
    assert [c.name for c in again.candidates] == ["Atlas", "Borealis"]


@pytest.mark.parametrize(
    ("confirmation", "reason", "error"),
    [("Atlas", REASON, Refused), ("", REASON, Refused), (NAME, "  ", ReasonRequired)],
)
def test_without_the_typed_name_and_a_reason_nothing_is_erased(
    storage: Storage,
    owner: Actor,
    full: Selection,
    *,
    confirmation: str,
    reason: str,
    error: type[StorageError],
) -> None:
    before = storage.document(owner, full.id)
    with pytest.raises(error):
        storage.erase_candidate(
            owner, full.id, CANDIDATE_ID, confirmation=confirmation, reason=reason
        )
    assert storage.document(owner, full.id) == before


def test_a_removed_candidate_and_one_of_an_archived_selection_can_be_erased(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    version = full.candidate(CANDIDATE_ID).version
    storage.remove_candidate(owner, full.id, CANDIDATE_ID, expected_version=version)
    version = storage.load(owner, full.id).version
    storage.save_details(owner, full.id, archived=True, expected_version=version)
    erase(storage, owner, full)
    assert_no_mark(on_disk(database_file))


def test_the_name_of_another_candidate_that_contains_the_erased_one_stays(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.add_candidate(owner, stored.id, Candidate(id="x", name="Atlas Support"))
    other = stored.answer("Borealis", "q_quality")
    note = "Atlas lost to Atlas Support. atlas is no name here; ATLAS is."
    storage.save_answer(
        owner, stored.id, other.model_copy(update={"note": note}), expected_version=other.version
    )
    storage.erase_candidate(owner, stored.id, "Atlas", confirmation="atlas", reason=REASON)
    left = storage.load(owner, stored.id)
    assert left.candidate("x").name == "Atlas Support"
    assert left.answer("Borealis", "q_quality").note == (
        "erased candidate 1 lost to Atlas Support. atlas is no name here; erased candidate 1 is."
    )


def test_two_erasures_are_numbered_and_the_first_does_not_take_the_second_along(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    labels = [
        storage.erase_candidate(owner, stored.id, name, confirmation=name, reason=REASON).label
        for name in ("Borealis", "Atlas")
    ]
    assert labels == ["erased candidate 1", "erased candidate 2"]
    assert storage.load(owner, stored.id).candidates == ()


def test_a_person_goes_from_contacts_history_signatures_and_links(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    assert (CONTACT, EMAIL) in storage.known_people(owner, full.id)
    assert ("Ines Okafor", "") in storage.known_people(owner, full.id)

    storage.erase_person(
        owner, full.id, [CONTACT, EMAIL], confirmation=CONTACT.upper(), reason=REASON
    )
    storage.erase_person(owner, full.id, ["Ines Okafor"], confirmation="Ines Okafor", reason=REASON)
    storage.erase_person(owner, full.id, ["zqverifier"], confirmation="zqverifier", reason=REASON)

    assert_no_mark(on_disk(database_file), ("zqperson", "zq.person", "okafor", "zqverifier"))
    left = storage.load(owner, full.id).candidate(CANDIDATE_ID)
    assert (left.name, left.contact_name, left.contact_email) == (
        NAME,
        "erased person",
        "erased person",
    )
    (award,) = storage.list_awards(owner, full.id)
    assert award.record is not None
    assert award.record.signatures[0].name == "erased person"
    assert award.integrity is Integrity.PARTS_ERASED
    # Whoever held a link of that name is not let in any more.
    (personal,) = [li for li in storage.list_links(owner, full.id) if li.role is Role.EVALUATOR]
    assert (personal.label, personal.revoked_at is None) == ("erased person", False)


def test_a_person_who_wrote_is_erased_from_the_history(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_points(colleague, stored.id, {"price": 9.0}, expected_points={"price": 1.0})
    backup = storage.document(owner, stored.id)
    storage.erase_person(owner, stored.id, ["Ben"], confirmation="Ben", reason=REASON)
    assert {e.actor for e in storage.history(owner, stored.id)} == {"Ana", "erased person"}
    copy = restored(storage, owner, backup)
    assert "Ben" not in write_document(storage.document(owner, copy))


def test_nobody_erases_the_own_name_and_nobody_a_name_that_stands_nowhere(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    with pytest.raises(Refused, match="your own name"):
        storage.erase_person(owner, stored.id, ["Ana"], confirmation="Ana", reason=REASON)
    with pytest.raises(NotFound, match="nowhere"):
        storage.erase_person(owner, stored.id, ["Nobody"], confirmation="Nobody", reason=REASON)


def test_while_somebody_reads_the_data_go_and_the_file_can_be_rewritten_later(
    storage: Storage, owner: Actor, full: Selection, database_file: Path
) -> None:
    reader = sqlite3.connect(database_file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answers").fetchone()
    erased = erase(storage, owner, full)
    assert not erased.is_rewritten
    assert CANDIDATE_ID not in {c.id for c in storage.load(owner, full.id).candidates}
    reader.execute("ROLLBACK")
    reader.close()
    assert storage.finish_erasing(owner, full.id)
    assert_no_mark(on_disk(database_file))


def test_what_was_read_before_the_erasure_is_not_served_again(
    storage: Storage, owner: Actor, full: Selection, open_again: Callable[[], Storage]
) -> None:
    other_process = open_again()
    assert len(other_process.load(owner, full.id).candidates) == 3
    erase(storage, owner, full)
    assert_no_mark(repr(other_process.load(owner, full.id)))
    assert_no_mark(repr(storage.load(owner, full.id)))
