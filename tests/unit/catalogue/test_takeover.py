"""What a selection keeps when it takes over a newer catalogue, and what keeps it from doing so."""

from __future__ import annotations

import pytest
from building import number_catalogue, number_selection
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

from scorecard.catalogue import (
    OWN_ANCHORS,
    Catalogue,
    is_newer_edition,
    load_catalogue,
    selection_faults,
    takeover_of,
    would_change,
)
from scorecard.excel import read_existing_scorecard
from scorecard.model import Answer, Attachment, Brief, GateSetting, Selection

POINTS = {"quality": 3.0, "price": 1.0}


def selection(**fields: object) -> Selection:
    given = number_selection({"Atlas": [8, 12], "Borealis": [6, None]}, POINTS)
    return Selection.model_validate(given.model_dump() | fields)


def without_price_answers() -> Selection:
    given = selection()
    answers = tuple(a for a in given.answers if a.question_id != "q_price")
    return given.model_copy(update={"answers": answers})


def with_own_anchor(catalogue: Catalogue) -> Catalogue:
    def change(content: Content) -> None:
        with_anchor(content, 9)
        value = entry(content, "criteria", "quality")["inputs"][0]["value"]
        value["rationale"] = f"{OWN_ANCHORS}Ana on 2026-02-01: the board asked for it"

    return edited(catalogue, change)


def test_the_newer_edition_takes_the_place_of_the_copy_and_points_stay_as_they_were_set():
    moved = newer(lambda content: with_anchor(content, 8))
    taken = takeover_of(selection(), older(), moved)
    assert taken.catalogue == moved
    assert taken.refused_because == ()
    assert taken.applied_to(selection()).points == POINTS
    assert [e.title for e in taken.difference] == ["Quality", "Method"]


def test_nothing_differs_where_the_copy_is_the_newer_edition_already():
    taken = takeover_of(selection(), newer(), newer())
    assert not taken.changes_anything
    assert taken.difference == ()


def test_a_new_criterion_gets_the_points_of_the_newer_edition_and_the_others_keep_theirs():
    taken = takeover_of(selection(), older(), newer(with_speed))
    assert taken.points_added == {"speed": 2.0}
    assert taken.applied_to(selection()).points == {**POINTS, "speed": 2.0}


def test_in_a_selection_from_a_profile_a_new_criterion_gets_the_points_of_that_profile():
    def change(content: Content) -> None:
        with_speed(content)
        content["profiles"] = [
            {
                "id": "retail",
                "title": "Retail",
                "description": "test",
                "points": {"quality": 50, "price": 43, "speed": 7},
                "sources": ["s1"],
            }
        ]

    taken = takeover_of(selection(profile_id="retail"), older(), newer(change))
    assert taken.points_added == {"speed": 7.0}


def test_a_criterion_that_goes_takes_its_points_and_its_exclusion_along():
    given = without_price_answers().model_copy(
        update={"excluded_criteria": {"price": "paid by another unit"}}
    )
    taken = takeover_of(given, older(), newer(without_price))
    assert taken.points_removed == {"price": 1.0}
    assert taken.exclusions_removed == {"price": "paid by another unit"}
    after = taken.applied_to(given)
    assert (after.points, after.excluded_criteria) == ({"quality": 3.0}, {})
    assert selection_faults(after, taken.catalogue) == ()


def test_a_question_that_goes_is_kept_with_its_answers_and_feeds_no_criterion():
    given = selection()
    taken = takeover_of(given, older(), newer(without_price))
    assert [q.id for q in taken.kept_questions] == ["q_price"]
    assert taken.refused_because == ()
    assert "q_price" in taken.catalogue.questions_by_id
    assert [c.id for c in taken.catalogue.criteria] == ["quality"]
    # Whoever restores a backup of it, or scores it elsewhere, finds no answer without a question.
    assert selection_faults(taken.applied_to(given), taken.catalogue) == ()
    # Taken over once, the same edition is not offered again.
    again = takeover_of(taken.applied_to(given), taken.catalogue, newer(without_price))
    assert not again.changes_anything


def test_a_question_that_nobody_answered_goes():
    taken = takeover_of(without_price_answers(), older(), newer(without_price))
    assert taken.kept_questions == ()
    assert taken.catalogue == newer(without_price)


def test_a_question_to_which_only_a_file_belongs_is_kept():
    file = Attachment(
        id="f",
        candidate_id="Atlas",
        question_id="q_price",
        name="quote.pdf",
        size_bytes=1,
        sha256="a" * 64,
        added_at="2026-09-01T08:00:00Z",
    )
    given = without_price_answers().model_copy(update={"attachments": (file,)})
    taken = takeover_of(given, older(), newer(without_price))
    assert [q.id for q in taken.kept_questions] == ["q_price"]


def test_a_kept_question_brings_its_group_and_its_source_along():
    groups = {"quality": "craft", "price": "money"}
    grouped = number_catalogue({"quality": (0, 10), "price": (20, 10)}, groups)

    def sourced(content: Content) -> None:
        content["sources"] = [{"id": "s1", "title": "Playbook", "publisher": "P", "date": "2024"}]
        entry(content, "questions", "q_price")["sources"] = ["s1"]

    def gone(content: Content) -> None:
        without_price(content)
        content["groups"] = content["groups"][:1]
        content["sources"] = []

    kept = edited(grouped, sourced)
    taken = takeover_of(selection(), kept, edited(kept, gone))
    assert [g.id for g in taken.catalogue.groups] == ["craft", "money"]
    assert "s1" in taken.catalogue.sources_by_id
    assert taken.refused_because == ()


def test_an_answer_that_the_newer_edition_does_not_take_is_named_and_refuses_the_takeover():
    def change(content: Content) -> None:
        entry(content, "questions", "q_quality")["maximum"] = 7.0

    taken = takeover_of(selection(), older(), newer(change))
    assert taken.refused_because == (
        "Atlas · Quality: 8 points is impossible; the most possible is 7 points",
    )


def test_what_was_wrong_before_does_not_refuse_a_takeover():
    stray = selection(points={**POINTS, "gone": 1.0})
    assert takeover_of(stray, older(), newer()).refused_because == ()


def test_a_tie_break_and_a_gate_that_the_newer_edition_does_not_know_refuse_the_takeover():
    def gate(content: Content) -> None:
        content["gates"] = [
            {
                "id": "cheap",
                "title": "Price is stated",
                "applies": "opt_in",
                "reads": "q_price",
                "passes_when": {
                    "test": "below",
                    "question": "q_price",
                    "threshold": 99,
                    "unit": "points",
                },
                "minimum_evidence": "claimed",
                "why": "test",
                "sources": ["s1"],
            }
        ]

    brief = Brief(
        tie_break="criterion:price",
        gate_settings=(GateSetting(gate_id="cheap", state="on"),),
    )
    given = selection(brief=brief.model_dump())
    taken = takeover_of(given, edited(older(), gate), newer(without_price))
    assert taken.refused_because == (
        "Brief · the gate “Price is stated” is switched on or waived here, and the other "
        "catalogue does not have it. Take that back on the Brief first.",
        "Brief · the tie-break is “Price”, which the other catalogue does not have. Declare "
        "another one on the Brief first.",
    )


def test_anchors_that_were_moved_in_the_selection_stay_unless_they_are_to_go():
    own = with_own_anchor(older())
    moved = newer(lambda content: with_anchor(content, 8))
    stays = takeover_of(selection(), own, moved)
    assert stays.own_values_kept == ("Quality",)
    value = stays.catalogue.criteria_by_id["quality"].inputs[0].value
    assert value == own.criteria_by_id["quality"].inputs[0].value
    goes = takeover_of(selection(), own, moved, keep_own_values=False)
    assert goes.own_values_kept == ()
    assert goes.own_values_given_up == ("Quality",)
    assert goes.catalogue == moved


def test_own_anchors_that_fit_no_longer_give_way_and_are_named():
    own = with_own_anchor(older())

    def change(content: Content) -> None:
        question = entry(content, "questions", "q_quality")
        question |= {"kind": "rating", "unit": "", "options": [
            {"id": str(n), "label": str(n)} for n in range(6)
        ]}  # fmt: skip
        entry(content, "criteria", "quality")["inputs"][0]["value"] = {
            "kind": "rating",
            "sources": ["s1"],
            "rationale": "rated now",
        }

    empty = selection().model_copy(update={"answers": ()})
    taken = takeover_of(empty, own, newer(change))
    assert taken.own_values_given_up == ("Quality",)
    assert taken.catalogue == newer(change)


def test_own_anchors_alone_make_no_newer_edition():
    own = with_own_anchor(newer())
    assert not takeover_of(selection(), own, newer()).changes_anything
    assert not would_change(selection(), own, newer())
    corrected = newer(lambda content: entry(content, "criteria", "price").update(points=4))
    assert would_change(selection(), own, corrected)
    assert would_change(selection(), older(), newer())


def test_points_and_exclusions_of_before_come_back_with_their_criterion():
    given = selection(points={"quality": 3.0})
    taken = takeover_of(
        given,
        newer(without_price),
        older(),
        points={"price": 6.0},
        exclusions={"price": "paid by another unit"},
    )
    after = taken.applied_to(given)
    assert after.points == {"quality": 3.0, "price": 6.0}
    assert after.excluded_criteria == {"price": "paid by another unit"}


def test_answers_of_candidates_who_were_taken_out_keep_their_questions_too():
    removed = Answer(candidate_id="Atlas", question_id="q_price", status="answered", value=12.0)
    given = without_price_answers()
    whole = given.model_copy(update={"answers": (*given.answers, removed)})
    assert [q.id for q in takeover_of(whole, older(), newer(without_price)).kept_questions] == [
        "q_price"
    ]


@pytest.mark.parametrize(
    ("kept", "shipped", "offered"),
    [("2026-01-01", "2026-06-01", True), ("2026-06-01", "2026-01-01", False)],
)
def test_an_older_edition_than_the_copy_is_none_to_take_over(kept, shipped, offered):
    def of(version: str) -> Catalogue:
        return edited(older(), lambda content: content.update(version=version))

    assert is_newer_edition(of(kept), of(shipped)) is offered


def test_criteria_that_were_brought_along_in_a_scorecard_have_no_newer_edition():
    content = b"criterion,weight,low,high,Atlas,Borealis\nQuality,60,0,10,8,6\nPrice,40,0,10,7,9\n"
    imported = read_existing_scorecard(
        content, "own.csv", created_at=selection().created_at
    ).document.catalogue
    assert imported is not None
    assert not is_newer_edition(imported, load_catalogue())
    assert is_newer_edition(
        load_catalogue().model_copy(update={"version": "2020-01-01"}), load_catalogue()
    )
