"""Value for money: overall value without cost against cost per resolved contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.cost_reading import value_without_cost
from scorecard.charts.cost_value_figure import Point, value_figure
from scorecard.charts.reading import NO_CANDIDATES
from scorecard.charts.wording import counted, decimal, joined, name_in_text, provisional
from scorecard.commercial import Costs, efficient_frontier
from scorecard.cost_words import BY_THE_MIDDLE, amounts, is_surely_cheaper
from scorecard.evaluation import Evaluation


@dataclass(frozen=True)
class _Reading:
    """The candidates that have both a value and a cost, and how many have not."""

    points: tuple[Point, ...]
    left_out: int


def value_for_money_chart(evaluation: Evaluation, costs: Costs) -> Chart:
    """Points with their cost's range; the efficient frontier joins those whom nobody beats.

    The value leaves out the criteria that rest on a price, so that cost does not count twice.
    Candidates that a gate excludes are grey and never on the frontier.
    """
    columns = _columns(costs.currency)
    values = value_without_cost(evaluation)
    because = costs.unavailable_because or ("" if evaluation.candidates else NO_CANDIDATES)
    if not because and values is None:
        because = "nothing but price has weight; give other criteria points"
    reading = None if because or values is None else _read(evaluation, costs, values)
    if reading is None or not reading.points:
        because = because or "no quote can be worked out yet; what is missing stands above"
        return empty_chart("No value for money to show yet", because, columns)
    return Chart(
        figure=value_figure(reading.points, costs.currency, reading.left_out),
        title=_title(evaluation, costs, reading),
        text_alternative=_text_alternative(reading, costs.currency),
        table=table(columns, [_record(point) for point in reading.points]),
    )


def _read(evaluation: Evaluation, costs: Costs, values: np.ndarray) -> _Reading:
    spans = [
        None if (cost := costs.by_candidate.get(c.id)) is None else cost.cost_per_resolved_contact
        for c in evaluation.candidates
    ]
    middles = [
        np.nan
        if span is None or evaluation.is_excluded[row] or evaluation.nothing_answered[row]
        else span.middle
        for row, span in enumerate(spans)
    ]
    efficient = efficient_frontier(values, middles)
    points = [
        Point(
            candidate,
            float(values[row]),
            span,
            is_efficient=bool(efficient[row]),
            is_excluded=evaluation.is_excluded[row],
        )
        for row, candidate in enumerate(evaluation.candidates)
        if (span := spans[row]) is not None and not evaluation.nothing_answered[row]
    ]
    points.sort(key=lambda point: (point.cost.middle, -point.value))
    return _Reading(tuple(points), len(spans) - len(points))


def _title(evaluation: Evaluation, costs: Costs, reading: _Reading) -> str:
    start = provisional(evaluation)
    efficient = [point for point in reading.points if point.is_efficient]
    beaten = [p for p in reading.points if not p.is_efficient and not p.is_excluded]
    names = [name_in_text(point.candidate.name) for point in efficient]
    if not efficient:
        return f"{start}Nobody is left: a gate excludes everyone with a cost"
    if len(efficient) == 1 and not beaten:
        return f"{start}{names[0]} is the only one with a value and a cost"
    if not beaten:
        return f"{start}{joined(names)} are a choice between value and cost: nobody beats another"
    middle = "" if _are_surely_beaten(costs, efficient, beaten) else BY_THE_MIDDLE
    if len(efficient) == 1:
        return f"{start}{names[0]} gives more value for less money than {_rest(beaten)}{middle}"
    rest = f"the others cost more for less value{middle}"
    return f"{start}{joined(names)} are worth their money; {rest}"


def _are_surely_beaten(costs: Costs, efficient: Sequence[Point], beaten: Sequence[Point]) -> bool:
    """Whether each stays beaten by the same one wherever in their ranges the costs end."""
    cost = costs.by_candidate
    return all(
        any(
            one.value >= other.value
            and is_surely_cheaper(cost[one.candidate.id], cost[other.candidate.id])
            for one in efficient
        )
        for other in beaten
    )


def _rest(beaten: Sequence[Point]) -> str:
    return "the others" if len(beaten) > 1 else name_in_text(beaten[0].candidate.name)


def _text_alternative(reading: _Reading, currency: str) -> str:
    named = [
        f"{name_in_text(p.candidate.name)} value {decimal(p.value)} at {amounts(p.cost)}"
        f"{', on the efficient frontier' if p.is_efficient else ''}"
        f"{', excluded by a gate' if p.is_excluded else ''}"
        for p in reading.points
    ]
    rest = (
        f" {counted(reading.left_out, 'candidate')} without a cost not drawn."
        if reading.left_out
        else ""
    )
    return (
        f"Overall value without cost against cost per resolved contact in {currency}, the "
        f"cheapest first: {joined(named, 6)}.{rest}"
    )


def _columns(currency: str) -> tuple[str, ...]:
    return (
        "Candidate",
        "Overall value without cost",
        f"Per resolved contact ({currency})",
        "Efficient",
    )


def _record(point: Point) -> tuple[object, ...]:
    efficient = "yes" if point.is_efficient else "no"
    return (
        point.candidate.name,
        decimal(point.value),
        amounts(point.cost),
        "excluded by a gate" if point.is_excluded else efficient,
    )
