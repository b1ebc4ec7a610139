"""Answers: stored, refused when stale, remembered, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scorecard.access import Actor
from scorecard.model import Answer, DocumentReference, Evidence, Selection, Status
from scorecard.storage import (
    Conflict,
    NotFound,
    Refused,
    Storage,
    answer_subject,
    candidate_subject,
    open_storage,
)

PRICE_OF_BOREALIS = answer_subject("Borealis", "q_price")


def price(value: float, **fields: object) -> Answer:
    return Answer.model_validate(
        {
            "candidate_id": "Borealis",
            "question_id": "q_price",
            "status": "answered",
            "value": value,
            **fields,
        }
    )


def test_a_first_answer_gets_version_one_and_raises_the_revision_by_one(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = storage.save_answer(owner, stored.id, price(15.5), expected_version=0)

    assert (saved.version, saved.revision) == (1, stored.revision + 1)
    assert storage.load(owner, stored.id).answer("Borealis", "q_price").value == 15.5
    assert storage.revision(owner, stored.id) == stored.revision + 1


def test_the_history_says_who_when_what_before_after_and_why(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection, clock
) -> None:
    storage.save_answer(owner, stored.id, price(15.5), expected_version=0)
    clock.advance(minutes=5)
    storage.save_answer(
        colleague, stored.id, price(16), expected_version=1, reason="corrected quote"
    )

    newest, first = storage.history(owner, stored.id, subject=PRICE_OF_BOREALIS)

    assert (newest.actor, newest.action, newest.reason) == (
        "Ben",
        "answer_saved",
        "corrected quote",
    )
    assert newest.at == clock.now
    assert newest.revision == stored.revision + 2
    assert newest.before["value"] == 15.5
    assert newest.after["value"] == 16
    assert (first.actor, first.before) == ("Ana", None)


def test_a_stale_answer_is_refused_with_both_values_and_leaves_the_stored_one(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_answer(colleague, stored.id, price(15.5), expected_version=0)

    with pytest.raises(Conflict) as refusal:
        storage.save_answer(owner, stored.id, price(17.25, note="by phone"), expected_version=0)

    assert refusal.value.stored == price(15.5, version=1)
    assert refusal.value.attempted == price(17.25, note="by phone")
    assert refusal.value.stored_version == 1
    for part in ("Ben", "15.5", "17.25", "by phone"):
        assert part in str(refusal.value)
    assert storage.load(owner, stored.id).answer("Borealis", "q_price").value == 15.5
    assert storage.revision(owner, stored.id) == stored.revision + 1


def test_after_a_conflict_the_same_answer_can_replace_the_stored_one_on_purpose(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answer(owner, stored.id, price(15.5), expected_version=0)
    with pytest.raises(Conflict) as refusal:
        storage.save_answer(owner, stored.id, price(17), expected_version=0)

    storage.save_answer(
        owner, stored.id, price(17), expected_version=refusal.value.stored_version or 0
    )

    assert storage.load(owner, stored.id).answer("Borealis", "q_price").value == 17


def test_two_people_who_write_different_answers_do_not_disturb_each_other(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_answer(colleague, stored.id, price(15.5), expected_version=0)

    other = Answer(
        candidate_id="Borealis", question_id="q_quality", status=Status.ANSWERED, value=7.0
    )
    saved = storage.save_answer(owner, stored.id, other, expected_version=1)

    assert saved.version == 2


def test_storing_what_is_there_already_changes_nothing(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answer(owner, stored.id, price(15.5), expected_version=0)

    # Even with the version of somebody who has not seen it: there is nothing to lose.
    saved = storage.save_answer(owner, stored.id, price(15.5), expected_version=0)

    assert (saved.version, saved.revision) == (1, stored.revision + 1)
    assert len(storage.history(owner, stored.id, subject=PRICE_OF_BOREALIS)) == 1


def test_undo_goes_back_one_change_at_a_time_down_to_nothing(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    for version, value in enumerate([11.0, 12.0, 13.0]):
        storage.save_answer(owner, stored.id, price(value), expected_version=version)

    values = []
    for version in (3, 4, 5):
        undone = storage.undo_answer(
            owner, stored.id, "Borealis", "q_price", expected_version=version
        )
        values.append((undone.status, undone.value, undone.version))

    assert values == [
        (Status.ANSWERED, 12.0, 4),
        (Status.ANSWERED, 11.0, 5),
        (Status.OPEN, None, 6),
    ]
    assert storage.load(owner, stored.id).answer("Borealis", "q_price") == undone
    with pytest.raises(NotFound, match="no earlier answer"):
        storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=6)


def test_undo_after_a_new_answer_takes_back_the_new_answer(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_answer(owner, stored.id, price(11), expected_version=0)
    storage.save_answer(owner, stored.id, price(12), expected_version=1)
    storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=2)
    storage.save_answer(owner, stored.id, price(14), expected_version=3)

    undone = storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=4)

    assert undone.value == 11


def test_undo_of_an_answer_that_somebody_else_has_changed_is_a_conflict(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_answer(owner, stored.id, price(11), expected_version=0)
    storage.save_answer(colleague, stored.id, price(12), expected_version=1)

    with pytest.raises(Conflict):
        storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=1)


def test_undo_brings_back_the_document_and_note_too(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    full = price(
        11,
        evidence=Evidence.DOCUMENTED,
        document=DocumentReference(
            title="Quote", issuer="Borealis", issued_on=date(2026, 10, 1), scope="all seats"
        ),
        note="valid for 30 days",
        as_of="2026-10-02",
    )
    storage.save_answer(owner, stored.id, full, expected_version=0)
    refused = Answer(candidate_id="Borealis", question_id="q_price", status=Status.REFUSED)
    storage.save_answer(owner, stored.id, refused, expected_version=1)

    undone = storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=2)

    assert undone == full.model_copy(update={"version": 3})


def test_an_answer_of_an_unknown_or_removed_candidate_is_not_found(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    nobody = price(1).model_copy(update={"candidate_id": "Nobody"})
    with pytest.raises(NotFound, match="no such candidate"):
        storage.save_answer(owner, stored.id, nobody, expected_version=0)

    storage.remove_candidate(owner, stored.id, "Borealis", expected_version=1)
    with pytest.raises(NotFound, match="removed"):
        storage.save_answer(owner, stored.id, price(1), expected_version=0)
    # The refused writes left no trace beside the removal itself.
    assert storage.history(owner, stored.id, limit=1)[0].subject == candidate_subject("Borealis")


def test_a_null_character_is_refused_in_plain_words_and_nothing_is_stored(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    with pytest.raises(Refused, match="The note contains a character"):
        storage.save_answer(owner, stored.id, price(1, note="a\x00b"), expected_version=0)

    assert storage.revision(owner, stored.id) == stored.revision


def test_everything_typed_is_there_when_the_database_is_opened_again(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    storage.save_answer(owner, stored.id, price(15.5, note="x" * 20_000), expected_version=0)
    expected = storage.load(owner, stored.id)
    storage.close()

    again = open_storage(f"sqlite:///{database_file}")

    assert again.load(owner, stored.id) == expected
    again.close()


def test_a_reader_in_another_process_sees_only_and_all_that_is_new(
    storage: Storage, owner: Actor, stored: Selection, open_again
) -> None:
    """The other one has read the selection before, so that it fetches the difference."""
    other = open_again()
    assert other.load(owner, stored.id) == stored

    storage.save_answer(owner, stored.id, price(15.5), expected_version=0)
    changed = price(9).model_copy(update={"question_id": "q_quality"})
    storage.save_answer(owner, stored.id, changed, expected_version=1)

    seen = other.load(owner, stored.id)
    assert seen.answer("Borealis", "q_price").value == 15.5
    assert seen.answer("Borealis", "q_quality").value == 9
    assert seen == open_again().load(owner, stored.id)
