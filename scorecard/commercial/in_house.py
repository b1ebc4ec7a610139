"""What today's own team costs at the brief's volumes, line by line."""

from __future__ import annotations

from scorecard.catalogue import Commercial
from scorecard.commercial.demand import Demand
from scorecard.commercial.ledger import Ledger
from scorecard.commercial.results import CostLine, InHouseCost
from scorecard.commercial.span import Span
from scorecard.commercial.staffing import paid_hours, staff
from scorecard.commercial.workload import read_workload
from scorecard.model import Brief

PLACE = "brief:in_house"
MONTHS_PER_YEAR = 12


def in_house_cost(
    brief: Brief, demand: Demand | None, commercial: Commercial, ledger: Ledger
) -> InHouseCost | None:
    """The in-house baseline of a month; None with the problems noted where it cannot be made.

    Of the brief's figures each that is missing is taken from the data, low to high, and noted.
    """
    given = brief.in_house
    if given is None or demand is None:
        return None
    if not given.base_wage_per_hour:
        said = "is not stated" if given.base_wage_per_hour is None else "is zero"
        ledger.problem(
            PLACE, f"In-house baseline: the base wage {said}. Enter what a paid hour costs."
        )
        return None
    if given.shrinkage_pct == 100:
        ledger.problem(
            PLACE, "In-house baseline: a shrinkage of 100 % leaves no time for contacts."
        )
        return None
    workload = read_workload(demand, {}, False, ledger, commercial.questions.performance)
    if workload is None or not workload.has_resolution:
        return None

    def stated(value: float | None, name: str) -> Span:
        return Span(value, value) if value is not None else ledger.assume(name)

    shrinkage = stated(given.shrinkage_pct, "shrinkage_pct") * 0.01
    post_hours = ledger.assume("paid_hours_per_fte_month").low
    staffing = staff(workload, shrinkage, post_hours)
    logged_in = Span(
        sum(channel.logged_in_hours.low for channel in staffing),
        sum(channel.logged_in_hours.high for channel in staffing),
    )
    hours = paid_hours(logged_in, shrinkage)
    agents = hours * (1 / post_hours)
    wages = hours * given.base_wage_per_hour
    benefits = wages.times(stated(given.benefits_loading_pct, "benefits_loading_pct") * 0.01)
    overheads = (wages + benefits).times(stated(given.overheads_pct, "overheads_pct") * 0.01)
    if given.tools_per_agent_month is not None:
        tools = agents * given.tools_per_agent_month
    else:
        tools = wages.times(ledger.assume("tools_pct_of_wages") * 0.01)
    attrition = stated(given.annual_attrition_pct, "annual_attrition_pct") * 0.01
    leavers = agents.times(attrition) * (1 / MONTHS_PER_YEAR)
    if given.replacement_cost_per_leaver is not None:
        replacement = leavers * given.replacement_cost_per_leaver
    else:
        yearly_wage = given.base_wage_per_hour * post_hours * MONTHS_PER_YEAR
        share = ledger.assume("replacement_cost_pct_of_yearly_wage") * 0.01
        replacement = leavers.times(share * yearly_wage)
    lines = (
        CostLine("wages", "Wages of paid hours", wages),
        CostLine("benefits", "Benefits", benefits),
        CostLine("overheads", "Overheads", overheads),
        CostLine("tools", "Tools", tools),
        CostLine("replacement", "Replacing those who leave", replacement),
    )
    total = wages + benefits + overheads + tools + replacement
    uncertainty = stated(given.uncertainty_pct, "in_house_uncertainty_pct") * 0.01
    spread = Span(-total.low * uncertainty.high, total.high * uncertainty.high)
    month = total + spread
    resolved = float(workload.resolved.sum())
    growth = stated(given.wage_growth_pct_per_year, "wage_growth_pct_per_year") * 0.01
    return InHouseCost(
        lines=(*lines, CostLine("uncertainty", "Uncertainty of these figures", spread)),
        month=month,
        per_resolved=month * (1 / resolved),
        resolved=resolved,
        paid_agents=agents,
        wage_growth=growth,
        assumptions=ledger.assumptions,
    )


def programme_manager_month(brief: Brief, ledger: Ledger) -> Span | None:
    """What the buyer's own programme manager costs a month; None without any wage to go by."""
    given = brief.in_house
    if given is None:
        return None
    if brief.programme_manager_fte is None:
        posts = ledger.assume("programme_manager_fte")
    else:
        posts = Span(brief.programme_manager_fte, brief.programme_manager_fte)
    if given.programme_manager_cost_per_year is not None:
        return posts * (given.programme_manager_cost_per_year / MONTHS_PER_YEAR)
    if not given.base_wage_per_hour:
        return None
    hours = ledger.assume("paid_hours_per_fte_month").low
    benefits = (
        ledger.assume("benefits_loading_pct")
        if given.benefits_loading_pct is None
        else Span(given.benefits_loading_pct, given.benefits_loading_pct)
    ) * 0.01
    pay = (Span(1.0, 1.0) + benefits) * (given.base_wage_per_hour * hours)
    return posts.times(pay.times(ledger.assume("programme_manager_times_agent_wage")))
