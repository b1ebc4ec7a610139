"""What-if by hand arithmetic, and equal to evaluating anew where both can be done."""

from datetime import UTC, datetime

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection
from hypothesis import given
from hypothesis import strategies as st

from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Phase, Scenario, Status
from scorecard.scoring import NothingToWeighError
from scorecard.what_if import (
    group_points,
    read_scenario,
    reweighed,
    tried,
    weights_of,
    with_answers,
)

GROUPS = {"calibration": "floor", "leaders": "floor", "price": "cost"}
POINTS = {"calibration": 3.0, "leaders": 1.0, "price": 4.0}


def evaluated(matrix, points=POINTS, *, brief=None, phase=Phase.CLOSED):
    catalogue = number_catalogue(dict.fromkeys(points, (0.0, 100.0)), GROUPS)
    return evaluate(
        number_selection(matrix, points, brief=brief, phase=phase), catalogue, as_of=AS_OF
    )


TWO = {"Atlas": [80, 40, 20], "Borealis": [30, 60, 70]}


def test_the_groups_start_with_the_points_of_a_hundred_that_they_have():
    assert group_points(evaluated(TWO)) == pytest.approx({"floor": 50, "cost": 50})


def test_a_group_moves_as_one_and_keeps_its_proportions():
    # floor 30 of 40 points = 0.75, split 3 : 1; cost 10 of 40 = 0.25.
    weights = weights_of(evaluated(TWO), {"floor": 30.0, "cost": 10.0})
    assert weights == pytest.approx([0.5625, 0.1875, 0.25])


def test_the_ranking_moves_with_the_points_as_hand_arithmetic_says():
    # Saved: Atlas 0.5·70 + 0.5·20 = 45, Borealis 0.5·37.5 + 0.5·70 = 53.75: Borealis leads.
    # Floor 80, cost 20: Atlas 0.8·70 + 0.2·20 = 60, Borealis 0.8·37.5 + 0.2·70 = 44.
    saved = evaluated(TWO)
    assert saved.rank.tolist() == [2, 1]
    moved = reweighed(saved, {"floor": 80.0, "cost": 20.0})
    assert moved.overall == pytest.approx([60, 44])
    assert moved.rank.tolist() == [1, 2]
    assert moved.places_gained(saved).tolist() == [1, -1]
    assert moved.order == (0, 1)


def test_a_group_without_weight_spreads_its_points_evenly():
    saved = evaluated(TWO, {"calibration": 0.0, "leaders": 0.0, "price": 4.0})
    assert weights_of(saved, {"floor": 50.0, "cost": 50.0}) == pytest.approx([0.25, 0.25, 0.5])


def test_a_group_that_is_not_named_keeps_its_share():
    # floor 150 beside the 50 that cost has: 0.75.
    weights = weights_of(evaluated(TWO), {"floor": 150.0})
    assert weights[:2].sum() == pytest.approx(0.75)


def test_all_points_zero_weigh_nothing_and_say_so():
    with pytest.raises(NothingToWeighError):
        reweighed(evaluated(TWO), {"floor": 0.0, "cost": 0.0})


def test_the_points_of_a_what_if_give_the_same_ranking_when_evaluated():
    saved = evaluated(TWO)
    moved = reweighed(saved, {"floor": 80.0, "cost": 20.0})
    points = moved.points()
    assert sum(points.values()) == pytest.approx(100)
    again = evaluate(saved.selection, saved.catalogue, as_of=AS_OF, points=points)
    assert again.overall == pytest.approx(moved.overall)


CELL = st.one_of(st.none(), st.integers(0, 4).map(lambda n: 25.0 * n))
TIE_BREAKS = ["", "evidenced", "criterion:price", "group:floor", "group:cost"]


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5),
    st.lists(st.integers(0, 4), min_size=2, max_size=2).filter(any),
    st.sampled_from(TIE_BREAKS),
    st.sampled_from([Phase.COLLECTING, Phase.CLOSED]),
)
def test_it_agrees_with_a_whole_evaluation_ties_and_tie_breaks_included(rows, points, tie, phase):
    matrix = {f"c{number}": row for number, row in enumerate(rows)}
    saved = evaluated(matrix, brief=Brief(tie_break=tie), phase=phase)
    floor, cost = (float(p) for p in points)
    moved = reweighed(saved, {"floor": floor, "cost": cost})
    anew = evaluate(
        saved.selection,
        saved.catalogue,
        as_of=AS_OF,
        points={"calibration": 0.75 * floor, "leaders": 0.25 * floor, "price": cost},
    )
    assert moved.overall == pytest.approx(anew.overall)
    assert np.array_equal(moved.rank, anew.rank)
    assert moved.order == anew.ranked_order


@given(st.sampled_from(TIE_BREAKS))
def test_unmoved_sliders_move_nobody(tie):
    saved = evaluated({"A": [50, 50, 50], "B": [60, 20, 50], **TWO}, brief=Brief(tie_break=tie))
    assert not reweighed(saved, group_points(saved)).places_gained(saved).any()


def answer(candidate, question, value):
    return Answer(candidate_id=candidate, question_id=question, status=Status.ANSWERED, value=value)


def scenario(**fields):
    return Scenario.model_validate(
        {
            **{"id": "s", "name": "S", "created_by": "Ana"},
            **{"created_at": datetime(2026, 11, 1, tzinfo=UTC)},
            **fields,
        }
    )


def test_other_answers_take_the_place_of_the_recorded_ones_in_a_copy():
    saved = evaluated(TWO)
    before = saved.selection.model_copy(deep=True)
    other = with_answers(saved.selection, [answer("Borealis", "q_price", 0.0)])
    assert other.answer("Borealis", "q_price").value == 0
    assert other.answer("Borealis", "q_leaders").value == 60
    assert len(other.answers) == len(saved.selection.answers)
    assert saved.selection == before
    assert with_answers(saved.selection, []) is saved.selection


@pytest.mark.parametrize(
    ("status", "overall"),
    # Borealis 0.375·30 + 0.125·60 = 18.75 without its price; open counts half of 50 while
    # answers are collected.
    [(Status.REFUSED, 18.75), (Status.NO_REPLY, 18.75), (Status.OPEN, 43.75)],
)
def test_an_answer_can_be_tried_as_refused_unanswered_or_open(status, overall):
    saved = evaluated(TWO, phase=Phase.COLLECTING)
    recorded = saved.selection.answer("Borealis", "q_price")
    other = with_answers(saved.selection, [tried(recorded, status)])
    again = evaluate(other, saved.catalogue, as_of=AS_OF)
    assert again.overall.tolist() == pytest.approx([45, overall])
    kept = read_scenario(
        scenario(answers=[tried(recorded, status)]), saved.selection, saved.catalogue, as_of=AS_OF
    )
    assert kept.evaluation.overall.tolist() == again.overall.tolist()


def test_not_applicable_cannot_be_tried_without_a_reason():
    recorded = evaluated(TWO).selection.answer("Borealis", "q_price")
    with pytest.raises(ValueError, match="needs more than a status"):
        tried(recorded, Status.NOT_APPLICABLE)


def test_a_scenario_without_points_follows_the_weights_of_the_selection():
    # Borealis with price 0: 0.5·37.5 = 18.75.
    saved = evaluated(TWO)
    found = read_scenario(
        scenario(answers=[answer("Borealis", "q_price", 0.0)]),
        saved.selection,
        saved.catalogue,
        as_of=AS_OF,
    )
    assert found.evaluation.overall == pytest.approx([45, 18.75])
    assert found.left_out == ()


def test_what_has_gone_since_is_left_out_and_said():
    saved = evaluated(TWO)
    found = read_scenario(
        scenario(
            points={"calibration": 1.0, "price": 1.0, "gone": 5.0},
            answers=[
                answer("Cobalt", "q_price", 10.0),
                answer("Atlas", "q_gone", 10.0),
                answer("Atlas", "q_price", "cheap"),
                answer("Atlas", "q_calibration", 100.0),
            ],
        ),
        saved.selection,
        saved.catalogue,
        as_of=AS_OF,
    )
    # calibration and price count a half each: Atlas 0.5·100 + 0.5·20, Borealis 0.5·30 + 0.5·70.
    assert found.evaluation.overall == pytest.approx([60, 50])
    assert [a.question_id for a in found.answers] == ["q_calibration"]
    told = " ".join(found.left_out)
    assert "removed since" in told
    assert "'q_gone' is not asked any more" in told
    assert "“cheap” is not a number" in told
    assert "Leaders came in after this scenario was kept" in told
