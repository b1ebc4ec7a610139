"""A language is the same by every name; a word that is no known language is never another."""

from datetime import date

import pytest

from scorecard.catalogue import Covers, load_catalogue
from scorecard.facts import Case, Truth, decide
from scorecard.facts.language_names import language_names
from scorecard.model import Answer, Brief

NAMES = language_names(load_catalogue())
CONDITION = Covers(test="covers", question="q", items=("$item",), names="languages")


def decision(asked, *offered, names=NAMES):
    answer = Answer(candidate_id="x", question_id="q", status="answered", value=offered)
    case = Case("x", {"q": answer}, Brief(), date(2026, 11, 22), languages=names)
    return decide(CONDITION, case, asked)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("Deutsch", ("German",)),
        ("German", ("deutsch", "english")),
        ("Englisch", ("inglés",)),
        ("French", ("Francais",)),  # typed without the cedilla
        ("Polish", ("Polnisch",)),
        ("日本語", ("Japanese",)),
        ("Norwegian", ("Norsk bokmål",)),
        ("Esperanto", ("esperanto",)),  # no language of the list, but the same word
        ("German", ("Deutsch (Muttersprache)", "Deutsch")),  # one of the two is exact
    ],
)
def test_a_language_by_another_name_is_the_language_asked_for(asked, offered):
    assert decision(asked, *offered).truth is Truth.TRUE


@pytest.mark.parametrize(
    ("asked", "offered"),
    [("Deutsch", ("French",)), ("German", ("Englisch", "Polski")), ("German", ("native French",))],
)
def test_other_known_languages_are_not_the_one_asked_for(asked, offered):
    assert decision(asked, *offered).truth is Truth.FALSE


def test_a_word_that_is_no_known_language_is_undecided_and_says_what_was_asked():
    found = decision("Deutsch", "English", "Dtsch")
    assert found.truth is Truth.UNKNOWN
    assert found.detail == (
        "asked is Deutsch, and it is not known whether “Dtsch” is that language"
    )


def test_what_the_brief_asks_in_an_unknown_word_fails_nobody():
    assert decision("Niederlandisch (NL)", "Dutch").truth is Truth.UNKNOWN


def test_a_name_among_other_words_may_be_the_language():
    found = decision("German", "Deutsch (C1)")
    assert found.truth is Truth.UNKNOWN
    assert found.detail == "“Deutsch (C1)” may be German; enter it as the brief does if it is"


def test_without_names_words_are_compared_as_they_stand():
    assert decision("Deutsch", "German", names={}).truth is Truth.FALSE


def test_every_name_leads_to_the_language_that_has_it():
    for known in load_catalogue().languages:
        for name in known.names:
            assert decision(known.title, name).truth is Truth.TRUE, name
