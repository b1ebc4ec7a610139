"""What a share link lets through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.access import SharedPart


@dataclass(frozen=True)
class ShareScope:
    """The parts that a link shows; the ranking is always one of them.

    With hidden names candidates are called `Candidate A`, and no text that somebody typed about one
    is shown: no sources, names of references or titles of documents. The titles of the selection
    and of its criteria, and the languages and countries of the brief, are. Attached files,
    contacts, notes and the history are never shared.
    """

    parts: frozenset[SharedPart]
    names_hidden: bool = False

    @classmethod
    def of(cls, parts: Iterable[SharedPart], *, names_hidden: bool = False) -> ShareScope:
        """A scope of these parts and the ranking."""
        return cls(frozenset(parts) | {SharedPart.RANKING}, names_hidden)

    @classmethod
    def everything(cls) -> ShareScope:
        """All that can be shared, with names."""
        return cls(frozenset(SharedPart))

    @property
    def flags(self) -> bool:
        """Whether red flags are shown."""
        return SharedPart.FLAGS in self.parts

    @property
    def costs(self) -> bool:
        """Whether rates and other amounts of money are shown."""
        return SharedPart.COSTS in self.parts

    @property
    def evidence(self) -> bool:
        """Whether answers with their evidence are shown."""
        return SharedPart.EVIDENCE in self.parts

    @property
    def free_text(self) -> bool:
        """Whether text that somebody typed is shown, which may name a candidate."""
        return not self.names_hidden
