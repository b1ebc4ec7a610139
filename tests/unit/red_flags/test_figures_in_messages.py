"""Figures in the messages of red flags: written one way, wherever they are shown."""

import pytest

from scorecard.catalogue import load_catalogue
from scorecard.red_flags import message_in_words, number_beside, number_in_words

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


@pytest.mark.parametrize(
    ("number", "threshold", "words"),
    [
        (18.1, 18.0, "18.1"),
        (18.004, 18.0, "18.004"),
        (17.996, 18.0, "17.996"),
        (18.00000004, 18.0, "18.00000004"),
        (18.0, 18.0, "18"),
        # A sixth of a third: as many decimals as part it from the line, and no more.
        (100 / 18, 5.56, "5.556"),
        (1_000_000.3, 1_000_000.0, "1,000,000.3"),
        (18.10000001, 18.0, "18.1"),
        (18.004, None, "18"),
    ],
)
def test_a_number_beside_its_threshold_never_reads_like_it(number, threshold, words):
    assert number_beside(number, threshold) == words


def test_a_raised_message_keeps_its_value_apart_from_the_threshold():
    rule = RULE.model_copy(update={"message": "$value $unit, line $threshold"})
    assert message_in_words(rule, 18.004, 18.0, unit="%", detail="") == "18.004 %, line 18"


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
