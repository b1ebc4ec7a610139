"""The value function of a question, with today's candidates on it."""

import pytest
from building import AS_OF, number_catalogue, number_selection
from unit.charts.chart_cases import asked, question, scored, trace

from scorecard.catalogue import Catalogue
from scorecard.charts import value_function_chart
from scorecard.evaluation import evaluate
from scorecard.model import Answer, Brief, Candidate, Selection

ANCHORED = {"attrition": (30.0, 10.0)}


def attrition(**figures):
    selection = number_selection({name: [x] for name, x in figures.items()}, {"attrition": 1.0})
    return evaluate(selection, number_catalogue(ANCHORED), as_of=AS_OF)


def chart_of(evaluation):
    return value_function_chart(evaluation, "attrition", "q_attrition")


def with_value(value, kind, **more):
    """A catalogue with one criterion on one question, judged by `value`."""
    content = number_catalogue({"speed": (0.0, 100.0)}).model_dump(mode="json")
    content["questions"] = [question("asked", kind, **more)]
    content["criteria"][0]["inputs"] = [
        {"question": "asked", "value": {"sources": ["assumption"], "rationale": "test", **value}}
    ]
    return Catalogue.model_validate(content)


def selection_of(answers, brief=None):
    return Selection(
        id="s",
        title="S",
        created_at="2026-09-01T08:00:00Z",
        brief=brief or Brief(),
        points={"speed": 1.0},
        candidates=tuple(
            Candidate(id=name, name=name, position=n) for n, name in enumerate(answers)
        ),
        answers=tuple(
            Answer(candidate_id=name, question_id="asked", status="answered", value=value)
            for name, value in answers.items()
            if value is not None
        ),
    )


def test_the_line_runs_through_the_anchors_and_stays_level_beyond_them():
    chart = chart_of(attrition(Atlas=20))
    line = next(t for t in chart.figure.data if t.mode == "lines")
    assert list(zip(line.x, line.y, strict=True))[1:-1] == [(10, 100), (30, 0)]
    assert (line.y[0], line.y[-1]) == (100, 0)


def test_a_candidate_stands_on_the_line_at_its_answer():
    # 20 lies half way between 10 (worth 100) and 30 (worth 0).
    mark = trace(chart_of(attrition(Atlas=20, Borealis=28)).figure, "Atlas")
    assert (mark.x[0], mark.y[0]) == (20, pytest.approx(50))


def test_an_answer_beyond_the_anchors_is_said_to_be_counted_at_the_end():
    mark = trace(chart_of(attrition(Atlas=45)).figure, "Atlas")
    assert (mark.x[0], mark.y[0]) == (45, 0)
    assert "beyond the anchors" in mark.customdata[0]


def test_the_title_gives_the_lowest_and_the_highest_value_earned():
    chart = chart_of(attrition(Atlas=14, Borealis=28, Cobalt=None))
    # 14 is worth 80, 28 is worth 10.
    assert chart.title == (
        "Attrition: from 10.0 for Borealis to 80.0 for Atlas; 1 without an answer"
    )


def test_equal_and_single_candidates_have_titles_of_their_own():
    assert chart_of(attrition(Atlas=20)).title == "Attrition: Atlas earns 50.0"
    assert chart_of(attrition(Atlas=20, Borealis=20)).title == (
        "Attrition: all who answered earn 50.0"
    )


def test_before_any_candidate_the_title_gives_the_anchors():
    assert chart_of(attrition()).title == (
        "Attrition: 10 points is worth 100, 30 points is worth 0"
    )


def test_whoever_has_not_answered_is_in_the_table_and_not_on_the_line():
    chart = chart_of(attrition(Atlas=20, Borealis=None))
    assert "Borealis" not in [t.name for t in chart.figure.data]
    by_name = chart.table.set_index("Candidate")
    assert by_name.loc["Borealis", "Status"] == "open"
    assert by_name.loc["Atlas", "Value 0–100"] == 50.0


def test_a_choice_shows_its_options_from_best_to_worst_and_who_chose_which():
    options = [{"id": "weekly", "label": "Weekly"}, {"id": "never", "label": "Never"}]
    catalogue = with_value(
        {"kind": "levels", "levels": {"never": 0, "weekly": 90}}, "choice", options=options
    )
    selection = selection_of({"Atlas": "never", "Borealis": "weekly", "Cobalt": "weekly"})
    chart = value_function_chart(evaluate(selection, catalogue, as_of=AS_OF), "speed", "asked")
    assert list(chart.figure.layout.yaxis.ticktext) == ["Weekly", "Never"]
    levels = next(t for t in chart.figure.data if t.type == "bar")
    assert list(levels.x) == [90, 0]
    rows = {name: round(trace(chart.figure, name).y[0]) for name in ("Atlas", "Borealis")}
    assert rows == {"Atlas": 1, "Borealis": 0}
    # Two candidates with the same answer stand side by side.
    assert trace(chart.figure, "Borealis").x[0] != trace(chart.figure, "Cobalt").x[0]
    assert chart.table["Answer"].tolist() == ["Never", "Weekly", "Weekly"]


def test_the_price_runs_from_the_brief_s_target_to_its_ceiling():
    catalogue = with_value({"kind": "price"}, "money", unit="per hour")
    brief = Brief(target_rate_per_hour=20, ceiling_rate_per_hour=40, currency="EUR")
    selection = selection_of({"Atlas": 25.0}, brief)
    chart = value_function_chart(evaluate(selection, catalogue, as_of=AS_OF), "speed", "asked")
    # 25 of 20…40 is a quarter of the way down: 75.
    assert trace(chart.figure, "Atlas").y[0] == pytest.approx(75)
    assert "20 EUR per productive hour is worth 100" in chart.text_alternative


def test_a_price_without_target_and_ceiling_says_to_set_them():
    catalogue = with_value({"kind": "price"}, "money", unit="per hour")
    chart = value_function_chart(
        evaluate(selection_of({"Atlas": 25.0}), catalogue, as_of=AS_OF), "speed", "asked"
    )
    assert chart.is_empty
    assert "target" in chart.empty_because


def test_an_unknown_criterion_or_a_question_that_does_not_feed_it_is_an_error():
    with pytest.raises(KeyError):
        value_function_chart(attrition(), "nonsense", "q_attrition")
    with pytest.raises(KeyError):
        value_function_chart(asked({}), "floor", "attrition_120d_pct")


def test_beyond_seven_candidates_the_others_share_one_grey_mark():
    result = scored({f"C{n}": [n * 10] for n in range(10)}, {"floor": 1.0})
    chart = value_function_chart(result, "floor", "q_floor")
    assert len(trace(chart.figure, "other candidates").x) == 3
