"""The arithmetic behind one move of a what-if slider."""

from __future__ import annotations

from datetime import date

from bench.filled_selection import filled_selection
from bench.ratio import Ratio, median_ms

from scorecard.catalogue.loader import load_catalogue
from scorecard.evaluation import evaluate
from scorecard.what_if import group_points, reweighed

CANDIDATES = 50
AS_OF = date(2026, 11, 22)


def run() -> list[Ratio]:
    """Milliseconds from the points of the groups to everybody's rank."""
    catalogue = load_catalogue()
    evaluation = evaluate(filled_selection(catalogue, CANDIDATES), catalogue, as_of=AS_OF)
    points = group_points(evaluation)
    moved = points | {next(iter(points)): 40.0}
    duration_ms = median_ms(lambda: reweighed(evaluation, moved), repetitions=51)
    return [Ratio(f"What-if: ranks of {CANDIDATES} candidates under other weights", duration_ms)]
