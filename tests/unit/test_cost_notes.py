"""What is said beside a cost: waiting in live channels, prices apart from the hour, equal types."""

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, VOICE_BRIEF, cost

from scorecard.catalogue import load_catalogue
from scorecard.cost_words import (
    price_apart_from_hour_sentence,
    same_types_sentence,
    waiting_sentence,
)
from scorecard.model import Brief

COMMERCIAL = load_catalogue().commercial
HOUR = [{"unit": "per_hour", "price": 20}]
CONTACT = [{"unit": "per_contact", "price": 2}, {"unit": "per_hour", "price": 20}]


def voice(contacts):
    volumes = [{"interaction_type": "Order status", "contacts_per_month": contacts}]
    return cost({**VOICE_BRIEF, "volumes": volumes}, {"price_lines": HOUR}).service


def test_a_live_channel_with_few_calls_is_said_to_be_mostly_waiting():
    # 50 calls of 5 minutes are 4 hours of handling in over 300 open hours: nearly all is waiting.
    told = waiting_sentence(voice(83), COMMERCIAL.notes)
    assert told.startswith("Too few contacts for live staffing over these hours: Voice (")
    assert told.endswith("Most of the paid time there is waiting.")


def test_a_busy_channel_and_an_older_catalogue_are_told_nothing():
    assert waiting_sentence(voice(60_000), COMMERCIAL.notes) == ""
    assert waiting_sentence(voice(83), None) == ""


def test_a_price_per_contact_explains_why_its_range_is_narrower_than_that_of_the_hour():
    # Two a contact by 0.75 resolved is 2.67, surely; the hour lacks its parts and its basis.
    quoted = cost(E_MAIL_BRIEF, {"price_lines": CONTACT, "pricing_model": "per_contact"})
    told = price_apart_from_hour_sentence(quoted, COMMERCIAL)
    assert "this price does not follow the hour" in told
    assert "those per contact count" in told


def test_a_price_by_the_hour_needs_no_such_word():
    quoted = cost(E_MAIL_BRIEF, {"price_lines": HOUR})
    assert price_apart_from_hour_sentence(quoted, COMMERCIAL) == ""


@pytest.mark.parametrize(("own", "is_said"), [({}, True), ({"aht_minutes": 4}, False)])
def test_types_without_figures_of_their_own_are_said_to_cost_the_same(own, is_said):
    volumes = [dict(entry) for entry in VOICE_BRIEF["volumes"]]
    volumes[0] |= own
    told = same_types_sentence(Brief.model_validate({**VOICE_BRIEF, "volumes": volumes}))
    assert ("no type has a handle time" in told) is is_said


def test_a_single_type_is_compared_with_none():
    assert same_types_sentence(Brief.model_validate(E_MAIL_BRIEF)) == ""
