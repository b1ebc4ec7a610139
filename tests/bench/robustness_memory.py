"""The memory of a long simulation, which is bounded by its chunks and not by its samples."""

from __future__ import annotations

import tracemalloc

from bench.ratio import Ratio
from bench.robustness import random_problem

from scorecard.robustness import Problem, Simulation, rank_acceptability

BUDGET = 0.5
ALTERNATIVES, CRITERIA, SAMPLES, OPEN_SHARE = 200, 60, 100_000, 0.12
BYTES_PER_FLOAT = 8
BYTES_PER_MB = 1024**2


def run() -> list[Ratio]:
    """The most that it holds at once, against one table of all overall values."""
    problem = random_problem(ALTERNATIVES, CRITERIA, open_share=OPEN_SHARE)
    table_mb = SAMPLES * ALTERNATIVES * BYTES_PER_FLOAT / BYTES_PER_MB
    title = f"Memory of {ALTERNATIVES} × {CRITERIA} × {SAMPLES:,} with open answers"
    note = "one table of all overall values"
    return [Ratio(title, _peak_mb(problem, SAMPLES), table_mb, BUDGET, note, unit="MB")]


def _peak_mb(problem: Problem, samples: int) -> float:
    tracemalloc.start()
    rank_acceptability(problem, Simulation(samples=samples))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak_bytes / BYTES_PER_MB
