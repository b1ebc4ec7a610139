"""What candidates type: several countries' numbers and dates, units, words; nothing is guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.catalogue import Option
from scorecard.excel.intake_grid import FilledCell
from scorecard.excel.typed_days import typed_day
from scorecard.excel.typed_numbers import typed_number
from scorecard.excel.typed_words import Unclear, typed_option, typed_tags, typed_tick

OPTIONS = (
    Option(id="weekly", label="Weekly"),
    Option(id="biweekly", label="Every two weeks"),
    Option(id="monthly", label="Monthly"),
    Option(id="none", label="No joint calibration"),
)


def cell(value, kind="s", *, is_percentage=False):
    return FilledCell("Sheet", 0, 0, value, kind, is_percentage)


NUMBERS = [
    # typed, unit, currency, number
    ("18.1", "%", "", 18.1),
    ("18,1", "%", "", 18.1),
    ("18,1 %", "%", "", 18.1),
    ("18.1%", "% of seats", "", 18.1),
    ("±20 %", "±%", "", 20.0),
    ("1.234,56", "contacts", "", 1234.56),
    ("1,234.56", "contacts", "", 1234.56),
    ("1 234,56", "contacts", "", 1234.56),
    ("1\u00a0234,56", "contacts", "", 1234.56),
    ("1\u202f234", "contacts", "", 1234.0),
    ("1'234.50", "contacts", "", 1234.5),
    ("1.234.567", "contacts", "", 1234567.0),
    ("1,234,567", "contacts", "", 1234567.0),
    ("0,125", "hours", "", 0.125),
    (".5", "hours", "", 0.5),
    ("−3", "points", "", -3.0),
    ("8 weeks", "weeks", "", 8.0),
    ("1 week", "weeks", "", 1.0),
    ("72 Hours", "hours", "", 72.0),
    ("40 contacts a week", "contacts a week", "", 40.0),
    ("1234", "contacts", "", 1234.0),
    ("12.5000", "weeks", "", 12.5),
    ("€ 14,50", "per hour", "EUR", 14.5),
    ("14.50 €/h", "per hour", "EUR", 14.5),
    ("EUR 14.50 per hour", "per hour", "EUR", 14.5),
    ("$14.50", "per hour", "USD", 14.5),
    ("US$ 14.50", "per hour", "USD", None),
    ("14.50 USD", "per hour", "EUR", None),
    ("£14.50", "per hour", "EUR", None),
    ("1,234", "contacts", "", None),
    ("1.234", "contacts", "", None),
    ("12,345", "contacts", "", None),
    ("6-8 weeks", "weeks", "", None),
    ("6 to 8", "weeks", "", None),
    ("about 12", "weeks", "", None),
    ("~12", "weeks", "", None),
    (">12", "weeks", "", None),
    ("(12)", "weeks", "", None),
    ("2 months", "weeks", "", None),
    ("5k", "contacts", "", None),
    ("18 %", "weeks", "", None),
    ("12 5", "weeks", "", None),
    ("1.2.3", "weeks", "", None),
    ("1,23,4.5", "weeks", "", None),
    ("n/a", "weeks", "", None),
    ("a lot", "weeks", "", None),
    ("=1+1", "weeks", "", None),
    ("1e5", "weeks", "", None),
    ("NaN", "weeks", "", None),
]


@pytest.mark.parametrize(("typed", "unit", "currency", "number"), NUMBERS)
def test_a_typed_number_is_understood_or_pointed_out(typed, unit, currency, number):
    if number is None:
        with pytest.raises(Unclear):
            typed_number(cell(typed), unit, currency)
    else:
        assert typed_number(cell(typed), unit, currency) == number


def test_a_thousands_separator_that_could_be_a_decimal_one_names_both_readings():
    with pytest.raises(Unclear, match=r"can be 1234 or 1\.234"):
        typed_number(cell("1,234"), "contacts")


def test_a_cell_in_per_cent_counts_in_per_cent():
    # Excel keeps 18.1 % as 0.181, and 0.181 × 100 is 18.099999999999998 in binary.
    assert typed_number(cell(0.181, "n", is_percentage=True), "%") == 18.1
    with pytest.raises(Unclear, match="a percentage"):
        typed_number(cell(0.181, "n", is_percentage=True), "weeks")


@pytest.mark.parametrize("value", [True, datetime(2026, 1, 2), date(2026, 1, 2)])
def test_neither_true_nor_a_date_is_a_number(value):
    with pytest.raises(Unclear):
        typed_number(cell(value, "d"), "weeks")


def test_an_infinite_number_is_pointed_out():
    with pytest.raises(Unclear, match="finite"):
        typed_number(cell(float("inf"), "n"), "weeks")


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda x: round(x, 4)))
def test_a_number_written_with_either_decimal_sign_is_the_same(number):
    point = f"{number:.4f}"
    assert typed_number(cell(point), "weeks") == pytest.approx(number, rel=1e-11, abs=1e-12)
    comma = point.replace(".", ",")
    assert typed_number(cell(comma), "weeks") == typed_number(cell(point), "weeks")


@given(st.text(max_size=30))
def test_no_text_makes_the_reading_of_numbers_fail(text):
    try:
        number = typed_number(cell(text), "% of seats", "EUR")
    except Unclear as problem:
        assert "\n" not in str(problem)
    else:
        assert abs(number) < 1e40


DAYS = [
    ("2026-11-22", date(2026, 11, 22)),
    ("2026/11/22", date(2026, 11, 22)),
    ("2026-11-22 14:30", date(2026, 11, 22)),
    ("22.11.2026", date(2026, 11, 22)),
    ("3.4.2026", date(2026, 4, 3)),
    ("3. 4. 2026", date(2026, 4, 3)),
    ("22/11/2026", date(2026, 11, 22)),
    ("11/22/2026", date(2026, 11, 22)),
    ("05/05/2026", date(2026, 5, 5)),
    ("22 November 2026", date(2026, 11, 22)),
    ("22nd Nov 2026", date(2026, 11, 22)),
    ("Nov 22, 2026", date(2026, 11, 22)),
    ("22. März 2026", date(2026, 3, 22)),
    ("1er août 2026", date(2026, 8, 1)),
    ("22 de novembro de 2026", date(2026, 11, 22)),
    ("22 dicembre 2026", date(2026, 12, 22)),
    ("03/04/2026", None),
    ("31.02.2026", None),
    ("November 2026", None),
    ("11/2026", None),
    ("2026", None),
    ("22.11.26", None),
    ("soon", None),
]


@pytest.mark.parametrize(("typed", "day"), DAYS)
def test_a_typed_day_is_understood_or_pointed_out(typed, day):
    if day is None:
        with pytest.raises(Unclear):
            typed_day(cell(typed))
    else:
        assert typed_day(cell(typed)) == day


def test_day_and_month_that_could_be_exchanged_name_both_readings():
    with pytest.raises(Unclear, match="2026-04-03 or 2026-03-04; write the one that is meant"):
        typed_day(cell("03/04/2026"))


def test_a_serial_number_of_a_day_is_a_day_and_a_year_is_none():
    # LibreOffice and Excel agree: day 46348 is 2026-11-22 (46348 − 44197 = 2151 days after
    # 2021-01-01, which is day 44197).
    assert typed_day(cell(46348, "n")) == date(2026, 11, 22)
    for value in (2026, 0.5, 46348.5, -4, 10**9):
        with pytest.raises(Unclear):
            typed_day(cell(value, "n"))


@given(st.text(max_size=25))
def test_no_text_makes_the_reading_of_days_fail(text):
    try:
        assert isinstance(typed_day(cell(text)), date)
    except Unclear as problem:
        assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("Weekly", "weekly"),
        ("  every  TWO weeks ", "biweekly"),
        ("biweekly", "biweekly"),
        ("Month", "monthly"),
        ("No joint", "none"),
    ],
)
def test_an_option_is_known_by_label_id_or_an_unmistakable_beginning(typed, option):
    assert typed_option(cell(typed), OPTIONS) == option


@pytest.mark.parametrize("typed", ["daily", "e", "", "weekly or monthly"])
def test_an_unknown_option_is_pointed_out_with_the_list(typed):
    with pytest.raises(Unclear, match="Weekly; Every two weeks; Monthly"):
        typed_option(cell(typed), OPTIONS)


def test_that_a_question_does_not_apply_is_the_buyers_to_say():
    for read in (
        lambda c: typed_option(c, OPTIONS),
        lambda c: typed_number(c, "weeks"),
        typed_tick,
    ):
        with pytest.raises(Unclear, match="decided by the buyer"):
            read(cell("N/A"))


@pytest.mark.parametrize("typed", ["Yes", "ja", "X", "✓", "sí", "oui", True, 1])
def test_a_tick_is_understood_in_several_languages(typed):
    assert typed_tick(cell(typed))


@pytest.mark.parametrize("typed", ["No", "nein", "non", "-", False, 0])
def test_so_is_its_absence(typed):
    assert not typed_tick(cell(typed))


def test_anything_else_is_neither():
    with pytest.raises(Unclear, match="neither yes nor no"):
        typed_tick(cell("partly"))


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("German; English", ("German", "English")),
        ("German, English,", ("German", "English")),
        ("Washington, DC; Lisbon", ("Washington, DC", "Lisbon")),
        ("German\nEnglish\nGerman", ("German", "English")),
    ],
)
def test_entries_are_apart_by_semicolons_lines_or_else_commas(typed, entries):
    assert typed_tags(cell(typed)) == entries
