"""The costs in a terminal say what the page says."""

from dataclasses import replace

from unit.commercial.cost_building import E_MAIL_BRIEF, parts, selection

from scorecard.catalogue import load_catalogue
from scorecard.cli.cost_text import cost_text
from scorecard.commercial import cost_of_selection

OWN_TEAM = {
    "base_wage_per_hour": 40,
    "benefits_loading_pct": 0,
    "overheads_pct": 0,
    "tools_per_agent_month": 0,
    "annual_attrition_pct": 0,
    "replacement_cost_per_leaver": 0,
    "shrinkage_pct": 0,
    "wage_growth_pct_per_year": 0,
    "programme_manager_cost_per_year": 0,
    "uncertainty_pct": 0,
}
QUOTE = {
    "headline_rate_per_hour": 12,
    "rate_basis": "productive",
    "rate_parts": parts(),
    "performance_by_channel": [{"channel": "E-mail", "aht_minutes": 10, "fcr_pct": 80}],
}


def test_when_one_off_fees_are_earned_back_is_told_from_best_to_worst():
    brief = E_MAIL_BRIEF | {"in_house": OWN_TEAM, "programme_manager_fte": 0}
    chosen, catalogue = selection(brief, {"Atlas": QUOTE}), load_catalogue()
    costs = cost_of_selection(chosen, catalogue)
    (cost,) = costs.candidates
    saved = replace(
        cost.savings,
        break_even_month_best=1,
        break_even_month_middle=2,
        break_even_month_worst=None,
    )
    told = replace(costs, candidates=(replace(cost, savings=saved),))
    months = cost.service.contract_months
    assert f"month 1 at best, not within {months} months at worst" in cost_text(
        told, chosen, catalogue
    )
