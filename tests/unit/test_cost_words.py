"""Amounts, places and the sentence of the page Cost, from quotes that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.commercial.cost_building import E_MAIL_BRIEF, cost, costs, parts

from scorecard.commercial import Costs, Savings, Span, money
from scorecard.cost_words import (
    amount,
    amounts,
    base_fee_words,
    break_even_in_words,
    chance,
    cost_sentence,
    could_undercut,
    loaded_rate_sentence,
    only_missing_in_words,
    ordinal,
    percentage,
    percentages,
    place_in_words,
    service_sentence,
    whole_amounts,
)

NAMES = {"Atlas": "Atlas", "Borealis": "Borealis", "Cobalt": "Cobalt"}


def quote(rate: float, aht: float, fcr: float, **more: object) -> dict[str, object]:
    return {
        "headline_rate_per_hour": rate,
        "rate_basis": "productive",
        "rate_parts": parts(),
        "performance_by_channel": [{"channel": "E-mail", "aht_minutes": aht, "fcr_pct": fcr}],
        **more,
    }


NOTHING_BROKEN_DOWN: dict[str, object] = {"rate_parts": {"status": "refused"}}
# 1,500 hours × 12 = 18,000 ÷ 3,000 resolved = 6.00
ATLAS = quote(12, 15, 50)
# 1,000 hours × 18 = 18,000 ÷ 4,800 resolved = 3.75
BOREALIS = quote(18, 10, 80)


def said(**candidates: dict[str, object]) -> str:
    return cost_sentence(costs(E_MAIL_BRIEF, candidates), NAMES)


def test_the_sentence_says_where_the_cheapest_headline_ends_and_who_resolves_for_the_least():
    assert said(Atlas=ATLAS, Borealis=BOREALIS) == (
        "Atlas is cheapest by headline (12.00 USD an hour) and dearest per resolved contact "
        "(6.00 USD); Borealis resolves for the least: 3.75 USD, whatever is still unknown."
    )


def test_a_lead_inside_what_is_unknown_is_called_so_and_names_who_could_be_cheaper():
    # Without a breakdown 18 becomes 18 ÷ 0.75 = 24 to 18 ÷ 0.60 = 30 an hour: 5.00 to 6.25 per
    # resolved contact. Its middle, 5.625, lies below Atlas's 6.00, its high above.
    text = said(Atlas=ATLAS, Borealis=BOREALIS | NOTHING_BROKEN_DOWN)
    assert text.endswith(
        "Borealis resolves for the least: 5.00–6.25 USD, and its lead is inside what is still "
        "unknown: Atlas could turn out cheaper."
    )


def test_a_place_that_ranges_leave_open_is_told_by_their_middle():
    # Borealis 5.00–6.25, its middle 5.63; Atlas 6.00 lies inside that range.
    text = said(Atlas=ATLAS, Borealis=BOREALIS | NOTHING_BROKEN_DOWN)
    assert "and dearest per resolved contact by the middle of the ranges (6.00 USD);" in text
    # 20 × 1,500 ÷ 3,000 = 10.00 is above it.
    text = said(Atlas=quote(20, 15, 50), Borealis=BOREALIS | NOTHING_BROKEN_DOWN)
    assert "middle" not in text


def test_cheapest_by_both_figures_is_said_once():
    # 18 an hour is dearer by headline than 12 at the same handle time and resolution.
    text = said(Atlas=quote(12, 10, 80), Borealis=BOREALIS)
    assert text == (
        "Atlas is cheapest by headline (12.00 USD an hour) and per resolved contact: 2.50 USD, "
        "whatever is still unknown."
    )


def test_equal_costs_are_said_together():
    text = said(Atlas=ATLAS, Borealis=BOREALIS, Cobalt=BOREALIS)
    assert text.endswith("; Borealis and Cobalt resolve for the least: 3.75 USD.")


def test_a_single_figure_is_neither_cheapest_nor_dearest():
    assert said(Atlas=ATLAS) == "Atlas resolves a contact for 6.00 USD."


def test_candidates_without_a_figure_are_counted():
    assert said(Atlas=ATLAS, Borealis=BOREALIS, Cobalt={}).endswith(
        "One candidate has no figure yet."
    )


def test_without_any_figure_the_sentence_says_why():
    assert said(Atlas={}).startswith("No quote can be worked out yet. No price is stated")
    no_volumes = costs(E_MAIL_BRIEF | {"volumes": []}, {"Atlas": ATLAS})
    assert "no volume is stated" in cost_sentence(no_volumes, NAMES)
    assert cost_sentence(costs(E_MAIL_BRIEF, {}), {}) == (
        "There are no candidates yet: a cost needs a quote."
    )
    old = Costs("EUR", (), None, unavailable_because="An old catalogue.")
    assert cost_sentence(old, {}) == "An old catalogue."


def test_only_whoever_reaches_below_the_cheapest_high_could_undercut_it():
    found = costs(
        E_MAIL_BRIEF,
        # 5.00–6.25, 6.00 and 20 × 1,000 ÷ 3,000 = 6.67 per resolved contact
        {"Borealis": BOREALIS | NOTHING_BROKEN_DOWN, "Atlas": ATLAS, "Cobalt": quote(20, 10, 50)},
    )
    first = found.by_candidate["Borealis"]
    assert [cost.candidate_id for cost in could_undercut(found, first)] == ["Atlas"]


def test_the_loaded_rate_is_told_with_what_missing_parts_add():
    found = costs(E_MAIL_BRIEF, {"Atlas": ATLAS | NOTHING_BROKEN_DOWN})
    rate = found.candidates[0].loaded_rate
    assert rate is not None
    # 12 ÷ 0.75 = 16 and 12 ÷ 0.60 = 20
    assert loaded_rate_sentence("Atlas", rate, "USD") == (
        "Atlas's 12.00 USD an hour become 16.00–20.00 USD per productive hour; parts that are "
        "not in the price or not stated add 4.00–8.00 before the divisors"
    )


def test_amounts_are_written_with_thousands_two_decimals_and_a_real_minus():
    assert amount(1234.5, "EUR") == "1,234.50 EUR"
    assert amounts(Span(7.1, 12.4), "EUR") == "7.10–12.40 EUR"
    assert amounts(Span(3.7501, 3.7502)) == "3.75"
    assert whole_amounts(Span(-13635.2, 22305.6)) == "−13,635 to 22,306"
    assert whole_amounts(Span(-0.2, 0.3)) == "0"
    assert percentages(Span(0.26, 0.35)) == "26–35 %"


@given(st.floats(-1e9, 1e9))
def test_an_amount_is_the_money_to_the_cent(number):
    text = amount(number).replace(",", "").replace("−", "-")
    assert float(text) == float(money(number))
    assert len(text.partition(".")[2]) == 2


@pytest.mark.parametrize(
    ("place", "text"),
    [
        *((0, "–"), (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")),
        *((13, "13th"), (21, "21st"), (42, "42nd"), (111, "111th")),
    ],
)
def test_places_have_their_endings(place, text):
    assert ordinal(place) == text


def test_the_last_place_is_the_dearest_and_none_has_no_figure():
    assert [place_in_words(n, 5) for n in (0, 1, 3, 5)] == [
        "without a figure",
        "cheapest",
        "third",
        "dearest",
    ]
    assert place_in_words(41, 50) == "41st"


def test_a_chance_never_rounds_to_certainty():
    assert chance(0.997) == "in more than 99 % of cases"
    assert chance(0.002) == "in less than 1 % of cases"
    assert chance(0.34) == "in 34 % of cases"
    assert chance(1.0) == "certainly, within these ranges"


SAVED = Savings(
    partner_month=Span(1, 2),
    programme_manager_month=Span(1, 1),
    month=Span(1, 2),
    month_share=Span(0, 0),
    contract=Span(1, 2),
    probability=1.0,
    break_even_month_best=3,
    break_even_month_middle=5,
    break_even_month_worst=None,
    only_missing_parts=Span(0.5, 1.13),
)


def test_break_even_and_missing_parts_are_told_from_best_to_worst():
    assert break_even_in_words(SAVED, 24) == "month 3 at best, not within 24 months at worst"
    assert break_even_in_words(replace(SAVED, break_even_month_worst=3), 24) == "month 3"
    assert break_even_in_words(replace(SAVED, break_even_month_best=None), 24) == (
        "not within 24 months"
    )
    assert only_missing_in_words(SAVED) == "50 % to all of it"
    assert only_missing_in_words(replace(SAVED, only_missing_parts=None)) == (
        "the quote shows no savings"
    )


def test_more_than_the_whole_of_the_savings_is_no_share_of_them():
    def told(low, high):
        return only_missing_in_words(replace(SAVED, only_missing_parts=Span(low, high)))

    assert told(0.0, 3.79) == "0 % to all of it"
    assert told(1.2, 3.79) == "all of it"
    assert told(0.2, 0.9) == "20–90 %"
    assert told(0.0, 0.0) == "nothing"


def test_the_service_is_told_with_one_off_fees_and_what_the_minimum_volume_adds():
    service = costs(E_MAIL_BRIEF, {"Atlas": ATLAS}).candidates[0].service
    assert service is not None
    plain = service_sentence("Atlas", service, "USD")
    # 6,000 contacts × 50 % = 3,000 resolved for 18,000 a month.
    assert plain.startswith(
        "Atlas: 18,000 USD a month for 6,000 contacts of which 3,000 are resolved, with "
    )
    assert plain.endswith(f"over {service.contract_months} months, 6.00 USD per resolved contact.")
    # 1.25 times the contacts that come are invoiced: a quarter more than the work.
    told = service_sentence(
        "Atlas", replace(service, minimum_factor=1.25, one_off=Span(500, 1000)), "USD"
    )
    assert told.endswith(
        "6.00 USD per resolved contact. 500–1,000 USD of it are one-off fees. The minimum volume "
        "is invoiced: 25.0 % more than the work."
    )


def test_what_makes_a_contract_dearer_is_told_with_one_decimal_each():
    service = cost(E_MAIL_BRIEF, ATLAS).service
    assert service is not None
    told = service_sentence(
        "Atlas", replace(service, minimum_factor=1.25, season_factor=Span(1.222, 1.222)), "USD"
    )
    assert "25.0 % more than the work. Busy and quiet months make the contract 22.2 % " in told


def test_a_share_is_told_in_per_cent():
    assert percentage(0.825) == "82 %"
    assert percentage(0.8251) == "83 %"
    assert percentage(12.5, 1) == "1,250.0 %"


def test_a_loaded_rate_says_which_base_fee_is_not_in_it():
    brief, lines = E_MAIL_BRIEF, [{"unit": "base_fee_month", "price": 7800}]
    quote = {"headline_rate_per_hour": 20, "rate_basis": "productive", "rate_parts": parts()}
    hybrid = quote | {
        "pricing_model": "hybrid",
        "price_lines": [*lines, {"unit": "per_contact", "price": 2}],
    }
    words = base_fee_words(cost(brief, hybrid), "EUR")
    assert words.startswith("Without base fee: 7,800 EUR a month are not in the loaded rate")
    assert base_fee_words(cost(brief, quote), "EUR") == ""
