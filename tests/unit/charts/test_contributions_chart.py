"""Contributions by group: they sum to the overall value, and what is only lent is hatched."""

import pytest
from unit.charts.chart_cases import GATE_ON, key_words, minimum_gate, scored, trace

from scorecard.charts import contributions_chart
from scorecard.charts.palette import GREY, HUES
from scorecard.model import Phase

WEIGHTS = {"floor": 3.0, "price": 1.0}
GROUPS = {"floor": "floor_management", "price": "commercials"}


def test_the_title_names_the_group_with_the_largest_spread_of_contributions():
    # Floor: 0.75·80 = 60 against 0.75·20 = 15; price: 0.25·10 against 0.25·70: 2.5 and 17.5.
    chart = contributions_chart(
        scored({"Atlas": [80, 10], "Borealis": [20, 70]}, WEIGHTS, groups=GROUPS)
    )
    assert chart.title == (
        "Floor management sets the candidates apart most: 60.0 for Atlas, 15.0 for Borealis"
    )


def test_a_single_candidate_is_told_what_gives_it_most():
    chart = contributions_chart(scored({"Atlas": [80, 10]}, WEIGHTS, groups=GROUPS))
    assert chart.title == "Floor management gives Atlas the most: 60.0 of 62.5"


def test_equal_candidates_are_set_apart_by_no_group():
    chart = contributions_chart(
        scored({"Atlas": [80, 10], "Borealis": [80, 10]}, WEIGHTS, groups=GROUPS)
    )
    assert chart.title == "No group sets the candidates apart"


def test_the_segments_of_a_candidate_sum_to_its_overall_value():
    evaluation = scored(
        {"Atlas": [80, None], "Borealis": [20, 70]},
        WEIGHTS,
        groups=GROUPS,
        phase=Phase.COLLECTING,
    )
    chart = contributions_chart(evaluation)
    bars = [t for t in chart.figure.data if t.type == "bar"]
    total = sum(bar.x[0] for bar in bars)
    # 0.75·80 + 0.25·50 = 72.5 while the price is open.
    assert total == pytest.approx(72.5)
    assert chart.table.iloc[0, 2:].sum() == pytest.approx(chart.table.iloc[0, 1])


def test_what_open_answers_are_counted_for_is_hatched_and_the_rest_is_not():
    chart = contributions_chart(
        scored(
            {"Atlas": [80, None], "Borealis": [20, 70]},
            WEIGHTS,
            groups=GROUPS,
            phase=Phase.COLLECTING,
        )
    )
    hatched = [t for t in chart.figure.data if t.type == "bar" and t.marker.pattern.shape]
    assert len(hatched) == 1
    # Only Atlas's open price is lent: 0.25·50 = 12.5.
    assert list(hatched[0].x) == pytest.approx([12.5, 0.0])
    assert any("open answers" in words for words in key_words(chart.figure))


def test_closed_answers_are_nowhere_hatched():
    chart = contributions_chart(
        scored({"Atlas": [80, 10], "Borealis": [20, 70]}, WEIGHTS, groups=GROUPS)
    )
    assert not any(t.type == "bar" and t.marker.pattern.shape for t in chart.figure.data)


def test_the_heaviest_group_stands_first_and_carries_its_numbers():
    chart = contributions_chart(
        scored({"Atlas": [80, 10]}, {"price": 1.0, "floor": 3.0}, groups=GROUPS)
    )
    # Weights are given in the order price, floor: Atlas has 80 on price and 10 on floor.
    assert chart.figure.data[0].name == "Floor management"
    assert list(chart.figure.data[0].text) == ["7.5"]
    assert chart.figure.data[1].text is None


def test_seven_groups_have_a_hue_each_and_the_eighth_is_grey():
    names = [f"g{n}" for n in range(8)]
    chart = contributions_chart(
        scored({"Atlas": [50] * 8}, dict.fromkeys(names, 1.0), groups={n: n for n in names})
    )
    colours = [t.marker.color for t in chart.figure.data if t.type == "bar"]
    assert colours == [*HUES, GREY]


def test_a_group_keeps_its_colour_when_the_points_move():
    matrix, groups = {"Atlas": [50, 50, 50]}, {"a": "a", "b": "b", "c": "c"}
    before = contributions_chart(scored(matrix, {"a": 3, "b": 2, "c": 1}, groups=groups)).figure
    after = contributions_chart(scored(matrix, {"a": 1, "b": 2, "c": 3}, groups=groups)).figure
    assert [t.name for t in before.data[:3]] == ["A", "B", "C"]
    assert [t.name for t in after.data[:3]] == ["C", "B", "A"]
    for name in ("A", "B", "C"):
        assert trace(before, name).marker.color == trace(after, name).marker.color


def test_of_ten_groups_the_three_lightest_are_drawn_together_and_nothing_is_lost():
    names = [f"g{n}" for n in range(10)]
    weights = {name: float(n + 1) for n, name in enumerate(names)}
    chart = contributions_chart(scored({"Atlas": [50] * 10}, weights, groups={n: n for n in names}))
    # The lightest three weigh 1 + 2 + 3 of 55: 50 · 6/55 = 5.4545.
    rest = trace(chart.figure, "3 other groups")
    assert rest.marker.color == GREY
    assert list(rest.x) == pytest.approx([300 / 55])
    assert sum(t.x[0] for t in chart.figure.data if t.type == "bar") == pytest.approx(50)


def test_a_scorecard_with_one_group_is_taken_apart_by_criterion():
    chart = contributions_chart(scored({"Atlas": [80, 40]}, {"speed": 1.0, "care": 1.0}))
    assert chart.table.columns.tolist() == ["Candidate", "Overall value", "Speed", "Care"]
    assert chart.table.iloc[0].tolist() == ["Atlas", 60.0, 40.0, 20.0]


def test_an_excluded_candidate_is_pale():
    chart = contributions_chart(
        scored(
            {"Atlas": [80, 60], "Borealis": [40, 70]},
            WEIGHTS,
            groups=GROUPS,
            brief=GATE_ON,
            gates=[minimum_gate("floor", 50)],
        )
    )
    assert list(chart.figure.data[0].marker.opacity) == [1.0, 0.4]
    assert any("excluded" in words for words in key_words(chart.figure))


def test_without_candidates_it_says_what_to_do():
    chart = contributions_chart(scored({}, WEIGHTS))
    assert chart.is_empty
    assert len(chart.figure.data) == 0
