"""What is uncertain in a ranking, as arrays: weights, open answers, bare claims."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import LevelsValue, RatingValue
from scorecard.scoring import InputMatrix, input_shares

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Below this a range is rounding, in points of value.
SMALLEST_RANGE = 1e-9
RATING_LEVELS = tuple(20.0 * rating for rating in range(6))


@dataclass(frozen=True)
class OpenCells:
    """What answers to come can still change: one entry a (alternative, question) pair.

    An open answer reaches from 0 to 100; a calculated figure with a range from its low end, which
    `settled` holds, to its high one. alternative, criterion, column: where the cell stands; share:
    how much of the criterion's value (0–1) lies between the ends, for an open answer the question's
    share of it; counted: where between the ends (0–100) the headline stands; is_range: a range,
    not an open answer; levels: (cells × most levels) the values that a choice or rating can take,
    padded by repeating; level_count: how many of them are real, 0 where any value 0–100 can come.
    Cells are sorted by alternative.
    """

    alternative: Ints
    criterion: Ints
    column: Ints
    share: Floats
    levels: Floats
    level_count: Ints
    counted: Floats
    is_range: Flags

    @property
    def count(self) -> int:
        """How many answers are open."""
        return len(self.alternative)

    def only(self, entries: Ints) -> OpenCells:
        """Some of the cells, by their index, in ascending order."""
        return OpenCells(
            self.alternative[entries],
            self.criterion[entries],
            self.column[entries],
            self.share[entries],
            self.levels[entries],
            self.level_count[entries],
            self.counted[entries],
            self.is_range[entries],
        )


@dataclass(frozen=True)
class ClaimedCells:
    """Answers that are only claimed: where they stand and the value 0–100 that they claim."""

    alternative: Ints
    criterion: Ints
    column: Ints
    share: Floats
    value: Floats


@dataclass(frozen=True)
class Problem:
    """A ranking and what is uncertain about it.

    values: (alternatives × criteria) headline values 0–100, open answers at `open_value`;
    settled: the same with open answers at 0 and claims discounted, to which sampled open answers
    are added; weights: (criteria,) summing to 1; group: (criteria,) index of each criterion's
    group. Alternatives are those that are ranked: who failed a gate is not among them.
    """

    values: Floats
    settled: Floats
    weights: Floats
    group: Ints
    open_cells: OpenCells
    claimed_cells: ClaimedCells
    open_value: float
    claim_discount: float

    @property
    def overall(self) -> Floats:
        """Headline overall values (alternatives,)."""
        return np.asarray(self.values @ self.weights, dtype=np.float64)

    def with_weights(self, weights: Floats) -> Problem:
        """The same problem under other weights."""
        return replace(self, weights=weights)


def problem_of_values(values: Floats, weights: Floats, group: Ints | None = None) -> Problem:
    """A problem in which nothing but the weights is uncertain."""
    none = np.zeros(0, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.float64)
    cells = OpenCells(
        none, none, none, nothing, np.zeros((0, 1)), none, nothing, np.zeros(0, dtype=np.bool_)
    )
    claims = ClaimedCells(none, none, none, nothing, nothing)
    groups = np.arange(values.shape[1], dtype=np.int64) if group is None else group
    return Problem(values, values, weights, groups, cells, claims, 0.0, 0.0)


def build_problem(
    matrix: InputMatrix,
    headline: Floats,
    weights: Floats,
    group: Ints,
    rows: Ints,
    *,
    open_value: float,
    claim_discount: float,
) -> Problem:
    """The problem of the candidates in `rows` (the ranked ones, in this order).

    headline: (all candidates × criteria) values; claim_discount: the share (0–1) by which a bare
    claim counts less. Raises ValueError for a discount outside 0–1.
    """
    if not 0.0 <= claim_discount <= 1.0:
        raise ValueError("the discount of claims lies between 0 and 1")
    criteria_count = len(weights)
    shares = input_shares(matrix, criteria_count)[rows]
    settled, evidenced = matrix.settled[rows], matrix.evidenced[rows]
    counted = shares > 0
    is_open = ~settled & counted
    is_claim = settled & ~evidenced & counted & (matrix.values[rows] > 0)
    factor = np.where(is_claim, 1.0 - claim_discount, 1.0)
    low, width = _ends(matrix, rows)
    has_range = settled & counted & (width > SMALLEST_RANGE)
    contributed = np.where(settled, low * factor, 0.0) * shares
    membership = np.zeros((len(matrix.inputs), criteria_count))
    membership[np.arange(len(matrix.inputs)), matrix.criterion_index] = 1.0
    return Problem(
        values=headline[rows],
        settled=np.asarray(contributed @ membership, dtype=np.float64),
        weights=weights,
        group=group,
        open_cells=_open_cells(
            matrix,
            is_open | has_range,
            shares * np.where(has_range, factor * width / 100.0, 1.0),
            has_range,
            np.where(has_range, _standing(matrix, rows, low, width), open_value),
        ),
        claimed_cells=_claimed_cells(matrix, is_claim, shares, matrix.values[rows]),
        open_value=open_value,
        claim_discount=claim_discount,
    )


def _ends(matrix: InputMatrix, rows: Ints) -> tuple[Floats, Floats]:
    """The low end of every settled value and how far the high end lies above it; 0 elsewhere."""
    exact = np.nan_to_num(matrix.values[rows])
    if matrix.values_low is None or matrix.values_high is None:
        return exact, np.zeros_like(exact)
    low = np.nan_to_num(matrix.values_low[rows])
    return low, np.nan_to_num(matrix.values_high[rows]) - low


def _standing(matrix: InputMatrix, rows: Ints, low: Floats, width: Floats) -> Floats:
    """Where between the ends (0–100) the headline's value lies."""
    above = np.nan_to_num(matrix.values[rows]) - low
    return np.asarray(100.0 * above / np.where(width > 0, width, 1.0), dtype=np.float64)


def _open_cells(
    matrix: InputMatrix, is_open: Flags, shares: Floats, has_range: Flags, counted: Floats
) -> OpenCells:
    alternative, column = np.nonzero(is_open)
    levels, level_count = _levels(matrix)
    return OpenCells(
        alternative=alternative.astype(np.int64),
        criterion=matrix.criterion_index[column],
        column=column.astype(np.int64),
        share=shares[alternative, column],
        levels=levels[column],
        level_count=level_count[column],
        counted=counted[alternative, column],
        is_range=has_range[alternative, column],
    )


def _claimed_cells(
    matrix: InputMatrix, is_claim: Flags, shares: Floats, values: Floats
) -> ClaimedCells:
    alternative, column = np.nonzero(is_claim)
    return ClaimedCells(
        alternative=alternative.astype(np.int64),
        criterion=matrix.criterion_index[column],
        column=column.astype(np.int64),
        share=shares[alternative, column],
        value=values[alternative, column],
    )


def _levels(matrix: InputMatrix) -> tuple[Floats, Ints]:
    by_input = [_levels_of(item.value) for item in matrix.inputs]
    longest = max((len(levels) for levels in by_input), default=0) or 1
    padded = np.zeros((len(by_input), longest))
    for row, levels in enumerate(by_input):
        if levels:
            padded[row] = [*levels, *[levels[-1]] * (longest - len(levels))]
    return padded, np.array([len(levels) for levels in by_input], dtype=np.int64)


def _levels_of(value: object) -> tuple[float, ...]:
    if isinstance(value, LevelsValue):
        return tuple(value.levels.values())
    return RATING_LEVELS if isinstance(value, RatingValue) else ()
