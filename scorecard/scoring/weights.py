"""Points → weights that sum to 1, and the rank-order centroid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class NothingToWeighError(ValueError):
    """All weights are zero, or there is no criterion: nothing can be ranked."""


def scaled(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points scaled to sum to 1.

    Raises NothingToWeighError when there are none or their sum is zero, ValueError when one is
    negative or not a finite number.
    """
    if not points.size:
        raise NothingToWeighError(
            "no criterion is left, because every one is out for all candidates"
        )
    if not np.all(np.isfinite(points)) or np.any(points < 0):
        raise ValueError("weights must be finite numbers of at least 0")
    total = points.sum()
    if total <= 0:
        raise NothingToWeighError("all weights are zero: give at least one criterion some points")
    return np.asarray(points / total, dtype=np.float64)


def rank_order_centroid(count: int) -> NDArray[np.float64]:
    """Weights from an order of importance alone, the most important first.

    w_k = (1/n) · Σ_{i=k..n} 1/i for the k-th of n.

    Barron & Barrett 1996. Raises ValueError for fewer than one criterion.
    """
    if count < 1:
        raise ValueError("an order of importance needs at least one criterion")
    reciprocals = 1.0 / np.arange(1, count + 1)
    return np.asarray(np.cumsum(reciprocals[::-1])[::-1] / count, dtype=np.float64)


def points_from_order(order: Sequence[str], total_points: float = 100.0) -> dict[str, float]:
    """Rank-order-centroid points by criterion id; `order` names the most important first."""
    weights = rank_order_centroid(len(order))
    return {
        criterion_id: float(w) * total_points
        for criterion_id, w in zip(order, weights, strict=True)
    }


def rescaled_points(points: Mapping[str, float], total_points: float = 100.0) -> dict[str, float]:
    """Points in the same proportions with the given total; raises NothingToWeighError at zero."""
    weights = scaled(np.array(list(points.values()), dtype=np.float64))
    return {
        criterion_id: float(w) * total_points
        for criterion_id, w in zip(points, weights, strict=True)
    }
