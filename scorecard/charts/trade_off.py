"""Overall values while one weight runs from 0 to 100 %, the others keeping their proportions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from scorecard.certainty import Certainty
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import TITLED_AXIS_PX, Axes, draw, note, number_axis, threshold_line
from scorecard.charts.legend import Key
from scorecard.charts.palette import (
    GREY,
    HUES,
    INK,
    candidate_character,
    candidate_colour,
    candidate_symbol,
)
from scorecard.charts.wording import (
    counted,
    decimal,
    hover,
    joined,
    label,
    name_in_text,
    title_in_text,
)
from scorecard.robustness import Slices, overall_along, pair_crossings

_HEIGHT_PX = 330
_STEPS = 101
# A reign narrower than this has no room for a name on a narrow screen.
_NAMED_FROM, _NAME_CHARACTERS = 0.35, 18
_LABELS_APART = 0.15
_SAME = 1e-7
_COLUMNS = ("Weight, %", "Leader")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reign:
    """Who leads from one weight to another (0–1); rows of the candidates level in front."""

    start: float
    end: float
    leaders: tuple[int, ...]


def trade_off_chart(certainty: Certainty, part: int, *, by_group: bool) -> Chart:
    """Lines of the overall value against one group's or criterion's weight.

    `part` is its place among `certainty.groups` or the criteria in the ranking; one that does not
    exist raises IndexError.
    """
    parts = certainty.groups if by_group else certainty.evaluation.criteria
    title = title_in_text(certainty.evaluation, parts[part].title)
    slices = certainty.group_slices if by_group else certainty.criterion_slices
    if not certainty.candidates:
        return empty_chart("Nobody is ranked", "add candidates and their answers", _COLUMNS)
    if np.isnan(slices.rest[:, part]).all():
        because = f"{title} has all the weight: give something else some points"
        return empty_chart("There is nothing to trade off", because, _COLUMNS)
    reigns = reigns_of(slices, part)
    at = np.linspace(0.0, 1.0, 11)
    overall = overall_along(slices, part, at)
    return Chart(
        figure=_figure(certainty, slices, part, reigns),
        title=_title(certainty, reigns, title),
        text_alternative=(
            f"Lines of the overall value of {counted(len(certainty.candidates), 'candidate')} "
            f"while the weight of {title} runs from 0 to 100 % and the others keep "
            f"their proportions; now it is {100 * slices.weight[part]:.0f} %. "
            f"{_reigns_in_words(certainty, reigns)}."
        ),
        table=table(
            (*_COLUMNS, *(candidate.name for candidate in certainty.candidates)),
            [
                (
                    round(100 * float(weight)),
                    _names(certainty, _leaders(row)),
                    *(round(float(value), 1) for value in row),
                )
                for weight, row in zip(at, overall, strict=True)
            ],
        ),
    )


def reigns_of(slices: Slices, part: int) -> tuple[Reign, ...]:
    """Who leads at which weights of one part, from 0 to 1, without gaps."""
    only = Slices(slices.weight[[part]], slices.own[:, [part]], slices.rest[:, [part]])
    crossings = np.unique(pair_crossings(only))
    # Two crossings nearer than rounding are one.
    inner = [float(t) for t in crossings[~np.isnan(crossings)] if _SAME < t < 1 - _SAME]
    ends = [0.0, *inner, 1.0]
    middles = np.array([(start + end) / 2 for start, end in pairwise(ends)])
    found: list[Reign] = []
    for (start, end), row in zip(pairwise(ends), overall_along(slices, part, middles), strict=True):
        leaders = _leaders(row)
        if found and found[-1].leaders == leaders:
            found[-1] = Reign(found[-1].start, end, leaders)
        elif end - start > _SAME:
            found.append(Reign(start, end, leaders))
    return tuple(found)


def _leaders(overall: Floats) -> tuple[int, ...]:
    return tuple(int(row) for row in np.flatnonzero(overall >= overall.max() - _SAME))


def _names(certainty: Certainty, rows: Sequence[int]) -> str:
    return joined([name_in_text(certainty.candidates[row].name) for row in rows])


def _title(certainty: Certainty, reigns: Sequence[Reign], part: str) -> str:
    first = _names(certainty, reigns[0].leaders)
    lead = "leads" if len(reigns[0].leaders) == 1 else "lead"
    if len(reigns) == 1:
        if len(reigns[0].leaders) > 1:
            lead = "are level in front"
        return f"{first} {lead} whatever {part} weighs"
    if len(reigns) == 2:
        at = 100 * reigns[0].end
        return (
            f"Below {_pct(at)} % for {part} {first} {lead}, above it "
            f"{_names(certainty, reigns[1].leaders)}"
        )
    if len(reigns) == 3:
        return (
            f"{first} {lead} up to {_pct(100 * reigns[0].end)} % for {part}, "
            f"{_names(certainty, reigns[1].leaders)} up to {_pct(100 * reigns[1].end)} %, then "
            f"{_names(certainty, reigns[2].leaders)}"
        )
    return f"The leader changes {len(reigns) - 1} times as {part} goes from 0 to 100 %"


def _pct(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _reigns_in_words(certainty: Certainty, reigns: Sequence[Reign]) -> str:
    return joined(
        [
            f"{_names(certainty, reign.leaders)} in front from {_pct(100 * reign.start)} to "
            f"{_pct(100 * reign.end)} %"
            for reign in reigns
        ],
        8,
    )


def _figure(certainty: Certainty, slices: Slices, part: int, reigns: Sequence[Reign]) -> go.Figure:
    at = np.linspace(0.0, 1.0, _STEPS)
    overall = overall_along(slices, part, at)
    in_front = dict.fromkeys(row for reign in reigns for row in reign.leaders)
    shown = list(dict.fromkeys([*in_front, *range(len(certainty.candidates))]))[: len(HUES)]
    rest = [row for row in range(len(certainty.candidates)) if row not in shown]
    traces = [_quiet(overall, rest)] if rest else []
    traces += [
        _line(certainty, at, overall[:, row], row, leads=row in in_front) for row in reversed(shown)
    ]
    changes = [reign.start for reign in reigns[1:]]
    heights = overall_along(slices, part, np.array(changes)).max(axis=1) if changes else []
    traces.append(
        go.Scatter(
            x=[100 * t for t in changes],
            y=list(heights),
            mode="markers+text",
            name="the leader changes",
            marker={
                "symbol": "circle-open",
                "size": 15,
                "color": INK,
                "line": {"color": INK, "width": 2.5},
            },
            text=_change_labels(changes),
            textposition="top center",
            textfont={"color": INK},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    now = 100 * float(slices.weight[part])
    line, words = threshold_line(now, f"now {_pct(now)} %", anchor="left" if now <= 50 else "right")
    low, high = float(overall.min()), float(overall.max())
    room = max(high - low, 5.0) * 0.08
    keys = [
        Key(
            candidate_character(certainty.candidates[row]),
            candidate_colour(certainty.candidates[row]),
            label(certainty.candidates[row].name, 18, 1),
        )
        for row in shown
    ]
    if rest:
        keys.append(Key("─", GREY, counted(len(rest), "other")))
    return draw(
        traces,
        axes=Axes(
            x=number_axis(0, 100, "weight, % of the whole", tickvals=[0, 25, 50, 75, 100]),
            y=number_axis(max(0.0, low - room), min(100.0 + room, high + 2 * room)),
        ),
        plot_height_px=_HEIGHT_PX,
        head_px=38,
        foot_px=TITLED_AXIS_PX,
        right_px=8,
        shapes=[line],
        annotations=[words, _y_title(), *_reign_names(certainty, slices, part, reigns)],
        keys=keys,
    )


def _change_labels(changes: Sequence[float]) -> list[str]:
    """The weights of the changes, less those that would stand on top of the one before."""
    labels: list[str] = []
    last = -1.0
    for t in changes:
        labels.append(f"<b>{_pct(100 * t)} %</b>" if t - last >= _LABELS_APART else "")
        last = t if labels[-1] else last
    return labels


def _y_title() -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "left", "yshift": 18}
    return note("overall value", **place)


def _reign_names(
    certainty: Certainty, slices: Slices, part: int, reigns: Sequence[Reign]
) -> list[dict[str, Any]]:
    """Who leads, written above the line in front wherever there is room for a name."""
    wide = [reign for reign in reigns if reign.end - reign.start >= _NAMED_FROM]
    middles = np.array([(reign.start + reign.end) / 2 for reign in wide])
    heights = overall_along(slices, part, middles).max(axis=1) if wide else []
    return [
        note(
            label(certainty.candidates[reign.leaders[0]].name, _NAME_CHARACTERS, 1),
            x=100 * float(middle),
            y=float(height),
            yshift=8,
            xref="x",
            yref="y",
            xanchor="center",
        )
        for reign, middle, height in zip(wide, middles, heights, strict=True)
    ]


def _line(
    certainty: Certainty, at: Floats, overall: Floats, row: int, *, leads: bool
) -> go.Scatter:
    candidate = certainty.candidates[row]
    return go.Scatter(
        x=100 * at,
        y=overall,
        mode="lines+markers",
        name=label(candidate.name, 28, 1),
        line={"color": candidate_colour(candidate), "width": 3.5 if leads else 1.8},
        marker={
            "symbol": candidate_symbol(candidate),
            # Marks at every quarter tell the lines apart without their colours.
            "size": [9 if step % 25 == 0 else 0 for step in range(_STEPS)],
            "color": candidate_colour(candidate),
            "line": {"width": 0},
        },
        customdata=[
            f"<b>{hover(candidate.name)}</b><br>overall value {decimal(value)} at a weight of "
            f"{100 * weight:.0f} %"
            for weight, value in zip(at, overall, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _quiet(overall: Floats, rows: Sequence[int]) -> go.Scatter:
    """All the others as one trace of thin grey lines: each is straight, so its ends will do."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        x += [0.0, 100.0, None]
        y += [float(overall[0, row]), float(overall[-1, row]), None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": GREY, "width": 0.8}, hoverinfo="skip")
