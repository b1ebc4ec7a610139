"""Whatever somebody types, the report holds no element, rule or request that it should not."""

from __future__ import annotations

import re
from functools import cache

from building import AS_OF, number_catalogue, number_selection
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.report.report_reading import Reading

from scorecard.evaluation import evaluate
from scorecard.report import write_report
from scorecard.report.page import css_string, harmless

CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;",
    "x\u202e\u2066 y\x00\x07",
    "شركة الدعم",
    "Very" * 48,
)
REQUESTING = ("src", "href", "action", "srcset", "data", "background", "poster", "formaction")


def page_named(title: str, first: str, second: str = "Borealis") -> bytes:
    anchors = {"quality": (0.0, 100.0), "speed": (0.0, 100.0)}
    selection = number_selection({"a": [80, 40], "b": [60, None]}, {"quality": 3.0, "speed": 1.0})
    named = [
        candidate.model_copy(update={"name": name})
        for candidate, name in zip(selection.candidates, (first, second), strict=True)
    ]
    selection = selection.model_copy(update={"title": title, "candidates": tuple(named)})
    catalogue = number_catalogue(anchors, {"quality": "craft", "speed": "pace"})
    return write_report(evaluate(selection, catalogue, as_of=AS_OF), written_on=AS_OF)


@cache
def plain() -> Reading:
    return Reading(page_named("Plain title", "Atlas"))


def shape(page: Reading) -> list[tuple[str, tuple[str, ...]]]:
    """The elements with the names of their attributes, in order."""
    return [(e.tag, tuple(sorted(e.attributes))) for e in page.elements]


def test_a_hostile_name_or_title_adds_no_element_and_no_attribute() -> None:
    for text in HOSTILE:
        page = Reading(page_named(text, text))
        assert page.faults == []
        assert shape(page) == shape(plain())


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_no_text_at_all_changes_the_shape_of_the_page(title: str, name: str) -> None:
    page = Reading(page_named(title, name))
    assert page.faults == []
    assert shape(page) == shape(plain())


def test_a_hostile_name_is_shown_as_it_was_typed() -> None:
    for text in HOSTILE[:5]:
        assert text in Reading(page_named("Title", text)).said


def test_there_is_no_script_and_nothing_that_asks_for_another_file() -> None:
    page = plain()
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "a", "base"})
    for element in page.elements:
        assert not any(name.startswith("on") for name in element.attributes)
        assert not any(name in element.attributes for name in REQUESTING)
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy.attributes["content"] == CSP
    (style,) = page.all("style")
    assert re.findall(r"url\(|@import|@font-face", style.text) == []


def read_back(quoted: str) -> str:
    """What a browser takes a CSS string for (CSS Syntax 3, section 4.3.7)."""
    inner = quoted[1:-1]
    return re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), inner)


@given(st.text(max_size=80))
def test_a_css_string_says_the_text_and_cannot_be_left(text: str) -> None:
    quoted = str(css_string(text))
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', quoted)
    assert read_back(quoted) == harmless(text)


def test_the_title_at_the_foot_of_each_page_cannot_end_the_style() -> None:
    (style,) = Reading(page_named('</style>"; } body { display: none', "Atlas")).all("style")
    footer = re.findall(r'@bottom-left \{ content: ("[^"]*"); \}', style.text)
    assert len(footer) == 1
    assert read_back(footer[0]).startswith('</style>"; } body { display: none · as of')
