"""Two panels side by side over the same rows, and how they show what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import SMALL_FONT_PX, Axes, hatching, number_axis, row_axis
from scorecard.charts.palette import INK
from scorecard.charts.wording import hover, status_words
from scorecard.model import Answer, Status

GAP = 0.1
# Within a row of height 1: the number, below it the bar, below that a mark of its own.
NUMBER_SHIFT, BAR_SHIFT, MARK_SHIFT = -0.3, 0.1, 0.4
BAR_WIDTH = 0.34
ROW_PX, ROW_PX_OF_MANY = 54, 36
_STUB_SHARE = 0.35

_SHORT_STATUS = {
    Status.OPEN: "open",
    Status.NO_REPLY: "no reply",
    Status.REFUSED: "refused",
    Status.NOT_APPLICABLE: "n/a",
    Status.ANSWERED: "not said",
}


def two_axes(
    labels: Sequence[str], first: dict[str, Any], second: dict[str, Any], split: float = 0.5
) -> Axes:
    """Axes of two panels that share their rows; `split` is where the first one ends (0–1)."""
    return Axes(
        x=first | {"domain": [0.0, split - GAP / 2]},
        y=row_axis(labels),
        second_x=second | {"domain": [split + GAP / 2, 1.0], "anchor": "y"},
    )


def panel_axis(highest: float, **more: Any) -> dict[str, Any]:
    """A number axis from 0 with a little room behind the longest bar."""
    return number_axis(0, panel_end(highest), nticks=4, **more)


def panel_end(highest: float) -> float:
    """Where the axis of a panel ends whose longest bar is `highest`."""
    return (highest or 1.0) * 1.12


def short_status(answer: Answer) -> str:
    """One or two words for an answer that holds no number."""
    return _SHORT_STATUS[answer.status]


def numbers(places: Sequence[int], texts: Sequence[str], axis: str) -> go.Scatter:
    """Numbers at the left edge of a panel, each above its bar, where no line crosses them."""
    return go.Scatter(
        x=[0] * len(places),
        y=[place + NUMBER_SHIFT for place in places],
        xaxis=axis,
        mode="text",
        text=list(texts),
        textposition="middle right",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        cliponaxis=False,
        hoverinfo="skip",
    )


def missing_bars(
    places: Sequence[int],
    texts: Sequence[str],
    hovers: Sequence[str],
    *,
    highest: float,
    axis: str,
) -> list[Any]:
    """Hatched stubs with a word above them: missing is never drawn as zero."""
    if not places:
        return []
    stubs = go.Bar(
        orientation="h",
        x=[panel_end(highest) * _STUB_SHARE] * len(places),
        y=[place + BAR_SHIFT for place in places],
        width=BAR_WIDTH,
        xaxis=axis,
        marker=hatching(),
        customdata=list(hovers),
        hovertemplate="%{customdata}<extra></extra>",
    )
    return [stubs, numbers(places, texts, axis)]


def missing_hover(name: str, subject: str, answer: Answer) -> str:
    """What a hatched stub stands for."""
    return f"<b>{hover(name)}</b><br>{subject}: {status_words(answer.status)}"
