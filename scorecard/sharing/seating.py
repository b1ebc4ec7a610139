"""The order in which candidates without names stand behind a link, drawn by lot for each link.

Letters, colours and rows follow a candidate's position, which is the order of entry: whoever knows
the list that the buyer began with could read the names off it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from scorecard.model import Candidate, Selection

Seating = tuple[int, ...]


def drawn_seating(candidates: Iterable[Candidate]) -> Seating:
    """The positions of the candidates in an order drawn by lot; the first sits in seat A."""
    positions = [candidate.position for candidate in candidates]
    return tuple(secrets.SystemRandom().sample(positions, len(positions)))


def seated(selection: Selection, seating: Sequence[int]) -> Selection:
    """The selection with its candidates in their seats: in that order, and with such positions.

    Whoever came after the lot was drawn follows behind. A seat stays empty when its candidate is
    removed, so that nobody else changes letters.
    """
    seats = {position: seat for seat, position in enumerate(seating)}
    later = [c for c in selection.candidates if c.position not in seats]
    later.sort(key=lambda candidate: candidate.position)
    seats |= {candidate.position: seat for seat, candidate in enumerate(later, len(seating))}
    moved = [c.model_copy(update={"position": seats[c.position]}) for c in selection.candidates]
    moved.sort(key=lambda candidate: candidate.position)
    return selection.model_copy(update={"candidates": tuple(moved)})
