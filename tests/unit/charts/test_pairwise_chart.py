"""Who is ahead of whom: shares of cases in a grid, with the finding as title."""

import numpy as np
import pytest
from unit.charts.chart_cases import key_words, scored

from scorecard.certainty import assess
from scorecard.charts import pairwise_chart
from scorecard.charts.grid import UPRIGHT_AT_MOST
from scorecard.robustness import Simulation, WeightModel

UNIFORM = Simulation(model=WeightModel.UNIFORM, samples=20_000, seed=3)
EVEN = {"floor": 1.0, "price": 1.0}
# Four standard errors of a share of 0.4 in 20,000 cases, in points of 100.
ERROR = 100 * 4 * np.sqrt(0.4 * 0.6 / UNIFORM.samples)


def drawn(matrix):
    evaluation = scored(matrix, EVEN, groups={"floor": "people", "price": "money"})
    return pairwise_chart(assess(evaluation, simulation=UNIFORM, claim_discount=0.0))


def texts(chart):
    return [t for t in chart.figure.data if t.type == "scatter"]


def test_the_shares_are_those_of_the_exact_integral():
    # Uniform weights w and 1 − w on A = (100, 0), C = (60, 60): 100w > 60 in 40 % of cases.
    chart = drawn({"Atlas": [100, 0], "Borealis": [0, 100], "Cobalt": [60, 60]})
    by_name = chart.table.set_index("Candidate")
    assert by_name.loc["Atlas", "Ahead of Cobalt, %"] == pytest.approx(40, abs=ERROR)
    assert by_name.loc["Cobalt", "Ahead of Atlas, %"] == pytest.approx(60, abs=ERROR)
    assert by_name.loc["Atlas", "Ahead of Borealis, %"] == pytest.approx(50, abs=ERROR)
    assert np.isnan(by_name.loc["Atlas", "Ahead of Atlas, %"])


def test_whoever_is_ahead_of_everybody_is_the_title_with_its_closest_rival():
    # Cobalt is ahead of either for 60 % of the weights, and of Dunmore for all of them.
    matrix = {"Atlas": [100, 0], "Cobalt": [60, 60], "Dunmore": [10, 10]}
    title = drawn(matrix).title
    assert title.startswith("Cobalt is ahead of every other candidate in at least ")
    assert title.endswith(" of the cases; Atlas comes closest")


def test_where_nobody_is_ahead_of_everybody_the_closest_pair_is_said():
    # Two that are alike are ahead of each other in no case.
    chart = drawn({"Atlas": [50, 50], "Borealis": [50, 50], "Cobalt": [10, 10]})
    assert chart.title == (
        "Nobody is ahead of every other candidate in more than half of the cases: "
        "Atlas and Borealis are level in 100 % of the cases"
    )


def test_two_candidates_are_compared_in_one_sentence():
    assert drawn({"Atlas": [90, 90], "Borealis": [50, 70]}).title == (
        "Atlas is ahead of Borealis in 100 % of the cases"
    )


def test_cells_say_the_shares_and_nobody_is_set_against_itself():
    chart = drawn({"Atlas": [90, 90], "Borealis": [50, 70]})
    assert list(texts(chart)[0].text) == ["100", "0"]
    assert np.isnan(np.diag(np.asarray(chart.figure.data[0].z, float))).all()
    assert chart.figure.data[0].customdata[0][1] == (
        "<b>Atlas</b><br>ahead of Borealis<br>in 100 % of the cases, behind in 0 %"
    )
    assert "rows ahead of columns, in % of the cases" in key_words(chart.figure)


def test_of_fifty_the_best_are_drawn_without_numbers_and_the_table_holds_all():
    random = np.random.default_rng(5)
    chart = drawn({f"Partner {n:02d}": random.integers(0, 101, 2).tolist() for n in range(50)})
    assert np.shape(chart.figure.data[0].z) == (UPRIGHT_AT_MOST, UPRIGHT_AT_MOST)
    assert texts(chart) == []
    assert "rows ahead of columns; the best 16 of 50" in key_words(chart.figure)
    assert chart.table.shape == (50, 51)


@pytest.mark.parametrize("matrix", [{}, {"Atlas": [50, 50]}])
def test_with_fewer_than_two_there_is_nobody_to_compare(matrix):
    chart = drawn(matrix)
    assert chart.is_empty
    assert "two or more candidates" in chart.empty_because


def test_short_names_of_many_candidates_leave_no_gap_below_the_legend():
    short = drawn({f"C{n:02d}": [n, n] for n in range(50)}).figure.layout
    long = drawn({f"Candidate number {n:02d}": [n, n] for n in range(50)}).figure.layout
    assert short.margin.t < long.margin.t - 50
