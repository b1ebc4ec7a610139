"""What the calculation did to the input that a reader must know: rescaling and clamping."""

from __future__ import annotations

from collections.abc import Iterator

from scorecard.catalogue import DerivedValue, PriceValue, value_in_words, with_unit
from scorecard.cli.scoring_input import ScoringInput
from scorecard.commercial import currency_of_question
from scorecard.evaluation import Evaluation

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
        item = matrix.inputs[column]
        question = evaluation.catalogue.questions_by_id[item.question]
        number = float(matrix.performance[row, column])
        if isinstance(item.value, DerivedValue):
            what = evaluation.criteria[matrix.criterion_index[column]].title
            performance = with_unit(number, item.value.unit)
        else:
            what = question.label
            # A cost is calculated in the brief's currency; a price is in that of its quote.
            currency = (
                evaluation.selection.brief.currency
                if isinstance(item.value, PriceValue) and item.value.is_cost
                else currency_of_question(
                    evaluation.catalogue,
                    evaluation.selection,
                    evaluation.candidates[row].id,
                    question.id,
                )
            )
            performance = value_in_words(question, number, currency)
        yield (
            f"{evaluation.candidates[row].name} · {what}: "
            f"{performance} lies beyond the anchor and is clamped to value "
            f"{matrix.values[row, column]:g}"
        )
