"""What the calculation did to the input that a reader must know: rescaling and clamping."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard.cli.scoring_input import ScoringInput
from scorecard.evaluation import Evaluation
from scorecard.sentences import clamped_in_words

# Points that sum to one of these need no rescaling that a reader would notice.
USUAL_TOTALS = (1, 100)


def all_messages(given: ScoringInput, evaluation: Evaluation) -> tuple[str, ...]:
    """One sentence for rescaled weights and one for every clamped performance.

    Reading an existing scorecard has said the same already, with the cells.
    """
    if not given.is_document:
        return given.messages
    return (*_rescaled(evaluation), *_clamped(evaluation))


def _rescaled(evaluation: Evaluation) -> Iterator[str]:
    points = evaluation.selection.points
    total = sum(points.get(criterion.id, 0.0) for criterion in evaluation.criteria)
    if total > 0 and round(total, 9) not in USUAL_TOTALS:
        yield (
            f"The points of the criteria in the ranking sum to {total:g}: "
            "the weights are rescaled to sum to 1"
        )


def _clamped(evaluation: Evaluation) -> Iterator[str]:
    matrix = evaluation.inputs
    for row, column in evaluation.clamped:
        what, performance = clamped_in_words(evaluation, row, column)
        yield (
            f"{evaluation.candidates[row].name} · {what}: "
            f"{performance} lies beyond the anchor and is clamped to value "
            f"{matrix.values[row, column]:g}"
        )
