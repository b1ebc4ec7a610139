"""The ramp: what is promised against what was shown, with the catalogue's usual weeks."""

from unit.charts.chart_cases import asked, drawn_shapes, hatched, key_words, usual_weeks, written

from scorecard.charts import ramp_chart
from scorecard.model import Status


def ramp(seats, weeks, *shown):
    rows = tuple({"account": a, "agents": float(n), "weeks": float(w)} for a, n, w in shown)
    return {"seats_promised": seats, "ramp_weeks_promised": weeks, "ramp_history": rows}


WITHIN = ramp(100, 8, ("Fjord", 120, 8))
BEYOND = ramp(200, 2, ("Shop", 60, 9), ("Bank", 20, 4))


USUAL = (usual_weeks(6, 10),)


def case(answers, benchmarks=USUAL):
    return ramp_chart(asked(answers, benchmarks=benchmarks))


def points(chart, axis, symbol):
    return [
        (n, y)
        for t in chart.figure.data
        if t.type == "scatter" and t.xaxis == axis and t.marker.symbol == symbol
        for n, y in zip(t.x, t.y, strict=True)
    ]


def test_a_promise_beyond_what_was_shown_and_below_the_usual_weeks_is_the_title():
    chart = case({"Atlas": WITHIN, "Borealis": BEYOND})
    assert chart.title == (
        "Borealis promises more than any ramp shown; Borealis says 2 weeks, usual are 6–10"
    )


def test_promises_within_what_was_shown_are_said_to_be():
    assert case({"Atlas": WITHIN}).title == (
        "Every promise that can be compared lies within a ramp shown"
    )


def test_several_promises_beyond_are_counted():
    chart = case({"Atlas": BEYOND, "Borealis": BEYOND, "Cobalt": {}})
    assert chart.title.startswith("2 of 3 promise more than any ramp shown")
    assert chart.title.endswith("1 not comparable yet")


def test_promise_and_largest_ramp_shown_stand_in_weeks_and_in_seats():
    chart = case({"Borealis": BEYOND})
    assert points(chart, "x", "circle-open") == [(2, 0)]
    assert points(chart, "x", "square") == [(9, 0)]
    assert points(chart, "x2", "circle-open") == [(200, 0)]
    assert points(chart, "x2", "square") == [(60, 0)]


def test_the_band_is_the_catalogue_s_benchmark():
    band = case({"Atlas": WITHIN}, [usual_weeks(5, 9)]).figure.layout.shapes[0]
    assert (band.x0, band.x1, band.xref) == (5, 9, "x")


def test_without_a_benchmark_there_is_no_band_and_nobody_is_too_fast():
    chart = case({"Borealis": BEYOND}, [])
    assert drawn_shapes(chart.figure) == []
    assert chart.title == "Borealis promises more than any ramp shown"


def test_a_missing_promise_is_hatched_with_its_status():
    chart = case({"Atlas": {"ramp_weeks_promised": Status.REFUSED}})
    texts = written(chart.figure)
    assert len(hatched(chart.figure)) == 2
    assert sorted(texts) == ["open", "refused"]
    assert "/// not known" in key_words(chart.figure)
    assert points(chart, "x", "circle-open") == []


def test_nobody_with_a_promise_is_said_so():
    assert case({"Atlas": {}}).title == "Nobody has promised a ramp yet"


def test_a_promise_without_any_ramp_to_hold_it_against_is_not_called_within():
    chart = case({"Atlas": {"seats_promised": 100, "ramp_weeks_promised": 8}})
    assert chart.title == "No promise can be held against a ramp shown yet"
    assert chart.table["Promise against what was shown"].tolist() == ["cannot be compared yet"]


def test_an_empty_list_of_ramps_means_beyond_everything_shown():
    chart = case({"Atlas": ramp(100, 8)})
    assert chart.title == "Atlas promises more than any ramp shown"
    assert chart.table["Customer of the largest ramp"].tolist() == ["none listed"]


def test_the_table_gives_the_numbers_of_the_largest_ramp():
    row = case({"Borealis": BEYOND}).table.iloc[0]
    assert row.tolist()[:6] == ["Borealis", 2, 200, 9, 60, "Shop"]
