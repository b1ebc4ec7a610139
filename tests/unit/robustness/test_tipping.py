"""Tipping weights in closed form against a search over weights."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard.robustness import (
    criterion_slices,
    group_slices,
    leader_tipping,
    leaders_without,
    overall_along,
    pair_crossings,
    problem_of_values,
)


def problem(values, weights, group=None):
    groups = None if group is None else np.asarray(group, dtype=np.int64)
    return problem_of_values(np.asarray(values, float), np.asarray(weights, float), groups)


@st.composite
def problems(draw):
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cell = st.integers(0, 100).map(float)
    values = draw(
        st.lists(st.lists(cell, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    points = draw(st.lists(st.integers(1, 20), min_size=columns, max_size=columns))
    return problem(values, np.array(points) / sum(points))


def at_weight(found, part, t):
    """Overall values with one weight at t and the others in proportion, computed the long way."""
    weights = found.weights.copy()
    others = np.arange(len(weights)) != part
    weights[others] *= (1 - t) / weights[others].sum()
    weights[part] = t
    return found.values @ weights


def test_a_leader_is_overtaken_where_hand_arithmetic_says():
    # A = (90, 20), B = (50, 70), weights 0.7 / 0.3: A 69, B 56. Level at 90t + 20(1−t) = 50t +
    # 70(1−t): 90t = 50, t = 0.5556.
    found = leader_tipping(criterion_slices(problem([[90, 20], [50, 70]], [0.7, 0.3])), 0)
    assert found.tipping == pytest.approx([5 / 9, 4 / 9])
    assert found.overtaken_by.tolist() == [1, 1]
    assert found.change == pytest.approx([5 / 9 - 0.7, 4 / 9 - 0.3])


def test_who_is_better_on_everything_cannot_be_overtaken_by_any_weight():
    found = leader_tipping(criterion_slices(problem([[90, 80], [50, 70]], [0.7, 0.3])), 0)
    assert np.isnan(found.tipping).all()
    assert found.overtaken_by.tolist() == [-1, -1]


@given(problems())
def test_at_the_tipping_weight_the_leader_is_level_and_before_it_in_front(found):
    overall = found.overall
    leader = int(np.argmax(overall))
    assume((np.sort(overall)[-2] if len(overall) > 1 else -1) < overall[leader] - 1e-6)
    tipping = leader_tipping(criterion_slices(found), leader)
    for part, (now, at) in enumerate(zip(tipping.weight, tipping.tipping, strict=True)):
        grid = np.linspace(0, 1, 201)
        leads = np.array([at_weight(found, part, t) for t in grid])
        ahead = leads[:, leader] >= leads.max(axis=1) - 1e-9
        if np.isnan(at):
            assert ahead.all()
            continue
        level = at_weight(found, part, at)
        assert level[leader] == pytest.approx(level[tipping.overtaken_by[part]], abs=1e-7)
        nearer = np.abs(grid - now) < abs(at - now) - 1e-9
        assert ahead[nearer].all()


@given(problems())
def test_every_pair_is_level_at_its_crossing(found):
    crossings = pair_crossings(criterion_slices(found))
    for i, j, part in np.argwhere(~np.isnan(crossings)):
        level = at_weight(found, part, crossings[i, j, part])
        assert level[i] == pytest.approx(level[j], abs=1e-7)


@given(problems(), st.floats(0, 1))
def test_the_trade_off_curve_equals_the_overall_values_computed_anew(found, t):
    curve = overall_along(criterion_slices(found), 0, np.array([t]))
    assert curve[0] == pytest.approx(at_weight(found, 0, t), abs=1e-9)


def test_a_group_moves_as_one_and_keeps_its_proportions():
    # group 0 = criteria 0 and 1 (weights 0.3, 0.1), group 1 = criterion 2 (0.6).
    found = problem([[80, 40, 50], [30, 60, 70]], [0.3, 0.1, 0.6], [0, 0, 1])
    slices = group_slices(found)
    # A in group 0: (0.3·80 + 0.1·40)/0.4 = 70; B: (9 + 6)/0.4 = 37.5
    assert slices.own[:, 0] == pytest.approx([70, 37.5])
    assert slices.weight == pytest.approx([0.4, 0.6])
    # A 58, B 57; level at 70t + 50(1−t) = 37.5t + 70(1−t): 52.5t = 20.
    assert leader_tipping(slices, 0).tipping[0] == pytest.approx(20 / 52.5)


def test_a_criterion_with_all_the_weight_has_nothing_to_trade_against():
    found = leader_tipping(criterion_slices(problem([[90, 20], [50, 70]], [1.0, 0.0])), 0)
    assert np.isnan(found.tipping[0])
    # the other: weight from 0 to t with the first at 1 − t: 90(1−t) + 20t = 50(1−t) + 70t: t = 4/9
    assert found.tipping[1] == pytest.approx(4 / 9)


def test_without_a_criterion_the_leader_of_the_rest_is_named():
    found = problem([[90, 20], [50, 70]], [0.7, 0.3])
    assert leaders_without(criterion_slices(found)).tolist() == [1, 0]
    assert leaders_without(criterion_slices(problem([[90.0], [50.0]], [1.0]))).tolist() == [-1]
