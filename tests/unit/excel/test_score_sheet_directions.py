"""Where less is better a score sheet seldom says so in its numbers: it is asked, and switched."""

import pytest
from unit.excel.score_sheets import csv_sheet, xlsx_sheet

from scorecard.excel import Corrections, Orientation, apply, understand
from scorecard.excel.direction_words import LessIsBetter, less_is_better
from scorecard.excel.label_weights import weight_in_label, without_weight


def guesses(found):
    return "\n".join(inference.text for inference in found.inferences if inference.is_guess)


def scales(found):
    return {criterion.name: (criterion.low, criterion.high) for criterion in found.criteria}


MEASURED = (
    "Criterion,Weight,Atlas,Borealis\n"
    "Quality,40,80,70\n"
    "Risk (lower is better),20,20,60\n"
    "Price per hour,40,12,30\n"
)


def test_a_name_that_says_lower_is_better_turns_its_scale_round_and_is_asked():
    found = understand(csv_sheet(MEASURED))
    assert scales(found)["Risk (lower is better)"] == (100, 0)
    assert scales(found)["Quality"] == (0, 100)
    asked = guesses(found)
    assert (
        "Less is taken for better in row 3 (“Risk (lower is better)”) and row 4 (“Price per hour”)"
    ) in asked
    assert "(“Price per hour”), because the names say so; if these are scores" in asked
    assert "switch it under “Less is better for”" in asked


def test_an_amount_per_hour_is_less_is_better_and_the_cheaper_one_wins():
    found = understand(csv_sheet(MEASURED))
    assert scales(found)["Price per hour"] == (100, 0)
    low, high = scales(found)["Price per hour"]
    values = [100 * (cell - low) / (high - low) for cell in found.criteria[2].cells]
    assert values == [88, 70]


def test_the_direction_of_each_row_is_switched_by_hand_and_then_no_longer_asked():
    # Row 3 of the file is row 2 counted from 0.
    found = understand(csv_sheet(MEASURED), Corrections(less_is_better={2: False, 1: True}))
    assert scales(found) == {
        "Quality": (100, 0),
        "Risk (lower is better)": (0, 100),
        "Price per hour": (100, 0),
    }
    asked = guesses(found)
    assert "Risk" not in asked
    assert "Quality" not in asked
    assert "Price per hour" in asked
    assert apply(csv_sheet(MEASURED), found.mapping).criteria == found.criteria


def test_a_price_that_may_be_a_score_stays_a_score_and_is_asked():
    grid = csv_sheet("Criterion,Weight,A,B\nQuality,50,4,3\nPrice,30,5,2\nStaff turnover,20,3,4\n")
    found = understand(grid)
    assert scales(found) == {"Quality": (0, 5), "Price": (0, 5), "Staff turnover": (0, 5)}
    assert "More is taken for better in row 3 (“Price”) and row 4 (“Staff turnover”)" in guesses(
        found
    )


def test_marks_on_a_stated_scale_are_marks_and_nothing_is_asked():
    grid = csv_sheet("Criterion,Weight,A mark (0-5),B mark (0-5)\nQuality,60,4,3\nPrice,40,5,2\n")
    assert guesses(understand(grid)) == ""


def test_a_scale_that_the_sheet_states_for_a_row_says_the_direction():
    grid = csv_sheet(
        "criterion,weight,low,high,A,B\nPrice per hour,60,30,10,12,20\nQuality,40,0,100,5,6\n"
    )
    found = understand(grid)
    assert scales(found)["Price per hour"] == (30, 10)
    assert "better" not in guesses(found)


def test_low_and_high_set_by_hand_win_over_the_direction():
    said = Corrections(scales={3: (40.0, 10.0)})
    found = understand(csv_sheet(MEASURED), said)
    assert scales(found)["Price per hour"] == (40, 10)
    assert "Price per hour" not in guesses(found)


def test_a_scale_for_all_that_runs_down_already_is_turned_round_for_nobody():
    found = understand(csv_sheet(MEASURED), Corrections(low=100, high=0))
    assert set(scales(found).values()) == {(100, 0)}
    assert "More is taken for better" not in guesses(found)


def test_percentages_and_scores_out_of_something_keep_their_end_where_less_is_better():
    rows = [
        ["Criterion", "Weight", "A", "B"],
        ["Quality", 50, 0.8, 0.7],
        ["Attrition (lower is better)", 50, 0.12, 0.3],
    ]
    formats = [(cell, "0%") for cell in ("C2", "D2", "C3", "D3")]
    found = understand(xlsx_sheet(rows, formats=formats))
    assert found.problems == ()
    assert found.criteria[1].cells == (12, 30)
    assert scales(found)["Attrition (lower is better)"] == (100, 0)
    grid = csv_sheet(
        "Criterion,Weight,A,B\nQuality,50,4/5,3/5\nRisk (lower is better),50,1/5,4/5\n"
    )
    found = understand(grid)
    assert scales(found)["Risk (lower is better)"] == (5, 0)
    assert found.criteria[1].cells == (1, 4)


def test_points_out_of_the_weight_can_be_switched_too():
    grid = csv_sheet("Criterion,Weight,A,B\nQuality,60,50,40\nPrice per hour,40,12,30\n")
    found = understand(grid)
    assert scales(found) == {"Quality": (0, 60), "Price per hour": (40, 0)}
    assert not any(criterion.has_own_scale for criterion in found.criteria)
    found = understand(grid, Corrections(less_is_better={2: False}))
    assert scales(found)["Price per hour"] == (0, 40)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Risk (lower is better)", LessIsBetter.SAID),
        ("Errors – the lower, the better", LessIsBetter.SAID),
        ("Reklamationen (je weniger, desto besser)", LessIsBetter.SAID),
        ("Price per hour", LessIsBetter.AMOUNT),
        ("Weeks to ramp", LessIsBetter.AMOUNT),
        ("Days until start", LessIsBetter.AMOUNT),
        ("Attrition in 120 days", LessIsBetter.AMOUNT),
        ("Cost in EUR", LessIsBetter.AMOUNT),
        ("Attrition %", LessIsBetter.AMOUNT),
        ("Stundensatz (€)", LessIsBetter.AMOUNT),
        ("Price", LessIsBetter.POSSIBLY),
        ("Total costs", LessIsBetter.POSSIBLY),
        ("Kosten", LessIsBetter.POSSIBLY),
        ("Delivery risk", LessIsBetter.POSSIBLY),
        ("Staff turnover", LessIsBetter.POSSIBLY),
        ("Hourly rate", LessIsBetter.AMOUNT),
        ("Company turnover in EUR", LessIsBetter.NO),
        ("Resolution rate %", LessIsBetter.NO),
        ("Risk management (higher is better)", LessIsBetter.NO),
        ("Quality", LessIsBetter.NO),
        ("First-call resolution %", LessIsBetter.NO),
        ("Price score", LessIsBetter.NO),
        ("Enterprise experience", LessIsBetter.NO),
        ("Costa Rica site", LessIsBetter.NO),
        ("", LessIsBetter.NO),
    ],
)
def test_names_say_whether_less_is_better(name, found):
    assert less_is_better(name) is found


def test_a_very_long_name_is_read_at_its_beginning_only():
    assert less_is_better("x" * 1_000_000 + " price") is LessIsBetter.NO


IN_NAMES = "Criterion,Atlas,Borealis\nQuality (30%),4,3\nDelivery (45 %),5,2\nTeam [25%],3,4\n"


def test_weights_that_stand_in_the_names_are_read_and_taken_out_of_them():
    found = understand(csv_sheet(IN_NAMES))
    assert [(c.name, c.weight) for c in found.criteria] == [
        ("Quality", 30),
        ("Delivery", 45),
        ("Team", 25),
    ]
    assert found.problems == ()
    assert "The weights stand in the criteria's names, as in “Quality (30%)”" in guesses(found)


def test_weights_in_a_header_of_criteria_are_read_with_the_candidates_in_rows():
    grid = csv_sheet(
        "Supplier,Quality (30%),Price per hour (45%),Team (25%)\n"
        "Atlas,80,12,70\nBorealis,60,30,90\n"
    )
    found = understand(grid)
    assert found.mapping.orientation is Orientation.COLUMNS
    assert [candidate.name for candidate in found.candidates] == ["Atlas", "Borealis"]
    assert [(c.name, c.weight) for c in found.criteria] == [
        ("Quality", 30),
        ("Price per hour", 45),
        ("Team", 25),
    ]


def test_groups_with_weights_in_their_names_share_them_out():
    grid = csv_sheet(
        "Criterion,A,B\n"
        "Quality (60%),,\nTraining (50%),4,3\nCoaching (50%),5,2\n"
        "Commercials (40%),,\nTerms (75%),3,4\nBilling (25%),2,4\n"
    )
    found = understand(grid)
    assert [(c.name, c.group, c.weight) for c in found.criteria] == [
        ("Training", "Quality", 30),
        ("Coaching", "Quality", 30),
        ("Terms", "Commercials", 30),
        ("Billing", "Commercials", 10),
    ]


def test_a_column_of_weights_wins_over_what_stands_in_the_names():
    grid = csv_sheet("Criterion,Weight,A,B\nQuality (30%),50,4,3\nTeam (70%),50,3,4\n")
    found = understand(grid)
    assert [(c.name, c.weight) for c in found.criteria] == [
        ("Quality (30%)", 50),
        ("Team (70%)", 50),
    ]


def test_a_percentage_in_one_name_of_several_is_no_weight():
    grid = csv_sheet("Criterion,A,B\nAnswered in 20 s (80%),4,3\nTeam,3,4\nTools,3,4\n")
    found = understand(grid)
    assert "Answered in 20 s (80%)" in scales(found)
    assert any("no weights were found" in problem.text for problem in found.problems)


@pytest.mark.parametrize(
    ("label", "weight", "name"),
    [
        ("Quality (30%)", 30, "Quality"),
        ("Quality (weight: 30 %)", 30, "Quality"),
        ("Qualität (Gewicht 12,5 %)", 12.5, "Qualität"),
        ("Quality (30% weighting) of care", 30, "Quality of care"),
        ("Quality - 30%", 30, "Quality"),
        ("Quality: 30 %", 30, "Quality"),
        ("Quality", None, "Quality"),
        ("Attrition below 18%", None, "Attrition below 18%"),
        ("Quality (130%)", None, "Quality (130%)"),
        ("(30%)", None, "(30%)"),
    ],
)
def test_a_label_gives_its_weight_and_its_name(label, weight, name):
    assert weight_in_label(label) == weight
    assert without_weight(label) == name
