"""Where does each candidate stand as saved, and where in each scenario?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import (
    FEW_CANDIDATES,
    SMALL_FONT_PX,
    Axes,
    candidate_labels,
    draw,
    row_axis,
)
from scorecard.charts.palette import GREY, HUES, INK, candidate_colour, candidate_symbol
from scorecard.charts.wording import counted, decimal, hover, joined, label, name_in_text
from scorecard.evaluation import Evaluation
from scorecard.sentences import NO_PLACE

_FEW_ROW_PX, _MANY_ROW_PX = 46, 22
_HEAD_PX = 44
_NAME_CHARACTERS = 13
# The names at the right end, where a candidate may stand on another line than at the left.
_RIGHT_PX = 92
# Characters a line that fit above a column on a narrow screen, by the number of columns.
_COLUMN_CHARACTERS = {2: 18, 3: 12, 4: 9}
_FEWEST_CHARACTERS = 7

Ranks = dict[str, int]


def scenario_slope_chart(evaluations_by_name: Mapping[str, Evaluation]) -> Chart:
    """Lines of the ranks from the first evaluation to the others, overall values written beside.

    The first is what is saved; whoever a gate excludes somewhere has no mark there.
    """
    names = list(evaluations_by_name)
    evaluations = list(evaluations_by_name.values())
    columns = ("Candidate", *(f"{name}: {what}" for name in names for what in ("rank", "value")))
    if len(names) < 2:
        because = "keep a what-if under a name, then choose it here"
        return empty_chart("No scenario is chosen", because, columns)
    order = _order(evaluations)
    if not order:
        return empty_chart("Nobody is ranked", "add candidates and their answers", columns)
    return Chart(
        figure=_figure(names, evaluations, order),
        title=_title(names, evaluations),
        text_alternative=(
            f"Lines of the ranks of {counted(len(order), 'candidate')} in "
            f"{joined(list(map(name_in_text, names)), 6)}; "
            f"{joined(_leaders_in_words(names, evaluations), 6)}."
        ),
        table=table(columns, [_record(evaluations, candidate_id) for candidate_id in order]),
    )


def _order(evaluations: Sequence[Evaluation]) -> list[str]:
    """Ids of everybody who is ranked somewhere, in the order of the first evaluation."""
    return list(
        dict.fromkeys(
            evaluation.candidates[row].id
            for evaluation in evaluations
            for row in evaluation.ranked_order
        )
    )


def _rank(evaluation: Evaluation, candidate_id: str) -> int:
    row = evaluation.position.get(candidate_id)
    return 0 if row is None else int(evaluation.rank[row])


def _record(evaluations: Sequence[Evaluation], candidate_id: str) -> tuple[object, ...]:
    cells: list[object] = [_candidate(evaluations, candidate_id).name]
    for evaluation in evaluations:
        rank = _rank(evaluation, candidate_id)
        row = evaluation.position.get(candidate_id)
        has_value = row is not None and not evaluation.nothing_answered[row]
        cells += [rank or None, round(float(evaluation.overall[row]), 1) if has_value else None]
    return tuple(cells)


def _candidate(evaluations: Sequence[Evaluation], candidate_id: str) -> Any:
    return next(
        e.candidates[e.position[candidate_id]] for e in evaluations if candidate_id in e.position
    )


def _leaders(evaluation: Evaluation) -> str:
    names = [name_in_text(evaluation.candidates[row].name) for row in evaluation.leaders]
    return joined(names) if names else "nobody"


def _leaders_in_words(names: Sequence[str], evaluations: Sequence[Evaluation]) -> list[str]:
    return [
        f"{_leaders(evaluation)} first in {name_in_text(name)}"
        for name, evaluation in zip(names, evaluations, strict=True)
    ]


def _title(names: Sequence[str], evaluations: Sequence[Evaluation]) -> str:
    saved = _leaders(evaluations[0])
    others = [
        (name_in_text(name), _leaders(evaluation))
        for name, evaluation in zip(names[1:], evaluations[1:], strict=True)
    ]
    by_leader: dict[str, list[str]] = {}
    for name, leader in others:
        by_leader.setdefault(leader, []).append(f"“{name}”")
    stays = by_leader.pop(saved, [])
    if not by_leader:
        every = "both" if len(stays) == 2 else f"all {len(stays)}"
        scenarios = stays[0] if len(stays) == 1 else f"{every} scenarios"
        return f"{saved} stays first in {scenarios}"
    told = joined([f"{leader} leads in {joined(where)}" for leader, where in by_leader.items()])
    return f"{told}; {saved} {'stays first in ' + joined(stays) if stays else 'as saved'}"


def _figure(
    names: Sequence[str], evaluations: Sequence[Evaluation], order: Sequence[str]
) -> go.Figure:
    few = len(order) <= FEW_CANDIDATES
    places = [_places(evaluation, order) for evaluation in evaluations]
    movers = [i for i in order if len({p[i] for p in places if i in p}) > 1 or _leads(places, i)]
    named = list(order) if few else movers[: len(HUES)]
    traces: list[Any] = []
    if not few:
        traces.append(_quiet(places, [i for i in order if i not in named]))
    traces += [_line(evaluations, places, i, few=few) for i in reversed(named)]
    left = places[0]
    ids = sorted(order, key=lambda i: left.get(i, len(order) + 1))
    labels = candidate_labels([_candidate(evaluations, i).name for i in ids])
    at = [left.get(i, len(order) + 0.0) for i in ids]
    # Among few, the lines can be followed from the names at the left.
    right = [] if few else [(i, places[-1][i]) for i in named if i in places[-1]]
    notes = [
        {
            "text": label(_candidate(evaluations, i).name, _NAME_CHARACTERS, 1),
            "x": len(names) - 1,
            "xref": "x",
            "xanchor": "left",
            "xshift": 12,
            "y": place,
            "yref": "y",
            "yanchor": "middle",
            "showarrow": False,
            "font": {"color": INK, "size": SMALL_FONT_PX},
        }
        for i, place in right
    ]
    y_axis = row_axis(
        [f"{_shown_rank(evaluations[0], i)}{name}" for i, name in zip(ids, labels, strict=True)], at
    )
    y_axis["range"] = [len(order) + 0.5, 0.5]
    return draw(
        traces,
        axes=Axes(x=_column_axis(names), y=y_axis),
        plot_height_px=max(2, len(order)) * (_FEW_ROW_PX if few else _MANY_ROW_PX),
        head_px=_HEAD_PX,
        foot_px=6,
        right_px=18 if few else _RIGHT_PX,
        annotations=notes,
    )


def _shown_rank(evaluation: Evaluation, candidate_id: str) -> str:
    rank, row = _rank(evaluation, candidate_id), evaluation.position.get(candidate_id)
    is_blank = row is not None and row in evaluation.unanswered_order
    return f"{rank or (NO_PLACE if is_blank else 'out')}  "


def _places(evaluation: Evaluation, order: Sequence[str]) -> Ranks:
    """Lines of their own for those who are ranked: equal ranks stand below each other."""
    ids = [evaluation.candidates[row].id for row in evaluation.ranked_order]
    return {i: place for place, i in enumerate(ids, start=1) if i in order}


def _leads(places: Sequence[Ranks], candidate_id: str) -> bool:
    return any(place.get(candidate_id) == 1 for place in places)


def _column_axis(names: Sequence[str]) -> dict[str, Any]:
    wide = _COLUMN_CHARACTERS.get(len(names), _FEWEST_CHARACTERS)
    return {
        "tickvals": list(range(len(names))),
        "ticktext": [label(name, wide) for name in names],
        "range": [-0.16, len(names) - 1 + 0.12],
        "side": "top",
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickangle": 0,
        "tickfont": {"color": INK, "size": SMALL_FONT_PX},
    }


def _line(
    evaluations: Sequence[Evaluation], places: Sequence[Ranks], candidate_id: str, *, few: bool
) -> go.Scatter:
    candidate = _candidate(evaluations, candidate_id)
    columns = [k for k, place in enumerate(places) if candidate_id in place]
    values = [float(evaluations[k].overall[evaluations[k].position[candidate_id]]) for k in columns]
    return go.Scatter(
        x=columns,
        y=[places[k][candidate_id] for k in columns],
        mode="lines+markers+text" if few else "lines+markers",
        name=label(candidate.name, 28, 1),
        line={"color": candidate_colour(candidate), "width": 3},
        marker={
            "symbol": candidate_symbol(candidate),
            "size": 12 if few else 8,
            "color": candidate_colour(candidate),
            "line": {"color": INK, "width": 1},
        },
        text=[decimal(value) for value in values],
        textposition="top center",
        textfont={"color": INK, "size": SMALL_FONT_PX},
        customdata=[
            f"<b>{hover(candidate.name)}</b><br>rank {_rank(evaluations[k], candidate_id)}, "
            f"overall value {decimal(value)}"
            for k, value in zip(columns, values, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _quiet(places: Sequence[Ranks], ids: Sequence[str]) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for i in ids:
        for column, place in enumerate(places):
            x.append(column)
            y.append(place.get(i))
        x.append(None)
        y.append(None)
    return go.Scatter(x=x, y=y, mode="lines", line={"color": GREY, "width": 0.8}, hoverinfo="skip")
