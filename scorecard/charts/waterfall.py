"""Why one candidate is ahead of another: the differences, group by group, from one to the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import TITLED_AXIS_PX, Axes, draw, number_axis, row_axis
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import (
    INK,
    Sign,
    candidate_colour,
    comparison_signs,
)
from scorecard.charts.parts import Part, part_nouns, parts_of
from scorecard.charts.wording import (
    decimal,
    hover,
    inert,
    joined,
    label,
    name_in_text,
    provisional,
    sentence,
    signed,
    title_in_text,
)
from scorecard.evaluation import Evaluation

_PART_CHARACTERS = 18
_INVISIBLE = 0.05
_CRITERIA_IN_HOVER = 6


def difference_waterfall(evaluation: Evaluation, first_row: int, second_row: int) -> Chart:
    """From the second candidate's overall value to the first one's, group by group.

    Each step is the difference of the group's contributions; the steps sum to the difference of
    the overall values. A row that does not exist raises IndexError.
    """
    columns = ("Group", "Contribution of the first", "Contribution of the second", "Difference")
    if first_row == second_row:
        return empty_chart(
            "One candidate is chosen twice", "choose two different candidates to compare", columns
        )
    if evaluation.nothing_ranked_because:
        return empty_chart("Nothing to compare", evaluation.nothing_ranked_because, columns)
    first, second = evaluation.candidates[first_row], evaluation.candidates[second_row]
    steps = _steps(evaluation, first_row, second_row)
    return Chart(
        figure=_waterfall(evaluation, steps, first_row, second_row),
        title=_waterfall_title(evaluation, steps, first_row, second_row),
        text_alternative=(
            f"Steps from {name_in_text(second.name)} at "
            f"{decimal(evaluation.overall[second_row])} to {name_in_text(first.name)} at "
            f"{decimal(evaluation.overall[first_row])}: "
            f"{joined([f'{title_in_text(evaluation, p.title)} {signed(d)}' for p, d in steps], 9)}."
        ),
        table=table(
            (sentence(part_nouns(evaluation)[0]), first.name, second.name, "Difference"),
            [
                *(
                    (
                        part.title,
                        round(float(part.contributions(evaluation)[first_row]), 1),
                        round(float(part.contributions(evaluation)[second_row]), 1),
                        round(difference, 1),
                    )
                    for part, difference in steps
                ),
                (
                    "Overall value",
                    round(float(evaluation.overall[first_row]), 1),
                    round(float(evaluation.overall[second_row]), 1),
                    round(_difference(evaluation, first_row, second_row), 1),
                ),
            ],
        ),
    )


def _difference(evaluation: Evaluation, first_row: int, second_row: int) -> float:
    return float(evaluation.overall[first_row] - evaluation.overall[second_row])


def _steps(evaluation: Evaluation, first_row: int, second_row: int) -> list[tuple[Part, float]]:
    """Parts with what the first has over the second, from the largest gain to the largest loss."""
    steps = []
    for part in parts_of(evaluation):
        share = part.contributions(evaluation)
        steps.append((part, float(share[first_row] - share[second_row])))
    return sorted(steps, key=lambda step: -step[1])


def _waterfall(
    evaluation: Evaluation, steps: Sequence[tuple[Part, float]], first_row: int, second_row: int
) -> go.Figure:
    differences = np.array([difference for _, difference in steps])
    start = float(evaluation.overall[second_row])
    ends = start + np.cumsum(differences)
    starts = ends - differences
    places = list(range(1, len(steps) + 1))
    low, high = min(start, float(ends.min())), max(start, float(ends.max()))
    # The steps may be small beside the totals: the axis shows their range, not all of 0–100,
    # so the totals are marks and not bars, whose length would mislead.
    room = max(high - low, 2.0) * 0.28
    first_colour, second_colour = (
        candidate_colour(evaluation.candidates[row]) for row in (first_row, second_row)
    )
    # Beyond seven candidates all are grey.
    hatch = "/" if first_colour == second_colour else ""
    bars = go.Bar(
        orientation="h",
        base=starts.tolist(),
        x=differences.tolist(),
        y=places,
        width=0.6,
        marker={
            "color": [
                first_colour if difference >= 0 else second_colour for difference in differences
            ],
            "line": {"color": INK, "width": 0.5},
            "pattern": {
                "shape": [hatch if difference < 0 else "" for difference in differences],
                "fgcolor": INK,
            },
        },
        customdata=[
            _step_hover(evaluation, part, difference, first_row, second_row)
            for part, difference in steps
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    texts = go.Scatter(
        x=np.maximum(starts, ends).tolist(),
        y=places,
        mode="text",
        text=[f" {signed(difference)}" for difference in differences],
        textposition="middle right",
        textfont={"color": INK},
        cliponaxis=False,
        hoverinfo="skip",
    )
    joints: dict[str, list[float | None]] = {"x": [], "y": []}
    for place, at in enumerate([start, *ends.tolist()]):
        joints["x"] += [at, at, None]
        joints["y"] += [place - 0.1, place + 1.1, None]
    connectors = go.Scatter(
        **joints,
        mode="lines",
        line={"color": INK, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    first_sign, second_sign = comparison_signs(
        [evaluation.candidates[first_row], evaluation.candidates[second_row]]
    )
    totals = [
        _total(evaluation, second_row, 0, second_sign),
        _total(evaluation, first_row, len(steps) + 1, first_sign),
    ]
    labels = [
        f"<b>{label(evaluation.candidates[second_row].name)}</b>",
        *(label(part.title, _PART_CHARACTERS) for part, _ in steps),
        f"<b>{label(evaluation.candidates[first_row].name)}</b>",
    ]
    keys = [
        Key(sign, colour, f"{label(evaluation.candidates[row].name, 20, 1)} is better")
        for row, sign, colour in (
            (first_row, "■", first_colour),
            (second_row, HATCHED if hatch else "■", second_colour),
        )
    ]
    return draw(
        [connectors, bars, texts, *totals],
        plot_height_px=len(labels) * 36,
        foot_px=TITLED_AXIS_PX,
        keys=keys,
        axes=Axes(
            x=number_axis(low - room * 0.4, high + room, "overall value"),
            y=row_axis(labels),
        ),
    )


def _total(evaluation: Evaluation, row: int, place: int, sign: Sign) -> go.Scatter:
    candidate = evaluation.candidates[row]
    value = decimal(evaluation.overall[row])
    return go.Scatter(
        x=[float(evaluation.overall[row])],
        y=[place],
        mode="markers+text",
        marker={
            "symbol": sign.symbol,
            "size": 15,
            "color": sign.colour,
            "line": {"color": INK, "width": 1},
        },
        text=[f"  <b>{value}</b>"],
        textposition="middle right",
        textfont={"color": INK},
        cliponaxis=False,
        customdata=[f"<b>{hover(candidate.name)}</b><br>overall value {value} of 100"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _step_hover(
    evaluation: Evaluation, part: Part, difference: float, first_row: int, second_row: int
) -> str:
    steps = [
        (
            evaluation.criteria[column].title,
            float(
                evaluation.contributions[first_row, column]
                - evaluation.contributions[second_row, column]
            ),
        )
        for column in part.columns
    ]
    steps.sort(key=lambda step: -abs(step[1]))
    lines = [f"<b>{hover(part.title)}</b>", f"in all {signed(difference)}"]
    lines += [f"{inert(title)} {signed(step)}" for title, step in steps[:_CRITERIA_IN_HOVER]]
    if len(steps) > _CRITERIA_IN_HOVER:
        rest = sum(step for _, step in steps[_CRITERIA_IN_HOVER:])
        lines.append(f"{len(steps) - _CRITERIA_IN_HOVER} more {signed(rest)}")
    return "<br>".join(lines)


def _waterfall_title(
    evaluation: Evaluation, steps: Sequence[tuple[Part, float]], first_row: int, second_row: int
) -> str:
    start = provisional(evaluation)
    first = name_in_text(evaluation.candidates[first_row].name)
    second = name_in_text(evaluation.candidates[second_row].name)
    difference = _difference(evaluation, first_row, second_row)
    gain, loss = steps[0], steps[-1]
    reasons = []
    if gain[1] >= _INVISIBLE:
        reasons.append(f"{title_in_text(evaluation, gain[0].title)} gives {signed(gain[1])}")
    if loss[1] <= -_INVISIBLE:
        reasons.append(f"{title_in_text(evaluation, loss[0].title)} takes {signed(loss[1])}")
    if difference < 0:
        reasons.reverse()
    because = f": {', '.join(reasons)}" if reasons else f" on every {part_nouns(evaluation)[0]}"
    if abs(difference) < _INVISIBLE:
        return f"{start}{first} and {second} are equal{because}"
    side = "ahead of" if difference > 0 else "behind"
    return f"{start}{first} is {decimal(abs(difference))} {side} {second}{because}"
