"""`make bench`: every measurement, each beside its budget. Names as arguments choose some."""

# ruff: noqa: T201 - the table is what the bench is for

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from bench.ratio import Ratio

NOT_MEASUREMENTS = {"__main__", "__init__", "driving", "filled_selection", "open_page", "ratio"}


def main(wanted: list[str]) -> int:
    """Prints the table; the exit code is 1 when a budget is exceeded."""
    modules = sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if path.stem not in NOT_MEASUREMENTS and (not wanted or path.stem in wanted)
    )
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}; medians\n")
    print(f"{'':58}{'product':>11}{'yardstick':>11}{'ratio':>7}{'budget':>8}")
    ratios: list[Ratio] = []
    for name in modules:
        measured: list[Ratio] = importlib.import_module(f"bench.{name}").run()
        ratios += measured
        for ratio in measured:
            print(_line(ratio), flush=True)
    exceeded = [ratio for ratio in ratios if not ratio.is_within_budget]
    for ratio in exceeded:
        print(f"\nOver budget: {ratio.title}", file=sys.stderr)
    return 1 if exceeded else 0


def _line(ratio: Ratio) -> str:
    yardstick = "" if ratio.yardstick_ms is None else f"{ratio.yardstick_ms:,.1f} {ratio.unit}"
    times = "" if ratio.ratio is None else f"{ratio.ratio:.2f}"
    budget = "" if ratio.budget is None else f"≤ {ratio.budget:g}"
    note = f"  against {ratio.note}" if ratio.note else ""
    title = f"{ratio.title:<58}"
    return (
        f"{title}{ratio.product_ms:>8,.1f} {ratio.unit}{yardstick:>11}{times:>7}{budget:>8}{note}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
