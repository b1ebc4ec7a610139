import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.excel.plain_text import CELL_LIMIT_CHARACTERS, cell_text, header_text, one_line

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_ordinary_text_is_left_alone():
    assert cell_text("=1+1, São Paulo\nline 2\t✓") == "=1+1, São Paulo\nline 2\t✓"


def test_control_characters_are_taken_out_and_line_ends_become_line_feeds():
    assert cell_text("a\x00b\x07c\x85d\ud800e\r\nf\rg") == "abcde\nf\ng"


def test_text_beyond_the_limit_of_a_cell_is_shortened_and_says_so():
    shown = cell_text("x" * 50_000)
    assert units(shown) == CELL_LIMIT_CHARACTERS
    assert shown.endswith(" … [shortened from 50,000 characters]")


def test_text_of_exactly_the_limit_is_whole():
    assert cell_text("x" * CELL_LIMIT_CHARACTERS) == "x" * CELL_LIMIT_CHARACTERS


def test_characters_outside_the_basic_plane_count_twice_as_excel_counts_them():
    # 16,384 emoji are 32,768 units, one more than a cell takes.
    shown = cell_text("😀" * 16_384)
    assert units(shown) <= CELL_LIMIT_CHARACTERS
    assert "shortened from 16,384 characters" in shown


@given(st.text(alphabet=st.characters(), max_size=300))
def test_whatever_is_written_can_stand_in_xml(text):
    assert not UNWRITABLE.search(cell_text(text))


@pytest.mark.parametrize("text", ["<r></r>", "<r><t>x</t></r>"])
def test_text_in_the_shape_of_rich_text_is_not_taken_for_it(text):
    # XlsxWriter writes a string that begins with <r> and ends with </r> as it is.
    assert not cell_text(text).endswith("</r>")
    assert cell_text(text).rstrip() == text


def test_an_ampersand_in_a_header_is_doubled_so_that_it_begins_no_code():
    assert header_text("Care & Co &D") == "Care && Co &&D"


@given(st.text(max_size=400))
def test_a_header_text_is_short_holds_no_code_and_no_line_break(text):
    coded = header_text(text)
    assert units(coded) <= 100
    # Every & is one half of a pair, and none stands before a G, which XlsxWriter would count.
    assert "&" not in coded.replace("&&", "")
    assert "&G" not in coded
    assert "\n" not in coded


def test_one_line_joins_what_was_broken():
    assert one_line("  a\n\n b\x00c\t") == "a b c"
