"""Candidates: added, renamed, removed without loss, and shortlisted."""

from __future__ import annotations

import pytest

from scorecard.access import AccessDenied, Actor, Role
from scorecard.model import Answer, Candidate, Selection, Status
from scorecard.storage import Conflict, Duplicate, NotFound, Refused, Storage, candidate_subject


def names(storage: Storage, owner: Actor, stored: Selection) -> list[str]:
    return [candidate.name for candidate in storage.load(owner, stored.id).candidates]


def test_a_new_candidate_comes_last_with_a_position_never_used_before(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    moved = stored.candidate("Borealis").model_copy(update={"position": 5})
    storage.save_candidate(owner, stored.id, moved, expected_version=1)
    storage.remove_candidate(owner, stored.id, "Borealis", expected_version=2)

    added = storage.add_candidate(owner, stored.id, Candidate(id="c", name="Cobalt"))

    # Atlas has position 0, the removed Borealis 5: its colour stays its own.
    assert (added.position, added.version) == (6, 1)
    assert names(storage, owner, stored) == ["Atlas", "Cobalt"]
    assert storage.load(owner, stored.id).candidate("c") == added


@pytest.mark.parametrize("name", ["Atlas", "ATLAS", "  atlas ", "aTlAs\t"])
def test_the_same_name_is_refused_whatever_its_case_and_spacing(
    storage: Storage, owner: Actor, stored: Selection, name: str
) -> None:
    with pytest.raises(Duplicate, match="'Atlas' already"):
        storage.add_candidate(owner, stored.id, Candidate(id="new", name=name))
    renamed = stored.candidate("Borealis").model_copy(update={"name": name})
    with pytest.raises(Duplicate, match="another name"):
        storage.save_candidate(owner, stored.id, renamed, expected_version=1)

    assert names(storage, owner, stored) == ["Atlas", "Borealis"]


def test_a_name_of_spaces_is_refused(storage: Storage, owner: Actor, stored: Selection) -> None:
    with pytest.raises(Refused, match="needs a name"):
        storage.add_candidate(owner, stored.id, Candidate(id="new", name="   "))


def test_limits_hold_for_a_copied_candidate_too(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    long_note = stored.candidate("Atlas").model_copy(update={"note": "x" * 50_000})
    with pytest.raises(Refused, match="note of 'Atlas'"):
        storage.save_candidate(owner, stored.id, long_note, expected_version=1)


def test_a_stale_change_of_a_candidate_is_refused_with_both_values(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    atlas = stored.candidate("Atlas")
    theirs = atlas.model_copy(update={"note": "called on Monday"})
    storage.save_candidate(colleague, stored.id, theirs, expected_version=1)

    mine = atlas.model_copy(update={"note": "called on Tuesday"})
    with pytest.raises(Conflict) as refusal:
        storage.save_candidate(owner, stored.id, mine, expected_version=1)

    assert refusal.value.stored == theirs.model_copy(update={"version": 2})
    assert refusal.value.attempted == mine
    assert "called on Monday" in str(refusal.value)
    assert "called on Tuesday" in str(refusal.value)


def test_a_removed_candidate_comes_back_with_its_answers(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    removed = storage.remove_candidate(
        owner, stored.id, "Atlas", expected_version=1, reason="withdrew"
    )
    without = storage.load(owner, stored.id)
    assert [candidate.id for candidate in without.candidates] == ["Borealis"]
    assert {answer.candidate_id for answer in without.answers} == {"Borealis"}
    assert [candidate.id for candidate in storage.removed_candidates(owner, stored.id)] == ["Atlas"]

    storage.restore_candidate(owner, stored.id, "Atlas")

    back = storage.load(owner, stored.id)
    assert back.answers == stored.answers
    assert [candidate.name for candidate in back.candidates] == ["Atlas", "Borealis"]
    assert storage.removed_candidates(owner, stored.id) == ()
    restored, removal = storage.history(owner, stored.id, subject=candidate_subject("Atlas"))
    assert (removal.action, removal.reason) == ("candidate_removed", "withdrew")
    assert removal.revision == removed.revision
    assert restored.action == "candidate_restored"


def test_a_removed_candidate_does_not_come_back_beside_a_namesake(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.remove_candidate(owner, stored.id, "Atlas", expected_version=1)
    storage.add_candidate(owner, stored.id, Candidate(id="other", name="atlas"))

    with pytest.raises(Duplicate):
        storage.restore_candidate(owner, stored.id, "Atlas")


def test_removing_somebody_whom_others_have_changed_since_is_a_conflict(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    changed = stored.candidate("Atlas").model_copy(update={"shortlisted": True})
    storage.save_candidate(colleague, stored.id, changed, expected_version=1)

    with pytest.raises(Conflict):
        storage.remove_candidate(owner, stored.id, "Atlas", expected_version=1)
    with pytest.raises(NotFound):
        storage.restore_candidate(owner, stored.id, "Atlas")


def test_who_overrode_a_flag_is_the_one_who_did_it_whatever_the_page_says(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    overridden = stored.candidate("Atlas").model_copy(
        update={"shortlisted": True, "override_reason": "fixed in May", "override_by": "The board"}
    )
    storage.save_candidate(colleague, stored.id, overridden, expected_version=1)
    assert storage.load(owner, stored.id).candidate("Atlas").override_by == "Ben"

    # Another change by somebody else leaves the name of the one who overrode.
    kept = storage.load(owner, stored.id).candidate("Atlas")
    noted = kept.model_copy(update={"note": "x"})
    storage.save_candidate(owner, stored.id, noted, expected_version=2)
    assert storage.load(owner, stored.id).candidate("Atlas").override_by == "Ben"

    withdrawn = noted.model_copy(update={"override_reason": "", "shortlisted": False})
    storage.save_candidate(owner, stored.id, withdrawn, expected_version=3)
    assert storage.load(owner, stored.id).candidate("Atlas").override_by == ""


def test_an_evaluator_changes_answers_but_neither_candidates_nor_the_shortlist(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    evaluator = Actor(name="Eve", role=Role.EVALUATOR, selection_ids=frozenset({stored.id}))
    answer = Answer(candidate_id="Atlas", question_id="q_price", status=Status.ANSWERED, value=13.0)
    storage.save_answer(evaluator, stored.id, answer, expected_version=1)

    atlas = storage.load(owner, stored.id).candidate("Atlas")
    for update, words in (
        ({"note": "x"}, "edit the candidates"),
        ({"shortlisted": True}, "change the shortlist"),
        ({"override_reason": "x"}, "override a critical flag"),
    ):
        with pytest.raises(AccessDenied, match=words):
            storage.save_candidate(
                evaluator, stored.id, atlas.model_copy(update=update), expected_version=1
            )
    assert storage.load(owner, stored.id).candidate("Atlas") == atlas
