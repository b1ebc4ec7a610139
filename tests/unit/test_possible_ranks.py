"""While a gate is open, no rank is certain; a gate of somebody who is out already changes none."""

from unit.charts.chart_cases import GATE_ON, minimum_gate, scored

from scorecard.charts import ranking_chart
from scorecard.cli.ranking_text import ranking_text
from scorecard.sentences import possible_ranks_in_words

GATES = [minimum_gate("floor", 50)]
WEIGHTS = {"floor": 75, "price": 25}


def case(matrix, *, gates=GATES):
    return scored(matrix, WEIGHTS, brief=GATE_ON if gates else None, gates=gates)


def told(evaluation):
    return {
        evaluation.candidates[row].name: possible_ranks_in_words(evaluation, row)
        for row in evaluation.ranked_order
    }


def test_a_rank_is_certain_where_every_gate_is_passed():
    # 0.75·80 + 0.25·60 = 75 against 0.75·60 + 0.25·20 = 50, and nothing is open.
    evaluation = case({"Atlas": [80, 60], "Borealis": [60, 20]})
    assert told(evaluation) == {"Atlas": "rank 1 certain", "Borealis": "rank 2 certain"}
    assert "open gates" not in ranking_text(evaluation)


def test_with_a_gate_open_anywhere_the_ranks_say_whether_others_have_to_pass_it():
    # Floor open: Cobalt lies between 0.25·8 = 2 and 77, Atlas at 0.75·80 + 0.25·60 = 75 and
    # Borealis at 0.75·60 + 0.25·20 = 50.
    evaluation = case({"Atlas": [80, 60], "Borealis": [60, 20], "Cobalt": [None, 8]})
    assert told(evaluation) == {
        "Atlas": "ranks 1–2 possible if others pass their open gates",
        "Borealis": "ranks 2–3 possible if others pass their open gates",
        "Cobalt": "ranks 1–3 possible if open gates are passed",
    }
    assert "Possible ranks take open gates as passed." in ranking_text(evaluation)
    # Price 0: between 0 and 75, below Atlas at 0.75·100 + 0.25·60 = 90.
    evaluation = case({"Atlas": [100, 60], "Cobalt": [None, 0]})
    assert told(evaluation) == {
        "Atlas": "rank 1 if others pass their open gates",
        "Cobalt": "rank 2 if open gates are passed",
    }
    hovers = " ".join(map(str, ranking_chart(evaluation).figure.to_dict()["data"]))
    assert "rank 1, if others pass their open gates" in hovers
    assert "rank 2, if open gates are passed" in hovers
    assert "settled" not in hovers


def test_a_gate_of_somebody_who_is_out_already_leaves_ranks_certain():
    gates = [*GATES, {**minimum_gate("price", 50), "id": "other"}]
    brief = GATE_ON.model_validate(
        {"gate_settings": [{"gate_id": i, "state": "on"} for i in ("minimum", "other")]}
    )
    # Cobalt fails the gate on floor with 10, and its price is open.
    matrix = {"Atlas": [80, 60], "Cobalt": [10, None]}
    evaluation = scored(matrix, WEIGHTS, brief=brief, gates=gates)
    assert evaluation.is_conditional == (False, True)
    assert told(evaluation) == {"Atlas": "rank 1 certain"}
