"""The figure of the ramp: weeks in one panel, seats in the other, promise beside what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scorecard.catalogue import Benchmark
from scorecard.charts.layout import (
    FEW_CANDIDATES,
    candidate_labels,
    draw,
    note,
    panel_title,
)
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import GREY, INK, candidate_colour
from scorecard.charts.panels import (
    GAP,
    ROW_PX,
    ROW_PX_OF_MANY,
    missing_bars,
    missing_hover,
    panel_axis,
    short_status,
    two_axes,
)
from scorecard.charts.ramp_reading import SEATS_QUESTION, WEEKS_QUESTION, Ramp
from scorecard.charts.wording import hover, short

_PROMISED = {"symbol": "circle-open", "size": 13, "line": {"width": 3}}
_SHOWN = {"symbol": "square", "size": 9, "line": {"color": INK, "width": 0.5}}


@dataclass(frozen=True)
class _Panel:
    """One dimension of the ramps: promised and shown, None where a number is missing."""

    axis: str
    question: str
    subject: str
    promised: tuple[float | None, ...]
    shown: tuple[float | None, ...]

    def highest(self, also: float = 0.0) -> float:
        """The largest number on the panel."""
        return max([also, *(n for n in (*self.promised, *self.shown) if n is not None)])


def ramp_figure(ramps: Sequence[Ramp], band: Benchmark | None) -> go.Figure:
    """Both panels for at least one candidate; the band of weeks where there is a benchmark."""
    weeks = _Panel(
        "x",
        WEEKS_QUESTION,
        "weeks promised",
        tuple(ramp.weeks for ramp in ramps),
        tuple(ramp.shown_number("weeks") for ramp in ramps),
    )
    seats = _Panel(
        "x2",
        SEATS_QUESTION,
        "seats promised",
        tuple(ramp.seats for ramp in ramps),
        tuple(ramp.shown_number("agents") for ramp in ramps),
    )
    weeks_top, seats_top = weeks.highest(band.high if band else 0.0), seats.highest()
    shapes = [] if band is None else [_band(band)]
    annotations = [panel_title("Weeks", x=0.0), panel_title("Seats", x=0.5 + GAP / 2)]
    if band is not None:
        words = f"{short(band.low)}–{short(band.high)} usual"
        annotations.append(note(words, x=band.low, y=1.0, xref="x", yref="paper", xanchor="left"))
    return draw(
        [
            *_drawn(ramps, weeks, weeks_top),
            *_drawn(ramps, seats, seats_top),
        ],
        axes=two_axes(
            candidate_labels([ramp.candidate.name for ramp in ramps], 14),
            panel_axis(weeks_top),
            panel_axis(seats_top),
        ),
        plot_height_px=len(ramps) * (ROW_PX if len(ramps) <= FEW_CANDIDATES else ROW_PX_OF_MANY),
        head_px=40,
        keys=_keys(weeks, seats),
        shapes=shapes,
        annotations=annotations,
    )


def _keys(*panels: _Panel) -> list[Key]:
    keys = [Key("○", INK, "promised"), Key("■", INK, "largest shown")]
    if any(number is None for panel in panels for number in panel.promised):
        keys.append(Key(HATCHED, INK, "not known"))
    return keys


def _band(band: Benchmark) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": band.low,
        "x1": band.high,
        "y0": 0,
        "y1": 1,
        "fillcolor": GREY,
        "opacity": 0.22,
        "line": {"width": 0},
        "layer": "below",
    }


def _drawn(ramps: Sequence[Ramp], panel: _Panel, highest: float) -> list[Any]:
    links: dict[str, list[float | None]] = {"x": [], "y": []}
    for place, (start, end) in enumerate(zip(panel.promised, panel.shown, strict=True)):
        if start is not None and end is not None:
            links["x"] += [start, end, None]
            links["y"] += [place, place, None]
    missing = [place for place, number in enumerate(panel.promised) if number is None]
    answers = [ramp.case.answer(panel.question) for ramp in ramps]
    joints = go.Scatter(
        **links,
        xaxis=panel.axis,
        mode="lines",
        line={"color": INK, "width": 2},
        hoverinfo="skip",
    )
    return [
        joints,
        _points(ramps, panel.shown, panel.axis, _SHOWN, "bottom center"),
        _points(ramps, panel.promised, panel.axis, _PROMISED, "top center"),
        *missing_bars(
            missing,
            [short_status(answers[place]) for place in missing],
            [
                missing_hover(ramps[place].candidate.name, panel.subject, answers[place])
                for place in missing
            ],
            highest=highest,
            axis=panel.axis,
        ),
    ]


def _points(
    ramps: Sequence[Ramp],
    numbers: Sequence[float | None],
    axis: str,
    marker: dict[str, Any],
    text_position: str,
) -> go.Scatter:
    known = [
        (place, ramp, n)
        for place, (ramp, n) in enumerate(zip(ramps, numbers, strict=True))
        if n is not None
    ]
    few = len(ramps) <= FEW_CANDIDATES
    return go.Scatter(
        x=[n for _, _, n in known],
        y=[place for place, _, _ in known],
        xaxis=axis,
        mode="markers+text" if few else "markers",
        marker=marker | {"color": [candidate_colour(ramp.candidate) for _, ramp, _ in known]},
        text=[short(n) for _, _, n in known],
        textposition=text_position,
        textfont={"color": INK},
        cliponaxis=False,
        customdata=[_hover(ramp) for _, ramp, _ in known],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(ramp: Ramp) -> str:
    lines = [f"<b>{hover(ramp.candidate.name)}</b>", f"promised: {ramp.promise}"]
    if ramp.shown is None:
        lines.append("no ramp has been shown")
    else:
        lines.append(hover(f"largest shown: {ramp.shown_words}"))
        lines.append(hover(f"quality at 90 days: {ramp.quality}"))
    return "<br>".join([*lines, ramp.verdict])
