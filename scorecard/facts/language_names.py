"""Languages by their names: `Deutsch` is the `German` of the brief, and `French` is another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from scorecard.catalogue import Catalogue
from scorecard.facts.entries import Found, Likeness, nearest, words_of

# The words of a name, without accents → the code of its language.
LanguageNames = Mapping[tuple[str, ...], str]


def language_names(catalogue: Catalogue) -> LanguageNames:
    """Every name of the languages that a catalogue knows."""
    return {_plain(name): known.id for known in catalogue.languages for name in known.names}


def nearest_language(entry: str, entries: Iterable[str], names: LanguageNames) -> Found:
    """The one of `entries` that is the same language as `entry`, or else may be.

    `UNCLEAR` where one of the two is no language that is known, so that nobody can say that they
    differ.
    """
    held = tuple(entries)
    near = nearest(entry, held)
    if near.likeness is Likeness.SAME:
        return near
    wanted = names.get(_plain(entry))
    for other in held:
        if wanted and names.get(_plain(other)) == wanted:
            return Found(Likeness.SAME, other)
    if near.likeness is Likeness.NEAR:
        return near
    asked = _named_in(entry, names)
    for other in held:
        if asked & _named_in(other, names):
            return Found(Likeness.NEAR, other)
    for other in held:
        if not asked or not _named_in(other, names):
            return Found(Likeness.UNCLEAR, other)
    return near


def _named_in(entry: str, names: LanguageNames) -> frozenset[str]:
    """The languages of which a name stands somewhere in an entry, as whole words."""
    words = _plain(entry)
    parts = (
        words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    )
    return frozenset(names[part] for part in parts if part in names)


def _plain(name: str) -> tuple[str, ...]:
    """The words of a name whatever their case and accents: `Espanol` is `Español`."""
    decomposed = unicodedata.normalize("NFKD", name)
    return words_of("".join(c for c in decomposed if unicodedata.category(c) != "Mn"))
