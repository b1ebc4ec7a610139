"""The formulas of the sheet of costs, calculated by LibreOffice, give the engine's numbers."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from integration.excel.recalculation import recalculated, without_results
from unit.excel.cost_sheet_case import (
    crowded_selection,
    rateless_selection,
    with_assumption,
    with_shrinkage,
    without_volumes,
    worked_selection,
)
from unit.excel.cost_sheet_reading import grid, input_place, places, rows_below

from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist

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
HIDDEN = "True cost that a rate without its breakdown can hide"
CLOSE = {"rel": 1e-9, "abs": 1e-9}


def written(selection):
    evaluation = evaluate(selection, CATALOGUE, as_of=date(2026, 11, 22))
    return write_shortlist(
        evaluation,
        costs=cost_of_selection(selection, CATALOGUE),
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        sentences=("A sentence.",),
    )


def changed(content, cells):
    """The workbook as a reader leaves it who typed other figures into cells of the sheet."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    sheet = workbook["Cost"]
    for find, number in cells:
        cell = sheet.cell(*find(sheet))
        assert not cell.protection.locked, "the cell is protected"
        cell.value = number
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def results(calc_path, tmp_path_factory):
    contents = {name: without_results(written(case)) for name, case in CASES.items()}
    contents["other_hidden"] = changed(
        written(CASES["worked"]),
        [
            (lambda sheet: input_place(sheet, HIDDEN, "low"), 0.1),
            (lambda sheet: input_place(sheet, HIDDEN, "high"), 0.55),
        ],
    )
    contents["other_assumed_shrinkage"] = changed(
        written(CASES["worked"]),
        [
            (
                lambda sheet: input_place(
                    sheet, "Shrinkage that a candidate does not state", "low"
                ),
                0.2,
            ),
            (
                lambda sheet: input_place(
                    sheet, "Shrinkage that a candidate does not state", "high"
                ),
                0.48,
            ),
        ],
    )
    contents["other_stated_shrinkage"] = changed(
        written(CASES["worked"]), [(stated_shrinkage, 0.38)]
    )
    crowded = written(CASES["crowded"])
    contents["other_exchange"] = changed(
        crowded, [(lambda sheet, place=place: place, 0.95) for place in euro_rates(crowded)]
    )
    folder = tmp_path_factory.mktemp("calc_cost")
    return recalculated(calc_path, folder, contents)


def euro_rates(content):
    """The cells with the rate of exchange of those who quote in euro."""
    sheet = openpyxl.load_workbook(BytesIO(content))["Cost"]
    label = "One unit of the quote's currency"
    cells = [p for k, p in places(sheet).items() if k[1] == label and k[3] == "low"]
    return [place for place in cells if sheet.cell(*place).value == 1.0837]


def stated_shrinkage(sheet):
    key = next(k for k in places(sheet) if k[1] == "Shrinkage" and "Aldermoor" in k[2])
    return places(sheet)[key]


def assert_is(sheet, selection, catalogue=CATALOGUE):
    """Every figure that the engine has too, in the grid and in the tables around it."""
    costs = cost_of_selection(selection, catalogue)
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    cells = grid(sheet)
    compared = 0
    for cost in costs.candidates:
        for key, expected in engine_figures(cost).items():
            section, label = key
            for side in ("low", "high"):
                found = [
                    value
                    for (s, lb, name, at), value in cells.items()
                    if (s == section or not section) and lb == label
                    and name == names[cost.candidate_id] and at == side
                ]  # fmt: skip
                assert len(found) == 1, (key, found)
                assert found[0] == pytest.approx(getattr(expected, side), **CLOSE), (key, side)
                compared += 1
    assert compared > 0
    for row in rows_below(sheet, "Candidate", "Pricing model"):
        cost = next(c for c in costs.candidates if names[c.candidate_id] == row[0])
        ranks = costs.ranks_by_candidate[cost.candidate_id]
        assert [row[3], row[7], row[11]] == [
            place or "–" for place in (ranks.headline, ranks.loaded, ranks.resolved)
        ]
        if cost.cost_per_resolved_contact is not None:
            span = cost.cost_per_resolved_contact
            assert row[8:11] == pytest.approx([span.low, span.high, span.middle], **CLOSE)
    if costs.in_house is not None:
        month = next(r for r in rows_below(sheet, "A month", None) if r[0] == "Cost of a month")
        assert month[3:5] == pytest.approx(
            [costs.in_house.month.low, costs.in_house.month.high], **CLOSE
        )
        saved = {
            row[0]: row for row in rows_below(sheet, "Candidate", "Over the contract, as exported")
        }
        for cost in costs.candidates:
            if cost.savings is not None:
                row = saved[names[cost.candidate_id]]
                own = cost.savings
                expected = [own.partner_month.low, own.partner_month.high]
                assert row[3:5] == pytest.approx(expected, **CLOSE)
                assert row[7:9] == pytest.approx([own.month.low, own.month.high], **CLOSE)


def engine_figures(cost):
    """(section, label) → the engine's span; the section is '' where the label is the only one."""
    found = {}
    rate, service = cost.loaded_rate, cost.service
    if rate is not None:
        block = "Loaded rate: from headline to productive hour"
        found[block, "Loaded rate per productive hour"] = rate.per_productive_hour
    if service is not None:
        total = "All channels and the contract"
        found[total, "Cost of a month"] = service.month
        found[total, "Cost of the contract"] = service.contract
        found[total, "Per resolved contact"] = service.per_resolved
        found[total, "Full-time posts"] = service.paid_agents
        for channel in service.channels:
            found[channel.channel, "Cost of the month"] = channel.month
            found[channel.channel, "Per resolved contact"] = channel.per_resolved
            found[channel.channel, "Full-time posts"] = channel.staffing.paid_agents
            found[channel.channel, "Occupancy"] = type(channel.month)(
                # The low estimate takes the higher occupancy.
                channel.staffing.occupancy.high,
                channel.staffing.occupancy.low,
            )
            if channel.loaded_rate is not None:
                found[channel.channel, "Loaded rate per productive hour"] = channel.loaded_rate
    return found


@pytest.mark.parametrize("name", CASES)
def test_the_sheet_s_formulas_give_the_engine_s_numbers(results, name):
    assert_is(results[name]["Cost"], CASES[name])


@pytest.mark.parametrize("name", ["worked", "crowded"])
def test_interaction_types_add_up_to_the_engine_s_month(results, name):
    selection = CASES[name]
    rows = rows_below(results[name]["Cost"], "Candidate", "Interaction type")
    sums = {row[0]: row for row in rows if row[1] == "All types"}
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    costs = cost_of_selection(selection, CATALOGUE).candidates
    served = [cost for cost in costs if cost.service is not None]
    assert {names[cost.candidate_id] for cost in served} == set(sums)
    for cost in served:
        service, row = cost.service, sums[names[cost.candidate_id]]
        assert row[2:5] == pytest.approx(
            [service.contacts, service.resolved, service.productive_hours], **CLOSE
        )
        assert row[5:7] == pytest.approx([service.month.low, service.month.high], **CLOSE)
        each = service.per_resolved_month
        assert row[7:9] == pytest.approx([each.low, each.high], **CLOSE)


def test_other_hidden_shares_typed_into_the_sheet_give_what_the_engine_gives_for_them(results):
    catalogue = with_assumption(CATALOGUE, "hidden_share_pct", 10, 55)
    assert_is(results["other_hidden"]["Cost"], CASES["worked"], catalogue)
    before = cost_of_selection(CASES["worked"], CATALOGUE).by_candidate["cobaltlane"]
    after = cost_of_selection(CASES["worked"], catalogue).by_candidate["cobaltlane"]
    assert after.cost_per_resolved_contact.high > before.cost_per_resolved_contact.high + 1


def test_another_assumed_shrinkage_gives_what_the_engine_gives_for_it(results):
    catalogue = with_assumption(CATALOGUE, "shrinkage_not_stated_pct", 20, 48)
    assert_is(results["other_assumed_shrinkage"]["Cost"], CASES["worked"], catalogue)


def test_another_shrinkage_of_one_candidate_gives_what_the_engine_gives_for_it(results):
    selection = with_shrinkage(CASES["worked"], "aldermoor", 38.0)
    assert_is(results["other_stated_shrinkage"]["Cost"], selection)


def test_another_rate_of_exchange_gives_what_the_engine_gives_for_it(results):
    before = CASES["crowded"]
    rate = before.brief.exchange_rates[0].model_copy(update={"brief_units_per_one": 0.95})
    brief = before.brief.model_copy(update={"exchange_rates": (rate,)})
    selection = before.model_copy(update={"brief": brief})
    assert_is(results["other_exchange"]["Cost"], selection)


def test_no_cell_of_the_sheet_calculates_to_an_error(results):
    for name, workbook in results.items():
        for cells in workbook["Cost"].iter_rows():
            for cell in cells:
                assert cell.data_type != "e", (name, cell.coordinate)
