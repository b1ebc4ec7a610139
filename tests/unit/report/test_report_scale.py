"""The scales of the drawings: round numbers, nothing beyond the edge, nothing lost in a corner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.report import Scale
from scorecard.report.page import at

NUMBERS = st.lists(st.floats(min_value=0, max_value=1e9), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("largest", "highest"),
    # With the headroom of 4 % a quarter of the scale must hold 22.88 / 4 = 5.72, so 6;
    # 11.44 / 4 = 2.86, so 3; 62.4 / 4 = 15.6, so 20; 0.52 / 4 = 0.13, so 0.15.
    [(22.0, 24.0), (11.0, 12.0), (60.0, 80.0), (0.5, 0.6)],
)
def test_a_scale_ends_at_four_round_steps(largest: float, highest: float) -> None:
    scale = Scale.up_to([largest])
    assert scale.highest == pytest.approx(highest)
    assert [tick.x for tick in scale.ticks] == [0.0, 25.0, 50.0, 75.0, 100.0]


@given(NUMBERS)
def test_every_number_has_a_place_on_its_scale_and_the_largest_lies_in_the_right_half(
    numbers: list[float],
) -> None:
    scale = Scale.up_to(numbers)
    assert all(0.0 <= scale.at(number) < 100.0 for number in numbers)
    if max(numbers) > 1e-5:
        assert scale.at(max(numbers)) > 50.0


def test_places_are_short_and_say_per_cent() -> None:
    assert [at(0.0), at(100.0), at(12.5), at(33.33333)] == ["0%", "100%", "12.5%", "33.33%"]
