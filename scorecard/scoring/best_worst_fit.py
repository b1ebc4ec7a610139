"""The best-worst model (Rezaei 2015) solved in closed form.

With weights w, comparisons a and r = w_B / w_W:

    minimise ξ  subject to  |w_B / w_j − a_Bj| ≤ ξ,  |w_j / w_W − a_jW| ≤ ξ  for every j.

It needs no solver. For a given ξ a weight w_j exists exactly when r lies between
(a_Bj − ξ)(a_jW − ξ) and (a_Bj + ξ)(a_jW + ξ), and r itself lies within ξ of a_BW. The smallest ξ
at which these intervals meet is that of the two that are last to meet, which is the root of an
equation of first or second degree ("An analytical framework for the best-worst method" by Wu et
al. goes the same way).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.scoring.weights import scaled

Floats = NDArray[np.float64]

# Smaller deviations come from the arithmetic, not from the comparisons.
NEGLIGIBLE = 1e-12


def smallest_deviation(
    of_best: Floats, to_worst: Floats, direct: float
) -> tuple[float, int | None]:
    """ξ*, and the index of the other one whose two comparisons fit least, None where all agree.

    of_best: a_Bj, to_worst: a_jW of all but the best and the worst; direct: a_BW.

    The lower end of one interval meets the upper end of another at the roots of
    (a − ξ)(b − ξ) = (c + ξ)(d + ξ), of (a − ξ)(b − ξ) = a_BW + ξ and of
    a_BW − ξ = (c + ξ)(d + ξ).
    """
    if not len(of_best):
        return 0.0, None
    product, total = of_best * to_worst, of_best + to_worst
    between = (product[:, None] - product) / (total[:, None] + total)
    above = (total + 1 - np.sqrt(np.maximum((total + 1) ** 2 - 4 * (product - direct), 0.0))) / 2
    below = (np.sqrt(np.maximum((total + 1) ** 2 + 4 * (direct - product), 0.0)) - total - 1) / 2
    alone = np.maximum(above, below)
    needed = np.maximum(between.max(axis=0), between.max(axis=1))
    deviation = float(max(needed.max(), alone.max()))
    if deviation <= NEGLIGIBLE:
        return 0.0, None
    tight = np.maximum(needed, alone) >= deviation - NEGLIGIBLE
    return deviation, int(np.argmax(np.where(tight, np.abs(product - direct), -1.0)))


@dataclass(frozen=True)
class Fit:
    """All weights that miss the comparisons by no more than ξ, in units of the worst's weight."""

    of_best: Floats
    to_worst: Floats
    direct: float
    deviation: float

    def ratio_bounds(self) -> tuple[float, float]:
        """The smallest and the largest w_B / w_W."""
        lower = np.maximum(self.of_best - self.deviation, 0) * np.maximum(
            self.to_worst - self.deviation, 0
        )
        upper = (self.of_best + self.deviation) * (self.to_worst + self.deviation)
        low = max(self.direct - self.deviation, float(lower.max(initial=0.0)))
        high = min(self.direct + self.deviation, float(upper.min(initial=np.inf)))
        # At ξ* the two ends may have met: rounding must not put them the wrong way round.
        return (low, high) if low <= high else ((low + high) / 2,) * 2

    def other_bounds(self, ratio: Floats) -> tuple[Floats, Floats]:
        """The smallest and the largest w_j / w_W at each w_B / w_W (ratios × others)."""
        spare = self.of_best - self.deviation
        at = ratio[:, None]
        low = np.maximum(self.to_worst - self.deviation, at / (self.of_best + self.deviation))
        with np.errstate(divide="ignore"):
            by_best = np.where(spare > 0, at / np.maximum(spare, 0.0), np.inf)
        high = np.minimum(self.to_worst + self.deviation, by_best)
        return np.asarray(low), np.maximum(low, high)

    def middle(self) -> Floats:
        """The weights in the middle: others, best, worst."""
        ratio = np.array([sum(self.ratio_bounds()) / 2])
        low, high = self.other_bounds(ratio)
        return scaled(np.concatenate([(low + high)[0] / 2, ratio, [1.0]]))

    def bounds(self) -> tuple[Floats, Floats]:
        """The smallest and the largest weight of each: others, best, worst.

        Between the ratios at which a bound of some w_j changes from one term to the other, every
        weight is a quotient of two linear functions of the ratio, so its extremes lie at them.
        """
        least, most = self.ratio_bounds()
        turns = np.concatenate(
            [
                [least, most],
                (self.to_worst - self.deviation) * (self.of_best + self.deviation),
                (self.to_worst + self.deviation) * (self.of_best - self.deviation),
            ]
        )
        ratio = np.unique(np.clip(turns, least, most))
        low, high = self.other_bounds(ratio)
        rest_low, rest_high = low.sum(axis=1), high.sum(axis=1)
        fixed = 1.0 + ratio
        others_low = low / (fixed + rest_high - high.T + low.T).T
        others_high = high / (fixed + rest_low - low.T + high.T).T
        return (
            np.concatenate(
                [
                    others_low.min(axis=0),
                    [(ratio / (fixed + rest_high)).min(), (1.0 / (fixed + rest_high)).min()],
                ]
            ),
            np.concatenate(
                [
                    others_high.max(axis=0),
                    [(ratio / (fixed + rest_low)).max(), (1.0 / (fixed + rest_low)).max()],
                ]
            ),
        )
