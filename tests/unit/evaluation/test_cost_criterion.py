"""The price criterion reads the calculated cost per resolved contact, with its range.

The quote of every test: 1,000 e-mails a month at 4.00 each, of which 80 % are solved, so that a
resolved contact costs 4.00 / 0.80 = 5.00. Target 4.00 is worth 100 and ceiling 6.00 worth 0.
"""

import numpy as np
import pytest
from building import AS_OF, CREATED_AT

from scorecard.catalogue import load_catalogue
from scorecard.certainty import assess, problem_of
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, PriceFormula, Selection
from scorecard.robustness import Simulation, rank_acceptability
from scorecard.sentences import clamped_in_words, reading_in_words

CATALOGUE = load_catalogue()
LINE = {"unit": "per_contact", "price": 4.0}
CHANNEL = {"channel": "E-mail", "fcr_pct": 80.0, "aht_minutes": 6.0}
# The quote says that nothing comes on top; what is left open would widen the range.
NOTHING_BESIDE = dict.fromkeys(
    (
        *("set_up_fee", "ramp_fee", "minimum_volume_per_month", "overtime_surcharge_pct"),
        *("peak_surcharge_pct", "indexation_pct_per_year", "quality_bonus_max_pct"),
    ),
    0.0,
)
QUOTE = {"price_lines": (LINE,), "performance_by_channel": (CHANNEL,)} | NOTHING_BESIDE
BRIEF = {
    "volumes": [{"interaction_type": "All", "contacts_per_month": 1000}],
    "channels": [{"channel": "E-mail", "share_pct": 100}],
    "target_cost_per_resolved_contact": 4,
    "ceiling_cost_per_resolved_contact": 6,
}


def evaluated(quotes, phase=Phase.COLLECTING, **brief):
    """quotes: candidate → question → value, or a status in capitals."""
    answers = []
    for name, given in quotes.items():
        for question, value in given.items():
            fields = {"candidate_id": name, "question_id": question}
            if isinstance(value, str) and value.isupper():
                fields["status"] = value.lower()
            else:
                fields |= {"status": "answered", "value": value}
            answers.append(Answer.model_validate(fields))
    selection = Selection(
        id="s",
        title="S",
        created_at=CREATED_AT,
        phase=phase,
        brief=Brief.model_validate(BRIEF | brief),
        points={"price": 1.0},
        candidates=tuple(Candidate(id=name, name=name) for name in quotes),
        answers=tuple(answers),
    )
    return evaluate(selection, CATALOGUE, as_of=AS_OF)


def price_of(evaluation, row=0):
    k = next(k for k, c in enumerate(evaluation.criteria) if c.id == "price")
    values = evaluation.values
    return [float(part[row, k]) for part in (values.low, values.headline, values.high)]


def test_a_cost_halfway_between_target_and_ceiling_is_worth_fifty():
    assert price_of(evaluated({"a": QUOTE})) == pytest.approx([50, 50, 50])


def test_a_cost_beyond_the_ceiling_is_named_as_what_it_is_and_rounded():
    # 7.61 a contact, of which 80 % are solved: 7.61 / 0.80 = 9.5125 a resolved contact.
    dear = {**LINE, "price": 7.61}
    evaluation = evaluated({"a": QUOTE | {"price_lines": (dear,)}}, currency="EUR")
    (cell,) = evaluation.clamped
    assert clamped_in_words(evaluation, *cell) == ("Cost per resolved contact", "9.51 EUR")


def test_what_the_quote_leaves_open_is_a_range_of_which_the_middle_counts():
    # A bonus of up to 10 % makes it 5.00 to 5.50: 5.25 in the middle, worth 25, 37.5 and 50.
    evaluation = evaluated({"a": QUOTE | {"quality_bonus_max_pct": 10.0}})
    assert price_of(evaluation) == pytest.approx([25, 37.5, 50])
    assert evaluation.coverage_pct[0] == pytest.approx(75)  # 100 less the width of the range


def test_without_any_price_the_cost_is_open_and_refused_only_when_every_price_is():
    nothing = {"performance_by_channel": (CHANNEL,)}
    refused = dict.fromkeys(
        ("price_lines", "loaded_rate_per_hour", "headline_rate_per_hour"), "REFUSED"
    )
    partly = {"price_lines": "REFUSED"}
    evaluation = evaluated({"a": QUOTE, "b": nothing, "c": refused, "d": partly})
    assert price_of(evaluation, 1) == pytest.approx([0, 50, 100])
    assert price_of(evaluation, 2) == pytest.approx([0, 0, 0])
    assert price_of(evaluation, 3) == pytest.approx([0, 50, 100])


def test_another_candidate_s_quote_changes_nobody_s_value_on_anchored_scales():
    alone = price_of(evaluated({"a": QUOTE}))
    cheap = QUOTE | {"price_lines": ({"unit": "per_contact", "price": 1.0},)}
    assert price_of(evaluated({"a": QUOTE, "b": cheap})) == alone


def test_unset_anchors_and_a_brief_without_volumes_take_the_cost_out_for_all_and_say_why():
    unset = evaluated({"a": QUOTE}, target_cost_per_resolved_contact=None)
    (out,) = [o for o in unset.criteria_out if o.criterion.id == "price"]
    assert out.reason == "the brief does not set a target and a ceiling cost per resolved contact"
    empty = evaluated({"a": QUOTE}, volumes=[])
    (out,) = [o for o in empty.criteria_out if o.criterion.id == "price"]
    assert out.reason.startswith("no cost can be calculated: ")
    assert "volume" in out.reason


def test_an_unfinished_baseline_of_the_own_team_leaves_the_criterion_in():
    # Without any quote yet: the criterion is in and open for everybody.
    evaluation = evaluated({"a": {}}, in_house={"benefits_loading_pct": 20})
    assert price_of(evaluation) == pytest.approx([0, 50, 100])


def test_the_flag_on_the_workload_does_not_wait_for_target_and_ceiling():
    cheap = QUOTE | {"price_lines": ({"unit": "per_contact", "price": 2.0},)}
    quotes = {"a": cheap, "b": QUOTE, "c": QUOTE}
    for target in (4, None):
        evaluation = evaluated(quotes, target_cost_per_resolved_contact=target)
        states = {f.rule.id: f.state.value for f in evaluation.findings[0]}
        assert states["price_too_low_for_the_workload"] == "raised"


def test_a_cost_opens_into_the_price_it_rests_on_with_its_evidence():
    evaluation = evaluated({"a": {"performance_by_channel": (CHANNEL,)}, "b": QUOTE})
    answers = [
        *evaluation.selection.answers,
        Answer.model_validate(
            {
                "candidate_id": "a",
                "question_id": "headline_rate_per_hour",
                "status": "answered",
                "value": 20.0,
                "evidence": "documented",
                "source": "Quote 7",
                "document": {
                    "title": "Quote 7",
                    "issuer": "A",
                    "issued_on": "2026-10-01",
                    "scope": "all",
                },
            }
        ),
    ]
    selection = evaluation.selection.model_copy(update={"answers": tuple(answers)})
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    k = next(k for k, c in enumerate(evaluation.criteria) if c.id == "price")
    (reading,) = evaluation.readings(0, k)
    assert reading.answer.question_id == "headline_rate_per_hour"
    assert (reading.answer.source, reading.evidence.value) == ("Quote 7", "documented")
    assert reading.ends is not None
    (of_lines,) = evaluation.readings(1, k)
    assert (of_lines.answer.question_id, of_lines.ends) == ("price_lines", (5.0, 5.0))
    # Price alone has points, so the whole result is its value: 50.
    assert (of_lines.weight, of_lines.contribution) == pytest.approx((100.0, 50.0))
    question = CATALOGUE.questions_by_id["price_lines"]
    words = reading_in_words(of_lines, question, "USD")
    assert words == "5.00 USD per resolved contact, calculated from the quote"


def test_under_a_relative_formula_the_ends_reach_what_the_others_ranges_still_allow():
    # b costs 12. a costs 10 ± 1 (a bonus of up to 22.22 % on 9): b is worth 100 · 9 / 12 = 75 to
    # 100 · 11 / 12 = 91.67, and a is the cheapest whatever it comes to.
    nine = {"price_lines": ({"unit": "per_contact", "price": 7.2},)}
    twelve = {"price_lines": ({"unit": "per_contact", "price": 9.6},)}
    quotes = {"a": QUOTE | nine | {"quality_bonus_max_pct": 200 / 9}, "b": QUOTE | twelve}
    evaluation = evaluated(quotes, price_formula=PriceFormula.LOWEST_PROPORTIONAL)
    low, _, high = price_of(evaluation, 1)
    assert (low, high) == pytest.approx((75, 100 * 11 / 12))
    assert price_of(evaluation, 0) == pytest.approx([100, 100, 100])


def test_a_relative_formula_judges_costs_by_the_cheapest():
    # Costs 5.00 and 10.00: worth 100 and 100 · 5 / 10 = 50.
    dear = QUOTE | {"price_lines": ({"unit": "per_contact", "price": 8.0},)}
    evaluation = evaluated({"a": QUOTE, "b": dear}, price_formula=PriceFormula.LOWEST_PROPORTIONAL)
    assert price_of(evaluation, 0) == pytest.approx([100, 100, 100])
    assert price_of(evaluation, 1) == pytest.approx([50, 50, 50])


def test_the_simulation_spreads_a_cost_over_its_range():
    # a is worth 25 to 50, evenly; b exactly 45: a is ahead in (50 − 45) / 25 = 20 % of the cases.
    ranged = QUOTE | {"quality_bonus_max_pct": 10.0}
    price = 0.8 * 5.10  # 5.10 a resolved contact is worth 45
    fixed = QUOTE | {"price_lines": ({"unit": "per_contact", "price": price},)}
    evaluation = evaluated({"a": ranged, "b": fixed})
    found = rank_acceptability(
        problem_of(evaluation, 0.0), Simulation(samples=20_000, seed=3, vary_answers=True)
    )
    order = [evaluation.candidates[row].id for row in evaluation.ranked_order]
    first = dict(zip(order, np.asarray(found.ranks)[:, 0], strict=True))
    standard_error = (0.2 * 0.8 / 20_000) ** 0.5
    assert first["a"] == pytest.approx(0.2, abs=4 * standard_error)


def test_older_catalogues_go_on_valuing_the_loaded_rate():
    content = CATALOGUE.model_dump()
    for criterion in content["criteria"]:
        if criterion["id"] == "price":
            criterion["inputs"][0]["question"] = "loaded_rate_per_hour"
            del criterion["inputs"][0]["value"]["basis"]
    del content["commercial"]
    older = type(CATALOGUE).model_validate(content)
    selection = evaluated({"a": {"loaded_rate_per_hour": 16.0}}).selection
    rates = Brief(target_rate_per_hour=10, ceiling_rate_per_hour=20)
    selection = selection.model_copy(update={"brief": rates})
    evaluation = evaluate(selection, older, as_of=AS_OF)
    assert price_of(evaluation) == pytest.approx([40, 40, 40])  # 16 between 10 and 20


def test_what_to_ask_next_is_the_question_that_leaves_no_cost_to_calculate():
    # At 0 % solved there is no resolved contact to divide by, whatever the answered price.
    nothing_solved = QUOTE | {"performance_by_channel": (CHANNEL | {"fcr_pct": 0.0},)}
    unpriced = {"performance_by_channel": (CHANNEL,)}
    # An answer beside the price gives each of them a place in the ranking.
    known = {"attrition_120d_pct": 10.0}
    quotes = {"a": nothing_solved | known, "b": unpriced | known, "c": QUOTE}
    certainty = assess(evaluated(quotes))
    asked = {
        q.candidate.id: (q.question.id, q.standing)
        for q in certainty.questions
        if q.criterion.id == "price" and q.is_open
    }
    assert asked["a"] == ("performance_by_channel", "leaves no cost to calculate")
    # Where the price itself is open, the price is asked for.
    assert asked["b"][1] == "open" and asked["b"][0] != "performance_by_channel"
