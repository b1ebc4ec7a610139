"""Candidates' names behind labels: `Candidate A` instead of the name, wherever it would stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from scorecard.catalogue import Catalogue
from scorecard.model import Candidate, name_key

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# The fields of a catalogue that hold prose. A scorecard that was brought along is the buyer's own
# text and may name a candidate; ids and numbers may not be touched.
_PROSE = frozenset(
    {
        *("name", "title", "short_title", "label", "text", "question", "why", "help", "note"),
        *("good_evidence", "ask_whom", "ask_next", "message", "evidence_rule", "rationale"),
        *("publisher", "disagreements"),
    }
)
_SHORT_NAME_CHARACTERS = 3
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def letter_label(position: int) -> str:
    """`Candidate A` for 0, `Candidate Z` for 25, `Candidate AA` for 26."""
    letters = ""
    number = position + 1
    while number > 0:
        number, remainder = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[remainder] + letters
    return f"Candidate {letters}"


def hidden_labels(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """A label for each candidate, in order.

    It follows the candidate's fixed position, so that nobody changes letters when another is
    removed; where two have the same position, the order of the list decides for all.
    """
    positions = [candidate.position for candidate in candidates]
    if len(set(positions)) < len(positions) or min(positions, default=0) < 0:
        positions = list(range(len(candidates)))
    return tuple(letter_label(position) for position in positions)


class NameCover:
    """Replaces every candidate's name in a text by its label, as whole words.

    Case is ignored, except for names so short that they may be words of their own (`IT`); a single
    letter names nobody and is left.
    """

    def __init__(self, labels_by_name: Mapping[str, str]) -> None:
        names = [" ".join(name.split()) for name in labels_by_name]
        self._labels = {name_key(name): label for name, label in labels_by_name.items()}
        # The longest first: of 'Atlas' and 'Atlas Support', the second must be found as a whole.
        patterns = [_pattern(name) for name in sorted(names, key=len, reverse=True)]
        alternatives = "|".join(pattern for pattern in patterns if pattern)
        self._names = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else None

    def covered(self, text: str) -> str:
        """The text with labels for names."""
        if self._names is None:
            return text
        return self._names.sub(lambda m: self._labels.get(name_key(m[0]), "a candidate"), text)

    def covered_catalogue(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue with labels for names in everything that is prose."""
        return Catalogue.model_validate(self._walked(catalogue.model_dump(mode="json"), ""))

    def _walked(self, value: JsonValue, field: str) -> JsonValue:
        if isinstance(value, dict):
            return {key: self._walked(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._walked(inner, field) for inner in value]
        is_reference = field == "question" and isinstance(value, str) and _is_identifier(value)
        if isinstance(value, str) and field in _PROSE and not is_reference:
            return self.covered(value)
        return value


def _pattern(name: str) -> str:
    if len(name) < 2:
        return ""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return words if len(name) <= _SHORT_NAME_CHARACTERS else f"(?i:{words})"


def _is_identifier(text: str) -> bool:
    return _IDENTIFIER.fullmatch(text) is not None
