"""`score` on selection documents: ranking, ranges, messages, JSON."""

import json
from pathlib import Path

import pytest
from building import number_catalogue, number_selection

from scorecard.catalogue import load_catalogue
from scorecard.document import Document, write_document
from scorecard.model import Answer, Brief, Candidate, Phase

CATALOGUE = number_catalogue({"floor": (0, 100), "price": (20, 10)})
WEIGHTS = {"floor": 2.0, "price": 1.0}
FLOOR, PRICE = (criterion.title for criterion in CATALOGUE.criteria)
PRICE_QUESTION = CATALOGUE.questions_by_id["q_price"].label
# Weights 2/3 and 1/3; price 12 is worth (20 − 12) / 10 = 80, price 22 lies beyond 20: worth 0.
MATRIX = {"Atlas": (80, 12), "Borealis": (None, 22), "Cobalt": ("refused", 15)}


@pytest.fixture
def document(tmp_path):
    """Writes a selection document and returns its path."""

    def write(matrix=MATRIX, name="selection.json", **changes) -> Path:
        selection = number_selection(matrix, WEIGHTS, phase=Phase.COLLECTING)
        path = tmp_path / name
        content = Document(selection.model_copy(update=changes), CATALOGUE)
        path.write_text(write_document(content), encoding="utf-8")
        return path

    return write


def scored(command, path, *more):
    outcome = command("score", path, "--json", "--as-of", "2026-11-22", *more)
    assert outcome.code == 0, outcome.messages
    return json.loads(outcome.output)


def test_json_values_are_unrounded_and_ranks_follow_them(command, document):
    first, second, third = scored(command, document())["ranking"]
    # Atlas: 2/3·80 + 1/3·80. Borealis: open counts 50, so 2/3·50; 0 to 100 possible: 0 to 200/3.
    # Cobalt: refused is 0, price 15 is worth 50: 1/3·50.
    assert (first["candidate"], first["rank"]) == ("Atlas", 1)
    assert first["overall_value"] == pytest.approx(80, abs=1e-12)
    assert (second["candidate"], second["rank"]) == ("Borealis", 2)
    assert second["overall_value"] == pytest.approx(100 / 3, abs=1e-12)
    assert second["low"] == 0
    assert second["high"] == pytest.approx(200 / 3, abs=1e-12)
    assert (third["candidate"], third["rank"]) == ("Cobalt", 3)
    assert third["overall_value"] == pytest.approx(50 / 3, abs=1e-12)
    # Borealis may end at 0, behind Cobalt's 50/3, but at most at 200/3, behind Atlas's 80.
    assert (second["rank_best"], second["rank_worst"]) == (2, 3)
    # As evidenced a bare claim counts at most the 50 of an open answer: 2/3·50 + 1/3·50.
    assert first["overall_value_evidenced"] == pytest.approx(50, abs=1e-12)
    assert second["coverage_pct"] == pytest.approx(100 / 3, abs=1e-12)


def test_json_has_every_documented_key(command, document):
    result = scored(command, document())
    assert set(result) == {
        *("title", "ranking", "criteria", "criteria_out", "catalogue_version", "revision"),
        *("as_of", "provisional", "open_policy", "leader", "leader_withheld_because", "messages"),
    }
    assert set(result["ranking"][0]) == {
        *("candidate", "rank", "overall_value", "low", "high", "rank_best", "rank_worst"),
        *("overall_value_evidenced", "rank_evidenced", "coverage_pct", "gates", "flags"),
        "nothing_answered",
    }
    assert result["criteria"] == [
        {"id": "floor", "title": FLOOR, "group": "all", "weight": pytest.approx(2 / 3)},
        {"id": "price", "title": PRICE, "group": "all", "weight": pytest.approx(1 / 3)},
    ]
    assert (result["as_of"], result["provisional"]) == ("2026-11-22", True)
    assert (result["open_policy"], result["catalogue_version"]) == ("neutral", "test")


def test_no_leader_is_named_below_the_declared_coverage(command, document):
    # Borealis, second, has answered a third of the weight; 60 % is needed.
    result = scored(command, document())
    assert result["leader"] is None
    assert result["leader_withheld_because"].startswith("Borealis is covered to 33 %")


def test_a_leader_is_named_and_a_tie_names_nobody(command, document):
    clear = scored(command, document({"Atlas": (80, 12), "Borealis": (70, 12)}))
    assert (clear["leader"], clear["leader_withheld_because"]) == ("Atlas", "")
    tied = scored(command, document({"Atlas": (80, 12), "Borealis": (80, 12)}))
    assert tied["leader"] is None
    assert tied["leader_withheld_because"] == "Atlas and Borealis share rank 1"
    assert [candidate["rank"] for candidate in tied["ranking"]] == [1, 1]


def test_rescaled_weights_and_clamped_answers_are_said_in_json_and_on_standard_error(
    command, document
):
    outcome = command("score", document(), "--json")
    messages = json.loads(outcome.output)["messages"]
    assert messages == outcome.messages.splitlines()
    rescaled, clamped = messages
    assert "sum to 3: the weights are rescaled to sum to 1" in rescaled
    assert clamped == (
        f"Borealis · {PRICE_QUESTION}: 22 points lies beyond the anchor and is clamped to value 0"
    )


def test_the_table_shows_one_decimal_ranges_and_the_word_provisional(command, document):
    outcome = command("score", document(), "--as-of", "2026-11-22")
    assert "provisional" in outcome.output
    assert "No leader yet: Borealis is covered to 33 %" in outcome.output
    borealis = next(
        line.split() for line in outcome.output.splitlines() if line.split()[1:2] == ["Borealis"]
    )
    assert borealis[:6] == ["2", "Borealis", "33.3", "0.0–66.7", "2–3", "33.3"]


def test_once_responses_are_closed_open_counts_zero_and_nothing_is_provisional(command, document):
    path = document(phase=Phase.CLOSED)
    result = scored(command, path)
    assert (result["provisional"], result["open_policy"]) == (False, "worst")
    assert [c["overall_value"] for c in result["ranking"] if c["candidate"] == "Borealis"] == [0]
    assert "provisional" not in command("score", path).output.lower()


def test_a_criterion_that_is_out_is_named_with_its_reason(command, document):
    path = document(excluded_criteria={"price": "no quotes yet"})
    result = scored(command, path)
    assert result["criteria_out"] == [{"id": "price", "title": PRICE, "reason": "no quotes yet"}]
    assert [criterion["weight"] for criterion in result["criteria"]] == [1.0]
    assert f"{PRICE}: no quotes yet" in command("score", path).output


def test_a_candidate_that_a_gate_excludes_has_no_rank_and_stands_last_with_the_reason(
    command, tmp_path
):
    shipped = load_catalogue()
    gate = next(gate for gate in shipped.gates if gate.for_each == "compliance_needed")
    framework = shipped.frameworks[0]
    refused = Answer(candidate_id="a", question_id=gate.reads, status="refused")
    attrition = {"question_id": "attrition_120d_pct", "status": "answered", "value": 10.0}
    known = Answer.model_validate({"candidate_id": "b", **attrition})
    selection = number_selection({}, {}).model_copy(
        update={
            "candidates": (Candidate(id="a", name="Atlas"), Candidate(id="b", name="Borealis")),
            "answers": (refused, known),
            "points": {criterion.id: criterion.points for criterion in shipped.criteria},
            "brief": Brief(compliance_needed=(framework.id,)),
        }
    )
    path = tmp_path / "gated.json"
    path.write_text(write_document(Document(selection)), encoding="utf-8")
    first, last = scored(command, path)["ranking"]
    assert (first["candidate"], first["rank"]) == ("Borealis", 1)
    assert (first["gates"][0]["state"], first["gates"][0]["reason"]) == ("open", "not shown yet")
    assert (last["candidate"], last["rank"], last["rank_best"]) == ("Atlas", None, None)
    assert last["gates"][0]["state"] == "fail"
    text = command("score", path).output
    assert "Excluded by a gate\n  Atlas: " in text
    assert "refused to answer" in text
    assert "Conditional on an open gate\n  Borealis: " in text


def test_raised_flags_carry_the_number_the_threshold_and_the_next_question(command, tmp_path):
    attrition = Answer(
        candidate_id="a", question_id="attrition_120d_pct", status="answered", value=18.1
    )
    selection = number_selection({}, {}).model_copy(
        update={
            "candidates": (Candidate(id="a", name="Atlas"),),
            "answers": (attrition,),
            "points": {load_catalogue().criteria[0].id: 1.0},
        }
    )
    path = tmp_path / "flagged.json"
    path.write_text(write_document(Document(selection)), encoding="utf-8")
    (flag,) = [
        flag
        for flag in scored(command, path)["ranking"][0]["flags"]
        if flag["question"] == "attrition_120d_pct"
    ]
    assert (flag["value"], flag["threshold"], flag["severity"]) == (18.1, 18.0, "critical")
    assert flag["ask_next"]
    text = command("score", path).output
    assert f"Atlas · critical · {flag['message']} Ask: {flag['ask_next']}" in text


def test_all_weights_zero_ranks_nobody_and_says_why(command, document):
    result = scored(command, document(points={"floor": 0.0, "price": 0.0}))
    assert [candidate["rank"] for candidate in result["ranking"]] == [None, None, None]
    assert "all weights are zero" in result["leader_withheld_because"]


def test_no_candidates_is_an_answer_and_not_an_error(command, document):
    path = document({})
    assert scored(command, path)["ranking"] == []
    assert "no candidates yet" in command("score", path).output


def test_the_same_document_gives_the_same_digits(program, document):
    path = document()
    first = program("score", path, "--json", "--as-of", "2026-11-22")
    second = program("score", path, "--json", "--as-of", "2026-11-22")
    assert first.code == 0
    assert first == second


def test_an_ending_does_not_decide_what_a_file_is(command, document):
    assert scored(command, document(name="answers.csv"))["ranking"][0]["candidate"] == "Atlas"
