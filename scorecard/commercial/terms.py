"""A quote's terms beside the price: surcharges, minimum volume, bonus, fees, indexation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.catalogue import Commercial
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.quote import Quote
from scorecard.commercial.span import NOTHING, UNCHANGED, Span
from scorecard.model import Brief

MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Terms:
    """Factors and amounts; `surcharge` multiplies the variable cost at the brief's peak share.

    `peak_surcharge` is the factor where all of the work carries the peak surcharge. `bonus`
    multiplies the invoice, in the high estimate only. `one_off` are stated fees; `open_fees` what
    a month's invoice is multiplied by for those that nobody stated. `indexation` is a share a year.
    """

    surcharge: Span
    peak_surcharge: Span
    minimum_volume: float
    bonus: float
    one_off: Span
    open_fees: Span
    indexation: Span
    contract_months: int


def read_terms(quote: Quote, brief: Brief, commercial: Commercial, ledger: Ledger) -> Terms | None:
    """The terms; None with the problem noted where the contract has no month.

    What the quote leaves open counts nothing in the low estimate and the data's figure in the high
    one, and is noted as open; a minimum volume that nobody named counts in neither. A credit is
    never counted: it is the remedy for a bad month, so that it must not make a quote look cheaper.
    """
    questions = commercial.questions
    open_terms = {
        questions.set_up_fee: quote.set_up_fee,
        questions.ramp_fee: quote.ramp_fee,
        questions.minimum_volume: quote.minimum_volume,
        questions.overtime_surcharge: quote.overtime_surcharge_pct,
        questions.peak_surcharge: quote.peak_surcharge_pct,
        questions.indexation: quote.indexation_pct,
        questions.quality_bonus: quote.quality_bonus_pct,
    }
    for question_id, stated in open_terms.items():
        if stated is None:
            ledger.leave_open(question_id)
    months = contract_months(brief, ledger)
    if months is None:
        return None
    if quote.contract_months is not None and quote.contract_months < months:
        ledger.remark(
            questions.contract_months,
            f"The prices hold for {quote.contract_months:g} months, the costs are compared over "
            f"{months}: what comes after is not promised.",
            "What happens to the prices after that?",
        )
    peak = _stated_share(quote.peak_surcharge_pct, "open_surcharge_pct", ledger)
    overtime = _stated_share(quote.overtime_surcharge_pct, "open_surcharge_pct", ledger)
    peak_share = _share_of_work(brief.peak_share_pct, peak, "peak_surcharge_share_pct", ledger)
    overtime_share = _share_of_work(
        brief.overtime_share_pct, overtime, "overtime_share_pct", ledger
    )
    fees = [quote.set_up_fee, quote.ramp_fee]
    stated_fees = sum(fee for fee in fees if fee is not None)
    open_fees = NOTHING
    if None in fees:
        open_fees = ledger.assume("open_fee_pct_of_month", NOTHING) * (0.01 * fees.count(None))
    return Terms(
        surcharge=UNCHANGED + peak_share.times(peak) + overtime_share.times(overtime),
        peak_surcharge=UNCHANGED + peak,
        minimum_volume=quote.minimum_volume or 0.0,
        bonus=1 + _stated_share(quote.quality_bonus_pct, "open_quality_bonus_pct", ledger).high,
        one_off=Span(stated_fees, stated_fees),
        open_fees=open_fees,
        indexation=_stated_share(quote.indexation_pct, "open_indexation_pct", ledger),
        contract_months=months,
    )


def contract_months(brief: Brief, ledger: Ledger) -> int | None:
    """The months over which costs are compared, the same for all candidates."""
    months = brief.contract_months
    if months is None:
        months = ledger.assume("contract_months").low
    if months < 1:
        ledger.problem(
            "brief:contract_months",
            "A contract of less than a month: no cost can be spread over it. Enter the months.",
        )
        return None
    return round(months)


def growth_factors(rate_per_year: float, months: int) -> np.ndarray:
    """For each month of the contract the factor of prices that rise once a year by this share."""
    return np.power(1 + rate_per_year, np.arange(months) // MONTHS_PER_YEAR)


def _stated_share(stated_pct: float | None, name: str, ledger: Ledger) -> Span:
    """A percentage as a share; where nobody stated it, what the data take for it."""
    if stated_pct is None:
        return ledger.assume(name, NOTHING) * 0.01
    return Span(stated_pct / 100, stated_pct / 100)


def _share_of_work(stated_pct: float | None, surcharge: Span, name: str, ledger: Ledger) -> Span:
    if stated_pct is not None:
        return Span(stated_pct / 100, stated_pct / 100)
    if surcharge.high == 0:
        return NOTHING
    return ledger.assume(name) * 0.01
