"""The sentences under the titles say what the numbers say."""

from datetime import date

import pytest
from building import AS_OF, CREATED_AT, number_catalogue, number_selection
from unit.excel.shortlist_case import rich_evaluation

from scorecard.access import SharedPart
from scorecard.catalogue import CriterionInput, Kind, PriceValue, load_catalogue
from scorecard.charts import ranking_chart
from scorecard.evaluation import evaluate
from scorecard.method_words import dependence_sentence, tie_break_sentence, values_sentence
from scorecard.model import Answer, Brief, Candidate, Phase, PriceFormula, Selection
from scorecard.rules_fixed import PRICE, TIE_BREAK, Fixed, RuleChange, RulesFixed, criterion_rule
from scorecard.sentences import (
    comparison_sentence,
    count_in_words,
    flags_sentence,
    joined,
    ranking_sentence,
    unknown_families,
    weights_sentence,
    whom_to_ask,
)
from scorecard.sharing import ShareScope, shared_view

ANCHORS = {"floor": (0.0, 100.0), "cost": (0.0, 100.0)}
GROUPS = {"floor": "floor_management", "cost": "cost_group"}


def evaluation(matrix, weights=None, phase=Phase.CLOSED, groups=GROUPS, **kwargs):
    selection = number_selection(
        matrix, weights or {"floor": 60, "cost": 40}, phase=phase, brief=Brief(**kwargs)
    )
    return evaluate(selection, number_catalogue(ANCHORS, groups), as_of=AS_OF)


def test_the_leader_the_lead_and_what_decides_it_are_named():
    # Atlas 0.6·90 + 0.4·50 = 74; Borealis 0.6·60 + 0.4·70 = 64; floor gives +18, cost −8.
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    assert ranking_sentence(result) == (
        "Atlas leads Borealis by 10.0. Floor management decides it. "
        "This selection has no red-flag rules."
    )


def test_with_one_group_candidates_are_compared_on_criteria():
    # Floor 0.6·(90 − 60) = +18, cost 0.4·(50 − 70) = −8.
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]}, groups={})
    assert comparison_sentence(result, 0, 1) == (
        "Atlas beats Borealis on Floor (+18.0) and loses on Cost (−8.0)."
    )
    better = evaluation({"Atlas": [90, 70], "Borealis": [60, 70]}, groups={})
    assert comparison_sentence(better, 0, 1).endswith("and loses on no criterion.")
    assert weights_sentence(result) == "Floor decides 60 % of the result."


def test_with_one_group_the_deciding_criterion_is_named():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]}, groups={})
    assert "Floor decides it." in ranking_sentence(result)


def test_while_responses_are_open_the_sentence_is_provisional():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]}, phase=Phase.COLLECTING)
    assert ranking_sentence(result).startswith("Provisional: Atlas leads")


def test_a_tie_is_called_a_tie():
    result = evaluation({"Atlas": [50, 50], "Borealis": [50, 50], "Cobalt": [1, 1]})
    assert ranking_sentence(result).startswith("Atlas and Borealis are tied at 50.0.")


def test_equal_values_that_the_tie_break_parts_are_called_equal():
    # 50:50 and 0.6·60 + 0.4·35 = 50: equal, cost decides for Atlas with 0.4·50 to 0.4·35.
    matrix = {"Borealis": [60, 35], "Atlas": [50, 50], "Cobalt": [1, 1]}
    result = evaluation(matrix, tie_break="criterion:cost")
    told = "Atlas and Borealis are equal at 50.0; the tie-break puts Atlas first."
    assert ranking_sentence(result).startswith(f"{told} This")
    assert "decides it" not in ranking_sentence(result)
    view = shared_view(result, ShareScope.of([]), shared_by="Dana", made_at=CREATED_AT)
    assert view.sentence == told
    assert ranking_chart(result).title == told.removesuffix(".")


def test_all_who_are_equal_with_the_first_are_named():
    # 50 each; cost decides in the order 50, 35, 20.
    matrix = {"Atlas": [50, 50], "Borealis": [60, 35], "Cobalt": [70, 20]}
    result = evaluation(matrix, tie_break="criterion:cost")
    told = "Atlas, Borealis and Cobalt are equal at 50.0; the tie-break puts Atlas first"
    assert ranking_sentence(result).startswith(f"{told}.")
    assert ranking_chart(result).title == told


def test_a_lead_below_a_twentieth_is_not_called_zero():
    result = evaluation({"Atlas": [50.01, 50], "Borealis": [50, 50]})
    assert "leads Borealis by less than 0.1." in ranking_sentence(result)


def test_without_coverage_there_is_no_leader():
    result = evaluation({"Atlas": [None, 50], "Borealis": [None, 70]})
    assert ranking_sentence(result).startswith("No leader yet: Borealis is covered to 40 %")


def test_both_of_the_first_two_are_named_when_neither_is_covered():
    # Floor is 60 of 100 points: whoever has only cost is covered to 40 %.
    result = evaluation({"Atlas": [None, 50], "Borealis": [None, 70], "Cobalt": [1, 1]})
    assert ranking_sentence(result).startswith(
        "No leader yet: Borealis is covered to 40 % and Atlas to 40 % of the weight; "
        "a leader is announced from 60 %."
    )


def test_of_many_who_are_level_and_not_covered_two_are_named_and_the_others_counted():
    # Floor weighs 60, cost 40; all are level.
    result = evaluation({name: [None, 50] for name in "abcd"})
    assert ranking_sentence(result).startswith(
        "No leader yet: a is covered to 40 %, b to 40 % and 2 more to less than 60 % of the weight"
    )


def test_a_coverage_just_below_the_line_is_not_rounded_up_to_it():
    result = evaluation({"Atlas": [90, None]}, {"floor": 59.6, "cost": 40.4})
    assert ranking_sentence(result).startswith("No leader yet: Atlas is covered to 59 %")


def test_candidates_without_answers_are_said_to_have_no_place():
    matrix = {"Atlas": [90, 50], "Borealis": [None, None], "Cobalt": [10, 20]}
    result = evaluation(matrix, phase=Phase.COLLECTING)
    assert result.nothing_answered == (False, True, False)
    # 0.6·90 + 0.4·50 = 74 against 0.6·10 + 0.4·20 = 14.
    assert ranking_sentence(result).startswith("Provisional: Atlas leads Cobalt by 60.0.")
    assert ranking_sentence(result).endswith(
        "Borealis has no answers yet and no place in the ranking."
    )
    alone = evaluation({"Atlas": [90, 50], "Borealis": [None, None]}, phase=Phase.COLLECTING)
    assert ranking_sentence(alone).startswith("No leader yet: only Atlas has answered anything yet")
    many = evaluation({name: [None, None] for name in "abcd"}, phase=Phase.COLLECTING)
    assert ranking_sentence(many) == (
        "No leader yet: nobody has answered anything yet. This selection has no red-flag rules."
    )


def test_a_refusal_is_an_answer_and_stands_for_nothing_unknown():
    result = evaluation({"Atlas": ["refused", None], "Borealis": [1, None]})
    assert result.nothing_answered == (False, False)
    assert "no answers yet" not in ranking_sentence(result)


def test_whom_to_ask_reads_as_a_clause_whatever_the_entry():
    assert whom_to_ask("Account executive, confirmed by human resources") == (
        "ask the account executive, confirmed by human resources"
    )
    assert whom_to_ask("Human resources") == "ask human resources"
    assert whom_to_ask("IT lead") == "ask the IT lead"
    assert whom_to_ask("Recorded by the buyer") == "record it yourselves"
    assert whom_to_ask("Rated by the buyer after the calls") == "rate it yourselves after the calls"
    assert whom_to_ask("Rated by the buyer's brand lead") == (
        "rate it yourselves, by your brand lead"
    )
    assert whom_to_ask("whoever filled in the scorecard") == "ask whoever filled in the scorecard"


def test_one_candidate_is_the_only_one():
    assert ranking_sentence(evaluation({"Atlas": [90, 50]})).startswith(
        "Atlas is the only candidate in the ranking."
    )


def test_no_candidates_is_said():
    assert ranking_sentence(evaluation({})) == "No leader yet: no candidates yet."
    assert flags_sentence(evaluation({})) == "No candidates yet, so no flags."


def test_a_comparison_names_where_one_wins_most_and_loses_most():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    assert comparison_sentence(result, 0, 1) == (
        "Atlas beats Borealis on Floor management (+18.0) and loses on Cost group (−8.0)."
    )
    assert comparison_sentence(result, 0, 0) == "Atlas and Atlas are level on every group."


def test_who_has_no_answers_is_compared_with_nobody():
    result = evaluation({"Alpha": [10, 20], "Beta": [None, None]}, phase=Phase.COLLECTING)
    for pair in ((0, 1), (1, 0)):
        assert comparison_sentence(result, *pair).startswith(
            "Beta has no answers yet, so there is nothing to compare"
        )


def test_while_no_leader_is_announced_nobody_beats_anybody():
    # Floor 0.6·50 = 30 for both; cost 0.4·70 = 28 against 0.4·50 = 20.
    result = evaluation({"Atlas": [None, 50], "Borealis": [None, 70]}, phase=Phase.COLLECTING)
    assert comparison_sentence(result, 1, 0) == (
        "As counted today, Borealis is higher on Cost group (+8.0) than Atlas; "
        "no leader is announced."
    )


def test_what_is_heaviest_and_what_is_out_are_named():
    result = evaluation({"Atlas": [90, "not_applicable"], "Borealis": [60, "not_applicable"]})
    assert weights_sentence(result) == (
        "Floor decides 100 % of the result. One criterion is out for all candidates."
    )


def test_numbers_up_to_twelve_are_words():
    assert [count_in_words(n) for n in (0, 1, 12, 13)] == ["none", "one", "twelve", "13"]
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"


def shipped(*answers):
    catalogue = load_catalogue()
    selection = Selection(
        id="s",
        title="s",
        created_at=CREATED_AT,
        points={"ramp_pace": 1.0},
        candidates=(Candidate(id="x", name="Atlas"),),
        answers=answers,
    )
    return evaluate(selection, catalogue, as_of=AS_OF)


def ramp_of(weeks):
    return Answer(
        candidate_id="x", question_id="ramp_weeks_promised", status="answered", value=weeks
    )


def test_raised_flags_and_undecided_matters_are_named_as_such():
    # Borealis has a critical and a major flag, the third candidate a minor one; of each one
    # matter is unknown, because a question stands open.
    assert flags_sentence(rich_evaluation()) == (
        "Three red flags are raised on two candidates; one of them critical. Two matters cannot "
        "be decided yet."
    )


def test_before_any_answer_the_flags_are_unknown_and_not_clear():
    result = shipped()
    assert "Flags are unknown until answers are in." in ranking_sentence(result)
    assert flags_sentence(result).startswith("Flags are unknown until answers are in.")


def test_once_a_rule_is_clear_nobody_carrying_a_flag_is_said():
    # Eight weeks lie inside the honest band.
    result = shipped(ramp_of(8.0))
    assert "Nobody carries a critical flag." in ranking_sentence(result)
    assert "1 of 1 carries a critical flag." in ranking_sentence(shipped(ramp_of(2.0)))


def test_a_scorecard_without_rules_is_not_called_clean():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    told = "This selection has no red-flag rules."
    assert flags_sentence(result) == told
    everything = ShareScope.of(SharedPart)
    view = shared_view(result, everything, shared_by="Dana", made_at=CREATED_AT)
    only_flags = ShareScope.of([SharedPart.FLAGS])
    few = shared_view(result, only_flags, shared_by="Dana", made_at=CREATED_AT)
    for sentence in (ranking_sentence(result), view.sentence, few.sentence):
        assert sentence.endswith(told)
        assert "critical" not in sentence


def test_a_matter_that_is_raised_is_not_counted_as_unknown_too():
    result = shipped(ramp_of(2.0))
    catalogue = result.catalogue
    families = {rule.family for rule in catalogue.red_flags}
    raised = {finding.rule.family for finding in result.flags_shown[0]}
    assert raised == {"ramp_pace"}
    # Every other matter is unknown but those that no open answer can leave undecided.
    assert unknown_families(result, 0) <= families - raised
    assert "attrition_early" in unknown_families(result, 0)
    assert "ramp_pace" not in unknown_families(result, 0)


def priced(formula, **selection_fields):
    """Floor on anchors and a price of money, valued by the formula; level overall values."""
    catalogue = number_catalogue(ANCHORS, GROUPS)
    value = PriceValue(kind="price", sources=("assumption",), rationale="test")
    floor, cost = catalogue.criteria
    cost = cost.model_copy(update={"inputs": (CriterionInput(question="q_cost", value=value),)})
    questions = tuple(
        q.model_copy(update={"kind": Kind.MONEY}) if q.id == "q_cost" else q
        for q in catalogue.questions
    )
    brief = Brief(price_formula=formula, target_rate_per_hour=10, ceiling_rate_per_hour=20)
    tie_break = selection_fields.pop("tie_break", "")
    selection = number_selection(
        {"Atlas": [90, 12], "Borealis": [60, 15]},
        {"floor": 60, "cost": 40},
        brief=brief.model_copy(update={"tie_break": tie_break}),
    ).model_copy(update=selection_fields)
    catalogue = catalogue.model_copy(update={"criteria": (floor, cost), "questions": questions})
    return evaluate(selection, catalogue, as_of=AS_OF)


def without_costs(result):
    scope = ShareScope.of((), names_hidden=False)
    return shared_view(result, scope, shared_by="Dana", made_at=CREATED_AT).evaluation


def test_with_anchored_prices_no_value_depends_on_another_candidate():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    assert dependence_sentence(result) == "No candidate's value depends on another's."
    assert values_sentence(result).startswith("Each criterion turns answers into a value from 0 ")


@pytest.mark.parametrize("formula", [PriceFormula.LOWEST_PROPORTIONAL, PriceFormula.LINEAR])
def test_a_relative_price_formula_is_named_wherever_the_method_is_told(formula):
    assert dependence_sentence(priced(formula)) == (
        "The brief chose a relative price formula: the value of a price depends on the other "
        "candidates' prices, so adding or removing one can reorder the rest (Telgen & Timmer 2016)."
    )
    assert values_sentence(priced(formula)).startswith("Each criterion but the price turns answers")


def test_a_relative_formula_without_a_price_in_the_ranking_makes_no_value_depend_on_another():
    out = priced(PriceFormula.LINEAR, excluded_criteria={"cost": "not compared here"})
    assert dependence_sentence(out) == "No candidate's value depends on another's."
    assert values_sentence(out).startswith("Each criterion turns answers")


def test_a_share_link_without_costs_does_not_deny_that_prices_are_valued_against_each_other():
    # Rolled into one criterion, the price is still in the overall value.
    shared = without_costs(priced(PriceFormula.LINEAR))
    assert [criterion.id for criterion in shared.criteria] == ["overall"]
    assert dependence_sentence(shared).startswith("The brief chose a relative price formula")


def test_the_tie_break_is_told_as_it_is_in_force():
    matrix = {"Atlas": [90, 50], "Borealis": [60, 70]}
    assert tie_break_sentence(evaluation(matrix)) == (
        "None was declared: equal values share a rank."
    )
    assert tie_break_sentence(evaluation(matrix, tie_break="evidenced")) == (
        "The overall value as evidenced decides between equal overall values."
    )
    assert tie_break_sentence(evaluation(matrix, tie_break="criterion:floor")) == (
        "The contribution of “Floor” decides between equal overall values."
    )
    assert tie_break_sentence(evaluation(matrix, tie_break="group:floor_management")) == (
        "The contribution of “Floor management” decides between equal overall values."
    )


def test_a_declared_tie_break_that_is_out_for_all_decides_nothing_and_is_said_to():
    reason = {"cost": "not compared here"}
    out = priced(PriceFormula.ANCHORED, excluded_criteria=reason, tie_break="criterion:cost")
    assert tie_break_sentence(out) == (
        "Declared was “Cost”, which is out for all candidates: equal values share a rank."
    )
    # The only criterion of its group.
    out = priced(PriceFormula.ANCHORED, excluded_criteria=reason, tie_break="group:cost_group")
    assert tie_break_sentence(out) == (
        "Declared was “Cost group”, which is out for all candidates: equal values share a rank."
    )


def test_a_tie_break_that_a_share_link_does_not_name_is_still_said_to_decide():
    shared = without_costs(priced(PriceFormula.LINEAR, tie_break="criterion:cost"))
    assert tie_break_sentence(shared) == (
        "What the brief declares decides between equal overall values."
    )


BEFORE = RulesFixed(unchanged=Fixed.BEFORE_CANDIDATES)
TURNED = "Each criterion turns answers into a value from 0 to 100 between two anchors"


def changed(*rules, when=Fixed.AFTER_ANSWERS, unchanged=Fixed.BEFORE_CANDIDATES):
    """Rules that were changed, the first on 3 October, the next a day later, and so on."""
    return RulesFixed(
        unchanged=unchanged,
        changes=tuple(
            RuleChange(rule=rule, when=when, day=date(2026, 10, 3 + n))
            for n, rule in enumerate(rules)
        ),
    )


def test_of_anchors_no_more_is_said_than_the_history_shows():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    assert values_sentence(result) == f"{TURNED}, the same for all candidates."
    assert values_sentence(result, RulesFixed()) == values_sentence(result)
    assert values_sentence(result, BEFORE) == (
        f"{TURNED} that were fixed before any candidate was entered."
    )
    early = changed(criterion_rule("floor"), when=Fixed.BEFORE_ANSWERS)
    assert values_sentence(result, early) == (
        f"{TURNED} that were fixed before the first answer was recorded."
    )


def test_anchors_that_were_changed_after_answers_are_named_with_the_last_day():
    result = evaluation({"Atlas": [90, 50], "Borealis": [60, 70]})
    late = changed(criterion_rule("floor"), criterion_rule("cost"))
    assert values_sentence(result, late) == (
        f"{TURNED}. Those of Floor and Cost were changed after answers had been recorded, last on "
        "2026-10-04; the history keeps each change."
    )
    # A criterion that is not in the ranking judges nobody.
    assert "changed" not in values_sentence(result, changed(criterion_rule("other")))
    # That the rest is unknown takes nothing from what is known.
    unknown = changed(criterion_rule("cost"), unchanged=Fixed.UNKNOWN)
    assert "Those of Cost were changed" in values_sentence(result, unknown)


def test_the_price_has_its_anchors_on_the_brief():
    late = changed(PRICE)
    anchored = priced(PriceFormula.ANCHORED)
    assert "Those of Cost were changed after" in values_sentence(anchored, late)
    # A relative formula uses neither target nor ceiling.
    assert "changed" not in values_sentence(priced(PriceFormula.LINEAR), late)
    assert "changed" not in values_sentence(evaluation({"Atlas": [90, 50]}), late)


def test_of_the_tie_break_no_more_is_said_than_the_history_shows():
    matrix = {"Atlas": [90, 50], "Borealis": [60, 70]}
    declared = evaluation(matrix, tie_break="criterion:floor")
    decides = "The contribution of “Floor” decides between equal overall values."
    assert tie_break_sentence(declared, RulesFixed()) == decides
    assert tie_break_sentence(declared, BEFORE) == (
        f"{decides} That was declared before any candidate was entered."
    )
    assert tie_break_sentence(declared, changed(TIE_BREAK, when=Fixed.BEFORE_ANSWERS)) == (
        f"{decides} That was declared before the first answer was recorded."
    )
    assert tie_break_sentence(declared, changed(TIE_BREAK)) == (
        f"{decides} That was set on 2026-10-03, after answers had been recorded."
    )
    none = "None was declared: equal values share a rank."
    assert tie_break_sentence(evaluation(matrix), BEFORE) == none
    assert tie_break_sentence(evaluation(matrix), changed(TIE_BREAK)) == (
        "None is declared any more: equal values share a rank. That was changed on 2026-10-03, "
        "after answers had been recorded."
    )
