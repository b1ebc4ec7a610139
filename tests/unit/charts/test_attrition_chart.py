"""Attrition: the line comes from the catalogue, unknown is hatched, the conversion is labelled."""

import pytest
from unit.charts.chart_cases import above, asked, drawn_shapes, hatched, key_words, trace, written

from scorecard.charts import attrition_chart
from scorecard.model import Status

LINE = above("attrition", "attrition_120d_pct", 18)
DRIFT = above("drift", "attrition_annual_pct", 60, severity="major")
CONVERTED = "120 days as a year (approximate)"


def case(answers, red_flags=(LINE,)):
    return attrition_chart(asked(answers, red_flags=red_flags))


def cohort(*figures):
    return {
        name: {} if figure is None else {"attrition_120d_pct": figure}
        for name, figure in zip(("Atlas", "Borealis", "Cobalt"), figures, strict=False)
    }


def test_exactly_at_the_line_is_not_above_it():
    chart = case(cohort(18.0, 18.1))
    assert chart.title == "Borealis is above the 18 % line in 120 days, at 18.1 %"
    assert chart.table["Above the line"].tolist() == ["yes", "no"]


def test_the_line_is_where_the_catalogue_puts_it():
    chart = case(cohort(18.1, 11.0), [above("attrition", "attrition_120d_pct", 12)])
    assert chart.figure.layout.shapes[0].x0 == 12
    assert "12 %" in [note.text for note in chart.figure.layout.annotations]
    assert "12 % line" in chart.title


def test_of_two_rules_the_gravest_draws_the_line():
    mild = above("mild", "attrition_120d_pct", 10, severity="minor")
    assert case(cohort(15.0), [mild, LINE]).figure.layout.shapes[0].x0 == 18


def test_without_a_rule_there_is_no_line_and_nobody_is_above_one():
    chart = case(cohort(18.1, 11.0), [])
    assert drawn_shapes(chart.figure) == []
    assert chart.title == "Atlas has the highest attrition in 120 days, 18.1 %"
    assert chart.table["Above the line"].tolist() == ["not known", "not known"]


def test_several_above_are_counted_and_the_highest_is_named():
    chart = case(cohort(19.0, 25.0, None))
    assert chart.title == (
        "2 of 3 are above the 18 % line in 120 days, Borealis the most at 25.0 %; 1 not known"
    )


def test_nobody_above_says_nobody_known():
    assert case(cohort(9.0, 12.0, None)).title == (
        "Nobody known is above the 18 % line in 120 days; 1 not known"
    )


def test_a_single_candidate_below_is_named():
    assert case(cohort(9.0)).title == "Atlas is not above the 18 % line in 120 days, at 9.0 %"


def test_a_number_just_above_the_line_is_not_rounded_onto_it():
    assert case(cohort(18.04)).title.endswith("at 18.04 %")


def test_an_unknown_figure_is_hatched_with_its_status_and_never_a_bar():
    refused = {"Atlas": {"attrition_120d_pct": Status.REFUSED}}
    chart = case(refused | {"Borealis": {"attrition_120d_pct": 12.0}})
    drawn = [t for t in chart.figure.data if t.type == "bar" and t not in hatched(chart.figure)]
    assert [len(bar.x) for bar in drawn] == [1]
    texts = written(chart.figure)
    assert "refused" in texts
    assert "/// not known" in key_words(chart.figure)


def test_nobody_known_is_said_so():
    chart = case(cohort(None, None))
    assert chart.title == "Nobody has stated attrition in the first 120 days"
    assert len(hatched(chart.figure)) == 2


def test_the_conversion_is_the_yearly_figure_at_the_same_pace_and_called_approximate():
    # −ln(1 − 0.18) · 365/120 = 0.198451 · 3.041667 = 60.36 %.
    chart = case(cohort(18.0))
    assert trace(chart.figure, CONVERTED).x[0] == pytest.approx(60.36, abs=0.005)
    assert "approximation" in trace(chart.figure, CONVERTED).customdata[0]
    assert chart.table.iloc[0, 4] == 60.4


def test_a_cohort_that_is_gone_entirely_has_no_conversion():
    chart = case(cohort(100.0))
    assert len(trace(chart.figure, CONVERTED).x) == 0
    assert chart.table.iloc[0, 4] is None


def test_the_yearly_figure_stands_in_a_panel_of_its_own_with_its_own_line():
    chart = case({"Atlas": {"attrition_120d_pct": 10, "attrition_annual_pct": 70}}, [LINE, DRIFT])
    assert [(shape.xref, shape.x0) for shape in drawn_shapes(chart.figure)] == [
        ("x", 18),
        ("x2", 60),
    ]
    assert chart.figure.layout.xaxis.domain[1] < chart.figure.layout.xaxis2.domain[0]
    assert "yaxis2" not in chart.figure.layout.to_plotly_json()
    assert "▲ major red flag" in key_words(chart.figure)


def test_the_highest_figure_stands_at_the_top_and_the_unknown_at_the_bottom():
    chart = case(cohort(None, 9.0, 25.0))
    assert chart.table["Candidate"].tolist() == ["Cobalt", "Borealis", "Atlas"]


def test_a_scorecard_that_does_not_ask_says_so():
    from building import AS_OF, number_catalogue, number_selection

    from scorecard.evaluation import evaluate

    selection = number_selection({"Atlas": [50]}, {"floor": 1.0})
    chart = attrition_chart(evaluate(selection, number_catalogue({"floor": (0, 100)}), as_of=AS_OF))
    assert chart.title == "This scorecard does not ask about attrition"
    assert "none of the questions that this chart reads" in chart.empty_because
    assert len(chart.figure.data) == 0
