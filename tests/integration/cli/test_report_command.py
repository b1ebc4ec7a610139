"""`report` on the worked selection, on a scorecard brought along, and with bad arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorecard.document import read_document

EXAMPLES = Path(__file__).parents[3] / "data" / "examples"
WORKED = EXAMPLES / "worked_selection.json"
AS_OF = "2026-11-22"


def test_the_report_of_the_worked_selection_is_written_and_names_the_leader(command, tmp_path):
    output = tmp_path / "report.html"
    outcome = command("report", WORKED, "-o", output, "--as-of", AS_OF)
    assert (outcome.code, outcome.output) == (0, "")
    assert outcome.messages.splitlines()[-1] == f"{output}: written"
    page = output.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    for candidate in read_document(WORKED.read_bytes()).selection.candidates:
        assert candidate.name in page
    assert "Judged as of</dt><dd>22 November 2026" in page
    assert "19.56–34.20 EUR per resolved contact" in page


def test_the_same_input_on_the_same_day_gives_the_same_bytes(command, tmp_path):
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    for output in (first, second):
        assert command("report", WORKED, "-o", output, "--as-of", AS_OF).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_scorecard_brought_along_has_a_report_too(command, tmp_path):
    output = tmp_path / "report.html"
    outcome = command("report", EXAMPLES / "existing_scorecard.csv", "-o", output)
    assert outcome.code == 0
    assert "Values by criterion" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"), [("report.pdf", "must end in .html"), ("gone/report.html", "does not exist")]
)
def test_an_output_that_cannot_be_is_refused_before_anything_is_written(
    command, tmp_path, name, said
):
    outcome = command("report", WORKED, "-o", tmp_path / name)
    assert outcome.code == 2
    assert said in outcome.message
    assert list(tmp_path.iterdir()) == []
