"""Weights from judgements: swing weighting, and best-worst comparisons.

Swing weighting (von Winterfeldt & Edwards 1986; Belton & Stewart 2002): how much is each
worst-to-best swing worth against the one that one would make first?

Best-worst method (Rezaei 2015): how many times as much does the best criterion count as each
other one, and each other one as the worst? With weights w, comparisons a and r = w_B / w_W the
model is

    minimise ξ  subject to  |w_B / w_j − a_Bj| ≤ ξ,  |w_j / w_W − a_jW| ≤ ξ  for every j.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.scoring.best_worst_fit import Fit, smallest_deviation
from scorecard.scoring.weights import scaled

FIRST_SWING = 100.0
EQUAL = 1.0


class ElicitationError(ValueError):
    """The judgements are incomplete or contradict each other; the message says what to change."""


@dataclass(frozen=True)
class Comparisons:
    """Best-worst comparisons by id, each from 1 (equal) upwards.

    best_to_others: how many times as much `best` counts as each other one, `worst` included;
    others_to_worst: how many times as much each other one counts as `worst`; `best` may be left
    out there, as it is the same comparison.
    """

    best: str
    worst: str
    best_to_others: Mapping[str, float]
    others_to_worst: Mapping[str, float]


@dataclass(frozen=True)
class BestWorst:
    """What best-worst comparisons come to.

    weights: by id, summing to 1; low and high: the smallest and the largest weight that fits the
    comparisons as well; deviation: ξ*, by how much some ratio of weights has to miss its
    comparison; consistency_ratio: ξ* as a share of the largest possible one, 0 where all agree;
    fits_least: whose two comparisons fit the rest least, '' where all agree.
    """

    weights: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    deviation: float
    consistency_ratio: float
    fits_least: str


def swing_weights(
    swings: Mapping[str, float], titles: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Weights that sum to 1 from the worth of each worst-to-best swing, 0–100.

    The swing that one would make first has 100. `titles` name the ids in messages. Raises
    ElicitationError when none has 100 or one is not between 0 and 100.
    """
    names = titles or {}
    if not swings:
        raise ElicitationError("there is nothing to compare: give at least one swing")
    for name, worth in swings.items():
        if not (math.isfinite(worth) and 0 <= worth <= FIRST_SWING):
            raise ElicitationError(
                f"{names.get(name, name)}: a swing is worth 0 to {FIRST_SWING:g} points, "
                f"not {worth:g}"
            )
    if max(swings.values()) != FIRST_SWING:
        raise ElicitationError(
            f"give {FIRST_SWING:g} points to the swing that you would make first; the others are "
            "measured against it"
        )
    weights = scaled(np.array(list(swings.values()), dtype=np.float64))
    return {name: float(weight) for name, weight in zip(swings, weights, strict=True)}


def best_worst_weights(
    comparisons: Comparisons,
    consistency_index: Sequence[float],
    titles: Mapping[str, str] | None = None,
) -> BestWorst:
    """Weights that miss the comparisons as little as possible, from the middle of all that do.

    consistency_index: the largest possible ξ* for a_BW = 1, 2, …, whose length is also the largest
    comparison; `titles` name the ids in messages. Raises ElicitationError for comparisons that
    are missing, out of range or contradict the choice of the best or the worst.
    """
    _check(comparisons, len(consistency_index), titles or {})
    best, worst = comparisons.best, comparisons.worst
    others = [name for name in comparisons.best_to_others if name not in (best, worst)]
    of_best = np.array([comparisons.best_to_others[name] for name in others], dtype=np.float64)
    to_worst = np.array([comparisons.others_to_worst[name] for name in others], dtype=np.float64)
    direct = float(comparisons.best_to_others[worst])
    deviation, fits_least = smallest_deviation(of_best, to_worst, direct)
    fit = Fit(of_best, to_worst, direct, deviation)
    names = [*others, best, worst]
    low, high = fit.bounds()
    return BestWorst(
        weights=dict(zip(names, fit.middle().tolist(), strict=True)),
        low=dict(zip(names, low.tolist(), strict=True)),
        high=dict(zip(names, high.tolist(), strict=True)),
        deviation=deviation,
        consistency_ratio=_ratio(deviation, direct, consistency_index),
        fits_least="" if fits_least is None else others[fits_least],
    )


def _check(comparisons: Comparisons, largest: int, titles: Mapping[str, str]) -> None:
    best, worst = comparisons.best, comparisons.worst

    def name(given: str) -> str:
        return titles.get(given, given)

    if best == worst:
        raise ElicitationError("the one that counts most and the one that counts least must differ")
    if worst not in comparisons.best_to_others:
        raise ElicitationError(f"compare {name(best)} with {name(worst)}")
    direct = comparisons.best_to_others[worst]
    expected = set(comparisons.best_to_others) | set(comparisons.others_to_worst) | {best, worst}
    for given, reference, compared in (
        (comparisons.best_to_others, best, expected - {best}),
        (comparisons.others_to_worst, worst, expected - {best, worst}),
    ):
        missing = sorted(name(other) for other in compared - set(given))
        if missing:
            raise ElicitationError(f"compare {name(reference)} with {', '.join(missing)}")
        for other, value in given.items():
            if not (math.isfinite(value) and EQUAL <= value <= largest):
                raise ElicitationError(
                    f"{name(other)} against {name(reference)}: a comparison lies between "
                    f"{EQUAL:g} and {largest}, not at {value:g}"
                )
            if other == reference and value != EQUAL:
                raise ElicitationError(f"{name(other)} against itself is {EQUAL:g}")
    if comparisons.others_to_worst.get(best, direct) != direct:
        raise ElicitationError(
            f"{name(best)} against {name(worst)} is given twice, as {direct:g} and as "
            f"{comparisons.others_to_worst[best]:g}: make them the same"
        )
    for other in sorted(expected - {best, worst}):
        if comparisons.best_to_others[other] > direct:
            raise ElicitationError(
                f"{name(other)} would count less than {name(worst)}, which was chosen as the one "
                f"that counts least: {name(best)} counts {comparisons.best_to_others[other]:g} "
                f"times as much as {name(other)}, but {direct:g} times as much as {name(worst)}"
            )
        if comparisons.others_to_worst[other] > direct:
            raise ElicitationError(
                f"{name(other)} would count more than {name(best)}, which was chosen as the one "
                f"that counts most: it counts {comparisons.others_to_worst[other]:g} times as "
                f"much as {name(worst)}, but {name(best)} {direct:g} times"
            )


def _ratio(deviation: float, direct: float, consistency_index: Sequence[float]) -> float:
    """ξ* over its largest possible value, which is interpolated between whole comparisons."""
    steps = np.arange(1, len(consistency_index) + 1)
    largest = float(np.interp(direct, steps, consistency_index))
    return min(deviation / largest, 1.0) if largest > 0 else 0.0
