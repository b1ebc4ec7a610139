"""The figure of value for money: points with cost ranges, and the efficient frontier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from scorecard.charts.layout import (
    FEW_CANDIDATES,
    TITLED_AXIS_PX,
    Axes,
    Part,
    draw,
    note,
    number_axis,
)
from scorecard.charts.legend import Key
from scorecard.charts.palette import (
    EXCLUDED_GREY,
    INK,
    candidate_character,
    candidate_colour,
    candidate_symbol,
)
from scorecard.charts.wording import counted, decimal, hover, inert, label
from scorecard.commercial import Span
from scorecard.cost_words import amounts
from scorecard.model import Candidate

_HEIGHT_PX = 340
_NAME_CHARACTERS = 20
# The plot on a narrow phone and on a wide screen, a mark with its outline, and a character.
_WIDTHS_PX = (250, 760)
_MARK_PX, _CHARACTER_PX, _LINE_PX = 8, 6.4, 2
# Where names have to cover something, a name that cannot be read, or seems to be another's, is as
# bad as one that covers so many marks.
_MISLEADING = 10

Axis = tuple[float, float]
# Left, right, bottom and top in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """One candidate: value 0–100 without cost, cost per resolved contact, and how it stands."""

    candidate: Candidate
    value: float
    cost: Span
    is_efficient: bool
    is_excluded: bool


def value_figure(points: Sequence[Point], currency: str, left_out: int) -> go.Figure:
    """The figure for at least one point."""
    lows, highs = [p.cost.low for p in points], [p.cost.high for p in points]
    room = max((max(highs) - min(lows)) * 0.08, max(highs) * 0.04)
    values = [p.value for p in points]
    spread = max(max(values) - min(values), 10.0)
    x = (max(0.0, min(lows) - room), max(highs) + room)
    y = (max(0.0, min(values) - 0.2 * spread), min(104.0, max(values) + 0.2 * spread))
    remark = f"{counted(left_out, 'candidate')} without a cost not drawn" if left_out else ""
    return draw(
        [*_frontier(points), *(_point(point, currency) for point in points)],
        axes=Axes(
            x=number_axis(
                *x,
                f"{inert(currency)} per resolved contact, cheap to dear",
                nticks=5,
            ),
            y=number_axis(*y),
        ),
        plot_height_px=_HEIGHT_PX,
        head_px=24,
        foot_px=TITLED_AXIS_PX,
        right_px=14,
        annotations=[_y_title(), *_names(points, x, y)],
        keys=_keys(points),
        remark=remark,
    )


def _frontier(points: Sequence[Point]) -> list[go.Scatter]:
    """Steps from each efficient candidate to the next dearer one."""
    efficient = _efficient(points)
    if len(efficient) < 2:
        return []
    return [
        go.Scatter(
            x=[p.cost.middle for p in efficient],
            y=[p.value for p in efficient],
            mode="lines",
            line={"color": INK, "width": 1.5, "dash": "dot", "shape": "hv"},
            name="efficient frontier",
            hoverinfo="skip",
        )
    ]


def _efficient(points: Sequence[Point]) -> list[Point]:
    return sorted((p for p in points if p.is_efficient), key=lambda p: p.cost.middle)


def _point(point: Point, currency: str) -> go.Scatter:
    candidate = point.candidate
    colour = EXCLUDED_GREY if point.is_excluded else candidate_colour(candidate)
    stands = "on the efficient frontier: by the middle of the ranges nobody has more value for less"
    if point.is_excluded:
        stands = "excluded by a gate"
    elif not point.is_efficient:
        stands = "by the middle of the ranges somebody has at least its value for less money"
    return go.Scatter(
        x=[point.cost.middle],
        y=[point.value],
        mode="markers",
        name=label(candidate.name, 28, 1),
        marker={
            "symbol": candidate_symbol(candidate),
            "size": 15 if point.is_efficient else 11,
            "color": colour,
            "line": {"color": INK, "width": 2 if point.is_efficient else 0.8},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [point.cost.high - point.cost.middle],
            "arrayminus": [point.cost.middle - point.cost.low],
            "color": colour,
            "thickness": 3,
            "width": 5,
        },
        customdata=[
            f"<b>{hover(candidate.name)}</b><br>overall value without cost {decimal(point.value)}"
            f"<br>{amounts(point.cost, inert(currency))} per resolved contact<br>{hover(stands)}"
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


@dataclass(frozen=True)
class _Place:
    """Where a name stands from its mark, in pixels; `has_line` where a line has to join them."""

    right: float
    up: float
    has_line: bool = False

    @property
    def anchor(self) -> str:
        """The side of the name that is towards the mark."""
        return "left" if self.right > 0 else "right"


_NEAR = [_Place(5, 17), _Place(-5, 17), _Place(5, -17), _Place(-5, -17), _Place(14, 0)]
_FAR = [
    _Place(right, up, has_line=True)
    for up in (34, -34, 52, -52, 70, -70)
    for right in (14, -14, 44, -44)
]


@dataclass(frozen=True)
class _Plane:
    """The plot at one width: both axes' ends, and where a value lies in pixels."""

    x: Axis
    y: Axis
    width_px: float

    def left_px(self, cost: float) -> float:
        return (cost - self.x[0]) * self.width_px / (self.x[1] - self.x[0])

    def up_px(self, value: float) -> float:
        return (value - self.y[0]) * _HEIGHT_PX / (self.y[1] - self.y[0])

    def of_point(self, point: Point) -> Box:
        """The room that a point takes with its range."""
        left, right = self.left_px(point.cost.low), self.left_px(point.cost.high)
        up = self.up_px(point.value)
        return left - _MARK_PX, right + _MARK_PX, up - _MARK_PX, up + _MARK_PX

    def of_frontier(self, points: Sequence[Point]) -> list[Box]:
        """The room that the line of the frontier takes, step by step."""
        boxes = []
        for one, other in pairwise(_efficient(points)):
            left, right = self.left_px(one.cost.middle), self.left_px(other.cost.middle)
            low, high = sorted((self.up_px(one.value), self.up_px(other.value)))
            at = self.up_px(one.value)
            boxes.append((left, right, at - _LINE_PX, at + _LINE_PX))
            boxes.append((right - _LINE_PX, right + _LINE_PX, low, high))
        return boxes

    def of_name(self, point: Point, characters: int, place: _Place) -> Box:
        """The room that a name takes beside its point."""
        width = _CHARACTER_PX * characters
        start = self.left_px(point.cost.middle) + place.right
        start -= width if place.anchor == "right" else 0
        up = self.up_px(point.value) + place.up
        return start, start + width, up - _MARK_PX, up + _MARK_PX

    def of_line(self, point: Point, place: _Place) -> list[Box]:
        """The room that the line to a name takes, piece by piece from the edge of the mark."""
        if not place.has_line:
            return []
        start, up = self.left_px(point.cost.middle), self.up_px(point.value)
        length = math.hypot(place.right, place.up)
        pieces = [at / length for at in range(_MARK_PX, int(length), _LINE_PX)]
        middles = [(start + place.right * part, up + place.up * part) for part in pieces]
        return [(x - 1, x + 1, y - 1, y + 1) for x, y in middles]

    def of_mark(self, point: Point) -> Box:
        """The room that a point takes without its range."""
        x, y = self.left_px(point.cost.middle), self.up_px(point.value)
        return x - _MARK_PX, x + _MARK_PX, y - _MARK_PX, y + _MARK_PX

    def holds(self, box: Box) -> bool:
        """Whether a name there is inside the plot."""
        return box[0] >= 0 and box[1] <= self.width_px and box[2] >= 0 and box[3] <= _HEIGHT_PX


@dataclass(frozen=True)
class _Sheet:
    """What stands on the plot at one width, the names written so far included."""

    plane: _Plane
    points: Sequence[Point]
    drawn: Sequence[Box]
    names: list[Box]

    @classmethod
    def of(cls, plane: _Plane, points: Sequence[Point]) -> _Sheet:
        drawn = [*map(plane.of_point, points), *plane.of_frontier(points)]
        return cls(plane, points, drawn, [])

    def covered(self, point: Point, characters: int, place: _Place) -> int:
        """How much a name there would cover.

        A name upon a name cannot be read, and a line through a mark seems to lead to that one.
        """
        box = self.plane.of_name(point, characters, place)
        line = self.plane.of_line(point, place)
        marks = [self.plane.of_mark(other) for other in self.points if other is not point]
        crossed = sum(any(_overlap(piece, mark) for piece in line) for mark in marks)
        written = sum(_overlap(box, name) for name in self.names)
        covered = sum(_overlap(box, other) for other in self.drawn)
        return covered + _MISLEADING * (crossed + written)


def _names(points: Sequence[Point], x: Axis, y: Axis) -> list[Part]:
    """Names beside the points wherever they run into nothing on a narrow and on a wide screen.

    Those on the frontier have a name in any case: further away, with a line to the mark, and where
    there is no free place at all, at the one that covers least, marks below its line included.
    """
    sheets = [_Sheet.of(_Plane(x, y, width), points) for width in _WIDTHS_PX]
    shown = points if len(points) <= FEW_CANDIDATES else _efficient(points)
    notes = []
    for point in sorted(shown, key=lambda p: not p.is_efficient):
        text = label(point.candidate.name, _NAME_CHARACTERS, 1)
        covered = {
            place: sum(sheet.covered(point, len(text), place) for sheet in sheets)
            for place in _NEAR + _FAR * point.is_efficient
            if all(s.plane.holds(s.plane.of_name(point, len(text), place)) for s in sheets)
        }
        # Of places that cover as little the first, which is the nearest.
        best = min(covered, key=covered.__getitem__, default=None)
        if best is None or (covered[best] and not point.is_efficient):
            continue
        for sheet in sheets:
            sheet.names.append(sheet.plane.of_name(point, len(text), best))
        notes.append(_name(text, point, best))
    return notes


def _name(text: str, point: Point, place: _Place) -> Part:
    at = {"x": point.cost.middle, "y": point.value, "xref": "x", "yref": "y"}
    if not place.has_line:
        shift = {"xshift": place.right, "yshift": place.up}
        return note(text, **at, xanchor=place.anchor, yanchor="middle", **shift)
    line = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": INK, "standoff": 8}
    ends = {"ax": place.right, "ay": -place.up}
    return note(text, **at, xanchor=place.anchor, yanchor="middle") | line | ends


def _overlap(first: Box, second: Box) -> bool:
    return (
        first[0] < second[1]
        and second[0] < first[1]
        and first[2] < second[3]
        and second[2] < first[3]
    )


def _y_title() -> Part:
    place = {"x": 0, "xref": "paper", "y": 1, "yref": "paper", "xanchor": "left", "yshift": 4}
    return note("overall value without cost", **place)


def _keys(points: Sequence[Point]) -> list[Key]:
    keys = [Key("├┤", INK, "low to high")]
    if sum(point.is_efficient for point in points) > 1:
        keys.append(Key("┄", INK, "efficient frontier"))
    if len(points) <= FEW_CANDIDATES:
        keys = [
            *(
                Key(
                    candidate_character(p.candidate),
                    EXCLUDED_GREY if p.is_excluded else candidate_colour(p.candidate),
                    label(p.candidate.name, 18, 1) + (", out" if p.is_excluded else ""),
                )
                for p in points
            ),
            *keys,
        ]
    return keys
