"""What "not applicable" does to a criterion is said before it is marked."""

from __future__ import annotations

import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.catalogue import Catalogue
from scorecard.dropped_questions import dropping_of, has_empty_criterion
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Brief, Phase


def with_two_questions() -> Catalogue:
    """Quality rests on one question, service on two, each with half of it."""
    catalogue = number_catalogue({"quality": (0, 10), "service": (0, 10), "speed": (0, 10)})
    quality, service, speed = catalogue.criteria
    both = service.model_copy(update={"inputs": (*service.inputs, *speed.inputs)})
    return catalogue.model_copy(update={"criteria": (quality, both)})


def evaluation_of(
    atlas: list[float | str | None],
    borealis: list[float | str | None],
    *,
    phase: Phase = Phase.COLLECTING,
    brief: Brief | None = None,
) -> Evaluation:
    weights = {"quality": 3.0, "service": 1.0, "speed": 0.0}
    selection = number_selection(
        {"Atlas": atlas, "Borealis": borealis}, weights, phase=phase, brief=brief
    )
    return evaluate(selection, with_two_questions(), as_of=AS_OF)


def test_the_only_question_of_a_criterion_counts_as_open_and_then_nothing() -> None:
    evaluation = evaluation_of([8, 8, 8], [6, 6, 6])
    # 3 of 4 points are three quarters of the weight.
    assert dropping_of(evaluation, "Atlas", "q_quality").words == (
        "Nothing else tells “Quality” (75.0 % of the weight) of Atlas: the criterion then counts "
        "as open for Atlas, 50 of 100 while responses are open and 0 once they are closed. A "
        "criterion cannot be left out for one candidate; it can be taken out for all."
    )
    # What the words say is what the evaluation does.
    closed = evaluation_of(["not_applicable", 8, 8], [6, 6, 6], phase=Phase.CLOSED)
    assert closed.values.headline[0, 0] == 0
    collecting = evaluation_of(["not_applicable", 8, 8], [6, 6, 6])
    assert collecting.values.headline[0, 0] == 50
    # And once it is marked, the words are the same.
    assert dropping_of(collecting, "Atlas", "q_quality") == dropping_of(
        evaluation, "Atlas", "q_quality"
    )
    assert has_empty_criterion(collecting, "Atlas")
    assert not has_empty_criterion(collecting, "Borealis")


def test_once_responses_are_closed_only_what_counts_then_is_named() -> None:
    evaluation = evaluation_of([8, 8, 8], [6, 6, 6], phase=Phase.CLOSED)
    words = dropping_of(evaluation, "Atlas", "q_quality").words
    assert "counts as open for Atlas, 0 of 100." in words


def test_a_policy_that_stays_the_same_is_named_once() -> None:
    brief = Brief.model_validate({"open_policy_once_closed": "neutral"})
    words = dropping_of(
        evaluation_of([8, 8, 8], [6, 6, 6], brief=brief), "Atlas", "q_quality"
    ).words
    assert "counts as open for Atlas, 50 of 100." in words


@pytest.mark.parametrize("question", ["q_service", "q_speed"])
def test_one_of_two_questions_leaves_its_place_to_the_other(question: str) -> None:
    words = dropping_of(evaluation_of([8, 8, 8], [6, 6, 6]), "Atlas", question).words
    assert words == (
        "The question is dropped for Atlas; the other questions of “Service” take its share."
    )


def test_the_last_of_two_questions_empties_the_criterion() -> None:
    evaluation = evaluation_of([8, "not_applicable", 8], [6, 6, 6])
    assert (
        "Nothing else tells “Service” (25.0 %" in dropping_of(evaluation, "Atlas", "q_speed").words
    )


def test_where_it_applies_to_nobody_any_more_the_criterion_is_out_for_all() -> None:
    evaluation = evaluation_of([8, 8, 8], ["not_applicable", 6, 6])
    assert dropping_of(evaluation, "Atlas", "q_quality").words == (
        "“Quality” then applies to no candidate and is out for all; the other criteria share its "
        "weight."
    )


def test_a_question_that_feeds_no_criterion_changes_no_value() -> None:
    catalogue = with_two_questions()
    selection = number_selection(
        {"Atlas": [8, 8, 8]}, {"quality": 3.0, "service": 1.0, "speed": 0.0}
    )
    alone = catalogue.model_copy(update={"criteria": catalogue.criteria[:1]})
    evaluation = evaluate(selection, alone, as_of=AS_OF)
    assert dropping_of(evaluation, "Atlas", "q_speed").words == (
        "No criterion in the ranking rests on this question; flags and gates that read it skip it."
    )
