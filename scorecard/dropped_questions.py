"""What marking a question as not applicable does to the criteria that it feeds, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, OpenPolicy, Selection, Status
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE
from scorecard.sentences import joined

_TRIED = "tried out"
_COUNTED = {OpenPolicy.NEUTRAL: NEUTRAL_VALUE, OpenPolicy.WORST: WORST_VALUE}


@dataclass(frozen=True)
class Dropping:
    """What a mark does, in words; whether it leaves a criterion without a question that applies."""

    words: str
    empties_a_criterion: bool = False


def has_empty_criterion(evaluation: Evaluation, candidate_id: str) -> bool:
    """Whether no question of some criterion applies to the candidate."""
    return not all(_applicable(evaluation, candidate_id).values())


def dropping_of(evaluation: Evaluation, candidate_id: str, question_id: str) -> Dropping:
    """What becomes of the values if this question is not applicable to this candidate.

    Evaluated with the mark and without it, so that it says what the ranking will do: a question
    may feed a derived figure or the price.
    """
    selection = evaluation.selection
    mark = Answer(
        candidate_id=candidate_id,
        question_id=question_id,
        status=Status.NOT_APPLICABLE,
        not_applicable_reason=_TRIED,
    )
    is_marked = selection.answer(candidate_id, question_id).status is Status.NOT_APPLICABLE
    if is_marked:
        unmark = Answer(candidate_id=candidate_id, question_id=question_id)
        marked, unmarked = evaluation, _evaluated(evaluation, unmark)
    else:
        marked, unmarked = _evaluated(evaluation, mark), evaluation
    name = selection.candidate(candidate_id).name
    left = {criterion.id for criterion in marked.criteria}
    gone = [c.title for c in unmarked.criteria if c.id not in left]
    if gone:
        applies, is_out, its = (
            ("applies", "is", "its") if len(gone) == 1 else ("apply", "are", "their")
        )
        return Dropping(
            f"{_quoted(gone)} then {applies} to no candidate and {is_out} out for all; the other "
            f"criteria share {its} weight."
        )
    before, after = _applicable(unmarked, candidate_id), _applicable(marked, candidate_id)
    titles = {criterion.id: criterion.title for criterion in marked.criteria}
    emptied = [i for i in titles if after[i] == 0 < before[i]]
    if emptied:
        share = 100 * sum(
            float(weight)
            for criterion, weight in zip(marked.criteria, marked.weights, strict=True)
            if criterion.id in emptied
        )
        is_one = len(emptied) == 1
        then = "the criterion then counts" if is_one else "these criteria then count"
        return Dropping(
            f"Nothing else tells {_quoted([titles[i] for i in emptied])} ({share:.1f} % of the "
            f"weight) of {name}: {then} as open for {name}, {_counted(selection)}. A criterion "
            "cannot be left out for one candidate; it can be taken out for all.",
            empties_a_criterion=True,
        )
    shortened = [titles[i] for i in titles if after[i] < before[i]]
    if shortened:
        return Dropping(
            f"The question is dropped for {name}; the other questions of {_quoted(shortened)} "
            "take its share."
        )
    return Dropping(
        "No criterion in the ranking rests on this question; flags and gates that read it skip it."
    )


def _evaluated(evaluation: Evaluation, answer: Answer) -> Evaluation:
    selection = evaluation.selection
    others = tuple(
        a
        for a in selection.answers
        if (a.candidate_id, a.question_id) != (answer.candidate_id, answer.question_id)
    )
    changed = selection.model_copy(update={"answers": (*others, answer)})
    return evaluate(changed, evaluation.catalogue, as_of=evaluation.as_of)


def _applicable(evaluation: Evaluation, candidate_id: str) -> dict[str, int]:
    """How many questions of each criterion apply to the candidate."""
    matrix, row = evaluation.inputs, evaluation.position[candidate_id]
    return {
        criterion.id: int(np.sum(matrix.applicable[row, matrix.criterion_index == column]))
        for column, criterion in enumerate(evaluation.criteria)
    }


def _counted(selection: Selection) -> str:
    """`50 of 100 while responses are open and 0 once they are closed`, or the one that is left."""
    closed = _COUNTED[selection.brief.open_policy_once_closed]
    now = _COUNTED[selection.open_policy]
    if now == closed or not selection.phase.responses_are_open:
        return f"{now:.0f} of 100"
    return f"{now:.0f} of 100 while responses are open and {closed:.0f} once they are closed"


def _quoted(titles: list[str]) -> str:
    return joined([f"“{title}”" for title in titles])
