"""Figures in the messages of red flags: written one way, wherever they are shown."""

import pytest

from scorecard.catalogue import load_catalogue
from scorecard.red_flags import message_in_words, number_in_words

RULE = next(rule for rule in load_catalogue().red_flags if "$value" in rule.message)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (22.0, "22"),
        (18.10000001, "18.1"),
        (100.0, "100"),
        (0.0, "0"),
        (-0.001, "0"),
        # Six significant digits would make 12345.7 of it.
        (12345.67, "12,345.67"),
        (999_999.99, "999,999.99"),
        (1_000_000.0, "1,000,000"),
        (1_234_567.89, "1,234,568"),
    ],
)
def test_a_number_has_separators_and_no_more_decimals_than_it_needs(number, words):
    assert number_in_words(number) == words


def test_a_message_fills_in_its_figures_and_says_what_is_missing():
    rule = RULE.model_copy(update={"message": "$value $unit against $threshold ($detail)"})
    assert (
        message_in_words(rule, 1_250_000.0, 18.0, unit="EUR", detail="of 2")
        == "1,250,000 EUR against 18 (of 2)"
    )
    assert (
        message_in_words(rule, "not_shared", None, unit="", detail="x", without_value="left out")
        == "not shared  against left out (x)"
    )
