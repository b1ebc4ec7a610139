"""Rank acceptability against exact integrals; tolerances are four binomial standard errors."""

import json
from pathlib import Path

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.evaluation import evaluate
from scorecard.model import Phase
from scorecard.robustness import (
    CancelledError,
    Simulation,
    WeightModel,
    build_problem,
    concentration_of,
    draw_weights,
    first_shares,
    problem_of_values,
    rank_acceptability,
    rank_matrix,
)

CASES = Path(__file__).parents[2] / "cases" / "mcda_worked_examples.json"
SAMPLES = 40_000
UNIFORM = Simulation(model=WeightModel.UNIFORM, samples=SAMPLES, seed=7)


def near(found, exact, samples=SAMPLES):
    exact = np.asarray(exact, dtype=float)
    error = 4 * np.sqrt(exact * (1 - exact) / samples)
    assert (np.abs(np.asarray(found) - exact) <= error + 1e-12).all(), (found, exact)


def of_values(values, weights):
    return problem_of_values(np.asarray(values, float), np.asarray(weights, float))


def of_cells(matrix, weights, *, claim_discount=0.0, phase=Phase.COLLECTING):
    catalogue = number_catalogue(dict.fromkeys(weights, (0.0, 100.0)))
    evaluation = evaluate(number_selection(matrix, weights, phase=phase), catalogue, as_of=AS_OF)
    return build_problem(
        evaluation.inputs,
        evaluation.values.headline,
        evaluation.weights,
        np.zeros(len(weights), dtype=np.int64),
        np.arange(len(matrix)),
        open_value=50.0,
        claim_discount=claim_discount,
    )


def test_two_criteria_three_alternatives_agree_with_the_exact_integral():
    case = next(c for c in json.loads(CASES.read_text()) if "smaa" in c["name"])
    found = rank_acceptability(of_values(case["matrix"], [0.5, 0.5]), UNIFORM)
    near(found.ranks, case["expected_rank_acceptability"])


def test_central_weights_are_the_mean_of_the_weights_that_put_an_alternative_first():
    # A is first for w in (0.6, 1): mean 0.8; B for (0, 0.4): 0.2; C for (0.4, 0.6): 0.5.
    found = rank_acceptability(of_values([[1, 0], [0, 1], [0.6, 0.6]], [0.5, 0.5]), UNIFORM)
    assert found.central_weights[:, 0] == pytest.approx([0.8, 0.2, 0.5], abs=0.01)
    assert found.confidence == pytest.approx([1, 1, 1])


def test_pairwise_shares_agree_with_the_exact_integral():
    # A ahead of B iff w > 1/2; A ahead of C iff w > 0.6; C ahead of B iff w > 0.4.
    found = rank_acceptability(of_values([[1, 0], [0, 1], [0.6, 0.6]], [0.5, 0.5]), UNIFORM)
    near(found.pairwise, [[0, 0.5, 0.4], [0.5, 0, 0.4], [0.6, 0.6, 0]])


def test_with_the_order_of_importance_only_the_more_important_weight_is_at_least_half():
    # w uniform on (1/2, 1): A = (1, 0) beats C = (0.6, 0.6) iff w > 0.6: 0.4 / 0.5 = 0.8.
    simulation = Simulation(model=WeightModel.ORDER, samples=SAMPLES, seed=3)
    found = rank_acceptability(of_values([[1, 0], [0.6, 0.6]], [0.7, 0.3]), simulation)
    near(found.ranks[0], [0.8, 0.2])


def test_three_criteria_in_order_have_the_rank_order_centroid_as_mean():
    weights = np.array([0.2, 0.5, 0.3])
    drawn = draw_weights(np.random.default_rng(1), weights, SAMPLES, WeightModel.ORDER, 0.2)
    # 11/18, 5/18, 1/9 in the order of importance
    assert drawn.mean(axis=0) == pytest.approx([1 / 9, 11 / 18, 5 / 18], abs=0.005)
    assert ((drawn[:, 1] >= drawn[:, 2]) & (drawn[:, 2] >= drawn[:, 0])).all()


def test_criteria_of_equal_weight_stand_in_no_order_to_each_other():
    weights = np.array([0.25, 0.5, 0.25])
    drawn = draw_weights(np.random.default_rng(1), weights, SAMPLES, WeightModel.ORDER, 0.2)
    near((drawn[:, 0] > drawn[:, 2]).mean(), 0.5)
    assert (drawn[:, 1] >= drawn.max(axis=1)).all()


def test_give_or_take_twenty_per_cent_holds_for_the_largest_weight_in_ninety_of_a_hundred_draws():
    weights = np.array([0.4, 0.25, 0.2, 0.15])
    drawn = draw_weights(np.random.default_rng(5), weights, SAMPLES, WeightModel.AROUND, 0.2)
    inside = (np.abs(drawn[:, 0] / 0.4 - 1) <= 0.2).mean()
    near(inside, 0.9)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(SAMPLES))
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.003)


def test_a_narrower_spread_concentrates_more():
    weights = np.array([0.4, 0.6])
    assert concentration_of(weights, 0.05) > concentration_of(weights, 0.2)
    with pytest.raises(ValueError, match="spread"):
        concentration_of(weights, 0.0)


def test_a_weight_of_zero_stays_zero_around_the_set_weights():
    drawn = draw_weights(
        np.random.default_rng(1), np.array([0.5, 0.0, 0.5]), 100, WeightModel.AROUND, 0.2
    )
    assert (drawn[:, 1] == 0).all()


def test_an_open_number_is_uniform_between_its_anchors():
    # a has weight 0.8: x = 0.8 · 50 + 0.2 · U(0, 100) in (40, 60); y = 50: x is ahead in half.
    problem = of_cells({"x": [50, None], "y": [50, 50]}, {"a": 80, "b": 20})
    fixed = Simulation(model=WeightModel.AROUND, spread=1e-6, samples=SAMPLES, seed=2)
    near(rank_acceptability(problem, fixed).ranks[:, 0], [0.5, 0.5])


def test_without_varying_answers_the_headline_values_count():
    problem = of_cells({"x": [50, None], "y": [50, 49]}, {"a": 80, "b": 20})
    only_weights = Simulation(vary_answers=False, samples=500)
    assert rank_acceptability(problem, only_weights).ranks[0, 0] == 1.0


def test_a_claim_is_discounted_by_the_one_figure():
    # claimed 80 counts 72 at a discount of 10 %.
    problem = of_cells({"x": [80, 80]}, {"a": 50, "b": 50}, claim_discount=0.1)
    assert problem.settled[0] == pytest.approx([72, 72])
    assert problem.values[0] == pytest.approx([80, 80])


def test_confidence_at_central_weights_counts_how_often_open_answers_allow_the_first_place():
    # one criterion: x = U(0, 100) against y = 25 settled: first in 75 of 100 cases.
    problem = of_cells({"x": [None], "y": [25]}, {"a": 1})
    found = rank_acceptability(problem, Simulation(samples=SAMPLES, seed=4))
    near(found.confidence, [0.75, 0.25])
    near(found.ranks[:, 0], [0.75, 0.25])


def test_two_identical_candidates_share_every_rank():
    found = rank_acceptability(of_values([[60, 40], [60, 40], [10, 10]], [0.5, 0.5]), UNIFORM)
    assert found.ranks.tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert found.pairwise[0, 1] == found.pairwise[1, 0] == 0


@pytest.mark.parametrize("model", list(WeightModel))
def test_one_candidate_one_criterion_is_always_first(model):
    simulation = Simulation(model=model, samples=100)
    found = rank_acceptability(of_values([[10.0]], [1.0]), simulation)
    assert found.ranks.tolist() == [[1.0]]
    assert found.confidence.tolist() == [1.0]


def test_no_candidates_is_an_empty_result():
    problem = of_values(np.zeros((0, 2)), [0.5, 0.5])
    assert rank_acceptability(problem, UNIFORM).ranks.shape == (0, 0)


def test_every_row_sums_to_one_with_two_hundred_candidates():
    values = np.random.default_rng(1).random((200, 30)) * 100
    found = rank_acceptability(of_values(values, np.full(30, 1 / 30)), Simulation(samples=2_000))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(200))


def test_the_seed_makes_it_the_same_to_the_last_digit():
    problem = of_cells({"x": [50, None], "y": [50, 50]}, {"a": 80, "b": 20})
    simulation = Simulation(samples=3_000, seed=11)
    first, second = (rank_acceptability(problem, simulation) for _ in range(2))
    assert np.array_equal(first.ranks, second.ranks)
    assert np.array_equal(first.central_weights, second.central_weights)


def test_the_matrix_alone_and_the_first_places_alone_agree_with_the_whole():
    problem = of_cells({"x": [50, None], "y": [60, 50], "z": [None, 40]}, {"a": 60, "b": 40})
    simulation = Simulation(samples=5_000, seed=6)
    whole = rank_acceptability(problem, simulation)
    assert np.array_equal(rank_matrix(problem, simulation), whole.ranks)
    assert first_shares(problem, simulation) == pytest.approx(whole.ranks[:, 0])


def test_a_run_can_be_cancelled_by_its_progress():
    def stop(_share):
        raise CancelledError

    with pytest.raises(CancelledError):
        rank_acceptability(of_values([[1.0]], [1.0]), Simulation(samples=10), stop)


def test_fewer_than_one_sample_is_refused():
    with pytest.raises(ValueError, match="at least one sample"):
        rank_acceptability(of_values([[1.0]], [1.0]), Simulation(samples=0))


@pytest.mark.parametrize("weights", [[0.6, 0.4], [0.9, 0.1], [0.5, 0.5], [0.25] * 4, [1 / 29] * 29])
def test_the_widest_spread_still_gives_weights_that_sum_to_one(weights):
    drawn = draw_weights(
        np.random.default_rng(1), np.array(weights), 2_000, WeightModel.AROUND, 1.0
    )
    assert drawn.sum(axis=1) == pytest.approx(np.ones(2_000))
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.04)


def test_a_spread_that_excludes_nothing_is_uniform_between_two_equal_weights():
    # Give or take 100 % of 0.5 is all of (0, 1): Beta(1, 1), a third of the draws below 1/3.
    drawn = draw_weights(
        np.random.default_rng(1), np.array([0.5, 0.5]), SAMPLES, WeightModel.AROUND, 1.0
    )
    near((drawn[:, 0] < 1 / 3).mean(), 1 / 3)


@pytest.mark.parametrize("model", list(WeightModel))
def test_without_any_weight_nobody_can_be_ranked_and_nothing_is_counted(model):
    problem = of_values(np.zeros((0, 2)), [0.0, 0.0])
    found = rank_acceptability(problem, Simulation(model=model, samples=10))
    assert found.ranks.shape == (0, 0)


def test_the_confidence_factor_is_the_share_of_draws_that_put_an_alternative_first():
    # Counted one draw at a time: every open answer drawn, all overall values compared.
    matrix = {"x": [80, None, 40], "y": [None, 70, 50], "z": [60, 65, None], "low": [5, 5, None]}
    problem = of_cells(matrix, {"a": 50, "b": 30, "c": 20})
    found = rank_acceptability(problem, Simulation(samples=SAMPLES, seed=9))
    cells, random = problem.open_cells, np.random.default_rng(12)
    draws = random.random((SAMPLES, cells.count)) * 100
    for row in range(3):
        values = np.repeat(problem.settled[None], SAMPLES, axis=0)
        for cell in range(cells.count):
            values[:, cells.alternative[cell], cells.criterion[cell]] += draws[:, cell]
        overall = values @ found.central_weights[row]
        share = (overall[:, row] >= overall.max(axis=1)).mean()
        # both sides are simulated: twice the variance
        error = 4 * np.sqrt(2 * share * (1 - share) / SAMPLES)
        assert found.confidence[row] == pytest.approx(share, abs=error)
    assert found.confidence[3] == 0
