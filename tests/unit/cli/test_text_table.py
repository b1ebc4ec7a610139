"""Plain-text tables."""

from scorecard.cli.table import text_table


def test_columns_line_up_and_named_ones_line_up_on_the_right():
    table = text_table(("Rank", "Candidate"), [("1", "Atlas"), ("10", "Bo")], ("Rank",))
    assert table == "Rank  Candidate\n   1  Atlas\n  10  Bo"


def test_wide_characters_and_accents_take_the_columns_that_a_terminal_gives_them():
    # 日本 takes four columns, é written as e and a combining accent takes one.
    table = text_table(("A", "B"), [("日本", "x"), ("e\u0301", "x"), ("abcd", "x")])
    assert table.splitlines() == ["A     B", "日本  x", "e\u0301     x", "abcd  x"]


def test_line_breaks_and_terminal_codes_in_a_name_cannot_break_the_table():
    table = text_table(("A",), [("red\x1b[31m\nsecond line",)])
    assert table == "A\nred�[31m second line"


def test_a_table_without_rows_is_its_headings():
    assert text_table(("A", "B"), []) == "A  B"
