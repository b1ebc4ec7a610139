"""Places, pairs and first places against counting case by case, with many equal values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.robustness import Simulation, first_shares, rank_acceptability, rank_matrix
from scorecard.robustness.placing import (
    first_counts,
    pair_counts,
    places_by_alternative,
    placing,
    rank_counts,
)
from scorecard.robustness.problem import problem_of_values
from scorecard.robustness.simulation import chunk_sizes

# A handful of values, some of which differ by less than the nine decimals of a rank.
VALUE = st.sampled_from([0.0, 10.0, 10.0 + 4e-10, 10.0 + 6e-10, 10.000000002, 50.0, 99.9])


@st.composite
def tables(draw):
    alternatives = draw(st.integers(1, 6))
    row = st.lists(VALUE, min_size=alternatives, max_size=alternatives)
    return np.array(draw(st.lists(row, min_size=1, max_size=20)))


def counted_one_by_one(overall):
    """Ranks, pairs and firsts by the rule itself: rounded to nine decimals, 1, 1, 3."""
    count = overall.shape[1]
    ranks, pairs = np.zeros((count, count)), np.zeros((count, count))
    for case in overall:
        rounded = [round(float(value), 9) for value in case]
        places = [sum(other > own for other in rounded) for own in rounded]
        for i in range(count):
            ranks[i, places[i]] += 1
            for j in range(count):
                pairs[i, j] += places[i] < places[j]
    return ranks, pairs


@given(tables())
def test_the_counts_are_those_of_the_rule_applied_case_by_case(overall):
    ranks, pairs = counted_one_by_one(overall)
    found = placing(overall)
    assert rank_counts(found).tolist() == ranks.tolist()
    places = places_by_alternative(found)
    assert pair_counts(places, has_level=bool(found.level.size)).tolist() == pairs.tolist()
    assert first_counts(overall).tolist() == ranks[:, 0].tolist()


@pytest.mark.parametrize("count", [1, 2, 200, 257, 300])
def test_any_number_of_alternatives_is_placed(count):
    overall = np.random.default_rng(1).random((70, count)) * 100
    ranks, pairs = counted_one_by_one(overall)
    found = placing(overall)
    places = places_by_alternative(found)
    assert rank_counts(found).tolist() == ranks.tolist()
    assert pair_counts(places, has_level=False).tolist() == pairs.tolist()


def test_values_in_hundredths_that_add_up_alike_share_a_rank():
    # 0.1 + 0.2 is not 0.3 in binary, but it is to nine decimals.
    found = rank_counts(placing(np.array([[0.1 + 0.2, 0.3]])))
    assert found.tolist() == [[1, 0], [1, 0]]


def test_chunks_together_are_all_samples_and_none_is_empty():
    for samples in (1, 255, 256, 257, 10_000):
        sizes = chunk_sizes(samples)
        assert sum(sizes) == samples
        assert min(sizes) > 0
        assert max(sizes) == sizes[0]


def test_twins_among_many_are_level_in_every_case_and_the_rest_is_counted_as_ever():
    values = np.random.default_rng(3).random((12, 5)) * 100
    values[7] = values[2]
    problem = problem_of_values(values, np.full(5, 0.2))
    simulation = Simulation(samples=3_000)
    found = rank_acceptability(problem, simulation)
    assert found.ranks[2].tolist() == found.ranks[7].tolist()
    assert found.pairwise[2, 7] == found.pairwise[7, 2] == 0
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(12))
    assert np.array_equal(rank_matrix(problem, simulation), found.ranks)
    assert first_shares(problem, simulation).tolist() == found.ranks[:, 0].tolist()
    single = problem_of_values(np.delete(values, 7, axis=0), np.full(5, 0.2))
    alone = rank_acceptability(single, simulation)
    others = [0, 1, 3, 4, 5, 6, 8, 9, 10, 11]
    without = [row if row < 7 else row - 1 for row in others]
    assert np.array_equal(
        found.pairwise[np.ix_(others, others)], alone.pairwise[np.ix_(without, without)]
    )
