"""Score sheets as people keep them are understood; expected values are worked out by hand."""

import pytest
from building import AS_OF
from unit.excel import score_sheets
from unit.excel.score_sheets import csv_sheet, xlsx_sheet
from unit.excel.scorecard_files import CREATED_AT, REFERENCE

from scorecard.catalogue import selection_faults
from scorecard.evaluation import evaluate
from scorecard.excel import (
    ColumnRole,
    Orientation,
    apply,
    likeliest_sheet,
    scorecard_of,
    understand,
)
from scorecard.excel.grid import ScorecardFault
from scorecard.excel.sheet_grids import read_sheets
from scorecard.model import Status


def said(found):
    return "\n".join(inference.text for inference in found.inferences)


def guesses(found):
    return "\n".join(inference.text for inference in found.inferences if inference.is_guess)


def names(found):
    return [candidate.name for candidate in found.candidates]


def criteria(found):
    """Name → weight, low, high and cells."""
    return {c.name: (c.weight, c.low, c.high, c.cells) for c in found.criteria}


def overall(grid, found):
    """Candidate → overall value of the selection that the sheet becomes."""
    table = apply(grid, found.mapping)
    document = scorecard_of(table, b"x", created_at=CREATED_AT, reference=REFERENCE).document
    assert selection_faults(document.selection, document.catalogue) == ()
    evaluation = evaluate(document.selection, document.catalogue, as_of=AS_OF)
    pairs = zip(evaluation.candidates, evaluation.overall, strict=True)
    return {candidate.name: round(float(value), 9) for candidate, value in pairs}


def test_weighted_columns_headings_and_totals_of_an_award_matrix_are_left_out_and_said():
    grid = score_sheets.award_criteria_matrix()
    found = understand(grid)
    assert names(found) == ["Bidder A", "Bidder B"]
    assert criteria(found) == {
        "Service delivery": (25, 0, 5, (4, 3)),
        "Mobilisation": (20, 0, 5, (3, 5)),
        "Social value": (15, 0, 5, (5, 2)),
        "Price": (40, 0, 5, (4, 5)),
    }
    # The sheet's own totals: 20 + 12 + 15 + 32 = 79 and 15 + 20 + 6 + 40 = 81.
    assert overall(grid, found) == {"Bidder A": 79, "Bidder B": 81}
    assert "Row 3 is taken for the header, because it says “Award criterion”" in said(found)
    assert "Column D is left out, because its numbers are those of column C times" in said(found)
    assert "row 4 (“Quality”), because its weight is the sum of those below it" in said(found)
    assert "Left out: row 9 (“Total”), because it is a total." in said(found)
    assert "Row 9 (“Total”) agrees with weights times scores for 2 candidates." in said(found)
    assert guesses(found) == ""


def test_a_heading_ends_where_its_weight_is_reached():
    found = understand(score_sheets.award_criteria_matrix())
    assert [c.group for c in found.criteria] == ["Quality", "Quality", "Quality", ""]


def test_a_header_of_two_rows_with_merged_names_gives_the_scores_and_not_the_weighted_points():
    grid = score_sheets.two_row_header()
    found = understand(grid)
    assert names(found) == ["Atlas", "Borealis"]
    assert [c.column for c in found.candidates] == [2, 5]
    # (50·4 + 30·2 + 20·5)/5 = 72; (50·3 + 30·5 + 20·1)/5 = 64
    assert overall(grid, found) == {"Atlas": 72, "Borealis": 64}
    assert "Row 3 and row 4 together are taken for the header" in said(found)
    assert guesses(found) == (
        "Scores run from 0 to 5, because the largest score is 5, and 0 to 5 is the scale that fits."
    )


def test_semicolons_decimal_commas_and_windows_1252_are_read_and_said():
    grid = score_sheets.german_semicolons()
    found = understand(grid)
    assert names(found) == ["Müller Dialog", "Straßer Service"]
    # (0.5·7.5 + 0.3·6 + 0.2·10)/10 = 75.5 %; (0.5·8 + 0.3·9.25 + 0.2·4)/10 = 75.75 %
    assert overall(grid, found) == {"Müller Dialog": 75.5, "Straßer Service": 75.75}
    assert "read as Windows-1252" in said(found)
    assert "The comma is the decimal mark (B3 shows it)." in said(found)
    assert "Column C is taken for the performance worth 100" in said(found)


def test_candidates_in_rows_with_weights_under_the_header_are_turned_round():
    grid = score_sheets.candidates_in_rows()
    found = understand(grid)
    assert found.mapping.orientation is Orientation.COLUMNS
    assert names(found) == ["Atlas", "Borealis", "Cygnus"]
    # The sheet's totals of 5, times 20: 3.8, 4.0, 3.4
    assert overall(grid, found) == {"Atlas": 76, "Borealis": 80, "Cygnus": 68}
    assert "Row 2 is taken for the weights, because its header says “Weight”." in said(found)
    assert "Column E (“Total”) agrees with weights times scores for 3 candidates." in said(found)


def test_points_available_are_weight_and_scale_at_once():
    grid = score_sheets.clipboard()
    found = understand(grid)
    # Of 600 points in all: 150 + 80 + 210 = 440 and 120 + 95 + 240 = 455.
    assert overall(grid, found) == {
        "Atlas": pytest.approx(440 / 6),
        "Borealis": pytest.approx(455 / 6),
    }
    assert "Weights: the most points possible are taken for the weights too" in guesses(found)
    assert 'Which "tools", exactly?' in criteria(found)


def test_weights_that_are_shares_of_their_groups_are_multiplied_and_asked_about():
    grid = score_sheets.group_shares()
    found = understand(grid)
    # 70 · 60 % = 42, 70 · 40 % = 28, 30 · 75 % = 22.5, 30 · 25 % = 7.5
    assert [c.weight for c in found.criteria] == [42, 28, 22.5, 7.5]
    # (42·8 + 28·5 + 22.5·10 + 7.5·2)/10 = 71.6; (42·6 + 28·9 + 22.5·4 + 7.5·8)/10 = 65.4
    assert overall(grid, found) == {"Atlas": 71.6, "Borealis": 65.4}
    assert "each criterion's is its share of its group's" in guesses(found)


def test_numbered_parents_with_subtotals_are_no_criteria():
    grid = score_sheets.numbered_with_subtotals()
    found = understand(grid)
    assert list(criteria(found)) == ["1.1 People", "1.2 Method", "2.1 Rate"]
    # 0.4·80 + 0.2·50 + 0.4·90 = 78; 0.4·50 + 0.2·65 + 0.4·72 = 61.8, as the sheet says
    assert overall(grid, found) == {"Atlas": 78, "Borealis": 61.8}
    assert "Row 7 (“Grand total”) agrees" in said(found)


def test_the_likeliest_of_several_sheets_is_read_with_merged_groups_and_percent_formats():
    grids = score_sheets.several_sheets()
    assert [grid.sheet for grid in grids] == ["Read me", "Scores", "Prices"]
    assert likeliest_sheet(grids) == 1
    found = understand(grids[1])
    assert criteria(found)["Attrition"] == (20, 0, 10, (6, Status.OPEN))
    assert [c.group for c in found.criteria] == ["People", "People", "Money"]
    assert "E3 says “TBC”, which is taken as open." in guesses(found)
    assert "Scores run from 0 to 10, because the header says “Atlas (/10)”." in said(found)


def test_pass_or_fail_is_left_out_and_a_price_among_marks_has_to_be_settled():
    found = understand(score_sheets.pass_fail_and_prices())
    assert "row 2 (“ISO 27001”), because it is passed or failed, not scored" in said(found)
    assert [(problem.address, problem.text) for problem in found.problems] == [
        (
            "C7",
            "1250000 and 1 more of row 7 are beyond the scale of 0 to 5; correct the scale, or set "
            "low and high of row 7",
        ),
    ]
    assert found.table is None


def test_of_several_evaluators_the_agreed_score_is_taken_and_said():
    grid = score_sheets.evaluators_and_consensus()
    found = understand(grid)
    assert names(found) == ["Atlas", "Borealis"]
    # (60·4 + 40·4)/5 = 80; (60·2 + 40·5)/5 = 64
    assert overall(grid, found) == {"Atlas": 80, "Borealis": 64}
    assert "Column C is left out, because “Atlas – Consensus score” is taken" in guesses(found)


def test_shares_of_one_are_a_scale_of_their_own():
    grid = score_sheets.shares_of_one()
    # (3·0.8 + 0.4)/4 = 0.7; (3·0.55 + 1)/4 = 0.6625
    assert overall(grid, understand(grid)) == {"Atlas": 70, "Borealis": 66.25}


def test_the_published_tender_comes_to_its_published_totals():
    grid = score_sheets.published_tender()
    found = understand(grid)
    values = overall(grid, found)
    # Published: 402 and 275 of 500; from the scores 402.8 and 274.9.
    assert {name: 5 * value for name, value in values.items()} == pytest.approx(
        {"United 2026": 402.8, "Morocco 2026": 274.9}
    )
    assert "Row 13 (“Total (of 500)”) agrees with weights times scores" in said(found)


@pytest.mark.parametrize("shape", score_sheets.SHAPES)
def test_every_conclusion_is_a_sentence_and_apply_gives_what_understand_showed(shape):
    grid = shape()
    found = understand(grid)
    for inference in found.inferences:
        assert inference.text.endswith(".")
        assert inference.text[:1].isupper() or inference.text.startswith(grid.file_name)
    if found.table is not None:
        assert apply(grid, found.mapping) == found.table


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (("30 %", "70 %"), [0.3, 0.7]),
        (("0.3", "0.7"), [0.3, 0.7]),
        (("30", "70"), [0.3, 0.7]),
        (("300 points", "700 points"), [0.3, 0.7]),
    ],
)
def test_weights_mean_the_same_as_percent_fraction_or_points(weights, expected):
    found = understand(csv_sheet(f"Criterion,Weight,A\nx,{weights[0]},4\ny,{weights[1]},2\n"))
    read = [criterion.weight for criterion in found.criteria]
    assert [weight / sum(read) for weight in read] == pytest.approx(expected)


def test_a_total_that_does_not_agree_is_pointed_out():
    rows = "Criterion,Weight,A,B\nx,50,4,2\ny,50,2,4\nTotal,100,3,1\n"
    # 60 and 60 of 100 from the scores, 3 and 1 in the sheet.
    assert "Row 4 (“Total”) does not agree" in guesses(understand(csv_sheet(rows)))


def test_total_cost_of_ownership_is_a_criterion():
    rows = "Criterion,Weight,A\nQuality,60,4\nTotal cost of ownership,40,2\n"
    assert list(criteria(understand(csv_sheet(rows)))) == ["Quality", "Total cost of ownership"]


def test_points_out_of_the_weight_are_proposed_only_beyond_the_usual_small_scales():
    rows = "Criterion,Weight,A,B\nx,60,45,51\ny,40,38,20\n"
    found = understand(csv_sheet(rows))
    assert [(c.low, c.high) for c in found.criteria] == [(0, 60), (0, 40)]
    assert "no score is above its criterion's weight" in guesses(found)


def test_a_scale_that_a_line_of_the_sheet_states_is_taken():
    rows = "Scores from 0 (none) to 10,,\n,,\nMarks: 0 to 4,,\nCriterion,Weight,A\nx,1,3\ny,2,4\n"
    found = understand(csv_sheet(rows))
    assert found.mapping.high == 4
    assert "A3 says “Marks: 0 to 4”" in guesses(found)


def test_cells_that_state_their_scale_and_percentages_are_understood():
    found = understand(csv_sheet("Criterion,Weight,A,B\nx,1,4/5,3/5\ny,1,2/5,5/5\n"))
    assert [(c.high, c.cells) for c in found.criteria] == [(5, (4, 3)), (5, (2, 5))]
    found = understand(csv_sheet("Criterion,Weight,A\nx,1,80 %\ny,1,45%\n"))
    assert [(c.high, c.cells) for c in found.criteria] == [(100, (80,)), (100, (45,))]


def test_a_comma_that_could_be_two_things_is_decided_by_the_other_cells_or_asked():
    clear = understand(csv_sheet("Criterion;Weight;A\nx;1;3,667\ny;1;4,5\n"))
    assert clear.criteria[0].cells == (3.667,)
    unclear = understand(csv_sheet("Criterion;Weight;A\nx;1;3,667\ny;1;4\n"))
    assert [problem.address for problem in unclear.problems] == ["C2"]
    assert "can be 3667 or 3.667" in unclear.problems[0].text


def test_a_bare_fraction_among_percentages_is_pointed_out():
    found = understand(csv_sheet("Criterion,Weight,A\nx,80%,4\ny,0.2,2\n"))
    assert [problem.address for problem in found.problems] == ["B3"]


def test_a_repeated_candidate_is_pointed_out_with_both_columns():
    found = understand(csv_sheet("Criterion,Weight,A,A\nx,1,4,2\ny,1,4,1\n"))
    (problem,) = found.problems
    assert problem.address == "column D"
    assert "is there already, in column C" in problem.text


def test_without_weights_nothing_is_stored_until_somebody_says_so():
    found = understand(csv_sheet("Criterion,A,B\nx,1,4\ny,2,5\n"))
    assert found.table is None
    assert "no weights were found" in found.problems[0].text


def test_a_formula_without_a_result_is_pointed_out_at_its_address():
    grid = xlsx_sheet([["Criterion", "Weight", "A"], ["x", 1, "=1+3"], ["y", 2, 4]])
    (problem,) = understand(grid).problems
    assert problem.address == "C2"
    assert "formula without a saved result" in problem.text


def test_a_column_of_remarks_is_left_out_even_without_a_header():
    found = understand(csv_sheet("Criterion,Weight,A,\nx,1,4,good\ny,1,2,poor\n"))
    assert names(found) == ["A"]
    assert found.mapping.roles[3] is ColumnRole.LEFT_OUT
    assert "Column D is left out, because it holds texts and no number." in said(found)


TITLED = (
    "Evaluation matrix 2026,,,,,,\n"
    "Panel of June,,,,,,\n"
    "Supplier,Quality (30%),Price (40%),Service (20%),Innovation (10%),Total,Rank\n"
    "Atlas,80,70,90,60,76,1\n"
    "Borealis,60,90,50,70,71,2\n"
)


def test_titles_above_criteria_in_columns_are_no_candidates_and_a_rank_hides_no_weights():
    grid = csv_sheet(TITLED)
    found = understand(grid)
    assert found.mapping.orientation is Orientation.COLUMNS
    assert names(found) == ["Atlas", "Borealis"]
    assert {name: row[0] for name, row in criteria(found).items()} == {
        "Quality": 30,
        "Price": 40,
        "Service": 20,
        "Innovation": 10,
    }
    # 24 + 28 + 18 + 6 = 76 and 18 + 36 + 10 + 7 = 71, the sheet's own totals.
    assert overall(grid, found) == {"Atlas": 76, "Borealis": 71}


def test_a_rank_in_the_last_row_hides_no_weights_in_the_names():
    found = understand(
        csv_sheet("Criterion,Atlas,Borealis\nQuality (60%),4,3\nPrice (40%),2,5\nRank,2,1\n")
    )
    assert {name: row[0] for name, row in criteria(found).items()} == {"Quality": 60, "Price": 40}


PRICED = (
    "Criterion,Weight,Atlas,Borealis,Corvus\n"
    "Quality,40,5,4,3\n"
    "Team,10,3,4,5\n"
    "Service,30,2,5,4\n"
    "Price per hour (EUR),20,19.5,18,12\n"
)


def test_a_price_beside_scores_of_one_to_five_does_not_change_their_scale():
    # All 12 numbers are below their weights, but 5 is the most that was scored anywhere.
    found = understand(csv_sheet(PRICED))
    assert criteria(found)["Quality"][1:3] == (0, 5)
    assert criteria(found)["Service"][1:3] == (0, 5)


def test_a_row_beyond_the_scale_is_one_thing_to_settle():
    found = understand(csv_sheet(PRICED))
    (problem,) = found.problems
    assert problem.address == "C5"
    assert problem.text == (
        "19.5 and 2 more of row 5 are beyond the scale of 0 to 5; correct the scale, or set low "
        "and high of row 5"
    )


def test_a_score_out_of_nothing_is_a_thing_to_settle():
    found = understand(csv_sheet("Criterion,Weight,A,B\nx,1,0/0,4/5\ny,2,3/5,2/5\n"))
    (problem,) = found.problems
    assert problem.address == "C2"
    assert problem.text.startswith("“0/0” is out of nothing; write a score")


def test_a_text_with_the_name_of_a_workbook_is_said_to_be_none():
    with pytest.raises(ScorecardFault, match="named like a workbook, but it is none"):
        read_sheets(b"Criterion,Weight,A\nx,1,4\n", "Scores.XLSX")
