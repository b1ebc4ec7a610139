"""The sheet Cost by interaction type: what each kind of contact takes and costs."""

from datetime import UTC, date, datetime

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection
from unit.excel.cost_sheet_case import crowded_selection, without_volumes, worked_selection
from unit.excel.cost_sheet_reading import rows_below
from unit.excel.workbook_reading import all_text, opened

from scorecard.catalogue import load_catalogue
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate
from scorecard.excel import write_shortlist

# openpyxl has no data bars of Excel 2010 and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
CATALOGUE = load_catalogue()
# 4,000 × 8 + 2,000 × 14 minutes are 10 on average; 80 and 65 % solved are 75 %.
TWO_TYPES = E_MAIL_BRIEF | {
    "volumes": [
        {
            "interaction_type": "Order status",
            "contacts_per_month": 4000,
            "aht_minutes": 8,
            "fcr_pct": 80,
        },
        {
            "interaction_type": "Complaint",
            "contacts_per_month": 2000,
            "aht_minutes": 14,
            "fcr_pct": 65,
        },
    ]
}
QUOTES = {
    "Atlas": {"headline_rate_per_hour": 18, "rate_basis": "productive", "rate_parts": parts()},
    "Borealis": {"headline_rate_per_hour": 18, "rate_basis": "productive", "rate_parts": []},
    "Silent": {},
}


def sheet_of(case, *, results=True):
    content = write_shortlist(
        evaluate(case, CATALOGUE, as_of=date(2026, 11, 22)),
        costs=cost_of_selection(case, CATALOGUE),
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        sentences=("A sentence.",),
    )
    return opened(content, results=results)["Cost"]


def rows_of(sheet):
    """(candidate, type) → contacts, resolved, hours, month low and high, each low and high."""
    return {(row[0], row[1]): row[2:9] for row in rows_below(sheet, "Candidate", TYPE_HEADING)}


TYPE_HEADING = "Interaction type"


def test_each_type_has_its_contacts_hours_and_cost_as_by_hand():
    rows = rows_of(sheet_of(selection(TWO_TYPES, QUOTES)))
    # 4,000 × 8 ÷ 60 and 2,000 × 14 ÷ 60 hours; 80 % of 4,000 and 65 % of 2,000 are resolved.
    hours = [4000 * 8 / 60, 2000 * 14 / 60]
    # Everything is in Atlas's 18 an hour: 9,600 ÷ 3,200 and 8,400 ÷ 1,300.
    atlas = rows["Atlas", "Order status"]
    assert atlas == pytest.approx([4000, 3200, hours[0], 9600, 9600, 3.0, 3.0])
    assert rows["Atlas", "Complaint"] == pytest.approx(
        [2000, 1300, hours[1], 8400, 8400, 8400 / 1300, 8400 / 1300]
    )
    # Nothing is broken down of Borealis's 18: 18 ÷ 0.75 to 18 ÷ 0.60, so 24 to 30 an hour.
    assert rows["Borealis", "Order status"] == pytest.approx(
        [4000, 3200, hours[0], 12800, 16000, 4.0, 5.0]
    )
    assert rows["Borealis", "All types"] == pytest.approx(
        [6000, 4500, 1000, 24000, 30000, 24000 / 4500, 30000 / 4500]
    )
    assert not any(name == "Silent" for name, _ in rows)


@pytest.mark.parametrize("case", [worked_selection(), crowded_selection()], ids=["worked", "all"])
def test_types_add_up_to_the_month_of_the_service(case):
    rows = rows_of(sheet_of(case))
    names = {candidate.id: candidate.name for candidate in case.candidates}
    served = [c for c in cost_of_selection(case, CATALOGUE).candidates if c.service is not None]
    assert served
    for cost in served:
        whole = rows[names[cost.candidate_id], "All types"]
        month = cost.service.month
        assert whole[3:5] == pytest.approx([month.low, month.high])
        assert whole[:2] == pytest.approx([cost.service.contacts, cost.service.resolved])


def test_what_is_no_formula_is_called_as_exported():
    sheet = sheet_of(selection(TWO_TYPES, QUOTES), results=False)
    header = next(row for row in sheet.iter_rows() if row[1].value == TYPE_HEADING)
    row = sheet[header[0].row + 1]
    for heading, cell in zip(header, row, strict=True):
        if isinstance(cell.value, int | float):
            assert "as exported" in heading.value, heading.value
    # Per resolved contact divides the two figures beside it.
    at = header[0].row + 1
    assert [cell.value for cell in row[7:9]] == [f"=F{at}/D{at}", f"=G{at}/D{at}"]
    assert "By interaction type, as exported" in [cell.value for cell in sheet["A"]]


def test_where_types_differ_in_nothing_the_sheet_says_why_they_cost_the_same():
    brief = E_MAIL_BRIEF | {
        "volumes": [
            {"interaction_type": name, "contacts_per_month": 3000} for name in ("Order", "Return")
        ]
    }
    texts = all_text(sheet_of(selection(brief, QUOTES)).parent)
    assert any("every type costs the same per contact" in text for text in texts)
    texts = all_text(sheet_of(selection(TWO_TYPES, QUOTES)).parent)
    assert not any("every type costs the same per contact" in text for text in texts)


def test_without_volumes_there_is_no_such_table():
    texts = all_text(sheet_of(without_volumes()).parent)
    assert TYPE_HEADING not in texts


def test_what_somebody_typed_as_a_type_stays_text():
    brief = E_MAIL_BRIEF | {
        "volumes": [{"interaction_type": '=HYPERLINK("http://x")', "contacts_per_month": 6000}]
    }
    sheet = sheet_of(selection(brief, QUOTES), results=False)
    (cell, *_) = [
        cell
        for cells in sheet.iter_rows()
        for cell in cells
        if isinstance(cell.value, str) and "HYPERLINK" in cell.value
    ]
    assert cell.data_type == "s"
