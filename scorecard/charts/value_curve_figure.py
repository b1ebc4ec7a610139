"""The figures of a value function: a line through anchors, or a row for each option."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from scorecard.catalogue import LevelsValue, Question
from scorecard.charts.layout import SMALL_FONT_PX, TITLED_AXIS_PX, Axes, draw, number_axis, row_axis
from scorecard.charts.legend import Key
from scorecard.charts.palette import (
    GREY,
    HUES,
    INK,
    REST_CHARACTER,
    candidate_character,
    candidate_colour,
    candidate_symbol,
)
from scorecard.charts.value_reading import Anchors, Judged
from scorecard.charts.wording import decimal, hover, inert, label, short

_LINE_PX, _OPTION_PX = 240, 50
_TICKS = [0, 25, 50, 75, 100]
# Marks of candidates with the same answer stand side by side, so many of the axis apart.
_MARK_STEP = 6.0

# x, y, the candidate's reading and its hover text.
_Mark = tuple[float, float, Judged, str]


def line_figure(
    anchors: Anchors, judged: Sequence[Judged], axis_title: str, unit: str
) -> go.Figure:
    """The line through the anchors, which may be missing, and the candidates on it."""
    on_line = [one for one in judged if one.value is not None and one.performance is not None]
    places = [x for x, _ in anchors] + [one.performance or 0.0 for one in on_line]
    low, high = min(places), max(places)
    room = (high - low or 1.0) * 0.06
    marks = [
        (one.performance or 0.0, one.value or 0.0, one, _line_hover(one, unit)) for one in on_line
    ]
    return draw(
        [*_line(anchors, low - room, high + room, unit), *_marks(marks)],
        axes=Axes(
            x=number_axis(low - room, high + room, inert(axis_title)),
            y=number_axis(-6, 106, "value", tickvals=_TICKS),
        ),
        plot_height_px=_LINE_PX,
        foot_px=TITLED_AXIS_PX,
        keys=_keys(marks),
    )


def _line(anchors: Anchors, low: float, high: float, unit: str) -> list[go.Scatter]:
    if not anchors:
        return []
    # Beyond the first and the last anchor the value stays what it is there.
    line = go.Scatter(
        x=[low, *(x for x, _ in anchors), high],
        y=[anchors[0][1], *(y for _, y in anchors), anchors[-1][1]],
        mode="lines",
        line={"color": INK, "width": 2},
        hoverinfo="skip",
    )
    points = go.Scatter(
        x=[x for x, _ in anchors],
        y=[y for _, y in anchors],
        mode="markers",
        name="anchor",
        marker={"symbol": "circle-open", "size": 8, "color": INK},
        customdata=[f"anchor: {short(x)} {inert(unit)}<br>worth {short(y)}" for x, y in anchors],
        hovertemplate="%{customdata}<extra></extra>",
    )
    return [line, points]


def _line_hover(one: Judged, unit: str) -> str:
    said = f"{short(one.performance or 0.0)} {inert(unit)}".strip()
    clamped = "<br>beyond the anchors, counted at the end" if one.is_clamped else ""
    value = decimal(one.value or 0.0)
    return f"<b>{hover(one.candidate.name)}</b><br>{said}<br>value {value}{clamped}"


def levels_figure(value: LevelsValue, question: Question, judged: Sequence[Judged]) -> go.Figure:
    """A row for each option with its level, and above its bar whoever chose it."""
    options = sorted(value.levels.items(), key=lambda level: -level[1])
    places = {option: place for place, (option, _) in enumerate(options)}
    bars = go.Bar(
        orientation="h",
        x=[level for _, level in options],
        y=list(range(len(options))),
        width=0.14,
        marker={"color": INK},
        hovertemplate="worth %{x}<extra></extra>",
    )
    levels = go.Scatter(
        x=[level for _, level in options],
        y=list(range(len(options))),
        mode="text",
        text=[f" {short(level)}" for _, level in options],
        textposition="middle right",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        cliponaxis=False,
        hoverinfo="skip",
    )
    at_option: dict[str, int] = {}
    marks: list[_Mark] = []
    for one in judged:
        if one.option in places:
            nth = at_option.get(one.option, 0)
            at_option[one.option] = nth + 1
            text = (
                f"<b>{hover(one.candidate.name)}</b><br>"
                f"{hover(question.option_label(one.option))}<br>value {decimal(one.value or 0.0)}"
            )
            marks.append((2.0 + _MARK_STEP * nth, places[one.option] - 0.28, one, text))
    return draw(
        [bars, levels, *_marks(marks)],
        axes=Axes(
            x=number_axis(-2, 112, "value", tickvals=_TICKS),
            y=row_axis([label(question.option_label(option), 20, 3) for option, _ in options]),
        ),
        plot_height_px=len(options) * _OPTION_PX,
        foot_px=TITLED_AXIS_PX,
        keys=_keys(marks),
    )


def _marks(marks: Sequence[_Mark]) -> list[go.Scatter]:
    """A trace for each candidate with a hue of its own, and one for all the others."""
    own = [mark for mark in marks if _has_hue(mark)]
    others = [mark for mark in marks if not _has_hue(mark)]
    traces = [_trace([mark], inert(mark[2].candidate.name)) for mark in own]
    return [*traces, _trace(others, "other candidates")] if others else traces


def _has_hue(mark: _Mark) -> bool:
    return 0 <= mark[2].candidate.position < len(HUES)


def _keys(marks: Sequence[_Mark]) -> list[Key]:
    keys = [
        Key(candidate_character(c), candidate_colour(c), label(c.name, 22, 1))
        for c in (mark[2].candidate for mark in marks if _has_hue(mark))
    ]
    if any(not _has_hue(mark) for mark in marks):
        keys.append(Key(REST_CHARACTER, GREY, "other candidates"))
    return keys


def _trace(marks: Sequence[_Mark], name: str) -> go.Scatter:
    candidate = marks[0][2].candidate
    return go.Scatter(
        x=[x for x, _, _, _ in marks],
        y=[y for _, y, _, _ in marks],
        mode="markers",
        name=name,
        marker={
            "symbol": candidate_symbol(candidate),
            "size": 12,
            "color": candidate_colour(candidate),
            "line": {"color": INK, "width": 1},
        },
        cliponaxis=False,
        customdata=[text for _, _, _, text in marks],
        hovertemplate="%{customdata}<extra></extra>",
    )
