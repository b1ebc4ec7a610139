"""A scorecard in which everything is n/a: every command says so, and none ends in a traceback."""

import json
from pathlib import Path

import openpyxl
import pytest

AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def nothing_left(tmp_path: Path) -> Path:
    path = tmp_path / "na.csv"
    path.write_text("criterion,weight,low,high,A,B\nQ,50,0,10,n/a,n/a\n", encoding="utf-8")
    return path


def test_score_ranks_nobody_and_says_that_no_criterion_is_left(command, nothing_left):
    outcome = command("score", nothing_left, "--json", *AS_OF)
    assert outcome.code == 0
    result = json.loads(outcome.output)
    assert [candidate["rank"] for candidate in result["ranking"]] == [None, None]
    assert "no criterion is left" in result["leader_withheld_because"]
    # The one weight is 50.
    assert "weights are zero" not in outcome.output


def test_robustness_has_nothing_to_be_sure_of(command, nothing_left):
    outcome = command("robustness", nothing_left, *AS_OF)
    assert outcome.code == 0
    assert "Nobody is ranked, so there is nothing to be sure of." in outcome.output
    assert command("robustness", nothing_left, "--json", *AS_OF).code == 0


@pytest.mark.parametrize("model", ["around", "uniform", "order"])
def test_robustness_has_nothing_to_be_sure_of_whatever_is_known_of_the_weights(
    command, nothing_left, model
):
    assert command("robustness", nothing_left, "--weights", model, *AS_OF).code == 0


def test_the_workbook_and_the_report_say_why_nobody_is_ranked(command, nothing_left, tmp_path):
    workbook, report = tmp_path / "a.xlsx", tmp_path / "a.html"
    assert command("export", nothing_left, "-o", workbook, *AS_OF).code == 0
    texts = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(workbook)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("no criterion is left" in text for text in texts)
    assert command("report", nothing_left, "-o", report, *AS_OF).code == 0
    assert "no criterion is left" in report.read_text(encoding="utf-8")
