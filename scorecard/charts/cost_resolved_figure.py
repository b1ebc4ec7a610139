"""The figure of the cost per resolved contact: bars, their ranges, places, target and ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.cost_marks import grid_across, mark_title, marks_across
from scorecard.charts.cost_reading import NO_FIGURE, CostRow, reason, whole_reason
from scorecard.charts.layout import (
    SMALL_FONT_PX,
    TITLED_AXIS_PX,
    Axes,
    Part,
    axis_to,
    draw,
    number_axis,
    pattern,
    row_axis,
)
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import CLEAR, GREY, INK, candidate_colour
from scorecard.charts.wording import hover, inert, label
from scorecard.commercial import Span
from scorecard.cost_words import amount, amounts, ordinal

_RIGHT_PX = 16
_ROW_PX = 66
# Within a row of height 1: two lines of text, below them the bar and the marks across it, and at
# its foot the range without the missing parts.
_TEXT_SHIFT, _BAR_SHIFT, _BAR_WIDTH, _MARK_HALF = -0.22, 0.19, 0.28, 0.18
_QUOTED_SHIFT, _END_PX = 0.42, 9
_GRID_TOP = 0.04
# Three short lines, as high as a row: on a narrow phone the bars need the width.
_NAME_CHARACTERS, _NAME_LINES = 12, 3
_RANGE_OPACITY = 0.4
# So many characters stand beside the names on a narrow phone.
_REASON_CHARACTERS, _REASON_LINES = 30, 3
# Two labels of lines that are closer than this share of the axis would run into each other.
_LABELS_APART = 0.42


def resolved_figure(
    rows: Sequence[CostRow],
    currency: str,
    *,
    target: float | None,
    ceiling: float | None,
    remark: str = "",
) -> go.Figure:
    """The figure for these rows, of which at least one has a figure."""
    highest = max(row.span.high for row in rows if row.span is not None)
    end, ticks = axis_to(max(highest, target or 0.0, ceiling or 0.0))
    # Those without a figure come last and have no bar to mark.
    bars = sum(row.span is not None for row in rows)
    references, titles = _references(bars, target, ceiling, end)
    names = [label(row.candidate.name, _NAME_CHARACTERS, _NAME_LINES) for row in rows]
    return draw(
        [
            _certain(rows, currency),
            _range(rows, currency),
            *_missing(rows, currency),
            *references,
            _texts(rows, currency),
            *_as_quoted(rows),
        ],
        axes=Axes(
            x=number_axis(
                0,
                end,
                f"{inert(currency)} per resolved contact",
                tickvals=ticks,
                showgrid=False,
            ),
            y=row_axis(names),
        ),
        plot_height_px=len(rows) * _ROW_PX,
        head_px=20 if titles else 0,
        foot_px=TITLED_AXIS_PX,
        right_px=_RIGHT_PX,
        shapes=grid_across(ticks, range(bars), _GRID_TOP),
        annotations=titles,
        keys=_keys(rows),
        remark=remark,
    )


def _bars(rows: Sequence[CostRow], pieces: Sequence[Span | None], **marker: Any) -> dict[str, Any]:
    found = [(p, row, s) for p, (row, s) in enumerate(zip(rows, pieces, strict=True)) if s]
    return {
        "orientation": "h",
        "base": [s.low for _, _, s in found],
        "x": [s.width for _, _, s in found],
        "y": [place + _BAR_SHIFT for place, _, _ in found],
        "width": _BAR_WIDTH,
        "marker": {
            "color": [candidate_colour(row.candidate) for _, row, _ in found],
            "line": {"color": INK, "width": 0.8},
            **marker,
        },
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hovers(rows: Sequence[CostRow], pieces: Sequence[Span | None], currency: str) -> list[str]:
    return [_hover(row, currency) for row, s in zip(rows, pieces, strict=True) if s]


def _certain(rows: Sequence[CostRow], currency: str) -> go.Bar:
    pieces = [None if row.span is None else Span(0.0, row.span.low) for row in rows]
    return go.Bar(
        **_bars(rows, pieces), name="low estimate", customdata=_hovers(rows, pieces, currency)
    )


def _range(rows: Sequence[CostRow], currency: str) -> go.Bar:
    pieces = [row.still_possible for row in rows]
    return go.Bar(
        **_bars(rows, pieces, opacity=_RANGE_OPACITY),
        name="up to the high estimate",
        customdata=_hovers(rows, pieces, currency),
    )


def _missing(rows: Sequence[CostRow], currency: str) -> list[go.Bar]:
    """What either estimate holds of missing parts, hatched over the bar and beyond it."""
    bars = []
    for name, pieces in (
        ("missing parts in the low estimate", [row.only_missing_low for row in rows]),
        ("missing parts in the high estimate", [row.only_missing_high for row in rows]),
    ):
        bar = go.Bar(
            **_bars(rows, pieces, pattern=pattern()),
            name=name,
            customdata=_hovers(rows, pieces, currency),
        )
        if "high" in name:
            bar.marker.color = CLEAR
        bars.append(bar)
    return bars


def _texts(rows: Sequence[CostRow], currency: str) -> go.Scatter:
    """The figures above each bar, and under them the places by headline and loaded rate.

    Whoever has no figure has its reason in place of a bar: any length would look like a cost.
    """
    return go.Scatter(
        x=[0] * len(rows),
        y=[place + (_TEXT_SHIFT if row.span else 0) for place, row in enumerate(rows)],
        text=[f"{_figures(row)}<br>{_places(row)}" for row in rows],
        mode="text",
        textposition="middle right",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        cliponaxis=False,
        customdata=[_hover(row, currency) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        name="figures",
    )


def _figures(row: CostRow) -> str:
    if row.span is None:
        words = label(f"{NO_FIGURE}: {reason(row.cost)}", _REASON_CHARACTERS, _REASON_LINES)
        return words.replace(f"{NO_FIGURE}:", f"<b>{NO_FIGURE}:</b>", 1)
    return f"<b>{ordinal(row.ranks.resolved)}: {amounts(row.span)}</b>"


def _places(row: CostRow) -> str:
    place = row.ranks.headline
    headline = f"headline {ordinal(place)}" if place else "no place by headline"
    loaded = f" · loaded {ordinal(row.ranks.loaded)}" if row.ranks.loaded else ""
    return f"{headline}{loaded}"


def _as_quoted(rows: Sequence[CostRow]) -> list[go.Scatter]:
    """The range if missing parts cost nothing, low to high, at the foot of the bar."""
    found = [
        (place, row, row.as_quoted)
        for place, row in enumerate(rows)
        if row.rests_on_missing and row.as_quoted is not None
    ]
    if not found:
        return []
    words = [
        f"<b>{hover(row.candidate.name)}</b><br>if missing parts cost nothing: {amounts(quoted)}"
        for _, row, quoted in found
    ]
    return [
        go.Scatter(
            x=[x for _, _, quoted in found for x in (quoted.low, quoted.high, None)],
            y=[y for place, _, _ in found for y in (*[place + _QUOTED_SHIFT] * 2, None)],
            mode="lines+markers",
            name="if missing parts cost nothing",
            line={"color": INK, "width": 2},
            marker={
                "symbol": "line-ns",
                "size": _END_PX,
                "line": {"color": INK, "width": 2},
            },
            customdata=[text for text in words for _ in range(3)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]


def _references(
    rows: int, target: float | None, ceiling: float | None, end: float
) -> tuple[list[go.Scatter], list[Part]]:
    """The brief's target and ceiling, whose words must not run into each other."""
    traces, titles = [], []
    close = target is not None and ceiling is not None and ceiling - target < _LABELS_APART * end
    for words, value, is_left in (
        ("target", target, close),
        ("ceiling", ceiling, not close and (ceiling or 0.0) > end / 2),
    ):
        if value is not None:
            traces.append(marks_across(value, rows, _BAR_SHIFT, _MARK_HALF))
            anchor = "right" if is_left else "left"
            titles.append(mark_title(f"{words} {amount(value)}", value, anchor))
    return traces, titles


def _keys(rows: Sequence[CostRow]) -> list[Key]:
    keys = [Key("■", GREY, "at least"), Key("■", CLEAR, "pale: up to")]
    if any(row.rests_on_missing for row in rows):
        keys += [
            Key(HATCHED, INK, "only missing parts"),
            Key("├┤", INK, "low to high if those cost nothing"),
        ]
    return keys


def _hover(row: CostRow, currency: str) -> str:
    span, service = row.span, row.cost.service
    if span is None or service is None:
        return f"<b>{hover(row.candidate.name)}</b><br>{NO_FIGURE}: {hover(whole_reason(row.cost))}"
    code = inert(currency)
    lines = [
        f"<b>{hover(row.candidate.name)}</b>",
        f"{amounts(span, code)} per resolved contact",
        f"place {row.ranks.resolved} by cost per resolved contact",
    ]
    if row.cost.headline is not None:
        lines.append(
            f"headline {amount(row.cost.headline, code)} an hour, place {row.ranks.headline}"
        )
    if row.cost.loaded_rate is not None:
        loaded = amounts(row.cost.loaded_rate.per_productive_hour, code)
        lines.append(f"loaded {loaded} an hour,<br>place {row.ranks.loaded}")
    if row.rests_on_missing and row.as_quoted is not None:
        lines.append(f"if missing parts cost nothing: {amounts(row.as_quoted)}")
    lines.append(f"over {service.contract_months} months, one-off fees included")
    return "<br>".join(lines)
