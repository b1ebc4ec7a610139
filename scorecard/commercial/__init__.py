"""What quotes really cost: loaded rate, cost per resolved contact, models compared, savings."""

from scorecard.commercial.costs import cost_of_selection
from scorecard.commercial.currency import (
    currency_of_answer,
    currency_of_question,
    exchange_factor,
    from_brief_currency,
    quote_questions,
    to_brief_currency,
)
from scorecard.commercial.erlang import (
    agents_needed,
    blocking_probability,
    service_level,
    waiting_probability,
)
from scorecard.commercial.order import efficient_frontier, places
from scorecard.commercial.pieces import cost_at
from scorecard.commercial.quote import PriceUnit
from scorecard.commercial.results import (
    AssumptionUsed,
    CandidateCost,
    ChannelCost,
    CostLine,
    CostRanks,
    Costs,
    Crossing,
    InHouseCost,
    LoadedRate,
    ModelComparison,
    ModelCost,
    Piece,
    Problem,
    RateBasis,
    RateStep,
    Remark,
    Savings,
    ServiceCost,
    Staffing,
    StepKind,
    TypeCost,
    VolumeScenario,
)
from scorecard.commercial.savings import probability_greater
from scorecard.commercial.span import Span, money

__all__ = [
    "AssumptionUsed",
    "CandidateCost",
    "ChannelCost",
    "CostLine",
    "CostRanks",
    "Costs",
    "Crossing",
    "InHouseCost",
    "LoadedRate",
    "ModelComparison",
    "ModelCost",
    "Piece",
    "PriceUnit",
    "Problem",
    "RateBasis",
    "RateStep",
    "Remark",
    "Savings",
    "ServiceCost",
    "Span",
    "Staffing",
    "StepKind",
    "TypeCost",
    "VolumeScenario",
    "agents_needed",
    "blocking_probability",
    "cost_at",
    "cost_of_selection",
    "currency_of_answer",
    "currency_of_question",
    "efficient_frontier",
    "exchange_factor",
    "from_brief_currency",
    "money",
    "places",
    "probability_greater",
    "quote_questions",
    "service_level",
    "to_brief_currency",
    "waiting_probability",
]
