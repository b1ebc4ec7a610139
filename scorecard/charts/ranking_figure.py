"""The figure of the ranking: bars, the rails of their ranges, marks of what is evidenced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.catalogue import Severity
from scorecard.charts.layout import (
    FEW_CANDIDATES,
    SMALL_FONT_PX,
    Axes,
    candidate_labels,
    draw,
    note,
    number_axis,
    row_axis,
    row_height_px,
)
from scorecard.charts.legend import Key, coloured
from scorecard.charts.palette import EXCLUDED_GREY, GREY, INK, SEVERITY_SIGNS, candidate_colour
from scorecard.charts.wording import counted, decimal, hover
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.scoring import GateState
from scorecard.sentences import gates_condition

# Within a row of height 1: the bar above, the rail of the range below it.
_BAR_SHIFT, _RAIL_SHIFT = -0.12, 0.27
# The line between ranked and excluded takes a place of its own.
_DIVIDER = 0.6
_NUMBERS_PX = 66
_CONDITIONAL = "○"
_NO_PLACE = "–"
_CRITICAL = SEVERITY_SIGNS[Severity.CRITICAL]


def ranking_figure(evaluation: Evaluation, rows: Sequence[int]) -> go.Figure:
    """The figure for these rows, which must be the ranked ones first and at least one."""
    above = len(rows) - len(evaluation.excluded_order)
    places = [place + _DIVIDER * (place >= above > 0) for place in range(len(rows))]
    names = candidate_labels([evaluation.candidates[row].name for row in rows])
    labels = [_label(evaluation, row, name) for row, name in zip(rows, names, strict=True)]
    texts = [_hover(evaluation, row) for row in rows]
    shapes, annotations = _divider(evaluation, places)
    return draw(
        [
            _bars(evaluation, rows, places, texts),
            _ranges(evaluation, rows, places),
            _evidenced(evaluation, rows, places, texts),
            _numbers(evaluation, rows, places),
        ],
        axes=Axes(x=number_axis(0, 100, tickvals=[0, 25, 50, 75, 100]), y=row_axis(labels, places)),
        plot_height_px=round((places[-1] + 1) * row_height_px(labels)),
        right_px=_NUMBERS_PX,
        keys=_keys(evaluation),
        shapes=shapes,
        annotations=annotations,
    )


def _bars(
    evaluation: Evaluation, rows: Sequence[int], places: Sequence[float], texts: Sequence[str]
) -> go.Bar:
    excluded = [evaluation.is_excluded[row] for row in rows]
    return go.Bar(
        orientation="h",
        x=[
            # What only stands for unknown is no length to compare; the rail shows what is possible.
            0.0 if evaluation.nothing_answered[row] else float(evaluation.overall[row])
            for row in rows
        ],
        y=[place + _BAR_SHIFT for place in places],
        width=0.46,
        marker={
            "color": [
                EXCLUDED_GREY if out else candidate_colour(evaluation.candidates[row])
                for row, out in zip(rows, excluded, strict=True)
            ],
            "opacity": [0.45 if out else 1.0 for out in excluded],
            "line": {"color": INK, "width": 0.5},
        },
        customdata=list(texts),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ranges(evaluation: Evaluation, rows: Sequence[int], places: Sequence[float]) -> go.Scatter:
    overall = evaluation.overall[list(rows)]
    return go.Scatter(
        x=overall.tolist(),
        y=[place + _RAIL_SHIFT for place in places],
        mode="markers",
        marker={"size": 1, "color": INK},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (evaluation.overall_high[list(rows)] - overall).tolist(),
            "arrayminus": (overall - evaluation.overall_low[list(rows)]).tolist(),
            "color": INK,
            "thickness": 2,
            "width": 4,
        },
        hoverinfo="skip",
    )


def _evidenced(
    evaluation: Evaluation, rows: Sequence[int], places: Sequence[float], texts: Sequence[str]
) -> go.Scatter:
    return go.Scatter(
        x=[
            None if evaluation.nothing_answered[row] else float(evaluation.overall_evidenced[row])
            for row in rows
        ],
        y=[place + _RAIL_SHIFT for place in places],
        mode="markers",
        marker={"symbol": "diamond", "size": 9, "color": INK},
        name="as evidenced",
        customdata=list(texts),
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _numbers(evaluation: Evaluation, rows: Sequence[int], places: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=[100] * len(rows),
        y=[place + _BAR_SHIFT for place in places],
        mode="text",
        text=[f" {_number(evaluation, row)}" for row in rows],
        textposition="middle right",
        textfont={"color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _keys(evaluation: Evaluation) -> list[Key]:
    keys = [
        Key("■", GREY, "overall value"),
        Key("├┤", INK, "still possible"),
        Key("◆", INK, "as evidenced"),
    ]
    if any(evaluation.critical_flags(row) for row in range(len(evaluation.candidates))):
        keys.append(Key(_CRITICAL.character, _CRITICAL.colour, "critical flags"))
    if any(evaluation.is_conditional) and len(evaluation.candidates) > FEW_CANDIDATES:
        keys.append(Key(_CONDITIONAL, INK, "conditional"))
    return keys


def _divider(
    evaluation: Evaluation, places: Sequence[float]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if not any(evaluation.is_excluded):
        return [], []
    above = len(places) - len(evaluation.excluded_order)
    y = places[above] - 0.5 - _DIVIDER / 2 if above else -0.5
    line = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }
    text = note("excluded by a gate", x=1, xref="paper", y=y, xanchor="right", yanchor="top")
    return [line], [text]


def _label(evaluation: Evaluation, row: int, name: str) -> str:
    if evaluation.is_excluded[row]:
        return f"out  {name}"
    if evaluation.nothing_answered[row]:
        return f"{_NO_PLACE}  {name}"
    if not evaluation.is_conditional[row]:
        return f"{evaluation.rank[row]}  {name}"
    if len(evaluation.candidates) > FEW_CANDIDATES:
        return f"{evaluation.rank[row]} {_CONDITIONAL} {name}"
    small = f'<span style="font-size:{SMALL_FONT_PX}px">conditional</span>'
    return f"{evaluation.rank[row]}  {name}<br>{small}"


def _number(evaluation: Evaluation, row: int) -> str:
    is_blank = evaluation.nothing_answered[row]
    text = _NO_PLACE if is_blank else f"<b>{decimal(evaluation.overall[row])}</b>"
    critical = len(evaluation.critical_flags(row))
    if not critical:
        return text
    return f"{text} {coloured(_CRITICAL.character, _CRITICAL.colour)}{critical}"


def _hover(evaluation: Evaluation, row: int) -> str:
    critical = len(evaluation.critical_flags(row))
    if evaluation.nothing_answered[row]:
        lines = [
            f"<b>{hover(evaluation.candidates[row].name)}</b>",
            "no answers yet",
            f"still possible: {_span(evaluation, row)}",
        ]
        return "<br>".join(lines)
    lines = [
        f"<b>{hover(evaluation.candidates[row].name)}</b>",
        f"overall value {decimal(evaluation.overall[row])} of 100",
        f"still possible: {_span(evaluation, row)}",
        f"as evidenced {decimal(evaluation.overall_evidenced[row])}, another count: claims as open",
        f"answers cover {whole_pct_covered(evaluation.coverage_pct[row])} % of the weight",
    ]
    if evaluation.rank[row]:
        lines.insert(2, f"rank {evaluation.rank[row]}, {_possible_ranks(evaluation, row)}")
    if critical:
        lines.append(counted(critical, "critical red flag"))
    lines += [
        hover(f"gate {result.state.value}: {result.title}, {result.reason}")
        for result in evaluation.gates[row]
        if result.state in (GateState.FAIL, GateState.OPEN)
    ]
    return "<br>".join(lines)


def _span(evaluation: Evaluation, row: int) -> str:
    low, high = evaluation.overall_low[row], evaluation.overall_high[row]
    return f"{decimal(low)} to {decimal(high)}"


def _possible_ranks(evaluation: Evaluation, row: int) -> str:
    best, worst = evaluation.rank_best[row], evaluation.rank_worst[row]
    if condition := gates_condition(evaluation, row):
        told = "" if best == worst else f"{best} to {worst} possible "
        return f"{told}{condition}"
    return "settled" if best == worst else f"{best} to {worst} possible"
