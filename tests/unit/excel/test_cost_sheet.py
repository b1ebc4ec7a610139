"""The sheet of costs as it is written, before anything calculates it."""

import textwrap
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from unit.excel.cost_sheet_case import crowded_selection, worked_selection
from unit.excel.cost_sheet_reading import grid, input_place, places, rows_below
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.catalogue import load_catalogue
from scorecard.commercial import Costs, cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import SheetScope, write_shortlist

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
CATALOGUE = load_catalogue()


def written(selection, *, costs=None, sharing=None):
    return write_shortlist(
        evaluate(selection, CATALOGUE, as_of=date(2026, 11, 22)),
        costs=costs or cost_of_selection(selection, CATALOGUE),
        sharing=sharing,
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        sentences=("A sentence.",),
    )


@pytest.fixture(scope="module")
def worked():
    return written(worked_selection())


def value_of(sheet, section, label, name, side):
    return next(
        value
        for (s, lb, who, at), value in grid(sheet).items()
        if s.startswith(section) and lb == label and who == name and at == side
    )


@pytest.mark.parametrize("case", [worked_selection(), crowded_selection()], ids=["worked", "all"])
def test_saved_results_are_the_engine_s_for_viewers_that_do_not_calculate(case):
    sheet = opened(written(case))["Cost"]
    costs = cost_of_selection(case, CATALOGUE)
    names = {candidate.id: candidate.name for candidate in case.candidates}
    for cost in costs.candidates:
        span = cost.cost_per_resolved_contact
        for side in ("low", "high"):
            found = value_of(sheet, "All", "Per resolved contact", names[cost.candidate_id], side)
            expected = "–" if span is None else pytest.approx(getattr(span, side), rel=1e-12)
            assert found == expected


def test_cobalt_lane_s_full_time_price_becomes_its_loaded_rate_as_by_hand(worked):
    # 2,060 euro a month by 173.33 paid hours; headline 11.90 is what was named first.
    sheet = opened(worked)["Cost"]

    def cobalt(label, side):
        return value_of(sheet, "Loaded rate", label, "Cobalt Lane", side)

    hour = 2060 / 173.33
    assert cobalt("Headline rate as named first", "low") == 11.9
    assert cobalt("Price of an hour", "low") == pytest.approx(hour)
    assert cobalt("Missing share of the parts", "low") == pytest.approx(1)
    # A post is paid for its absence and its waiting, whatever an hour is: both divide, and
    # shrinkage is no missing part then. Shrinkage is not stated: 26 to 45 %.
    for side, hidden, shrinkage in (("low", 0.25, 0.26), ("high", 0.4, 0.45)):
        assert cobalt("The hour is taken for", side) == "paid hour"
        parts = 1 - hidden * 6 / 7
        assert cobalt("÷ parts not in the price or not stated", side) == pytest.approx(parts)
        assert cobalt("÷ shrinkage", side) == pytest.approx(1 - shrinkage)
        busy = cobalt("÷ occupancy", side)
        rate = hour / parts / (1 - shrinkage) / busy
        assert cobalt("Loaded rate per productive hour", side) == pytest.approx(rate)


def test_the_three_orders_stand_side_by_side(worked):
    rows = {row[0]: row for row in rows_below(opened(worked)["Cost"], "Candidate", "Pricing model")}
    assert [rows["Cobalt Lane"][column] for column in (3, 7, 11)] == [1, 2, 5]
    assert [rows["Everhall Support"][column] for column in (3, 7, 11)] == [3, 3, 1]


def test_a_figure_of_the_quote_leads_to_its_answer(worked):
    book = opened(worked)
    sheet, answers = book["Cost"], book["Answers with evidence"]
    cells = places(sheet)
    labels = {
        "Headline rate as named first": "Headline rate",
        "Set-up fee": "Set-up fee",
        "Handle time (AHT)": "Handle time and resolution by channel",
        "Shrinkage": "Shrinkage",
    }
    followed = 0
    for (_, label, name, side), place in cells.items():
        link = sheet.cell(*place).hyperlink
        if label in labels and link is not None and side == "low":
            target = answers[link.location.split("!")[1]]
            row = {c.column: c.value for c in answers[target.row]}
            assert row[1] == name
            assert row[3] == labels[label]
            followed += 1
    assert followed >= 4 * 3


def test_a_price_that_links_is_still_the_number_of_the_quote(worked):
    sheet = opened(worked)["Cost"]
    answers = table(opened(worked)["Answers with evidence"], "Candidate")
    quoted = {
        row["Candidate"]: row["Answer"] for row in answers if row["Question"] == "Headline rate"
    }
    for name, words in quoted.items():
        price = value_of(sheet, "Loaded rate", "Headline rate as named first", name, "low")
        assert words == f"EUR {price:,.2f}"


def test_answers_of_a_quote_in_another_currency_are_shown_in_it():
    # The brief is in dollars; 1 euro is 1.0837 dollars, so that 14.20 euro are 15.39 dollars.
    book = opened(written(crowded_selection()))
    answers = table(book["Answers with evidence"], "Candidate")
    (words,) = [
        row["Answer"]
        for row in answers
        if (row["Candidate"], row["Question"]) == ("paid hour in euro", "Headline rate")
    ]
    assert words == "EUR 14.20"
    headline = value_of(book["Cost"], "Loaded", "Price of an hour", "paid hour in euro", "low")
    assert headline == pytest.approx(15.38854)


def test_only_figures_that_nobody_stated_can_be_changed(worked):
    book = openpyxl.load_workbook(BytesIO(worked))
    sheet = book["Cost"]
    assert sheet.protection.sheet
    open_labels = {
        label for (_, label, _, _), place in places(sheet).items()
        if not sheet.cell(*place).protection.locked
    }  # fmt: skip
    assert open_labels == {"One unit of the quote's currency", "Shrinkage", "Occupancy"}
    hidden = "True cost that a rate without its breakdown can hide"
    for side, share in (("low", 0.25), ("high", 0.4)):
        cell = sheet.cell(*input_place(sheet, hidden, side))
        assert cell.value == share
        assert not cell.protection.locked


def test_what_nobody_stated_is_said_and_never_a_bare_zero(worked):
    sheet = opened(worked)["Cost"]
    place = next(
        place
        for (_, label, name, side), place in places(sheet).items()
        if (label, name, side) == ("Ramp fee", "Cobalt Lane", "low")
    )
    assert sheet.cell(*place).number_format == '"not stated"'
    texts = all_text(opened(worked))
    assert "Not stated: low counts nothing for it, high an assumed figure. Ask." in texts


def test_a_workbook_behind_a_link_without_costs_has_no_sheet_of_costs():
    content = written(worked_selection(), sharing=SheetScope(costs=False))
    assert "Cost" not in opened(content).sheetnames


def test_without_cost_data_in_the_catalogue_there_is_no_sheet_of_costs():
    costs = Costs("EUR", (), None, unavailable_because="An old copy of the catalogue.")
    assert "Cost" not in opened(written(worked_selection(), costs=costs)).sheetnames


def test_no_row_is_lower_than_the_lines_of_its_words(worked):
    book = openpyxl.load_workbook(BytesIO(worked))
    for name, first_row in (("Cost", 20), ("Answers with evidence", 4)):
        sheet = book[name]
        merged = {at for area in sheet.merged_cells.ranges for at in area.cells}
        widths = {
            column: dimension.width
            for dimension in sheet.column_dimensions.values()
            for column in range(dimension.min, dimension.max + 1)
        }
        for row in sheet.iter_rows(min_row=first_row):
            for cell in row:
                if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                    continue
                if cell.value.startswith("=") or (cell.row, cell.column) in merged:
                    continue
                lines = min(6, len(textwrap.wrap(cell.value, int(widths[cell.column]))))
                height = sheet.row_dimensions[cell.row].height or 15
                # Letters of 10 points take no line of less than 12.
                assert height >= 12 * lines, (name, cell.coordinate, cell.value)
