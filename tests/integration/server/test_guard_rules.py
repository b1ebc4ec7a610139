"""The rules of the guard, one by one: whose Host, which headers, which addresses."""

import pytest
from starlette.datastructures import Headers

from scorecard.ui.server.guard import forwarding_header, is_loopback, is_own_host, origin_of
from scorecard.ui.server.headers import inline_script_hashes


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8501", True),
        ("LocalHost:1", True),
        ("[::1]:8501", True),
        ("::1", False),
        ("", False),
        ("localhost.", False),
        ("localhost:8501:80", False),
        ("localhost:", False),
        ("127.0.0.1\n", False),
        ("evil.example", False),
        ("localhost@evil.example", False),
    ],
)
def test_only_the_loopbacks_names_are_this_machines_own(host: str, own: bool) -> None:
    assert is_own_host(host) is own


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.7", False),
        ("192.0.2.7", False),
        ("0.0.0.0", False),  # noqa: S104 - the very address that must not count
        ("testclient", False),
        ("", False),
    ],
)
def test_only_loopback_addresses_are_this_machine(address: str, own: bool) -> None:
    assert is_loopback(address) is own


def test_a_browsers_own_headers_are_no_forwarding_headers() -> None:
    plain = Headers(
        {"Host": "x", "Accept": "*/*", "Cookie": "a=b", "Origin": "x", "Sec-Fetch-Site": "none"}
    )
    assert forwarding_header(plain) == ""
    assert forwarding_header(Headers({"Host": "x", "X-FORWARDED-For": "y"})) == "x-forwarded-for"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Scorecard.example.com/partners", "https://scorecard.example.com"),
        ("https://scorecard.example.com:443", "https://scorecard.example.com"),
        ("http://192.0.2.7:8501", "http://192.0.2.7:8501"),
        ("http://192.0.2.7:80/", "http://192.0.2.7"),
        ("https://scorecard.example.com:80", "https://scorecard.example.com:80"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_inline_scripts_are_hashed_and_others_are_not() -> None:
    # printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64, the example of the
    # Content Security Policy specification (level 2, section 7.17.2).
    html = "<script>alert('Hello, world.');</script><script src='x.js'></script>"
    assert inline_script_hashes(html) == ("qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=",)
