"""Evaluation → charts: a Plotly figure, the finding in words and the same data as a table."""

from scorecard.charts.attrition import attrition_chart
from scorecard.charts.chart import Chart
from scorecard.charts.contributions import contributions_chart
from scorecard.charts.cost_models import pricing_models_chart
from scorecard.charts.cost_resolved import cost_per_resolved_chart
from scorecard.charts.cost_savings import savings_chart
from scorecard.charts.cost_value import value_for_money_chart
from scorecard.charts.cost_waterfall import rate_waterfall_chart
from scorecard.charts.documents import compliance_documents_chart
from scorecard.charts.flag_matrix import red_flag_matrix
from scorecard.charts.group_comparison import group_comparison_chart
from scorecard.charts.heat_map import value_heat_map
from scorecard.charts.layout import on_background
from scorecard.charts.loaded_rate import loaded_rate_chart
from scorecard.charts.next_questions import next_questions_chart
from scorecard.charts.pairwise import pairwise_chart
from scorecard.charts.palette import candidate_colour
from scorecard.charts.ramp import ramp_chart
from scorecard.charts.rank_acceptability import rank_acceptability_chart
from scorecard.charts.ranking import ranking_chart
from scorecard.charts.scenario_slopes import scenario_slope_chart
from scorecard.charts.tipping import tipping_chart
from scorecard.charts.trade_off import trade_off_chart
from scorecard.charts.value_curve import value_function_chart
from scorecard.charts.waterfall import difference_waterfall

__all__ = [
    "Chart",
    "attrition_chart",
    "candidate_colour",
    "compliance_documents_chart",
    "contributions_chart",
    "cost_per_resolved_chart",
    "difference_waterfall",
    "group_comparison_chart",
    "loaded_rate_chart",
    "next_questions_chart",
    "on_background",
    "pairwise_chart",
    "pricing_models_chart",
    "ramp_chart",
    "rank_acceptability_chart",
    "ranking_chart",
    "rate_waterfall_chart",
    "red_flag_matrix",
    "savings_chart",
    "scenario_slope_chart",
    "tipping_chart",
    "trade_off_chart",
    "value_for_money_chart",
    "value_function_chart",
    "value_heat_map",
]
