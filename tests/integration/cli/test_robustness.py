"""`robustness`: shares against exact integrals, the tables a person reads, and bad arguments."""

import csv
import io
import json
import math
from pathlib import Path

import openpyxl
import pytest

CASES = Path(__file__).parents[2] / "cases"
WORKED = Path(__file__).parents[3] / "data" / "examples" / "worked_selection.json"
SCORECARD = WORKED.with_name("existing_scorecard.csv")
SAMPLES = 40_000
AS_OF = ("--as-of", "2026-11-22")


def scorecard(path, weights, columns, bounds=(0, 1)):
    """A scorecard as CSV with criteria c1, c2, … and a column a candidate."""
    buffer = io.StringIO()
    rows = csv.writer(buffer)
    rows.writerow(["criterion", "weight", "low", "high", *columns])
    for row, weight in enumerate(weights):
        cells = [column[row] for column in columns.values()]
        rows.writerow([f"c{row + 1}", weight, *bounds, *cells])
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return path


@pytest.fixture
def exact(tmp_path):
    """The case whose rank acceptability is an integral, as a file and as shares."""
    cases = json.loads((CASES / "mcda_worked_examples.json").read_text(encoding="utf-8"))
    case = next(c for c in cases if c["name"] == "smaa_exact_2criteria_3alts")
    columns = dict(zip("ABC", case["matrix"], strict=True))
    shares = dict(zip("ABC", case["expected_rank_acceptability"], strict=True))
    return scorecard(tmp_path / "smaa.csv", (50, 50), columns), shares


def answered(command, path, *arguments):
    outcome = command("robustness", path, "--json", *AS_OF, *arguments)
    assert outcome.code == 0, outcome.messages
    return json.loads(outcome.output)


def near(found, exact, samples=SAMPLES):
    """Within four binomial standard errors."""
    return found == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / samples) + 1e-12)


def test_rank_acceptability_agrees_with_the_exact_integral(command, exact):
    path, shares = exact
    found = answered(command, path, "--weights", "uniform", "--samples", SAMPLES, "--seed", 7)
    assert list(found["rank_acceptability"]) == ["C", "A", "B"]  # best first: C has 60, A, B 50
    for name, expected in shares.items():
        for share, exactly in zip(found["rank_acceptability"][name], expected, strict=True):
            assert near(share, exactly)


def test_pairs_central_weights_and_confidence_agree_with_the_exact_integral(command, exact):
    # w on c1: A ahead of C iff w > 0.6, A ahead of B iff w > 0.5; A first on (0.6, 1): mean 0.8.
    path, _ = exact
    found = answered(command, path, "--weights", "uniform", "--samples", SAMPLES, "--seed", 7)
    assert near(found["pairwise"]["A"]["B"], 0.5)
    assert near(found["pairwise"]["A"]["C"], 0.4)
    assert near(found["pairwise"]["C"]["A"], 0.6)
    assert found["central_weights"]["A"] == pytest.approx({"c1": 0.8, "c2": 0.2}, abs=0.01)
    assert found["confidence_factor"] == {"A": 1.0, "B": 1.0, "C": 1.0}


def test_tipping_weights_are_where_hand_arithmetic_says(command, exact):
    # C leads with 60. A = 100·t and C = 60 are level at t = 0.6, 0.1 from 0.5; B at 0.4, as near:
    # the first of the two in the ranking is named. c2 is the mirror image.
    path, _ = exact
    found = answered(command, path)["tipping_weights"]
    assert found["criteria"]["c1"]["weight"] == 0.5
    assert abs(found["criteria"]["c1"]["change"]) == pytest.approx(0.1)
    assert found["criteria"]["c1"]["overtaken_by"] in ("A", "B")
    assert found["groups"] == {
        "imported_criteria": {
            "weight": pytest.approx(1.0),
            "tipping_weight": None,
            "change": None,
            "overtaken_by": None,
        }
    }


def test_the_order_of_weights_alone_is_another_model(command, tmp_path):
    # w1 uniform on (1/2, 1): A = (1, 0) beats C = (0.6, 0.6) iff w1 > 0.6: 0.8.
    path = scorecard(tmp_path / "order.csv", (70, 30), {"A": (1, 0), "C": (0.6, 0.6)})
    found = answered(command, path, "--weights", "order", "--samples", SAMPLES)
    assert near(found["rank_acceptability"]["A"][0], 0.8)
    assert found["weights"] == "order"
    assert found["spread_pct"] is None


def test_a_wider_spread_makes_the_leader_less_sure(command, tmp_path):
    columns = {"A": (0.9, 0.2), "B": (0.5, 0.75)}
    path = scorecard(tmp_path / "spread.csv", (60, 40), columns)
    shares = [
        answered(command, path, "--spread", spread)["rank_acceptability"]["A"][0]
        for spread in (1, 20, 100)
    ]
    assert shares[0] > shares[1] > shares[2]
    assert answered(command, path, "--spread", "12.5")["spread_pct"] == pytest.approx(12.5)


def test_the_worked_selection_carries_everything_that_makes_it_reproducible(command):
    found = answered(command, WORKED, "--samples", 500, "--seed", 3)
    assert found["samples"] == 500
    assert found["seed"] == 3
    assert found["standard_error"] == pytest.approx(0.5 / math.sqrt(500))
    assert found["weights"] == "around"
    assert found["spread_pct"] == pytest.approx(20)
    assert found["claim_discount_pct"] == pytest.approx(10)
    assert found["as_of"] == "2026-11-22"
    assert found["catalogue_version"]
    assert found["revision"] >= 0
    assert found["verdict"] == "clear leader"
    names = list(found["rank_acceptability"])
    for shares in found["rank_acceptability"].values():
        assert len(shares) == len(names)
        assert sum(shares) == pytest.approx(1)
    for name, others in found["pairwise"].items():
        assert set(others) == set(names) - {name}
    criteria = [criterion["id"] for criterion in found["criteria"]]
    assert list(found["tipping_weights"]["criteria"]) == criteria
    assert found["central_weights"][names[-1]] is None
    assert set(found["central_weights"][names[0]]) == set(criteria)
    first = found["next_questions"][0]
    assert {"candidate", "question", "status", "leader_changes", "ask_whom"} <= set(first)
    chances = [question["leader_changes"] for question in found["next_questions"]]
    assert chances == sorted(chances, reverse=True)


def test_the_same_arguments_give_the_same_text_and_another_seed_does_not(command):
    first, again, other = (
        command("robustness", WORKED, "--json", *AS_OF, "--samples", 300, "--seed", seed).output
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_workbook_gives_the_same_result_as_the_csv(command, exact, tmp_path):
    path, _ = exact
    book = openpyxl.Workbook()
    for row, cells in enumerate(csv.reader(path.read_text(encoding="utf-8").splitlines())):
        book.active.append(cells if row == 0 else [cells[0], *map(float, cells[1:])])
    copy = tmp_path / "smaa.xlsx"
    book.save(copy)
    in_csv, in_workbook = (answered(command, file, "--samples", 800) for file in (path, copy))
    assert in_csv["rank_acceptability"] == in_workbook["rank_acceptability"]
    assert in_csv["tipping_weights"] == in_workbook["tipping_weights"]


def test_a_person_reads_the_paragraph_and_the_three_tables(command):
    outcome = command("robustness", WORKED, *AS_OF, "--samples", 1_000)
    assert outcome.code == 0
    text = outcome.output
    assert "Aldermoor Care is a clear leader. In 1,000 simulated cases" in text
    assert "Candidate         Rank 1" in text
    assert "Workforce stability" in text
    assert "cannot change it" in text
    assert "What to ask next" in text
    assert "more answers" in text
    questions = text[text.index("What to ask next") :].splitlines()
    assert len(questions) == 2 + 10 + 1


def test_many_candidates_keep_to_the_first_ranks_and_sum_up_the_rest(command, tmp_path):
    columns = {f"Provider {n}": (n / 20, 1 - n / 25) for n in range(1, 13)}
    path = scorecard(tmp_path / "many.csv", (50, 50), columns)
    text = command("robustness", path, *AS_OF, "--samples", 200).output
    assert "Rank 8  9 or lower" in text
    assert "Rank 9" not in text


@pytest.mark.parametrize("matrix", [{"Only": (1, 0)}, {}])
def test_one_candidate_or_none_is_nothing_to_compare(command, tmp_path, matrix):
    path = scorecard(tmp_path / "few.csv", (50, 50), matrix)
    outcome = command("robustness", path, *AS_OF)
    if not matrix:
        assert outcome.code == 2  # a scorecard needs a column a candidate
        return
    assert outcome.code == 0
    assert "Only is alone in the ranking: nothing to compare." in outcome.output
    found = answered(command, path)
    assert found["verdict"] == "nothing to compare"
    assert found["rank_acceptability"] == {"Only": [1.0]}


def selection_document(tmp_path, **changes):
    document = json.loads(WORKED.read_text(encoding="utf-8"))
    document["selection"] |= changes
    path = tmp_path / "selection.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_selection_without_candidates_is_answered_with_empty_tables(command, tmp_path):
    path = selection_document(tmp_path, candidates=[], answers=[])
    found = answered(command, path)
    assert found["verdict"] == "nothing to compare"
    assert found["rank_acceptability"] == {}
    assert found["tipping_weights"] == {"criteria": {}, "groups": {}}
    assert found["next_questions"] == []
    text = command("robustness", path, *AS_OF).output
    assert "Nobody is ranked, so there is nothing to be sure of." in text


def test_weights_that_are_all_zero_rank_nobody(command, tmp_path):
    points = json.loads(WORKED.read_text(encoding="utf-8"))["selection"]["points"]
    path = selection_document(tmp_path, points=dict.fromkeys(points, 0.0))
    found = answered(command, path)
    assert found["rank_acceptability"] == {}
    assert len(found["not_ranked"]) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--samples", "0"), "'0' is not a number of samples; give a whole number of at least 1"),
        (("--samples", "-5"), "--samples"),
        (("--samples", "1.5"), "'1.5' is not a number of samples"),
        (("--samples", "many"), "'many' is not a number of samples"),
        (("--seed", "-1"), "--seed"),
        (("--seed", "x"), "'x' is not a seed"),
        (("--spread", "0"), "'0' is not a spread; give per cent above 0 and at most 100"),
        (("--spread", "300"), "'300' is not a spread"),
        (("--spread", "nan"), "'nan' is not a spread"),
        (("--spread", "20%"), "'20%' is not a spread"),
        (("--weights", "dirichlet"), "invalid choice: 'dirichlet'"),
    ],
)
def test_an_impossible_argument_is_refused_on_one_line(command, arguments, message):
    outcome = command("robustness", SCORECARD, *arguments)
    assert outcome.code == 2
    assert outcome.output == ""
    assert message in outcome.message


def test_a_missing_file_is_refused_on_one_line(command, tmp_path):
    outcome = command("robustness", tmp_path / "nothing.json")
    assert outcome.code == 2
    assert "there is no such file" in outcome.message


def test_it_runs_as_a_program_of_its_own(program):
    outcome = program("robustness", str(SCORECARD), "--json", *AS_OF, "--samples", "200")
    assert outcome.code == 0
    assert "Halvard Contact (invented)" in json.loads(outcome.output)["rank_acceptability"]
