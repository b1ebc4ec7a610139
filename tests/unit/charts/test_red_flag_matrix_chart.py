"""The red-flag matrix: raised, unknown, clear and not applicable are four different marks."""

from unit.charts.chart_cases import above, asked, key_words, scored, trace

from scorecard.charts import red_flag_matrix
from scorecard.charts.grid import UPRIGHT_AT_MOST
from scorecard.charts.palette import INK, SEVERITY_SIGNS, contrast
from scorecard.model import Status

PAGES = ("#ffffff", "#12161d")
ATTRITION = above("attrition", "attrition_120d_pct", 18)


def places(chart, kind):
    """(candidate, family) of every mark of one kind, below the two rows of counts."""
    mark = trace(chart.figure, kind)
    return {(x, y - 2) for x, y in zip(mark.x, mark.y, strict=True)}


def test_each_outcome_has_its_own_mark():
    chart = red_flag_matrix(
        asked(
            {
                "Atlas": {"attrition_120d_pct": 18.0},
                "Borealis": {"attrition_120d_pct": 18.1},
                "Cobalt": {},
                "Delphi": {"attrition_120d_pct": Status.NOT_APPLICABLE},
            },
            red_flags=[ATTRITION],
        )
    )
    # All are equal on the one criterion, so the columns are in the order of the names.
    assert places(chart, "clear") == {(0, 0)}
    assert places(chart, "critical") == {(1, 0)}
    assert places(chart, "unknown") == {(2, 0)}
    assert places(chart, "not applicable") == {(3, 0)}
    symbols = {t.name: t.marker.symbol for t in chart.figure.data if t.mode == "markers"}
    assert symbols == {
        "critical": "diamond",
        "unknown": "circle-open",
        "clear": "circle",
        "not applicable": "line-ew",
    }


def test_an_open_answer_is_counted_as_unknown_and_not_as_clear():
    chart = red_flag_matrix(asked({"Atlas": {}, "Borealis": {}}, red_flags=[ATTRITION]))
    assert chart.title == "No red flag is raised, but 2 are unknown"
    assert "clear" not in [t.name for t in chart.figure.data]
    assert chart.table.iloc[0].tolist() == ["Attrition", "unknown", "unknown"]


def test_the_title_names_who_carries_the_most_and_the_words_count_all():
    chart = red_flag_matrix(
        asked(
            {
                "Atlas": {"attrition_120d_pct": 20, "attrition_annual_pct": 70},
                "Borealis": {"attrition_120d_pct": 10, "attrition_annual_pct": 70},
                "Cobalt": {"attrition_120d_pct": 10, "attrition_annual_pct": 30},
            },
            red_flags=[ATTRITION, above("drift", "attrition_annual_pct", 60, severity="major")],
        )
    )
    # One group of questions: where the flags fall would say nothing.
    assert chart.title == "Atlas carries the most flags, 2 of 3"
    assert "3 red flags raised, 0 unknown" in chart.text_alternative


def test_a_single_flag_and_a_single_carrier_are_named():
    one = red_flag_matrix(asked({"Atlas": {"attrition_120d_pct": 20}}, red_flags=[ATTRITION]))
    assert one.title == "The only flag is raised on Atlas"
    rules = [ATTRITION, above("drift", "attrition_annual_pct", 60)]
    answers = {"attrition_120d_pct": 20, "attrition_annual_pct": 70}
    two = red_flag_matrix(asked({"Atlas": answers, "Borealis": {}}, red_flags=rules))
    assert two.title == "Atlas carries both flags"


def test_whoever_carries_as_many_is_named_beside():
    rules = [ATTRITION, above("drift", "attrition_annual_pct", 60)]
    flagged = {"attrition_120d_pct": 20, "attrition_annual_pct": 70}
    fine = {"attrition_120d_pct": 10, "attrition_annual_pct": 30}
    every = red_flag_matrix(asked({"Atlas": flagged, "Borealis": flagged}, red_flags=rules))
    assert every.title == "Every candidate carries 2 flags"
    some = {"Atlas": flagged, "Borealis": flagged, "Cobalt": fine}
    assert red_flag_matrix(asked(some, red_flags=rules)).title == (
        "Atlas and Borealis carry the most flags, 2 each"
    )


def grouped(matrix):
    """Floor is asked in one group and price in another; above 50 a flag is raised on either."""
    return red_flag_matrix(
        scored(
            matrix,
            {"floor": 1.0, "price": 1.0},
            groups={"floor": "people", "price": "money"},
            red_flags=[above("floor_flag", "q_floor", 50), above("price_flag", "q_price", 50)],
        )
    )


def test_with_several_groups_the_title_says_where_the_most_flags_fall():
    # Floor is flagged on both, price on Atlas only.
    assert grouped({"Atlas": [60, 60], "Borealis": [60, 10]}).title == (
        "The most flags fall under people: 2 of 3; Atlas carries the most, 2 of 3"
    )
    assert grouped({"Atlas": [60, 60], "Borealis": [10, 10]}).title == (
        "The most flags fall under people and money: 1 of 2 each; Atlas carries both"
    )
    assert grouped({"Atlas": [10, 60], "Borealis": [10, 60]}).title == (
        "Both flags fall under money; every candidate carries 1"
    )


def test_a_single_flag_is_named_with_its_group_and_its_carrier():
    chart = grouped({"Atlas": [10, 60], "Borealis": [10, 10]})
    assert chart.title == "The only flag falls under money, on Atlas"


def test_marks_are_legible_on_both_pages():
    flagged = {"attrition_120d_pct": 20}
    chart = red_flag_matrix(
        asked({"Atlas": flagged, "Borealis": {"attrition_120d_pct": 10}}, red_flags=[ATTRITION])
    )
    clear = trace(chart.figure, "clear").marker
    # WCAG 2.2, 1.4.11: 3 : 1 for what is needed to understand a graphic.
    assert min(contrast(clear.color, page) for page in PAGES) >= 3
    raised = trace(chart.figure, "critical").marker
    assert raised.line.color == INK
    assert raised.line.width >= 1
    layout = chart.figure.layout
    assert min(layout.xaxis.tickfont.size, layout.yaxis.tickfont.size) >= 12


def test_of_a_family_the_most_severe_raised_rule_is_shown_and_counted_once():
    rules = [
        above("worrying", "attrition_120d_pct", 10, family="attrition", severity="minor"),
        above("grave", "attrition_120d_pct", 18, family="attrition", severity="critical"),
    ]
    chart = red_flag_matrix(
        asked(
            {"Atlas": {"attrition_120d_pct": 20}, "Borealis": {"attrition_120d_pct": 12}},
            red_flags=rules,
        )
    )
    assert places(chart, "critical") == {(0, 0)}
    assert places(chart, "minor") == {(1, 0)}
    counts = trace(chart.figure, "raised")
    assert list(counts.text) == ["<b>1</b>", "<b>1</b>", "<b>1</b>", "0"]
    assert len(chart.table) == 1


def test_a_row_is_titled_with_its_matter_and_each_mark_says_which_rule_it_is():
    rules = [
        above("above_the_line", "attrition_120d_pct", 18, family="early", matter="Early attrition"),
        above("not_shared", "attrition_120d_pct", 90, family="early", matter="Early attrition"),
    ]
    rules[1]["raised_when"] = {"test": "not_shared", "question": "attrition_120d_pct"}
    answers = {
        "Atlas": {"attrition_120d_pct": 20},
        "Borealis": {"attrition_120d_pct": Status.REFUSED},
    }
    chart = red_flag_matrix(asked(answers, red_flags=rules))
    assert chart.table["Red flag"].tolist() == ["Early attrition"]
    atlas, borealis = trace(chart.figure, "critical").customdata
    assert "Above the line" in atlas
    assert "Not shared" in borealis
    # A copy of a catalogue from before matters were named tells what the rules ask about.
    old = [rule | {"matter": ""} for rule in rules]
    copied = asked(answers, red_flags=old)
    label = copied.catalogue.questions_by_id["attrition_120d_pct"].label
    assert red_flag_matrix(copied).table["Red flag"].tolist() == [label]


def test_a_raised_rule_of_a_family_outranks_an_unknown_one():
    rules = [
        above("unknown_one", "attrition_annual_pct", 60, family="attrition"),
        above("raised_one", "attrition_120d_pct", 18, family="attrition", severity="minor"),
    ]
    chart = red_flag_matrix(asked({"Atlas": {"attrition_120d_pct": 20}}, red_flags=rules))
    assert places(chart, "minor") == {(0, 0)}
    assert "unknown" not in [t.name for t in chart.figure.data]


def test_the_gravest_family_stands_first_and_clear_ones_are_left_out():
    rules = [
        above("small", "attrition_annual_pct", 60, severity="minor"),
        above("grave", "attrition_120d_pct", 18, severity="critical"),
        above("waiting", "seats_promised", 500, severity="critical"),
        above("fine", "ramp_weeks_promised", 90, severity="critical"),
    ]
    chart = red_flag_matrix(
        asked(
            {
                "Atlas": {
                    "attrition_annual_pct": 70,
                    "attrition_120d_pct": 20,
                    "ramp_weeks_promised": 8,
                }
            },
            red_flags=rules,
        )
    )
    assert chart.table["Red flag"].tolist() == ["Grave", "Small", "Waiting"]


def test_the_hover_gives_the_number_and_what_to_ask_next():
    chart = red_flag_matrix(asked({"Atlas": {"attrition_120d_pct": 20}}, red_flags=[ATTRITION]))
    text = trace(chart.figure, "critical").customdata[0]
    assert "20 % is above 18 %." in text
    assert "Ask next: Ask for the figures." in text


def test_with_nothing_raised_and_nothing_unknown_there_is_nothing_to_draw():
    chart = red_flag_matrix(asked({"Atlas": {"attrition_120d_pct": 10}}, red_flags=[ATTRITION]))
    assert chart.title == "No red flag is raised, and none is unknown"
    assert chart.is_empty
    assert len(chart.figure.data) == 0


def test_a_scorecard_without_rules_says_so():
    chart = red_flag_matrix(asked({"Atlas": {}}))
    assert chart.title == "This scorecard has no red-flag rules"
    assert "nothing can be raised" in chart.empty_because


def test_severities_differ_in_shape_as_well_as_in_colour():
    signs = SEVERITY_SIGNS.values()
    assert len({sign.symbol for sign in signs}) == len({sign.character for sign in signs}) == 3


def test_with_fifty_candidates_the_gravest_rules_stand_upright_and_the_rest_is_in_the_table():
    rules = [above(f"rule_{n:02d}", "attrition_120d_pct", 18) for n in range(25)]
    answers = {f"C{n:02d}": {"attrition_120d_pct": 20} for n in range(50)}
    chart = red_flag_matrix(asked(answers, red_flags=rules))
    assert len(chart.figure.layout.yaxis.ticktext) == 50
    assert len(chart.figure.layout.xaxis.ticktext) == UPRIGHT_AT_MOST
    assert len(chart.table) == 25
    assert any("15 gravest of 25" in note.text for note in chart.figure.layout.annotations)


def test_the_legend_names_only_the_marks_that_are_there():
    chart = red_flag_matrix(asked({"Atlas": {"attrition_120d_pct": 20}}, red_flags=[ATTRITION]))
    assert key_words(chart.figure) == ["◆ critical"]
