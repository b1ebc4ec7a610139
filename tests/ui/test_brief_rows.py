"""The brief's tables: what an editor's changes come to, and which rows are refused."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.catalogue import InvalidValueError
from scorecard.model import Brief
from scorecard.ui.brief_columns import (
    CHANNELS,
    EXCHANGE_RATES,
    STAFFING,
    TOOLS,
    VOLUMES,
    VOLUMES_WITH_COSTS,
)
from scorecard.ui.brief_rows import (
    checked_rows,
    edited_rows,
    rows_held,
    say_the_same,
    shown_part,
)
from scorecard.ui.brief_words import shares_words

ORDERS = {"interaction_type": "Order status", "contacts_per_month": 2500.0}
ZLOTY = {"currency": "PLN", "brief_units_per_one": 0.23}
BILLING = {"interaction_type": "Billing", "contacts_per_month": 300.0}


def test_edits_deletions_and_additions_are_applied_to_the_rows_as_they_were():
    state = {
        "edited_rows": {1: {"contacts_per_month": 350}},
        "deleted_rows": [0],
        "added_rows": [{"interaction_type": "Returns"}],
    }
    assert edited_rows([ORDERS, BILLING], state) == [
        {"interaction_type": "Billing", "contacts_per_month": 350},
        {"interaction_type": "Returns"},
    ]
    assert BILLING["contacts_per_month"] == 300.0


def test_an_empty_row_is_left_out_and_a_number_not_typed_stays_unknown():
    rows = [ORDERS, {}, {"interaction_type": " Chat ", "contacts_per_month": math.nan}]
    assert checked_rows(VOLUMES, rows) == [
        ORDERS,
        {"interaction_type": "Chat", "contacts_per_month": None},
    ]


@pytest.mark.parametrize(
    ("table", "rows", "message"),
    [
        (VOLUMES, [{"contacts_per_month": 5}], "Row 1: name the type of contact"),
        (VOLUMES, [ORDERS, {**ORDERS, "interaction_type": "order STATUS"}], "stands in row 1"),
        (VOLUMES, [{**ORDERS, "contacts_per_month": -5}], "-5 is impossible; the least"),
        (VOLUMES, [{**ORDERS, "contacts_per_month": "many"}], "“many” is not a number"),
        (VOLUMES, [{**ORDERS, "contacts_per_month": math.inf}], "must be finite"),
        (CHANNELS, [{"channel": "Chat", "csat_pct": 118}], "118 is impossible; the most"),
        (
            CHANNELS,
            [{"channel": "Chat", "fcr_pct": 0}],
            "FCR, %: 0 is impossible; it must be above",
        ),
        (CHANNELS, [{"channel": "Chat", "aht_minutes": 0}], "0 is impossible; it must be above 0"),
        (VOLUMES_WITH_COSTS, [{**ORDERS, "fcr_pct": 0}], "0 is impossible; it must be above 0"),
        (VOLUMES_WITH_COSTS, [{**ORDERS, "aht_minutes": 0}], "it must be above 0"),
        (STAFFING, [{"channel": "Chat", "service_level_pct": 0}], "it must be above 0"),
        (STAFFING, [{"channel": "Chat", "service_level_pct": 100}], "it must be below 100"),
        (TOOLS, [{"name": "CRM", "brought_by": "nobody"}], "is not one of: buyer, partner"),
        (TOOLS, [{"name": "x" * 501}], "501 characters; 500 at most"),
        (EXCHANGE_RATES, [{**ZLOTY, "as_of": "01152026"}], "Row 1, As of: “01152026” is not a day"),
        (EXCHANGE_RATES, [{**ZLOTY, "as_of": "01/02/2026"}], "write it as 2026-11-30"),
        (EXCHANGE_RATES, [{**ZLOTY, "as_of": "31.02.2026"}], "“31.02.2026” is not a day"),
        (EXCHANGE_RATES, [{**ZLOTY, "as_of": "2026-01-155"}], "“2026-01-155” is not a day"),
    ],
)
def test_a_row_that_cannot_be_says_where_and_why(table, rows, message):
    with pytest.raises(InvalidValueError, match=message):
        checked_rows(table, rows)


def test_every_faulty_cell_of_a_table_is_named_at_once():
    faulty = [
        {"interaction_type": "Orders", "contacts_per_month": "many"},
        {"interaction_type": "Returns", "contacts_per_month": 5},
        {"interaction_type": "Billing", "contacts_per_month": -5},
    ]
    with pytest.raises(InvalidValueError) as refused:
        checked_rows(VOLUMES, faulty)
    assert str(refused.value) == (
        "Row 1, Contacts a month: “many” is not a number; write digits, such as 12.5. "
        "Row 3, Contacts a month: -5 is impossible; the least possible is 0"
    )


def test_of_many_faulty_cells_five_are_named_and_the_others_counted():
    # Seven rows without a name: five are named, 7 - 5 = 2 more.
    with pytest.raises(InvalidValueError) as refused:
        checked_rows(VOLUMES, [{"contacts_per_month": number} for number in range(7)])
    assert str(refused.value).count("name the type of contact") == 5
    assert str(refused.value).endswith("; and 2 more")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-15", date(2026, 1, 15)),
        (" 15.1.2026 ", date(2026, 1, 15)),
        (date(2026, 1, 15), date(2026, 1, 15)),
        ("  ", None),
    ],
)
def test_a_day_is_typed_as_text_and_stored_as_a_day(typed, day):
    (row,) = checked_rows(EXCHANGE_RATES, [{**ZLOTY, "as_of": typed}])
    assert row["as_of"] == day


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "channel": st.text(
                    alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")),
                    min_size=1,
                    max_size=20,
                ),
                "share_pct": st.none() | st.floats(min_value=0, max_value=100),
            }
        ),
        unique_by=lambda row: row["channel"].casefold(),
        max_size=8,
    )
)
def test_whatever_passes_the_check_can_be_stored_and_passes_it_again(rows):
    checked = checked_rows(CHANNELS, rows)
    stored = Brief.model_validate({"channels": checked})
    dumped = [channel.model_dump() for channel in stored.channels]
    assert shown_part(CHANNELS, dumped) == shown_part(CHANNELS, checked)
    assert checked_rows(CHANNELS, dumped) == dumped


def test_a_figure_stored_before_a_limit_was_drawn_does_not_begin_the_table_anew():
    stored = {"channel": "Voice", "fcr_pct": 0.0}
    with pytest.raises(InvalidValueError):
        checked_rows(CHANNELS, [stored])
    assert say_the_same(CHANNELS, [stored], [stored])
    assert say_the_same(CHANNELS, [{**stored, "fcr_pct": "0,5"}], [{**stored, "fcr_pct": 0.5}])
    assert not say_the_same(CHANNELS, [{**stored, "fcr_pct": "5"}], [stored])


def test_what_the_table_does_not_show_stays_in_its_row():
    stored = {"channel": "Chat", "share_pct": 40.0, "concurrency": 2.0}
    edited = edited_rows([stored], {"edited_rows": {0: {"share_pct": 45}}})
    assert checked_rows(CHANNELS, edited)[0]["concurrency"] == 2.0


def test_what_another_server_had_drawn_brings_no_row_twice_and_deletes_nothing():
    # Returns was stored before the server stopped, Complaints was not; Billing was deleted.
    returns = {"interaction_type": "Returns", "contacts_per_month": 40.0}
    state = {
        "edited_rows": {"0": {"contacts_per_month": 2600}, "7": {"contacts_per_month": 1}},
        "deleted_rows": [1],
        "added_rows": [{"interaction_type": "returns"}, {"interaction_type": "Complaints"}],
    }
    assert rows_held(VOLUMES, [ORDERS, returns], state) == [
        {**ORDERS, "contacts_per_month": 2600},
        returns,
        {"interaction_type": "Complaints"},
    ]


@pytest.mark.parametrize(
    ("shares", "is_right", "words"),
    [
        ([], True, "No channels yet"),
        ([60.0, 40.0], True, "add up to 100 %"),
        ([33.3, 33.3, 33.4], True, "add up to 100 %"),
        ([60.0, None], True, "add up to 60 %; the rest is still open"),
        ([60.0, 35.0], False, "add up to 95 %; they should"),
        ([60.0, 50.0, None], False, "add up to 110 %; they should"),
    ],
)
def test_the_shares_of_the_channels_are_summed_and_judged(shares, is_right, words):
    channels = [{"channel": str(n), "share_pct": share} for n, share in enumerate(shares)]
    said, right = shares_words(Brief.model_validate({"channels": channels}))
    assert words in said
    assert right is is_right
