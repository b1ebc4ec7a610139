"""A scorecard brought along has no red-flag rules: no page calls its candidates clean."""

import pytest
from building import AS_OF, number_catalogue, number_selection
from pages import OPERATOR, open_page, texts_of, use_database

from scorecard.cli.ranking_text import ranking_text
from scorecard.evaluation import evaluate
from scorecard.ui.frame import leader_line

CATALOGUE = number_catalogue({"design": (0.0, 100.0), "price": (0.0, 100.0)})
NO_RULES = "This selection has no red-flag rules."


@pytest.fixture
def selection(monkeypatch, tmp_path):
    made = number_selection({"Atlas": [90, 50], "Borealis": [60, 70]}, {"design": 60, "price": 40})
    return use_database(monkeypatch, tmp_path).create_selection(OPERATOR, made, CATALOGUE)


@pytest.mark.parametrize("page", ["ranking", "red_flags", "compare", "due_diligence"])
def test_a_page_says_that_there_are_no_rules_and_calls_nobody_clean(selection, page):
    app = open_page(page, selection.id)
    assert not app.exception
    words = texts_of(app)
    assert "no red-flag rules" in words
    for clean in ("no flag", "No flag", "Nobody carries", "critical flag"):
        assert clean not in words
    if page != "ranking":
        assert NO_RULES in words


def test_there_is_nothing_to_filter_or_group_where_no_rule_could_raise_a_flag(selection):
    app = open_page("red_flags", selection.id)
    keys = {str(widget.key) for widget in app.button_group}
    assert not keys & {"red_flags:grouping", "red_flags:severities", "red_flags:chart"}


def test_compare_counts_no_flags_where_no_rule_could_raise_one(selection):
    overview = open_page("compare", selection.id).dataframe[0].value
    assert not {"Flags", "Critical"} & set(overview.columns)


def test_the_sidebar_and_the_terminal_say_that_there_are_no_rules(selection):
    evaluation = evaluate(selection, CATALOGUE, as_of=AS_OF)
    # 0.6·90 + 0.4·50 = 74 against 0.6·60 + 0.4·70 = 64.
    assert leader_line(evaluation) == "Atlas leads by 10.0 · no red-flag rules"
    told = ranking_text(evaluation)
    assert NO_RULES in told
    assert "Nobody carries" not in told
