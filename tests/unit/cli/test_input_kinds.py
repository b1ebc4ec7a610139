"""What a file is, is decided by its content."""

import pytest

from scorecard.cli.scoring_input import is_json


@pytest.mark.parametrize(
    "content",
    [
        b'{"format": 1}',
        b"\n\t [1]",
        b"\xef\xbb\xbf  {}",
        "{}".encode("utf-16"),
        "\ufeff{}".encode("utf-16-be"),
    ],
)
def test_what_begins_with_a_brace_or_bracket_is_json_in_any_encoding(content):
    assert is_json(content)


@pytest.mark.parametrize(
    "content", [b'"criterion","weight"', b"criterion,weight", b"PK\x03\x04{", b"\xd0\xcf\x11\xe0{"]
)
def test_everything_else_is_an_existing_scorecard(content):
    assert not is_json(content)
