"""Erlang B and C against published figures and an independent recursion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from scorecard.commercial import (
    agents_needed,
    blocking_probability,
    service_level,
    waiting_probability,
)


def recursive_waiting(agents: int, load: float) -> float:
    """Erlang C from Erlang B by Cooper's recursion B(n) = A·B(n-1) ÷ (n + A·B(n-1)), B(0) = 1."""
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    return agents * blocked / (agents - load * (1 - blocked))


@pytest.mark.parametrize(
    ("lines", "printed"),
    [(1, 0.0101), (2, 0.153), (5, 1.36), (10, 4.46), (15, 8.11), (20, 12.0), (50, 37.9)],
)
def test_erlang_b_gives_the_loads_of_the_published_table_at_one_per_cent(
    lines: int, printed: float
) -> None:
    # The column "1 %" of the Erlang B table, printed with three digits.
    load = brentq(lambda a: float(blocking_probability(lines, a)) - 0.01, 1e-6, lines)
    assert float(f"{load:.3g}") == printed


def test_fifteen_lines_carry_8_108_erlangs_at_one_per_cent() -> None:
    # Example of the manual of the Westbay Erlang B calculator.
    assert float(blocking_probability(15, 8.108)) == pytest.approx(0.01, abs=5e-6)


def test_the_published_example_of_360_calls_in_half_an_hour() -> None:
    # Tanner, "The Erlang-C Formula": 360 calls of four minutes in half an hour are 48 erlangs;
    # with 55 agents 23.9 % wait, 8.2 seconds on average over all: 0.239 × 240 ÷ (55 − 48).
    waits = float(waiting_probability(55, 48))
    assert waits == pytest.approx(0.239, abs=5e-4)
    assert waits * 240 / (55 - 48) == pytest.approx(8.2, abs=0.05)
    # exp(−7 × 15 ÷ 240) = 0.645649 of them wait more than 15 seconds
    assert float(service_level(55, 48, 15, 240)) == pytest.approx(1 - waits * 0.645649, abs=1e-6)


def test_the_classic_80_20_example_needs_14_agents_for_10_erlangs() -> None:
    # Call Centre Helper's worked example: 100 calls of 180 seconds in half an hour; with 14
    # agents 17.4 % wait and 88.8 % are answered within 20 seconds.
    assert int(agents_needed(10, 0.8, 20, 180)) == 14
    assert float(waiting_probability(14, 10)) == pytest.approx(0.174, abs=5e-4)
    assert float(service_level(14, 10, 20, 180)) == pytest.approx(0.888, abs=5e-4)
    # To seven digits as the documentation of pyworkforce and of the R package ErlangC prints them.
    assert float(waiting_probability(14, 10)) == pytest.approx(0.1741319, abs=5e-8)
    assert float(service_level(14, 10, 20, 180)) == pytest.approx(0.8883500, abs=5e-8)
    # the same by the recursion, and 13 agents are not enough
    spare = 13 - 10
    assert 1 - recursive_waiting(13, 10) * math.exp(-spare * 20 / 180) < 0.8


@given(st.integers(1, 300), st.floats(0.01, 0.99))
def test_waiting_agrees_with_the_recursion(agents: int, occupancy: float) -> None:
    load = agents * occupancy
    expected = recursive_waiting(agents, load)
    assert float(waiting_probability(agents, load)) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(st.floats(0.001, 5000), st.floats(0.01, 0.999), st.floats(0, 300), st.floats(10, 3600))
def test_the_agents_needed_reach_the_service_level_and_one_fewer_does_not(
    load: float, share: float, seconds: float, handle: float
) -> None:
    agents = int(agents_needed(load, share, seconds, handle))
    assert float(service_level(agents, load, seconds, handle)) >= share
    assert float(service_level(agents - 1, load, seconds, handle)) < share


@given(st.lists(st.floats(0.01, 200), min_size=2, max_size=8))
def test_many_loads_at_once_give_what_each_gives_alone(loads: list[float]) -> None:
    together = agents_needed(np.array(loads), 0.8, 20, 300)
    assert together.tolist() == [int(agents_needed(load, 0.8, 20, 300)) for load in loads]


def test_too_few_agents_leave_everybody_waiting() -> None:
    assert float(waiting_probability(10, 10)) == 1.0
    assert float(service_level(9, 10, 20, 180)) == 0.0
