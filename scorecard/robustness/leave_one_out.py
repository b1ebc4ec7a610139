"""Who would lead without one criterion, or without one group."""

from __future__ import annotations

import numpy as np

from scorecard.robustness.problem import Floats, Ints
from scorecard.robustness.tipping import Slices
from scorecard.scoring import DECIMALS


def leaders_without(slices: Slices) -> Ints:
    """Row of the leader when each part is left out and the others keep their proportions.

    The first row of several that are level; −1 where nothing else has weight. (parts,)
    """
    rest: Floats = np.round(slices.rest, DECIMALS)
    nothing_left = np.isnan(rest).all(axis=0)
    leaders = np.argmax(np.where(np.isnan(rest), -np.inf, rest), axis=0)
    return np.where(nothing_left, -1, leaders).astype(np.int64)
