"""One measured figure of the bench, and how the table shows it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """What the product needs against a yardstick measured in the same run.

    product and yardstick are milliseconds, or what `unit` says; yardstick is None for a figure
    that is only stated. budget is the largest ratio allowed, None where there is none. `note`
    names the yardstick.
    """

    title: str
    product_ms: float
    yardstick_ms: float | None = None
    budget: float | None = None
    note: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """product / yardstick, or None without a yardstick."""
        return None if self.yardstick_ms is None else self.product_ms / self.yardstick_ms

    @property
    def is_within_budget(self) -> bool:
        """Whether the ratio keeps its budget; true where there is none."""
        return self.ratio is None or self.budget is None or self.ratio <= self.budget


def median_ms(action: Callable[[], object], repetitions: int) -> float:
    """Median duration of an action in milliseconds, after one run that does not count."""
    action()
    return statistics.median(_duration_ms(action) for _ in range(repetitions))


def median_pair_ms(
    product: Callable[[], object], yardstick: Callable[[], object], repetitions: int
) -> tuple[float, float]:
    """Median durations of two actions taken in turn, so that a slow moment hits both."""
    product()
    yardstick()
    pairs = [(_duration_ms(product), _duration_ms(yardstick)) for _ in range(repetitions)]
    return statistics.median(p for p, _ in pairs), statistics.median(y for _, y in pairs)


def _duration_ms(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)
