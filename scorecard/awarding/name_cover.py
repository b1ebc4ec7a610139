"""Names of the other candidates in texts, replaced by what a debrief calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scorecard.model import name_key

ANOTHER = "another candidate"


class NameCover:
    """Replaces names in texts, as whole words and whatever their case, the longest first."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._labels = {name_key(name): label for name, label in names.items() if name.split()}
        patterns = [
            r"\s+".join(re.escape(word) for word in name.split())
            for name in sorted(self._labels, key=len, reverse=True)
        ]
        alternatives = "|".join(patterns)
        self._names = re.compile(rf"(?<!\w)(?i:{alternatives})(?!\w)") if alternatives else None

    def text(self, text: str) -> str:
        """A text without the names."""
        if self._names is None:
            return text
        return self._names.sub(lambda m: self._labels.get(name_key(m[0]), ANOTHER), text)

    def texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Several texts without the names."""
        return tuple(self.text(text) for text in texts)
