"""Who is beaten on everything by whom, and who cannot be first under any weights."""

from __future__ import annotations

import numpy as np

from scorecard.robustness.problem import Flags, Floats
from scorecard.scoring import DECIMALS

TIE = 10.0**-DECIMALS


def dominated_by(values: Floats) -> Flags:
    """True where the row is beaten by the column: nowhere better and somewhere worse.

    values: (alternatives × criteria), 0–100. Returns (alternatives × alternatives).
    """
    rounded = np.round(values, DECIMALS)
    nowhere_better = (rounded[:, None, :] <= rounded[None, :, :]).all(axis=2)
    somewhere_worse = (rounded[:, None, :] < rounded[None, :, :]).any(axis=2)
    return np.asarray(nowhere_better & somewhere_worse, dtype=np.bool_)


def can_be_first(values: Floats) -> Flags:
    """Which alternatives are first, alone or level, under some weights ≥ 0 that sum to 1.

    For each a linear programme: maximise t subject to w · (vᵢ − vⱼ) ≥ t for all j; it can be
    first when t ≥ 0. Returns (alternatives,).
    """
    count, criteria = values.shape
    if criteria == 0:
        return np.ones(count, dtype=np.bool_)
    possible = np.zeros(count, dtype=np.bool_)
    # Whoever is best on some criterion is first when that criterion has all the weight.
    possible[(values >= values.max(axis=0, keepdims=True) - TIE).any(axis=1)] = True
    for row in np.flatnonzero(~possible):
        possible[row] = _largest_lead(values, int(row)) >= -TIE
    return possible


def _largest_lead(values: Floats, row: int) -> float:
    count, criteria = values.shape
    others = np.arange(count) != row
    leads = values[row] - values[others]
    # SciPy takes half a second to import, which the first page can do without.
    from scipy.optimize import linprog

    solved = linprog(
        c=np.append(np.zeros(criteria), -1.0),
        A_ub=np.hstack([-leads, np.ones((count - 1, 1))]),
        b_ub=np.zeros(count - 1),
        A_eq=np.append(np.ones(criteria), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[*[(0.0, 1.0)] * criteria, (None, None)],
        method="highs",
    )
    if not solved.success or solved.fun is None:
        raise ArithmeticError(f"the linear programme was not solved: {solved.message}")
    return float(-solved.fun)
