"""Taking over a newer catalogue, and the earlier copy back: access, version, reason, history."""

from __future__ import annotations

import pytest
from building import atlas_and_borealis
from hypothesis import given
from hypothesis import strategies as st
from unit.catalogue.catalogue_editing import (
    Content,
    edited,
    entry,
    newer,
    older,
    with_anchor,
    with_speed,
    without_price,
)

from scorecard.access import AccessDenied, Actor, Role
from scorecard.catalogue import OWN_ANCHORS, Catalogue
from scorecard.document import read_document, write_document
from scorecard.model import Answer, Selection
from scorecard.rules_fixed import Fixed, criterion_rule, rules_fixed
from scorecard.storage import (
    CATALOGUE_SUBJECT,
    Archived,
    Conflict,
    NotFound,
    ReasonRequired,
    Refused,
    Storage,
)
from scorecard.storage.differences import differing_entries, taken_back, with_order

REASON = "The thresholds were corrected"


@pytest.fixture
def catalogue() -> Catalogue:
    return older()


@pytest.fixture
def selection() -> Selection:
    given = atlas_and_borealis()
    answers = tuple(a for a in given.answers if a.question_id == "q_quality")
    return given.model_copy(update={"answers": answers})


def changed() -> Catalogue:
    """Another anchor of quality, speed as well, and no price."""

    def change(content: Content) -> None:
        with_speed(content)
        with_anchor(content, 8)
        without_price(content)

    return newer(change)


def take_over(storage: Storage, actor: Actor, selection: Selection, **fields: object) -> object:
    arguments = {"expected_version": selection.version, "reason": REASON} | fields
    other = arguments.pop("other", changed())
    return storage.take_over_catalogue(actor, selection.id, other, **arguments)  # type: ignore[arg-type]


def test_the_newer_catalogue_its_points_and_the_history_are_stored_as_one_change(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = take_over(storage, owner, stored)

    assert storage.catalogue(owner, stored.id) == changed()
    loaded = storage.load(owner, stored.id)
    # Quality keeps its 3 points, speed gets the 2 of the catalogue, the point of price goes.
    assert loaded.points == {"quality": 3.0, "speed": 2.0}
    assert (loaded.version, loaded.revision) == (saved.version, saved.revision)
    assert loaded.revision == stored.revision + 1
    (found,) = storage.history(owner, stored.id, limit=1)
    assert (found.action, found.subject) == ("catalogue_taken_over", CATALOGUE_SUBJECT)
    assert (found.actor, found.reason, found.revision) == ("Ana", REASON, loaded.revision)


def test_the_history_keeps_the_difference_as_it_was_and_as_it_is(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    take_over(storage, owner, stored)
    found = storage.history(owner, stored.id, subject=CATALOGUE_SUBJECT)[0]
    assert (found.before["version"], found.after["version"]) == ("2026-01-01", "2026-06-01")
    assert set(found.before["criteria"]) == {"quality", "price"}
    assert set(found.after["criteria"]) == {"quality", "speed"}
    old, new = (
        side["criteria"]["quality"]["inputs"][0]["value"]["points"][1]["performance"]
        for side in (found.before, found.after)
    )
    assert (old, new) == (10, 8)
    assert set(found.before["questions"]) == {"q_price"}
    assert (found.before["points"], found.after["points"]) == ({"price": 1.0}, {"speed": 2.0})
    # What does not differ is not kept twice.
    assert "red_flags" not in found.before


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_taken_over_even_before_the_first_answer(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue, reason: str
) -> None:
    early = storage.create_selection(
        owner, selection.model_copy(update={"id": "early", "answers": ()}), catalogue
    )
    with pytest.raises(ReasonRequired, match="needs a reason"):
        take_over(storage, owner, early, reason=reason)
    assert storage.catalogue(owner, early.id) == catalogue
    assert storage.load(owner, early.id) == early


def test_whoever_read_an_earlier_copy_takes_nothing_over(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_catalogue(
        colleague,
        stored.id,
        edited(older(), lambda content: with_anchor(content, 9)),
        expected_version=stored.version,
        reason="agreed",
    )
    with pytest.raises(Conflict, match="Ben changed the catalogue"):
        take_over(storage, owner, stored)
    assert storage.catalogue(owner, stored.id).version == "2026-01-01"


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.OBSERVER])
def test_only_an_owner_takes_over_and_takes_back_and_others_may_look(
    storage: Storage, owner: Actor, stored: Selection, role: Role
) -> None:
    eve = Actor(name="Eve", role=role, selection_ids=frozenset({stored.id}))
    assert storage.preview_takeover(eve, stored.id, changed()).changes_anything
    with pytest.raises(AccessDenied, match="change how answers are valued"):
        take_over(storage, eve, stored)
    take_over(storage, owner, stored)
    assert storage.preview_taking_back(eve, stored.id) is not None
    with pytest.raises(AccessDenied):
        storage.take_catalogue_back(eve, stored.id, expected_version=2, reason="no")
    assert storage.catalogue(owner, stored.id) == changed()


def test_an_archived_selection_takes_nothing_over(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = storage.save_details(owner, stored.id, archived=True, expected_version=stored.version)
    with pytest.raises(Archived):
        take_over(storage, owner, stored, expected_version=saved.version)


def test_what_is_there_already_is_taken_over_without_a_change(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = take_over(storage, owner, stored, other=older())
    assert (saved.version, saved.revision) == (stored.version, stored.revision)
    assert storage.history(owner, stored.id, subject=CATALOGUE_SUBJECT) == ()


def test_an_answer_that_does_not_fit_refuses_the_takeover_with_the_reason(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    def change(content: Content) -> None:
        entry(content, "questions", "q_quality")["maximum"] = 7.0

    with pytest.raises(Refused, match="Atlas · Quality: 8 points is impossible"):
        take_over(storage, owner, stored, other=newer(change))
    assert storage.catalogue(owner, stored.id) == older()


def test_an_answer_to_a_question_that_goes_stays_with_its_question(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer = Answer(candidate_id="Atlas", question_id="q_price", status="answered", value=12.0)
    storage.save_answer(owner, stored.id, answer, expected_version=0)
    take_over(storage, owner, stored)
    assert storage.load(owner, stored.id).answer("Atlas", "q_price").value == 12.0
    assert "q_price" in storage.catalogue(owner, stored.id).questions_by_id
    # It leaves and comes back as a document.
    document = read_document(write_document(storage.document(owner, stored.id)))
    again = storage.import_selection(
        owner, document.selection, document.catalogue, history=document.history, as_copy=True
    )
    assert storage.load(owner, again.id).answer("Atlas", "q_price").value == 12.0


def test_the_answers_of_a_candidate_who_was_taken_out_keep_their_questions(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer = Answer(candidate_id="Atlas", question_id="q_price", status="answered", value=12.0)
    storage.save_answer(owner, stored.id, answer, expected_version=0)
    storage.remove_candidate(owner, stored.id, "Atlas", expected_version=1)
    preview = storage.preview_takeover(owner, stored.id, changed())
    assert [q.id for q in preview.kept_questions] == ["q_price"]
    take_over(storage, owner, stored)
    storage.restore_candidate(owner, stored.id, "Atlas")
    question = storage.catalogue(owner, stored.id).questions_by_id["q_price"]
    assert storage.load(owner, stored.id).answer("Atlas", question.id).value == 12.0


def test_criteria_that_were_brought_along_take_no_other_catalogue_over(
    storage: Storage, owner: Actor, selection: Selection
) -> None:
    def own(content: Content) -> None:
        content["name"] = "Imported from own.xlsx"
        content["groups"][0]["id"] = "imported_criteria"
        for part in ("questions", "criteria"):
            for item in content[part]:
                item["group"] = "imported_criteria"

    kept = edited(older(), own)
    stored = storage.create_selection(owner, selection, kept)
    with pytest.raises(Refused, match="brought along"):
        take_over(storage, owner, stored)
    assert storage.catalogue(owner, stored.id) == kept


def test_the_earlier_copy_comes_back_to_the_last_letter_with_its_points_and_a_reason(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.exclude_criterion(owner, stored.id, "price", reason="paid by another unit")
    before = storage.load(owner, stored.id)
    saved = take_over(storage, owner, stored)
    assert storage.load(owner, stored.id).excluded_criteria == {}

    with pytest.raises(ReasonRequired):
        storage.take_catalogue_back(owner, stored.id, expected_version=saved.version, reason=" ")
    offered = storage.preview_taking_back(owner, stored.id)
    assert offered is not None
    assert (offered.entry.actor, offered.entry.reason) == ("Ana", REASON)
    assert offered.takeover.catalogue == older()

    back = storage.take_catalogue_back(
        owner, stored.id, expected_version=saved.version, reason="Agreed otherwise"
    )
    assert storage.catalogue(owner, stored.id) == older()
    loaded = storage.load(owner, stored.id)
    assert (loaded.points, loaded.excluded_criteria) == (before.points, before.excluded_criteria)
    assert loaded.revision == back.revision
    (found,) = storage.history(owner, stored.id, limit=1)
    assert (found.action, found.reason) == ("catalogue_taken_back", "Agreed otherwise")
    assert (found.before["version"], found.after["version"]) == ("2026-06-01", "2026-01-01")
    # There is nothing more to take back.
    assert storage.preview_taking_back(owner, stored.id) is None
    with pytest.raises(NotFound, match="no earlier copy"):
        storage.take_catalogue_back(owner, stored.id, expected_version=back.version, reason="x")


def test_anchors_that_were_moved_since_go_with_the_newer_copy_and_the_preview_shows_them(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = take_over(storage, owner, stored)
    moved = edited(changed(), lambda content: with_anchor(content, 7))
    saved = storage.save_catalogue(
        owner, stored.id, moved, expected_version=saved.version, reason="agreed"
    )
    offered = storage.preview_taking_back(owner, stored.id)
    assert offered is not None
    lines = [
        (change.before, change.after)
        for found in offered.takeover.difference
        for change in found.changes
        if found.part.value == "Value functions"
    ]
    assert ("0 points → 0; 7 points → 100", "0 points → 0; 10 points → 100") in lines
    storage.take_catalogue_back(owner, stored.id, expected_version=saved.version, reason="no")
    assert storage.catalogue(owner, stored.id) == older()


def test_two_takeovers_are_taken_back_one_after_the_other(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    third = edited(changed(), lambda content: content.update(version="2026-09-01", red_flags=[]))
    take_over(storage, owner, stored)
    version = storage.load(owner, stored.id).version
    take_over(storage, owner, stored, other=third, expected_version=version)
    for expected in (changed(), older()):
        version = storage.load(owner, stored.id).version
        storage.take_catalogue_back(owner, stored.id, expected_version=version, reason="back")
        assert storage.catalogue(owner, stored.id) == expected
    assert storage.load(owner, stored.id).points == stored.points


def test_an_answer_given_since_stays_when_the_earlier_copy_comes_back(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = take_over(storage, owner, stored)
    answer = Answer(candidate_id="Atlas", question_id="q_speed", status="answered", value=5.0)
    storage.save_answer(owner, stored.id, answer, expected_version=0)
    storage.take_catalogue_back(owner, stored.id, expected_version=saved.version, reason="back")
    catalogue = storage.catalogue(owner, stored.id)
    assert catalogue.criteria == older().criteria
    assert "q_speed" in catalogue.questions_by_id
    assert storage.load(owner, stored.id).points == stored.points


def test_a_restored_selection_can_take_the_earlier_copy_back_too(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    take_over(storage, owner, stored)
    document = storage.document(owner, stored.id)
    again = storage.import_selection(
        owner, document.selection, document.catalogue, history=document.history, as_copy=True
    )
    storage.take_catalogue_back(owner, again.id, expected_version=again.version, reason="back")
    assert storage.catalogue(owner, again.id) == older()


def test_own_anchors_stay_where_that_is_wanted(
    storage: Storage, owner: Actor, selection: Selection
) -> None:
    def own(content: Content) -> None:
        with_anchor(content, 9)
        value = entry(content, "criteria", "quality")["inputs"][0]["value"]
        value["rationale"] = f"{OWN_ANCHORS}Ana"

    for selection_id, keep, expected in (("keeps", True, 9), ("gives_up", False, 8)):
        stored = storage.create_selection(
            owner, selection.model_copy(update={"id": selection_id}), edited(older(), own)
        )
        take_over(storage, owner, stored, keep_own_values=keep)
        value = storage.catalogue(owner, stored.id).criteria_by_id["quality"].inputs[0].value
        assert value.points[1].performance == expected  # type: ignore[union-attr]


def test_documents_say_that_the_anchors_changed_after_answers(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    take_over(storage, owner, stored)
    rules = rules_fixed(storage.history(owner, stored.id), storage.load(owner, stored.id))
    assert rules.when(criterion_rule("quality")) is Fixed.AFTER_ANSWERS
    assert rules.when(criterion_rule("speed")) is Fixed.AFTER_ANSWERS


NAMED = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abcdef"), "figure": st.integers(0, 2)}),
    unique_by=lambda item: item["id"],
    max_size=5,
)
CONTENT = st.fixed_dictionaries({"version": st.sampled_from("xy"), "first": NAMED, "second": NAMED})


@given(before=CONTENT, after=CONTENT)
def test_what_the_history_keeps_of_a_change_gives_the_earlier_state_back(
    before: Content, after: Content
) -> None:
    was, became = differing_entries(before, after)
    assert taken_back(after, with_order(before, was), became) == before
