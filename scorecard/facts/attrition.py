"""Conversions between the ways in which attrition is stated, at a constant hazard.

Early attrition is front-loaded, so a conversion is an approximation and must be labelled so.
"""

from __future__ import annotations

import math

DAYS_A_YEAR = 365.0
COHORT_DAYS = 120.0


def cohort_loss_in_a_year_pct(attrition_120d_pct: float) -> float:
    """What share of a cohort is gone after a year: 1 − (1 − p)^(365/120), in per cent.

    Raises ValueError when the cohort figure is outside 0–100 %.
    """
    _check_cohort(attrition_120d_pct)
    remaining = math.pow(1.0 - attrition_120d_pct / 100.0, DAYS_A_YEAR / COHORT_DAYS)
    return 100.0 * (1.0 - remaining)


def leavers_over_headcount_pct(attrition_120d_pct: float) -> float:
    """Yearly leavers over average headcount at the same pace: −ln(1 − p) · 365/120, in per cent.

    Infinite at 100 %. Raises ValueError when the cohort figure is outside 0–100 %.
    """
    _check_cohort(attrition_120d_pct)
    if attrition_120d_pct == 100.0:
        return math.inf
    return -100.0 * math.log1p(-attrition_120d_pct / 100.0) * DAYS_A_YEAR / COHORT_DAYS


def _check_cohort(attrition_120d_pct: float) -> None:
    if not 0.0 <= attrition_120d_pct <= 100.0:
        raise ValueError(
            f"a cohort cannot lose {attrition_120d_pct:g} %: the share lies between 0 and 100 %"
        )
