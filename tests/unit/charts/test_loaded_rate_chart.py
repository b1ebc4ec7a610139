"""The loaded rate: a missing part is visibly missing, whatever the rest says."""

from unit.charts.chart_cases import RATE_PARTS, asked, key_words, written

from scorecard.charts import loaded_rate_chart
from scorecard.charts.palette import BLUE, CLEAR, SKY
from scorecard.model import Brief, Status


def part(name, treatment, amount=None):
    return {"part": name, "treatment": treatment, "amount": amount}


WHOLE = tuple(part(name, "amount", 1.5) for name in RATE_PARTS)
MIXED = (
    part("wfm", "amount", 1.25),
    part("qa", "percentage", 4.0),
    part("team_lead", "included"),
    part("training", "not_included"),
    part("technology", "unknown"),
    part("real_estate", "amount", 2.0),
)


def case(answers, **brief):
    return loaded_rate_chart(asked(answers, brief=Brief(**brief)))


def slots(chart):
    return [t for t in chart.figure.data if t.type == "bar" and t.width == 0.62]


def test_each_part_has_a_slot_and_a_missing_one_is_hatched():
    chart = case({"Atlas": {"rate_parts": MIXED}})
    assert len(slots(chart)) == 7
    hatching = [slot.marker.pattern.shape[0] for slot in slots(chart)]
    # Stated, percentage, included; then not in the rate, not said, stated, not listed at all.
    assert hatching == ["", "", "", "x", "/", "", "/"]
    assert [slot.marker.color[0] for slot in slots(chart)] == [
        *(BLUE, BLUE, SKY),
        *(CLEAR, CLEAR, BLUE, CLEAR),
    ]


def test_a_slot_says_its_amount_its_percentage_or_that_it_is_included():
    chart = case({"Atlas": {"rate_parts": MIXED}}, currency="EUR")
    assert [slot.text[0] for slot in slots(chart)] == ["1.25", "4%", "in", "", "", "2.00", ""]
    assert "EUR 1.25 per hour" in slots(chart)[0].customdata[0]
    assert "4 % of the rate" in slots(chart)[1].customdata[0]
    assert "not in the rate" in slots(chart)[3].customdata[0]
    assert "not said" in slots(chart)[6].customdata[0]


def test_a_refused_breakdown_hatches_every_slot():
    chart = case({"Atlas": {"rate_parts": Status.REFUSED}})
    assert [slot.marker.pattern.shape[0] for slot in slots(chart)] == ["/"] * 7
    assert "refused" in slots(chart)[0].customdata[0]
    assert chart.table["Parts missing"].tolist() == [7]


def test_the_title_tells_what_the_lowest_headline_rate_leaves_out():
    chart = case(
        {
            "Atlas": {"rate_parts": WHOLE, "headline_rate_per_hour": 19.5},
            "Borealis": {"rate_parts": MIXED, "headline_rate_per_hour": 12},
            "Cobalt": {},
        }
    )
    # Of the seven, training is outside, technology unknown and shrinkage not listed.
    assert chart.title == (
        "1 of 3 states all 7 parts of the rate; "
        "the lowest headline rate, USD 12.00 by Borealis, leaves out 3"
    )


def test_a_single_candidate_is_told_which_parts_are_missing():
    assert case({"Atlas": {"rate_parts": MIXED}}).title == (
        "Atlas leaves out 3 of 7 parts of its rate: training, technology and shrinkage"
    )


def test_all_parts_stated_by_all_is_said_so():
    chart = case({"Atlas": {"rate_parts": WHOLE}, "Borealis": {"rate_parts": WHOLE}})
    assert chart.title == "Every candidate states all 7 parts of its rate"
    assert not any("missing" in words for words in key_words(chart.figure))


def test_headline_and_loaded_rate_stand_beside_in_their_own_panel():
    chart = case(
        {"Atlas": {"headline_rate_per_hour": 16, "loaded_rate_per_hour": 21.5}, "Borealis": {}}
    )
    beside = [t for t in chart.figure.data if t.type == "bar" and t.xaxis == "x2"]
    assert [list(bar.x) for bar in beside][:2] == [
        [21.5],
        [16],
    ]
    texts = written(chart.figure)
    assert texts == ["16.00 → 21.50", "open"]


def test_an_unknown_loaded_rate_is_a_question_mark_and_not_the_headline():
    chart = case({"Atlas": {"headline_rate_per_hour": 16}})
    texts = written(chart.figure)
    assert texts == ["16.00 → ?"]


def test_the_table_has_a_column_for_each_part():
    table = case({"Atlas": {"rate_parts": MIXED, "headline_rate_per_hour": 16}}).table
    assert table.iloc[0].tolist()[:2] == ["Atlas", "16.00"]
    assert table.loc[0, "Wfm"] == "USD 1.25 per hour"
    assert table.loc[0, "Team lead"] == "included, no figure"
    assert table.loc[0, "Parts missing"] == 3


def test_the_loaded_rate_is_called_the_candidates_own_because_the_page_cost_works_out_another():
    chart = case({"Atlas": {"headline_rate_per_hour": 1016, "loaded_rate_per_hour": 1021.5}})
    assert "→ pale: candidate's own loaded rate" in key_words(chart.figure)
    assert "Candidate's own loaded rate, USD per hour" in chart.table.columns
    assert chart.table.iloc[0].tolist()[1:3] == ["1,016.00", "1,021.50"]
