"""The order in which candidates without names stand behind a link, drawn by lot for each link.

Letters, colours and rows follow a candidate's position, which is the order of entry: whoever knows
the list that the buyer began with could read the names off it.
"""

from __future__ import annotations

import secrets
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from scorecard.model import Candidate, Selection

Seating = tuple[int, ...]


def drawn_seating(candidates: Iterable[Candidate]) -> Seating:
    """The positions of the candidates in an order drawn by lot; the first sits in seat A."""
    places = _places(tuple(candidates))
    return tuple(secrets.SystemRandom().sample(places, len(places)))


def seated(selection: Selection, seating: Sequence[int]) -> Selection:
    """The selection with its candidates in their seats: in that order, and with such positions.

    Whoever came after the lot was drawn follows behind. A seat stays empty when its candidate is
    removed, so that nobody else changes letters.
    """
    seats = {place: seat for seat, place in enumerate(seating)}
    ordered = sorted(seating)

    def seat_of(place: int) -> int:
        # Behind the lot there is a seat for every place that was not in it, whoever is there.
        return seats.get(place, len(seating) + place - bisect_left(ordered, place))

    moved = [
        candidate.model_copy(update={"position": seat_of(place)})
        for candidate, place in zip(
            selection.candidates, _places(selection.candidates), strict=True
        )
    ]
    moved.sort(key=lambda candidate: candidate.position)
    return selection.model_copy(update={"candidates": tuple(moved)})


def _places(candidates: Sequence[Candidate]) -> list[int]:
    """The candidates' positions, or their order in the list where two have the same position."""
    positions = [candidate.position for candidate in candidates]
    are_apart = len(set(positions)) == len(positions) and min(positions, default=0) >= 0
    return positions if are_apart else list(range(len(positions)))
