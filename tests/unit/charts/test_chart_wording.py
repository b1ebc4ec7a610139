"""Numbers and names as titles and labels say them."""

import html
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorecard.charts.wording import (
    beside,
    counted,
    day_words,
    decimal,
    inert,
    joined,
    label,
    mid_sentence,
    name_in_text,
    one_line,
    short,
    signed,
)


def test_numbers_have_one_decimal_a_real_minus_and_no_negative_zero():
    assert [decimal(x) for x in (72.44, -3.06, -0.04, 0.0)] == ["72.4", "−3.1", "0.0", "0.0"]
    assert [signed(x) for x in (9.2, -3.1, 0.04)] == ["+9.2", "−3.1", "0.0"]
    assert [short(x) for x in (12.0, 12.5, 1234.567)] == ["12", "12.5", "1,234.57"]


def test_a_number_beside_its_threshold_keeps_apart_from_it():
    assert [beside(x, 18.0) for x in (18.0, 18.04, 18.004, 22.0)] == [
        *("18.0", "18.04"),
        *("18.004", "22.0"),
    ]


@given(st.floats(0, 100), st.integers(0, 100))
def test_no_number_is_shown_as_its_threshold_unless_it_is(number, threshold):
    assume(abs(number - threshold) > 1e-4)
    assert float(beside(number, float(threshold))) != threshold


def test_names_are_listed_as_in_speech():
    names = ["A", "B", "C", "D", "E"]
    assert [joined(names[:n]) for n in (0, 1, 2, 3)] == ["", "A", "A and B", "A, B and C"]
    assert joined(names) == "A, B and 3 others"
    assert joined(names[:4], 2) == "A and 3 others"


def test_counts_agree_with_their_noun():
    assert counted(1, "candidate") == "1 candidate"
    assert counted(2, "criterion", "criteria") == "2 criteria"


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence():
    assert mid_sentence("Floor management") == "floor management"
    assert mid_sentence("QA scorecard") == "QA scorecard"


def test_days_are_written_out():
    assert day_words(date(2026, 11, 2)) == "2 Nov 2026"


def test_markup_and_entities_are_shown_as_typed():
    assert inert("<b>A</b> & B") == "&lt;b&gt;A&lt;/b&gt; &amp; B"


@given(st.text(max_size=120))
def test_inert_text_has_no_markup_and_reads_as_before(text):
    assert "<" not in inert(text)
    assert html.unescape(inert(text)) == one_line(text)


@given(st.text(min_size=1, max_size=300), st.integers(4, 30), st.integers(1, 3))
def test_a_label_never_exceeds_its_lines(text, characters, lines):
    parts = label(text, characters, lines).split("<br>")
    assert len(parts) <= lines
    assert all(len(html.unescape(part)) <= characters for part in parts)


def test_a_long_name_keeps_its_beginning_and_ends_in_an_ellipsis():
    assert label("Candidate number 44", 12, 1) == "Candidate n…"
    assert label("Cobalt Outsourcing and Contact Centres", 16, 2) == "Cobalt<br>Outsourcing and…"
    assert len(name_in_text("x" * 200)) == 32


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\n", "\x00", "\x1b"])
def test_marks_that_turn_or_break_a_line_are_dropped(mark):
    assert mark not in one_line(f"At{mark}las")
