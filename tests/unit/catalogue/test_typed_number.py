"""A typed number: decimal signs of many countries, units, currencies; never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.catalogue import UnclearNumber, number_as_text, number_in_text

finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "unit", "currency", "number"),
    [
        ("9,4", "", "", 9.4),
        ("9.4", "", "", 9.4),
        (" 9.4 ", "", "", 9.4),
        ("18.1 %", "%", "", 18.1),
        ("1.234,5", "contacts", "", 1234.5),
        ("1 234.5", "contacts", "", 1234.5),
        ("18,50 €", "EUR per hour", "EUR", 18.5),
        ("EUR 18.50 per hour", "EUR per hour", "EUR", 18.5),
        ("1,2340", "", "", 1.234),
        ("9007199254740991", "", "", 2**53 - 1),
        ("-0", "", "", 0.0),
    ],
)
def test_a_number_is_read_as_its_country_writes_it(typed, unit, currency, number):
    assert number_in_text(typed, unit, currency) == number


@pytest.mark.parametrize(
    ("typed", "reason", "advice"),
    [
        ("abc12x", "“abc12x” holds more than a number", "write the number alone, such as 12.5"),
        ("many", "“many” is not a number", "write digits, such as 12.5"),
        ("1,234", "“1,234” can be 1234 or 1.234; write 1234 or 1.2340", ""),
        ("1.234", "“1.234” can be 1234 or 1.234; write 1234 or 1.2340", ""),
        ("1.2.3", "“1.2.3” is not a number that can be read", "write it like 12.5"),
        ("6-8", "“6-8” holds more than one number; give one", ""),
        ("1e5", "“1e5” is not a number that can be read", "write it like 12.5"),
        ("18 %", "“18 %” is a percentage; asked for: a figure", ""),
        ("9" * 400, "the number must be finite", ""),
    ],
)
def test_what_is_unclear_says_why_and_how_to_write_it(typed, reason, advice):
    with pytest.raises(UnclearNumber) as problem:
        number_in_text(typed)
    assert (str(problem.value), problem.value.advice) == (reason, advice)


def test_of_what_is_counted_in_whole_numbers_no_decimals_are_offered():
    with pytest.raises(UnclearNumber, match=r"or 12\.000; write 12000 or 12$"):
        number_in_text("12.000", "seats", is_whole=True)


def test_both_ways_that_are_offered_for_an_ambiguous_number_are_read():
    assert (number_in_text("1234"), number_in_text("1.2340")) == (1234.0, 1.234)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (18.1, "18.1"),
        (18.0, "18"),
        (18, "18"),
        (-2.5, "-2.5"),
        (1234567.0, "1234567"),
        (0.00001, "0.00001"),
        (0.125, "0.125"),
        (1.234, "1.2340"),
        (-0.0, "0"),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_a_number_is_shown_plainly(number, text):
    assert number_as_text(number) == text


@given(finite)
def test_what_is_shown_is_read_as_the_same_number_to_the_last_digit(number):
    assert number_in_text(number_as_text(number)) == number
