"""The ranking chart says who leads, and draws what the engine computed."""

import pytest
from unit.charts.chart_cases import GATE_ON, key_words, minimum_gate, scored, trace

from scorecard.charts import contributions_chart, ranking_chart
from scorecard.charts.palette import EXCLUDED_GREY, HUES
from scorecard.model import Brief, Phase

WEIGHTS = {"floor": 3.0, "price": 1.0}
GROUPS = {"floor": "floor_management", "price": "commercials"}


def case(matrix, weights=WEIGHTS, **more):
    return ranking_chart(scored(matrix, weights, groups=GROUPS, **more))


def bars(chart):
    return next(t for t in chart.figure.data if t.type == "bar")


def test_the_title_names_the_leader_the_lead_and_what_decides_it():
    # Atlas 0.75·80 + 0.25·60 = 75; Borealis 0.75·60 + 0.25·70 = 62.5; floor gives 15 of 12.5.
    chart = case({"Borealis": [60, 70], "Atlas": [80, 60]})
    assert chart.title == "Atlas leads Borealis by 12.5; floor management decides it"


def test_while_responses_are_open_the_title_is_provisional():
    chart = case({"Atlas": [80, 60], "Borealis": [60, 70]}, phase=Phase.COLLECTING)
    assert chart.title.startswith("Provisional: Atlas leads Borealis by 12.5")


def test_a_lead_that_one_decimal_would_hide_is_not_called_zero():
    chart = case({"Atlas": [80, 60.1], "Borealis": [80, 60]})
    assert "by less than 0.1" in chart.title


def test_two_seconds_are_both_named():
    chart = case({"Atlas": [80, 80], "Borealis": [60, 60], "Cobalt": [60, 60]})
    assert chart.title.startswith("Atlas leads Borealis and Cobalt by 20.0")


def test_equal_candidates_share_the_lead():
    chart = case({"Atlas": [80, 60], "Borealis": [80, 60], "Cobalt": [10, 10]})
    assert chart.title == "Atlas and Borealis share the lead at 75.0"


def test_a_declared_tie_break_is_named_as_what_decides():
    # 0.75·60 + 0.25·60 = 60 and 0.75·50 + 0.25·90 = 60: equal, price decides.
    chart = case(
        {"Atlas": [60, 60], "Borealis": [50, 90]}, brief=Brief(tie_break="criterion:price")
    )
    assert chart.title == "Borealis and Atlas are equal at 60.0; the tie-break puts Borealis first"


def test_no_leader_is_announced_below_the_declared_coverage():
    chart = case({"Atlas": [None, 60], "Borealis": [60, 70]}, phase=Phase.COLLECTING)
    assert chart.title.startswith("No leader yet: Atlas is covered to 25 % of the weight")
    assert chart.title.endswith("responses are still open")
    assert not chart.is_empty


def test_a_single_candidate_is_the_only_one_and_does_not_lead():
    assert case({"Atlas": [80, 60]}).title == "Atlas is the only candidate ranked, at 75.0 of 100"


def test_whoever_a_gate_excludes_stands_below_the_line_in_grey():
    chart = case(
        {"Atlas": [80, 60], "Borealis": [40, 70]},
        brief=GATE_ON,
        gates=[minimum_gate("floor", 50)],
    )
    assert chart.title == (
        "Atlas is the only candidate ranked, at 75.0 of 100; 1 other is excluded by a gate"
    )
    assert list(bars(chart).marker.color) == [HUES[0], EXCLUDED_GREY]
    assert chart.figure.layout.yaxis.ticktext == ("1  Atlas", "out  Borealis")
    line, below = chart.figure.layout.shapes[0].y0, chart.figure.layout.yaxis.tickvals[1]
    assert 0 < line < below
    assert "excluded by a gate" in [note.text for note in chart.figure.layout.annotations]
    assert chart.table["Rank"].tolist()[0] == 1
    assert chart.table["Gates"].tolist() == ["passed", "excluded"]


def test_where_no_gate_is_in_force_nobody_has_passed_one():
    chart = case({"Atlas": [80, 60], "Borealis": [40, 70]})
    assert chart.table["Gates"].tolist() == ["none in force", "none in force"]


def test_when_every_gate_fails_there_is_no_leader_and_all_are_drawn_grey():
    chart = case(
        {"Atlas": [30, 60], "Borealis": [40, 70]},
        brief=GATE_ON,
        gates=[minimum_gate("floor", 50)],
    )
    assert chart.title == "No leader yet: every candidate is excluded by a gate"
    assert set(bars(chart).marker.color) == {EXCLUDED_GREY}


def test_the_place_of_a_candidate_with_an_open_gate_is_called_conditional():
    chart = case(
        {"Atlas": [80, 60], "Borealis": [None, 70]},
        brief=GATE_ON,
        gates=[minimum_gate("floor", 50)],
    )
    assert "conditional" in chart.figure.layout.yaxis.ticktext[1]
    assert "conditional" not in chart.figure.layout.yaxis.ticktext[0]


def test_whiskers_reach_from_the_lowest_to_the_highest_possible_value():
    # Price open and responses closed: 0.75·80 + 0 = 60, possible 60 to 60 + 0.25·100 = 85.
    chart = case({"Atlas": [80, None], "Borealis": [60, 70]})
    rail = next(t for t in chart.figure.data if t.error_x.array is not None)
    row = chart.table["Candidate"].tolist().index("Atlas")
    assert rail.x[row] == pytest.approx(60)
    assert rail.error_x.array[row] == pytest.approx(25)
    assert rail.error_x.arrayminus[row] == pytest.approx(0)


def test_the_evidenced_mark_stands_where_bare_claims_count_as_open():
    # Every answer is a bare claim and responses are closed, so each counts 0; while they are
    # open each counts min(claim, 50): 0.75·50 + 0.25·50 = 50 for claims of 80 and 60.
    closed = case({"Atlas": [80, 60]})
    assert trace(closed.figure, "as evidenced").x == (0,)
    still_open = case({"Atlas": [80, 60]}, phase=Phase.COLLECTING)
    assert trace(still_open.figure, "as evidenced").x == (50,)


def test_the_table_holds_the_numbers_of_the_bars():
    chart = case({"Atlas": [80, None], "Borealis": [60, 70]})
    by_name = chart.table.set_index("Candidate")
    assert by_name.loc["Atlas", "Overall value"] == 60.0
    assert by_name.loc["Atlas", "Highest possible"] == 85.0
    assert by_name.loc["Borealis", "Overall value"] == 62.5
    assert by_name.loc["Borealis", "Rank"] == 1
    assert list(bars(chart).x) == [62.5, 60.0]


def test_without_candidates_or_weights_nothing_is_drawn_and_it_says_what_to_do():
    for chart in (case({}), case({"Atlas": [80, 60]}, {"floor": 0.0, "price": 0.0})):
        assert chart.is_empty
        assert len(chart.figure.data) == 0
        assert "page" in chart.empty_because
    assert "all weights are zero" in chart.empty_because


def test_fifty_candidates_each_have_a_row_of_their_own():
    chart = case({f"Candidate {n:02d}": [n, 100 - n] for n in range(50)})
    assert len(bars(chart).x) == 50
    assert len(set(chart.figure.layout.yaxis.ticktext)) == 50
    assert chart.figure.layout.height < 1400
    assert chart.text_alternative.count("Candidate") < 10


def test_the_legend_explains_each_mark():
    words = " ".join(key_words(case({"Atlas": [80, 60]}).figure))
    for mark in ("overall value", "still possible", "as evidenced"):
        assert mark in words


@pytest.mark.parametrize("chart_of", [ranking_chart, contributions_chart])
def test_an_empty_chart_says_where_to_go_for_what_keeps_everybody_from_being_ranked(chart_of):
    aside = "not_applicable"
    zero = chart_of(scored({"Atlas": [60, 70]}, {"floor": 0.0, "price": 0.0}, groups=GROUPS))
    assert "give at least one criterion some points; do so on the page Criteria" in (
        zero.empty_because
    )
    none_left = chart_of(scored({"Atlas": [aside, aside]}, WEIGHTS, groups=GROUPS))
    assert none_left.empty_because == (
        "no criterion is left, because every one is out for all candidates; the page Criteria and "
        "weights says why"
    )


def test_who_has_answered_nothing_has_no_place_and_stands_below_those_who_have():
    # Atlas 0.75·40 + 0.25·40 = 40, below the 50 that open answers count.
    chart = case({"Havblik": [None, None], "Atlas": [40, 40]}, phase=Phase.COLLECTING)
    assert list(bars(chart).x) == [40.0, 0.0]
    assert list(chart.figure.layout.yaxis.ticktext) == ["1  Atlas", "–  Havblik"]
    assert chart.table["Candidate"].tolist() == ["Atlas", "Havblik"]
    assert chart.table[["Rank", "Overall value"]].iloc[1].isna().all()
    assert "Havblik without answers (possible 0.0 to 100.0)" in chart.text_alternative
    numbers = next(t for t in chart.figure.data if t.type == "scatter" and t.mode == "text")
    assert list(numbers.text) == [" <b>40.0</b>", " –"]
    assert "no answers yet" in bars(chart).customdata[1]
