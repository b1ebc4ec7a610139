"""Colours: told apart, readable on both pages, and never the only sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.charts.palette import (
    CANDIDATE_CHARACTERS,
    CANDIDATE_SYMBOLS,
    EXCLUDED_GREY,
    GREY,
    HUES,
    INK,
    INK_ON_DARK,
    INK_ON_LIGHT,
    candidate_colour,
    candidate_symbol,
    contrast,
    ink_upon,
    rank_colour,
    value_colour,
)
from scorecard.model import Candidate

LIGHT, DARK = "#ffffff", "#0e1117"
APP_DARK = "#12161d"


def candidate(position):
    return Candidate(id="c", name="C", position=position)


def test_contrast_is_that_of_the_published_formula():
    # WCAG: black on white is 21 : 1, equal colours 1 : 1; #767676 on white is the known 4.54 : 1.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_ink_of_a_figure_as_built_can_be_read_on_both_pages():
    # The best that one colour can do on both is the square root of their contrast.
    best = contrast(LIGHT, DARK) ** 0.5
    assert min(contrast(INK, LIGHT), contrast(INK, DARK)) > 0.99 * best > 4.2


def test_the_inks_of_either_page_reach_the_enhanced_contrast():
    assert contrast(INK_ON_LIGHT, LIGHT) > 7
    assert min(contrast(INK_ON_DARK, DARK), contrast(INK_ON_DARK, APP_DARK)) > 7


@given(st.floats(0, 100))
def test_a_number_upon_any_value_s_colour_reaches_the_enhanced_contrast(value):
    # The cell's colour is the same on both pages, so this holds for both.
    colour = value_colour(value)
    assert contrast(ink_upon(colour), colour) >= 7


def test_a_number_upon_any_rank_s_colour_can_be_read_and_only_the_best_ranks_are_dark():
    colours = [rank_colour(place) for place in range(7)]
    assert all(contrast(ink_upon(colour), colour) >= 6 for colour in colours)
    lightness = [contrast(colour, "#000000") for colour in colours]
    assert lightness == sorted(set(lightness))


@pytest.mark.parametrize("colour", [*HUES, GREY])
def test_a_number_upon_any_hue_can_be_read(colour):
    assert contrast(ink_upon(colour), colour) >= 4.5


def test_the_ends_of_the_value_scale_are_its_colours_and_it_only_darkens():
    lightness = [contrast(value_colour(v), "#000000") for v in range(0, 101, 5)]
    assert lightness == sorted(lightness, reverse=True)
    assert value_colour(-5) == value_colour(0)
    assert value_colour(105) == value_colour(100)


def test_a_candidate_s_colour_and_shape_follow_its_position_and_are_grey_beyond_seven():
    assert [candidate_colour(candidate(n)) for n in range(7)] == list(HUES)
    assert candidate_colour(candidate(7)) == candidate_colour(candidate(49)) == GREY
    assert candidate_symbol(candidate(7)) == "circle-open"
    assert candidate_colour(candidate(-1)) == GREY
    assert EXCLUDED_GREY not in HUES


def test_there_are_seven_hues_with_seven_shapes():
    assert len(set(HUES)) == len(set(CANDIDATE_SYMBOLS)) == len(set(CANDIDATE_CHARACTERS)) == 7
