"""The costs that are worked out by hand in tests/cases/cost_worked_examples.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from unit.commercial.cost_building import NOTHING_BESIDE, costs

from scorecard.commercial import Span

FILE = Path(__file__).parents[2] / "cases" / "cost_worked_examples.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def found_at(path: str, case: dict[str, Any]) -> object:
    beside = {} if case.get("open_terms") else NOTHING_BESIDE
    result = costs(case["brief"], {"Atlas": case["answers"]}, beside)
    found: Any = result if path.startswith("in_house") else result.candidates[0]
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


@pytest.mark.parametrize(
    ("case", "path"),
    [
        pytest.param(case, path, id=f"{case['title']}: {path}")
        for case in CASES
        for path in case["expected"]
    ],
)
def test_the_cost_is_the_one_worked_out_by_hand(case: dict[str, Any], path: str) -> None:
    expected, found = case["expected"][path], found_at(path, case)
    if isinstance(found, Span):
        low, high = expected if isinstance(expected, list) else (expected, expected)
        assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6)
    else:
        assert found == pytest.approx(expected, rel=1e-5)
