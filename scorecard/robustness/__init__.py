"""How sure the ranking is: pure functions over arrays of what is uncertain."""

from scorecard.robustness.acceptability import (
    Acceptability,
    CancelledError,
    Progress,
    first_shares,
    rank_acceptability,
    rank_matrix,
)
from scorecard.robustness.dominance import can_be_first, dominated_by
from scorecard.robustness.leave_one_out import (
    first_without_each,
    leaders_without,
    values_without_each,
)
from scorecard.robustness.problem import Problem, build_problem, problem_of_values
from scorecard.robustness.questions import AnswerStakes, answer_stakes
from scorecard.robustness.sampling import WeightModel, concentration_of, draw_weights
from scorecard.robustness.simulation import Simulation
from scorecard.robustness.tipping import (
    Slices,
    Tipping,
    criterion_slices,
    group_slices,
    leader_tipping,
    overall_along,
    pair_crossings,
)

__all__ = [
    "Acceptability",
    "AnswerStakes",
    "CancelledError",
    "Problem",
    "Progress",
    "Simulation",
    "Slices",
    "Tipping",
    "WeightModel",
    "answer_stakes",
    "build_problem",
    "can_be_first",
    "concentration_of",
    "criterion_slices",
    "dominated_by",
    "draw_weights",
    "first_shares",
    "first_without_each",
    "group_slices",
    "leader_tipping",
    "leaders_without",
    "overall_along",
    "pair_crossings",
    "problem_of_values",
    "rank_acceptability",
    "rank_matrix",
    "values_without_each",
]
