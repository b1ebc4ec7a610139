"""Swing weights and best-worst comparisons: published cases, a solver as oracle, properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from scorecard.catalogue import load_catalogue
from scorecard.scoring import (
    Comparisons,
    ElicitationError,
    best_worst_weights,
    swing_weights,
)

INDEX = load_catalogue().elicitation.consistency_index
# Rezaei's example of a car: quality, price, comfort, safety, style; price best, style worst.
CAR = ("quality", "price", "comfort", "safety", "style")


def car(best_to_others, others_to_worst):
    return Comparisons(
        best="price",
        worst="style",
        best_to_others=dict(zip(CAR, best_to_others, strict=True)),
        others_to_worst=dict(zip(CAR, others_to_worst, strict=True)),
    )


def test_swings_become_weights_in_proportion():
    # 100 + 50 + 50 = 200: 0.5, 0.25, 0.25
    found = swing_weights({"floor": 100, "cost": 50, "tools": 50})
    assert found == pytest.approx({"floor": 0.5, "cost": 0.25, "tools": 0.25})


def test_a_swing_worth_nothing_weighs_nothing():
    assert swing_weights({"floor": 100, "tools": 0}) == {"floor": 1.0, "tools": 0.0}


@given(st.lists(st.floats(0, 100), max_size=8))
def test_swing_weights_sum_to_one_and_keep_the_ratios(rest):
    swings = {"first": 100.0} | {f"s{n}": worth for n, worth in enumerate(rest)}
    found = swing_weights(swings)
    assert sum(found.values()) == pytest.approx(1)
    for name, worth in swings.items():
        assert found[name] == pytest.approx(found["first"] * worth / 100)


@pytest.mark.parametrize(
    ("swings", "message"),
    [
        ({}, "there is nothing to compare"),
        ({"a": 90, "b": 50}, "give 100 points to the swing that you would make first"),
        ({"a": 100, "b": 101}, "Tools: a swing is worth 0 to 100 points, not 101"),
        ({"a": 100, "b": -1}, "Tools: a swing is worth 0 to 100 points, not -1"),
        ({"a": 100, "b": float("nan")}, "Tools: a swing is worth 0 to 100 points, not nan"),
    ],
)
def test_impossible_swings_are_refused_with_what_to_change(swings, message):
    with pytest.raises(ElicitationError, match=message):
        swing_weights(swings, {"b": "Tools"})


def test_the_published_consistent_comparisons_of_a_car_give_the_published_weights():
    # Every a_Bj × a_jW is 8, so w is proportional to a_jW: 4, 8, 2, 4, 1 of 19.
    found = best_worst_weights(car((2, 1, 4, 2, 8), (4, 8, 2, 4, 1)), INDEX)
    assert found.deviation == 0
    assert found.consistency_ratio == 0
    assert found.fits_least == ""
    published = {"quality": 0.2105, "price": 0.4211, "comfort": 0.1053, "safety": 0.2105}
    assert {name: found.weights[name] for name in published} == pytest.approx(published, abs=5e-5)
    assert found.weights["style"] == pytest.approx(1 / 19)
    assert found.low == pytest.approx(found.weights)
    assert found.high == pytest.approx(found.weights)


def test_the_published_inconsistent_comparisons_of_a_car_miss_by_one():
    # Comfort: 4 × 4 against 8: (4 − ξ)(4 − ξ) = 8 + ξ, ξ² − 9ξ + 8 = 0, ξ = 1; the others need
    # less. CR = 1 / 4.47.
    found = best_worst_weights(car((2, 1, 4, 3, 8), (4, 8, 4, 2, 1)), INDEX)
    assert found.deviation == pytest.approx(1)
    assert found.consistency_ratio == pytest.approx(1 / 4.47)
    assert found.fits_least == "comfort"
    # At ξ = 1 price : style is 9 and comfort : style is 3.
    assert found.weights["price"] / found.weights["style"] == pytest.approx(9)
    assert found.weights["comfort"] / found.weights["style"] == pytest.approx(3)


def test_a_comparison_that_is_too_small_deviates_in_the_other_direction():
    # Safety: 3 × 2 against 8: (3 + ξ)(2 + ξ) = 8 − ξ, ξ² + 6ξ − 2 = 0, ξ = √11 − 3.
    given_ = Comparisons("best", "worst", {"s": 3, "worst": 8}, {"s": 2})
    found = best_worst_weights(given_, INDEX)
    assert found.deviation == pytest.approx(np.sqrt(11) - 3)
    assert found.fits_least == "s"


def test_two_of_the_others_can_contradict_each_other_more_than_the_best_and_the_worst():
    # 4 × 3 = 12 and 2 × 2 = 4 against 8. Alone 12 − 7ξ + ξ² = 8 + ξ: ξ = 4 − √12 = 0.536, and
    # 4 + 4ξ + ξ² = 8 − ξ: ξ = (√41 − 5)/2 = 0.702; together 12 − 7ξ = 4 + 4ξ: ξ = 8/11 = 0.727.
    found = best_worst_weights(
        Comparisons("b", "w", {"x": 4, "y": 2, "w": 8}, {"x": 3, "y": 2}), INDEX
    )
    assert found.deviation == pytest.approx(8 / 11)


def test_only_the_best_and_the_worst_give_their_ratio():
    found = best_worst_weights(Comparisons("b", "w", {"w": 4}, {}), INDEX)
    assert found.weights == pytest.approx({"b": 0.8, "w": 0.2})
    assert found.consistency_ratio == 0


def test_all_equal_is_consistent_and_gives_equal_weights():
    found = best_worst_weights(Comparisons("b", "w", {"x": 1, "w": 1}, {"x": 1}), INDEX)
    assert found.weights == pytest.approx({"b": 1 / 3, "x": 1 / 3, "w": 1 / 3})
    assert found.consistency_ratio == 0


@st.composite
def ratios(draw):
    """Weights whose ratios are whole numbers from 1 to 9: a_jW divides a_BW."""
    direct = draw(st.integers(1, 9))
    parts = [n for n in range(1, direct + 1) if direct % n == 0]
    return direct, draw(st.lists(st.sampled_from(parts), max_size=6))


@given(ratios())
def test_consistent_comparisons_give_back_the_weights_they_were_made_from(made):
    direct, to_worst = made
    names = [f"x{n}" for n in range(len(to_worst))]
    found = best_worst_weights(
        Comparisons(
            "b",
            "w",
            {"w": direct} | {x: direct / a for x, a in zip(names, to_worst, strict=True)},
            dict(zip(names, map(float, to_worst), strict=True)),
        ),
        INDEX,
    )
    total = direct + 1 + sum(to_worst)
    exact = {"b": direct / total, "w": 1 / total}
    exact |= {x: a / total for x, a in zip(names, to_worst, strict=True)}
    assert found.deviation == 0
    assert found.consistency_ratio == 0
    assert found.weights == pytest.approx(exact)


@given(st.lists(st.floats(1, 9), min_size=2, max_size=7))
def test_any_weights_within_one_to_nine_are_found_again_from_their_ratios(sizes):
    smallest = min(sizes)
    sizes = np.array([size for size in sizes if size / smallest <= 9])
    best, worst = int(np.argmax(sizes)), int(np.argmin(sizes))
    if best == worst:
        worst = (best + 1) % len(sizes) if len(sizes) > 1 else best
    if len(sizes) < 2:
        return
    names = [f"x{n}" for n in range(len(sizes))]
    found = best_worst_weights(
        Comparisons(
            names[best],
            names[worst],
            {x: max(sizes[best] / s, 1.0) for x, s in zip(names, sizes, strict=True)},
            {x: max(s / sizes[worst], 1.0) for x, s in zip(names, sizes, strict=True)},
        ),
        INDEX,
    )
    assert found.deviation == pytest.approx(0, abs=1e-9)
    exact = dict(zip(names, sizes / sizes.sum(), strict=True))
    assert found.weights == pytest.approx(exact, abs=1e-9)


@st.composite
def comparisons(draw):
    direct = draw(st.integers(1, 9))
    count = draw(st.integers(1, 6))
    step = st.integers(1, direct)
    return (
        direct,
        draw(st.lists(step, min_size=count, max_size=count)),
        draw(st.lists(step, min_size=count, max_size=count)),
    )


def constraints(direct, of_best, to_worst, deviation):
    """The model's linear constraints A w ≤ 0 for a fixed ξ; w is others, best, worst."""
    count = len(of_best)
    best, worst = count, count + 1
    rows = []
    pairs = [(best, j, a) for j, a in enumerate(of_best)]
    pairs += [(j, worst, a) for j, a in enumerate(to_worst)]
    pairs.append((best, worst, direct))
    for over, under, ratio in pairs:
        for sign in (1, -1):
            # ± (w_over − a · w_under) ≤ ξ · w_under
            row = np.zeros(count + 2)
            row[over] = sign
            row[under] = -sign * ratio - deviation
            rows.append(row)
    return np.array(rows)


def solved(direct, of_best, to_worst, deviation, objective):
    matrix = constraints(direct, of_best, to_worst, deviation)
    return linprog(
        objective,
        A_ub=matrix,
        b_ub=np.zeros(len(matrix)),
        A_eq=np.ones((1, len(objective))),
        b_eq=[1.0],
        bounds=[(0, 1)] * len(objective),
        method="highs",
    )


def found_for(direct, of_best, to_worst):
    names = [f"x{n}" for n in range(len(of_best))]
    given_ = Comparisons(
        "b",
        "w",
        {"w": direct} | dict(zip(names, of_best, strict=True)),
        dict(zip(names, to_worst, strict=True)),
    )
    return [*names, "b", "w"], best_worst_weights(given_, INDEX)


@given(comparisons())
def test_the_smallest_deviation_is_the_one_that_bisection_with_linear_programmes_finds(made):
    direct, of_best, to_worst = made
    nothing = np.zeros(len(of_best) + 2)
    low, high = 0.0, 9.0
    if solved(direct, of_best, to_worst, 0.0, nothing).status == 0:
        high = 0.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        if solved(direct, of_best, to_worst, middle, nothing).status == 0:
            high = middle
        else:
            low = middle
    _, found = found_for(direct, of_best, to_worst)
    assert found.deviation == pytest.approx(high, abs=1e-4)


@given(comparisons())
def test_the_weights_keep_to_the_deviation_and_lie_between_their_bounds(made):
    direct, of_best, to_worst = made
    names, found = found_for(direct, of_best, to_worst)
    weights = np.array([found.weights[name] for name in names])
    assert weights.sum() == pytest.approx(1)
    excess = constraints(direct, of_best, to_worst, found.deviation) @ weights
    assert excess.max() <= 1e-9
    for name in names:
        assert found.low[name] - 1e-9 <= found.weights[name] <= found.high[name] + 1e-9
    assert 0 <= found.consistency_ratio <= 1


@given(comparisons())
def test_the_bounds_of_each_weight_are_those_that_linear_programmes_find(made):
    direct, of_best, to_worst = made
    names, found = found_for(direct, of_best, to_worst)
    # A hair above ξ*, where the solver's tolerance still leaves something to choose from.
    deviation = found.deviation + 1e-6
    for column, name in enumerate(names):
        objective = np.zeros(len(names))
        objective[column] = 1.0
        least = solved(direct, of_best, to_worst, deviation, objective)
        most = solved(direct, of_best, to_worst, deviation, -objective)
        assert found.low[name] == pytest.approx(least.fun, abs=1e-4)
        assert found.high[name] == pytest.approx(-most.fun, abs=1e-4)


NAMES = {"b": "Floor management", "w": "Tooling", "x": "Costs"}


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        (Comparisons("b", "b", {}, {}), "must differ"),
        (Comparisons("b", "w", {}, {}), "compare Floor management with Tooling"),
        (Comparisons("b", "w", {"w": 5, "x": 2}, {}), "compare Tooling with Costs"),
        (Comparisons("b", "w", {"w": 5}, {"x": 2}), "compare Floor management with Costs"),
        (
            Comparisons("b", "w", {"w": 5, "x": 0.5}, {"x": 2}),
            "Costs against Floor management: a comparison lies between 1 and 9, not at 0.5",
        ),
        (
            Comparisons("b", "w", {"w": 10, "x": 2}, {"x": 2}),
            "Tooling against Floor management: a comparison lies between 1 and 9, not at 10",
        ),
        (
            Comparisons("b", "w", {"b": 2, "w": 5, "x": 2}, {"x": 2}),
            "Floor management against itself is 1",
        ),
        (
            Comparisons("b", "w", {"w": 5, "x": 2}, {"b": 4, "x": 2}),
            "given twice, as 5 and as 4: make them the same",
        ),
        (
            Comparisons("b", "w", {"w": 5, "x": 6}, {"x": 2}),
            "Costs would count less than Tooling, which was chosen as the one that counts least",
        ),
        (
            Comparisons("b", "w", {"w": 5, "x": 2}, {"x": 6}),
            "Costs would count more than Floor management, which was chosen as the one that "
            "counts most",
        ),
    ],
)
def test_incomplete_or_contradictory_comparisons_are_refused_by_name(given_, message):
    with pytest.raises(ElicitationError) as refusal:
        best_worst_weights(given_, INDEX, NAMES)
    assert message in str(refusal.value)
