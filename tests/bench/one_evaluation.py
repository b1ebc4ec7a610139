"""One evaluation of fifty candidates who have answered the whole catalogue."""

from __future__ import annotations

from datetime import date

from bench.filled_selection import filled_selection
from bench.ratio import Ratio, median_ms

from scorecard.catalogue import selection_faults
from scorecard.catalogue.loader import load_catalogue
from scorecard.evaluation import evaluate

CANDIDATES = 50
AS_OF = date(2026, 11, 22)


def run() -> list[Ratio]:
    """Milliseconds from a selection in memory to its evaluation."""
    catalogue = load_catalogue()
    selection = filled_selection(catalogue, CANDIDATES)
    assert selection_faults(selection, catalogue) == ()
    duration_ms = median_ms(lambda: evaluate(selection, catalogue, as_of=AS_OF), repetitions=15)
    questions = len(catalogue.questions)
    return [Ratio(f"One evaluation, {CANDIDATES} candidates × {questions} questions", duration_ms)]
