"""What one candidate's answers say: derived figures, and predicates in three-valued logic."""

from scorecard.facts.attrition import cohort_loss_in_a_year_pct, leavers_over_headcount_pct
from scorecard.facts.brief_warnings import (
    channels_without_baseline,
    is_stated,
    missing_fields,
    raised_warnings,
    volumes_without_number,
)
from scorecard.facts.case import Case, cases_of, combined_status
from scorecard.facts.conditions import Decision, Truth, decide
from scorecard.facts.figure import Figure
from scorecard.facts.figures import (
    derive,
    document_is_valid,
    figure_names,
    figures_read,
    unknown_figures,
)
from scorecard.facts.quote_figures import FIGURE_OF_WORKLOAD, PRICE_OF_WORKLOAD

__all__ = [
    "FIGURE_OF_WORKLOAD",
    "PRICE_OF_WORKLOAD",
    "Case",
    "Decision",
    "Figure",
    "Truth",
    "cases_of",
    "channels_without_baseline",
    "cohort_loss_in_a_year_pct",
    "combined_status",
    "decide",
    "derive",
    "document_is_valid",
    "figure_names",
    "figures_read",
    "is_stated",
    "leavers_over_headcount_pct",
    "missing_fields",
    "raised_warnings",
    "unknown_figures",
    "volumes_without_number",
]
