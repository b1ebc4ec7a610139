"""The charts of costs: bars, hatching, steps, lines and frontier against figures made by hand."""

from __future__ import annotations

import re

import pytest
from building import AS_OF
from unit.charts.chart_cases import drawn_shapes, key_words, trace
from unit.charts.test_every_chart import worked
from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection

from scorecard.catalogue import load_catalogue
from scorecard.charts import (
    cost_per_resolved_chart,
    pricing_models_chart,
    rate_waterfall_chart,
    savings_chart,
)
from scorecard.charts.cost_models import crossings_of, model_lines
from scorecard.charts.cost_reading import (
    cost_rows,
    per_resolved_as_quoted,
)
from scorecard.charts.cost_waterfall import beginning_sentence
from scorecard.charts.layout import axis_to, ticks_between
from scorecard.commercial import cost_of_selection
from scorecard.evaluation import evaluate

NOTHING_BROKEN_DOWN = {"rate_parts": {"status": "refused"}}


def quote(rate, aht, fcr, **more):
    return {
        "headline_rate_per_hour": rate,
        "rate_basis": "productive",
        "rate_parts": parts(),
        "performance_by_channel": [{"channel": "E-mail", "aht_minutes": aht, "fcr_pct": fcr}],
        **more,
    }


ATLAS = quote(12, 15, 50)
BOREALIS = quote(18, 10, 80)


def judged(candidates, brief=E_MAIL_BRIEF):
    chosen = selection(brief, candidates)
    catalogue = load_catalogue()
    return evaluate(chosen, catalogue, as_of=AS_OF), cost_of_selection(chosen, catalogue)


def test_what_rests_on_missing_parts_is_hatched_and_the_quote_as_it_stands_is_marked():
    # 1,000 hours at 18 ÷ 0.75 = 24 to 18 ÷ 0.60 = 30; over 12 months with 5,760 once:
    # (288,000 + 5,760) ÷ 57,600 = 5.10 and (360,000 + 5,760) ÷ 57,600 = 6.35; with nothing for
    # missing parts (216,000 + 5,760) ÷ 57,600 = 3.85.
    evaluation, costs = judged({"Borealis": BOREALIS | NOTHING_BROKEN_DOWN | {"set_up_fee": 5760}})
    row = cost_rows(evaluation, costs)[0]
    assert (row.span.low, row.span.high) == pytest.approx((5.10, 6.35))
    quoted = per_resolved_as_quoted(row.cost.service)
    assert (quoted.low, quoted.high) == pytest.approx((3.85, 3.85))
    chart = cost_per_resolved_chart(evaluation, costs)
    low = trace(chart.figure, "missing parts in the low estimate")
    high = trace(chart.figure, "missing parts in the high estimate")
    # 3.85 to 5.10 of the low estimate, 5.10 to 6.35 beyond it.
    assert (list(low.base), list(low.x)) == ([pytest.approx(3.85)], [pytest.approx(1.25)])
    assert (list(high.base), list(high.x)) == ([pytest.approx(5.10)], [pytest.approx(1.25)])
    assert low.marker.pattern.shape == high.marker.pattern.shape == "/"
    stands = trace(chart.figure, "if missing parts cost nothing")
    assert list(stands.x)[:2] == pytest.approx([3.85, 3.85])
    assert "├┤ low to high if those cost nothing" in key_words(chart.figure)
    assert chart.table.iloc[0]["If missing parts cost nothing"] == "3.85"
    assert "3.85 if missing parts cost nothing" in chart.text_alternative
    assert "if missing parts cost nothing: 3.85" in low.customdata[0]


def test_every_mark_of_missing_parts_stands_where_table_and_hover_say():
    evaluation = worked()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    chart = cost_per_resolved_chart(evaluation, costs)
    said = chart.table.set_index("Candidate")
    drawn = [row for row in cost_rows(evaluation, costs) if row.rests_on_missing]
    stands = trace(chart.figure, "if missing parts cost nothing")
    low = trace(chart.figure, "missing parts in the low estimate")
    high = trace(chart.figure, "missing parts in the high estimate")
    assert len(drawn) == len(low.x) == len(high.x) == 2
    for place, row in enumerate(drawn):
        quoted = said.loc[row.candidate.name, "If missing parts cost nothing"]
        whole = said.loc[row.candidate.name, f"Per resolved contact ({costs.currency})"]
        ends = stands.x[3 * place : 3 * place + 2]
        assert quoted == f"{ends[0]:.2f}–{ends[1]:.2f}"
        assert (
            whole == f"{low.base[place] + low.x[place]:.2f}–{high.base[place] + high.x[place]:.2f}"
        )
        # What is hatched begins where the quote as it stands ends, in either estimate.
        assert low.base[place] == pytest.approx(ends[0])
        assert high.base[place] == pytest.approx(max(ends[1], row.span.low))
        assert f"if missing parts cost nothing: {quoted}" in low.customdata[place]


def test_a_complete_quote_has_nothing_hatched_and_no_mark():
    evaluation, costs = judged({"Atlas": ATLAS, "Borealis": BOREALIS})
    chart = cost_per_resolved_chart(evaluation, costs)
    assert list(trace(chart.figure, "missing parts in the low estimate").x) == []
    assert list(trace(chart.figure, "missing parts in the high estimate").x) == []
    assert key_words(chart.figure) == ["■ at least", "■ pale: up to"]


def test_the_title_says_that_the_cheapest_headline_is_not_the_cheapest_resolution():
    # Atlas 6.00, Borealis 3.75 per resolved contact; Atlas's headline is the lower one.
    evaluation, costs = judged({"Atlas": ATLAS, "Borealis": BOREALIS})
    chart = cost_per_resolved_chart(evaluation, costs)
    assert chart.title == ("The cheapest headline is not the cheapest resolution: Atlas is dearest")
    texts = list(trace(chart.figure, "figures").text)
    assert texts == [
        "<b>1st: 3.75</b><br>headline 2nd · loaded 2nd",
        "<b>2nd: 6.00</b><br>headline 1st · loaded 1st",
    ]


def test_the_title_says_by_how_much_it_could_still_be_wrong():
    # Atlas without breakdown: 1,500 × 16 ÷ 3,000 = 8.00 to 1,500 × 20 ÷ 3,000 = 10.00
    evaluation, costs = judged({"Atlas": ATLAS | NOTHING_BROKEN_DOWN, "Borealis": BOREALIS})
    title = cost_per_resolved_chart(evaluation, costs).title
    assert title.endswith(
        "Atlas is dearest, and its cost could still be off by 2.00 USD per resolved contact"
    )


def test_a_verdict_that_overlapping_ranges_leave_open_is_by_their_middle():
    # Borealis 5.00–6.25 per resolved contact, Atlas 6.00.
    evaluation, costs = judged({"Atlas": ATLAS, "Borealis": BOREALIS | NOTHING_BROKEN_DOWN})
    title = cost_per_resolved_chart(evaluation, costs).title
    assert title.endswith("Atlas is dearest by the middle of the ranges")


def test_whoever_has_no_figure_stands_last_with_the_reason_and_without_any_length():
    evaluation, costs = judged({"Cobalt": {}, "Atlas": ATLAS})
    chart = cost_per_resolved_chart(evaluation, costs)
    bars = [t for t in chart.figure.data if t.type == "bar"]
    assert {y for bar in bars for y in bar.y} == {trace(chart.figure, "low estimate").y[0]}
    words = trace(chart.figure, "figures").text[1].replace("<br>", " ")
    assert words.startswith("<b>no figure:</b> no price is stated")
    assert list(chart.table["Candidate"]) == ["Atlas", "Cobalt"]
    assert chart.table.iloc[1, 1].startswith("no figure: no price is stated")


@pytest.mark.parametrize(
    ("highest", "end"), [(13.66, 15), (34.2, 40), (10.0, 10), (25.46, 30), (0.13, 0.15)]
)
def test_the_last_number_on_an_axis_lies_at_or_beyond_the_longest_bar(highest, end):
    # At most five round steps: 5, 10, 2.5, 10 and 0.05.
    last, ticks = axis_to(highest)
    assert (last, ticks[-1]) == (pytest.approx(end), pytest.approx(end))
    assert len(ticks) <= 6


def test_the_axis_of_costs_reaches_beyond_the_longest_bar():
    # Atlas without breakdown: 1,500 hours × 18.7 ÷ 0.60 ÷ 3,000 = 15.58 in the high estimate.
    answers = ATLAS | NOTHING_BROKEN_DOWN | {"headline_rate_per_hour": 18.7}
    axis = cost_per_resolved_chart(*judged({"Atlas": answers})).figure.layout.xaxis
    assert list(axis.tickvals) == [0, 5, 10, 15, 20]
    assert axis.range[1] == 20


def lines_of_the_grid(figure):
    """From where to where each line of the grid goes, in rows."""
    ends = [re.findall(r"[ML]\S+,(\S+)", shape.path) for shape in drawn_shapes(figure)]
    return [(float(a), float(b)) for found in ends for a, b in zip(*[iter(found)] * 2, strict=True)]


@pytest.mark.parametrize("draw", [cost_per_resolved_chart, savings_chart])
def test_no_line_of_the_grid_runs_through_the_words_above_a_bar(draw):
    evaluation = worked()
    figure = draw(evaluation, cost_of_selection(evaluation.selection, evaluation.catalogue)).figure
    words = trace(figure, "figures")
    row_px = (figure.layout.height - figure.layout.margin.t - figure.layout.margin.b) / len(words.y)
    assert figure.layout.xaxis.showgrid is False
    lines = lines_of_the_grid(figure)
    assert lines
    for place, text in zip(words.y, words.text, strict=True):
        half = 8 * (text.count("<br>") + 1) / row_px
        assert not any(top < place + half and bottom > place - half for top, bottom in lines)


def test_no_line_of_the_grid_runs_through_the_reason_for_no_figure():
    figure = cost_per_resolved_chart(*judged({"Cobalt": {}, "Atlas": ATLAS})).figure
    assert max(bottom for _, bottom in lines_of_the_grid(figure)) == 0.5


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (-1440, 1017, [-1000, -500, 0, 500, 1000]),
        (-5, 105, [0, 25, 50, 75, 100]),
        (-0.05, 0.0, [-0.05, -0.04, -0.03, -0.02, -0.01, 0.0]),
        (0, 0, [0]),
    ],
)
def test_round_numbers_stand_on_an_axis_that_passes_zero(low, high, ticks):
    assert ticks_between(low, high) == pytest.approx(ticks)


def test_target_and_ceiling_of_the_brief_are_marked_across_the_bars():
    brief = E_MAIL_BRIEF | {
        "target_cost_per_resolved_contact": 3,
        "ceiling_cost_per_resolved_contact": 7,
    }
    evaluation, costs = judged({"Atlas": ATLAS}, brief)
    figure = cost_per_resolved_chart(evaluation, costs).figure
    marks = [t for t in figure.data if t.name == "reference"]
    assert [mark.x[0] for mark in marks] == [3, 7]
    words = [note.text for note in figure.layout.annotations]
    assert {"target 3.00", "ceiling 7.00"} <= set(words)


def test_of_many_the_cheapest_are_drawn_and_whoever_is_cheapest_by_headline():
    # The dearest resolution has the lowest headline: it would not be among the first twelve.
    many = {f"P{n}": quote(20 + n, 10, 80) for n in range(19)}
    evaluation, costs = judged(many | {"Atlas": quote(10, 60, 10)})
    chart = cost_per_resolved_chart(evaluation, costs)
    drawn = list(chart.figure.layout.yaxis.ticktext)
    assert len(drawn) == 12
    assert drawn[-1] == "Atlas"
    assert len(chart.table) == 20
    remark = "11 cheapest, lowest headline; all 20 in the table"
    assert remark in key_words(chart.figure)


def test_of_many_those_without_a_figure_are_not_drawn():
    silent = {f"S{n}": {} for n in range(11)}
    evaluation, costs = judged(silent | {"Atlas": ATLAS, "Borealis": BOREALIS})
    chart = cost_per_resolved_chart(evaluation, costs)
    assert list(chart.figure.layout.yaxis.ticktext) == ["Borealis", "Atlas"]
    assert "the 2 with a figure of 13; all are in the table" in key_words(chart.figure)
    assert len(chart.table) == 13


def test_the_waterfall_stacks_the_steps_and_hatches_what_nobody_stated():
    evaluation, costs = judged({"Atlas": ATLAS | NOTHING_BROKEN_DOWN})
    chart = rate_waterfall_chart(evaluation, costs, "Atlas")
    # 12, then ÷ 0.75 adds 4 (low) and ÷ 0.60 adds 8 (high); productive hours: no more divisors.
    low, high = trace(chart.figure, "low estimate"), trace(chart.figure, "high estimate")
    assert list(low.base) == pytest.approx([0, 12, 0])
    assert list(low.x) == pytest.approx([12, 4, 16])
    assert list(high.x) == pytest.approx([12, 8, 20])
    assert list(low.marker.pattern.shape) == ["", "/", ""]
    assert any("÷ 0.75–0.6" in text for text in chart.figure.layout.yaxis.ticktext)
    assert list(chart.table["Divided by"]) == ["", "0.75–0.6"]


def test_the_waterfall_says_why_it_begins_with_another_figure_than_the_headline_rate():
    # Cobalt bills 2,060 for a full-time post of 40 hours a week: 2,060 ÷ (40 × 52 ÷ 12) = 11.885.
    evaluation = worked()
    costs = cost_of_selection(evaluation.selection, evaluation.catalogue)
    chart = rate_waterfall_chart(evaluation, costs, "cobaltlane")
    first = chart.figure.layout.yaxis.ticktext[0]
    assert "full-time price" in first
    assert beginning_sentence(costs.by_candidate["cobaltlane"]) == (
        "The steps begin with 11.88 EUR, the full-time price by its paid hours, because this price "
        "is billed; the headline rate is stated as 11.90 EUR."
    )
    plain, plainly = judged({"Atlas": ATLAS})
    assert beginning_sentence(plainly.by_candidate["Atlas"]) == ""
    chart = rate_waterfall_chart(plain, plainly, "Atlas")
    assert chart.figure.layout.yaxis.ticktext[0] == "Price of an hour"


def test_without_an_hourly_rate_there_is_no_waterfall_and_it_says_so():
    lines = [{"unit": "per_contact", "price": 3.0}]
    evaluation, costs = judged({"Atlas": {"price_lines": lines}})
    chart = rate_waterfall_chart(evaluation, costs, "Atlas")
    assert chart.is_empty
    assert "no hourly or full-time rate" in chart.empty_because


def test_models_that_cost_the_same_at_every_volume_share_a_line():
    evaluation, costs = judged({"Atlas": ATLAS})
    comparison = costs.candidates[0].models
    lines = model_lines(comparison, "high")
    titles = [{model.model_id for model in line.models} for line in lines]
    # Every price that follows the volume is the same line through 18,000 at 6,000 contacts.
    follows = {"hourly", "per_minute", "per_contact", "per_resolved_contact", "outcome"}
    assert follows in titles
    assert lines[0].is_quoted
    assert sum(len(line.models) for line in lines) == len(comparison.models)
    chart = pricing_models_chart(evaluation, costs, "Atlas")
    # 1,500 hours × 12 = 18,000, and nothing but the volume moves it.
    assert chart.title == (
        "Atlas proposes “per hour”: 18,000 USD a month, 30 % less at −30 % volume, 30 % more at "
        "+30 % volume"
    )


def test_a_crossing_is_marked_once_at_its_volume_with_what_is_cheaper_on_either_side():
    # Per hour: 6,000 contacts of ten minutes are 1,000 hours at 12, so 2.00 a contact. Hybrid:
    # 6,000 and 1.00 a contact. They meet where 2 v = 6,000 + v, at 6,000 contacts for 12,000.
    lines = [
        {"unit": "per_contact", "price": 1},
        {"unit": "base_fee_month", "price": 6000},
    ]
    answers = {
        "price_lines": lines,
        "headline_rate_per_hour": 12,
        "rate_basis": "productive",
        "rate_parts": parts(),
        "pricing_model": "hybrid",
    }
    evaluation, costs = judged({"Atlas": answers})
    comparison = costs.candidates[0].models
    found = crossings_of(comparison, model_lines(comparison, "high"), "high")
    meeting = [c for c in found if {c.cheaper_below, c.cheaper_above} == {"hourly", "hybrid"}]
    assert [(c.cheaper_below, c.cheaper_above) for c in meeting] == [("hourly", "hybrid")]
    assert meeting[0].contacts == pytest.approx(6000)
    rings = trace(pricing_models_chart(evaluation, costs, "Atlas").figure, "crossings")
    marked = [y for x, y in zip(rings.x, rings.y, strict=True) if x == pytest.approx(6000)]
    assert pytest.approx(12000) in marked


OWN_TEAM = {
    "base_wage_per_hour": 10,
    "benefits_loading_pct": 0,
    "overheads_pct": 0,
    "tools_per_agent_month": 0,
    "annual_attrition_pct": 0,
    "replacement_cost_per_leaver": 0,
    "shrinkage_pct": 0,
    "wage_growth_pct_per_year": 0,
    "programme_manager_cost_per_year": 0,
    "uncertainty_pct": 0,
}


def test_savings_are_drawn_from_low_to_high_and_a_loss_is_called_one():
    # Own team: 1,000 hours ÷ 0.90 to ÷ 0.80 at 10 = 11,111 to 12,500 for 4,500 resolved.
    # Atlas: 18,000 for 3,000, so 27,000 for as many: −15,889 to −14,500 a month, × 12.
    brief = E_MAIL_BRIEF | {"in_house": OWN_TEAM, "programme_manager_fte": 0}
    evaluation, costs = judged({"Atlas": ATLAS}, brief)
    chart = savings_chart(evaluation, costs)
    bar = trace(chart.figure, "savings")
    assert list(bar.base) == pytest.approx([-190.6667], rel=1e-5)
    assert list(bar.x) == pytest.approx([16.6667], rel=1e-5)
    assert chart.title == "Nobody saves anything over 12 months: Atlas comes closest"
    assert chart.table.iloc[0]["Saves anything"] == "never, within these ranges"


def test_the_title_of_the_savings_names_nobody_whom_the_chart_does_not_show():
    # Own team: 1,000 hours at 30 and more. P0 to P11 ask 12 to 23 an hour for as much work, the
    # thirteenth and fourteenth 60 and 61.
    brief = E_MAIL_BRIEF | {
        "in_house": OWN_TEAM | {"base_wage_per_hour": 30},
        "programme_manager_fte": 0,
    }
    cheap = {f"P{n}": quote(12 + n, 10, 75) for n in range(12)}
    dear = {"Dear": quote(60, 10, 75), "Dearer": quote(61, 10, 75)}
    chart = savings_chart(*judged(cheap | dear, brief))
    assert chart.title.startswith("P0 saves")
    assert chart.title.endswith("; 2 others could cost more than the own team")
    assert "the 12 that save most of 14; all are in the table" in key_words(chart.figure)


def test_without_an_own_team_in_the_brief_savings_say_what_is_missing():
    evaluation, costs = judged({"Atlas": ATLAS})
    assert "the own team's wage" in savings_chart(evaluation, costs).empty_because
