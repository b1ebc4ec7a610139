"""A value to hold bars against, marked across each bar so that no line crosses a text."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import Part, note
from scorecard.charts.palette import INK


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


def mark_title(text: str, value: float, anchor: str, **more: Any) -> Part:
    """The words for such marks, above the plot; `text` must already be inert."""
    return note(text, x=value, y=1.0, xref="x", yref="paper", xanchor=anchor, **more)
