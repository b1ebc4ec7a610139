"""Erasing takes names out of a changed award record and does not make it look sound again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from unit.awarding.award_records import record_of, sealed, small_evaluation

from scorecard.awarding import integrity_sentence
from scorecard.model import Eraser, Integrity, SealedAward, fingerprint, person_marks
from scorecard.storage.erasing import erased_award

ERASED_AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
LATER = ERASED_AT + timedelta(days=30)
SIGNER = "Ines Okafor"


def signed() -> SealedAward:
    award = sealed(record_of(small_evaluation(), "Atlas", signer=SIGNER))
    return award.model_copy(update={"history_sha256": award.sha256})


def eraser_of(*names: str) -> Eraser:
    marks = person_marks(
        erasure_id="e", selection_id="test", names=names, salt="5a", erased_at=ERASED_AT
    )
    return Eraser(marks, "test")


def with_another_winner(award: SealedAward) -> SealedAward:
    text = award.text.replace('"chosen_candidate_id":"Atlas"', '"chosen_candidate_id":"=Borealis"')
    assert text != award.text
    return award.model_copy(update={"text": text})


def test_a_record_with_another_winner_is_still_changed_after_a_person_was_erased() -> None:
    changed = with_another_winner(signed())
    assert changed.integrity is Integrity.CHANGED

    erased = erased_award(eraser_of(SIGNER), changed, ERASED_AT)

    assert "Okafor" not in erased.text
    assert "5a17" not in erased.text, "the salt would let names be guessed"
    assert erased.integrity is Integrity.CHANGED
    assert (erased.erased_at, erased.erased_sha256) == (None, "")
    assert "has been changed since it was signed" in integrity_sentence(erased)


def test_a_record_changed_after_one_erasure_is_still_changed_after_the_next() -> None:
    first = erased_award(eraser_of("Ana"), signed(), ERASED_AT)
    assert first.integrity is Integrity.PARTS_ERASED

    changed = with_another_winner(first)
    erased = erased_award(eraser_of(SIGNER), changed, LATER)

    assert "Okafor" not in erased.text
    assert erased.integrity is Integrity.CHANGED
    assert (erased.erased_at, erased.erased_sha256) == (ERASED_AT, first.erased_sha256)


def test_a_text_that_says_nothing_any_more_loses_the_name_and_stays_changed() -> None:
    gone = signed().model_copy(update={"text": f"signed by {SIGNER}"})
    erased = erased_award(eraser_of(SIGNER), gone, ERASED_AT)
    assert erased.text == "signed by erased person"
    assert erased.integrity is Integrity.CHANGED


def test_a_record_sealed_before_a_field_was_there_is_left_alone_where_nothing_is_erased() -> None:
    """Its text lacks the field: written anew it would differ, although nothing was erased."""
    award = signed()
    older = award.text.replace('"debrief_figures":null,', "")
    assert older != award.text
    sha256 = fingerprint(older)
    kept = SealedAward(id=award.id, text=older, sha256=sha256, history_sha256=sha256)
    assert erased_award(eraser_of("Nobody Here"), kept, ERASED_AT) == kept


@pytest.mark.parametrize("name", [SIGNER, "Ana"])
def test_a_sound_record_says_that_parts_were_erased(name: str) -> None:
    erased = erased_award(eraser_of(name), signed(), ERASED_AT)
    assert erased.integrity is Integrity.PARTS_ERASED
    assert name not in erased.text
