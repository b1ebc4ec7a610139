"""How far must one weight move until somebody else leads?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from scorecard.certainty import Certainty
from scorecard.certainty_words import weights_in_words
from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.layout import SMALL_FONT_PX, TITLED_AXIS_PX, Axes, draw, number_axis, row_axis
from scorecard.charts.legend import Key
from scorecard.charts.palette import (
    GREY,
    INK,
    candidate_character,
    candidate_colour,
    candidate_symbol,
)
from scorecard.charts.wording import (
    counted,
    hover,
    joined,
    label,
    name_in_text,
    title_in_text,
)
from scorecard.model import Candidate
from scorecard.scoring import DECIMALS

_TITLE_CHARACTERS = 22
_NAME_CHARACTERS = 15
_LINE_PX = 17
_UNABLE_ROW_PX = 22
_COLUMNS = (
    "Weight of",
    "Now, %",
    "Leader changes at, %",
    "Change, points",
    "Level with the leader",
)
# Nearer than this, in points of 100, is not a change that anybody would see.
_INVISIBLE = 0.005


@dataclass(frozen=True)
class Part:
    """One weight: now and where the leader changes, in per cent; nobody where none does."""

    title: str
    now: float
    tipping: float | None
    other: Candidate | None

    @property
    def change(self) -> float:
        """How far the weight has to move, in points of 100; infinite where nothing helps."""
        return float("inf") if self.tipping is None else self.tipping - self.now

    @property
    def words(self) -> str:
        """`12 → 5.2 %`, or that it cannot change the leader."""
        if self.tipping is None:
            return "cannot change it"
        there, now = weights_in_words(self.tipping, self.now)
        return f"{now} → {there} %"


def tipping_chart(certainty: Certainty, *, by_group: bool = True) -> Chart:
    """A tornado: bars from each weight now to where the leader changes, the nearest first."""
    what = "group" if by_group else "criterion"
    if len(certainty.candidates) < 2:
        because = "with two or more candidates in the ranking it shows which weight decides"
        return empty_chart("Nobody is there to take the lead", because, _COLUMNS)
    parts = _parts(certainty, by_group=by_group)
    return Chart(
        figure=_figure(parts),
        title=_title(certainty, parts, what),
        text_alternative=_text_alternative(certainty, parts, what),
        table=table(_COLUMNS, [_record(part) for part in parts]),
    )


def _parts(certainty: Certainty, *, by_group: bool) -> list[Part]:
    tipping = certainty.by_group if by_group else certainty.by_criterion
    evaluation = certainty.evaluation
    titles = [part.title for part in (certainty.groups if by_group else evaluation.criteria)]
    parts = []
    for title, weight, at, other in zip(
        titles, tipping.weight, tipping.tipping, tipping.overtaken_by, strict=True
    ):
        now = 100.0 * float(weight)
        if np.isnan(at):
            parts.append(Part(title, now, None, None))
        else:
            parts.append(Part(title, now, 100.0 * float(at), certainty.candidates[int(other)]))
    # Two changes that differ by rounding only keep the order of the catalogue.
    return sorted(parts, key=lambda part: round(abs(part.change), DECIMALS))


def _title(certainty: Certainty, parts: Sequence[Part], what: str) -> str:
    leader = name_in_text(certainty.candidates[0].name)
    nearest = parts[0] if parts else None
    if nearest is None or nearest.tipping is None or nearest.other is None:
        level = certainty.evaluation.level_with_first
        if len(level) > 1:
            names = [name_in_text(certainty.evaluation.candidates[row].name) for row in level]
            return f"{joined(names)} are level; no single {what}'s weight parts them"
        if certainty.evaluation.leader_withheld_because:
            return f"No leader yet; no single {what}'s weight changes who takes place 1"
        return f"No single {what}'s weight can take the lead from {leader}"
    other = name_in_text(nearest.other.name)
    if abs(nearest.change) < _INVISIBLE:
        return f"{leader} and {other} are level at today's weights"
    moves = "falls" if nearest.change < 0 else "rises"
    title = title_in_text(certainty.evaluation, nearest.title)
    there, now = weights_in_words(nearest.tipping, nearest.now)
    return f"{other} draws level when {title} {moves} from {now} % to {there} %"


def _text_alternative(certainty: Certainty, parts: Sequence[Part], what: str) -> str:
    leader = name_in_text(certainty.candidates[0].name)
    able = [part for part in parts if part.tipping is not None]
    plural = "groups" if what == "group" else "criteria"
    never = counted(len(parts) - len(able), what, plural)
    rest = f"; {never} cannot change it" if len(able) < len(parts) else ""
    return (
        f"Horizontal bars from each {what}'s weight now to the weight at which {leader} is no "
        f"longer alone in front, the smallest change first{rest}."
    )


def _record(part: Part) -> tuple[object, ...]:
    if part.tipping is None or part.other is None:
        return (part.title, round(part.now, 1), None, None, part.words)
    return (
        part.title,
        round(part.now, 1),
        round(part.tipping, 1),
        round(part.change, 1),
        part.other.name,
    )


def _figure(parts: Sequence[Part]) -> go.Figure:
    labels = [_label(part) for part in parts]
    lines = max((text.count("<br>") + 1 for text in labels), default=1)
    row_px = 10 + _LINE_PX * lines
    places = _places(parts, _UNABLE_ROW_PX / row_px)
    able = [(y, part) for y, part in zip(places, parts, strict=True) if part.other is not None]
    others = [part.other for _, part in able if part.other is not None]
    furthest = max([part.now for part in parts] + [part.tipping or 0.0 for part in parts])
    y_axis = row_axis(labels, places)
    depth = (places[-1] if places else 0.0) + 0.5
    y_axis["range"] = [depth, -0.5]
    # Beyond the hues, candidates look alike; their names stand in the rows in any case.
    named = {other.id: other for other in others if candidate_colour(other) != GREY}
    return draw(
        [_bars(able, others), _now(parts, places), _ends(able, others)],
        axes=Axes(
            x=number_axis(0, min(100.0, 1.06 * furthest + 1), "weight, % of the whole"), y=y_axis
        ),
        plot_height_px=round((depth + 0.5) * row_px),
        foot_px=TITLED_AXIS_PX,
        keys=[
            Key("┃", INK, "weight now"),
            *(
                Key(
                    candidate_character(c),
                    candidate_colour(c),
                    f"{label(c.name, _NAME_CHARACTERS, 1)} level",
                )
                for c in named.values()
            ),
        ],
    )


def _places(parts: Sequence[Part], unable: float) -> list[float]:
    """The rows from the top; one that cannot change the leader needs only part of a row."""
    places: list[float] = []
    at = 0.0
    for part in parts:
        places.append(at)
        at += 1.0 if part.other is not None else unable
    return places


def _bars(able: Sequence[tuple[float, Part]], others: Sequence[Candidate]) -> go.Bar:
    return go.Bar(
        orientation="h",
        base=[part.now for _, part in able],
        x=[part.change for _, part in able],
        y=[place for place, _ in able],
        width=0.42,
        marker={
            "color": [candidate_colour(other) for other in others],
            "line": {"color": INK, "width": 0.5},
        },
        customdata=[_hover(part) for _, part in able],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ends(able: Sequence[tuple[float, Part]], others: Sequence[Candidate]) -> go.Scatter:
    return go.Scatter(
        x=[part.tipping for _, part in able],
        y=[place for place, _ in able],
        mode="markers",
        name="the leader changes",
        marker={
            "symbol": [candidate_symbol(other) for other in others],
            "color": [candidate_colour(other) for other in others],
            "size": 12,
            "line": {"color": INK, "width": 1},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )


def _now(parts: Sequence[Part], places: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=[part.now for part in parts],
        y=list(places),
        mode="markers",
        name="now",
        marker={
            "symbol": "line-ns",
            "size": [20 if part.other is not None else 9 for part in parts],
            "line": {"color": INK, "width": 2.5},
        },
        customdata=[_hover(part) for part in parts],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _label(part: Part) -> str:
    if part.other is None:
        return _small(f"{label(part.title, _TITLE_CHARACTERS, 1)}: cannot")
    name = label(part.other.name, _NAME_CHARACTERS, 1)
    return f"{label(part.title, _TITLE_CHARACTERS)}<br>{_small(f'{part.words} {name}')}"


def _small(text: str) -> str:
    return f'<span style="font-size:{SMALL_FONT_PX}px">{text}</span>'


def _hover(part: Part) -> str:
    title = f"<b>{hover(part.title)}</b>"
    if part.tipping is None or part.other is None:
        (now,) = weights_in_words(part.now)
        return f"{title}<br>weight now {now} %<br>no weight from 0 to 100 % changes the leader"
    there, now = weights_in_words(part.tipping, part.now)
    return f"{title}<br>weight now {now} %<br>level with {hover(part.other.name)} at {there} %"
