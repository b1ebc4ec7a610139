"""Tokens: 256 random bits, known by their SHA-256."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from scorecard.sharing import new_token, token_sha256

# FIPS 180-2, appendix B.1: the SHA-256 of the message "abc".
ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_hash_of_a_token_is_its_sha256() -> None:
    assert token_sha256("abc") == ABC_SHA256


def test_a_new_token_holds_256_bits_and_comes_with_its_hash() -> None:
    token, sha256 = new_token()
    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert sha256 == token_sha256(token)
    assert token not in sha256


def test_no_two_tokens_are_the_same() -> None:
    assert len({new_token()[0] for _ in range(1000)}) == 1000


def test_a_token_needs_no_escaping_in_an_address() -> None:
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert all(set(new_token()[0]) <= allowed for _ in range(100))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_that_a_visitor_types_has_a_hash(text: str) -> None:
    assert len(token_sha256(text)) == 64
