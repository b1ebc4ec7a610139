"""The charts of robustness: titles say the finding, marks stand where hand arithmetic says."""

from dataclasses import replace

import numpy as np
import pytest
from building import AS_OF
from unit.charts.chart_cases import foreign_markup, key_words, scored, trace

from scorecard.certainty import assess
from scorecard.charts import (
    next_questions_chart,
    rank_acceptability_chart,
    scenario_slope_chart,
    tipping_chart,
    trade_off_chart,
)
from scorecard.charts.palette import HUES
from scorecard.charts.rank_acceptability import LABELLED_SHARE, bands
from scorecard.charts.trade_off import reigns_of
from scorecard.evaluation import evaluate
from scorecard.model import Phase
from scorecard.robustness import Simulation, Slices, WeightModel

WEIGHTS = {"floor": 7.0, "price": 3.0}
GROUPS = {"floor": "floor_management", "price": "commercials"}
# Atlas 0.7·90 + 0.3·20 = 69, Borealis 0.7·50 + 0.3·70 = 56; level at 90t + 20(1−t) =
# 50t + 70(1−t): t = 5/9 for floor management, 4/9 for commercials.
TWO = {"Atlas": [90, 20], "Borealis": [50, 70]}
UNIFORM = Simulation(model=WeightModel.UNIFORM, samples=20_000, seed=3)


def certain(matrix, weights=WEIGHTS, *, simulation=UNIFORM, discount=0.0, phase=Phase.CLOSED):
    evaluation = scored(matrix, weights, groups=GROUPS, phase=phase)
    return assess(evaluation, simulation=simulation, claim_discount=discount)


def crowd(count):
    random = np.random.default_rng(5)
    return {f"Partner {n:02d}": random.integers(0, 101, 2).tolist() for n in range(count)}


def test_the_shares_of_the_ranks_are_those_of_the_exact_integral():
    # Uniform weights w and 1 − w on A = (100, 0), B = (0, 100), C = (60, 60): A is first for
    # w > 0.6, B for w < 0.4, C between; C is never last.
    matrix = {"Atlas": [100, 0], "Borealis": [0, 100], "Cobalt": [60, 60]}
    chart = rank_acceptability_chart(certain(matrix, {"floor": 1.0, "price": 1.0}))
    by_name = chart.table.set_index("Candidate")
    error = 100 * 4 * np.sqrt(0.4 * 0.6 / UNIFORM.samples)
    for name, shares in {
        "Atlas": [40, 10, 50],
        "Borealis": [40, 10, 50],
        "Cobalt": [20, 80, 0],
    }.items():
        found = by_name.loc[name, ["Rank 1, %", "Rank 2, %", "Rank 3, %"]].tolist()
        assert found == pytest.approx(shares, abs=error)
    assert "of 20,000 simulated cases" in chart.title
    assert chart.title.count("in ") == 3


def test_whoever_is_first_most_often_is_named_first_even_when_somebody_else_leads_today():
    # Today Atlas leads: 0.7·100 + 0.3·10 = 73 against 60. With uniform weights it is first for
    # 100w + 10(1−w) > 60, w > 5/9: in 44 % of cases, Cobalt in 56 %.
    chart = rank_acceptability_chart(certain({"Cobalt": [60, 60], "Atlas": [100, 10]}))
    assert chart.table["Candidate"].tolist() == ["Atlas", "Cobalt"]
    assert chart.title.startswith("Cobalt is first in 5")
    assert "Atlas in 4" in chart.title


def test_a_certain_winner_is_first_in_all_cases_and_nobody_else_is_named():
    chart = rank_acceptability_chart(certain({"Atlas": [90, 90], "Borealis": [50, 70]}))
    assert chart.title == "Atlas is first in 100 % of 20,000 simulated cases"
    assert list(trace(chart.figure, "rank 1").x) == [100, 0]
    assert list(trace(chart.figure, "rank 2").text) == ["", "100 %"]


def test_shares_are_labelled_from_eight_per_cent_on():
    certainty = certain(crowd(5))
    chart = rank_acceptability_chart(certainty)
    for rank in range(1, 6):
        marks = trace(chart.figure, f"rank {rank}")
        shares = certainty.full.ranks[:, rank - 1]
        assert [bool(text) for text in marks.text] == (shares >= LABELLED_SHARE - 1e-9).tolist()


@pytest.mark.parametrize("count", [1, 2, 5, 7, 8, 12, 50, 200])
def test_every_rank_is_in_one_band_and_there_are_at_most_seven(count):
    found = bands(count)
    covered = [rank for band in found for rank in range(band.first, band.last + 1)]
    assert covered == list(range(1, count + 1))
    assert len(found) <= len(HUES)
    assert len({band.colour for band in found}) == len(found)
    assert [band.first for band in found][:3] == list(range(1, min(count, 3) + 1))


def test_fifty_candidates_have_a_row_each_that_sums_to_all_cases():
    chart = rank_acceptability_chart(certain(crowd(50)))
    assert len(chart.figure.layout.yaxis.ticktext) == 50
    assert len(chart.figure.data) == 7
    totals = np.sum([np.asarray(part.x, float) for part in chart.figure.data], axis=0)
    assert totals == pytest.approx(np.full(50, 100))
    assert chart.figure.layout.height < 1500
    assert "ranks 21–50" in " ".join(key_words(chart.figure))


def test_the_nearest_tipping_weight_is_the_title_and_bars_reach_to_it():
    chart = tipping_chart(certain(TWO))
    assert chart.title == "Borealis draws level when floor management falls from 70 % to 55.6 %"
    bars = next(t for t in chart.figure.data if t.type == "bar")
    # Both changes are 14.4 points; commercials rises from 30 to 44.4.
    ends = np.asarray(bars.base, float) + np.asarray(bars.x, float)
    assert sorted(ends) == pytest.approx([100 * 4 / 9, 100 * 5 / 9])
    assert chart.table["Change, points"].tolist() == pytest.approx([-14.4, 14.4])
    assert chart.table["Level with the leader"].tolist() == ["Borealis", "Borealis"]


def test_whom_no_weight_can_help_is_said_in_title_table_and_rows():
    chart = tipping_chart(certain({"Atlas": [90, 90], "Borealis": [50, 70]}))
    assert chart.title == "No single group's weight can take the lead from Atlas"
    assert chart.table["Level with the leader"].tolist() == ["cannot change it"] * 2
    assert all("cannot" in text for text in chart.figure.layout.yaxis.ticktext)
    assert "2 groups cannot change it" in chart.text_alternative


def test_being_level_only_where_a_weight_is_everything_is_not_a_change_of_the_leader():
    # At 100 % for price both have 70; below it Atlas is ahead.
    chart = tipping_chart(certain({"Atlas": [90, 70], "Borealis": [50, 70]}))
    assert chart.title == "No single group's weight can take the lead from Atlas"
    by_part = chart.table.set_index("Weight of")["Level with the leader"]
    assert by_part["Commercials"] == "cannot change it"


def test_candidates_that_are_level_now_are_called_level():
    # 0.7·50 + 0.3·50 = 50 and 0.7·35 + 0.3·85 = 50.
    chart = tipping_chart(certain({"Atlas": [50, 50], "Borealis": [35, 85]}))
    assert chart.title == "Atlas and Borealis are level at today's weights"


def test_where_all_are_level_whatever_the_weights_no_chart_names_a_leader():
    half = certain({"Atlas": [None, 50], "Borealis": [None, 50]}, phase=Phase.COLLECTING)
    alike = certain({"Atlas": [60, 60], "Borealis": [60, 60]})
    for found in (half, alike):
        assert tipping_chart(found).title == (
            "Atlas and Borealis are level; no single group's weight parts them"
        )
        assert trade_off_chart(found, 0, by_group=True).title == (
            "Atlas and Borealis are level in front whatever floor management weighs"
        )


def test_while_no_leader_may_be_announced_nobody_has_a_lead_that_a_weight_could_take():
    # Floor, 70 % of the weight, is open for both: 50 there, so price decides the order.
    found = certain({"Atlas": [None, 90], "Borealis": [None, 10]}, phase=Phase.COLLECTING)
    assert tipping_chart(found).title == (
        "No leader yet; no single group's weight changes who takes place 1"
    )


def test_criteria_are_shown_on_request():
    chart = tipping_chart(certain(TWO), by_group=False)
    assert chart.title.startswith("Borealis draws level when floor falls from 70 %")


def test_a_tipping_weight_next_to_the_weight_now_is_not_rounded_into_it():
    # Level at 90t + 20(1−t) = 60t + 89.9(1−t): 99.9t = 69.9, t = 0.69970, now 0.7.
    chart = tipping_chart(certain({"Atlas": [90, 20], "Borealis": [60, 89.9]}))
    assert chart.title.endswith("from 70 % to 69.97 %")


def test_the_trade_off_marks_where_the_leader_changes_and_the_weight_now():
    chart = trade_off_chart(certain(TWO), 0, by_group=True)
    assert chart.title == "Below 55.6 % for floor management Borealis leads, above it Atlas"
    crossing = trace(chart.figure, "the leader changes")
    # Level there: 90·5/9 + 20·4/9 = 530/9.
    assert list(crossing.x) == pytest.approx([500 / 9])
    assert list(crossing.y) == pytest.approx([530 / 9])
    assert chart.figure.layout.shapes[0].x0 == pytest.approx(70)
    assert "now 70 %" in [note.text for note in chart.figure.layout.annotations]
    assert trace(chart.figure, "Atlas").y[[0, -1]].tolist() == pytest.approx([20, 90])
    assert chart.table["Leader"].tolist()[0] == "Borealis"


def test_three_reigns_are_told_in_their_order():
    # Of floor: Atlas 100, Cobalt 60, Borealis 0; of price 0, 60, 100. Cobalt leads between 0.4
    # and 0.6.
    matrix = {"Atlas": [100, 0], "Borealis": [0, 100], "Cobalt": [60, 60]}
    chart = trade_off_chart(certain(matrix), 0, by_group=True)
    assert chart.title == (
        "Borealis leads up to 40 % for floor management, Cobalt up to 60 %, then Atlas"
    )


def test_who_always_leads_leads_whatever_the_weight():
    chart = trade_off_chart(certain({"Atlas": [90, 90], "Borealis": [50, 70]}), 1, by_group=False)
    assert chart.title == "Atlas leads whatever price weighs"
    assert len(trace(chart.figure, "the leader changes").x) == 0


def test_one_criterion_alone_has_nothing_to_trade_off():
    chart = trade_off_chart(
        certain({"Atlas": [9], "Borealis": [5]}, {"floor": 1.0}), 0, by_group=True
    )
    assert chart.is_empty
    assert "has all the weight" in chart.empty_because


def test_reigns_cover_all_weights_and_name_whoever_is_in_front():
    random = np.random.default_rng(2)
    for _ in range(20):
        slices = Slices(np.array([0.3]), random.random((6, 1)) * 100, random.random((6, 1)) * 100)
        reigns = reigns_of(slices, 0)
        assert (reigns[0].start, reigns[-1].end) == (0.0, 1.0)
        for reign in reigns:
            t = random.uniform(reign.start, reign.end)
            overall = t * slices.own[:, 0] + (1 - t) * slices.rest[:, 0]
            assert int(overall.argmax()) in reign.leaders


def test_the_next_question_names_whom_to_ask_and_how_probably_the_leader_changes():
    # Borealis leads with 60; Atlas 0.5·50 + 0.5·u, headline 50, passes 60 when u > 70: 30 %.
    chart = next_questions_chart(
        certain(
            {"Atlas": [50, None], "Borealis": [60, 60]},
            {"floor": 1.0, "price": 1.0},
            phase=Phase.COLLECTING,
        )
    )
    assert chart.title == "Ask Atlas about price: the answer changes who is first in 30 % of cases"
    bars = next(t for t in chart.figure.data if t.type == "bar")
    assert bars.x[0] == pytest.approx(30)
    first = chart.table.iloc[0]
    assert first["Candidate"] == "Atlas"
    assert first["Status"] == "open"
    assert first["Can move the overall value by"] == 50.0


def test_a_second_mark_shows_the_shortlist():
    # Nobody is ticked: a shortlist of 3. Dunmere 45 comes in before Cobalt's 60 when u > 80.
    matrix = {"Atlas": [80, 80], "Borealis": [70, 70], "Cobalt": [60, 60], "Dunmere": [40, None]}
    chart = next_questions_chart(
        certain(matrix, {"floor": 1.0, "price": 1.0}, phase=Phase.COLLECTING)
    )
    assert chart.title == (
        "No single answer changes who is first; Dunmere about price could change the shortlist of "
        "3 (20 %)"
    )
    assert trace(chart.figure, "changes the shortlist").x[0] == pytest.approx(20)


def test_where_nothing_can_change_the_bars_show_what_is_at_stake():
    # Open price weighs 0.3: it decides 30 points, and 15 to 45 stays below 90.
    chart = next_questions_chart(
        certain({"Atlas": [90, 90], "Borealis": [10, None]}, phase=Phase.COLLECTING)
    )
    assert chart.title.startswith(
        "No single answer changes who is first or the shortlist of 3; most"
    )
    assert "Borealis about price" in chart.title
    bars = next(t for t in chart.figure.data if t.type == "bar")
    assert bars.x[0] == pytest.approx(30)


def test_at_most_so_many_questions_are_shown():
    # One question of each is open and one only claimed.
    matrix = {f"Partner {n}": [None, 50] for n in range(8)}
    certainty = certain(matrix, phase=Phase.COLLECTING)
    assert len(next_questions_chart(certainty, 5).table) == 5
    assert len(next_questions_chart(certainty, 99).table) == 16


def with_points(evaluation, **points):
    return evaluate(evaluation.selection, evaluation.catalogue, as_of=AS_OF, points=points)


def test_the_slopes_go_from_the_saved_ranks_to_those_of_each_scenario():
    # Saved: Atlas 69, Borealis 56. Half and half: 55 and 60.
    saved = scored(TWO, WEIGHTS, groups=GROUPS)
    half = with_points(saved, floor=1.0, price=1.0)
    chart = scenario_slope_chart({"Saved": saved, "Half": half, "Same": saved})
    assert chart.title == "Borealis leads in “Half”; Atlas stays first in “Same”"
    assert list(trace(chart.figure, "Atlas").y) == [1, 2, 1]
    assert list(trace(chart.figure, "Atlas").text) == ["69.0", "55.0", "69.0"]
    atlas = chart.table.set_index("Candidate").loc["Atlas"]
    assert [atlas["Half: rank"], atlas["Half: value"]] == [2, 55.0]


def test_scenarios_that_leave_the_leader_say_so():
    saved = scored(TWO, WEIGHTS, groups=GROUPS)
    assert scenario_slope_chart({"Saved": saved, "Same": saved}).title == (
        "Atlas stays first in “Same”"
    )


def test_fifty_candidates_are_thin_lines_but_for_those_who_move_in_front():
    saved = scored(crowd(50), WEIGHTS, groups=GROUPS)
    other = with_points(saved, floor=1.0, price=9.0)
    chart = scenario_slope_chart({"Saved": saved, "Price first": other})
    assert len(chart.figure.data) <= 1 + len(HUES)
    assert len(chart.table) == 50
    assert chart.figure.layout.height < 1500


@pytest.mark.parametrize("matrix", [{}, {"Atlas": [80, 60]}])
def test_with_nobody_to_compare_nothing_is_drawn_and_it_says_why(matrix):
    certainty = certain(matrix)
    charts = [
        rank_acceptability_chart(certainty),
        tipping_chart(certainty),
        next_questions_chart(certainty),
        scenario_slope_chart({"Saved": certainty.evaluation}),
    ]
    for chart in charts:
        assert chart.is_empty
        assert len(chart.figure.data) == 0
        assert len(chart.table.columns)


def test_names_that_look_like_markup_stay_text():
    hostile = {"<b>A</b> & Co": [90, 20], "$x$ <a href='x'>B</a>": [50, None]}
    certainty = certain(hostile, phase=Phase.COLLECTING)
    for chart in (
        rank_acceptability_chart(certainty),
        tipping_chart(certainty),
        trade_off_chart(certainty, 0, by_group=True),
        next_questions_chart(certainty),
        scenario_slope_chart({"<i>Saved</i>": certainty.evaluation, "B": certainty.evaluation}),
    ):
        assert foreign_markup(chart.figure) == []


def test_somebody_first_in_half_a_per_cent_of_cases_is_not_named_as_first_in_none():
    # One case of 200 is 0.5 %, which whole numbers would show as 0 %.
    certainty = certain(TWO)
    shares = np.array([[0.995, 0.005], [0.005, 0.995]])
    rare = replace(certainty, full=replace(certainty.full, ranks=shares))
    assert "Borealis" not in rank_acceptability_chart(rare).title
