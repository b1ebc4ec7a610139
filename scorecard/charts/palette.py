"""Colours that the colour-blind can tell apart, each with a second sign beside it.

Hues: Okabe and Ito, Color Universal Design, 2008, without black, which one background swallows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scorecard.catalogue import Severity
from scorecard.model import Candidate

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
VERMILLION = "#D55E00"
YELLOW = "#F0E442"
HUES = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW)

GREY = "#999999"
EXCLUDED_GREY = "#8a8d93"
# Equally far from white and from the dark page (4.3 : 1 each); no colour is at 4.5 from both.
INK = "#777a7f"
INK_ON_LIGHT = "#1f2329"
INK_ON_DARK = "#e8eaed"
GRID = "rgba(128,128,128,0.28)"
# A quiet mark that can be seen on both pages (3.5 : 1 on white, 5.1 on the dark one).
QUIET = "#85888e"
CLEAR = "rgba(0,0,0,0)"

# Values 0–100: one hue from pale to middling, told apart by lightness alone. It ends where black
# digits are still at 7 : 1; a darker end would pass through blues on which neither ink is at 5.
VALUE_SCALE = ((0.0, "#fdf0d5"), (0.5, "#a4cce4"), (1.0, "#4e9ed4"))

CANDIDATE_SYMBOLS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "star",
    "triangle-left",
)
CANDIDATE_CHARACTERS = ("●", "■", "◆", "▲", "▼", "★", "◄")
REST_SYMBOL, REST_CHARACTER = "circle-open", "○"
# Beyond the hues: where few are chosen out of many, the shape tells them apart.
_OPEN_SYMBOLS = tuple(f"{symbol}-open" for symbol in CANDIDATE_SYMBOLS)
_OPEN_CHARACTERS = (REST_CHARACTER, "□", "◇", "△", "▽", "☆", "◁")


@dataclass(frozen=True)
class Sign:
    """A colour with the marker and the character that say the same without it."""

    colour: str
    symbol: str
    character: str


SEVERITY_SIGNS = {
    Severity.CRITICAL: Sign(VERMILLION, "diamond", "◆"),
    Severity.MAJOR: Sign(ORANGE, "triangle-up", "▲"),
    Severity.MINOR: Sign(SKY, "square", "■"),
}


def candidate_colour(candidate: Candidate) -> str:
    """The candidate's colour in every chart: fixed by its position, grey beyond seven."""
    return HUES[candidate.position] if 0 <= candidate.position < len(HUES) else GREY


def candidate_symbol(candidate: Candidate) -> str:
    """The marker that goes with the candidate's colour."""
    if 0 <= candidate.position < len(CANDIDATE_SYMBOLS):
        return CANDIDATE_SYMBOLS[candidate.position]
    return REST_SYMBOL


def candidate_character(candidate: Candidate) -> str:
    """The character that looks like the candidate's marker."""
    if 0 <= candidate.position < len(CANDIDATE_CHARACTERS):
        return CANDIDATE_CHARACTERS[candidate.position]
    return REST_CHARACTER


def comparison_signs(candidates: Sequence[Candidate]) -> tuple[Sign, ...]:
    """A sign for each candidate compared: its own in every chart, beyond seven an open shape.

    The open shapes follow each other in the order of the candidates, and begin anew after seven.
    """
    signs: list[Sign] = []
    open_shapes = 0
    for candidate in candidates:
        symbol, character = candidate_symbol(candidate), candidate_character(candidate)
        if symbol == REST_SYMBOL:
            place = open_shapes % len(_OPEN_SYMBOLS)
            symbol, character = _OPEN_SYMBOLS[place], _OPEN_CHARACTERS[place]
            open_shapes += 1
        signs.append(Sign(candidate_colour(candidate), symbol, character))
    return tuple(signs)


# Ranks from the best: the first is dark, and no colour lies where neither ink can be read well.
_RANK_COLOURS = ("#08406b", "#1f649c", "#7ab4d6", "#9fc8de", "#bfd8e0", "#d9e2d9", "#f0e9d7")


def rank_colour(place: int) -> str:
    """The colour of the nth band of ranks from the best (0 to 6)."""
    return _RANK_COLOURS[place]


def part_colour(position: int) -> str:
    """The colour of the part of a whole (a group of criteria) at this place, grey beyond seven."""
    return HUES[position] if 0 <= position < len(HUES) else GREY


def value_colour(value: float) -> str:
    """The colour of a value 0–100 on VALUE_SCALE."""
    share = min(max(value / 100.0, 0.0), 1.0)
    for (start, first), (end, second) in pairwise(VALUE_SCALE):
        if share <= end:
            return _mixed(first, second, (share - start) / (end - start))
    return VALUE_SCALE[-1][1]


def _mixed(first: str, second: str, share: float) -> str:
    channels = [
        round(a + (b - a) * share) for a, b in zip(_channels(first), _channels(second), strict=True)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hexadecimal colours, 1–21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def luminance(colour: str) -> float:
    """Relative luminance 0–1 of a hexadecimal colour (WCAG 2.2)."""
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_upon(colour: str) -> str:
    """Black or white, whichever is easier to read upon a filled colour."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))
