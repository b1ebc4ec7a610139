"""What the buyer records for the cost calculation: exchange rates and the in-house team."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from scorecard.model.record import Record


class ExchangeRate(Record):
    """What one unit of a foreign currency is worth, in units of the brief's currency."""

    currency: str = Field(pattern="^[A-Z]{3}$")
    brief_units_per_one: float = Field(gt=0)
    as_of: date | None = None


class InHouse(Record):
    """Today's own team, in the brief's currency. None means 'not stated'.

    base_wage_per_hour: for a paid hour. benefits_loading_pct: of the wages. overheads_pct: of
    wages and benefits. uncertainty_pct: give or take so much of the sum. The programme manager
    governs the partner and is a cost of outsourcing, not of the team; how many posts stands in
    `Brief.programme_manager_fte`.
    """

    base_wage_per_hour: float | None = Field(default=None, ge=0)
    benefits_loading_pct: float | None = Field(default=None, ge=0)
    overheads_pct: float | None = Field(default=None, ge=0)
    tools_per_agent_month: float | None = Field(default=None, ge=0)
    annual_attrition_pct: float | None = Field(default=None, ge=0)
    replacement_cost_per_leaver: float | None = Field(default=None, ge=0)
    shrinkage_pct: float | None = Field(default=None, ge=0, le=100)
    wage_growth_pct_per_year: float | None = Field(default=None, ge=0)
    programme_manager_cost_per_year: float | None = Field(default=None, ge=0)
    uncertainty_pct: float | None = Field(default=None, ge=0, le=100)
