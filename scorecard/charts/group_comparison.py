"""Chosen candidates side by side, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import TITLED_AXIS_PX, Axes, draw, number_axis, row_axis
from scorecard.charts.legend import Key
from scorecard.charts.palette import (
    INK,
    comparison_signs,
)
from scorecard.charts.parts import Part, part_nouns, parts_of
from scorecard.charts.wording import (
    counted,
    decimal,
    hover,
    joined,
    label,
    name_in_text,
    provisional,
    sentence,
    title_in_text,
)
from scorecard.evaluation import Evaluation

_PART_CHARACTERS = 18
_INVISIBLE = 0.05


def group_comparison_chart(evaluation: Evaluation, rows: Sequence[int]) -> Chart:
    """Values 0–100 of the chosen candidates on each group, the largest difference first.

    `rows` are rows of the evaluation; a row that does not exist raises IndexError.
    """
    chosen = list(dict.fromkeys(rows))
    if not chosen:
        return empty_chart(
            "Nobody is chosen for the comparison",
            "choose at least two candidates to compare",
            ("Group", "Weight %"),
        )
    if evaluation.nothing_ranked_because:
        return empty_chart(
            "Nothing to compare", evaluation.nothing_ranked_because, ("Group", "Weight %")
        )
    noun, plural = part_nouns(evaluation)
    candidates = [evaluation.candidates[row] for row in chosen]
    parts = sorted(parts_of(evaluation), key=lambda p: -_spread(p.values(evaluation)[chosen]))
    return Chart(
        figure=_comparison(evaluation, parts, chosen),
        title=_comparison_title(evaluation, parts, chosen),
        text_alternative=(
            f"Values from 0 to 100 of {joined([name_in_text(c.name) for c in candidates])} on "
            f"{counted(len(parts), noun, plural)}, one row a {noun}, the largest difference first."
        ),
        table=table(
            (sentence(noun), "Weight %", *(c.name for c in candidates), "Largest difference"),
            [
                (
                    part.title,
                    round(100 * part.weight, 1),
                    *(round(float(v), 1) for v in part.values(evaluation)[chosen]),
                    round(_spread(part.values(evaluation)[chosen]), 1),
                )
                for part in parts
            ],
        ),
    )


def _spread(values: Any) -> float:
    return float(np.max(values) - np.min(values))


def _comparison(evaluation: Evaluation, parts: Sequence[Part], chosen: Sequence[int]) -> go.Figure:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, part in enumerate(parts):
        values = part.values(evaluation)[list(chosen)]
        x += [float(values.min()), float(values.max()), None]
        y += [place, place, None]
    traces: list[Any] = [
        go.Scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": INK, "width": 2},
            hoverinfo="skip",
        )
    ]
    signs = comparison_signs([evaluation.candidates[row] for row in chosen])
    for row, sign in zip(chosen, signs, strict=True):
        candidate = evaluation.candidates[row]
        traces.append(
            go.Scatter(
                x=[float(part.values(evaluation)[row]) for part in parts],
                y=list(range(len(parts))),
                mode="markers",
                name=label(candidate.name, 28, 1),
                marker={
                    "symbol": sign.symbol,
                    "size": 13,
                    "color": sign.colour,
                    "line": {"color": INK, "width": 2 if sign.symbol.endswith("-open") else 1},
                },
                customdata=[
                    f"<b>{hover(candidate.name)}</b><br>{hover(part.title)}<br>"
                    f"value {decimal(part.values(evaluation)[row])}, "
                    f"weight {100 * part.weight:.0f} %"
                    for part in parts
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    labels = [f"{label(part.title, _PART_CHARACTERS)} {100 * part.weight:.0f} %" for part in parts]
    return draw(
        traces,
        plot_height_px=len(parts) * 40,
        foot_px=TITLED_AXIS_PX,
        keys=[
            Key(sign.character, sign.colour, label(evaluation.candidates[row].name, 22, 1))
            for row, sign in zip(chosen, signs, strict=True)
        ],
        axes=Axes(
            x=number_axis(
                -4, 104, f"value on the {part_nouns(evaluation)[0]}", tickvals=[0, 25, 50, 75, 100]
            ),
            y=row_axis(labels),
        ),
    )


def _comparison_title(evaluation: Evaluation, parts: Sequence[Part], chosen: Sequence[int]) -> str:
    start = provisional(evaluation)
    widest = parts[0]
    values = widest.values(evaluation)
    names = {row: name_in_text(evaluation.candidates[row].name) for row in chosen}
    if len(chosen) == 1:
        best = max(parts, key=lambda part: float(part.values(evaluation)[chosen[0]]))
        value = decimal(best.values(evaluation)[chosen[0]])
        strongest = title_in_text(evaluation, best.title)
        return f"{start}{names[chosen[0]]} is strongest in {strongest}, at {value}"
    first = max(chosen, key=lambda row: values[row])
    last = min(chosen, key=lambda row: values[row])
    if values[first] - values[last] < _INVISIBLE:
        return (
            f"{start}{joined(list(names.values()))} are equal on every {part_nouns(evaluation)[0]}"
        )
    most = title_in_text(evaluation, widest.title)
    return (
        f"{start}{names[first]} and {names[last]} differ most in {most}: "
        f"{decimal(values[first])} against {decimal(values[last])}"
    )
