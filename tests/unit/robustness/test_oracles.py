"""Weighted sums, ranks and weights against pymcdm and scikit-criteria on random problems."""

import numpy as np
import pytest
import skcriteria
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

from scorecard.robustness import (
    Simulation,
    WeightModel,
    problem_of_values,
    rank_acceptability,
    rank_matrix,
)
from scorecard.robustness.simulation import simulated_cases
from scorecard.scoring import rank_order_centroid

FEW_SAMPLES = 40
# pymcdm warns of every alternative that beats or is beaten by another on everything.
pytestmark = pytest.mark.filterwarnings("ignore:Alternatives with indices")


@st.composite
def problems(draw):
    """Values in whole points, as choices and ratings give them, so that ties occur."""
    rows, columns = draw(st.integers(2, 8)), draw(st.integers(1, 6))
    cell = st.integers(1, 100).map(float)
    values = draw(
        st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    points = draw(st.lists(st.integers(1, 20), min_size=columns, max_size=columns))
    return problem_of_values(np.array(values), np.array(points) / sum(points))


def by_pymcdm(values, weights):
    """Overall values and ranks from 1; equal values share the mean of their ranks."""
    method = WSM(normalization_function=lambda column, cost=False: column)
    overall = method(values, weights, np.ones(len(weights)))
    return overall, np.asarray(rrankdata(np.round(overall, 9)))


def by_scikit_criteria(values, weights):
    """Overall values and ranks from 1; equal values share the best of their ranks."""
    matrix = skcriteria.mkdm(values, [max] * len(weights), weights=weights)
    result = WeightedSumModel().evaluate(matrix)
    return result.e_.score, result.rank_


def drawn_as_in(problem, simulation):
    return np.concatenate([cases.weights for cases in simulated_cases(problem, simulation)])


@given(problems(), st.sampled_from(list(WeightModel)), st.integers(0, 1_000))
@settings(max_examples=40)
def test_the_matrix_of_ranks_is_that_of_pymcdm_over_the_same_weights(problem, model, seed):
    simulation = Simulation(model=model, samples=FEW_SAMPLES, seed=seed)
    count = len(problem.values)
    counts, ahead = np.zeros((count, count)), np.zeros((count, count))
    for weights in drawn_as_in(problem, simulation):
        _, mean_ranks = by_pymcdm(problem.values, weights)
        shared = (mean_ranks[None, :] < mean_ranks[:, None]).sum(axis=1)
        counts[np.arange(count), shared] += 1
        ahead += mean_ranks[:, None] < mean_ranks[None, :]
    found = rank_acceptability(problem, simulation)
    assert found.ranks == pytest.approx(counts / FEW_SAMPLES)
    assert found.pairwise == pytest.approx(ahead / FEW_SAMPLES)
    assert np.array_equal(rank_matrix(problem, simulation), found.ranks)


@given(problems(), st.integers(0, 1_000))
@settings(max_examples=15)
def test_the_matrix_of_ranks_is_that_of_scikit_criteria_over_the_same_weights(problem, seed):
    # Continuous weights and no two rows alike: nothing is level, which it would not see in
    # binary fractions.
    values = problem.values + np.linspace(0.01, 0.37, problem.values.size).reshape(
        problem.values.shape
    )
    problem = problem_of_values(values, problem.weights)
    simulation = Simulation(model=WeightModel.UNIFORM, samples=10, seed=seed)
    count = len(values)
    counts = np.zeros((count, count))
    for weights in drawn_as_in(problem, simulation):
        overall, ranks = by_scikit_criteria(values, weights)
        assert overall == pytest.approx(values @ weights)
        counts[np.arange(count), np.asarray(ranks) - 1] += 1
    assert rank_matrix(problem, simulation) == pytest.approx(counts / 10)


@given(problems())
def test_overall_values_at_the_set_weights_are_those_of_both_libraries(problem):
    assert problem.overall == pytest.approx(by_pymcdm(problem.values, problem.weights)[0])
    assert problem.overall == pytest.approx(by_scikit_criteria(problem.values, problem.weights)[0])


@given(st.integers(1, 30))
def test_the_rank_order_centroid_is_the_mean_of_the_corners_of_all_weights_in_that_order(count):
    # The corners are (1, 0, …), (1/2, 1/2, 0, …), …, (1/n, …, 1/n): neither library has it.
    corners = np.tril(np.ones((count, count))) / np.arange(1, count + 1)[:, None]
    assert rank_order_centroid(count) == pytest.approx(corners.mean(axis=0))
