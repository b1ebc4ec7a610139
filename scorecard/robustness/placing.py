"""Overall values → places, and how often each place, each first place and each order occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorecard.robustness.problem import Floats, Ints
from scorecard.scoring import DECIMALS

# Overall values closer than this may share a rank: ranks are taken on rounded values.
TIE = 10.0**-DECIMALS
# Bytes in the array of all pairs that are compared at a time: small enough for the cache.
PAIR_CHUNK_BYTES = 524_288
SMALLEST_PAIR_CHUNK = 64

Places = NDArray[Any]


@dataclass(frozen=True)
class Placing:
    """The order of the alternatives in each case.

    last_first: (cases × alternatives) rows of the alternatives, the last place first; level:
    cases in which two share a rank; level_places: the places in those cases, from 0, in the order
    of the alternatives.
    """

    last_first: Ints
    level: Ints
    level_places: Ints


def placing(overall: Floats) -> Placing:
    """Orders each case (cases × alternatives); equal rounded values share the better place.

    Each value, rounded to whole units of the last decimal that counts, and the row of its
    alternative are packed into one integer: sorting those is faster than sorting indices, and
    equal values stand side by side afterwards.
    """
    count = overall.shape[1]
    bits = max(count - 1, 1).bit_length()
    packed = np.rint(overall * 10.0**DECIMALS).astype(np.int64)
    packed <<= bits
    packed |= np.arange(count)
    packed.sort(axis=1)
    last_first = packed & ((1 << bits) - 1)
    packed >>= bits
    level = _level_cases(packed)
    places = _shared_places(packed[level], last_first[level]) if level.size else level[:, None]
    return Placing(last_first, level, places)


def _level_cases(ascending: Ints) -> Ints:
    """The cases in which two of the sorted values are equal."""
    count = ascending.shape[1]
    values = ascending.ravel()
    same = values[1:] == values[:-1]
    same[count - 1 :: max(count, 1)] = False  # from one case to the next
    found = np.flatnonzero(same)
    return np.unique(found // count) if found.size else found


def _shared_places(ascending: Ints, last_first: Ints) -> Ints:
    """Places from 0, in the order of the alternatives; equal values share the better place."""
    count = ascending.shape[1]
    descending = ascending[:, ::-1]
    begins = np.ones(descending.shape, dtype=np.bool_)
    begins[:, 1:] = descending[:, 1:] != descending[:, :-1]
    shared = np.maximum.accumulate(np.where(begins, np.arange(count), 0), axis=1)
    places = np.empty_like(last_first)
    np.put_along_axis(places, last_first[:, ::-1], shared, axis=1)
    return places


def rank_counts(found: Placing) -> Ints:
    """In how many cases each alternative takes each place (alternatives × places)."""
    order = found.last_first
    count = order.shape[1]
    if found.level.size:
        order = np.delete(order, found.level, axis=0)
    # Positions count from the last place; the table is turned round at the end.
    cells = order * count
    cells += np.arange(count)
    counts = np.bincount(cells.ravel(), minlength=count * count).reshape(count, count)[:, ::-1]
    if found.level.size:
        cells = found.level_places + np.arange(count) * count
        counts = counts + np.bincount(cells.ravel(), minlength=count * count).reshape(count, count)
    return counts


def places_by_alternative(found: Placing) -> Places:
    """Places from 0 (alternatives × cases), in the smallest type that holds them."""
    cases, count = found.last_first.shape
    kind = np.min_scalar_type(max(count - 1, 0))
    places = np.empty((count, cases), dtype=kind)
    cells = found.last_first * cases
    cells += np.arange(cases)[:, None]
    places.ravel()[cells.ravel()] = np.tile(np.arange(count - 1, -1, -1, dtype=kind), cases)
    places[:, found.level] = found.level_places.T
    return places


def pair_counts(places: Places, *, has_level: bool) -> Ints:
    """In how many cases the row is strictly ahead of the column (alternatives × alternatives).

    Only the pairs above the diagonal are compared; where nobody is level, the other half follows.
    """
    count, cases = places.shape
    rows, columns = np.triu_indices(count, 1)
    ahead, behind = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    size = max(SMALLEST_PAIR_CHUNK, PAIR_CHUNK_BYTES // max(len(rows), 1))
    for begin in range(0, cases, size):
        some = np.ascontiguousarray(places[:, begin : begin + size])
        first, second = some[rows], some[columns]
        ahead += _true_counts(first < second)
        if has_level:
            behind += _true_counts(second < first)
    counts = np.zeros((count, count), dtype=np.int64)
    counts[rows, columns] = ahead
    counts[columns, rows] = behind if has_level else cases - ahead
    return counts


def _true_counts(flags: NDArray[np.bool_]) -> Ints:
    """How many are true in each row, counted in packed bits."""
    counts = np.bitwise_count(np.packbits(flags, axis=1)).sum(axis=1, dtype=np.int64)
    return np.asarray(counts, dtype=np.int64)


def first_counts(overall: Floats) -> Ints:
    """In how many cases each alternative is first, alone or level; no sort, only the maximum."""
    cases, count = overall.shape
    best = overall.max(axis=1, initial=-np.inf)
    near = np.flatnonzero(overall >= (best - TIE)[:, None])
    if near.size > cases:
        rounded = np.round(overall.ravel()[near], DECIMALS)
        near = near[rounded == np.round(best, DECIMALS)[near // count]]
    return np.bincount(near % count, minlength=count) if count else np.zeros(0, dtype=np.int64)
