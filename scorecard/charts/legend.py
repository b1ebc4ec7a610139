"""A legend of the house's own, set as text below the plot.

Plotly wraps its legend at the width of the plot and takes as many lines as that needs, which on a
phone is one an entry, and nothing says how many beforehand. These columns have a fixed width that
fits the narrowest screen, so that the figure's height is known.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.charts.palette import INK

_LINE_PX = 19
_WIDTH_PX = 330
_SIGN_PX = 30
_CHARACTER_PX = 6.2
_FONT_PX, _SIGN_FONT_PX = 12, 15

HATCHED = "///"
CROSS_HATCHED = "xxx"


@dataclass(frozen=True)
class Key:
    """One entry: a character that looks like the mark, its colour, and inert words."""

    character: str
    colour: str
    words: str


def legend_height_px(keys: Sequence[Key]) -> int:
    """The height of the legend's lines."""
    return -(-len(keys) // _columns(keys)) * _LINE_PX if keys else 0


def legend_notes(keys: Sequence[Key], *, left_px: float, top_px: float) -> list[dict[str, Any]]:
    """The legend as annotations: `left_px` left of the plot's edge, `top_px` below its foot."""
    columns = _columns(keys)
    column_px = _WIDTH_PX / columns
    return [
        {
            "text": f"{coloured(key.character, key.colour)} {key.words}",
            "showarrow": False,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": round((place % columns) * column_px - left_px),
            "y": 0,
            "yref": "paper",
            "yanchor": "top",
            "yshift": -round(top_px + (place // columns) * _LINE_PX),
            "font": {"color": INK, "size": _FONT_PX},
            "name": "legend",
        }
        for place, key in enumerate(keys)
    ]


def coloured(character: str, colour: str) -> str:
    """A sign in its colour; a single character is set larger, for some fonts draw it small."""
    size_px = _SIGN_FONT_PX if len(character) == 1 else _FONT_PX
    return f'<span style="color:{colour};font-size:{size_px}px"><b>{character}</b></span>'


def plain(text: str) -> str:
    """What is seen of a text with plotly's markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _columns(keys: Sequence[Key]) -> int:
    longest = max((len(plain(key.words)) for key in keys), default=0)
    return max(1, min(len(keys), int(_WIDTH_PX // (_SIGN_PX + _CHARACTER_PX * longest))))
