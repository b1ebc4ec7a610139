"""What to find out next: open and merely claimed answers, with what each could change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from scorecard.catalogue import Criterion, CriterionInput, Question
from scorecard.criteria_in_force import cost_obstacles
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate, Status
from scorecard.robustness import AnswerStakes, Problem, answer_stakes
from scorecard.scoring import CostReader, is_cost_input
from scorecard.sentences import is_the_buyers_own

# Half of one per cent, as shares are shown: what is smaller reads as 0 %.
VISIBLE_SHARE = 0.005


@dataclass(frozen=True)
class NextQuestion:
    """One open or merely claimed answer or unstated part, and what learning it could change.

    leader_changes, shortlist_changes: probabilities (0–1); swing: the largest change of the
    candidate's overall value that it allows.
    """

    candidate: Candidate
    question: Question
    criterion: Criterion
    is_open: bool
    leader_changes: float
    shortlist_changes: float
    swing: float
    is_range: bool = False
    is_in_the_way: bool = False

    @property
    def could_change_the_outcome(self) -> bool:
        """Whether learning the answer could visibly change the leader or the shortlist."""
        return max(self.leader_changes, self.shortlist_changes) >= VISIBLE_SHARE

    @property
    def standing(self) -> str:
        """How the answer stands: open, a range left open, only claimed, or in a cost's way."""
        if self.is_in_the_way:
            return "leaves no cost to calculate"
        if self.is_range:
            return "leaves a range"
        return "open" if self.is_open else "only claimed"


def next_questions(
    evaluation: Evaluation, problem: Problem, shortlist_size: int
) -> tuple[NextQuestion, ...]:
    """Every answer that could still change something, the one that could change most first."""
    stakes = answer_stakes(problem, shortlist_size)
    in_the_way = _Obstacles(evaluation)
    return tuple(
        _next_question(evaluation, stakes, int(entry), in_the_way) for entry in stakes.order()
    )


def to_ask_first(questions: Iterable[NextQuestion]) -> tuple[NextQuestion, ...]:
    """The same, but of what changes neither leader nor shortlist what can be asked comes first.

    What the buyer rates or records is no question to anybody; it follows, unless it could decide.
    """

    def comes_later(question: NextQuestion) -> tuple[bool, bool]:
        if question.could_change_the_outcome:
            return (False, False)
        return (True, is_the_buyers_own(question.question.ask_whom))

    return tuple(sorted(questions, key=comes_later))


def first_question_of(
    evaluation: Evaluation, problem: Problem, shortlist_size: int, row: int
) -> NextQuestion | None:
    """The first of `next_questions` that is about one candidate, or None."""
    if row not in evaluation.ranked_order:
        return None
    stakes = answer_stakes(problem, shortlist_size)
    place = evaluation.ranked_order.index(row)
    own = (int(entry) for entry in stakes.order() if stakes.alternative[entry] == place)
    first = next(own, None)
    if first is None:
        return None
    return _next_question(evaluation, stakes, first, _Obstacles(evaluation))


def _next_question(
    evaluation: Evaluation, stakes: AnswerStakes, entry: int, in_the_way: _Obstacles
) -> NextQuestion:
    matrix = evaluation.inputs
    column = int(stakes.column[entry])
    row = evaluation.ranked_order[int(stakes.alternative[entry])]
    obstacle = in_the_way.question(row, matrix.inputs[column]) if stakes.is_open[entry] else ""
    return NextQuestion(
        candidate=evaluation.candidates[row],
        question=evaluation.catalogue.questions_by_id[
            _asked_about(evaluation, matrix.inputs[column].question)
            if stakes.is_range[entry]
            else obstacle or matrix.inputs[column].question
        ],
        criterion=evaluation.criteria[int(matrix.criterion_index[column])],
        is_open=bool(stakes.is_open[entry]),
        leader_changes=float(stakes.leader_changes[entry]),
        shortlist_changes=float(stakes.shortlist_changes[entry]),
        swing=float(stakes.swing[entry]),
        is_range=bool(stakes.is_range[entry]),
        is_in_the_way=bool(obstacle)
        and evaluation.cases[row].answer(obstacle).status is Status.ANSWERED,
    )


class _Obstacles:
    """Which question keeps a cost from being calculated although its prices are answered."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    @cached_property
    def _found(self) -> Mapping[str, str]:
        return cost_obstacles(self._evaluation.selection, self._evaluation.catalogue)

    def question(self, row: int, item: CriterionInput) -> str:
        """The question's id, or '' where the price itself is what is missing."""
        evaluation = self._evaluation
        if not is_cost_input(item) or evaluation.catalogue.commercial is None:
            return ""
        reader = CostReader(evaluation.quotes.costs, evaluation.catalogue)
        if reader.deciding_answer(evaluation.cases[row]).status is not Status.ANSWERED:
            return ""
        return self._found.get(evaluation.candidates[row].id, "")


def _asked_about(evaluation: Evaluation, question_id: str) -> str:
    """What to ask where a calculated cost has a range: the parts of the rate, which widen it."""
    commercial = evaluation.catalogue.commercial
    return question_id if commercial is None else commercial.questions.rate_parts
