"""Candidates side by side, and why one is ahead of another."""

import pytest
from building import AS_OF, CREATED_AT
from hypothesis import given
from hypothesis import strategies as st
from unit.charts.chart_cases import key_words, scored, trace

from scorecard.charts import difference_waterfall, group_comparison_chart, ranking_chart
from scorecard.charts.palette import BLUE, GREY, ORANGE
from scorecard.evaluation import evaluate
from scorecard.excel import read_existing_scorecard
from scorecard.model import Phase

WEIGHTS = {"floor": 5.0, "ramp": 3.0, "price": 2.0}
GROUPS = {"floor": "floor_management", "ramp": "ramp", "price": "price"}
# Atlas 0.5·90 + 0.3·50 + 0.2·30 = 66; Borealis 0.5·60 + 0.3·50 + 0.2·80 = 61.
MATRIX = {"Atlas": [90, 50, 30], "Borealis": [60, 50, 80]}


# C00 to C49: floor as numbered, ramp 50; price 80 where the number is even and 30 where it is odd.
FIFTY = {f"C{n:02d}": [n, 50, 30 if n % 2 else 80] for n in range(50)}


def evaluation(matrix=None, **more):
    return scored(matrix or MATRIX, WEIGHTS, groups=GROUPS, **more)


def steps(chart):
    bars = next(t for t in chart.figure.data if t.type == "bar" and t.base is not None)
    return list(zip(bars.base, bars.x, strict=True))


def test_the_title_says_what_gives_and_what_takes():
    # Floor 0.5·30 = +15, ramp 0, price 0.2·(−50) = −10.
    chart = difference_waterfall(evaluation(), 0, 1)
    assert chart.title == (
        "Atlas is 5.0 ahead of Borealis: floor management gives +15.0, price takes −10.0"
    )


def test_seen_from_behind_the_loss_is_named_first():
    chart = difference_waterfall(evaluation(), 1, 0)
    assert chart.title == (
        "Borealis is 5.0 behind Atlas: floor management takes −15.0, price gives +10.0"
    )


def test_while_responses_are_open_the_title_is_provisional():
    chart = difference_waterfall(evaluation(phase=Phase.COLLECTING), 0, 1)
    assert chart.title.startswith("Provisional: Atlas is 5.0 ahead")


def test_candidates_equal_in_every_group_are_called_equal():
    same = {"Atlas": [90, 50, 30], "Borealis": [90, 50, 30]}
    chart = difference_waterfall(evaluation(same), 0, 1)
    assert chart.title == "Atlas and Borealis are equal on every group"


def test_equal_overall_values_still_show_what_gives_and_takes():
    # 0.5·60 + 0.2·55 = 41 and 0.5·50 + 0.2·80 = 41.
    level = {"Atlas": [60, 0, 55], "Borealis": [50, 0, 80]}
    chart = difference_waterfall(evaluation(level), 0, 1)
    assert chart.title == (
        "Atlas and Borealis are equal: floor management gives +5.0, price takes −5.0"
    )


def test_each_step_starts_where_the_one_before_it_ends():
    chart = difference_waterfall(evaluation(), 0, 1)
    # From Borealis's 61 up 15 to 76, by 0, and down 10 to Atlas's 66.
    assert [start for start, _ in steps(chart)] == pytest.approx([61, 76, 76])
    assert [step for _, step in steps(chart)] == pytest.approx([15, 0, -10])
    bars = next(t for t in chart.figure.data if t.type == "bar")
    # Blue is Atlas's colour in every chart, orange Borealis's.
    assert bars.marker.color == (BLUE, BLUE, ORANGE)
    assert not any(bars.marker.pattern.shape)


def test_two_candidates_beyond_the_colours_are_parted_by_a_hatching():
    chart = difference_waterfall(evaluation(FIFTY), 26, 49)
    bars = next(t for t in chart.figure.data if t.type == "bar" and t.base is not None)
    # C26: 26, 50, 80 and C49: 49, 50, 30 on floor, ramp and price; price gives 0.2·50 = +10,
    # ramp nothing, and floor takes 0.5·23 = 11.5.
    assert list(bars.x) == pytest.approx([10, 0, -11.5])
    assert bars.marker.color == (GREY, GREY, GREY)
    assert bars.marker.pattern.shape == ("", "", "/")
    assert key_words(chart.figure) == ["■ C26 is better", "/// C49 is better"]


def test_the_hover_takes_a_group_apart_by_criterion():
    two = scored(
        {"Atlas": [90, 20], "Borealis": [60, 40]},
        {"calibration": 1.0, "leads": 1.0},
        groups={"calibration": "floor", "leads": "floor"},
    )
    # One group only, so the steps are the criteria themselves.
    assert difference_waterfall(two, 0, 1).table["Criterion"].tolist() == [
        *("Calibration", "Leads"),
        "Overall value",
    ]
    chart = difference_waterfall(evaluation(), 0, 1)
    bars = next(t for t in chart.figure.data if t.type == "bar")
    assert "Floor +15.0" in bars.customdata[0]


def test_the_table_ends_with_the_overall_values():
    table = difference_waterfall(evaluation(), 0, 1).table
    assert table.iloc[-1].tolist() == ["Overall value", 66.0, 61.0, 5.0]
    assert table["Difference"].tolist() == [15.0, 0.0, -10.0, 5.0]


@given(
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
)
def test_the_steps_always_lead_from_one_overall_value_to_the_other(first, second):
    result = evaluation({"Atlas": first, "Borealis": second})
    bars = steps(difference_waterfall(result, 0, 1))
    assert bars[0][0] == pytest.approx(float(result.overall[1]))
    assert bars[-1][0] + bars[-1][1] == pytest.approx(float(result.overall[0]))


def test_one_candidate_twice_is_not_compared():
    chart = difference_waterfall(evaluation(), 0, 0)
    assert chart.is_empty
    assert "two different candidates" in chart.empty_because


def test_the_group_that_differs_most_stands_first_and_is_the_title():
    chart = group_comparison_chart(evaluation(), [0, 1])
    assert chart.title == "Borealis and Atlas differ most in price: 80.0 against 30.0"
    assert chart.table["Group"].tolist() == ["Price", "Floor management", "Ramp"]
    assert chart.table["Largest difference"].tolist() == [50.0, 30.0, 0.0]


def test_values_are_the_group_s_own_0_to_100_and_not_its_contribution():
    chart = group_comparison_chart(evaluation(), [0, 1])
    assert list(trace(chart.figure, "Atlas").x) == pytest.approx([30, 90, 50])


def test_candidates_differ_in_shape_as_well_as_in_colour():
    marks = [t.marker for t in group_comparison_chart(evaluation(), [0, 1]).figure.data[1:]]
    assert marks[0].symbol != marks[1].symbol
    assert marks[0].color != marks[1].color


def test_chosen_candidates_beyond_the_colours_differ_in_shape():
    chart = group_comparison_chart(evaluation(FIFTY), [26, 49, 0, 12])
    marks = [t.marker for t in chart.figure.data[1:]]
    # The first seven keep their own sign; grey stays grey, as in every other chart.
    assert [mark.symbol for mark in marks] == [
        *("circle-open", "square-open", "circle", "diamond-open")
    ]
    assert [mark.color for mark in marks] == [GREY, GREY, BLUE, GREY]
    assert key_words(chart.figure) == ["○ C26", "□ C49", "● C00", "◇ C12"]


def test_with_one_group_the_chart_speaks_of_criteria():
    one = scored({"Atlas": [90, 20], "Borealis": [60, 40]}, {"calibration": 1.0, "leads": 1.0})
    chart = group_comparison_chart(one, [0, 1])
    assert chart.figure.layout.xaxis.title.text == "value on the criterion"
    assert chart.table.columns[0] == "Criterion"
    assert "2 criteria, one row a criterion" in chart.text_alternative
    level = scored({"Atlas": [90, 20], "Borealis": [90, 20]}, {"calibration": 1.0, "leads": 1.0})
    equal = "Atlas and Borealis are equal on every criterion"
    assert group_comparison_chart(level, [0, 1]).title == equal
    assert difference_waterfall(level, 0, 1).title == equal


def test_names_of_somebody_s_own_scorecard_keep_their_capitals():
    content = (
        b"criterion,weight,low,high,Atlas,Borealis\n"
        b"Preis je Stunde,60,0,10,8,6\nFluktuation,40,0,10,7,9\n"
    )
    document = read_existing_scorecard(content, "own.csv", created_at=CREATED_AT).document
    own = evaluate(document.selection, document.catalogue, as_of=AS_OF)
    # Price 0.6·(80 − 60) = +12, attrition 0.4·(70 − 90) = −8.
    assert ranking_chart(own).title == (
        "Provisional: Atlas leads Borealis by 4.0; Preis je Stunde decides it"
    )
    assert difference_waterfall(own, 0, 1).title == (
        "Provisional: Atlas is 4.0 ahead of Borealis: Preis je Stunde gives +12.0, "
        "Fluktuation takes −8.0"
    )


def test_a_single_chosen_candidate_is_described():
    chart = group_comparison_chart(evaluation(), [0])
    assert chart.title == "Atlas is strongest in floor management, at 90.0"


def test_a_candidate_called_like_a_column_does_not_hide_it():
    chart = group_comparison_chart(
        evaluation({"Group": [90, 50, 30], "Weight %": [60, 50, 80]}), [0, 1]
    )
    assert chart.table.columns.tolist() == [
        *("Group", "Weight %", "Group (2)", "Weight % (2)"),
        "Largest difference",
    ]


def test_nobody_chosen_says_what_to_do():
    assert "choose" in group_comparison_chart(evaluation(), []).empty_because


def test_a_candidate_chosen_twice_is_drawn_once():
    chart = group_comparison_chart(evaluation(), [0, 0, 1])
    assert key_words(chart.figure) == ["● Atlas", "■ Borealis"]
