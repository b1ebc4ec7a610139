"""Criteria side by side, from numbers that can be worked out by hand."""

import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.comparison import criterion_rows
from scorecard.evaluation import evaluate


def three():
    catalogue = number_catalogue({"x": (0, 100), "y": (0, 100)})
    matrix = {"Atlas": (80, 40), "Borealis": (70, 90), "Cobalt": (10, 50)}
    return evaluate(number_selection(matrix, {"x": 3, "y": 1}), catalogue, as_of=AS_OF)


def test_criteria_come_with_the_largest_difference_in_contribution_first():
    # Atlas less Borealis: x 0.75·(80−70) = 7.5; y 0.25·(40−90) = −12.5.
    rows = criterion_rows(three(), (0, 1))
    assert [(row.criterion.id, row.difference) for row in rows] == [
        ("y", pytest.approx(-12.5)),
        ("x", pytest.approx(7.5)),
    ]


def test_with_three_the_difference_is_between_the_largest_and_the_smallest_contribution():
    # x: 0.75·(80−10) = 52.5; y: 0.25·(90−40) = 12.5.
    rows = criterion_rows(three(), (0, 1, 2))
    assert [(row.criterion.id, row.difference) for row in rows] == [
        ("x", pytest.approx(52.5)),
        ("y", pytest.approx(12.5)),
    ]


def test_a_row_has_weight_values_and_contributions_in_the_order_asked_for():
    (row,) = [row for row in criterion_rows(three(), (2, 0)) if row.criterion.id == "x"]
    # Cobalt, then Atlas: 0.75·10 = 7.5 and 0.75·80 = 60.
    assert row.weight_pct == pytest.approx(75)
    assert row.values == (10.0, 80.0)
    assert row.contributions == pytest.approx((7.5, 60.0))
    assert row.settled == (1.0, 1.0)
    assert row.difference == pytest.approx(-52.5)
