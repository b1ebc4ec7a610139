"""Figures about a quote: its price beside the others' and its minimum beside the brief."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from scorecard.catalogue import FigureReference
from scorecard.facts.case import Case, number_of
from scorecard.facts.figure import UNKNOWN, Figure
from scorecard.model import Answer, Brief

FIGURE_OF_WORKLOAD = "price_of_workload_below_peers_pct"
PRICE_OF_WORKLOAD = "price_per_post_and_month"

# Selections keep the catalogue that they were opened with; older ones do not name the figure.
FEWEST_PEERS_IN_OLD_CATALOGUES = 2


def price_below_peers_pct(reference: FigureReference, case: Case) -> Figure:
    """By how many per cent an answered price lies below the median of the other candidates'."""
    own = _in_brief_currency(reference, case.answers, case.brief)
    prices = [_in_brief_currency(reference, peer, case.brief) for peer in case.peers]
    return _below_median(reference, own, [price for price in prices if price is not None])


def price_of_workload_below_peers_pct(reference: FigureReference, case: Case) -> Figure:
    """The same for the calculated month's price of each post that the workload needs."""
    peers = [peer[PRICE_OF_WORKLOAD] for peer in case.peers_calculated if PRICE_OF_WORKLOAD in peer]
    return _below_median(reference, case.calculated.get(PRICE_OF_WORKLOAD), peers)


def minimum_volume_of_trough_pct(reference: FigureReference, case: Case) -> Figure:
    """The minimum volume in per cent of the contacts of a month at the brief's trough.

    The parameter `busy_share` (0-1) is the share of the time at peak; without a ratio of peak to
    trough only a minimum above the mean volume, or none at all, is decided.
    """
    minimum = case.number(reference.reads[0])
    volume, ratio = case.brief.contacts_per_month, case.brief.peak_to_trough_ratio
    if minimum is None or volume <= 0:
        return UNKNOWN if minimum is None or minimum > 0 else Figure(0.0, "no minimum")
    if ratio is None and 0 < minimum <= volume:
        return UNKNOWN
    busy = float(str(reference.parameters["busy_share"]))
    trough = volume if ratio is None else volume / (1 - busy + busy * ratio)
    month = "the mean month" if ratio is None else "a quiet month"
    detail = f"{minimum:,.0f} contacts against {trough:,.0f} in {month}"
    return Figure(100.0 * minimum / trough, detail)


def hourly_against_the_template(reference: FigureReference, case: Case) -> Figure:
    """1 where the candidate proposes the parameter `model` and the brief asks for another basis.

    Unknown while either has not been said.
    """
    answer, asked_for = case.answer(reference.reads[0]), case.brief.contract_basis
    proposed = answer.value
    if proposed is None:
        return UNKNOWN
    model = str(reference.parameters["model"])
    if proposed != model or asked_for == model:
        return Figure(0.0, "")
    if not asked_for:
        return UNKNOWN
    return Figure(1.0, f"the brief asks for {asked_for.replace('_', ' ')}")


def _in_brief_currency(
    reference: FigureReference, answers: Mapping[str, Answer], brief: Brief
) -> float | None:
    """The price that the figure reads, converted by the brief's rate; None without one.

    The parameter `currency` names the question on the quote's currency.
    """
    price = number_of(answers.get(reference.reads[0]))
    stated = answers.get(str(reference.parameters.get("currency", "")))
    currency = brief.currency if stated is None or stated.value is None else stated.value
    if price is None or currency == brief.currency:
        return price
    rates = {rate.currency: rate.brief_units_per_one for rate in brief.exchange_rates}
    return None if currency not in rates else price * rates[str(currency)]


def _below_median(reference: FigureReference, own: float | None, peers: list[float]) -> Figure:
    fewest = reference.parameters.get("fewest_peers", FEWEST_PEERS_IN_OLD_CATALOGUES)
    if own is None or len(peers) < float(str(fewest)):
        return UNKNOWN
    middle = median(peers) if peers else 0.0
    if middle <= 0:
        return UNKNOWN
    detail = f"{own:,.6g} against a median of {middle:,.6g}"
    return Figure(100.0 * (1.0 - own / middle), detail)
