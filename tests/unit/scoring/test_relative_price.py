"""Relative price formulas: what a quote to come can still change, and whose price counts."""

import pytest
from building import AS_OF, CREATED_AT, number_catalogue
from hypothesis import given
from hypothesis import strategies as st

from scorecard.catalogue import Catalogue
from scorecard.certainty import assess
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, GateSetting, Phase, PriceFormula, Selection
from scorecard.robustness import Simulation

PRICE = {"kind": "price", "sources": ["assumption"], "rationale": "test"}
GATE = {
    "id": "quality",
    "title": "Quality of at least 10",
    "applies": "opt_in",
    "reads": "q_quality",
    "passes_when": {"test": "at_least", "question": "q_quality", "threshold": 10, "unit": "points"},
    "minimum_evidence": "claimed",
    "why": "test",
    "sources": ["assumption"],
}
GATE_ON = (GateSetting(gate_id="quality", state="on"),)
PROPORTIONAL, LINEAR = PriceFormula.LOWEST_PROPORTIONAL, PriceFormula.LINEAR


def catalogue() -> Catalogue:
    content = number_catalogue({"quality": (0.0, 100.0), "price": (0.0, 1.0)}).model_dump()
    content["criteria"][1]["inputs"] = [{"question": "q_price", "value": PRICE}]
    content["questions"][1]["kind"] = "money"
    return Catalogue.model_validate(content | {"gates": [GATE]})


def selection(
    candidates, formula, *, quality=1.0, price=1.0, phase=Phase.COLLECTING, **brief
) -> Selection:
    """candidates: name → (quality, rate); None is open, a word is a status."""
    answers = []
    for name, cells in candidates.items():
        for question, cell in zip(("q_quality", "q_price"), cells, strict=True):
            fields = {"candidate_id": name, "question_id": question}
            if isinstance(cell, str):
                answers.append(Answer.model_validate({**fields, "status": cell}))
            elif cell is not None:
                answers.append(
                    Answer.model_validate({**fields, "status": "answered", "value": float(cell)})
                )
    return Selection(
        id="s",
        title="s",
        created_at=CREATED_AT,
        phase=phase,
        brief=Brief(price_formula=formula, **brief),
        points={"quality": quality, "price": price},
        candidates=tuple(Candidate(id=name, name=name) for name in candidates),
        answers=tuple(answers),
    )


def run(candidates, formula=PROPORTIONAL, **more):
    return evaluate(selection(candidates, formula, **more), catalogue(), as_of=AS_OF)


def prices(evaluation, end):
    return getattr(evaluation.values, end)[:, 1].tolist()


def test_while_a_quote_is_open_the_others_prices_can_still_fall_to_nothing():
    # Today 100·20/20 and 100·20/40; a quote near 0 leaves next to nothing of either.
    result = run({"x": (50, 20), "y": (50, 40), "z": (50, None)})
    assert prices(result, "headline") == pytest.approx([100, 50, 50])
    assert prices(result, "low") == pytest.approx([0, 0, 0])
    assert prices(result, "high") == pytest.approx([100, 50, 100])


def test_an_open_quote_is_taken_to_be_at_least_the_briefs_target_rate():
    # At 16: 100·16/20 = 80 and 100·16/40 = 40. Whoever has not quoted stays at 0–100.
    result = run({"x": (50, 20), "y": (50, 40), "z": (50, None)}, target_rate_per_hour=16.0)
    assert prices(result, "low") == pytest.approx([80, 40, 0])
    assert prices(result, "high") == pytest.approx([100, 50, 100])
    # overall: (50 + 80)/2 … (50 + 100)/2, and (50 + 40)/2 … (50 + 50)/2.
    assert result.overall_low.tolist() == pytest.approx([65, 45, 25])
    assert result.overall_high.tolist() == pytest.approx([75, 50, 75])


def test_once_somebody_has_quoted_below_the_target_it_holds_back_nobody():
    result = run({"x": (50, 12), "y": (50, 24), "z": (50, None)}, target_rate_per_hour=16.0)
    assert prices(result, "low") == pytest.approx([0, 0, 0])


def test_the_linear_formula_falls_by_the_same_rule():
    # Lowest 20: 100·(2 − 20/20) = 100 and 100·(2 − 30/20) = 50; at 16: 75 and 12.5.
    result = run({"x": (50, 20), "y": (50, 30), "z": (50, None)}, LINEAR, target_rate_per_hour=16.0)
    assert prices(result, "headline")[:2] == pytest.approx([100, 50])
    assert prices(result, "low")[:2] == pytest.approx([75, 12.5])


def test_coverage_is_what_the_range_leaves():
    # Quality half of the weight, settled. Price: 20 and 10 of 100 points can still be lost.
    result = run({"x": (50, 20), "y": (50, 40), "z": (50, None)}, target_rate_per_hour=16.0)
    assert result.coverage_pct.tolist() == pytest.approx([90, 95, 50])
    width = result.overall_high - result.overall_low
    assert (result.coverage_pct + width).tolist() == pytest.approx([100, 100, 100])


def test_an_open_quote_widens_the_possible_ranks_of_those_who_have_quoted():
    # Overall x 90, y 60 while z may bring x down to (80 + 0)/2 = 40: y 35–60 reaches above.
    candidates = {"x": (80, 20), "y": (70, 40)}
    assert run(candidates).rank_worst.tolist() == [1, 2]
    result = run({**candidates, "z": (0, None)})
    assert result.overall_low.tolist() == pytest.approx([40, 35, 0])
    assert result.rank_best.tolist() == [1, 1, 1]
    assert result.rank_worst.tolist() == [3, 3, 3]


@pytest.mark.parametrize("quote", ["refused", "no_reply", 25])
def test_with_every_quote_in_nothing_is_widened(quote):
    result = run({"x": (50, 20), "y": (50, 40), "z": (50, quote)})
    assert prices(result, "low") == prices(result, "headline")
    assert result.coverage_pct.tolist() == pytest.approx([100, 100, 100])


def test_whoever_a_gate_excludes_sets_no_lowest_price():
    # Without z (10): 100·20/20 and 100·20/40. z itself is better than the best and cut at 100.
    candidates = {"x": (50, 20), "y": (50, 40), "z": (5, 10)}
    assert prices(run(candidates), "headline") == pytest.approx([50, 25, 100])
    result = run(candidates, gate_settings=GATE_ON)
    assert result.is_excluded == (False, False, True)
    assert prices(result, "headline") == pytest.approx([100, 50, 100])


def test_the_open_quote_of_an_excluded_candidate_widens_nothing():
    result = run({"x": (50, 20), "y": (50, 40), "z": (5, None)}, gate_settings=GATE_ON)
    assert prices(result, "low")[:2] == prices(result, "headline")[:2]


def test_with_nobody_left_to_be_compared_with_a_price_is_worth_all():
    result = run({"x": (5, 20), "y": (5, 40)}, gate_settings=GATE_ON)
    assert prices(result, "headline") == pytest.approx([100, 100])
    assert result.clamped == ()


def test_beyond_twice_the_lowest_a_price_is_clamped_and_named():
    # 100·(2 − 40/20) = 0 is the end of the scale; 100·(2 − 41/20) = −5 lies beyond it.
    result = run({"x": (50, 20), "y": (50, 40), "z": (50, 41)}, LINEAR)
    assert prices(result, "headline") == pytest.approx([100, 0, 0])
    assert result.clamped == ((2, 1),)


def test_the_anchored_formula_keeps_its_ranges():
    result = run(
        {"x": (50, 20), "z": (50, None)},
        PriceFormula.ANCHORED,
        target_rate_per_hour=10.0,
        ceiling_rate_per_hour=30.0,
    )
    assert prices(result, "low") == pytest.approx([50, 0])


RATES = st.one_of(st.none(), st.integers(0, 60))
TABLES = st.lists(st.tuples(st.integers(0, 20), RATES), min_size=1, max_size=5)


@given(
    TABLES,
    st.sampled_from([PROPORTIONAL, LINEAR]),
    st.booleans(),
    st.data(),
)
def test_whatever_is_quoted_in_the_end_lies_in_the_range_and_the_possible_ranks(
    rows, formula, gated, data
):
    candidates = {f"c{n}": row for n, row in enumerate(rows)}
    brief = {"gate_settings": GATE_ON} if gated else {}
    before = run(candidates, formula, **brief)
    told = {
        name: (quality, data.draw(st.integers(0, 60)) if rate is None else rate)
        for name, (quality, rate) in candidates.items()
    }
    after = run(told, formula, **brief)
    assert (before.overall_low <= before.overall + 1e-9).all()
    assert (before.overall <= before.overall_high + 1e-9).all()
    assert (before.overall_low <= after.overall + 1e-9).all()
    assert (after.overall <= before.overall_high + 1e-9).all()
    assert (before.rank_best <= after.rank).all()
    assert (after.rank <= before.rank_worst).all()


def changes(candidates, formula=PROPORTIONAL, **more):
    simulation = Simulation(samples=1, seed=1)
    found = assess(run(candidates, formula, **more), simulation=simulation)
    return [(removed.name, first.name) for removed, first in found.winner_changes_without]


def test_removing_a_loser_changes_the_winner_under_a_relative_formula():
    # Lowest 10 (Cobalt): Atlas (100 + 100·10/40)/2 = 62.5, Borealis (70 + 100·10/20)/2 = 60,
    # Cobalt (0 + 100)/2 = 50. Without Cobalt the lowest is 20: Atlas (100 + 50)/2 = 75,
    # Borealis (70 + 100)/2 = 85. Without Borealis the lowest stays 10.
    three = {"Atlas": (100, 40), "Borealis": (70, 20), "Cobalt": (0, 10)}
    assert run(three).overall.tolist() == pytest.approx([62.5, 60, 50])
    assert changes(three) == [("Cobalt", "Borealis")]


def test_one_candidate_and_two_change_no_winner_by_leaving():
    assert changes({}) == []
    assert changes({"Atlas": (100, 40)}) == []
    assert changes({"Atlas": (100, 40), "Borealis": (70, 20)}) == []


def test_with_all_but_one_excluded_nobody_is_left_to_change_places():
    gated = {"Atlas": (50, 40), "Borealis": (5, 20), "Cobalt": (5, 10)}
    assert changes(gated, gate_settings=GATE_ON) == []


def test_where_no_criterion_has_weight_nobody_is_the_winner():
    three = {"Atlas": (100, 40), "Borealis": (70, 20), "Cobalt": (0, 10)}
    assert changes(three, quality=0.0, price=0.0) == []


def test_the_declared_tie_break_decides_who_is_first_when_one_is_left_out():
    # Lowest 10 (Cobalt): Atlas (100 + 25)/2 = 62.5, Borealis (70 + 50)/2 = 60. Without it the
    # lowest is 20: Atlas (100 + 50)/2 = 75, Borealis (50 + 100)/2 = 75, level.
    three = {"Atlas": (100, 40), "Borealis": (50, 20), "Cobalt": (0, 10)}
    assert changes(three) == []
    assert changes(three, tie_break="criterion:quality") == []
    assert changes(three, tie_break="criterion:price") == [("Cobalt", "Borealis")]


@given(
    TABLES,
    st.sampled_from([PROPORTIONAL, LINEAR]),
    st.booleans(),
    st.sampled_from(["", "evidenced", "criterion:quality", "criterion:price"]),
    st.sampled_from([Phase.COLLECTING, Phase.CLOSED]),
)
def test_leaving_one_out_agrees_with_evaluating_without_it(rows, formula, gated, tie_break, phase):
    candidates = {f"c{n}": row for n, row in enumerate(rows)}
    more = {"tie_break": tie_break, "phase": phase} | ({"gate_settings": GATE_ON} if gated else {})
    now = run(candidates, formula, **more)
    leaders = {now.candidates[row].name for row in now.leaders}
    expected = []
    for row in now.ranked_order:
        name = now.candidates[row].name
        rest = run({n: c for n, c in candidates.items() if n != name}, formula, **more)
        first = [rest.candidates[r].name for r in rest.leaders]
        if first and not leaders - {name} <= set(first):
            expected.append((name, first[0]))
    assert changes(candidates, formula, **more) == expected
