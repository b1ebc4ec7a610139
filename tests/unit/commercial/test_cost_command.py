"""`cost FILE`: the table, the JSON, and what could not be calculated, on the right stream."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection

from scorecard.catalogue import load_catalogue
from scorecard.cli import main
from scorecard.document import Document, write_document


def quote(rate: float, aht: float, fcr: float) -> dict[str, Any]:
    return {
        "quote_currency": "USD",
        "headline_rate_per_hour": rate,
        "rate_basis": "productive",
        "rate_parts": parts(),
        "performance_by_channel": [{"channel": "E-mail", "aht_minutes": aht, "fcr_pct": fcr}],
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    # Atlas 1,500 hours × 12 ÷ 3,000 = 6.00; Borealis 1,000 hours × 18 ÷ 4,800 = 3.75
    given = selection(
        E_MAIL_BRIEF,
        {"Atlas": quote(12, 15, 50), "Borealis": quote(18, 10, 80), "Cygnus": quote(20, 10, 0)},
    )
    path = tmp_path / "selection.json"
    path.write_text(write_document(Document(given)), encoding="utf-8")
    return path


def test_the_sentence_says_that_the_cheapest_headline_is_second_by_resolution(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cost", str(file)]) == 0
    printed = capsys.readouterr()
    assert (
        "Atlas is cheapest by headline (12.00 USD an hour) and dearest per resolved contact "
        "(6.00 USD); Borealis resolves for the least: 3.75 USD" in printed.out
    )
    rows = {line.split()[0]: line.split() for line in printed.out.splitlines() if line}
    assert rows["Borealis"][1:5] == ["18.00", "18.00", "3.75", "18,000.00"]
    assert rows["Cygnus"][1:5] == ["20.00", "20.00", "–", "–"]
    assert "Shrinkage that a candidate does not state: 26–45 % of paid time (" in printed.out
    assert (
        "Cygnus · Handle time and resolution by channel: E-mail: a first-contact resolution of 0 %"
        in printed.err
    )


def test_the_json_holds_the_unrounded_figures_by_candidate(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cost", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    atlas, borealis, cygnus = found["candidates"]
    assert atlas["places"] == {"headline": 1, "loaded": 1, "resolved": 2}
    assert borealis["service"]["per_resolved"] == {"low": 3.75, "high": 3.75}
    assert cygnus["service"] is None
    assert cygnus["places"]["resolved"] is None
    assert [p["place"] for p in cygnus["problems"]] == ["question:performance_by_channel"]


def test_reference_figures_stand_apart_under_a_heading_that_says_what_they_are_not(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cost", str(file)]) == 0
    printed = capsys.readouterr().out
    heading = "Reference figures: none of them is a fact about a candidate"
    before, after = printed.split(heading)
    rows = {line.split("  ")[0]: line for line in after.splitlines()}
    # Range, unit, date and source, as in data/benchmarks.toml.
    offshore = rows["Loaded hour, offshore"].split("  ")
    told = [cell.strip() for cell in offshore if cell.strip()]
    title = load_catalogue().sources_by_id["piton_2025"].title
    assert told == ["Loaded hour, offshore", "12–18", "USD per hour", "2025", title]
    assert "25–40" in rows["True cost that a headline rate can hide"]
    assert "about the headline rate divided by 0.75 to 0.60" in after
    # Nothing of the own team, whose cost the brief does not tell.
    assert "Base wage" not in after
    assert "Loaded hour, offshore" not in before
    # They come last, so that nobody takes what stands below them for a reference.
    assert "What nobody stated and was taken from the data" in before


def test_the_json_holds_reference_figures_apart_from_the_candidates(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cost", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["benchmarks_are"] == "reference figures, none of them a fact about a candidate"
    by_id = {benchmark["id"]: benchmark for benchmark in found["benchmarks"]}
    assert by_id["loaded_hour_offshore"] == {
        "id": "loaded_hour_offshore",
        "title": "Loaded hour, offshore",
        "low": 12,
        "high": 18,
        "unit": "USD per hour",
        "source": load_catalogue().sources_by_id["piton_2025"].title,
        "date": "2025",
        "note": "",
    }
    assert "base_wage_mexico" not in by_id
    assert "loaded_hour_offshore" not in json.dumps(found["candidates"])


def test_a_document_whose_catalogue_knows_no_costs_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = load_catalogue().model_copy(update={"commercial": None})
    path = tmp_path / "old.json"
    document = Document(selection(E_MAIL_BRIEF, {"Atlas": quote(12, 15, 50)}), old)
    path.write_text(write_document(document), encoding="utf-8")
    assert main(["cost", str(path)]) == 2
    assert "does not ask what a quote costs" in capsys.readouterr().err
