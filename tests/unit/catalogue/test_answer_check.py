"""What can be an answer, and the message when something cannot."""

from datetime import date

import pytest

from scorecard.catalogue import InvalidValueError, Question, checked_value, with_unit

EARLIEST = date(1990, 1, 1)
OPTIONS = [{"id": "weekly", "label": "Weekly"}, {"id": "none", "label": "None"}]
COLUMNS = [
    {"id": "account", "label": "Account", "required": True},
    {"id": "agents", "label": "Agents", "kind": "number", "minimum": 0},
    {"id": "completed_on", "label": "Completed on", "kind": "date"},
    {"id": "quality", "label": "Quality", "kind": "choice", "options": OPTIONS},
]


def question(kind, **extra):
    return Question.model_validate(
        {
            **{"id": "q", "group": "g", "label": "Attrition", "text": "?", "kind": kind},
            **{"unit": "%" if kind == "number" else "", "why": "w", "good_evidence": "e"},
            **{"ask_whom": "a", "sources": ("assumption",)},
            **extra,
        }
    )


@pytest.mark.parametrize(
    ("asked", "value", "message"),
    [
        (question("number", maximum=100), 118.0, "118 % is impossible; the most possible is 100 %"),
        (question("number", minimum=0), -1.0, "-1 % is impossible; the least possible is 0 %"),
        (
            question("number", maximum=100, unit="±%"),
            150000.0,
            "±150000 % is impossible; the most possible is ±100 %",
        ),
        (question("number"), "about 20", "“about 20” is not a number"),
        (question("number"), True, "is not a number"),
        (question("number"), float("nan"), "must be finite"),
        (question("number"), float("inf"), "must be finite"),
        (question("money"), -0.01, "the least possible is 0"),
        (question("date"), "1989-12-31", "1989-12-31 is before 1990-01-01; check the year"),
        (question("date"), "31.12.2025", "is not a date; write it as 2026-11-22"),
        (question("choice", options=OPTIONS), "daily", "is not one of: Weekly, None"),
        (question("checklist", options=OPTIONS), ("weekly", "x"), "“x” is not one of"),
        (question("rating", options=[{"id": str(i), "label": "l"} for i in range(6)]), 6.0, "5"),
        (question("text"), "x" * 50_000, "50,000 characters; 20,000 at most"),
        (question("table", columns=COLUMNS), ({"agents": 5.0},), "row 1: Account is missing"),
        (
            question("table", columns=COLUMNS),
            ({"account": "A"}, {"account": "B", "agents": -5}),
            "row 2, Agents: -5 is impossible",
        ),
        (question("table", columns=COLUMNS), ({"account": "A", "x": 1},), "unknown column “x”"),
        (question("table", columns=COLUMNS), ({"account": "A"},) * 201, "201 rows; 200 at most"),
    ],
)
def test_an_impossible_value_is_refused_with_the_place_and_the_reason(asked, value, message):
    with pytest.raises(InvalidValueError) as refusal:
        checked_value(asked, value, EARLIEST)
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("Attrition")


def test_eighteen_and_eighteen_point_one_are_kept_as_typed():
    assert checked_value(question("number", maximum=100), 18.0, EARLIEST) == 18.0
    assert checked_value(question("number", maximum=100), 18.1, EARLIEST) == 18.1
    assert checked_value(question("number", maximum=100), 100, EARLIEST) == 100.0


def test_a_table_keeps_its_rows_in_order_and_drops_empty_ones():
    rows = (
        {"account": "Grocer", "agents": 80, "completed_on": date(2025, 3, 1), "quality": "weekly"},
        {"account": None, "agents": None},
        {"account": "Bank", "agents": float("nan")},
    )
    kept = checked_value(question("table", columns=COLUMNS), rows, EARLIEST)
    assert kept == (
        {"account": "Grocer", "agents": 80.0, "completed_on": "2025-03-01", "quality": "weekly"},
        {"account": "Bank", "agents": None, "completed_on": None, "quality": None},
    )


def test_a_checklist_is_kept_in_the_catalogues_order_and_tags_without_repeats():
    assert checked_value(question("checklist", options=OPTIONS), ["none", "weekly"], EARLIEST) == (
        "weekly",
        "none",
    )
    assert checked_value(question("tags"), ["German ", "French", "German"], EARLIEST) == (
        "German",
        "French",
    )


def test_give_or_take_stands_before_its_figure():
    assert with_unit(30.0, "±%") == "±30 %"
    assert with_unit(30.0, "%") == "30 %"
