"""What the quotes really cost, in words: amounts, places, and the sentence of the page Cost.

Names are passed in by candidate id, so that whoever hides names can hide them here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.catalogue import Commercial, CostNotes
from scorecard.commercial import (
    CandidateCost,
    Costs,
    LoadedRate,
    PriceUnit,
    Savings,
    ServiceCost,
    Span,
    money,
)
from scorecard.model import Brief
from scorecard.sentences import count_in_words, joined

MINUS = "−"
_NOT_BY_TIME = (PriceUnit.CONTACT, PriceUnit.RESOLVED_CONTACT, PriceUnit.OUTCOME)
NAMED_AT_MOST = 3
BY_THE_MIDDLE = " by the middle of the ranges"
LOADED_RATE_NOTE = (
    "The loaded rate is per productive hour and without a base fee, so that a slower partner, or "
    "one with a base fee, looks cheaper by the hour. The cost per resolved contact counts both."
)
# Where a chance is closer than this to never or always, a rounded number would claim too much.
NEARLY = 0.005

_PLACES = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def amount(number: float, currency: str = "") -> str:
    """To the cent, thousands apart: `1,234.50 EUR`; for prices of a contact or an hour."""
    return _with_currency(f"{money(number):,.2f}", currency)


def whole_amount(number: float, currency: str = "") -> str:
    """In whole units, thousands apart: `13,637 EUR`; for a month or a contract."""
    return _with_currency(f"{number + 0.0:,.0f}", currency)


def amounts(span: Span, currency: str = "") -> str:
    """`7.10–12.40 EUR`, and one figure where both round alike."""
    return _with_currency(_between(amount(span.low), amount(span.high)), currency)


def whole_amounts(span: Span, currency: str = "") -> str:
    """`13,637–14,728 EUR`, and one figure where both round alike."""
    return _with_currency(_between(whole_amount(span.low), whole_amount(span.high)), currency)


def percentages(span: Span, decimals: int = 0) -> str:
    """A share 0–1 in per cent, low to high: `26–35 %`."""
    return f"{_between(*(f'{100 * n:,.{decimals}f}' for n in (span.low, span.high)))} %"


def percentage(share: float, decimals: int = 0) -> str:
    """A share 0–1 in per cent: `82 %`."""
    return f"{100 * share:,.{decimals}f} %"


def figures(span: Span, decimals: int = 2) -> str:
    """Any figure low to high, without needless zeros: `0.75–0.66`."""
    return _between(*(f"{round(n, decimals) + 0.0:,.10g}" for n in (span.low, span.high)))


def posts(span: Span) -> str:
    """Full-time posts with one decimal: `6.1–6.9`."""
    return _between(f"{span.low:,.1f}", f"{span.high:,.1f}")


def _between(low: str, high: str) -> str:
    if low == high:
        return _signed(low)
    apart = " to " if "-" in low + high or MINUS in low + high else "–"
    return f"{_signed(low)}{apart}{_signed(high)}"


def _with_currency(text: str, currency: str) -> str:
    return f"{_signed(text)} {currency}".rstrip()


def _signed(text: str) -> str:
    return "0" + text[2:] if text in ("-0", "-0.00") else text.replace("-", MINUS)


def place_in_words(place: int, among: int) -> str:
    """`cheapest`, `third`, `dearest` of so many; 0 is `without a figure`."""
    if place < 1:
        return "without a figure"
    if place == 1:
        return "cheapest"
    if place == among:
        return "dearest"
    return _PLACES[place] if place < len(_PLACES) else ordinal(place)


def ordinal(place: int) -> str:
    """`1st`, `2nd`, `13th`; a dash for 0."""
    if place < 1:
        return "–"
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{place}{endings.get(place % 10, 'th') if place % 100 not in (11, 12, 13) else 'th'}"


def cheapest(costs: Costs) -> tuple[CandidateCost, ...]:
    """Those who resolve a contact for the least, by the middle of the range."""
    return _at_first_place(costs, "resolved")


def cheapest_by_headline(costs: Costs) -> tuple[CandidateCost, ...]:
    """Those with the lowest headline rate."""
    return _at_first_place(costs, "headline")


def _at_first_place(costs: Costs, order: str) -> tuple[CandidateCost, ...]:
    return tuple(
        costs.by_candidate[ranks.candidate_id]
        for ranks in costs.ranks
        if getattr(ranks, order) == 1
    )


def place_per_resolved_contact(costs: Costs, candidate_id: str) -> str:
    """A candidate's place by cost per resolved contact in words."""
    known = sum(ranks.resolved > 0 for ranks in costs.ranks)
    return place_in_words(costs.ranks_by_candidate[candidate_id].resolved, known)


def is_surely_cheaper(one: CandidateCost, other: CandidateCost) -> bool:
    """Whether the one resolves for no more than the other, wherever in their ranges they end.

    Of two whose ranges rest on the very same assumptions, low is compared with low and high with
    high, because what holds for one then holds for the other. False without both figures.
    """
    own, others = one.cost_per_resolved_contact, other.cost_per_resolved_contact
    if own is None or others is None:
        return False
    if _rests_on(one) == _rests_on(other):
        return own.low <= others.low and own.high <= others.high
    return own.high <= others.low


def middle_where_ranges_cross(costs: Costs, candidate_id: str) -> str:
    """` by the middle of the ranges` where a candidate's place could still be another; or ''."""
    own = costs.by_candidate[candidate_id]
    crossing = any(
        not is_surely_cheaper(own, other) and not is_surely_cheaper(other, own)
        for other in costs.candidates
        if other.cost_per_resolved_contact is not None
    )
    return BY_THE_MIDDLE if crossing and own.cost_per_resolved_contact is not None else ""


def could_undercut(costs: Costs, first: CandidateCost) -> tuple[CandidateCost, ...]:
    """Who could still cost less than the cheapest, which is not surely cheaper."""
    if first.cost_per_resolved_contact is None:
        return ()
    return tuple(
        other
        for other in costs.candidates
        if other.cost_per_resolved_contact is not None
        and other.candidate_id != first.candidate_id
        and not is_surely_cheaper(first, other)
    )


def _rests_on(cost: CandidateCost) -> tuple[object, ...]:
    """What a cost's range comes from: assumptions, missing parts, and readings of the hour."""
    rate = cost.loaded_rate
    ranges = {entry.id for entry in cost.assumptions if not entry.value.is_exact}
    read = None if rate is None else (rate.basis_low, rate.basis_high, rate.missing_parts)
    return (frozenset(ranges), read, cost.not_stated)


def cost_sentence(costs: Costs, names: Mapping[str, str]) -> str:
    """Who is cheapest by headline, where that one ends up, who resolves for the least, how surely.

    `names` has a name for every candidate id.
    """
    if costs.unavailable_because:
        return costs.unavailable_because
    if not costs.candidates:
        return "There are no candidates yet: a cost needs a quote."
    known = [c for c in costs.candidates if c.cost_per_resolved_contact is not None]
    if not known:
        return f"No quote can be worked out yet. {_why_nothing(costs)}"
    parts = [_order_sentence(costs, names)]
    missing = len(costs.candidates) - len(known)
    if missing:
        verb = "candidate has" if missing == 1 else "candidates have"
        parts.append(f"{count_in_words(missing).capitalize()} {verb} no figure yet.")
    return " ".join(parts)


def _why_nothing(costs: Costs) -> str:
    if costs.problems:
        return costs.problems[0].text
    texts = [problem.text for cost in costs.candidates for problem in cost.problems]
    return texts[0] if texts else "Nobody has stated a price."


def _order_sentence(costs: Costs, names: Mapping[str, str]) -> str:
    best, by_headline = cheapest(costs), cheapest_by_headline(costs)
    span = best[0].cost_per_resolved_contact
    if span is None:
        return ""
    figure = amounts(span, costs.currency)
    if sum(ranks.resolved > 0 for ranks in costs.ranks) == 1:
        return f"{names[best[0].candidate_id]} resolves a contact for {figure}."
    verb = "resolves" if len(best) == 1 else "resolve"
    surely = _how_surely(costs, best, names)
    least = f"{_listed(best, names)} {verb} for the least: {figure}{surely}"
    if not by_headline:
        return f"{least}."
    rate = amount(by_headline[0].headline or 0.0, costs.currency)
    first = by_headline[0]
    if len(by_headline) > 1:
        are = f"{_listed(by_headline, names)} are cheapest by headline ({rate} an hour)"
        return f"{are}; {least}."
    name = names[first.candidate_id]
    start = f"{name} is cheapest by headline ({rate} an hour)"
    if [cost.candidate_id for cost in best] == [first.candidate_id]:
        return f"{start} and per resolved contact: {figure}{surely}."
    return f"{start} and {_where_it_ends(costs, first)}; {least}."


def _where_it_ends(costs: Costs, cost: CandidateCost) -> str:
    span = cost.cost_per_resolved_contact
    if span is None:
        return "has no figure per resolved contact yet"
    place = place_per_resolved_contact(costs, cost.candidate_id)
    middle = middle_where_ranges_cross(costs, cost.candidate_id)
    return f"{place} per resolved contact{middle} ({amounts(span, costs.currency)})"


def _how_surely(costs: Costs, best: Sequence[CandidateCost], names: Mapping[str, str]) -> str:
    if len(best) > 1:
        return ""
    others = could_undercut(costs, best[0])
    if not others:
        return ", whatever is still unknown"
    could = _listed(others, names)
    return f", and its lead is inside what is still unknown: {could} could turn out cheaper"


def _listed(found: Sequence[CandidateCost], names: Mapping[str, str]) -> str:
    listed = [names[cost.candidate_id] for cost in found[:NAMED_AT_MOST]]
    if len(found) > NAMED_AT_MOST:
        listed = [*listed[: NAMED_AT_MOST - 1], f"{len(found) - NAMED_AT_MOST + 1} others"]
    return joined(listed)


def loaded_rate_sentence(name: str, rate: LoadedRate, currency: str) -> str:
    """What a headline becomes, and how much of that nobody stated."""
    headline = amount(rate.headline, currency)
    loaded = amounts(rate.per_productive_hour, currency)
    hidden = [step for step in rate.steps if step.is_missing]
    if not hidden:
        return f"{name}'s {headline} an hour become {loaded} per productive hour"
    return (
        f"{name}'s {headline} an hour become {loaded} per productive hour; parts that are "
        f"not in the price or not stated add {amounts(hidden[0].added)} before the divisors"
    )


def base_fee_words(cost: CandidateCost, currency: str) -> str:
    """That a quote's loaded rate is without its base fee, and how much that is a month; or ''."""
    if cost.service is None or cost.loaded_rate is None or cost.service.base_fee <= 0:
        return ""
    fee = whole_amount(cost.service.base_fee, currency)
    return (
        f"Without base fee: {fee} a month are not in the loaded rate; they are in the cost per "
        "resolved contact."
    )


def service_sentence(name: str, service: ServiceCost, currency: str) -> str:
    """What the service costs a month and over the contract, and what of it stands out."""
    text = (
        f"{name}: {whole_amounts(service.month, currency)} a month for "
        f"{whole_amount(service.contacts)} contacts of which {whole_amount(service.resolved)} are "
        f"resolved, with {posts(service.paid_agents)} full-time posts; "
        f"{whole_amounts(service.contract, currency)} over {service.contract_months} months, "
        f"{amounts(service.per_resolved, currency)} per resolved contact"
    )
    if service.one_off.high > 0:
        text += f". {whole_amounts(service.one_off, currency)} of it are one-off fees"
    if service.minimum_factor > 1:
        more = percentage(service.minimum_factor - 1, 1)
        text += f". The minimum volume is invoiced: {more} more than the work"
    if service.season_factor.high > 1:
        more = percentages(Span(service.season_factor.low - 1, service.season_factor.high - 1), 1)
        text += f". Busy and quiet months make the contract {more} dearer than even ones"
    return f"{text}."


def waiting_sentence(service: ServiceCost, notes: CostNotes | None) -> str:
    """That a live channel's volume is too small for its hours, where most paid time is waiting."""
    quiet = [
        channel
        for channel in service.channels
        if notes is not None
        and channel.staffing.is_live
        and 100 * channel.staffing.occupancy.high < notes.low_live_occupancy_pct
    ]
    if not quiet:
        return ""
    told = joined([f"{c.channel} ({percentages(c.staffing.occupancy)} occupied)" for c in quiet])
    return (
        f"Too few contacts for live staffing over these hours: {told}. Most of the paid time there "
        "is waiting."
    )


def price_apart_from_hour_sentence(cost: CandidateCost, commercial: Commercial | None) -> str:
    """Why a loaded rate's range is far wider than the cost's: the price follows no hour."""
    service, rate = cost.service, cost.loaded_rate
    notes = None if commercial is None else commercial.notes
    if commercial is None or notes is None or service is None or rate is None:
        return ""
    model = next((m for m in commercial.pricing_models if m.id == service.model_id), None)
    if model is None or model.price_unit not in _NOT_BY_TIME:
        return ""
    of_cost, of_rate = (
        _relative_width(service.per_resolved),
        _relative_width(rate.per_productive_hour),
    )
    if of_rate <= notes.rate_wider_than_cost * of_cost:
        return ""
    return (
        "The loaded rate is far less certain than the cost per resolved contact, because this "
        "price does not follow the hour: of the price lines, those "
        f"{model.title[:1].lower()}{model.title[1:]} count, and the hour does not."
    )


def _relative_width(span: Span) -> float:
    return (span.high - span.low) / span.high if span.high > 0 else 0.0


def same_types_sentence(brief: Brief) -> str:
    """That interaction types cost the same, where none has figures of its own on the brief."""
    types = brief.volumes
    if len(types) < 2 or any(t.aht_minutes is not None or t.fcr_pct is not None for t in types):
        return ""
    return (
        "Within a channel every type costs the same per contact, because no type has a handle "
        "time or a resolution of its own on the brief."
    )


def chance(probability: float) -> str:
    """A probability 0–1 in words that never rounds to certainty."""
    if probability >= 1:
        return "certainly, within these ranges"
    if probability <= 0:
        return "never, within these ranges"
    if probability < NEARLY:
        return "in less than 1 % of cases"
    if probability > 1 - NEARLY:
        return "in more than 99 % of cases"
    return f"in {100 * probability:.0f} % of cases"


def break_even_in_words(savings: Savings, months: int) -> str:
    """The month in which the one-off fees are earned back, at best and at worst."""
    best, worst = savings.break_even_month_best, savings.break_even_month_worst
    if best is None:
        return f"not within {months} months"
    if worst == best:
        return f"month {best}"
    last = f"not within {months} months" if worst is None else f"month {worst}"
    return f"month {best} at best, {last} at worst"


def only_missing_in_words(savings: Savings) -> str:
    """Which share of the savings that the quote shows is only what it leaves out."""
    share = savings.only_missing_parts
    if share is None:
        return "the quote shows no savings"
    if share.high <= 0:
        return "nothing"
    if share.high <= 1:
        return percentages(share)
    # More than the whole is no share: then nothing is saved.
    return f"{100 * share.low:.0f} % to all of it" if share.low < 1 else "all of it"
