"""The figure of the pricing models: lines over the volume, crossings, reference volumes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.layout import (
    TITLED_AXIS_PX,
    Axes,
    draw,
    note,
    number_axis,
)
from scorecard.charts.legend import Key
from scorecard.charts.palette import CANDIDATE_CHARACTERS, CANDIDATE_SYMBOLS, HUES, INK
from scorecard.charts.wording import hover, inert, label
from scorecard.commercial import Crossing, ModelCost, Piece, VolumeScenario, cost_at
from scorecard.cost_words import whole_amount

_HEIGHT_PX = 320
_STEPS = 60
_KEY_CHARACTERS = 46
# Reference volumes closer together than this share of the plot would share their room for words.
_LABELS_APART = 0.16
_SHORT = {"as_briefed": "brief", "peak": "peak"}


@dataclass(frozen=True)
class ModelLine:
    """Pricing models that cost the same at every volume, and that cost in straight pieces."""

    models: tuple[ModelCost, ...]
    pieces: tuple[Piece, ...]

    @property
    def is_quoted(self) -> bool:
        """Whether the candidate has quoted a price for one of them."""
        return any(model.is_quoted for model in self.models)

    @property
    def title(self) -> str:
        """The models' titles, `Per hour, per contact`."""
        first, *others = [model.title for model in self.models]
        rest = [title[:1].lower() + title[1:] for title in others]
        return ", ".join([first, *rest[:1]]) + (f" and {len(rest) - 1} more" if rest[1:] else "")


def models_figure(
    lines: Sequence[ModelLine],
    scenarios: Sequence[VolumeScenario],
    crossings: Sequence[Crossing],
    currency: str,
    *,
    volumes: tuple[float, float],
) -> go.Figure:
    """Lines between the two volumes; quoted models are solid, derived ones dotted."""
    first, last = volumes
    xs = _volumes(lines, first, last)
    highest = max(cost_at(line.pieces, x) for line in lines for x in xs)
    shapes, annotations = _references(scenarios, first, last)
    return draw(
        [
            *(_line(line, n, xs, currency) for n, line in enumerate(lines)),
            *_crossings(lines, crossings, currency),
        ],
        axes=Axes(
            x=number_axis(first, last, "contacts a month", tickformat=",d", nticks=5),
            y=number_axis(0, highest * 1.08, tickformat=",d"),
        ),
        plot_height_px=_HEIGHT_PX,
        head_px=58,
        foot_px=TITLED_AXIS_PX,
        right_px=14,
        shapes=shapes,
        annotations=[*annotations, _y_title(currency)],
        keys=[
            Key(
                CANDIDATE_CHARACTERS[n % len(CANDIDATE_CHARACTERS)],
                HUES[n % len(HUES)],
                label(line.title, _KEY_CHARACTERS, 1) + ("" if line.is_quoted else ", derived"),
            )
            for n, line in enumerate(lines)
        ],
    )


def _volumes(lines: Sequence[ModelLine], first: float, last: float) -> list[float]:
    """Evenly spread volumes, and those at which a piece begins, twice where the cost jumps."""
    starts = {p.start for line in lines for p in line.pieces if first < p.start < last}
    even = {first + (last - first) * step / _STEPS for step in range(_STEPS + 1)}
    just_before = {start * (1 - 1e-9) for start in starts}
    return sorted(starts | even | just_before)


def _line(line: ModelLine, place: int, xs: Sequence[float], currency: str) -> go.Scatter:
    marked = {round(k * (len(xs) - 1) / 4) for k in range(5)}
    colour = HUES[place % len(HUES)]
    costs = [cost_at(line.pieces, x) for x in xs]
    titles = "<br>".join(hover(model.title) for model in line.models)
    source = "as quoted" if line.is_quoted else "at the price at which it costs as much"
    return go.Scatter(
        x=list(xs),
        y=costs,
        mode="lines+markers",
        name=line.models[0].model_id,
        line={
            "color": colour,
            "width": 3 if line.is_quoted else 2,
            "dash": "solid" if line.is_quoted else "dash",
        },
        marker={
            "symbol": CANDIDATE_SYMBOLS[place % len(CANDIDATE_SYMBOLS)],
            "size": [9 if n in marked else 0 for n in range(len(xs))],
            "color": colour,
            "line": {"width": 0},
        },
        customdata=[
            f"<b>{titles}</b><br>{source}<br>{whole_amount(x)} contacts: "
            f"{whole_amount(cost, inert(currency))} a month"
            for x, cost in zip(xs, costs, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _crossings(
    lines: Sequence[ModelLine], crossings: Sequence[Crossing], currency: str
) -> list[go.Scatter]:
    if not crossings:
        return []
    by_model = {model.model_id: line for line in lines for model in line.models}
    heights = [cost_at(by_model[c.cheaper_above].pieces, c.contacts) for c in crossings]
    return [
        go.Scatter(
            x=[crossing.contacts for crossing in crossings],
            y=heights,
            mode="markers",
            name="crossings",
            marker={
                "symbol": "circle-open",
                "size": 16,
                "color": INK,
                "line": {"color": INK, "width": 2.2},
            },
            customdata=[
                f"<b>{whole_amount(crossing.contacts)} contacts a month</b>"
                f"<br>below: {hover(by_model[crossing.cheaper_below].title)} is cheaper"
                f"<br>above: {hover(by_model[crossing.cheaper_above].title)} is cheaper"
                f"<br>there: {whole_amount(height, inert(currency))} a month"
                for crossing, height in zip(crossings, heights, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    ]


def _references(
    scenarios: Sequence[VolumeScenario], first: float, last: float
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shapes, annotations = [], []
    ordered = sorted(scenarios, key=lambda scenario: scenario.contacts)
    heights = _heights([(s.contacts - first) / (last - first) for s in ordered])
    for scenario, height in zip(ordered, heights, strict=True):
        is_base = scenario.factor == 1.0 and not scenario.is_peak
        shapes.append(
            {
                "type": "line",
                "x0": scenario.contacts,
                "x1": scenario.contacts,
                "y0": 0,
                "y1": 1,
                "xref": "x",
                "yref": "paper",
                "line": {"color": INK, "width": 2 if is_base else 1, "dash": "dash"},
            }
        )
        words = _SHORT.get(scenario.id, scenario.label)
        annotations.append(
            note(
                f"<b>{inert(words)}</b>" if is_base else inert(words),
                x=scenario.contacts,
                y=1.0,
                xref="x",
                yref="paper",
                xanchor="center",
                yshift=16 * height,
            )
        )
    return shapes, annotations


def _heights(places: Sequence[float]) -> list[int]:
    """On which of two lines each label stands, so that neighbours do not run into each other."""
    heights = [0] * len(places)
    for n, (before, here) in enumerate(pairwise(places), start=1):
        if here - before < _LABELS_APART and heights[n - 1] == 0:
            heights[n] = 1
    return heights


def _y_title(currency: str) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "left", "yshift": 36}
    return note(f"{inert(currency)} a month", **place)
