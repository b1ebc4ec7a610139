"""A legend of the house's own, set as text and drawn signs above the plot.

Plotly wraps its legend at the width of the plot and takes as many lines as that needs, which on a
phone is one an entry, and nothing says how many beforehand. These columns have a fixed width that
fits the narrowest screen, so that the figure's height is known.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.charts.palette import CLEAR, INK

_LINE_PX = 19
_WIDTH_PX = 300
_SIGN_PX = 30
_CHARACTER_PX = 6.2
_FONT_PX, _SIGN_FONT_PX = 12, 15
# The middle of a drawn sign, from the left edge of its entry.
_SIGN_MIDDLE_PX = 6

Part = dict[str, Any]
Points = tuple[tuple[float, float], ...]

HATCHED = "///"
CROSS_HATCHED = "xxx"


def _around(count: int, *radii_px: float) -> Points:
    """Points around a middle, the first one above it; the radii take turns."""
    return tuple(
        (radius * math.sin(turn), radius * math.cos(turn))
        for place in range(count)
        for radius, turn in [(radii_px[place % len(radii_px)], 2 * math.pi * place / count)]
    )


# The characters that are drawn, as points in pixels around their middle, up being positive.
_OUTLINES: dict[str, Points] = {
    "■": ((-4, -4), (-4, 4), (4, 4), (4, -4)),
    "●": _around(24, 4),
    "◆": _around(4, 5),
    "▲": ((-4.5, -4), (0, 4), (4.5, -4)),
    "▼": ((-4.5, 4), (0, -4), (4.5, 4)),
    "◄": ((4, 4.5), (-4, 0), (4, -4.5)),
    "★": _around(10, 5, 2.2),
}


@dataclass(frozen=True)
class Key:
    """One entry: a character that looks like the mark, its colour, and inert words."""

    character: str
    colour: str
    words: str


def legend_height_px(keys: Sequence[Key], remark: str = "", *, columns: int | None = None) -> int:
    """The height of the legend's lines, the remark included."""
    lines = -(-len(keys) // (columns or _columns(keys))) if keys else 0
    return (lines + bool(remark)) * _LINE_PX


def column_width_px(keys: Sequence[Key]) -> int:
    """The width that the longest entry takes."""
    longest = max((len(plain(key.words)) for key in keys), default=0)
    return round(_SIGN_PX + _CHARACTER_PX * longest)


def legend_parts(
    keys: Sequence[Key],
    remark: str = "",
    *,
    left_px: float,
    top_px: float,
    columns: int | None = None,
) -> tuple[list[Part], list[Part]]:
    """The legend as annotations and shapes, `left_px` left of the plot and `top_px` above it.

    It stands in so many columns, otherwise in as many as fit.
    """
    notes, shapes = [], []
    columns = columns or _columns(keys)
    column_px = _WIDTH_PX / columns
    for place, key in enumerate(keys):
        x = round((place % columns) * column_px - left_px)
        y = round(top_px - (place // columns + 0.5) * _LINE_PX)
        notes.append(_note(_entry(key), x, y))
        if key.character in _OUTLINES:
            shapes.append(_sign(key, x, y))
    if remark:
        lines = legend_height_px(keys, columns=columns)
        notes.append(_note(remark, -left_px, top_px - lines - 0.5 * _LINE_PX))
    return notes, shapes


def _entry(key: Key) -> str:
    if key.character not in _OUTLINES:
        return f"{coloured(key.character, key.colour)} {key.words}"
    # The drawn sign lies over the character, which keeps its room and can be copied.
    return f"{coloured(key.character, CLEAR)} {key.words}"


def _note(text: str, x: float, y: float) -> Part:
    return {
        "text": text,
        "showarrow": False,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": round(x),
        "y": 1,
        "yref": "paper",
        "yanchor": "middle",
        "yshift": round(y),
        "font": {"color": INK, "size": _FONT_PX},
        "name": "legend",
    }


def _sign(key: Key, x: float, y: float) -> Part:
    """A filled sign with an outline: orange or yellow alone cannot be seen on a white page."""
    corners = [
        f"{x + _SIGN_MIDDLE_PX + right:.1f},{y + up:.1f}" for right, up in _OUTLINES[key.character]
    ]
    return {
        "type": "path",
        "path": f"M{' L'.join(corners)} Z",
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "yref": "paper",
        "ysizemode": "pixel",
        "yanchor": 1,
        "fillcolor": key.colour,
        "line": {"color": INK, "width": 1},
        "name": "legend",
    }


def coloured(character: str, colour: str) -> str:
    """A sign in its colour; a single character is set larger, for some fonts draw it small."""
    size_px = _SIGN_FONT_PX if len(character) == 1 else _FONT_PX
    return f'<span style="color:{colour};font-size:{size_px}px"><b>{character}</b></span>'


def plain(text: str) -> str:
    """What is seen of a text with plotly's markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _columns(keys: Sequence[Key]) -> int:
    return max(1, min(len(keys), _WIDTH_PX // column_width_px(keys)))
