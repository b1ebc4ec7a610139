"""The rules of scoring: what is missing, evidence, gates, coverage, leaders, out criteria."""

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, DocumentReference, Phase

TWO = {"a": (0.0, 100.0), "b": (0.0, 100.0)}


def result(matrix, weights=None, anchors=None, **kwargs):
    anchors = anchors or TWO
    weights = weights or dict.fromkeys(anchors, 1.0)
    return evaluate(
        number_selection(matrix, weights, **kwargs), number_catalogue(anchors), as_of=AS_OF
    )


def test_open_counts_fifty_while_responses_are_open_and_nothing_once_closed():
    # a = 80 with weight 1/2; b open: 40 + 25 while collecting, 40 + 0 once closed.
    collecting = result({"x": [80, None]}, phase=Phase.COLLECTING)
    closed = result({"x": [80, None]}, phase=Phase.CLOSED)
    assert collecting.overall == pytest.approx([65.0])
    assert closed.overall == pytest.approx([40.0])
    for evaluation in (collecting, closed):
        assert evaluation.overall_low == pytest.approx([40.0])
        assert evaluation.overall_high == pytest.approx([90.0])


def test_who_has_answered_nothing_has_no_rank_and_may_still_come_in_front():
    # x = (80 + 50) / 2 = 65, y = (20 + 10) / 2 = 15, below the 50 that open answers count.
    evaluation = result({"x": [80, 50], "y": [20, 10], "z": [None, None]}, phase=Phase.COLLECTING)
    assert evaluation.rank.tolist() == [1, 2, 0]
    assert evaluation.rank_evidenced.tolist() == [1, 2, 0]
    assert evaluation.rank_best.tolist() == [1, 2, 0]
    assert evaluation.rank_worst.tolist() == [2, 3, 0]
    assert evaluation.listed_order == (0, 1, 2)
    assert evaluation.unanswered_order == (2,)
    # Its first answer, even a refusal, gives it a place.
    refused = result({"x": [80, 50], "y": [20, 10], "z": ["refused", None]}, phase=Phase.COLLECTING)
    assert refused.rank.tolist() == [1, 3, 2]


def test_who_has_answered_alone_is_said_not_to_lead():
    alone = result({"x": [80, 50], "y": [None, None]}, phase=Phase.COLLECTING)
    assert alone.leader_withheld_because == "only x has answered anything yet"


def test_an_answer_that_weighs_nothing_gives_a_place():
    weights = {"a": 1.0, "b": 0.0}
    evaluation = result({"x": [80, 50], "y": [None, 50]}, weights, phase=Phase.COLLECTING)
    assert evaluation.nothing_answered == (False, False)
    assert evaluation.rank.tolist() == [1, 2]


def test_without_weights_those_who_answered_are_listed_before_those_who_did_not():
    weights = {"a": 0.0, "b": 0.0}
    evaluation = result({"x": [None, None], "y": [80, 50]}, weights, phase=Phase.COLLECTING)
    assert evaluation.listed_order == (1, 0)


def test_while_nobody_has_answered_anything_nobody_is_ranked():
    evaluation = result({"x": [None, None], "y": [None, None]}, phase=Phase.COLLECTING)
    assert evaluation.ranked_order == ()
    assert evaluation.leader_withheld_because == "nobody has answered anything yet"


def test_refused_and_no_reply_are_worth_nothing_and_leave_no_range():
    evaluation = result({"x": [80, "refused"], "y": [80, "no_reply"]}, phase=Phase.COLLECTING)
    assert evaluation.overall == pytest.approx([40.0, 40.0])
    assert evaluation.overall_low == pytest.approx(evaluation.overall_high)


def test_a_criterion_not_applicable_to_all_is_out_and_the_others_share_its_weight():
    evaluation = result({"x": [80, "not_applicable"], "y": [30, "not_applicable"]})
    assert [c.id for c in evaluation.criteria] == ["a"]
    assert evaluation.criteria_out[0].criterion.id == "b"
    assert "not applicable" in evaluation.criteria_out[0].reason
    assert evaluation.overall == pytest.approx([80.0, 30.0])


def test_a_criterion_not_applicable_to_one_only_stays_in_and_counts_as_open_there():
    evaluation = result({"x": [80, "not_applicable"], "y": [30, 60]}, phase=Phase.COLLECTING)
    assert [c.id for c in evaluation.criteria] == ["a", "b"]
    assert evaluation.overall == pytest.approx([65.0, 45.0])
    assert (evaluation.overall_low[0], evaluation.overall_high[0]) == pytest.approx((40.0, 90.0))


def test_as_evidenced_a_claim_counts_no_more_than_an_open_answer():
    # claimed 80 → min(80, 50) = 50; claimed 30 → min(30, 50) = 30; mean 40.
    evaluation = result({"x": [80, 30]}, phase=Phase.COLLECTING)
    assert evaluation.overall == pytest.approx([55.0])
    assert evaluation.overall_evidenced == pytest.approx([40.0])


@pytest.mark.parametrize(("expires", "expected"), [("2026-11-22", 80.0), ("2026-11-21", 50.0)])
def test_a_document_counts_until_the_day_it_expires(expires, expected):
    catalogue = number_catalogue({"a": (0.0, 100.0)})
    selection = number_selection({"x": [80]}, {"a": 1.0}, phase=Phase.COLLECTING)
    document = DocumentReference(
        title="Report", issuer="Auditor", issued_on="2025-01-01", scope="site", expires_on=expires
    )
    answer = selection.answers[0].model_copy(
        update={"evidence": "documented", "document": document}
    )
    answer = Answer.model_validate(answer.model_dump())
    selection = selection.model_copy(update={"answers": (answer,)})
    assert evaluate(selection, catalogue, as_of=AS_OF).overall_evidenced == pytest.approx(
        [expected]
    )


def test_a_performance_beyond_an_anchor_is_clamped_and_named():
    evaluation = result({"x": [130, 50], "y": [100, -5]})
    assert evaluation.values.headline.tolist() == [[100.0, 50.0], [100.0, 0.0]]
    assert evaluation.clamped == ((0, 0), (1, 1))


def test_less_is_better_when_the_better_anchor_is_the_lower_number():
    evaluation = result({"x": [10]}, anchors={"a": (18.0, 8.0)})
    # (18 − 10) / (18 − 8) = 0.8
    assert evaluation.overall == pytest.approx([80.0])


def test_equal_values_share_a_rank_and_the_next_rank_is_skipped():
    evaluation = result({"x": [50, 50], "y": [50, 50], "z": [10, 10]})
    assert list(evaluation.rank) == [1, 1, 3]
    assert evaluation.leaders == (0, 1)


def test_point_one_plus_point_two_ties_with_point_three():
    anchors = {"a": (0.0, 1.0), "b": (0.0, 1.0), "c": (0.0, 1.0)}
    weights = {"a": 1.0, "b": 1.0, "c": 1.0}
    evaluation = result({"x": [0.1, 0.2, 0.0], "y": [0.3, 0.0, 0.0]}, weights, anchors)
    assert list(evaluation.rank) == [1, 1]


def test_the_tie_break_declared_beforehand_decides_between_equal_values():
    matrix = {"x": [40, 60], "y": [60, 40]}
    assert list(result(matrix).rank) == [1, 1]
    assert list(result(matrix, brief=Brief(tie_break="criterion:a")).rank) == [2, 1]
    assert list(result(matrix, brief=Brief(tie_break="criterion:b")).rank) == [1, 2]


def test_possible_ranks_follow_from_the_ranges():
    # x: 5–55 (half of it open), y: 40 certain, z: 10 certain.
    evaluation = result({"x": [None, 10], "y": [40, 40], "z": [10, 10]}, phase=Phase.COLLECTING)
    assert evaluation.rank_best.tolist() == [1, 1, 2]
    assert evaluation.rank_worst.tolist() == [3, 2, 3]


def test_the_possible_ranks_of_equal_values_follow_the_declared_tie_break():
    # 50 each; a decides with 60 to 40 of its 100, so x is behind y for good.
    matrix = {"x": [40, 60], "y": [60, 40], "z": [10, 10]}
    evaluation = result(matrix, brief=Brief(tie_break="criterion:a"))
    assert evaluation.rank.tolist() == [2, 1, 3]
    assert evaluation.rank_best.tolist() == [2, 1, 3]
    assert evaluation.rank_worst.tolist() == [2, 1, 3]
    # Without one they share rank 1, and nothing can part them.
    shared = result(matrix)
    assert shared.rank_best.tolist() == shared.rank_worst.tolist() == [1, 1, 3]


def test_ranges_that_meet_leave_room_for_the_tie_break():
    # x is 70 for good; y reaches from 20 to 70, and at 70 has 100 on b, more than the 70 of x.
    rule = Brief(tie_break="criterion:b")
    before = result({"x": [70, 70], "y": [40, None]}, brief=rule)
    assert before.overall_high.tolist() == pytest.approx([70, 70])
    assert (before.rank.tolist(), before.rank_worst.tolist()) == ([1, 2], [2, 2])
    assert result({"x": [70, 70], "y": [40, 100]}, brief=rule).rank.tolist() == [2, 1]
    # Without a tie-break they would share rank 1.
    assert result({"x": [70, 70], "y": [40, None]}).rank_worst.tolist() == [1, 2]


def test_below_sixty_per_cent_coverage_no_leader_is_announced():
    evaluation = result({"x": [90, None], "y": [80, 10]}, {"a": 59, "b": 41})
    assert evaluation.coverage_pct == pytest.approx([59.0, 100.0])
    assert evaluation.leader_withheld_because.startswith("x is covered to 59 %")
    assert (
        result({"x": [90, None], "y": [80, 10]}, {"a": 60, "b": 40}).leader_withheld_because == ""
    )


def test_exactly_sixty_per_cent_is_enough_whatever_the_sum_of_the_shares_comes_to():
    # 8 + 19 + 5 + 9 + 1 = 42 of 70 points are answered: 60 %, in binary fractions a little less.
    points = {"a": 8, "b": 19, "c": 5, "d": 9, "e": 1, "f": 18, "g": 10}
    evaluation = result(
        {"x": [90] * 5 + [None] * 2, "y": [80] * 7},
        points,
        dict.fromkeys(points, (0.0, 100.0)),
        phase=Phase.COLLECTING,
    )
    assert 59.999 < evaluation.coverage_pct[0] < 60
    assert evaluation.leader_withheld_because == ""


def test_all_weights_zero_ranks_nobody_and_says_so():
    evaluation = result({"x": [90, 1], "y": [80, 10]}, {"a": 0, "b": 0})
    assert list(evaluation.rank) == [0, 0]
    assert "all weights are zero" in evaluation.leader_withheld_because


def test_no_candidates_is_an_empty_evaluation_and_no_error():
    evaluation = result({})
    assert evaluation.overall.shape == (0,)
    assert evaluation.leader_withheld_because == "no candidates yet"


def test_one_candidate_is_first_of_one():
    evaluation = result({"x": [90, 10]})
    assert (list(evaluation.rank), evaluation.lead) == ([1], 0.0)


def test_weights_that_sum_to_99_point_9_are_rescaled_without_complaint():
    anchors = {"a": (0.0, 100.0), "b": (0.0, 100.0), "c": (0.0, 100.0)}
    evaluation = result({"x": [90, 60, 30]}, dict.fromkeys(anchors, 33.3), anchors)
    assert evaluation.overall == pytest.approx([60.0], abs=1e-12)


def test_the_same_arguments_give_the_same_digits():
    matrix = {"x": [33.3, None], "y": [12.7, 99.1], "z": [None, 71.9]}
    first, second = result(matrix), result(matrix)
    assert np.array_equal(first.overall, second.overall)
    assert np.array_equal(first.overall_high, second.overall_high)


def test_a_candidate_twice_is_refused_whatever_the_case_and_spacing():
    selection = number_selection({"Atlas": [1, 2]}, {"a": 1, "b": 1})
    twice = (*selection.candidates, Candidate(id="2", name=" ATLAS  "))
    with pytest.raises(ValueError, match="there twice"):
        type(selection).model_validate(selection.model_dump() | {"candidates": twice})


@pytest.mark.parametrize(
    ("coverage_pct", "shown"), [(9.52, 9), (59.6, 59), (59.999_999_999_9, 60), (100.0, 100)]
)
def test_a_coverage_is_cut_to_whole_per_cent_but_not_for_want_of_a_last_digit(coverage_pct, shown):
    assert whole_pct_covered(coverage_pct) == shown
