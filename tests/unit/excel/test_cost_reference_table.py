"""Reference figures on the sheet Cost: with range, unit, source and date, apart from candidates."""

from datetime import UTC, date, datetime

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, selection
from unit.excel.cost_sheet_case import worked_selection
from unit.excel.cost_sheet_reading import rows_below
from unit.excel.workbook_reading import opened

from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
CATALOGUE = load_catalogue()
HEADING = "Reference figures: none of them is a fact about a candidate"


def sheet_of(case, catalogue=CATALOGUE):
    content = write_shortlist(
        evaluate(case, catalogue, as_of=date(2026, 11, 22)),
        costs=cost_of_selection(case, catalogue),
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        sentences=("A sentence.",),
    )
    return opened(content)["Cost"]


def references(sheet):
    """Title → source, unit, low, high, date, note; from below the heading on."""
    top = next(c.row for c in sheet["A"] if c.value == HEADING)
    last = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top)]
    header = next(n for n, row in enumerate(last) if row[:2] == ["Figure", "Source"])
    return {row[0]: row[1:7] for row in last[header + 1 :] if row[0]}


def test_each_figure_has_its_range_unit_source_and_date():
    found = references(sheet_of(worked_selection()))
    # As in data/benchmarks.toml, with the title of the source in data/sources.toml.
    piton, survey = (CATALOGUE.sources_by_id[i].title for i in ("piton_2025", "swpp_2024"))
    assert found["Loaded hour, offshore"] == [piton, "USD per hour", 12, 18, "2025", None]
    assert found["Shrinkage, middle half of centres"][:5] == [
        *(survey, "% of paid time", 26, 35, "2024"),
    ]
    assert found["In-house loaded cost over base wage"][2:4] == [2, 2.5]
    assert "0.75 to 0.60" in found["True cost that a headline rate can hide"][5]


def test_they_stand_last_so_that_no_candidate_s_figure_is_among_them():
    sheet = sheet_of(worked_selection())
    titles = [cell.value for cell in sheet["A"] if cell.value]
    below = titles[titles.index(HEADING) :]
    names = {candidate.name for candidate in worked_selection().candidates}
    assert not names & set(below)
    assert len(rows_below(sheet, "Candidate", "Interaction type")) > 0


def test_no_cell_of_the_sheet_reads_a_reference_figure():
    case = worked_selection()
    others = CATALOGUE.model_copy(
        update={
            "benchmarks": tuple(
                b.model_copy(update={"low": b.low / 2, "high": 2 * b.high})
                for b in CATALOGUE.benchmarks
            )
        }
    )

    def above(sheet):
        top = next(c.row for c in sheet["A"] if c.value == HEADING)
        return [[c.value for c in row] for row in sheet.iter_rows(max_row=top)]

    assert above(sheet_of(case)) == above(sheet_of(case, others))


def test_of_the_own_team_nothing_is_listed_where_its_cost_is_not_known():
    quote = {"headline_rate_per_hour": 18}
    without = references(sheet_of(selection(E_MAIL_BRIEF, {"Atlas": quote})))
    assert "Loaded hour, offshore" in without
    assert "Base wage, Mexico" not in without


def test_a_catalogue_without_reference_figures_gets_no_heading_for_them():
    bare = CATALOGUE.model_copy(update={"benchmarks": ()})
    assert HEADING not in [cell.value for cell in sheet_of(worked_selection(), bare)["A"]]
