"""How an entry that somebody typed compares with the entries that the brief names.

A gate must not turn on spelling: what may be meant is told apart from what is clearly another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# What is typed where nothing is known, as words.
_UNSTATED = frozenset(
    {
        *("unknown", "not known", "unclear", "undecided", "not stated", "not decided", "none"),
        *("n a", "na", "not applicable", "tba", "tbc", "tbd", "various", "other"),
        *("to be agreed", "to be announced", "to be confirmed", "to be decided"),
        *("to be defined", "to be determined"),
    }
)
# Words that initials leave out: the United States of America are the USA.
_WITHOUT_INITIAL = frozenset({"of", "the", "and"})


class Likeness(StrEnum):
    """Whether a typed entry is a wanted one, may be it, is another, or cannot be told apart."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Found:
    """How one entry stands among several: the nearest likeness, and with which of them."""

    likeness: Likeness
    entry: str


def is_unstated(entry: str) -> bool:
    """Whether an entry says that nothing is known, such as `unknown` or `to be confirmed`."""
    words = words_of(entry)
    return not words or " ".join(words) in _UNSTATED


def nearest(entry: str, entries: Iterable[str]) -> Found:
    """The one of `entries` that `entry` is, or else may be; `OTHER` with '' if it is none."""
    near = Found(Likeness.OTHER, "")
    for other in entries:
        likeness = _likeness(entry, other)
        if likeness is Likeness.SAME:
            return Found(likeness, other)
        if likeness is Likeness.NEAR and near.likeness is Likeness.OTHER:
            near = Found(likeness, other)
    return near


def _likeness(one: str, other: str) -> Likeness:
    """Same whatever its case and punctuation; near where one has all the words of the other,
    or only its initials (`United Kingdom` and `UK`).
    """
    if one.casefold() == other.casefold():
        return Likeness.SAME
    ours, theirs = words_of(one), words_of(other)
    if not ours or not theirs:
        return Likeness.OTHER
    if ours == theirs:
        return Likeness.SAME
    is_contained = set(ours) <= set(theirs) or set(theirs) <= set(ours)
    is_short_for = "".join(ours) in _initials(theirs) or "".join(theirs) in _initials(ours)
    return Likeness.NEAR if is_contained or is_short_for else Likeness.OTHER


def words_of(entry: str) -> tuple[str, ...]:
    """The words of an entry whatever their case, without punctuation."""
    return tuple(re.findall(r"\w+", entry.casefold()))


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    """The initials of several words, with and without the small ones; `U.K.` has them too."""
    if len(words) < 2:
        return frozenset()
    large = [word for word in words if word not in _WITHOUT_INITIAL]
    return frozenset({"".join(w[0] for w in words), "".join(w[0] for w in large)})
