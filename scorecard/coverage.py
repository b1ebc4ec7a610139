"""How much of the weight a candidate's answers settle, in words, and who lacks too much to lead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorecard.scoring import DECIMALS

_NAMED = 2


def whole_pct_covered(coverage_pct: float) -> int:
    """A coverage in whole per cent, the same wherever one is shown.

    Cut, not rounded: 59.6 % would otherwise read as the 60 % from which a leader is announced.
    """
    return int(np.floor(np.round(coverage_pct, DECIMALS)))


def lacking_coverage(names: Sequence[str], coverage_pct: Sequence[float], needed_pct: float) -> str:
    """Who of those in front is covered to less than `needed_pct` of the weight, or ''.

    `names` and `coverage_pct` are those of the candidates in front, best first.
    """
    # Rounded as it is shown: a sum of weights that is just off 60 % is not below it.
    lacking = [
        (name, whole_pct_covered(covered))
        for name, covered in zip(names, coverage_pct, strict=True)
        if np.round(covered, DECIMALS) < needed_pct
    ]
    if not lacking:
        return ""
    parts = [
        f"{name} {verb} {covered} %"
        for (name, covered), verb in zip(lacking, ("is covered to", "to"), strict=False)
    ]
    if len(lacking) > _NAMED:
        parts.append(f"{len(lacking) - _NAMED} more to less than {needed_pct:g} %")
    named = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{named} of the weight; a leader is announced from {needed_pct:g} %"
