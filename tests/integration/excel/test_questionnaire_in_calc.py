"""LibreOffice opens a questionnaire as a person would, saves it, and nothing is lost."""

import subprocess
from io import BytesIO

import openpyxl
import pytest
from unit.excel.questionnaire_case import (
    CATALOGUE,
    CREATED_AT,
    empty_selection,
    random_answers,
)
from unit.excel.questionnaire_filling import filled

from scorecard.excel import CellState, read_questionnaire, write_questionnaire
from scorecard.excel.questionnaire_form import questions_for_candidates

pytestmark = pytest.mark.calc

ANSWERS = random_answers(21)
XLSX = "xlsx:Calc MS Excel 2007 XML"


def converted(calc_path, folder, content, to, ending):
    """The file as LibreOffice saves it."""
    source = folder / "questionnaire.xlsx"
    source.write_bytes(content)
    subprocess.run(
        [
            calc_path,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "out" / f"questionnaire.{ending}"


@pytest.fixture(scope="module")
def saved_empty(calc_path, tmp_path_factory):
    content = write_questionnaire(empty_selection(), CATALOGUE, "c0", created_at=CREATED_AT)
    folder = tmp_path_factory.mktemp("empty")
    return content, converted(calc_path, folder, content, XLSX, "xlsx")


@pytest.fixture(scope="module")
def saved_filled(calc_path, tmp_path_factory):
    content = filled(empty_selection(), CATALOGUE, "c0", ANSWERS, created_at=CREATED_AT)
    folder = tmp_path_factory.mktemp("filled")
    return converted(calc_path, folder, content, XLSX, "xlsx")


def test_sheets_texts_locks_and_hiding_survive(saved_empty):
    content, saved = saved_empty
    before = openpyxl.load_workbook(BytesIO(content))
    after = openpyxl.load_workbook(saved)
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        other = after[sheet.title]
        assert other.protection.sheet
        assert (other.sheet_state == "visible") == (sheet.sheet_state == "visible")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "s":
                    assert other[cell.coordinate].value == cell.value
                if not cell.protection.locked:
                    assert not other[cell.coordinate].protection.locked


def test_the_validations_survive(saved_empty):
    content, saved = saved_empty
    before = openpyxl.load_workbook(BytesIO(content))
    after = openpyxl.load_workbook(saved)
    for sheet in before.worksheets:
        kinds = {
            (str(area), rule.type)
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
        }
        covered = {rule.type for rule in after[sheet.title].data_validations.dataValidation}
        assert {kind for _, kind in kinds} == covered


def test_what_was_filled_in_is_read_from_the_saved_file(saved_filled):
    intake = read_questionnaire(
        saved_filled.read_bytes(), "saved.xlsx", empty_selection(), CATALOGUE
    )
    assert {cell.state for cell in intake.cells} == {CellState.NEW}
    assert {c.question_id: c.proposed.value for c in intake.cells} == ANSWERS


def test_the_cover_counts_what_is_begun(saved_filled):
    cover = openpyxl.load_workbook(saved_filled, data_only=True)["Cover"]
    counts = {
        row[1].value: (row[3].value, row[4].value)
        for row in cover.iter_rows()
        if isinstance(row[3].value, int | float)
    }
    asked = len(questions_for_candidates(CATALOGUE))
    assert counts.pop("All") == (asked, asked)
    assert all(total == begun for total, begun in counts.values())


def test_it_prints(calc_path, saved_empty, tmp_path):
    pdf = converted(calc_path, tmp_path, saved_empty[0], "pdf", "pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
