"""The look that all charts share: margins, axes, legends, heights, hatching, threshold lines.

Rows stand at whole numbers with their names as tick labels, never as categories: plotly would
merge two names that are shortened alike, and read a name such as '2024' as a number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.legend import (
    Key,
    column_width_px,
    legend_height_px,
    legend_parts,
    plain,
)
from scorecard.charts.palette import CLEAR, GRID, INK, INK_ON_DARK, INK_ON_LIGHT
from scorecard.charts.wording import label

FONT_PX = 13
SMALL_FONT_PX = 12
LABEL_CHARACTERS = 16
ONE_LINE_CHARACTERS = 20
# Up to this many candidates their names stand across a chart and numbers fit into its cells.
FEW_CANDIDATES = 12

_EDGE_PX = 12
_AXIS_PX = 30
TITLED_AXIS_PX = 54
_LABEL_LINE_PX = 17
_LEGEND_GAP_PX = 6
_BOTTOM_PX = 2
_NUMBERS_PX = 44
_CHARACTER_SHARE = 0.48
_HOVER_LABEL = {
    "bgcolor": "#2b3038",
    "bordercolor": "#2b3038",
    "align": "left",
    "namelength": -1,
    "font": {"color": "#ffffff", "size": FONT_PX},
}

Part = dict[str, Any]


@dataclass(frozen=True)
class Axes:
    """The axes of a figure: one vertical, one horizontal, and that of a second panel."""

    x: Part
    y: Part
    second_x: Part | None = None

    def layout(self) -> Part:
        """The axes by the names that plotly gives them."""
        second = {} if self.second_x is None else {"xaxis2": self.second_x}
        return {"xaxis": self.x, "yaxis": self.y, **second}


def draw(
    traces: Sequence[Any],
    *,
    axes: Axes,
    plot_height_px: int,
    head_px: int = 0,
    foot_px: int = _AXIS_PX,
    right_px: int = 0,
    shapes: Sequence[Part] = (),
    annotations: Sequence[Part] = (),
    keys: Sequence[Key] = (),
    keys_in_corner: bool = False,
    remark: str = "",
    barmode: str = "overlay",
) -> go.Figure:
    """A figure in the house's look; the plot keeps its height whatever stands around it.

    head_px, foot_px, right_px: room for what stands above, below and to the right of the plot.
    keys: the entries of the legend, which stands above everything else: a chart of fifty rows is
    higher than a screen. keys_in_corner: they stand beside what the head holds instead, above the
    labels of the rows. remark: an inert line below the legend on what is not drawn, or above a
    legend in the corner.
    """
    in_corner, above = (keys, ()) if keys_in_corner else ((), keys)
    beside_px = legend_height_px(in_corner, columns=1)
    head_px = max(head_px, beside_px)
    legend_px = legend_height_px(above, remark)
    above_px = _EDGE_PX + head_px + (legend_px + _LEGEND_GAP_PX if legend_px else 0)
    below_px = foot_px + _BOTTOM_PX
    corner_px = max(labels_px(axes.y), column_width_px(in_corner) if in_corner else 0)
    left_px = _EDGE_PX + corner_px
    legend = [
        legend_parts(above, remark, left_px=corner_px, top_px=above_px - _EDGE_PX),
        legend_parts(in_corner, left_px=corner_px, top_px=head_px, columns=1),
    ]
    layout: Part = {
        "height": above_px + plot_height_px + below_px,
        "margin": {
            "l": left_px,
            "r": _EDGE_PX + right_px,
            "t": above_px,
            "b": below_px,
            "pad": 4,
        },
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"color": INK, "size": FONT_PX},
        "hoverlabel": _HOVER_LABEL,
        "hovermode": "closest",
        # Dragging would zoom: on a phone it would trap the thumb that scrolls the page.
        "dragmode": False,
        "showlegend": False,
        "barmode": barmode,
        # Numbers inside bars have one size; what does not fit is left to the hover text.
        "uniformtext": {"minsize": SMALL_FONT_PX, "mode": "hide"},
        "shapes": [*shapes, *(shape for _, signs in legend for shape in signs)],
        "annotations": [*annotations, *(text for notes, _ in legend for text in notes)],
    }
    return go.Figure(data=list(traces), layout=layout | axes.layout())


def labels_px(axis: Part) -> int:
    """About how wide the labels of the vertical axis are; plotly makes room for what is more."""
    if "ticktext" not in axis:
        return _NUMBERS_PX
    lines = [plain(line) for text in axis["ticktext"] for line in text.split("<br>")]
    character_px = _CHARACTER_SHARE * axis["tickfont"]["size"]
    return int(character_px * max((len(line) for line in lines), default=0)) + 6


def row_axis(labels: Sequence[str], positions: Sequence[float] | None = None) -> Part:
    """The vertical axis of a chart whose rows have names: `labels` must already be inert."""
    places = list(range(len(labels))) if positions is None else list(positions)
    last = max(places, default=0)
    return {
        "tickvals": places,
        "ticktext": list(labels),
        "range": [last + 0.5, -0.5],
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"color": INK, "size": FONT_PX if len(labels) <= 24 else SMALL_FONT_PX},
    }


def column_axis(labels: Sequence[str]) -> Part:
    """A horizontal axis above the plot whose columns have names."""
    return {
        "ticklabeloverflow": "allow",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [-0.5, len(labels) - 0.5],
        "side": "top",
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"color": INK, "size": SMALL_FONT_PX},
    }


def number_axis(low: float, high: float, title: str = "", **more: Any) -> Part:
    """A horizontal axis of numbers with quiet grid lines and few ticks."""
    return {
        "range": [low, high],
        "title": {"text": title, "font": {"color": INK, "size": SMALL_FONT_PX}},
        "showgrid": True,
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "nticks": 6,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": INK, "size": SMALL_FONT_PX},
        **more,
    }


def axis_to(highest: float, at_most: int = 5) -> tuple[float, list[float]]:
    """Where an axis from 0 ends and its ticks: so few round ones that reach `highest` or beyond."""
    step = _round_step((highest if highest > 0 else 1.0) / (at_most - 1))
    count = math.ceil(round((highest if highest > 0 else 1.0) / step, 9))
    return step * count, [step * place for place in range(count + 1)]


def ticks_between(low: float, high: float, at_most: int = 5) -> list[float]:
    """Round numbers on an axis from `low` to `high`, about so many and 0 among them."""
    step = _round_step(((high - low) or 1.0) / at_most)
    return [step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _round_step(wanted: float) -> float:
    """The next round number that is as large."""
    magnitude = 10.0 ** math.floor(math.log10(wanted))
    return next(n * magnitude for n in (1.0, 2.0, 2.5, 5.0, 10.0) if n * magnitude >= wanted)


def row_height_px(labels: Sequence[str], few: int = 40, many: int = 22) -> int:
    """The height of one row: room for its label's lines while the rows are few."""
    if len(labels) > FEW_CANDIDATES:
        return many
    return max(few, 10 + _LABEL_LINE_PX * max(text.count("<br>") + 1 for text in labels))


def hatching(shape: str = "/") -> Part:
    """A marker without filling but with hatching: what is missing."""
    return {"color": CLEAR, "line": {"color": INK, "width": 1}, "pattern": pattern(shape)}


def candidate_labels(names: Sequence[str], line_characters: int = LABEL_CHARACTERS) -> list[str]:
    """Names as tick labels: two lines each while they are few, one line when they are many."""
    if len(names) <= FEW_CANDIDATES:
        return [label(name, line_characters) for name in names]
    return [label(name, ONE_LINE_CHARACTERS, 1) for name in names]


def pattern(shape: str | Sequence[str] = "/") -> Part:
    """The hatching itself, laid over whatever colour the bar has; '' in a list is no hatching."""
    return {
        "shape": shape,
        "fillmode": "overlay",
        "fgcolor": INK,
        "fgopacity": 1.0,
        "size": 7,
        "solidity": 0.22,
    }


def threshold_line(
    x: float, text: str, *, axis: str = "", anchor: str = "left"
) -> tuple[Part, Part]:
    """A labelled vertical line through one panel: a shape and its annotation above the plot."""
    line = {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "xref": f"x{axis}",
        "yref": "paper",
        "line": {"color": INK, "width": 2, "dash": "dash"},
    }
    return line, note(text, x=x, y=1.0, xref=f"x{axis}", yref="paper", xanchor=anchor)


def note(text: str, **place: Any) -> Part:
    """A small text without an arrow; `text` must already be inert."""
    return {
        "text": text,
        "showarrow": False,
        "yanchor": "bottom",
        "align": "left",
        "font": {"color": INK, "size": SMALL_FONT_PX},
        **place,
    }


def panel_title(text: str, *, x: float, y_shift: int = 18) -> Part:
    """The heading of one of two panels, at the panel's left edge (x in parts of the plot)."""
    return note(
        f"<b>{text}</b>", x=x, y=1.0, xref="paper", yref="paper", xanchor="left", yshift=y_shift
    )


def on_background(figure: go.Figure, *, dark: bool) -> go.Figure:
    """The same figure with its text in the ink for a light or a dark page.

    As built, figures use one ink that can be read on both, at 4.3 : 1.
    """
    ink = INK_ON_DARK if dark else INK_ON_LIGHT
    return go.Figure(_inked(figure.to_plotly_json(), ink))


def _inked(part: Any, ink: str) -> Any:
    if isinstance(part, dict):
        return {key: _inked(value, ink) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_inked(value, ink) for value in part]
    return part.replace(INK, ink) if isinstance(part, str) else part
