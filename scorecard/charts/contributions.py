"""Overall values taken apart: what each group of criteria contributes to each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import (
    SMALL_FONT_PX,
    Axes,
    candidate_labels,
    draw,
    number_axis,
    pattern,
    row_axis,
    row_height_px,
)
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import EXCLUDED_GREY, INK, ink_upon
from scorecard.charts.parts import Part, part_nouns, parts_of
from scorecard.charts.reading import NO_CANDIDATES, NOTHING_ANSWERED, answered_rows
from scorecard.charts.wording import (
    decimal,
    hover,
    inert,
    joined,
    label,
    name_in_text,
    nothing_ranked,
    provisional,
    title_in_text,
)
from scorecard.evaluation import Evaluation

_NUMBERS_PX = 40
# A difference that one decimal would not show.
_INVISIBLE = 0.05


def contributions_chart(evaluation: Evaluation) -> Chart:
    """Stacked bars, one a candidate in the order of the ranking, the heaviest group first.

    The hatched end of a segment is what open answers are counted for.
    """
    if not evaluation.candidates:
        return empty_chart("No candidates yet", NO_CANDIDATES, ("Candidate", "Overall value"))
    if evaluation.nothing_ranked_because:
        return empty_chart(
            "Nothing contributes yet", nothing_ranked(evaluation), ("Candidate", "Overall value")
        )
    parts, rows = parts_of(evaluation), answered_rows(evaluation)
    if not rows:
        return empty_chart(
            "Nothing contributes yet", NOTHING_ANSWERED, ("Candidate", "Overall value")
        )
    shares = [part.contributions(evaluation) for part in parts]
    return Chart(
        figure=_figure(evaluation, parts, rows),
        title=_title(evaluation, parts),
        text_alternative=_text_alternative(evaluation, parts, rows),
        table=table(
            ("Candidate", "Overall value", *(part.title for part in parts)),
            [
                (
                    evaluation.candidates[row].name,
                    round(float(evaluation.overall[row]), 1),
                    *(round(float(share[row]), 1) for share in shares),
                )
                for row in rows
            ],
        ),
    )


def _figure(evaluation: Evaluation, parts: Sequence[Part], rows: Sequence[int]) -> go.Figure:
    picked = list(rows)
    opacity = [0.4 if evaluation.is_excluded[row] else 1.0 for row in rows]
    traces: list[Any] = []
    keys = [Key("■", part.colour, label(part.short_title, 22, 1)) for part in parts]
    is_anything_lent = False
    for place, part in enumerate(parts):
        solid = part.settled_contributions(evaluation)[picked]
        lent = part.contributions(evaluation)[picked] - solid
        texts = [_hover(evaluation, part, row) for row in rows]
        marker = {
            "color": part.colour,
            "opacity": opacity,
            "line": {"color": INK, "width": 0.5},
        }
        segment = _segments(solid, marker, texts)
        segment.name = inert(part.title)
        if place == 0:
            segment.update(
                text=[decimal(x) for x in solid + lent],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={
                    "color": [
                        INK if evaluation.is_excluded[row] else ink_upon(part.colour)
                        for row in rows
                    ],
                    "size": SMALL_FONT_PX,
                },
            )
        traces.append(segment)
        if (lent > _INVISIBLE).any():
            is_anything_lent = True
            pale: dict[str, Any] = {"opacity": [0.55 * o for o in opacity], "pattern": pattern()}
            traces.append(_segments(lent, marker | pale, texts))
    if is_anything_lent:
        keys.append(Key(HATCHED, INK, "open answers"))
    if any(evaluation.is_excluded):
        keys.append(Key("■", EXCLUDED_GREY, "pale: excluded"))
    labels = candidate_labels([evaluation.candidates[row].name for row in rows])
    return draw(
        [*traces, _totals(evaluation, rows)],
        axes=Axes(x=number_axis(0, 100, tickvals=[0, 25, 50, 75, 100]), y=row_axis(labels)),
        plot_height_px=len(rows) * row_height_px(labels, few=36),
        right_px=_NUMBERS_PX,
        keys=keys,
        barmode="stack",
    )


def _segments(lengths: Any, marker: dict[str, Any], texts: Sequence[str]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=lengths.tolist(),
        y=list(range(len(lengths))),
        width=0.66,
        marker=marker,
        customdata=list(texts),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _totals(evaluation: Evaluation, rows: Sequence[int]) -> go.Scatter:
    return go.Scatter(
        x=[float(evaluation.overall[row]) for row in rows],
        y=list(range(len(rows))),
        mode="text",
        text=[f" <b>{decimal(evaluation.overall[row])}</b>" for row in rows],
        textposition="middle right",
        textfont={"color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _hover(evaluation: Evaluation, part: Part, row: int) -> str:
    contribution = float(part.contributions(evaluation)[row])
    settled = float(part.settled_contributions(evaluation)[row])
    lines = [
        f"<b>{hover(evaluation.candidates[row].name)}</b>",
        hover(part.title),
        f"contributes {decimal(contribution)} of {decimal(evaluation.overall[row])}",
        f"value {decimal(part.values(evaluation)[row])} × weight {100 * part.weight:.0f} %",
    ]
    if contribution - settled > _INVISIBLE:
        lines.append(f"{decimal(contribution - settled)} of it counted for open answers")
    return "<br>".join(lines)


def _title(evaluation: Evaluation, parts: Sequence[Part]) -> str:
    start = provisional(evaluation)
    rows = evaluation.ranked_order or answered_rows(evaluation)
    if len(rows) == 1:
        row = rows[0]
        most = max(parts, key=lambda part: float(part.contributions(evaluation)[row]))
        return (
            f"{start}{most.title} gives {name_in_text(evaluation.candidates[row].name)} the most: "
            f"{decimal(most.contributions(evaluation)[row])} of {decimal(evaluation.overall[row])}"
        )
    spreads = [_ends(evaluation, part, rows) for part in parts]
    widest = max(range(len(parts)), key=lambda k: spreads[k][1] - spreads[k][0])
    low, high, last, first = spreads[widest]
    if high - low <= _INVISIBLE:
        return f"{start}No group sets the candidates apart"
    return (
        f"{start}{parts[widest].title} sets the candidates apart most: "
        f"{decimal(high)} for {name_in_text(evaluation.candidates[first].name)}, "
        f"{decimal(low)} for {name_in_text(evaluation.candidates[last].name)}"
    )


def _ends(evaluation: Evaluation, part: Part, rows: Sequence[int]) -> tuple[float, float, int, int]:
    """The least and the most that the part contributes, and in which rows."""
    share = part.contributions(evaluation)
    last, first = min(rows, key=lambda row: share[row]), max(rows, key=lambda row: share[row])
    return float(share[last]), float(share[first]), last, first


def _text_alternative(evaluation: Evaluation, parts: Sequence[Part], rows: Sequence[int]) -> str:
    heaviest = parts[0]
    share = heaviest.contributions(evaluation)
    named = [
        f"{name_in_text(evaluation.candidates[row].name)} {decimal(share[row])} "
        f"of {decimal(evaluation.overall[row])}"
        for row in rows
    ]
    return (
        f"Stacked horizontal bars of what each {part_nouns(evaluation)[0]} adds to the overall "
        "value; "
        f"the heaviest, {title_in_text(evaluation, heaviest.title)}, gives {joined(named, 6)}."
    )
