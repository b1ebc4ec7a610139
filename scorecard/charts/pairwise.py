"""In what share of the simulated cases is each candidate ahead of each other one?"""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from scorecard.certainty import Certainty
from scorecard.certainty_words import percent
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.grid import UPRIGHT_AT_MOST, Grid
from scorecard.charts.layout import SMALL_FONT_PX, draw
from scorecard.charts.legend import Key
from scorecard.charts.palette import VALUE_SCALE, ink_upon, value_colour
from scorecard.charts.wording import counted, hover, name_in_text

_HALF = 0.5
# A share below this is shown as 0 %.
_VISIBLE = 0.005
_SCALE_WORDS = ("ahead in 0 %", "in 50 %", "in 100 %")


def pairwise_chart(certainty: Certainty) -> Chart:
    """A grid of the shares of cases in which the row's candidate is ahead of the column's.

    Candidates stand in today's order both ways. With many of them the best ranked are drawn, as
    many as can be read, and the table holds all.
    """
    names = [candidate.name for candidate in certainty.candidates]
    columns = ("Candidate", *(f"Ahead of {name}, %" for name in names))
    if len(names) < 2:
        alone = "Only one candidate is ranked" if names else "Nobody is ranked"
        because = "with two or more candidates in the ranking it shows who is ahead of whom"
        return empty_chart(alone, because, columns)
    shares = certainty.full.pairwise
    return Chart(
        figure=_figure(certainty),
        title=_title(certainty),
        text_alternative=(
            f"A grid of {counted(len(names), 'candidate')} by the same, in today's order; each "
            "cell is the share of simulated cases in which the row's candidate is ahead of the "
            f"column's, darker for more. {_title(certainty)}."
        ),
        table=table(
            columns,
            [
                (
                    name,
                    *(
                        None if row == column else round(100 * float(shares[row, column]), 1)
                        for column in range(len(names))
                    ),
                )
                for row, name in enumerate(names)
            ],
        ),
    )


def _title(certainty: Certainty) -> str:
    names = [name_in_text(candidate.name) for candidate in certainty.candidates]
    if len(names) == 2:
        return _pair(certainty, 0, 1)
    others = certainty.full.pairwise + np.diag(np.full(len(names), np.inf))
    least = others.min(axis=1)
    best = int(np.argmax(least))
    rival = int(np.argmin(others[best]))
    if least[best] > _HALF:
        return (
            f"{names[best]} is ahead of every other candidate in at least "
            f"{percent(float(least[best]))} of the cases; {names[rival]} comes closest"
        )
    return (
        "Nobody is ahead of every other candidate in more than half of the cases: "
        f"{_pair(certainty, best, rival)}"
    )


def _pair(certainty: Certainty, first: int, second: int) -> str:
    shares = certainty.full.pairwise
    if shares[second, first] > shares[first, second]:
        first, second = second, first
    a, b = (name_in_text(certainty.candidates[row].name) for row in (first, second))
    ahead, behind = float(shares[first, second]), float(shares[second, first])
    if ahead < _VISIBLE:
        return f"{a} and {b} are level in {percent(1.0 - ahead - behind)} of the cases"
    return f"{a} is ahead of {b} in {percent(ahead)} of the cases"


def _figure(certainty: Certainty) -> go.Figure:
    count = len(certainty.candidates)
    is_small = Grid(tuple(c.name for c in certainty.candidates), ()).candidates_are_across
    drawn = count if is_small else UPRIGHT_AT_MOST
    names = tuple(candidate.name for candidate in certainty.candidates[:drawn])
    shares = 100 * certainty.full.pairwise[:drawn, :drawn]
    pairs = [(row, column) for row in range(drawn) for column in range(drawn) if row != column]
    cells = np.where(np.eye(drawn, dtype=bool), np.nan, shares)
    grid = Grid(names, names)
    how = "rows ahead of columns, in % of the cases"
    return draw(
        [
            go.Heatmap(
                z=cells.tolist(),
                zmin=0,
                zmax=100,
                colorscale=[list(stop) for stop in VALUE_SCALE],
                showscale=False,
                xgap=1,
                ygap=1,
                customdata=[
                    [_hover(certainty, row, column) for column in range(drawn)]
                    for row in range(drawn)
                ],
                hovertemplate="%{customdata}<extra></extra>",
                hoverongaps=False,
            ),
            go.Scatter(
                x=[column for _, column in pairs],
                y=[row for row, _ in pairs],
                mode="text",
                text=[_cell(float(certainty.full.pairwise[pair])) for pair in pairs],
                textfont={
                    "size": SMALL_FONT_PX,
                    "color": [ink_upon(value_colour(float(shares[pair]))) for pair in pairs],
                },
                hoverinfo="skip",
            ),
        ][: 2 if is_small else 1],
        axes=grid.axes(),
        plot_height_px=grid.plot_height_px,
        head_px=grid.head_px,
        foot_px=grid.foot_px,
        keys=[
            Key("■", colour, words)
            for (_, colour), words in zip(VALUE_SCALE, _SCALE_WORDS, strict=True)
        ],
        keys_in_corner=grid.candidates_are_across,
        remark=how if is_small else f"rows ahead of columns; the best {drawn} of {count}",
    )


def _cell(share: float) -> str:
    """A share as a whole number of per cent that fits a cell; inert."""
    text = percent(share).removesuffix(" %")
    return text.replace("less than ", "&lt;").replace("more than ", "&gt;")


def _hover(certainty: Certainty, row: int, column: int) -> str:
    if row == column:
        return ""
    ahead = float(certainty.full.pairwise[row, column])
    behind = float(certainty.full.pairwise[column, row])
    level = max(0.0, 1.0 - ahead - behind)
    lines = [
        f"<b>{hover(certainty.candidates[row].name)}</b>",
        f"ahead of {hover(certainty.candidates[column].name)}",
        f"in {percent(ahead)} of the cases, behind in {percent(behind)}",
    ]
    if level >= _VISIBLE:
        lines.append(f"level in {percent(level)}")
    return "<br>".join(lines)
