"""Which field of the brief stands where: its section, and its place in it."""

from __future__ import annotations

from scorecard.catalogue import Catalogue
from scorecard.ui.brief_basis import COST_ANCHORS, IN_HOUSE, RATE_ANCHORS, is_offered
from scorecard.ui.brief_in_house import IN_HOUSE_FIELDS

SECTION_KEY = "brief_section"
# That the section to be shown was put there by a click elsewhere, not by its own control.
JUMPED_KEY = "brief:jumped"

BOUGHT = "What is bought"
VOLUME = "Volumes and channels"
COMPLIANCE = "Compliance and tools"
RULES = "Price and rules"
OWN_TEAM = "Today's own team"
READINESS = "Your own readiness"

FIELDS = {
    BOUGHT: ("services", "seats_required", "hand_over", "keep_in_house", "escalation_rules"),
    VOLUME: (
        "volumes",
        "channels",
        "staffing",
        "coverage_hours",
        "open_hours_per_week",
        "peak_to_trough_ratio",
        "busiest_to_quietest_hour_ratio",
        "peak_share_pct",
        "overtime_share_pct",
        "languages",
        "delivery_regions",
    ),
    COMPLIANCE: ("compliance_needed", "compliance_nice_to_have", "tools"),
    RULES: (
        "currency",
        *RATE_ANCHORS,
        *COST_ANCHORS,
        "price_formula",
        "tie_break",
        "exchange_rates",
        "contract_months",
        "response_deadline",
        "open_policy_while_collecting",
        "open_policy_once_closed",
        "gate_settings",
    ),
    OWN_TEAM: IN_HOUSE_FIELDS,
    READINESS: (
        "programme_manager_named",
        "programme_manager_fte",
        "exit_criteria",
        "ramp_weeks_demanded",
        "contract_basis",
        "aht_penalties",
        "lock_in_months",
    ),
}
SECTIONS = tuple(FIELDS)


def sections_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The sections of a brief with this catalogue, in the order of the page."""
    return tuple(
        section
        for section, fields in FIELDS.items()
        if any(is_offered(catalogue, field) for field in fields)
    )


def section_of(field: str) -> str:
    """The section in which a field of the brief stands."""
    if field == IN_HOUSE:
        return OWN_TEAM
    return next((section for section, fields in FIELDS.items() if field in fields), BOUGHT)


def place_of(field: str) -> tuple[int, int]:
    """Where a field of the brief stands on the page: its section, then its place in it."""
    section = section_of(field)
    fields = FIELDS[section]
    return SECTIONS.index(section), fields.index(field) if field in fields else len(fields)
