"""How sure a ranking is, with names and in words."""

import re
from dataclasses import replace

import pytest
from building import AS_OF, number_catalogue, number_selection

from scorecard.catalogue import Catalogue
from scorecard.certainty import (
    Verdict,
    assess,
    next_best_question,
    shortlist_size_of,
    to_ask_first,
)
from scorecard.certainty_words import (
    biggest_stakes_sentence,
    how_sure,
    percent,
    stakes_in_words,
    tipping_sentence,
)
from scorecard.charts import tipping_chart
from scorecard.evaluation import evaluate
from scorecard.model import Brief, Phase, PriceFormula
from scorecard.robustness import Simulation, WeightModel
from scorecard.sentences import comparison_sentence

ANCHORS = {"floor": (0.0, 100.0), "cost": (0.0, 100.0)}
GROUPS = {"floor": "floor_management", "cost": "commercials"}


def certainty(matrix, weights=None, *, phase=Phase.COLLECTING, discount=0.0, **simulation):
    selection = number_selection(matrix, weights or {"floor": 60, "cost": 40}, phase=phase)
    evaluation = evaluate(selection, number_catalogue(ANCHORS, GROUPS), as_of=AS_OF)
    run = Simulation(samples=2_000, seed=1, **simulation)
    return assess(evaluation, simulation=run, claim_discount=discount)


def test_who_is_far_ahead_on_everything_is_a_clear_leader():
    found = certainty({"Atlas": [90, 80], "Borealis": [50, 40]})
    assert found.verdict is Verdict.CLEAR
    assert how_sure(found).startswith("Atlas is a clear leader.")
    assert [c.name for c in found.never_first] == ["Borealis"]
    assert [(a.name, b.name) for a, b in found.dominated] == [("Borealis", "Atlas")]


def test_close_on_opposite_strengths_is_a_statistical_tie():
    # Level at equal weights; floor 51 to 49 makes Atlas first in little more than half the cases.
    found = certainty({"Atlas": [80, 40], "Borealis": [40, 80]}, {"floor": 51, "cost": 49})
    assert found.verdict is Verdict.TIE
    assert how_sure(found).startswith("Atlas and Borealis are in a statistical tie.")


def test_a_lead_that_an_open_answer_could_undo_is_undecidable():
    # Atlas 0.6·70 + 0.4·65 = 68; Borealis 0.6·78 + 0.4·50 = 66.8, from 46.8 to 86.8 possible.
    found = certainty({"Atlas": [70, 65], "Borealis": [78, None]}, spread=0.02)
    assert found.weights_only.ranks[0, 0] > 0.99
    assert found.verdict is Verdict.UNDECIDABLE
    assert "what is open or only claimed could still change the leader" in how_sure(found)
    # Borealis passes 68 when the open answer is worth more than 21.2 / 0.4 = 53.
    (question,) = [q for q in found.questions if q.is_open]
    assert question.candidate.name == "Borealis"
    assert question.leader_changes == pytest.approx(0.47)


def test_the_next_best_question_of_a_candidate_is_the_first_of_all_that_is_its_own():
    # Open at 50: floor may move Borealis by 60, cost Cobalt by 40 of 100.
    matrix = {"Atlas": [70, 65], "Borealis": [None, 60], "Cobalt": [60, None]}
    found = certainty(matrix, discount=None)
    evaluation = found.evaluation
    for row, candidate in enumerate(evaluation.candidates):
        own = [q for q in found.questions if q.candidate == candidate]
        assert next_best_question(evaluation, row) == own[0]
    best = next_best_question(evaluation, 1)
    assert (best.question.id, best.swing) == ("q_floor", pytest.approx(60))


def test_of_what_cannot_change_the_outcome_the_buyers_own_ratings_are_asked_last():
    def asked(matrix):
        # What weighs nothing is answered, so that everybody has a place.
        anchors, groups = ANCHORS | {"free": (0.0, 1.0)}, GROUPS | {"free": "commercials"}
        content = number_catalogue(anchors, groups).model_dump()
        content["questions"][0]["ask_whom"] = "Rated by the buyer"
        matrix = {name: [*row, 1] for name, row in matrix.items()}
        weights = {"floor": 60, "cost": 40, "free": 0}
        evaluation = evaluate(
            number_selection(matrix, weights, phase=Phase.COLLECTING),
            Catalogue.model_validate(content),
            as_of=AS_OF,
        )
        found = assess(evaluation, simulation=Simulation(samples=10, seed=1), claim_discount=0.0)
        return [
            [q.question.id for q in questions if q.is_open]
            for questions in (found.questions, to_ask_first(found.questions))
        ]

    # Atlas 95: with both open Borealis has 50, and 0.6·50 more on floor make 80 at most.
    assert asked({"Atlas": [95, 95], "Borealis": [None, None]}) == [
        ["q_floor", "q_cost"],
        ["q_cost", "q_floor"],
    ]
    # Atlas 60: floor, the buyers' own, passes it above 50 + 10 / 0.6 = 66.7 and stays first.
    assert asked({"Atlas": [60, 60], "Borealis": [None, None]}) == [["q_floor", "q_cost"]] * 2


def test_who_is_not_ranked_or_has_shown_everything_has_no_next_best_question():
    aside = "not_applicable"
    unranked = certainty({"Atlas": [aside, aside]}).evaluation
    assert next_best_question(unranked, 0) is None
    refused = certainty({"Atlas": ["refused", "refused"], "Borealis": [1, 2]}).evaluation
    assert next_best_question(refused, 0) is None


def test_without_coverage_the_ranking_is_undecidable_whatever_the_shares():
    found = certainty({"Atlas": [None, 90], "Borealis": [None, 10]})
    assert found.verdict is Verdict.UNDECIDABLE
    assert "is covered to 40 %" in how_sure(found)


def test_one_candidate_and_none_have_nothing_to_compare():
    assert how_sure(certainty({"Atlas": [90, 80]})) == (
        "Atlas is alone in the ranking: nothing to compare."
    )
    assert "nothing to be sure of" in how_sure(certainty({}))


@pytest.mark.parametrize("model", list(WeightModel))
def test_without_a_criterion_there_is_nothing_to_compare(model):
    aside = "not_applicable"
    found = certainty({"Atlas": [aside, aside], "Borealis": [aside, aside]}, model=model)
    assert found.evaluation.criteria == ()
    assert found.verdict is Verdict.NOTHING
    assert found.candidates == found.questions == found.dominated == found.never_first == ()
    assert "nothing to be sure of" in how_sure(found)


def test_the_tipping_sentence_says_at_which_share_and_who():
    # By hand: 90t + 20(1−t) = 50t + 70(1−t) at t = 5/9.
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    # With two groups the other's 44.4 % instead of 30 % is the same change.
    sentence = tipping_sentence(found)
    assert sentence.startswith("Borealis draws level when ")
    assert (
        "Floor management counts 55.6 % instead of 70 %" in sentence
        or "Commercials counts 44.4 % instead of 30 %" in sentence
    )


def test_a_weight_that_has_to_move_by_less_than_one_per_cent_is_told_with_decimals():
    # By hand: 80t + 40(1−t) = 40t + 80(1−t) at t = 1/2, from 50.2 %.
    found = certainty({"Atlas": [80, 40], "Borealis": [40, 80]}, {"floor": 502, "cost": 498})
    sentence = tipping_sentence(found)
    assert "counts 50 % instead of 50.2 %" in sentence or "50 % instead of 49.8 %" in sentence


def test_a_weight_that_tips_within_a_tenth_of_a_per_cent_is_told_apart_from_the_weight_now():
    # By hand: level at floor 50 %, from 50.02 %.
    found = certainty({"Atlas": [80, 40], "Borealis": [40, 80]}, {"floor": 5002, "cost": 4998})
    sentence = tipping_sentence(found)
    assert "50 % instead of 50.02 %" in sentence or "50 % instead of 49.98 %" in sentence


def test_paragraph_and_chart_say_the_same_weight_at_which_the_leader_changes():
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    told = re.findall(r"[0-9.]+ %", tipping_sentence(found))
    assert sorted(told) == sorted(re.findall(r"[0-9.]+ %", tipping_chart(found).title))


def test_the_title_of_a_group_keeps_its_capitals():
    groups = {"floor": "quality", "cost": "lisbon"}
    catalogue = number_catalogue(ANCHORS, groups)
    content = catalogue.model_dump()
    for group, title in zip(content["groups"], ("GA and KPIs", "Lisbon"), strict=True):
        group["title"] = title
    selection = number_selection(
        {"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30}
    )
    evaluation = evaluate(selection, type(catalogue).model_validate(content), as_of=AS_OF)
    sentence = tipping_sentence(assess(evaluation, simulation=Simulation(samples=10, seed=1)))
    assert "GA and KPIs counts 55.6 %" in sentence or "Lisbon counts 44.4 %" in sentence
    compared = comparison_sentence(evaluation, 0, 1)
    # 0.7·40 = 28 and 0.3·50 = 15.
    assert compared == "Atlas beats Borealis on GA and KPIs (+28.0) and loses on Lisbon (−15.0)."


def test_whom_the_tie_break_parts_are_level_now():
    selection = number_selection(
        {"Atlas": [80, 40], "Borealis": [40, 80]},
        {"floor": 50, "cost": 50},
        brief=Brief(tie_break="criterion:cost"),
    )
    evaluation = evaluate(selection, number_catalogue(ANCHORS, GROUPS), as_of=AS_OF)
    found = assess(evaluation, simulation=Simulation(samples=10, seed=1))
    assert tipping_sentence(found) == (
        "Borealis and Atlas are level now: any change of a weight decides between them."
    )


def test_two_who_are_level_now_are_decided_by_any_change():
    found = certainty({"Atlas": [80, 40], "Borealis": [40, 80]}, {"floor": 50, "cost": 50})
    assert tipping_sentence(found) == (
        "Atlas and Borealis are level now: any change of a weight decides between them."
    )


def test_where_no_weight_can_change_the_leader_the_sentence_says_so():
    found = certainty({"Atlas": [90, 80], "Borealis": [50, 40]})
    assert tipping_sentence(found) == ("No group's weight alone can take the lead from Atlas.")


def test_two_who_are_level_only_when_one_weight_is_everything_do_not_change_places():
    # Level on cost: at floor = 0 they tie, and no weight lies beyond.
    found = certainty({"Atlas": [90, 50], "Borealis": [50, 50]})
    assert [name < 0 for name in found.by_group.overtaken_by.tolist()] == [True, True]


def test_without_a_criterion_the_next_leader_is_named():
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    assert [c.name for c in found.leader_without_criterion] == ["Borealis", "Atlas"]


def test_the_shortlist_size_is_what_is_ticked_or_the_catalogues_figure():
    found = certainty({"Atlas": [90, 80], "Borealis": [50, 40]})
    assert shortlist_size_of(found.evaluation) == 3
    ticked = tuple(
        c.model_copy(update={"shortlisted": True}) for c in found.evaluation.selection.candidates
    )
    selection = found.evaluation.selection.model_copy(update={"candidates": ticked})
    again = evaluate(selection, found.evaluation.catalogue, as_of=AS_OF)
    assert shortlist_size_of(again) == 2


def test_with_anchored_values_nobodys_removal_changes_the_winner():
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70], "Cobalt": [80, 10]})
    assert found.evaluation.selection.brief == Brief(price_formula=PriceFormula.ANCHORED)
    assert found.winner_changes_without == ()


def test_shares_near_all_and_none_are_not_rounded_into_them():
    assert percent(0.001) == "less than 1 %"
    assert percent(0.999) == "more than 99 %"
    assert (percent(0), percent(1), percent(0.625)) == ("0 %", "100 %", "62 %")


def test_the_stakes_of_a_question_name_the_probability_even_where_it_is_nothing():
    # As above: 47 of 100 values of the open answer put Borealis first; it decides 0.4·100 points.
    found = certainty({"Atlas": [70, 65], "Borealis": [78, None]}, spread=0.02)
    (question,) = [q for q in found.questions if q.is_open]
    assert (
        stakes_in_words(question, 3) == "changes who is first in 47 % of cases, decides 40.0 points"
    )
    # Borealis's open answer weighs 0.4: 0.6·10 to 0.6·10 + 40 = 46 stays below Atlas's 90.
    found = certainty({"Atlas": [90, 90], "Borealis": [10, None]})
    assert stakes_in_words(found.questions[0], 1) == (
        "changes who is first in no case, decides 40.0 points"
    )


def test_the_stakes_of_a_question_name_the_shortlist_where_it_could_change():
    # Cobalt 0.6·40 + 0.4·50 = 44, possibly 24 to 64, against Borealis's 40 for the second place:
    # it falls behind below 0.4·x = 16, x = 40.
    found = certainty({"Atlas": [90, 90], "Borealis": [40, 40], "Cobalt": [40, None]})
    ticked = [
        c.model_copy(update={"shortlisted": c.name != "Cobalt"})
        for c in found.evaluation.selection.candidates
    ]
    selection = found.evaluation.selection.model_copy(update={"candidates": tuple(ticked)})
    again = assess(evaluate(selection, found.evaluation.catalogue, as_of=AS_OF), claim_discount=0.0)
    (question,) = [q for q in again.questions if q.is_open]
    assert stakes_in_words(question, again.shortlist_size) == (
        "changes who is first in no case and the shortlist of 2 in 40 %, decides 40.0 points"
    )


def test_the_level_weights_of_a_pair_are_those_of_hand_arithmetic():
    # Level at 90t + 20(1−t) = 50t + 70(1−t), t = 5/9; cost 4/9 instead of 30 %.
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    for by_group in (True, False):
        levels = {w.title.split()[0]: w for w in found.level_weights(0, 1, by_group=by_group)}
        floor, cost = levels["Floor"], levels["Commercials" if by_group else "Cost"]
        assert (floor.level_pct, floor.change) == pytest.approx((500 / 9, 500 / 9 - 70))
        assert (cost.level_pct, cost.change) == pytest.approx((400 / 9, 400 / 9 - 30))
    # At 100 % for cost both have 70, but neither gets ahead there.
    found = certainty({"Atlas": [90, 70], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    levels = found.level_weights(0, 1, by_group=True)
    assert [(w.level_pct, w.change) for w in levels] == [(None, None), (None, None)]


def test_beliefs_are_the_central_weights_by_group_the_furthest_off_first():
    # Atlas is ahead where floor counts more than 5/9; every weight of floor is as likely, so the
    # mean where Borealis is first is 5/18 (standard error of 1,100 cases below 0.005).
    found = certainty(
        {"Atlas": [90, 20], "Borealis": [50, 70]},
        {"floor": 70, "cost": 30},
        model=WeightModel.UNIFORM,
    )
    beliefs = {b.group.id: b for b in found.beliefs(1)}
    assert beliefs["floor_management"].now_pct == pytest.approx(70)
    assert beliefs["floor_management"].where_first_pct == pytest.approx(500 / 18, abs=1.5)
    assert beliefs["floor_management"].difference == pytest.approx(500 / 18 - 70, abs=1.5)
    assert beliefs["commercials"].where_first_pct == pytest.approx(1300 / 18, abs=1.5)
    ways = [abs(b.difference) for b in found.beliefs(0)]
    assert ways == sorted(ways, reverse=True)
    never = certainty({"Atlas": [90, 90], "Borealis": [50, 70]})
    assert never.beliefs(1) == ()


def test_the_weight_nearest_to_tipping_is_found_and_the_first_where_none_tips():
    # Floor moves from 70 to 55.6, cost from 30 to 44.4: both by 14.4.
    found = certainty({"Atlas": [90, 20], "Borealis": [50, 70]}, {"floor": 70, "cost": 30})
    nearest = found.nearest_to_tip(by_group=True)
    assert abs(found.by_group.change[nearest]) == pytest.approx(0.7 - 5 / 9)
    never = certainty({"Atlas": [90, 80], "Borealis": [50, 40]})
    assert never.nearest_to_tip(by_group=True) == never.nearest_to_tip(by_group=False) == 0


def test_before_any_answer_nobody_is_told_to_be_in_front():
    found = certainty({"Atlas": [None, None], "Borealis": [None, None]})
    told = how_sure(found)
    assert told == "Nobody has answered anything yet, so there is nothing to be sure of."
    assert found.nothing_answered
    assert not certainty({"Atlas": [None, 50], "Borealis": [None, None]}).nothing_answered


def test_without_weights_those_who_answered_are_not_said_to_have_answered_nothing():
    found = certainty({"Atlas": [80, 50], "Borealis": [None, None]}, {"floor": 0, "cost": 0})
    assert not found.nothing_answered


def test_two_who_are_alike_are_level_whatever_the_weights_and_neither_is_named_alone():
    found = certainty({"Atlas": [60, 60], "Borealis": [60, 60], "Cobalt": [10, 10]})
    assert "only the weights varied, Atlas and Borealis are level in front in every case." in (
        how_sure(found)
    )
    assert tipping_sentence(found) == (
        "Atlas and Borealis are level, and no change of a single group's weight parts them."
    )


def test_a_claim_that_could_change_a_leader_first_in_every_case_says_what_it_would_take():
    # Claims a tenth less: Atlas 0.9·(0.6·90 + 0.4·80) = 77.4 to 0.9·(0.6·70 + 0.4·80) = 66.6.
    # Atlas's floor unfounded, it counts 50: 0.6·50 + 0.4·80 = 62 against Borealis's 74.
    found = certainty({"Atlas": [90, 80], "Borealis": [70, 80]}, discount=0.1)
    assert found.first_shares == [1.0, 0.0]
    told = how_sure(found)
    assert "Atlas is first in 100 %" in told
    assert (
        "The answer most likely to change the leader is Atlas's to “Floor”, only claimed: the "
        "simulated cases count it 10 % less; if it does not hold at all (10 % likely), the leader "
        "changes: ask test."
    ) in told


def test_of_the_biggest_stakes_no_more_is_said_than_they_are():
    # Leader: as in the case above. Points:
    # Borealis stays second of two whatever its open answer, 0.6·10 + 40 = 46 against 90.
    leader = certainty({"Atlas": [90, 80], "Borealis": [70, 80]}, discount=0.1)
    assert biggest_stakes_sentence(leader.questions) == (
        "The open and merely claimed answers that could change the ranking most."
    )
    points = certainty({"Atlas": [90, 90], "Borealis": [10, None]})
    assert biggest_stakes_sentence(points.questions) == (
        "No single answer could change who is first or the shortlist. "
        "The open and merely claimed answers that decide most points."
    )
    (question,) = [q for q in points.questions if q.is_open]
    assert biggest_stakes_sentence([replace(question, shortlist_changes=0.4)]) == (
        "No single answer could change who is first. "
        "The open and merely claimed answers that could change the shortlist most."
    )
