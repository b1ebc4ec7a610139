"""Award records: sealed, decided in the same transaction, corrected by a new record only."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from unit.storage.award_case import draft_of

from scorecard.access import Actor
from scorecard.document import read_document, write_document
from scorecard.model import Concern, Disclosed, Integrity, Phase, Selection
from scorecard.rules_fixed import Fixed, RulesFixed, rules_fixed
from scorecard.storage import Archived, Refused, Storage, award_subject


def test_a_decision_is_sealed_and_the_selection_is_decided_by_the_same_change(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    revision = storage.revision(owner, stored.id)

    sealed = storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))

    # The fingerprint by hand: SHA-256 over JSON with sorted keys and no spaces.
    content = json.loads(sealed.text)
    again = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sealed.sha256 == hashlib.sha256(again.encode()).hexdigest()
    assert storage.load(owner, stored.id).phase is Phase.DECIDED
    assert storage.revision(owner, stored.id) == revision + 1
    (entry,) = storage.history(owner, stored.id, subject=award_subject(sealed.id))
    assert (entry.action, entry.actor) == ("award_recorded", "Ana")
    assert isinstance(entry.after, dict)
    assert entry.after["sha256"] == sealed.sha256
    assert storage.list_awards(owner, stored.id) == (sealed,)
    assert sealed.integrity is Integrity.UNCHANGED


def test_a_decision_drafted_before_somebody_changed_the_selection_is_refused(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    draft = draft_of(storage, owner, stored.id)
    storage.save_points(owner, stored.id, {"price": 9.0}, expected_points={"price": 1.0})

    with pytest.raises(Refused, match="has changed since"):
        storage.record_award(owner, stored.id, draft)

    assert storage.list_awards(owner, stored.id) == ()
    assert storage.load(owner, stored.id).phase is Phase.CLOSED


def test_a_decision_that_leaves_a_concern_of_the_ranking_unanswered_is_refused(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    draft = draft_of(storage, owner, stored.id, "Borealis")
    # Borealis has rank 2, and has not said its price.
    assert Concern.NOT_FIRST in {concern.concern for concern in draft.concerns}
    silent = draft.model_copy(update={"concerns": ()})

    with pytest.raises(Refused, match="not first in the ranking"):
        storage.record_award(owner, stored.id, silent)

    assert storage.list_awards(owner, stored.id) == ()
    assert storage.load(owner, stored.id).phase is Phase.CLOSED
    storage.record_award(owner, stored.id, draft)


def test_a_decision_whose_concern_says_something_else_is_refused(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    draft = draft_of(storage, owner, stored.id, "Borealis")
    softened = tuple(
        concern.model_copy(update={"finding": "Borealis is nearly first."})
        for concern in draft.concerns
    )
    with pytest.raises(Refused, match="Nothing was recorded"):
        storage.record_award(owner, stored.id, draft.model_copy(update={"concerns": softened}))


def test_a_decision_with_a_ranking_that_is_not_the_selections_is_refused(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    draft = draft_of(storage, owner, stored.id)
    prettier = tuple(
        candidate.model_copy(update={"overall": 99.0}) for candidate in draft.standing.candidates
    )
    standing = draft.standing.model_copy(update={"candidates": prettier})
    with pytest.raises(Refused, match="not the ranking of this selection"):
        storage.record_award(owner, stored.id, draft.model_copy(update={"standing": standing}))


def test_a_tie_break_of_after_the_answers_cannot_be_sealed_as_declared_before_them(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    brief = stored.brief.model_copy(update={"tie_break": "criterion:quality"})
    storage.save_brief(
        owner, stored.id, brief, expected_version=stored.version, reason="Agreed late"
    )
    claimed = RulesFixed(unchanged=Fixed.BEFORE_CANDIDATES)
    with pytest.raises(Refused, match="is not the ranking of this selection"):
        storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id, rules=claimed))

    history = storage.history(owner, stored.id)
    rules = rules_fixed(history, storage.load(owner, stored.id))
    sealed = storage.record_award(
        owner, stored.id, draft_of(storage, owner, stored.id, rules=rules)
    )
    assert sealed.record is not None
    assert "it was set on 2026-11-22, after answers had been recorded," in (
        sealed.record.standing.tie_break
    )


def test_a_correction_is_a_new_record_that_names_the_one_it_replaces_and_why(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    first = storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))
    with pytest.raises(Refused, match="record of the decision already"):
        storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))

    correction = draft_of(
        storage, owner, stored.id, replaces=first.id, correction_reason="A name was misspelt."
    )
    second = storage.record_award(owner, stored.id, correction)

    kept_first, kept_second = storage.list_awards(owner, stored.id)
    assert kept_first == first
    assert kept_second.record is not None
    assert kept_second.record.number == 2
    assert kept_second.record.replaces == first.id
    assert kept_second.record.replaces_sha256 == first.sha256
    assert kept_second.record.correction_reason == "A name was misspelt."
    assert second.id != first.id


def test_an_archived_selection_takes_no_decision(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    draft = draft_of(storage, owner, stored.id)
    storage.save_details(owner, stored.id, archived=True, expected_version=stored.version)
    with pytest.raises(Archived):
        storage.record_award(owner, stored.id, draft)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE awards SET text = replace(text, 'The better quality.', 'A nicer dinner.')",
        # Whoever changes the fingerprint too is found out by the one in the history.
        "UPDATE awards SET sha256 = '" + "0" * 64 + "'",
        "UPDATE awards SET text = 'gone'",
    ],
)
def test_a_record_that_was_changed_in_the_database_is_found_out(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path, tampering: str
) -> None:
    storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))
    with sqlite3.connect(database_file) as connection:
        connection.execute(tampering)

    (award,) = storage.list_awards(owner, stored.id)

    assert award.integrity is Integrity.CHANGED
    with pytest.raises(Refused, match="does not match its fingerprint"):
        storage.prepare_debriefs(owner, stored.id, award.id, [])


def test_text_and_fingerprint_changed_together_are_found_out_by_the_history(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    sealed = storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))
    forged = sealed.text.replace("The better quality.", "A nicer dinner.")
    with sqlite3.connect(database_file) as connection:
        connection.execute(
            "UPDATE awards SET text = ?, sha256 = ?",
            (forged, hashlib.sha256(forged.encode()).hexdigest()),
        )
    (award,) = storage.list_awards(owner, stored.id)
    assert award.integrity is Integrity.CHANGED


def test_what_debriefs_disclose_is_recorded_with_who_and_when(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    award = storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))
    revision = storage.revision(owner, stored.id)

    prepared = storage.prepare_debriefs(
        owner, stored.id, award.id, [Disclosed.OWN_RANK, Disclosed.WINNER_NAME]
    )

    assert storage.list_debriefings(owner, stored.id) == (prepared,)
    # In the order of the list of ticks, whatever order they were given in.
    assert prepared.disclosed == (Disclosed.WINNER_NAME, Disclosed.OWN_RANK)
    entry = storage.history(owner, stored.id)[0]
    assert (entry.action, entry.actor) == ("debriefs_prepared", "Ana")
    assert entry.after == {"disclosed": ["winner_name", "own_rank"]}
    assert storage.revision(owner, stored.id) == revision


def test_a_backup_brings_the_records_back_unchanged(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    award = storage.record_award(owner, stored.id, draft_of(storage, owner, stored.id))
    prepared = storage.prepare_debriefs(owner, stored.id, award.id, [Disclosed.OWN_RANK])
    document = read_document(write_document(storage.document(owner, stored.id)))
    assert document.catalogue is not None

    copy = storage.import_selection(
        owner,
        document.selection,
        document.catalogue,
        history=document.history,
        awards=document.awards,
        debriefings=document.debriefings,
        as_copy=True,
    )

    (kept,) = storage.list_awards(owner, copy.id)
    assert kept == award
    assert kept.integrity is Integrity.UNCHANGED
    assert storage.list_debriefings(owner, copy.id) == (prepared,)


def test_files_that_leave_are_remembered(storage: Storage, owner: Actor, stored: Selection) -> None:
    revision = storage.revision(owner, stored.id)
    storage.note_export(owner, stored.id, "shortlist workbook")
    (entry,) = storage.history(owner, stored.id, subject="export")
    assert (entry.action, entry.after) == ("exported", "shortlist workbook")
    assert storage.revision(owner, stored.id) == revision
