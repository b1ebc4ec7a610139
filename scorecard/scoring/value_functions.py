"""Performances → values 0–100, for a whole matrix at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import Anchor

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

IDENTITY = (Anchor(performance=0.0, value=0.0), Anchor(performance=100.0, value=100.0))


def anchor_arrays(anchors: Sequence[Sequence[Anchor]]) -> tuple[Floats, Floats]:
    """Anchors as performance and value arrays (inputs × most anchors), padded with the last."""
    longest = max((len(points) for points in anchors), default=1)
    performances = np.empty((len(anchors), longest))
    values = np.empty((len(anchors), longest))
    for row, points in enumerate(anchors):
        performances[row] = [p.performance for p in points] + [points[-1].performance] * (
            longest - len(points)
        )
        values[row] = [p.value for p in points] + [points[-1].value] * (longest - len(points))
    return performances, values


def piecewise_linear(
    performance: Floats, anchor_performances: Floats, anchor_values: Floats
) -> Floats:
    """Piecewise-linear values, clamped outside the anchors.

    performance: (candidates × inputs) in each input's unit, NaN stays NaN.
    anchor_performances, anchor_values: (inputs × anchors), performances rising along a row;
    a repeated last anchor is padding. Returns values 0–100 (candidates × inputs).
    """
    widths = np.diff(anchor_performances, axis=1)
    heights = np.diff(anchor_values, axis=1)
    safe_widths = np.where(widths > 0, widths, 1.0)
    passed = (performance[:, :, None] - anchor_performances[None, :, :-1]) / safe_widths[None]
    climbed = (np.clip(passed, 0.0, 1.0) * np.where(widths > 0, heights, 0.0)[None]).sum(axis=2)
    return np.asarray(anchor_values[None, :, 0] + climbed, dtype=np.float64)


def beyond_anchors(performance: Floats, anchor_performances: Floats) -> Flags:
    """Which performances lie beyond their anchors and are clamped (candidates × inputs)."""
    lowest, highest = anchor_performances[:, 0], anchor_performances[:, -1]
    with np.errstate(invalid="ignore"):
        return np.asarray((performance < lowest) | (performance > highest), dtype=np.bool_)
