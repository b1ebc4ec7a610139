"""A weight that stands inside a name, as in `Quality (30%)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scorecard.excel.limits import MOST_NAME_CHARACTERS

WHOLE_PCT = 100.0
SUM_TOLERANCE_PCT = 0.5
FEWEST_NAMES = 2

_SHARE = r"(?P<{name}>\d{{1,3}}(?:[.,]\d{{1,4}})?)\s?(?:%|percent\b|per cent\b|prozent\b)"
_WORD = r"(?:weight(?:ing|age)?|wt|gewicht(?:ung)?|poids|pond[eé]ration|peso)"
_IN_BRACKETS = re.compile(
    rf"\s?[(\[{{]\s?(?:{_WORD}\s?[:=]?\s?)?{_SHARE.format(name='share')}(?:\s?{_WORD})?\s?[)\]}}]",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    rf"\s?[-–—:,]\s?(?:{_WORD}\s?[:=]?\s?)?{_SHARE.format(name='share')}\s?$", re.IGNORECASE
)


def weight_in_label(label: str) -> float | None:
    """The weight in per cent that a name states, or None; the name alone must leave something."""
    found = _found(label)
    return None if found is None else float(found["share"].replace(",", "."))


def without_weight(label: str) -> str:
    """The name without the weight that it states."""
    found = _found(label)
    if found is None:
        return label
    return f"{label[: found.start()]}{label[found.end() :]}".strip()


def hold_weights(labels: Sequence[str]) -> bool:
    """Whether names state the weights: all of several do, in brackets or summing to the whole."""
    shares = [weight_in_label(label) for label in labels]
    known = [share for share in shares if share is not None]
    if len(known) < max(FEWEST_NAMES, len(labels)):
        return False
    in_brackets = all(_IN_BRACKETS.search(_beginning(label)) for label in labels)
    return in_brackets or abs(sum(known) - WHOLE_PCT) <= SUM_TOLERANCE_PCT


def _found(label: str) -> re.Match[str] | None:
    text = _beginning(label)
    for pattern in (_IN_BRACKETS, _AT_THE_END):
        found = pattern.search(text)
        if found is None or float(found["share"].replace(",", ".")) > WHOLE_PCT:
            continue
        if f"{text[: found.start()]}{text[found.end() :]}".strip():
            return found
    return None


def _beginning(label: str) -> str:
    """As much of a text as a name has: a longer one is a remark."""
    return label if len(label) <= MOST_NAME_CHARACTERS else ""
