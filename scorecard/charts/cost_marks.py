"""Values to hold bars against, drawn across each bar so that no line crosses a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import Part, note
from scorecard.charts.palette import GRID, INK


def marks_across(value: float, rows: int, shift: float, half: float) -> go.Scatter:
    """Short dashed lines at a value, `half` above and below each row's place plus `shift`."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place in range(rows):
        x += [value, value, None]
        y += [place + shift - half, place + shift + half, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name="reference",
        line={"color": INK, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )


def grid_across(ticks: Sequence[float], rows: Iterable[int], top: float) -> list[Part]:
    """Grid lines from `top` within a row of height 1 to its lower edge: the words are above it."""
    places = list(rows)
    return [
        {
            "type": "path",
            "path": " ".join(
                f"M{tick},{place + top:g} L{tick},{place + 0.5:g}" for place in places
            ),
            "xref": "x",
            "yref": "y",
            "layer": "below",
            "line": {"color": GRID, "width": 1},
        }
        for tick in ticks
        if places
    ]


def mark_title(text: str, value: float, anchor: str, **more: Any) -> Part:
    """The words for such marks, above the plot; `text` must already be inert."""
    return note(text, x=value, y=1.0, xref="x", yref="paper", xanchor=anchor, **more)
