"""Published evaluations and worked examples, reproduced through the whole engine."""

import json
from pathlib import Path

import numpy as np
import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.evaluation import evaluate
from scorecard.model import PriceFormula
from scorecard.scoring import rank_order_centroid, relative_price_values

CASES = Path(__file__).parents[2] / "cases"


def case(name):
    cases = json.loads((CASES / "mcda_worked_examples.json").read_text())
    return next(c for c in cases if c["name"] == name)


def engine(matrix, anchors, weights):
    names = [f"c{i}" for i in range(len(weights))]
    catalogue = number_catalogue(dict(zip(names, anchors, strict=True)))
    selection = number_selection(
        {f"a{row}": cells for row, cells in enumerate(matrix)},
        dict(zip(names, weights, strict=True)),
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def test_the_fifa_2026_evaluation_gives_the_published_totals():
    published = json.loads((CASES / "published_evaluation_fifa2026.json").read_text())[0]
    result = engine(
        [published["scores"][v] for v in published["vendors"]],
        [(0.0, 5.0)] * 9,
        published["weights"],
    )
    out_of_500 = result.overall * 5
    assert out_of_500 == pytest.approx([402.8, 274.9], abs=1e-9)
    # The press truncated the first total and rounded the second.
    assert (int(out_of_500[0]), round(out_of_500[1])) == (402, 275)
    assert list(result.rank) == [1, 2]


def test_afshari_2010_weighted_sum_is_reproduced_with_the_column_maximum_as_anchor():
    worked = case("wsm_afshari2010_personnel")
    best = np.max(worked["matrix"], axis=0)
    result = engine(worked["matrix"], [(0.0, float(b)) for b in best], worked["weights"])
    # The published weights sum to 1.0 exactly, so the engine's rescaling changes nothing.
    assert result.overall / 100 == pytest.approx(worked["expected_scores"], abs=1e-6)
    assert list(result.rank) == worked["expected_ranks"]


def test_dezert_2020_fixed_bounds_are_reproduced():
    worked = case("anchored_spotis_dezert2020_ex1")
    anchors = [
        (low, high) if kind == 1 else (high, low)
        for (low, high), kind in zip(worked["bounds"], worked["types"], strict=True)
    ]
    result = engine(worked["matrix"], anchors, worked["weights"])
    assert result.overall / 100 == pytest.approx(worked["expected_scores"], abs=1e-4)
    assert list(result.rank) == worked["expected_ranks"]


def test_adding_a_dominated_candidate_leaves_anchored_values_as_they_were():
    worked = case("rank_reversal_minmax_vs_anchored")
    anchors = [(0.0, 100.0), (100.0, 0.0)]
    before = engine(worked["matrix"], anchors, worked["weights"])
    after = engine([*worked["matrix"], worked["added_row"]], anchors, worked["weights"])
    assert before.overall / 100 == pytest.approx(worked["expected_results"]["anchored_before"])
    assert after.overall / 100 == pytest.approx(worked["expected_results"]["anchored_after"])


def test_lowest_proportional_price_follows_the_crown_commercial_service_example():
    worked = case("price_lowest_proportional_ccs")
    rates = np.array([row[0] for row in worked["matrix"]], dtype=float)
    values = relative_price_values(rates, PriceFormula.LOWEST_PROPORTIONAL)
    assert values / 100 == pytest.approx(worked["expected_scores"], abs=1e-3)


def test_rank_order_centroid_of_three_equals_the_exact_fractions():
    # 11/18, 5/18, 1/9
    assert rank_order_centroid(3) == pytest.approx([11 / 18, 5 / 18, 1 / 9], abs=1e-15)


def test_rank_order_centroid_of_four_equals_the_exact_fractions_and_not_the_misprint():
    # (1 + 1/2 + 1/3 + 1/4)/4 = 25/48 = 52.083 %, where a public page prints 48.33 %.
    assert rank_order_centroid(4) == pytest.approx([25 / 48, 13 / 48, 7 / 48, 3 / 48], abs=1e-15)
