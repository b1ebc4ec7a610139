"""A rate of exchange that makes an hour cost what no hour costs is doubted in a remark."""

import pytest
from unit.commercial.cost_building import E_MAIL_BRIEF, cost


def remarks(rate, *, brief_currency="EUR", quoted_in="USD"):
    brief = {
        **E_MAIL_BRIEF,
        "currency": brief_currency,
        "exchange_rates": [{"currency": quoted_in, "brief_units_per_one": rate}],
    }
    answers = {"quote_currency": quoted_in, "headline_rate_per_hour": 12}
    return [r for r in cost(brief, answers).remarks if "rate of exchange" in r.text]


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        # 11,202,026 × 12 = 134,424,312.
        (11_202_026, "134,424,312.00 EUR"),
        # The benchmarks lie between 7 and 60, five times wider 1.40 and 300: 0.1 × 12 = 1.20.
        (0.1, "1.20 EUR"),
        (26, "312.00 EUR"),
    ],
)
def test_an_hour_beyond_belief_is_told_with_the_amount(rate, shown):
    (remark,) = remarks(rate)
    assert remark.text == (
        f"The rate of exchange makes an hour cost {shown}; check it on the brief."
    )
    assert remark.question_id == "quote_currency"


@pytest.mark.parametrize("rate", [0.92, 0.12, 25])
def test_an_hour_that_may_be_is_left_alone(rate):
    # 0.92 × 12 = 11.04; 0.12 × 12 = 1.44; 25 × 12 = 300, the line itself.
    assert remarks(rate) == []


def test_a_brief_whose_currency_is_of_another_size_is_left_alone():
    assert remarks(150, brief_currency="JPY") == []


def test_a_quote_in_the_currency_of_the_brief_is_converted_by_no_rate():
    answers = {"quote_currency": "USD", "headline_rate_per_hour": 2000}
    quoted = cost({**E_MAIL_BRIEF, "currency": "USD"}, answers)
    assert not [r for r in quoted.remarks if "rate of exchange" in r.text]
