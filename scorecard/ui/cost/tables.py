"""The tables of the page Cost, as data frames with readable columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from scorecard.catalogue import Benchmark, Catalogue
from scorecard.charts.cost_savings import SavingsRow
from scorecard.commercial import (
    AssumptionUsed,
    ChannelCost,
    CostLine,
    Costs,
    Crossing,
    InHouseCost,
    ModelComparison,
    ModelCost,
    Savings,
    ServiceCost,
    Span,
    TypeCost,
    VolumeScenario,
)
from scorecard.cost_words import (
    amount,
    amounts,
    figures,
    only_missing_in_words,
    ordinal,
    percentage,
    percentages,
    posts,
    whole_amount,
    whole_amounts,
)
from scorecard.evaluation import Evaluation
from scorecard.ui.red_flags_words import source_lines

# A pinned column of names leaves room on a phone for the column that matters most.
NAME_PX = 140
PRICE_UNITS = {
    "per_fte_month": "a full-time post and month",
    "per_hour": "a paid hour",
    "per_minute": "a handled minute",
    "per_contact": "a contact",
    "per_resolved_contact": "a resolved contact",
    "per_outcome": "an outcome",
    "": "a contact, beside the base fee",
}

_ORDERS = (
    ("Per resolved contact", "resolved"),
    ("Loaded rate", "loaded"),
    ("Headline rate", "headline"),
)


def channel_table(service: ServiceCost, currency: str) -> pd.DataFrame:
    """What each channel costs, the cost of a resolved contact first."""
    return pd.DataFrame(
        [
            {
                "Channel": channel.channel,
                f"Per resolved contact ({currency})": amounts(channel.per_resolved),
                f"A month ({currency})": whole_amounts(channel.month),
                "Contacts a month": round(channel.contacts),
                "Resolved": round(channel.resolved),
                f"An hour of handling ({currency})": (
                    "" if channel.loaded_rate is None else amounts(channel.loaded_rate)
                ),
            }
            for channel in service.channels
        ]
    )


def staffing_table(service: ServiceCost) -> pd.DataFrame:
    """How each channel is worked: performance and whose figure it is, hours, and people."""
    return pd.DataFrame([_staffing(channel) for channel in service.channels])


def _staffing(channel: ChannelCost) -> dict[str, object]:
    staffing = channel.staffing
    at_once = ""
    if staffing.agents_trough is not None and staffing.agents_peak is not None:
        at_once = f"{staffing.agents_trough} to {staffing.agents_peak}"
    return {
        "Channel": channel.channel,
        "Handle time": f"{channel.aht_minutes:.1f} min ({_whose(channel.aht_from_candidate)})",
        "Solved at first contact": (
            f"{percentage(channel.fcr)} ({_whose(channel.fcr_from_candidate)})"
        ),
        "Posts": posts(staffing.paid_agents),
        "Occupancy": percentages(staffing.occupancy),
        "Hours": round(staffing.productive_hours),
        "Service at peak": (
            "nobody waits"
            if staffing.service_level_peak is None
            else percentage(staffing.service_level_peak)
        ),
        "Logged in": at_once,
    }


def _whose(is_candidates: bool) -> str:
    return "candidate's" if is_candidates else "yours"


def type_table(types: Sequence[TypeCost], currency: str) -> pd.DataFrame:
    """Interaction types, within a channel or over all of them."""
    return pd.DataFrame(
        [
            {
                "Interaction type": kind.interaction_type,
                **({"Channel": kind.channel} if kind.channel else {}),
                f"Per resolved contact ({currency})": amounts(kind.per_resolved),
                f"A month ({currency})": whole_amounts(kind.month),
                "Contacts a month": round(kind.contacts),
                "Resolved": round(kind.resolved),
                "Hours": round(kind.productive_hours),
            }
            for kind in types
        ]
    )


def orders_table(evaluation: Evaluation, costs: Costs) -> pd.DataFrame:
    """One row a candidate, the cheapest resolution first: its place and figure in each order."""
    ordered = sorted(
        (ranks for ranks in costs.ranks if ranks.headline or ranks.loaded or ranks.resolved),
        key=lambda ranks: (not ranks.resolved, ranks.resolved, not ranks.loaded, ranks.loaded),
    )
    return pd.DataFrame(
        [
            {
                "Candidate": evaluation.candidates[evaluation.position[ranks.candidate_id]].name,
                **{
                    title: _placed(costs, ranks.candidate_id, place_of, getattr(ranks, place_of))
                    for title, place_of in _ORDERS
                },
            }
            for ranks in ordered
        ]
    )


def _placed(costs: Costs, candidate_id: str, place_of: str, place: int) -> str:
    return f"{ordinal(place)}: {_figure(costs, candidate_id, place_of)}" if place else "no figure"


def _figure(costs: Costs, candidate_id: str, place_of: str) -> str:
    cost = costs.by_candidate[candidate_id]
    if place_of == "headline":
        return amount(cost.headline or 0.0)
    if place_of == "loaded":
        return "" if cost.loaded_rate is None else amounts(cost.loaded_rate.per_productive_hour)
    span = cost.cost_per_resolved_contact
    return "" if span is None else amounts(span)


def model_table(comparison: ModelComparison) -> pd.DataFrame:
    """Each model's monthly cost, at the brief's volume first and then at the others."""
    order = sorted(
        range(len(comparison.scenarios)), key=lambda n: not _is_briefs(comparison.scenarios[n])
    )
    return pd.DataFrame(
        [
            {
                "Pricing model": model.title,
                **{
                    _volume(comparison.scenarios[n]): whole_amounts(model.by_scenario[n])
                    for n in order
                },
            }
            for model in comparison.models
        ]
    )


def _is_briefs(scenario: VolumeScenario) -> bool:
    return scenario.factor == 1.0 and not scenario.is_peak


def _volume(scenario: VolumeScenario) -> str:
    label = "Brief" if _is_briefs(scenario) else scenario.label.partition(",")[0]
    return f"{label}: {whole_amount(scenario.contacts)}"


def price_in_words(model: ModelCost, currency: str) -> str:
    """Whether a model's price is proposed or quoted, or at which one it costs as much."""
    if model.is_quoted:
        return "proposed" if model.is_proposed else "quoted"
    if model.break_even_price is None:
        return "derived"
    price = model.break_even_price
    ordered = Span(min(price.low, price.high), max(price.low, price.high))
    unit = PRICE_UNITS.get(model.price_unit, "")
    return f"derived: {amounts(ordered, currency)} {unit}".rstrip()


def savings_table(rows: Sequence[SavingsRow], currency: str) -> pd.DataFrame:
    """What the chart does not show: when fees are earned back, what is only missing parts."""
    return pd.DataFrame(
        [
            {
                "Candidate": row.candidate.name,
                "Fees earned back": _earned_back(row),
                "Missing parts": (
                    "no savings"
                    if row.savings.only_missing_parts is None
                    else only_missing_in_words(row.savings)
                ),
                f"Saved a month ({currency})": whole_amounts(row.savings.month),
                "Of today's cost": percentages(row.savings.month_share),
            }
            for row in rows
        ]
    )


def _earned_back(row: SavingsRow) -> str:
    """`month 3–6`, `month 4, or not in 24`, `not in 24 months`."""
    best, worst = row.savings.break_even_month_best, row.savings.break_even_month_worst
    if best is None:
        return f"not in {row.months} months"
    if worst is None:
        return f"month {best}, or not in {row.months}"
    return f"month {best}" if best == worst else f"month {best}–{worst}"


def crossing_table(comparison: ModelComparison, crossings: Sequence[Crossing]) -> pd.DataFrame:
    """From which volume on which model is cheaper than which."""
    titles = {model.model_id: model.title for model in comparison.models}
    return pd.DataFrame(
        [
            {
                "Contacts a month": round(crossing.contacts),
                "Cheaper below": titles[crossing.cheaper_below],
                "Cheaper above": titles[crossing.cheaper_above],
            }
            for crossing in crossings
        ]
    )


def in_house_table(in_house: InHouseCost, saved: Savings | None, currency: str) -> pd.DataFrame:
    """The own team line by line, and the programme manager who comes on top of any partner."""
    lines = [
        *in_house.lines,
        CostLine("total", "Own team, in all", in_house.month),
    ]
    if saved is not None:
        lines.append(
            CostLine(
                "programme_manager",
                "Own programme manager",
                saved.programme_manager_month,
            )
        )
    return pd.DataFrame(
        [
            {"A month": line.label, f"Low to high ({currency})": whole_amounts(line.month)}
            for line in lines
        ]
    )


def assumption_table(catalogue: Catalogue, used: Sequence[AssumptionUsed]) -> pd.DataFrame:
    """Figures that nobody stated, with where they come from and why."""
    return pd.DataFrame(
        [
            {
                "Figure": entry.title,
                "Value": f"{figures(entry.value)} {entry.unit}",
                "From": "your brief"
                if entry.origin == "brief"
                else "; ".join(source_lines(catalogue, entry.sources)),
                "Why": entry.rationale,
            }
            for entry in used
        ]
    )


def benchmark_table(catalogue: Catalogue, found: Sequence[Benchmark]) -> pd.DataFrame:
    """Reference figures with source and date."""
    return pd.DataFrame(
        [
            {
                "Reference figure": benchmark.title,
                "Range": f"{figures(Span(benchmark.low, benchmark.high))} {benchmark.unit}",
                "Date": benchmark.date,
                "Source": "; ".join(source_lines(catalogue, benchmark.sources)),
                "Note": benchmark.note,
            }
            for benchmark in found
        ]
    )
