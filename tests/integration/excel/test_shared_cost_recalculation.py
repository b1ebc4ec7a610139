"""The formulas of the sheet Cost behind a share link, calculated by LibreOffice."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from integration.excel.recalculation import recalculated, without_results
from unit.excel.cost_sheet_case import (
    crowded_selection,
    rateless_selection,
    with_assumption,
    without_volumes,
    worked_selection,
)
from unit.excel.cost_sheet_reading import input_place, rows_below

from scorecard.access import SharedPart
from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist
from scorecard.sharing import ShareScope, shared_view
from scorecard.ui.shared_views import sheet_scope

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = [
    pytest.mark.calc,
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]
CATALOGUE = load_catalogue()
CASES = {
    "worked": worked_selection(),
    "crowded": crowded_selection(),
    "rateless": rateless_selection(),
    "without_volumes": without_volumes(),
}
CHANGED = ("worked", "crowded", "without_volumes")
HIDDEN = "True cost that a rate without its breakdown can hide"
CLOSE = {"rel": 1e-9, "abs": 1e-9}
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)


def written(selection):
    evaluation = evaluate(selection, CATALOGUE, as_of=date(2026, 11, 22))
    scope = ShareScope.of([SharedPart.COSTS])
    view = shared_view(evaluation, scope, shared_by="Dana", made_at=MADE_AT)
    return write_shortlist(
        view.evaluation,
        costs=view.costs,
        sharing=sheet_scope(view),
        created_at=MADE_AT,
        sentences=("A sentence.",),
    )


def with_other_hidden_shares(content):
    """The workbook as a reader leaves it who takes 10 to 55 % for what missing parts can hide."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    sheet = workbook["Cost"]
    for side, share in (("low", 0.1), ("high", 0.55)):
        cell = sheet.cell(*input_place(sheet, HIDDEN, side))
        assert not cell.protection.locked, "the cell is protected"
        cell.value = share
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def results(calc_path, tmp_path_factory):
    contents = {name: written(case) for name, case in CASES.items()}
    changed = {f"other_{name}": with_other_hidden_shares(contents[name]) for name in CHANGED}
    as_sent = {name: without_results(content) for name, content in contents.items()}
    return recalculated(calc_path, tmp_path_factory.mktemp("calc_shared"), as_sent | changed)


def orders(sheet):
    return {row[0]: row for row in rows_below(sheet, "Candidate", "Pricing model")}


def assert_rates_are(sheet, selection, catalogue):
    """Loaded rates, low, high and middle, and their places, as the engine has them."""
    costs, rows = cost_of_selection(selection, catalogue), orders(sheet)
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    for cost in costs.candidates:
        row, rate = rows[names[cost.candidate_id]], cost.loaded_rate
        if rate is None:
            assert row[4:8] == ["–"] * 4
            continue
        span = rate.per_productive_hour
        assert row[4:7] == pytest.approx([span.low, span.high, span.middle], **CLOSE)
        assert row[7] == costs.ranks_by_candidate[cost.candidate_id].loaded


@pytest.mark.parametrize("name", CASES)
def test_the_shared_sheet_s_formulas_give_the_engine_s_numbers_and_places(results, name):
    selection, sheet = CASES[name], results[name]["Cost"]
    assert_rates_are(sheet, selection, CATALOGUE)
    costs, rows = cost_of_selection(selection, CATALOGUE), orders(sheet)
    for candidate in selection.candidates:
        cost, row = costs.by_candidate[candidate.id], rows[candidate.name]
        ranks = costs.ranks_by_candidate[candidate.id]
        assert (row[3], row[11]) == (ranks.headline or "–", ranks.resolved or "–")
        if cost.headline is not None:
            assert row[2] == pytest.approx(cost.headline, **CLOSE)
        if (span := cost.cost_per_resolved_contact) is not None:
            assert row[8:11] == pytest.approx([span.low, span.high, span.middle], **CLOSE)


@pytest.mark.parametrize("name", CHANGED)
def test_other_hidden_shares_typed_into_it_give_the_engine_s_loaded_rates(results, name):
    selection, sheet = CASES[name], results[f"other_{name}"]["Cost"]
    catalogue = with_assumption(CATALOGUE, "hidden_share_pct", 10, 55)
    assert_rates_are(sheet, selection, catalogue)
    changed, before = orders(sheet), orders(results[name]["Cost"])
    assert [row[4:7] for row in changed.values()] != [row[4:7] for row in before.values()]
    # What a resolved contact costs stands as exported, as the sheet says.
    assert [row[8:12] for row in changed.values()] == [row[8:12] for row in before.values()]


def test_no_cell_of_the_shared_sheet_calculates_to_an_error(results):
    for name, workbook in results.items():
        for cells in workbook["Cost"].iter_rows():
            for cell in cells:
                assert cell.data_type != "e", (name, cell.coordinate)
