"""When the rules were set, read off a history: before candidates, before answers, or after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from building import CREATED_AT, atlas_and_borealis, quality_and_price

from scorecard.access import local_operator
from scorecard.catalogue import Catalogue
from scorecard.model import Answer, Brief, Candidate, HistoryEntry
from scorecard.rules_fixed import PRICE, TIE_BREAK, Fixed, criterion_rule, rules_fixed
from scorecard.storage import open_storage

OWNER = local_operator("Ana")
QUALITY = criterion_rule("quality")


class Clock:
    """A day later at every look, so that each change has a day of its own."""

    def __init__(self) -> None:
        self.now = CREATED_AT

    def __call__(self):
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture
def storage(tmp_path):
    opened = open_storage(f"sqlite:///{tmp_path / 'rules.sqlite3'}", now=Clock())
    yield opened
    opened.close()


@pytest.fixture
def empty(storage):
    """A selection that was just opened: no candidates, no answers."""
    selection = atlas_and_borealis().model_copy(update={"candidates": (), "answers": ()})
    return storage.create_selection(OWNER, selection, quality_and_price()).id


def found(storage, selection_id):
    history = storage.history(OWNER, selection_id, limit=1000)
    return rules_fixed(history, storage.load(OWNER, selection_id))


def enter(storage, selection_id):
    storage.add_candidate(OWNER, selection_id, Candidate(id="c", name="Cobalt"))


def reply(storage, selection_id):
    answer = Answer(candidate_id="c", question_id="q_quality", status="answered", value=7.0)
    storage.save_answer(OWNER, selection_id, answer, expected_version=0)


def declare(storage, selection_id, tie_break):
    selection = storage.load(OWNER, selection_id)
    brief = selection.brief.model_copy(update={"tie_break": tie_break})
    storage.save_brief(
        OWNER, selection_id, brief, expected_version=selection.version, reason="agreed"
    )


def move(storage, selection_id, performance):
    content = storage.catalogue(OWNER, selection_id).model_dump(mode="json")
    content["criteria"][0]["inputs"][0]["value"]["points"][1]["performance"] = performance
    storage.save_catalogue(
        OWNER,
        selection_id,
        Catalogue.model_validate(content),
        expected_version=storage.load(OWNER, selection_id).version,
        reason="agreed",
    )


def test_rules_that_never_changed_were_fixed_before_the_first_candidate(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    for rule in (QUALITY, PRICE, TIE_BREAK):
        assert found(storage, empty).when(rule) is Fixed.BEFORE_CANDIDATES


def test_a_rule_that_changed_between_the_first_candidate_and_the_first_answer_says_so(
    storage, empty
):
    enter(storage, empty)
    declare(storage, empty, "criterion:price")
    reply(storage, empty)
    assert found(storage, empty).when(TIE_BREAK) is Fixed.BEFORE_ANSWERS
    assert found(storage, empty).when(QUALITY) is Fixed.BEFORE_CANDIDATES


def test_a_rule_that_changed_after_the_first_answer_is_told_with_its_day(storage, empty):
    # The clock moves on by a day a change: created on 2 September, candidate 3, answer 4, …
    enter(storage, empty)
    reply(storage, empty)
    declare(storage, empty, "criterion:price")
    move(storage, empty, 9)
    rules = found(storage, empty)
    assert (rules.when(TIE_BREAK), rules.day(TIE_BREAK)) == (
        Fixed.AFTER_ANSWERS,
        date(2026, 9, 5),
    )
    assert (rules.when(QUALITY), rules.day(QUALITY)) == (Fixed.AFTER_ANSWERS, date(2026, 9, 6))
    assert rules.when(criterion_rule("price")) is Fixed.BEFORE_CANDIDATES
    assert rules.day(criterion_rule("price")) is None


def test_a_change_that_was_taken_back_leaves_the_rule_as_it_was_fixed(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    move(storage, empty, 9)
    declare(storage, empty, "criterion:price")
    move(storage, empty, 10)
    declare(storage, empty, "")
    assert found(storage, empty).when(QUALITY) is Fixed.BEFORE_CANDIDATES
    assert found(storage, empty).when(TIE_BREAK) is Fixed.BEFORE_CANDIDATES


def test_the_anchors_of_the_price_stand_on_the_brief(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    selection = storage.load(OWNER, empty)
    brief = selection.brief.model_copy(update={"ceiling_rate_per_hour": 30.0})
    storage.save_brief(OWNER, empty, brief, expected_version=selection.version, reason="agreed")
    assert found(storage, empty).when(PRICE) is Fixed.AFTER_ANSWERS
    assert found(storage, empty).when(TIE_BREAK) is Fixed.BEFORE_CANDIDATES


def test_candidates_that_came_with_the_selection_were_there_before_any_rule_could_be_fixed(storage):
    selection = atlas_and_borealis().model_copy(update={"answers": ()})
    storage.create_selection(OWNER, selection, quality_and_price())
    assert found(storage, selection.id).when(QUALITY) is Fixed.BEFORE_ANSWERS


def test_answers_that_came_with_the_selection_leave_open_when_its_rules_were_fixed(storage):
    selection = storage.create_selection(OWNER, atlas_and_borealis(), quality_and_price())
    assert found(storage, selection.id).when(TIE_BREAK) is Fixed.UNKNOWN
    # What is changed from now on is changed after answers all the same.
    declare(storage, selection.id, "criterion:price")
    assert found(storage, selection.id).when(TIE_BREAK) is Fixed.AFTER_ANSWERS


def test_a_copy_of_a_selection_does_not_know_when_its_rules_were_fixed(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    copy = storage.duplicate_selection(OWNER, empty, title="Copy")
    assert found(storage, copy.id).when(QUALITY) is Fixed.UNKNOWN


def test_a_restored_selection_knows_it_from_the_history_in_its_document(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    move(storage, empty, 9)
    document = storage.document(OWNER, empty)
    restored = storage.import_selection(
        OWNER, document.selection, document.catalogue, history=document.history, as_copy=True
    )
    assert found(storage, restored.id).when(QUALITY) is Fixed.AFTER_ANSWERS
    assert found(storage, restored.id).when(TIE_BREAK) is Fixed.BEFORE_CANDIDATES


def test_an_answer_whose_candidate_is_gone_still_counts_as_the_first_one(storage, empty):
    enter(storage, empty)
    reply(storage, empty)
    storage.remove_candidate(OWNER, empty, "c", expected_version=1)
    declare(storage, empty, "criterion:price")
    assert found(storage, empty).when(TIE_BREAK) is Fixed.AFTER_ANSWERS


def test_without_a_history_nothing_is_known():
    assert rules_fixed((), atlas_and_borealis()).when(QUALITY) is Fixed.UNKNOWN


def test_an_answer_of_which_only_who_and_when_is_left_counts_as_one():
    """So an erased candidate's entries look."""

    def entry(day: int, action: str, subject: str, before=None, after=None) -> HistoryEntry:
        at = CREATED_AT + timedelta(days=day)
        return HistoryEntry(
            revision=day, at=at, actor="Ana", action=action, subject=subject, before=before,
            after=after,
        )  # fmt: skip

    history = (
        entry(0, "selection_created", "selection"),
        entry(1, "candidate_added", "candidate:erased-candidate-1"),
        entry(2, "answer_saved", "answer:erased-candidate-1:q_quality"),
        entry(3, "brief_saved", "brief", {"tie_break": ""}, {"tie_break": "evidenced"}),
    )
    nobody = atlas_and_borealis().model_copy(
        update={"candidates": (), "answers": (), "brief": Brief(tie_break="evidenced")}
    )
    assert rules_fixed(history, nobody).when(TIE_BREAK) is Fixed.AFTER_ANSWERS
    # Newest first is the order in which pages read it.
    assert rules_fixed(history[::-1], nobody) == rules_fixed(history, nobody)
