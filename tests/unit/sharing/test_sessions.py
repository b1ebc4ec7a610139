"""Session cookies: trusted only as long as they are signed and have not ended."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.sharing import read_session, sign_session

KEY = bytes(range(32))
LINK = "ab" * 32
ENDS = datetime(2026, 12, 22, tzinfo=UTC)
BEFORE = ENDS - timedelta(seconds=1)


def test_a_signed_session_names_its_link_until_it_ends() -> None:
    cookie = sign_session(LINK, ENDS, KEY)
    assert read_session(cookie, KEY, BEFORE) == LINK
    assert read_session(cookie, KEY, ENDS) is None


def test_a_session_signed_with_another_key_is_refused() -> None:
    cookie = sign_session(LINK, ENDS, bytes(32))
    assert read_session(cookie, KEY, BEFORE) is None


def test_a_session_cannot_be_made_to_end_later() -> None:
    link, _, signature = sign_session(LINK, ENDS, KEY).split(".")
    later = int((ENDS + timedelta(days=365)).timestamp())
    assert read_session(f"{link}.{later}.{signature}", KEY, BEFORE) is None


@given(place=st.integers(min_value=0, max_value=139), digit=st.sampled_from("0123456789abcdef."))
def test_a_session_with_any_character_changed_is_refused(place: int, digit: str) -> None:
    cookie = sign_session(LINK, ENDS, KEY)
    # 64 hexadecimal digits, ten digits of seconds, 64 hexadecimal digits, two dots.
    assert len(cookie) == 140
    changed = cookie[:place] + digit + cookie[place + 1 :]
    expected = LINK if changed == cookie else None
    assert read_session(changed, KEY, BEFORE) == expected


@pytest.mark.parametrize("cookie", ["", ".", "..", "a.b.c", "ab" * 32, f"{LINK}.9.{LINK}", "é" * 9])
def test_what_is_no_session_at_all_is_refused(cookie: str) -> None:
    assert read_session(cookie, KEY, BEFORE) is None
