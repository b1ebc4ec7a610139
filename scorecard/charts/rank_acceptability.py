"""In what share of the simulated cases does each candidate take which rank?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from scorecard.certainty import Certainty
from scorecard.certainty_words import percent
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import (
    FEW_CANDIDATES,
    TITLED_AXIS_PX,
    Axes,
    candidate_labels,
    draw,
    number_axis,
    row_axis,
    row_height_px,
)
from scorecard.charts.legend import Key
from scorecard.charts.palette import HUES, INK, ink_upon, rank_colour
from scorecard.charts.wording import hover, joined, name_in_text, sentence

# A share below this is left to the hover text and the table.
LABELLED_SHARE = 0.08
# With more ranks than hues, the later ones stand together up to each of these.
_BAND_ENDS = (1, 2, 3, 5, 10, 20)
_NAMED = 3
# A share up to this is 0 % in whole numbers.
_VISIBLE_SHARE = 0.005


@dataclass(frozen=True)
class Band:
    """Ranks that are drawn as one: from `first` to `last`, both of them in it."""

    first: int
    last: int
    colour: str

    @property
    def words(self) -> str:
        """`rank 1`, `ranks 4–5`."""
        return f"rank {self.first}" if self.first == self.last else f"ranks {self.span}"

    @property
    def span(self) -> str:
        """`1`, `4–5`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def bands(count: int) -> tuple[Band, ...]:
    """The ranks 1 to `count` in at most seven bands, the first three always alone."""
    ends = list(range(1, count + 1))
    if count > len(HUES):
        ends = [*(end for end in _BAND_ENDS if end < count), count]
    return tuple(
        Band(before + 1, end, rank_colour(place))
        for place, (before, end) in enumerate(pairwise([0, *ends]))
    )


def rank_acceptability_chart(certainty: Certainty) -> Chart:
    """Stacked bars of the shares of each rank; candidates as rows, in today's order."""
    parts = bands(len(certainty.candidates))
    columns = ("Rank now", "Candidate", *(f"{sentence(band.words)}, %" for band in parts))
    if len(certainty.candidates) < 2:
        alone = "Only one candidate is ranked" if certainty.candidates else "Nobody is ranked"
        because = "with two or more candidates in the ranking it shows who takes which rank"
        return empty_chart(alone, because, columns)
    shares = [_shares(certainty, row, parts) for row in range(len(certainty.candidates))]
    return Chart(
        figure=_figure(certainty, parts, shares),
        title=_title(certainty),
        text_alternative=_text_alternative(certainty),
        table=table(
            columns,
            [
                (_rank(certainty, row), candidate.name, *(round(100 * s, 1) for s in shares[row]))
                for row, candidate in enumerate(certainty.candidates)
            ],
        ),
    )


def _shares(certainty: Certainty, row: int, parts: Sequence[Band]) -> list[float]:
    return [float(certainty.full.ranks[row, b.first - 1 : b.last].sum()) for b in parts]


def _rank(certainty: Certainty, row: int) -> int:
    return int(certainty.evaluation.rank[certainty.evaluation.ranked_order[row]])


def _title(certainty: Certainty) -> str:
    shares = certainty.first_shares
    order = sorted(range(len(shares)), key=lambda row: (-shares[row], row))
    named = [row for row in order if shares[row] > _VISIBLE_SHARE][:_NAMED]
    names = [name_in_text(certainty.candidates[row].name) for row in named]
    words = [f"{name} in {percent(shares[row])}" for name, row in zip(names, named, strict=True)]
    words[0] = f"{names[0]} is first in {percent(shares[named[0]])}"
    return f"{joined(words)} of {certainty.full.simulation.samples:,} simulated cases"


def _text_alternative(certainty: Certainty) -> str:
    named = [
        f"{name_in_text(candidate.name)} first in {percent(share)}"
        for candidate, share in zip(certainty.candidates, certainty.first_shares, strict=True)
    ]
    return (
        "Stacked horizontal bars, one a candidate in today's order, of the share of simulated "
        f"cases in which it takes each rank: {joined(named, 6)}."
    )


def _figure(
    certainty: Certainty, parts: Sequence[Band], shares: Sequence[Sequence[float]]
) -> go.Figure:
    names = candidate_labels([candidate.name for candidate in certainty.candidates])
    labels = [f"{_rank(certainty, row)}  {name}" for row, name in enumerate(names)]
    traces = [
        go.Bar(
            orientation="h",
            name=band.words,
            x=[100 * row[place] for row in shares],
            y=list(range(len(shares))),
            width=0.68 if len(shares) <= FEW_CANDIDATES else 0.84,
            marker={"color": band.colour, "line": {"color": INK, "width": 0.5}},
            text=[
                percent(row[place]) if row[place] >= LABELLED_SHARE - 1e-9 else "" for row in shares
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink_upon(band.colour)},
            customdata=[
                f"<b>{hover(candidate.name)}</b><br>{band.words} in "
                f"{percent(row[place])} of the cases"
                for candidate, row in zip(certainty.candidates, shares, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for place, band in enumerate(parts)
    ]
    return draw(
        traces,
        axes=Axes(
            x=number_axis(0, 100, "% of the simulated cases", tickvals=[0, 25, 50, 75, 100]),
            y=row_axis(labels),
        ),
        plot_height_px=len(labels) * row_height_px(labels),
        foot_px=TITLED_AXIS_PX,
        keys=[Key("■", band.colour, band.words) for band in parts],
        barmode="stack",
    )
