"""Predicates in three-valued logic: unknown is never read as false."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from scorecard.catalogue import Condition, Covers, questions_read
from scorecard.facts import Case, Truth, decide
from scorecard.model import Answer, Brief

CONDITION = TypeAdapter(Condition)


def decided(condition, answers, brief=None, item=""):
    built = {}
    for question, value in answers.items():
        fields = {"candidate_id": "x", "question_id": question}
        if value in ("open", "refused", "no_reply"):
            fields["status"] = value
        elif value == "not_applicable":
            fields |= {"status": value, "not_applicable_reason": "test"}
        else:
            fields |= {"status": "answered", "value": value}
        built[question] = Answer.model_validate(fields)
    case = Case("x", built, brief or Brief(), date(2026, 11, 22))
    return decide(CONDITION.validate_python(condition), case, item).truth


def compare(test, threshold=18.0):
    return {"test": test, "question": "q", "threshold": threshold, "unit": "%"}


@pytest.mark.parametrize(
    ("test", "at_threshold", "just_above"),
    [
        ("above", Truth.FALSE, Truth.TRUE),
        ("at_least", Truth.TRUE, Truth.TRUE),
        ("below", Truth.FALSE, Truth.FALSE),
        ("at_most", Truth.TRUE, Truth.FALSE),
    ],
)
def test_a_band_edge_belongs_to_exactly_one_side(test, at_threshold, just_above):
    assert decided(compare(test), {"q": 18.0}) is at_threshold
    assert decided(compare(test), {"q": 18.1}) is just_above


@pytest.mark.parametrize("status", ["open", "refused", "no_reply"])
def test_a_comparison_without_a_number_is_unknown(status):
    assert decided(compare("above"), {"q": status}) is Truth.UNKNOWN
    assert decided(compare("above"), {}) is Truth.UNKNOWN


def test_a_question_that_does_not_apply_makes_the_predicate_not_applicable():
    assert decided(compare("above"), {"q": "not_applicable"}) is Truth.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("refused", Truth.TRUE),
        ("no_reply", Truth.TRUE),
        ("open", Truth.UNKNOWN),
        (5.0, Truth.FALSE),
        ("not_applicable", Truth.NOT_APPLICABLE),
    ],
)
def test_not_shared_means_refused_or_no_reply_and_an_open_answer_is_unknown(answer, truth):
    assert decided({"test": "not_shared", "question": "q"}, {"q": answer}) is truth


def test_a_checklist_lacks_what_is_not_ticked():
    condition = {"test": "lacks", "question": "q", "items": ("internet", "power")}
    assert decided(condition, {"q": ("internet", "power")}) is Truth.FALSE
    assert decided(condition, {"q": ("internet",)}) is Truth.TRUE
    assert decided(condition, {"q": ()}) is Truth.TRUE
    assert decided(condition, {}) is Truth.UNKNOWN


def test_a_language_is_covered_whatever_its_case():
    condition = {"test": "covers", "question": "q", "items": ("$item",)}
    assert decided(condition, {"q": ("german", "French")}, item="German") is Truth.TRUE
    assert decided(condition, {"q": ("French",)}, item="German") is Truth.FALSE


@pytest.mark.parametrize(
    ("offered", "truth"),
    [
        (("English (native)",), Truth.UNKNOWN),  # one contains the other as words
        (("Business English", "French"), Truth.UNKNOWN),
        (("  english ",), Truth.TRUE),
        (("English.",), Truth.TRUE),  # punctuation is no word
        (("Englishman",), Truth.FALSE),  # contained in the letters, not in the words
        ((), Truth.UNKNOWN),  # answered, and nothing in it
        (("unknown",), Truth.UNKNOWN),
        (("To be confirmed",), Truth.UNKNOWN),
        (("French", "tbc"), Truth.UNKNOWN),
        (("English", "tbc"), Truth.TRUE),
        (("EN",), Truth.FALSE),  # no initials: a language has one word
    ],
)
def test_a_language_that_is_spelt_in_another_way_or_not_stated_is_unknown(offered, truth):
    condition = {"test": "covers", "question": "q", "items": ("$item",)}
    assert decided(condition, {"q": offered}, item="English") is truth


@pytest.mark.parametrize(
    ("countries", "truth"),
    [
        (("United Kingdom",), Truth.UNKNOWN),  # may be the UK of the brief
        (("U.K.",), Truth.UNKNOWN),
        (("UK",), Truth.TRUE),
        (("United States",), Truth.UNKNOWN),  # may be the United States of America
        (("USA", "Poland"), Truth.UNKNOWN),
        (("Poland (Gdańsk)",), Truth.UNKNOWN),
        (("Poland (Gdańsk)", "India"), Truth.FALSE),  # India is none of them, however Poland is
        ((), Truth.UNKNOWN),
        (("unknown",), Truth.UNKNOWN),
        (("Poland", "n/a"), Truth.UNKNOWN),
    ],
)
def test_a_country_that_is_spelt_in_another_way_or_not_stated_is_unknown(countries, truth):
    condition = {"test": "within", "question": "q", "brief_field": "delivery_regions"}
    brief = Brief(delivery_regions=("UK", "United States of America", "Poland"))
    assert decided(condition, {"q": countries}, brief) is truth


def test_nothing_ticked_in_a_list_of_options_covers_nothing():
    condition = Covers(test="covers", question="q", items=("pure_hourly",))
    answer = Answer(candidate_id="x", question_id="q", status="answered", value=())
    listed = {("q", "pure_hourly"): "Pure hourly rates"}
    case = Case("x", {"q": answer}, Brief(), date(2026, 11, 22), labels=listed)
    assert decide(condition, case).truth is Truth.FALSE


def test_what_is_spelt_in_another_way_is_named_with_what_it_may_mean():
    condition = Covers(test="covers", question="q", items=("English",))
    answer = Answer(
        candidate_id="x", question_id="q", status="answered", value=("English (native)",)
    )
    case = Case("x", {"q": answer}, Brief(), date(2026, 11, 22))
    assert decide(condition, case).detail == (
        "“English (native)” may be English; enter it as the brief does if it is"
    )


def test_sites_must_lie_within_the_regions_of_the_brief():
    condition = {"test": "within", "question": "q", "brief_field": "delivery_regions"}
    brief = Brief(delivery_regions=("Bulgaria", "Portugal"))
    assert decided(condition, {"q": ("Portugal",)}, brief) is Truth.TRUE
    assert decided(condition, {"q": ("Portugal", "India")}, brief) is Truth.FALSE


@pytest.mark.parametrize(
    ("row", "truth"),
    [
        ({"held": "yes", "scope": "site", "issued_on": "2025-12-01"}, Truth.TRUE),
        ({"held": "yes", "scope": "", "issued_on": "2025-12-01"}, Truth.UNKNOWN),
        ({"held": "yes", "scope": "site", "issued_on": None}, Truth.UNKNOWN),
        (
            {"held": "yes", "scope": "site", "issued_on": "2024-12-01", "expires_on": "2026-01-01"},
            Truth.UNKNOWN,
        ),
        ({"held": "in_progress"}, Truth.UNKNOWN),
        (
            {"held": "yes", "scope": "site", "issued_on": "2025-12-01", "covers_site": "no"},
            Truth.UNKNOWN,
        ),
        (
            {"held": "yes", "scope": "site", "issued_on": "2025-12-01", "covers_site": "unknown"},
            Truth.UNKNOWN,
        ),
        (
            {"held": "yes", "scope": "site", "issued_on": "2025-12-01", "covers_site": None},
            Truth.UNKNOWN,
        ),
        (
            {"held": "yes", "scope": "site", "issued_on": "2025-12-01", "covers_site": "yes"},
            Truth.TRUE,
        ),
        ({"held": "no"}, Truth.FALSE),
    ],
)
def test_a_document_is_valid_with_scope_and_date_and_in_force(row, truth):
    condition = {"test": "valid_document", "question": "q", "document_type": "$item"}
    rows = ({"document_type": "iso_27001", **row},)
    assert decided(condition, {"q": rows}, item="iso_27001") is truth


def test_a_document_that_is_not_listed_is_unknown():
    condition = {"test": "valid_document", "question": "q", "document_type": "iso_27001"}
    rows = ({"document_type": "soc_2", "held": "yes"},)
    assert decided(condition, {"q": rows}) is Truth.UNKNOWN


ABOVE, SHARED = compare("above"), {"test": "not_shared", "question": "p"}


@pytest.mark.parametrize(
    ("q", "p", "any_of", "all_of"),
    [
        (20.0, "refused", Truth.TRUE, Truth.TRUE),
        (20.0, "open", Truth.TRUE, Truth.UNKNOWN),
        (10.0, "open", Truth.UNKNOWN, Truth.FALSE),
        (10.0, 1.0, Truth.FALSE, Truth.FALSE),
        (20.0, "not_applicable", Truth.TRUE, Truth.TRUE),
        (10.0, "not_applicable", Truth.FALSE, Truth.FALSE),
        ("not_applicable", "not_applicable", Truth.NOT_APPLICABLE, Truth.NOT_APPLICABLE),
    ],
)
def test_any_of_and_all_of_follow_kleene_with_not_applicable_left_out(q, p, any_of, all_of):
    answers = {"q": q, "p": p}
    assert decided({"test": "any_of", "conditions": (ABOVE, SHARED)}, answers) is any_of
    assert decided({"test": "all_of", "conditions": (ABOVE, SHARED)}, answers) is all_of


def test_a_composite_names_every_question_that_it_reads_once():
    condition = {"test": "any_of", "conditions": (ABOVE, SHARED, ABOVE)}
    assert questions_read(CONDITION.validate_python(condition)) == ("q", "p")
