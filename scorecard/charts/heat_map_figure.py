"""The figure of the heat map: coloured cells, hatched ones, the numbers upon them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from scorecard.charts.grid import UPRIGHT_AT_MOST, Grid, omission
from scorecard.charts.layout import (
    SMALL_FONT_PX,
    draw,
    hatching,
    labels_px,
    note,
    pattern,
)
from scorecard.charts.legend import HATCHED, Key
from scorecard.charts.palette import (
    INK,
    INK_ON_LIGHT,
    VALUE_SCALE,
    ink_upon,
    value_colour,
)
from scorecard.charts.wording import decimal, hover, inert, status_words
from scorecard.evaluation import Evaluation
from scorecard.model import Status

_REJECTED_SIGN = "×"
# A strip at the foot of a cell: as much of it is hatched as of the criterion is open.
_STRIP_HEIGHT, _STRIP_SHIFT = 0.2, 0.34

# x and y in the grid, the candidate's row and the criterion's column in the evaluation.
Cell = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cells:
    """The grid and, for each of its subjects, the criterion's column or None for a gap."""

    grid: Grid
    rows: tuple[int, ...]
    columns: tuple[int | None, ...]
    headings: tuple[tuple[int, str], ...]

    def each(self) -> Iterator[Cell]:
        """Every cell that has a criterion."""
        for subject, column in enumerate(self.columns):
            if column is None:
                continue
            for candidate, row in enumerate(self.rows):
                yield *self.grid.place(candidate, subject), row, column


def cells_of(evaluation: Evaluation, rows: Sequence[int]) -> Cells:
    """Criteria by group in the catalogue's order; headings stand between groups where they fit.

    Where the titles stand upright only the heaviest criteria are shown, as many as can be read.
    """
    names = tuple(evaluation.candidates[row].name for row in rows)
    are_across = Grid(names, ()).candidates_are_across
    heaviest = np.argsort(-evaluation.weights, kind="stable")
    shown = set((heaviest if are_across else heaviest[:UPRIGHT_AT_MOST]).tolist())
    columns: list[int | None] = []
    subjects: list[str] = []
    headings: list[tuple[int, str]] = []
    for group in evaluation.groups:
        if len(evaluation.groups) > 1 and are_across:
            headings.append((len(columns), group.title))
            columns.append(None)
            subjects.append("")
        for column, criterion in enumerate(evaluation.criteria):
            if criterion.group == group.id and column in shown:
                columns.append(column)
                subjects.append(criterion.title)
    return Cells(Grid(names, tuple(subjects)), tuple(rows), tuple(columns), tuple(headings))


def is_open(evaluation: Evaluation, row: int, column: int) -> bool:
    """Whether nothing of the criterion is settled for the candidate."""
    return bool(evaluation.values.settled[row, column] <= 0)


def heat_map_figure(evaluation: Evaluation, cells: Cells) -> go.Figure:
    """Coloured cells with their values; hatched ones where nothing is settled."""
    grid = cells.grid
    known = [cell for cell in cells.each() if not is_open(evaluation, cell[2], cell[3])]
    hatched = [cell for cell in cells.each() if is_open(evaluation, cell[2], cell[3])]
    strips = [(cell, share) for cell in known if (share := _open_share(evaluation, cell)) > 0]
    traces: list[Any] = [_coloured(evaluation, cells, known)]
    if strips:
        traces.append(_strips(strips))
    if hatched:
        traces.append(_hatched(evaluation, hatched))
    rejected = [cell for cell in known if _is_rejected(evaluation, cell)]
    traces.append(_texts(evaluation, grid, known, rejected))
    axes = grid.axes()
    annotations = [
        note(
            f"<b>{inert(title)}</b>",
            **{"x": 0, "xref": "paper", "xanchor": "left", "xshift": -labels_px(axes.y)},
            y=y + 0.45,
        )
        for y, title in cells.headings
    ]
    count = sum(column is not None for column in cells.columns)
    remark = ""
    if count < len(evaluation.criteria):
        remark = omission(count, len(evaluation.criteria), "heaviest criteria")
    return draw(
        traces,
        axes=axes,
        plot_height_px=grid.plot_height_px,
        head_px=grid.head_px,
        foot_px=grid.foot_px,
        keys=_keys(bool(hatched), bool(strips), bool(rejected)),
        keys_in_corner=grid.candidates_are_across,
        remark=remark,
        annotations=annotations,
    )


def _open_share(evaluation: Evaluation, cell: Cell) -> float:
    share = 1.0 - float(evaluation.values.settled[cell[2], cell[3]])
    return share if share > 1e-9 else 0.0


def _statuses(evaluation: Evaluation, cell: Cell) -> set[Status]:
    places = np.flatnonzero(evaluation.inputs.criterion_index == cell[3])
    return {evaluation.inputs.statuses[cell[2]][place] for place in places}


def _is_rejected(evaluation: Evaluation, cell: Cell) -> bool:
    statuses = _statuses(evaluation, cell) - {Status.NOT_APPLICABLE}
    return bool(statuses) and statuses <= {Status.REFUSED, Status.NO_REPLY}


def _coloured(evaluation: Evaluation, cells: Cells, known: Sequence[Cell]) -> go.Heatmap:
    down, across = len(cells.columns), len(cells.rows)
    shape = (down, across) if cells.grid.candidates_are_across else (across, down)
    values = np.full(shape, np.nan)
    hovers = np.full(shape, "", dtype=object)
    for cell in known:
        x, y, row, column = cell
        values[y, x] = evaluation.values.headline[row, column]
        hovers[y, x] = _hover(evaluation, cell)
    return go.Heatmap(
        z=values.tolist(),
        zmin=0,
        zmax=100,
        colorscale=[list(stop) for stop in VALUE_SCALE],
        showscale=False,
        xgap=1,
        ygap=1,
        customdata=hovers.tolist(),
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
    )


def _hatched(evaluation: Evaluation, hatched: Sequence[Cell]) -> go.Bar:
    """Bars of the size of a cell: a heat map itself cannot be hatched."""
    return go.Bar(
        orientation="h",
        base=[x - 0.48 for x, _, _, _ in hatched],
        x=[0.96] * len(hatched),
        y=[y for _, y, _, _ in hatched],
        width=0.92,
        marker=hatching(),
        customdata=[_hover(evaluation, cell) for cell in hatched],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _strip_marker() -> dict[str, Any]:
    """Dark hatching on white, which can be seen upon every cell and on both pages."""
    dark = {"fgcolor": INK_ON_LIGHT, "size": 5}
    return {
        "color": "#ffffff",
        "line": {"color": INK_ON_LIGHT, "width": 0.5},
        "pattern": pattern() | dark,
    }


def _strips(strips: Sequence[tuple[Cell, float]]) -> go.Bar:
    return go.Bar(
        orientation="h",
        base=[cell[0] - 0.48 for cell, _ in strips],
        x=[0.96 * share for _, share in strips],
        y=[cell[1] + _STRIP_SHIFT for cell, _ in strips],
        width=_STRIP_HEIGHT,
        marker=_strip_marker(),
        hoverinfo="skip",
    )


def _texts(
    evaluation: Evaluation, grid: Grid, known: Sequence[Cell], rejected: Sequence[Cell]
) -> go.Scatter:
    """Values where the cells are wide enough, and a cross upon what was refused in any case."""
    crossed = set(rejected)
    written = known if grid.candidates_are_across else rejected
    values = [float(evaluation.values.headline[row, column]) for _, _, row, column in written]
    return go.Scatter(
        x=[x for x, _, _, _ in written],
        y=[y for _, y, _, _ in written],
        mode="text",
        text=[
            _REJECTED_SIGN if cell in crossed else f"{value:.0f}"
            for cell, value in zip(written, values, strict=True)
        ],
        textfont={
            "size": SMALL_FONT_PX,
            "color": [ink_upon(value_colour(round(value))) for value in values],
        },
        hoverinfo="skip",
    )


def _keys(any_open: bool, any_partly: bool, any_rejected: bool) -> list[Key]:
    keys = [Key("■", colour, f"value {100 * stop:.0f}") for stop, colour in VALUE_SCALE]
    if any_open:
        keys.append(Key(HATCHED, INK, "open"))
    if any_partly:
        keys.append(Key(HATCHED, INK, "open in part"))
    if any_rejected:
        keys.append(Key(_REJECTED_SIGN, INK, "refused: 0"))
    return keys


def _hover(evaluation: Evaluation, cell: Cell) -> str:
    _, _, row, column = cell
    values, statuses = evaluation.values, _statuses(evaluation, cell)
    headline = decimal(values.headline[row, column])
    lines = [
        f"<b>{hover(evaluation.candidates[row].name)}</b>",
        hover(evaluation.criteria[column].title),
        f"weight {100 * evaluation.weights[column]:.1f} %",
    ]
    if statuses == {Status.NOT_APPLICABLE}:
        lines.append("not applicable here; counts as open")
    if is_open(evaluation, row, column):
        return "<br>".join(
            [*lines, "open: any value from 0 to 100 is possible", f"counted as {headline} for now"]
        )
    lines.append(f"value {headline} of 100")
    if _open_share(evaluation, cell):
        low, high = decimal(values.low[row, column]), decimal(values.high[row, column])
        lines.append(f"open in part: {low} to {high} possible")
    rejected = statuses & {Status.REFUSED, Status.NO_REPLY}
    return "<br>".join([*lines, *sorted(status_words(status) for status in rejected)])
