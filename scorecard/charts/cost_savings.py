"""What each candidate saves against the own team over the contract, low to high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.cost_marks import grid_across, mark_title, marks_across
from scorecard.charts.grid import omission
from scorecard.charts.layout import (
    FEW_CANDIDATES,
    SMALL_FONT_PX,
    TITLED_AXIS_PX,
    Axes,
    candidate_labels,
    draw,
    number_axis,
    row_axis,
    ticks_between,
)
from scorecard.charts.legend import Key
from scorecard.charts.palette import GREY, INK, candidate_colour
from scorecard.charts.panels import BAR_SHIFT, BAR_WIDTH, NUMBER_SHIFT, ROW_PX
from scorecard.charts.wording import counted, hover, inert, joined, name_in_text
from scorecard.commercial import Costs, Savings
from scorecard.cost_words import (
    break_even_in_words,
    chance,
    only_missing_in_words,
    percentages,
    whole_amount,
    whole_amounts,
)
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate

_THOUSAND = 1000.0
# As high as the bar: the words above it are not crossed.
_MARK_HALF = 0.2


@dataclass(frozen=True)
class SavingsRow:
    """One candidate's savings over so many months."""

    candidate: Candidate
    savings: Savings
    months: int


def savings_rows(evaluation: Evaluation, costs: Costs) -> tuple[SavingsRow, ...]:
    """The candidates with savings to speak of, the largest (by the middle) first."""
    found = [
        SavingsRow(candidate, cost.savings, cost.service.contract_months)
        for candidate in evaluation.candidates
        if (cost := costs.by_candidate.get(candidate.id)) is not None
        and cost.savings is not None
        and cost.service is not None
    ]
    return tuple(sorted(found, key=lambda row: -row.savings.contract.middle))


def savings_chart(evaluation: Evaluation, costs: Costs) -> Chart:
    """Ranges of the savings around a line at nothing saved, in thousands of the currency."""
    columns = savings_columns(costs.currency)
    rows = savings_rows(evaluation, costs)
    if not rows:
        because = costs.unavailable_because or (
            "it takes the own team's wage in the brief, and a quote that can be worked out"
        )
        return empty_chart("No savings to show", because, columns)
    shown = rows[:FEW_CANDIDATES]
    return Chart(
        figure=_figure(shown, costs.currency, len(rows)),
        title=_title(rows, shown, costs.currency),
        text_alternative=(
            f"Ranges of the savings over the contract in {costs.currency}, largest first: "
            + joined(
                [
                    f"{name_in_text(row.candidate.name)} {whole_amounts(row.savings.contract)} "
                    f"({chance(row.savings.probability)})"
                    for row in shown
                ],
                6,
            )
            + "."
        ),
        table=table(columns, [savings_record(row) for row in rows]),
    )


def savings_columns(currency: str) -> tuple[str, ...]:
    """The columns of the savings as a table."""
    return (
        "Candidate",
        f"Saved over contract ({currency})",
        "Saves anything",
        "Fees earned back",
        "Only missing parts",
        f"Saved a month ({currency})",
        "Share of today's cost",
        f"Candidate a month ({currency})",
        f"Programme manager a month ({currency})",
    )


def savings_record(row: SavingsRow) -> tuple[str, ...]:
    """One candidate as a line of the table."""
    saved = row.savings
    return (
        row.candidate.name,
        whole_amounts(saved.contract),
        chance(saved.probability),
        break_even_in_words(saved, row.months),
        only_missing_in_words(saved),
        whole_amounts(saved.month),
        percentages(saved.month_share),
        whole_amounts(saved.partner_month),
        whole_amounts(saved.programme_manager_month),
    )


def _title(rows: Sequence[SavingsRow], shown: Sequence[SavingsRow], currency: str) -> str:
    """The finding; of those who could cost more it names only whom the chart shows."""
    best = rows[0]
    name, saved = name_in_text(best.candidate.name), best.savings.contract
    over = f"over {best.months} months"
    losing = [row for row in rows if row.savings.contract.low < 0]
    if saved.high <= 0:
        return f"Nobody saves anything {over}: {name} comes closest"
    start = f"{name} saves {whole_amounts(saved, currency)} {over}"
    if saved.low < 0:
        return f"{name} may save up to {whole_amount(saved.high, currency)} {over}, or cost more"
    if not losing:
        return f"{start}; nobody costs more than the own team" if len(rows) > 1 else start
    named = [name_in_text(row.candidate.name) for row in losing if row in shown]
    rest = len(losing) - len(named)
    if not named:
        could = counted(rest, "other")
    elif rest:
        could = f"{joined(named[:2])} and {counted(len(losing) - len(named[:2]), 'other')}"
    else:
        could = joined(named)
    return f"{start}; {could} could cost more than the own team"


def _figure(rows: Sequence[SavingsRow], currency: str, of_all: int) -> go.Figure:
    lows = [row.savings.contract.low / _THOUSAND for row in rows]
    highs = [row.savings.contract.high / _THOUSAND for row in rows]
    low, high = min([0.0, *lows]), max([0.0, *highs])
    room = (high - low or 1.0) * 0.05
    ticks = ticks_between(low - room, high + room)
    title = mark_title("nothing saved", 0.0, "left" if low > -high else "right")
    return draw(
        [
            _bars(rows, currency),
            marks_across(0.0, len(rows), BAR_SHIFT, _MARK_HALF),
            _texts(rows, low - room),
        ],
        axes=Axes(
            x=number_axis(
                low - room,
                high + room,
                f"saved over the contract, thousand {inert(currency)}",
                tickvals=ticks,
                tickformat=",d",
                showgrid=False,
            ),
            y=row_axis(candidate_labels([row.candidate.name for row in rows])),
        ),
        plot_height_px=len(rows) * ROW_PX,
        head_px=20,
        foot_px=TITLED_AXIS_PX,
        right_px=10,
        shapes=grid_across(ticks, range(len(rows)), BAR_SHIFT - _MARK_HALF),
        annotations=[title],
        keys=[Key("■", GREY, "saved, low to high")],
        remark=omission(len(rows), of_all, "that save most") if len(rows) < of_all else "",
    )


def _bars(rows: Sequence[SavingsRow], currency: str) -> go.Bar:
    return go.Bar(
        orientation="h",
        name="savings",
        base=[row.savings.contract.low / _THOUSAND for row in rows],
        x=[row.savings.contract.width / _THOUSAND for row in rows],
        y=[place + BAR_SHIFT for place in range(len(rows))],
        width=BAR_WIDTH,
        marker={
            "color": [candidate_colour(row.candidate) for row in rows],
            "line": {"color": INK, "width": 0.8},
        },
        customdata=[_hover(row, inert(currency)) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _texts(rows: Sequence[SavingsRow], at: float) -> go.Scatter:
    common: dict[str, Any] = {"cliponaxis": False, "hoverinfo": "skip", "mode": "text"}
    return go.Scatter(
        x=[at] * len(rows),
        y=[place + NUMBER_SHIFT for place in range(len(rows))],
        text=[_words(row) for row in rows],
        textposition="middle right",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        name="figures",
        **common,
    )


def _words(row: SavingsRow) -> str:
    saved = row.savings.contract * (1 / _THOUSAND)
    return f"{whole_amounts(saved)} k · {_short_chance(row.savings.probability)}"


def _short_chance(probability: float) -> str:
    if probability in (0, 1):
        return "in any case" if probability else "in no case"
    return f"in {min(max(100 * probability, 1.0), 99.0):.0f} %"


def _hover(row: SavingsRow, code: str) -> str:
    saved = row.savings
    return "<br>".join(
        [
            f"<b>{hover(row.candidate.name)}</b>",
            f"saves {whole_amounts(saved.contract, code)}",
            f"over {row.months} months, {chance(saved.probability)}",
            f"a month: {whole_amounts(saved.month, code)}",
            f"programme manager: {whole_amounts(saved.programme_manager_month, code)} a month",
            f"fees earned back: {break_even_in_words(saved, row.months)}",
            f"only missing parts: {only_missing_in_words(saved)}",
        ]
    )
