"""The heat map: values coloured, open ones hatched, refused ones crossed."""

import numpy as np
import pytest
from unit.charts.chart_cases import key_words, scored

from scorecard.charts import value_heat_map
from scorecard.charts.grid import UPRIGHT_AT_MOST
from scorecard.charts.palette import contrast, value_colour

WEIGHTS = {"floor": 3.0, "price": 1.0}


def coloured(chart):
    return next(t for t in chart.figure.data if t.type == "heatmap")


def text_traces(chart):
    return [t for t in chart.figure.data if t.type == "scatter" and t.mode == "text"]


def whole_cells(chart):
    """Centres of the cells that are hatched as a whole."""
    return [
        (round(base + length / 2), y)
        for t in chart.figure.data
        if t.type == "bar" and t.width == pytest.approx(0.92)
        for base, length, y in zip(t.base, t.x, t.y, strict=True)
    ]


def test_an_open_value_is_hatched_and_has_no_colour():
    # Borealis leads (62.5 against 60) and is the first column; Atlas's price is the open cell.
    chart = value_heat_map(scored({"Atlas": [80, None], "Borealis": [60, 70]}, WEIGHTS))
    values = np.array(coloured(chart).z, dtype=float)
    assert values[0].tolist() == [60, 80]
    assert values[1, 0] == 70
    assert np.isnan(values[1, 1])
    assert whole_cells(chart) == [(1, 1)]
    assert chart.title.endswith("; 1 of 4 values open")
    assert any("open" in words for words in key_words(chart.figure))


def test_a_refused_answer_is_worth_zero_and_crossed_not_open():
    chart = value_heat_map(scored({"Atlas": [80, "refused"], "Borealis": [60, 70]}, WEIGHTS))
    values = np.array(coloured(chart).z, dtype=float)
    assert sorted(values[1].tolist()) == [0, 70]
    assert whole_cells(chart) == []
    assert sorted(text_traces(chart)[0].text) == ["60", "70", "80", "×"]
    assert "open" not in chart.title


def test_the_title_names_the_criterion_on_which_candidates_are_furthest_apart():
    chart = value_heat_map(scored({"Atlas": [80, 10], "Borealis": [60, 70]}, WEIGHTS))
    assert chart.title == "Furthest apart on “Price”: 70.0 for Borealis, 10.0 for Atlas"


def test_a_single_candidate_reads_its_strongest_and_weakest_criterion():
    chart = value_heat_map(scored({"Atlas": [80, 10]}, WEIGHTS))
    assert chart.title == "Atlas is strongest on “Floor” (80.0) and weakest on “Price” (10.0)"


def test_equal_candidates_are_called_equal():
    chart = value_heat_map(scored({"Atlas": [80, 10], "Borealis": [80, 10]}, WEIGHTS))
    assert chart.title == "The candidates are equal on every criterion"


def test_with_every_answer_open_no_candidate_is_called_best():
    chart = value_heat_map(scored({"Atlas": [None, None], "Borealis": [None, None]}, WEIGHTS))
    assert chart.title == "Nothing is answered yet: every value is open"
    assert len(whole_cells(chart)) == 4


def test_open_cells_are_never_compared():
    # Atlas's open price counts 0 once closed; against 70 that would be the widest gap.
    chart = value_heat_map(scored({"Atlas": [80, None], "Borealis": [60, 70]}, WEIGHTS))
    assert chart.title.startswith("Furthest apart on “Floor”: 80.0 for Atlas")


def test_the_table_leaves_open_cells_empty():
    table = value_heat_map(scored({"Atlas": [80, None], "Borealis": [60, 70]}, WEIGHTS)).table
    by_criterion = table.set_index("Criterion")
    assert by_criterion.loc["Floor", ["Atlas", "Borealis"]].tolist() == [80.0, 60.0]
    assert np.isnan(by_criterion.loc["Price", "Atlas"])


def test_twelve_candidates_stand_across_with_numbers_and_thirteen_stand_down_the_side():
    twelve = value_heat_map(scored({f"C{n}": [n, n] for n in range(12)}, WEIGHTS))
    assert np.shape(coloured(twelve).z) == (2, 12)
    assert len(text_traces(twelve)[0].text) == 24
    thirteen = value_heat_map(scored({f"C{n}": [n, n] for n in range(13)}, WEIGHTS))
    assert np.shape(coloured(thirteen).z) == (13, 2)
    assert len(thirteen.figure.layout.yaxis.ticktext) == 13


def test_with_many_candidates_only_the_heaviest_criteria_are_drawn_and_it_says_so():
    weights = {f"k{n:02d}": float(n) for n in range(1, 26)}
    chart = value_heat_map(scored({f"C{n}": [n] * 25 for n in range(50)}, weights))
    shown = chart.figure.layout.xaxis.ticktext
    # Weights rise from 1 to 25, so the last sixteen are the heaviest.
    assert list(shown) == [f"K{n:02d}" for n in range(10, 26)]
    assert len(shown) == UPRIGHT_AT_MOST
    assert "the 16 heaviest criteria of 25; all are in the table" in [
        note.text for note in chart.figure.layout.annotations
    ]
    assert len(chart.table) == 25


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_upon_cells_can_be_read_on_either_page(dark):
    # Each number's ink is set against the colour of its own cell, over the whole scale.
    chart = value_heat_map(scored({f"C{n}": [n, 100 - n] for n in range(0, 101, 10)}, WEIGHTS))
    assert {int(n) for n in text_traces(chart)[0].text} == set(range(0, 101, 10))
    texts = next(t for t in chart.on_page(dark=dark).data if t.type == "scatter")
    assert texts.textfont.size >= 12
    for number, ink in zip(texts.text, texts.textfont.color, strict=True):
        assert contrast(ink, value_colour(float(number))) >= 7


def test_with_several_groups_their_names_head_their_criteria():
    chart = value_heat_map(
        scored({"Atlas": [80, 10]}, WEIGHTS, groups={"floor": "people", "price": "money"})
    )
    assert list(chart.figure.layout.yaxis.ticktext) == ["", "Floor", "", "Price"]
    notes = [note.text for note in chart.figure.layout.annotations]
    assert "<b>People</b>" in notes
    assert "<b>Money</b>" in notes


def test_without_candidates_it_says_what_to_do():
    assert "Candidates" in value_heat_map(scored({}, WEIGHTS)).empty_because
