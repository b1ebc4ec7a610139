"""The terminal counts flags as the pages do."""

from unit.charts.chart_cases import EVERY_RULE, scored

from scorecard.cli.ranking_text import ranking_text


def rule(name: str, threshold: float, severity: str, family: str, question: str = "q_floor"):
    return {
        **EVERY_RULE,
        "id": name,
        "title": name.capitalize(),
        "severity": severity,
        "family": family,
        "matter": family.capitalize(),
        "reads": question,
        "raised_when": {
            "test": "below",
            "question": question,
            "threshold": threshold,
            "unit": "points",
        },
        "message": "$value is below $threshold.",
    }


def test_a_matter_that_is_raised_is_not_counted_as_unknown_too():
    # Two rules on the matter floor: one is raised by floor 10, the other waits for price, which
    # is open. The matter price waits for it too: one matter is unknown.
    rules = [
        rule("low", 20, "critical", "floor"),
        rule("lower", 20, "major", "floor", "q_price"),
        rule("dear", 20, "minor", "price", "q_price"),
    ]
    evaluation = scored({"Atlas": [10, None]}, {"floor": 60, "price": 40}, red_flags=rules)
    assert "1 critical; 1 unknown" in ranking_text(evaluation)
