"""What people do to a workbook: sheets renamed, rows moved, columns added, cells merged."""

from io import BytesIO

import openpyxl
import pytest
from unit.excel.questionnaire_case import (
    CATALOGUE,
    CREATED_AT,
    empty_selection,
    random_answers,
)
from unit.excel.questionnaire_filling import Filling, filled

from scorecard.excel import CellState, IntakeFault, read_questionnaire, write_questionnaire
from scorecard.excel.questionnaire_form import Field, Part
from scorecard.model import Answer, Status

ANSWERS = random_answers(11)


def read(content, selection=None):
    return read_questionnaire(content, "reply.xlsx", selection or empty_selection(), CATALOGUE)


def started(candidate_id="c0"):
    selection = empty_selection()
    content = write_questionnaire(selection, CATALOGUE, candidate_id, created_at=CREATED_AT)
    return Filling(content, selection, CATALOGUE, candidate_id)


def full():
    """A questionnaire with everything answered, opened for changes."""
    content = filled(empty_selection(), CATALOGUE, "c0", ANSWERS, created_at=CREATED_AT)
    return Filling(content, empty_selection(), CATALOGUE, "c0")


def values(intake):
    return {c.question_id: c.proposed.value for c in intake.cells if c.proposed is not None}


def cell_of(intake, question_id):
    return next(cell for cell in intake.cells if cell.question_id == question_id)


def test_renamed_sheets_in_another_order_are_understood():
    filling = full()
    for number, sheet in enumerate(filling.book.worksheets):
        sheet.title = f"Blatt {number}"
    filling.book._sheets.reverse()
    assert values(read(filling.saved())) == ANSWERS


def test_columns_added_in_front_and_between_are_understood():
    filling = full()
    for sheet in filling.book.worksheets:
        if sheet.title[0].isdigit():
            sheet.insert_cols(5)
            sheet.insert_cols(1)
            sheet.cell(8, 1).value = "our remark"
    assert values(read(filling.saved())) == ANSWERS


def test_rows_in_another_order_are_understood():
    filling = full()
    sheet, first, _ = filling.places[filling.form.token(Part.QUESTION, "attrition_120d_pct")]
    _, second, _ = filling.places[filling.form.token(Part.QUESTION, "attrition_annual_pct")]
    for column in range(1, 15):
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        if not (one.data_type == "f" or other.data_type == "f"):
            one.value, other.value = other.value, one.value
    assert values(read(filling.saved())) == ANSWERS


def test_rows_inserted_into_a_table_are_read():
    filling = started()
    rows = tuple({"period": f"2025 Q{n}", "attrition_pct": 10.0 + n} for n in range(1, 4))
    filling.answer("attrition_periods", rows)
    cell = filling.table("attrition_periods", "period", 1)
    cell.parent.insert_rows(cell.row)
    cell.parent.cell(cell.row - 1, cell.column).value = "2025 Q0"
    inserted = cell.parent.cell(cell.row - 1, cell.column)
    inserted.offset(0, 1).value = 9.5
    found = values(read(filling.saved()))["attrition_periods"]
    assert sorted(row["period"] for row in found) == [f"2025 Q{n}" for n in range(4)]


def test_a_deleted_row_is_named_and_changes_nothing():
    filling = full()
    sheet, row, _ = filling.places[filling.form.token(Part.QUESTION, "attrition_120d_pct")]
    for column in range(1, 15):
        sheet.cell(row, column).value = None
    intake = read(filling.saved())
    assert "attrition_120d_pct" not in values(intake)
    assert any("Attrition in the first 120 days" in note for note in intake.notes)


def test_a_copied_row_counts_once_and_two_different_copies_are_pointed_out():
    filling = started()
    filling.answer("attrition_120d_pct", 12)
    sheet, row, _ = filling.places[filling.form.token(Part.QUESTION, "attrition_120d_pct")]
    for column in range(1, 8):
        sheet.cell(60, column).value = sheet.cell(row, column).value
    assert values(read(filling.saved())) == {"attrition_120d_pct": 12.0}
    sheet.cell(60, 5).value = 15
    (cell,) = read(filling.saved()).cells
    assert cell.state is CellState.INVALID
    assert cell.problems[0].startswith("2 Workforce!E6 and 2 Workforce!E60: ")


def test_a_merged_answer_cell_is_pointed_out_by_address():
    filling = started()
    filling.answer("attrition_120d_pct", 12)
    first = filling.field("attrition_120d_pct")
    first.parent.merge_cells(f"E{first.row}:E{first.row + 1}")
    cells = {cell.question_id: cell for cell in read(filling.saved()).cells}
    assert cells["attrition_120d_pct"].proposed.value == 12.0
    merged = cells["attrition_annual_pct"]
    assert merged.state is CellState.INVALID
    assert merged.problems[0].startswith(f"2 Workforce!E{first.row + 1}: the cell is merged with")


RAMPS = (
    {"account": "Shop", "agents": 20.0, "weeks": 8.0},
    {"account": "Bank", "agents": 30.0, "weeks": 10.0},
)


def merged_with_below(filling, question_id, *columns):
    """The first row's cells of a table merged with those of the second; returns its number."""
    for column in columns:
        first = filling.table(question_id, column, 0)
        first.parent.merge_cells(
            start_row=first.row,
            end_row=first.row + 1,
            start_column=first.column,
            end_column=first.column,
        )
    return first.row + 1


@pytest.mark.parametrize("column", ["weeks", "account"])
def test_a_merged_cell_in_a_table_is_pointed_out_by_address(column):
    filling = started()
    filling.answer("ramp_history", RAMPS)
    row = merged_with_below(filling, "ramp_history", column)
    letter = filling.table("ramp_history", column, 1).coordinate.rstrip("0123456789")
    sheet = filling.table("ramp_history", column, 1).parent.title
    (cell,) = read(filling.saved()).cells
    assert cell.state is CellState.INVALID
    (problem,) = cell.problems
    assert problem.startswith(
        f"{sheet}!{letter}{row}: the cell is merged with {sheet}!{letter}{row - 1}"
    )


def test_a_merged_amount_over_two_fixed_lines_is_pointed_out():
    filling = started()
    filling.answer(
        "rate_parts",
        ({"part": "wfm", "treatment": "amount", "amount": 1.5}, {"part": "qa", "amount": 2.0}),
    )
    row = merged_with_below(filling, "rate_parts", "amount")
    (cell,) = read(filling.saved()).cells
    assert cell.state is CellState.INVALID
    assert f"{row}: the cell is merged with" in cell.problems[0]


def test_a_line_of_a_table_that_is_spread_over_two_rows_is_one_line():
    filling = started()
    filling.answer("ramp_history", RAMPS[:1])
    merged_with_below(filling, "ramp_history", "account", "agents", "weeks")
    (row,) = values(read(filling.saved()))["ramp_history"]
    assert (row["account"], row["agents"], row["weeks"]) == ("Shop", 20.0, 8.0)


def test_empty_cells_that_are_merged_hide_nothing():
    filling = started()
    filling.answer("ramp_history", tuple({**row, "weeks": None} for row in RAMPS))
    merged_with_below(filling, "ramp_history", "weeks")
    assert [row["weeks"] for row in values(read(filling.saved()))["ramp_history"]] == [None, None]
    filling = started()
    filling.answer("attrition_annual_pct", 40)
    first = filling.field("attrition_120d_pct", Field.STATUS)
    first.parent.merge_cells(
        start_row=first.row,
        end_row=first.row + 1,
        start_column=first.column,
        end_column=first.column,
    )
    assert values(read(filling.saved())) == {"attrition_annual_pct": 40.0}


def test_the_hidden_row_with_the_ids_of_the_columns_may_be_gone():
    filling = full()
    for sheet in filling.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value in set(Field):
                    cell.value = None
    assert values(read(filling.saved())) == ANSWERS


def test_the_hidden_ids_of_a_tables_columns_may_be_gone():
    filling = started()
    rows = ({"period": "2025 H1", "attrition_pct": 11.0},)
    filling.answer("attrition_periods", rows)
    for column in ("period", "attrition_pct"):
        token = filling.form.token(Part.COLUMN, "attrition_periods", column)
        sheet, row, place = filling.places[token]
        sheet.cell(row, place).value = None
    assert values(read(filling.saved())) == {"attrition_periods": rows}


def test_without_the_sheet_with_the_ids_the_rows_tell_whose_it_is():
    filling = full()
    del filling.book["_ids"]
    intake = read(filling.saved())
    assert intake.candidate_name == "Atlas"
    assert values(intake) == ANSWERS
    assert "the hidden sheet with the ids is gone" in intake.notes[0]


def test_without_any_ids_the_file_is_refused_in_one_line():
    book = openpyxl.Workbook()
    book.active["A1"] = "Attrition"
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(IntakeFault, match="no questionnaire of this selection") as fault:
        read(buffer.getvalue())
    assert "\n" not in str(fault.value)


def test_rows_pasted_from_another_candidates_questionnaire_are_passed_over():
    filling, other = started("c0"), started("c1")
    token = other.form.token(Part.QUESTION, "attrition_120d_pct")
    sheet, row, _ = filling.places[filling.form.token(Part.QUESTION, "attrition_120d_pct")]
    sheet.cell(row, 1).value = token
    sheet.cell(row, 5).value = 99
    intake = read(filling.saved())
    assert values(intake) == {}
    assert any("another candidate's questionnaire" in note for note in intake.notes)


def test_another_selections_file_says_so_with_its_title():
    filling = full()
    other = empty_selection().model_copy(update={"id": "another"})
    with pytest.raises(IntakeFault, match="belongs to another selection") as fault:
        read(filling.saved(), other)
    assert "Customer service 2027" in str(fault.value)


def test_a_removed_candidates_file_says_so():
    selection = empty_selection()
    without = selection.model_copy(update={"candidates": selection.candidates[1:]})
    with pytest.raises(IntakeFault, match="made for “Atlas”, who is not a candidate"):
        read(full().saved(), without)


def test_a_newer_format_is_refused():
    filling = full()
    filling.book["_ids"]["B1"].value = "2"
    with pytest.raises(IntakeFault, match="format 2; this program reads format 1"):
        read(filling.saved())


@pytest.mark.parametrize(
    "formula", ["=1+1", '=cmd|"/c calc"!A1', "=WEBSERVICE(A1)", "='[other.xlsx]Sheet'!A1"]
)
def test_a_formula_in_an_answer_cell_is_refused_and_never_evaluated(formula):
    filling = started()
    filling.field("attrition_120d_pct").value = formula
    (cell,) = read(filling.saved()).cells
    assert cell.state is CellState.INVALID
    assert cell.problems == (
        "2 Workforce!E6: holds a formula, which is not calculated here; enter its result as a "
        "value",
    )


@pytest.mark.parametrize("name", [Field.STATUS, Field.TITLE, Field.COMMENT, Field.ISSUED_ON])
def test_a_formula_beside_an_answer_is_refused_too(name):
    filling = started()
    filling.answer("attrition_120d_pct", 12)
    filling.field("attrition_120d_pct", name).value = "=A1"
    (cell,) = read(filling.saved()).cells
    assert cell.state is CellState.INVALID


def test_dangerous_text_is_kept_as_the_text_it_is():
    filling = started()
    filling.answer("own_words", "@SUM(1+1)*cmd|' /C calc'!A0")
    (cell,) = read(filling.saved()).cells
    assert cell.proposed.value == "@SUM(1+1)*cmd|' /C calc'!A0"


def test_impossible_and_unclear_values_are_pointed_out_with_cell_and_reason():
    filling = started()
    filling.answer("attrition_120d_pct", 118)
    filling.field("attrition_annual_pct").value = "1,234"
    filling.field("founded_on").value = "03/04/2020"
    filling.field("calibration_cadence").value = "now and then"
    filling.item("leads_named", "team_lead").value = "perhaps"
    filling.table("references", "account", 0).value = "Shop"
    intake = read(filling.saved())
    assert {cell.state for cell in intake.cells} == {CellState.INVALID}
    said = {cell.question_id: cell.problems[0] for cell in intake.cells}
    assert said["attrition_120d_pct"] == (
        "2 Workforce!E6: 118 % is impossible; the most possible is 100 %"
    )
    assert "can be 1234 or 1.234" in said["attrition_annual_pct"]
    assert "2020-04-03 or 2020-03-04" in said["founded_on"]
    assert "is none of: Every two weeks; Less often" in said["calibration_cadence"]
    assert said["leads_named"].startswith("1 Floor!E8: “perhaps” is neither")
    assert said["references"] == ("4.2 References!B8: Segment and Takes a call missing in this row")


def test_other_locales_are_understood_in_the_file():
    filling = started()
    filling.field("attrition_120d_pct").value = "18,1 %"
    filling.field("loaded_rate_per_hour").value = "€ 1.234,50"
    filling.field("founded_on").value = "22.11.2019"
    filling.field("attrition_annual_pct").value = 0.55
    filling.field("attrition_annual_pct").number_format = "0.0%"
    filling.field("incident_notification_hours").value = "72 hours"
    assert values(read(filling.saved())) == {
        "attrition_120d_pct": 18.1,
        "attrition_annual_pct": 55.0,
        "loaded_rate_per_hour": 1234.5,
        "incident_notification_hours": 72.0,
        "founded_on": "2019-11-22",
    }


def test_a_number_below_one_where_per_cent_are_asked_is_remarked():
    filling = started()
    filling.answer("attrition_120d_pct", 0.18)
    (cell,) = read(filling.saved()).cells
    assert cell.proposed.value == 0.18
    assert cell.remarks[0].endswith(": 0.18 %: did you mean 18 %?")


def test_a_figure_that_may_be_meant_in_another_unit_is_left_for_a_decision():
    filling = started()
    filling.answer("attrition_120d_pct", 0.18)
    filling.answer("attrition_annual_pct", 55)
    intake = read(filling.saved())
    assert [cell.question_id for cell in intake.acceptable] == ["attrition_annual_pct"]
    assert [cell.question_id for cell in intake.doubtful] == ["attrition_120d_pct"]


def test_contradictions_between_status_and_answer_are_pointed_out():
    filling = started()
    filling.answer("attrition_120d_pct", 12)
    filling.decline("attrition_120d_pct")
    filling.field("attrition_annual_pct", Field.STATUS).value = "Answered"
    intake = read(filling.saved())
    assert (
        "says that the answer is declined, but one is given"
        in (cell_of(intake, "attrition_120d_pct").problems[0])
    )
    assert (
        "says that the question is answered, but the answer is empty"
        in (cell_of(intake, "attrition_annual_pct").problems[0])
    )


def test_an_unreadable_date_on_the_cover_is_a_note_not_a_fault():
    filling = started()
    filling.dated("soon")
    filling.answer("attrition_120d_pct", 12)
    intake = read(filling.saved())
    assert len(intake.acceptable) == 1
    assert any("“soon” is not a date" in note for note in intake.notes)


def test_far_away_stray_cells_do_not_matter():
    filling = full()
    sheet = filling.field("attrition_120d_pct").parent
    sheet.cell(1_048_576, 5).value = "stray"
    sheet.cell(6, 16_384).value = "stray"
    assert values(read(filling.saved())) == ANSWERS


def test_a_question_that_was_not_asked_is_not_missed_in_the_file():
    selection = empty_selection()
    not_asked = Answer(
        candidate_id="c0",
        question_id="attrition_120d_pct",
        status=Status.NOT_APPLICABLE,
        not_applicable_reason="No agents of its own",
    )
    without = selection.model_copy(update={"answers": (not_asked,)})
    content = write_questionnaire(without, CATALOGUE, "c0", created_at=CREATED_AT)
    assert read(content, without).notes == ()
    # Asked by now, but not when the questionnaire was made: nobody deleted its row.
    assert read(content, selection).notes == ()
