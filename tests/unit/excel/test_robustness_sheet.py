"""The robustness sheet holds the simulation's numbers, and only where they may be shown."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from building import AS_OF, number_catalogue, number_selection
from openpyxl import load_workbook

from scorecard.certainty import assess
from scorecard.certainty_words import how_sure
from scorecard.evaluation import evaluate
from scorecard.excel import SheetScope, write_shortlist
from scorecard.model import Phase

# openpyxl says on reading that it drops what draws data bars.
pytestmark = pytest.mark.filterwarnings("ignore:Conditional Formatting extension")

CREATED_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANCHORS = {"floor": (0.0, 100.0), "cost": (0.0, 100.0)}
MATRIX = {"Atlas": [90, 20], "Borealis": [50, 70], "Cobalt": [40, None]}


def certainty():
    selection = number_selection(MATRIX, {"floor": 7, "cost": 3}, phase=Phase.COLLECTING)
    groups = {"floor": "floor_management", "cost": "commercials"}
    catalogue = number_catalogue(ANCHORS, groups)
    return assess(evaluate(selection, catalogue, as_of=AS_OF), claim_discount=0.0)


def sheets(found, sharing=None):
    content = write_shortlist(
        found.evaluation,
        certainty=found,
        sharing=sharing,
        created_at=CREATED_AT,
        sentences=("A sentence.",),
    )
    return load_workbook(BytesIO(content), read_only=False, data_only=True)


def rows(book):
    return [[cell for cell in row if cell is not None] for row in book["Robustness"].values]


def test_the_paragraph_and_the_shares_of_the_simulation_are_written():
    found = certainty()
    written = rows(sheets(found))
    assert how_sure(found) in [row[0] for row in written if row]
    (atlas,) = [row for row in written if row and row[0] == "Atlas" and len(row) == 6]
    assert atlas[3:] == pytest.approx(list(found.full.ranks[0]))


def test_tipping_weights_stand_with_who_draws_level():
    # By hand in tests/unit/robustness/test_tipping.py: floor tips at 5/9 from 0.7.
    written = rows(sheets(certainty()))
    (floor,) = [row for row in written if row and row[0] == "Floor management"]
    assert floor[1] == "Borealis"
    assert floor[2:5] == pytest.approx([5 / 9, 0.7, 5 / 9 - 0.7])


def test_tipping_weights_have_one_decimal_as_in_the_paragraph():
    sheet = sheets(certainty())["Robustness"]
    (row,) = [cells for cells in sheet.iter_rows() if cells[0].value == "Floor management"]
    assert [cell.number_format for cell in row[2:5]] == ["0.0%"] * 3


def test_the_next_questions_are_listed_with_whom_to_ask():
    written = rows(sheets(certainty()))
    assert any(row[:3] == ["Cobalt", "Cost", "test"] and "open" in row for row in written)


def test_a_share_without_evidence_has_no_robustness_sheet():
    found = certainty()
    assert "Robustness" not in sheets(found, SheetScope(evidence=False)).sheetnames
    assert "Robustness" in sheets(found, SheetScope()).sheetnames
