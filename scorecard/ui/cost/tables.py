"""The tables of the page Cost, as data frames with readable columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from scorecard.catalogue import Benchmark, Catalogue
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
)
from scorecard.cost_words import (
    amount,
    amounts,
    figures,
    ordinal,
    percentage,
    percentages,
    posts,
    whole_amount,
    whole_amounts,
)
from scorecard.evaluation import Evaluation
from scorecard.ui.red_flags_words import source_lines

PRICE_UNITS = {
    "per_fte_month": "a full-time post and month",
    "per_hour": "a paid hour",
    "per_minute": "a handled minute",
    "per_contact": "a contact",
    "per_resolved_contact": "a resolved contact",
    "per_outcome": "an outcome",
    "": "a contact, beside the base fee",
}


def channel_table(service: ServiceCost, currency: str) -> pd.DataFrame:
    """Each channel's contacts, performance and whose figure it is, staffing, and cost."""
    return pd.DataFrame([_channel(channel, currency) for channel in service.channels])


def _channel(channel: ChannelCost, currency: str) -> dict[str, object]:
    staffing = channel.staffing
    at_once = ""
    if staffing.agents_trough is not None and staffing.agents_peak is not None:
        at_once = f"{staffing.agents_trough} to {staffing.agents_peak}"
    return {
        "Channel": channel.channel,
        f"A month ({currency})": whole_amounts(channel.month),
        f"Per resolved contact ({currency})": amounts(channel.per_resolved),
        "Contacts a month": round(channel.contacts),
        "Handle time": f"{channel.aht_minutes:.1f} min ({_whose(channel.aht_from_candidate)})",
        "Solved at first contact": (
            f"{percentage(channel.fcr)} ({_whose(channel.fcr_from_candidate)})"
        ),
        "Resolved": round(channel.resolved),
        "Hours of handling": round(staffing.productive_hours),
        f"Rate an hour of handling ({currency})": (
            "" if channel.loaded_rate is None else amounts(channel.loaded_rate)
        ),
        "Full-time posts": posts(staffing.paid_agents),
        "Occupancy": percentages(staffing.occupancy),
        "Service level at peak": (
            "nobody waits"
            if staffing.service_level_peak is None
            else percentage(staffing.service_level_peak)
        ),
        "Logged in, trough to peak": at_once,
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
                "Contacts a month": round(kind.contacts),
                "Resolved": round(kind.resolved),
                "Hours of handling": round(kind.productive_hours),
                f"A month ({currency})": whole_amounts(kind.month),
                f"Per resolved contact ({currency})": amounts(kind.per_resolved),
            }
            for kind in types
        ]
    )


def orders_table(evaluation: Evaluation, costs: Costs) -> pd.DataFrame:
    """The orders by headline, loaded rate and cost per resolved contact beside each other."""
    names = {candidate.id: candidate.name for candidate in evaluation.candidates}

    def order(place_of: str) -> list[tuple[int, str]]:
        found = [(getattr(ranks, place_of), ranks.candidate_id) for ranks in costs.ranks]
        return sorted((place, i) for place, i in found if place)

    columns: dict[str, list[str]] = {}
    for title, place_of in (
        ("By headline rate", "headline"),
        ("By loaded rate", "loaded"),
        ("Per resolved contact", "resolved"),
    ):
        columns[title] = [
            f"{ordinal(place)} {names[i]}, {_figure(costs, i, place_of)}"
            for place, i in order(place_of)
        ]
    longest = max(len(column) for column in columns.values())
    return pd.DataFrame({t: c + [""] * (longest - len(c)) for t, c in columns.items()})


def _figure(costs: Costs, candidate_id: str, place_of: str) -> str:
    cost = costs.by_candidate[candidate_id]
    if place_of == "headline":
        return amount(cost.headline or 0.0)
    if place_of == "loaded":
        return "" if cost.loaded_rate is None else amounts(cost.loaded_rate.per_productive_hour)
    span = cost.cost_per_resolved_contact
    return "" if span is None else amounts(span)


def model_table(comparison: ModelComparison, currency: str) -> pd.DataFrame:
    """Each model's monthly cost at every volume that is compared."""
    return pd.DataFrame(
        [
            {
                "Pricing model": model.title,
                "Price": _price(model),
                **{
                    f"{scenario.label}: {whole_amount(scenario.contacts)} ({currency})": (
                        whole_amounts(span)
                    )
                    for scenario, span in zip(comparison.scenarios, model.by_scenario, strict=True)
                },
            }
            for model in comparison.models
        ]
    )


def _price(model: ModelCost) -> str:
    if model.is_quoted:
        return "proposed" if model.is_proposed else "quoted"
    if model.break_even_price is None:
        return "derived"
    price = model.break_even_price
    ordered = Span(min(price.low, price.high), max(price.low, price.high))
    unit = PRICE_UNITS.get(model.price_unit, "")
    return f"derived: {amounts(ordered)} {unit}".rstrip()


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
                "Beside a partner: your programme manager",
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
