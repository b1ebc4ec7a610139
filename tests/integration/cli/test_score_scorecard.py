"""`score` and `export` on existing scorecards: published cases, and every kind of cell."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

CASES = Path(__file__).parents[2] / "cases"


def scorecard(path: Path, criteria, weights, anchors, columns) -> Path:
    """Writes a scorecard as CSV: criterion, weight, low, high, then a column a candidate."""
    buffer = io.StringIO()
    rows = csv.writer(buffer)
    rows.writerow(["criterion", "weight", "low", "high", *columns])
    for row, (name, weight, (low, high)) in enumerate(zip(criteria, weights, anchors, strict=True)):
        rows.writerow([name, weight, low, high, *(cells[row] for cells in columns.values())])
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return path


def scored(command, path):
    outcome = command("score", path, "--json", "--as-of", "2026-11-22")
    assert outcome.code == 0, outcome.messages
    return json.loads(outcome.output)


def by_name(result, key="overall_value"):
    return {candidate["candidate"]: candidate[key] for candidate in result["ranking"]}


def worked_case(name):
    cases = json.loads((CASES / "mcda_worked_examples.json").read_text(encoding="utf-8"))
    return next(case for case in cases if case["name"] == name)


@pytest.fixture
def fifa(tmp_path):
    (case,) = json.loads((CASES / "published_evaluation_fifa2026.json").read_text(encoding="utf-8"))
    anchors = [(0, 5)] * len(case["criteria"])
    path = tmp_path / "fifa2026.csv"
    return scorecard(path, case["criteria"], case["weights"], anchors, case["scores"])


def test_the_published_totals_of_the_fifa_2026_evaluation_are_reproduced(command, fifa):
    result = scored(command, fifa)
    # Σ weight × score with weights that sum to 100 and scores 0–5: out of 500, as published.
    out_of_500 = {name: value * 5 for name, value in by_name(result).items()}
    assert out_of_500 == {
        "United 2026": pytest.approx(402.8, abs=1e-9),
        "Morocco 2026": pytest.approx(274.9, abs=1e-9),
    }
    assert by_name(result, "rank") == {"United 2026": 1, "Morocco 2026": 2}
    assert result["ranking"][0]["candidate"] == "United 2026"
    assert result["leader"] == "United 2026"
    assert result["messages"] == ["fifa2026.csv: the weights sum to 100; rescaled to 1"]


def test_the_fifa_evaluation_in_a_workbook_gives_the_same_digits(command, fifa, tmp_path):
    book = openpyxl.Workbook()
    for row, cells in enumerate(csv.reader(fifa.read_text(encoding="utf-8").splitlines())):
        book.active.append(cells if row == 0 else [cells[0], *map(float, cells[1:])])
    path = tmp_path / "fifa2026.csv.copy"
    book.save(path)
    assert by_name(scored(command, path)) == by_name(scored(command, fifa))


def test_dezert_2020_with_less_is_better_written_as_low_above_high(command, tmp_path):
    case = worked_case("anchored_spotis_dezert2020_ex1")
    anchors = [
        (low, high) if kind == 1 else (high, low)
        for (low, high), kind in zip(case["bounds"], case["types"], strict=True)
    ]
    assert any(low > high for low, high in anchors)
    columns = {f"A{row}": cells for row, cells in enumerate(case["matrix"])}
    path = scorecard(tmp_path / "spotis.csv", "abc", case["weights"], anchors, columns)
    result = scored(command, path)
    expected = dict(zip(columns, case["expected_scores"], strict=True))
    values = {name: value / 100 for name, value in by_name(result).items()}
    assert values == {
        name: pytest.approx(score, abs=case["tolerance"]) for name, score in expected.items()
    }
    assert by_name(result, "rank") == dict(zip(columns, case["expected_ranks"], strict=True))


def test_afshari_2010_with_the_column_maximum_as_the_upper_anchor(command, tmp_path):
    case = worked_case("wsm_afshari2010_personnel")
    anchors = [(0, max(row[k] for row in case["matrix"])) for k in range(len(case["weights"]))]
    columns = {f"P{row}": cells for row, cells in enumerate(case["matrix"])}
    path = scorecard(tmp_path / "afshari.csv", "abcdefg", case["weights"], anchors, columns)
    result = scored(command, path)
    values = {name: value / 100 for name, value in by_name(result).items()}
    assert values == {
        name: pytest.approx(score, abs=case["tolerance"])
        for name, score in zip(columns, case["expected_scores"], strict=True)
    }
    assert by_name(result, "rank") == dict(zip(columns, case["expected_ranks"], strict=True))
    # The published weights sum to 1 already.
    assert result["messages"] == []


def test_adding_a_dominated_candidate_changes_no_other_value(command, tmp_path):
    case = worked_case("rank_reversal_minmax_vs_anchored")
    columns = {f"A{row}": cells for row, cells in enumerate(case["matrix"])}
    anchors = [(0, 100), (100, 0)]
    before = scorecard(tmp_path / "before.csv", "ab", case["weights"], anchors, columns)
    columns["D"] = case["added_row"]
    after = scorecard(tmp_path / "after.csv", "ab", case["weights"], anchors, columns)
    first, second = by_name(scored(command, before)), by_name(scored(command, after))
    assert {name: second[name] for name in first} == first
    # 0.6·90 + 0.4·40 = 70; 0.6·70 + 0.4·55 = 64; 0.6·20 + 0.4·50 = 32.
    assert second == {
        "A0": pytest.approx(70),
        "A1": pytest.approx(64),
        "D": pytest.approx(32),
    }


EVERY_CELL = """\
criterion,weight,low,high,Atlas,Borealis,Cobalt
Floor management,3,0,100,80,,refused
Loaded rate,2,30,10,22,35,n/a
Attrition,1,40,0,18,10,20
"""


@pytest.fixture
def every_cell(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text(EVERY_CELL, encoding="utf-8")
    return path


def test_open_refused_not_applicable_and_clamped_cells_count_as_the_method_says(
    command, every_cell
):
    result = scored(command, every_cell)
    # Weights 1/2, 1/3, 1/6. Atlas: 80/2 + (30−22)/20·100/3 + (40−18)/40·100/6
    #   = 40 + 40/3 + 55/6 = 62.5.
    # Borealis: open 50/2 + 0/3 (35 clamped to 30) + 75/6 = 37.5; low without the 25, high + 25.
    # Cobalt: 0/2 (refused) + 50/3 (n/a for some only: open) + 50/6 = 25.
    assert by_name(result) == {
        "Atlas": pytest.approx(62.5, abs=1e-12),
        "Borealis": pytest.approx(37.5, abs=1e-12),
        "Cobalt": pytest.approx(25, abs=1e-12),
    }
    borealis = result["ranking"][1]
    assert (borealis["low"], borealis["high"]) == (pytest.approx(12.5), pytest.approx(62.5))
    assert borealis["coverage_pct"] == pytest.approx(50)
    assert result["provisional"] is True


def test_the_messages_name_rescaling_and_every_clamped_cell_once(command, every_cell):
    outcome = command("score", every_cell)
    assert outcome.code == 0
    messages = outcome.messages.splitlines()
    assert messages[0] == "scores.csv: the weights sum to 6; rescaled to 1"
    assert [line for line in messages if "beyond" in line] == [
        "scores.csv, row 3, column F (Borealis): 35 is beyond low 30 and counts as 30, worth 0"
    ]
    assert any(line.startswith("scores.csv, row 3, column G (Cobalt): n/a") for line in messages)


def test_low_equal_to_high_is_refused_with_row_and_column(command, every_cell):
    every_cell.write_text(EVERY_CELL.replace("2,30,10", "2,10,10"), encoding="utf-8")
    outcome = command("score", every_cell)
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.message.startswith(
        "scores.csv, row 3, column D (high): low and high are both 10"
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("22,35", "22,many", "scores.csv, row 3, column F (Borealis): "),
        ("Attrition,1", "Attrition,-1", "scores.csv, row 4, column B (weight): "),
        ("Attrition,1", "Attrition,", "scores.csv, row 4, column B (weight): "),
        ("Borealis", " atlas ", "scores.csv, row 1, column F: "),
        ("Attrition", "Loaded  rate", "scores.csv, row 4, column A (criterion): "),
        ("low,", "lowest,", "scores.csv, row 1: "),
        (",Atlas,Borealis,Cobalt", "", "scores.csv, row 2, column E: "),
    ],
)
def test_a_wrong_cell_is_one_line_with_file_row_and_column(command, every_cell, old, new, place):
    assert old in EVERY_CELL
    every_cell.write_text(EVERY_CELL.replace(old, new, 1), encoding="utf-8")
    outcome = command("score", every_cell)
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.message.startswith(place)


def test_all_weights_zero_is_refused(command, tmp_path):
    path = scorecard(tmp_path / "zero.csv", "ab", [0, 0], [(0, 1)] * 2, {"Atlas": [1, 1]})
    outcome = command("score", path)
    assert outcome.code == 2
    assert outcome.message.startswith("zero.csv, row 2, column B (weight): all weights are zero")


def test_one_candidate_is_ranked_alone_and_all_open_has_no_leader(command, tmp_path):
    alone = scorecard(tmp_path / "alone.csv", "ab", [1, 1], [(0, 1)] * 2, {"Atlas": [1, 0]})
    result = scored(command, alone)
    assert (result["leader"], by_name(result)) == ("Atlas", {"Atlas": pytest.approx(50)})
    still_open = scorecard(
        tmp_path / "open.csv", "ab", [1, 1], [(0, 1)] * 2, {"Atlas": ["", ""], "Bo": ["", ""]}
    )
    result = scored(command, still_open)
    assert result["leader"] is None
    # Nothing is known: both may end anywhere from 0 to 100, and nobody has a place.
    assert [(c["rank"], c["low"], c["high"]) for c in result["ranking"]] == [(None, 0, 100)] * 2
    assert [(c["rank_best"], c["rank_worst"]) for c in result["ranking"]] == [(None, None)] * 2


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Excel", b"\x00\x01\x02"],
)
def test_a_file_that_is_no_table_is_refused(program, tmp_path, content):
    path = tmp_path / "foreign.xlsx"
    path.write_bytes(content)
    outcome = program("score", path)
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.message.startswith("foreign.xlsx")
    assert "Traceback" not in outcome.messages


def test_export_writes_a_workbook_with_the_ranking_and_says_so(command, fifa, tmp_path):
    output = tmp_path / "shortlist.xlsx"
    outcome = command("export", fifa, "-o", output)
    assert (outcome.code, outcome.output) == (0, "")
    assert outcome.messages.splitlines()[-1] == f"{output}: written"
    summary = openpyxl.load_workbook(output, data_only=True)["Summary"]
    cells = [cell.value for row in summary.iter_rows() for cell in row]
    assert {"United 2026", "Morocco 2026"} <= set(cells)
    # 402.8 / 5 = 80.56 and 274.9 / 5 = 54.98.
    numbers = [value for value in cells if isinstance(value, float)]
    assert any(value == pytest.approx(80.56) for value in numbers)
    assert any(value == pytest.approx(54.98) for value in numbers)
    assert command("export", fifa, "-o", output).messages.splitlines()[-1] == f"{output}: replaced"


def test_a_scorecard_can_be_restored_from_its_document_only(command, database, every_cell):
    outcome = command("restore", every_cell)
    assert outcome.code == 2
    assert "the file is not JSON: line 1, column 1" in outcome.message
