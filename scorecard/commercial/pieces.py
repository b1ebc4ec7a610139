"""Monthly cost as a function of volume, in straight pieces, and where two of them cross."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf

from scorecard.commercial.results import Piece

NEARLY_THERE = 1e-9


def pieces_of(
    limits: Sequence[float],
    floor: float,
    cost_per_contact: Callable[[float], float],
    base_fee: Callable[[float], float],
) -> tuple[Piece, ...]:
    """The cost of a month as a function of its contacts.

    Invoiced are the contacts, but at least `floor` of them, at the prices of the band that the
    invoiced volume reaches. `limits` are the volumes at which a price changes.
    """
    starts = sorted({0.0, *(limit for limit in limits if limit > floor), floor})
    result = []
    for start in starts:
        billed = max(start, floor)
        price, fee = cost_per_contact(billed), base_fee(billed)
        if start < floor:
            result.append(Piece(start, fee + price * floor, 0.0))
        else:
            result.append(Piece(start, fee, price))
    return tuple(result)


def cost_at(pieces: Sequence[Piece], contacts: float) -> float:
    """The cost of a month with so many contacts."""
    return piece_at(pieces, contacts).cost(contacts)


def piece_at(pieces: Sequence[Piece], contacts: float) -> Piece:
    """The piece that holds for so many contacts: the last that has begun."""
    return next(piece for piece in reversed(pieces) if piece.start <= contacts)


def crossings(first: Sequence[Piece], second: Sequence[Piece]) -> tuple[tuple[float, bool], ...]:
    """Where the cheaper of the two changes: the volume, and whether the first is cheaper above.

    Exact: roots of straight lines, and jumps at the limits of bands. Where the two cost the same
    over a whole piece, nothing crosses there.
    """
    starts = sorted({piece.start for piece in (*first, *second)})
    found = []
    sign = 0
    for start, end in pairwise((*starts, inf)):
        one, other = piece_at(first, start), piece_at(second, start)
        slope = one.slope - other.slope
        at_start = one.cost(start) - other.cost(start)
        here = _sign(at_start, one.cost(start))
        if here and sign and here != sign:
            found.append((start, here < 0))
        sign = here or sign
        root = start - at_start / slope if slope else inf
        after = _sign(slope, one.slope)
        # A root within rounding of the piece's end is that of the next piece's start, or none.
        inside = start < root and (end == inf or root < end * (1 - NEARLY_THERE))
        if inside and here and after and after != here:
            found.append((root, after < 0))
            sign = after
        elif not here and after:
            if sign and after != sign:
                found.append((start, after < 0))
            sign = after
    return tuple((volume, cheaper) for volume, cheaper in found if volume > 0)


def _sign(difference: float, scale: float) -> int:
    """-1, 0 or 1; what is no more than rounding beside `scale` is 0."""
    if abs(difference) <= 1e-9 * max(abs(scale), 1e-9):
        return 0
    return 1 if difference > 0 else -1
