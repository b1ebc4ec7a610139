"""What the cost calculation takes while a field of the brief is empty, in words."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.catalogue import AssumedFigure, Catalogue, ChannelKind
from scorecard.commercial import Span
from scorecard.cost_words import figures
from scorecard.model import Brief, ChannelBaseline
from scorecard.sentences import joined, source_titles
from scorecard.ui.brief_basis import value_of

# Field of the brief → the figure of the catalogue that counts in its place.
_ASSUMED = {
    "peak_to_trough_ratio": "peak_to_trough_ratio",
    "busiest_to_quietest_hour_ratio": "busiest_to_quietest_hour_ratio",
    "open_hours_per_week": "open_hours_per_week",
    "contract_months": "contract_months",
    "peak_share_pct": "peak_surcharge_share_pct",
    "overtime_share_pct": "overtime_share_pct",
    "programme_manager_fte": "programme_manager_fte",
    "in_house.benefits_loading_pct": "benefits_loading_pct",
    "in_house.overheads_pct": "overheads_pct",
    "in_house.tools_per_agent_month": "tools_pct_of_wages",
    "in_house.annual_attrition_pct": "annual_attrition_pct",
    "in_house.replacement_cost_per_leaver": "replacement_cost_pct_of_yearly_wage",
    "in_house.shrinkage_pct": "shrinkage_pct",
    "in_house.wage_growth_pct_per_year": "wage_growth_pct_per_year",
    "in_house.programme_manager_cost_per_year": "programme_manager_times_agent_wage",
    "in_house.uncertainty_pct": "in_house_uncertainty_pct",
}
# The table of how each channel is answered: it is no field of the brief of its own.
STAFFING_PLACE = "staffing"
# Without these every cost takes an assumption; the others count only for some quotes.
COUNTED_FOR_ALL = (
    *("open_hours_per_week", "peak_to_trough_ratio", "busiest_to_quietest_hour_ratio"),
    "contract_months",
)


def assumed_while_empty(catalogue: Catalogue, field: str) -> AssumedFigure | None:
    """The figure that counts while the field is empty; None where nothing does."""
    if catalogue.commercial is None or field not in _ASSUMED:
        return None
    figure: AssumedFigure | None = getattr(catalogue.commercial.assumptions, _ASSUMED[field])
    return figure


def default_words(catalogue: Catalogue, brief: Brief, field: str) -> str:
    """`Assumed for costs: 60 hours a week. …`; '' for a field that is stated or has no default."""
    figure = assumed_while_empty(catalogue, field)
    if figure is None or value_of(brief, field) is not None:
        return ""
    figure_words = f"{figures(Span(figure.low, figure.high))} {figure.unit}"
    if figure.unit.startswith("±"):
        # Give or take: the sign stands before the figure.
        figure_words = f"±{figure_words.replace(figure.unit, figure.unit.removeprefix('±'))}"
    source = source_titles(figure.sources, catalogue)
    return f"Assumed for costs: {figure_words}. {figure.rationale} Source: {source}."


def assumed_fields(catalogue: Catalogue, brief: Brief) -> tuple[str, ...]:
    """Empty fields for which every cost takes an assumption."""
    empty = tuple(
        field
        for field in COUNTED_FOR_ALL
        if assumed_while_empty(catalogue, field) is not None and value_of(brief, field) is None
    )
    return (*((STAFFING_PLACE,) if channels_guessed(catalogue, brief) else ()), *empty)


def channels_guessed(catalogue: Catalogue, brief: Brief) -> tuple[str, ...]:
    """Channels of which neither the name nor a cell says whether somebody waits."""
    commercial = catalogue.commercial
    if commercial is None:
        return ()
    return tuple(
        channel.channel
        for channel in brief.channels
        if not channel.handling and commercial.kind_of_channel(channel.channel).is_guessed
    )


def guessed_words(catalogue: Catalogue, channels: Sequence[str]) -> str:
    """How channels whose name says nothing are counted, and which field says better."""
    commercial = catalogue.commercial
    if commercial is None or not channels:
        return ""
    kind = commercial.kind_of_channel(channels[0])
    does, it = ("does", "it counts") if len(channels) == 1 else ("do", "they count")
    names = "name" if len(channels) == 1 else "names"
    return (
        f"The {names} {joined([f'“{channel}”' for channel in channels])} {does} not say whether "
        f"somebody waits; {it} as {kind.handling}. Set “Handling” in the table of how each channel "
        "is answered."
    )


def assumed_for_some(catalogue: Catalogue, brief: Brief) -> tuple[str, ...]:
    """Empty fields for which only some quotes, or the own team's cost, take an assumption."""
    return tuple(
        field
        for field in _ASSUMED
        if field not in COUNTED_FOR_ALL and default_words(catalogue, brief, field)
    )


def staffing_words(catalogue: Catalogue, brief: Brief) -> tuple[str, ...]:
    """For each kind of channel with an empty cell, what is taken in its place."""
    if catalogue.commercial is None:
        return ()
    named: dict[tuple[str, bool], list[str]] = {}
    kinds: dict[str, ChannelKind] = {}
    for channel in brief.channels:
        kind = catalogue.commercial.kind_of_channel(channel.channel)
        is_live = (channel.handling or kind.handling) == "live"
        if _takes_something(channel, is_live=is_live):
            kinds[kind.id] = kind
            named.setdefault((kind.id, is_live), []).append(channel.channel)
    return tuple(
        f"{joined(channels)}, where a cell is empty: {_staffed(kinds[kind_id], is_live=is_live)}. "
        f"Source: {source_titles(kinds[kind_id].sources, catalogue)}."
        for (kind_id, is_live), channels in named.items()
    )


def _takes_something(channel: ChannelBaseline, *, is_live: bool) -> bool:
    figures_of_live = (channel.service_level_pct, channel.answer_seconds, channel.concurrency)
    return not channel.handling or (is_live and None in figures_of_live)


def _staffed(kind: ChannelKind, *, is_live: bool) -> str:
    if not is_live:
        return "asynchronous; nobody waits, so that no service level counts"
    contacts = "contact" if kind.concurrency == 1 else "contacts"
    return (
        f"live, {kind.service_level_pct:g} % answered within {kind.answer_seconds:g} seconds, "
        f"{kind.concurrency:g} {contacts} at a time"
    )
