"""The conversion between a cohort's loss in 120 days and yearly figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.facts import cohort_loss_in_a_year_pct, leavers_over_headcount_pct


def test_eighteen_per_cent_in_120_days_is_45_per_cent_of_a_cohort_and_60_leavers_per_100_seats():
    # 1 − 0.82^(365/120) = 1 − e^(−0.198451 · 3.041667) = 1 − e^(−0.603622) = 0.4532
    assert cohort_loss_in_a_year_pct(18.0) == pytest.approx(45.32, abs=0.01)
    # −ln(0.82) · 365/120 = 0.198451 · 3.041667 = 0.6036
    assert leavers_over_headcount_pct(18.0) == pytest.approx(60.36, abs=0.01)


def test_eighteen_point_one_per_cent_means_61_leavers_per_100_seats():
    assert round(leavers_over_headcount_pct(18.1)) == 61


def test_nobody_leaving_stays_nobody_and_everybody_leaving_is_without_bound():
    assert cohort_loss_in_a_year_pct(0.0) == 0.0
    assert leavers_over_headcount_pct(0.0) == 0.0
    assert cohort_loss_in_a_year_pct(100.0) == 100.0
    assert leavers_over_headcount_pct(100.0) == math.inf


@pytest.mark.parametrize("impossible", [118.0, -0.1])
def test_an_impossible_cohort_figure_is_refused(impossible):
    with pytest.raises(ValueError, match="between 0 and 100 %"):
        cohort_loss_in_a_year_pct(impossible)
    with pytest.raises(ValueError, match="between 0 and 100 %"):
        leavers_over_headcount_pct(impossible)


@given(st.floats(0, 99.9))
def test_a_cohort_never_loses_less_in_a_year_than_in_120_days(share):
    assert cohort_loss_in_a_year_pct(share) >= share - 1e-9
    assert leavers_over_headcount_pct(share) >= cohort_loss_in_a_year_pct(share) - 1e-9
