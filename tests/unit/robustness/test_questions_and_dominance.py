"""Next best question by hand and by simulation; dominance and potential optimality."""

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.evaluation import evaluate
from scorecard.model import Phase
from scorecard.robustness import answer_stakes, build_problem, can_be_first, dominated_by


def of_cells(matrix, weights, claim_discount=0.0):
    catalogue = number_catalogue(dict.fromkeys(weights, (0.0, 100.0)))
    selection = number_selection(matrix, weights, phase=Phase.COLLECTING)
    evaluation = evaluate(selection, catalogue, as_of=AS_OF)
    return build_problem(
        evaluation.inputs,
        evaluation.values.headline,
        evaluation.weights,
        np.zeros(len(weights), dtype=np.int64),
        np.arange(len(matrix)),
        open_value=50.0,
        claim_discount=claim_discount,
    )


def test_an_open_answer_changes_the_leader_with_the_probability_of_passing_the_threshold():
    # y leads with 60; x = 0.5·50 + 0.5·u, headline 50, passes 60 when u > 70: probability 0.3.
    stakes = answer_stakes(of_cells({"x": [50, None], "y": [60, 60]}, {"a": 1, "b": 1}), 1)
    opened = np.flatnonzero(stakes.is_open)
    assert stakes.leader_changes[opened] == pytest.approx([0.3])
    assert stakes.swing[opened] == pytest.approx([50.0])


def test_an_open_answer_of_the_leader_can_cost_it_the_lead():
    # x = 0.5·80 + 0.5·u, headline 65; y = 60: x stays first while u ≥ 40.
    stakes = answer_stakes(of_cells({"x": [80, None], "y": [60, 60]}, {"a": 1, "b": 1}), 1)
    assert stakes.leader_changes[stakes.is_open] == pytest.approx([0.4])


def test_a_claim_that_falls_to_what_open_counts_changes_the_leader_with_the_discount():
    # x leads with 80 against 60; its claim on a (100) would fall to 50: x = 55 < 60.
    problem = of_cells({"x": [100, 60], "y": [60, 60]}, {"a": 1, "b": 1}, claim_discount=0.1)
    stakes = answer_stakes(problem, 1)
    at = [
        k
        for k in range(len(stakes.alternative))
        if (stakes.alternative[k], stakes.column[k]) == (0, 0)
    ]
    assert stakes.leader_changes[at] == pytest.approx([0.1])


def test_a_shortlist_of_two_changes_when_the_third_can_come_in():
    # z = 0.5·40 + 0.5·u, headline 45; second is y = 60: z comes in when u > 80.
    matrix = {"x": [70, 70], "y": [60, 60], "z": [40, None]}
    stakes = answer_stakes(of_cells(matrix, {"a": 1, "b": 1}), 2)
    assert stakes.shortlist_changes[stakes.is_open] == pytest.approx([0.2])
    assert stakes.leader_changes[stakes.is_open] == pytest.approx([0.0])


def test_a_shortlist_of_everybody_cannot_change():
    stakes = answer_stakes(of_cells({"x": [50, None], "y": [60, 60]}, {"a": 1, "b": 1}), 5)
    assert stakes.shortlist_changes[stakes.is_open] == pytest.approx([0.0])


CELL = st.one_of(st.none(), st.integers(0, 100).map(float))


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=2, max_size=4), st.integers(1, 3))
@settings(deadline=None)
def test_the_closed_form_agrees_with_counting_over_a_grid_of_answers(rows, size):
    matrix = {f"x{n}": row for n, row in enumerate(rows)}
    problem = of_cells(matrix, {"a": 3, "b": 2})
    stakes = answer_stakes(problem, size)
    overall = np.round(problem.overall, 9)
    answers = (np.arange(2_000) + 0.5) / 20
    cells = problem.open_cells
    for k in range(cells.count):
        own, reach = cells.alternative[k], problem.weights[cells.criterion[k]] * cells.share[k]
        others = np.delete(overall, own)
        before = (others > overall[own]).sum() < size
        moved = overall[own] + (answers - 50.0) * reach
        after = (others[None, :] > moved[:, None]).sum(axis=1) < size
        assert stakes.shortlist_changes[k] == pytest.approx((after != before).mean(), abs=1e-3)


def test_dominance_needs_nowhere_better_and_somewhere_worse():
    values = np.array([[50.0, 50], [50, 60], [70, 40], [50, 50]])
    found = dominated_by(values)
    assert found[0].tolist() == [False, True, False, False]
    assert not found[1].any()
    assert not found[2].any()
    assert not found[0, 3]


def test_between_two_extremes_only_what_lies_on_or_above_the_line_can_be_first():
    below = np.array([[100.0, 0], [0, 100], [49, 49]])
    on_it = np.array([[100.0, 0], [0, 100], [50, 50]])
    assert can_be_first(below).tolist() == [True, True, False]
    assert can_be_first(on_it).tolist() == [True, True, True]


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=25)
def test_whoever_random_weights_put_first_can_be_first(seed):
    random = np.random.default_rng(seed)
    values = random.random((6, 3)) * 100
    weights = random.dirichlet(np.ones(3), 400)
    seen_first = np.unique(np.argmax(weights @ values.T, axis=1))
    possible = can_be_first(values)
    assert possible[seen_first].all()
    dominated = dominated_by(values).any(axis=1)
    assert not possible[dominated].any()
