"""Answers → values → overall value → gates → rank: pure functions over arrays."""

from scorecard.scoring.aggregation import (
    NEUTRAL_VALUE,
    WORST_VALUE,
    CriterionValues,
    criterion_values,
    input_shares,
    out_for_all,
)
from scorecard.scoring.calculated_cost import CostReader, is_cost_input
from scorecard.scoring.elicitation import (
    FIRST_SWING,
    BestWorst,
    Comparisons,
    ElicitationError,
    best_worst_weights,
    swing_weights,
)
from scorecard.scoring.gates import (
    WAIVED_ON_THE_BRIEF,
    GateInForce,
    GateResult,
    GateState,
    entries_of_the_brief,
    gates_in_force,
    judge_gates,
    told_of_old_reason,
)
from scorecard.scoring.inputs import InputMatrix, build_inputs, is_price, is_price_input
from scorecard.scoring.ranking import DECIMALS, possible_ranks, ranks, tie_break_values
from scorecard.scoring.relative_price import lowest_rate, relative_price_values
from scorecard.scoring.value_functions import piecewise_linear
from scorecard.scoring.weights import (
    NothingToWeighError,
    points_from_order,
    rank_order_centroid,
    rescaled_points,
    scaled,
)

__all__ = [
    "DECIMALS",
    "FIRST_SWING",
    "NEUTRAL_VALUE",
    "WAIVED_ON_THE_BRIEF",
    "WORST_VALUE",
    "BestWorst",
    "Comparisons",
    "CostReader",
    "CriterionValues",
    "ElicitationError",
    "GateInForce",
    "GateResult",
    "GateState",
    "InputMatrix",
    "NothingToWeighError",
    "best_worst_weights",
    "build_inputs",
    "criterion_values",
    "entries_of_the_brief",
    "gates_in_force",
    "input_shares",
    "is_cost_input",
    "is_price",
    "is_price_input",
    "judge_gates",
    "lowest_rate",
    "out_for_all",
    "piecewise_linear",
    "points_from_order",
    "possible_ranks",
    "rank_order_centroid",
    "ranks",
    "relative_price_values",
    "rescaled_points",
    "scaled",
    "swing_weights",
    "tie_break_values",
    "told_of_old_reason",
]
