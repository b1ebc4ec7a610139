"""How answers of each kind become values: choices, checklists, ratings, shares, price."""

import pytest
from building import AS_OF, CREATED_AT, number_catalogue

from scorecard.catalogue import Catalogue
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, PriceFormula, Selection

OPTIONS = [{"id": i, "label": i} for i in ("weekly", "monthly", "none")]
ITEMS = [{"id": i, "label": i} for i in ("a", "b", "c")]
RATINGS = [{"id": str(i), "label": f"level {i}"} for i in range(6)]
SOURCED = {"sources": ["assumption"], "rationale": "test"}

VALUES = {
    "choice": {"kind": "levels", "levels": {"weekly": 100, "monthly": 40, "none": 0}, **SOURCED},
    "checklist": {"kind": "checklist", "item_points": {"a": 2, "b": 1, "c": 1}, **SOURCED},
    "rating": {"kind": "rating", **SOURCED},
    "money": {"kind": "price", **SOURCED},
}


def catalogue_with(*kinds, shares=None):
    content = number_catalogue({"one": (0.0, 100.0)}).model_dump()
    question = content["questions"][0]
    extra = {"choice": OPTIONS, "checklist": ITEMS, "rating": RATINGS, "money": ()}
    questions = [
        question | {"id": kind, "kind": kind, "options": extra[kind], "observed": kind == "rating"}
        for kind in kinds
    ]
    inputs = [
        {"question": kind, "share": share, "value": VALUES[kind]}
        for kind, share in zip(kinds, shares or [1] * len(kinds), strict=True)
    ]
    criterion = content["criteria"][0] | {"inputs": inputs}
    return Catalogue.model_validate(content | {"questions": questions, "criteria": [criterion]})


def run(catalogue, answers_by_candidate, brief=None, phase=Phase.COLLECTING):
    candidates = [Candidate(id=c, name=c) for c in answers_by_candidate]
    answers = [
        Answer.model_validate(
            {"candidate_id": c, "question_id": q}
            | (v if isinstance(v, dict) else {"status": "answered", "value": v})
        )
        for c, answers in answers_by_candidate.items()
        for q, v in answers.items()
    ]
    selection = Selection(
        id="s",
        title="s",
        created_at=CREATED_AT,
        phase=phase,
        brief=brief or Brief(),
        points={"one": 1.0},
        candidates=tuple(candidates),
        answers=tuple(answers),
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def test_a_choice_is_worth_its_level():
    evaluation = run(catalogue_with("choice"), {"x": {"choice": "monthly"}})
    assert evaluation.overall == pytest.approx([40.0])


def test_a_checklist_is_worth_the_share_of_the_points_ticked():
    # a and b: (2 + 1) / 4
    evaluation = run(
        catalogue_with("checklist"), {"x": {"checklist": ("a", "b")}, "y": {"checklist": ()}}
    )
    assert evaluation.overall == pytest.approx([75.0, 0.0])


def test_a_rating_of_four_of_five_is_worth_eighty_and_counts_as_verified():
    evaluation = run(catalogue_with("rating"), {"x": {"rating": 4.0}})
    assert evaluation.overall == pytest.approx([80.0])
    assert evaluation.overall_evidenced == pytest.approx([80.0])


def test_shares_weigh_the_questions_of_a_criterion_and_a_dropped_one_leaves_its_share_to_the_rest():
    catalogue = catalogue_with("choice", "rating", shares=[3, 1])
    both = {"choice": "monthly", "rating": 5.0}
    # (3 · 40 + 1 · 100) / 4 = 55
    assert run(catalogue, {"x": both}).overall == pytest.approx([55.0])
    dropped = {"status": "not_applicable", "not_applicable_reason": "no sessions"}
    evaluation = run(catalogue, {"x": {"choice": dropped, "rating": 5.0}, "y": both})
    assert evaluation.overall == pytest.approx([100.0, 55.0])
    assert evaluation.overall_low[0] == evaluation.overall_high[0] == pytest.approx(100.0)


def test_the_price_is_anchored_by_the_briefs_target_and_ceiling():
    brief = Brief(target_rate_per_hour=20.0, ceiling_rate_per_hour=30.0)
    evaluation = run(catalogue_with("money"), {"x": {"money": 22.5}, "y": {"money": 31.0}}, brief)
    # (30 − 22.5) / 10 = 0.75; 31 lies beyond the ceiling.
    assert evaluation.overall == pytest.approx([75.0, 0.0])
    assert evaluation.clamped == ((1, 0),)


def test_without_target_and_ceiling_the_price_criterion_is_out_for_all_and_says_why():
    evaluation = run(
        catalogue_with("money"), {"x": {"money": 22.5}}, Brief(target_rate_per_hour=20)
    )
    assert evaluation.criteria == ()
    assert "target and a ceiling" in evaluation.criteria_out[0].reason


def test_a_relative_price_formula_makes_a_value_depend_on_the_other_candidates():
    brief = Brief(price_formula=PriceFormula.LOWEST_PROPORTIONAL)
    catalogue = catalogue_with("money")
    alone = run(catalogue, {"x": {"money": 20.0}, "y": {"money": 40.0}}, brief)
    joined = run(
        catalogue, {"x": {"money": 20.0}, "y": {"money": 40.0}, "z": {"money": 10.0}}, brief
    )
    assert alone.overall == pytest.approx([100.0, 50.0])
    assert joined.overall == pytest.approx([50.0, 25.0, 100.0])


def test_a_linear_relative_price_is_worth_nothing_at_twice_the_lowest():
    brief = Brief(price_formula=PriceFormula.LINEAR)
    rates = {"x": {"money": 10.0}, "y": {"money": 15.0}, "z": {"money": 20.0}, "w": {"money": 50.0}}
    evaluation = run(catalogue_with("money"), rates, brief)
    assert evaluation.overall == pytest.approx([100.0, 50.0, 0.0, 0.0])


def test_a_refused_price_is_worth_nothing_under_a_relative_formula_too():
    brief = Brief(price_formula=PriceFormula.LOWEST_PROPORTIONAL)
    rates = {"x": {"money": 10.0}, "y": {"money": {"status": "refused"}}}
    assert run(catalogue_with("money"), rates, brief).overall == pytest.approx([100.0, 0.0])
