"""Overall values → ranks, and the ranks that open answers still allow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import Criterion

DECIMALS = 9

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def ranks(overall_values: Floats, tie_break_values: Floats | None = None) -> Ints:
    """Competition ranks 1, 1, 3 of values rounded to nine decimals (candidates,).

    Equal values share a rank unless `tie_break_values` (higher is better, rounded alike)
    decide between them.
    """
    rounded = np.round(overall_values, DECIMALS)
    ahead = rounded[None, :] > rounded[:, None]
    if tie_break_values is not None:
        decider = np.round(tie_break_values, DECIMALS)
        ahead |= (rounded[None, :] == rounded[:, None]) & (decider[None, :] > decider[:, None])
    return np.asarray(1 + ahead.sum(axis=1), dtype=np.int64)


def possible_ranks(
    low: Floats, high: Floats, tie_break_values: Floats | None = None
) -> tuple[Ints, Ints]:
    """Best and worst possible rank of each candidate, given ranges of the overall value.

    Exact when the candidates' ranges are independent: one is certainly behind only those whose
    low end lies above its high end, and possibly behind all whose high end lies above its low.
    `tie_break_values` decide between two whose values are settled and equal. Where only the ends
    of two ranges meet, what decides there is open too: either may then be ahead.
    """
    low, high = np.round(low, DECIMALS), np.round(high, DECIMALS)
    certainly_ahead = low[None, :] > high[:, None]
    possibly_ahead = high[None, :] > low[:, None]
    if tie_break_values is not None:
        decider = np.round(tie_break_values, DECIMALS)
        loses = decider[None, :] > decider[:, None]
        are_settled = (low == high)[None, :] & (low == high)[:, None]
        meet = high[None, :] == low[:, None]
        certainly_ahead |= meet & are_settled & loses
        possibly_ahead |= meet & (loses | ~are_settled)
    np.fill_diagonal(possibly_ahead, False)
    best = 1 + certainly_ahead.sum(axis=1)
    worst = 1 + possibly_ahead.sum(axis=1)
    return np.asarray(best, dtype=np.int64), np.asarray(worst, dtype=np.int64)


def tie_break_values(
    declared: str,
    criteria: Sequence[Criterion],
    headline: Floats,
    weights: Floats,
    evidenced: Floats,
) -> Floats | None:
    """What decides between equal overall values: 'evidenced', 'criterion:ID' or 'group:ID'.

    headline: (… × candidates × criteria) values; evidenced: (… × candidates) overall values.
    """
    kind, _, name = declared.partition(":")
    if kind == "evidenced":
        return evidenced
    chosen = np.array(
        [c.id == name if kind == "criterion" else c.group == name for c in criteria],
        dtype=np.bool_,
    )
    if kind not in ("criterion", "group") or not chosen.any():
        return None
    return np.asarray(headline[..., chosen] @ weights[chosen], dtype=np.float64)
