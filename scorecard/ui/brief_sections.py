"""The sections of the Brief: how each of them is laid out."""

from __future__ import annotations

import streamlit as st

from scorecard.facts import channels_without_baseline, is_stated
from scorecard.model import OpenPolicy
from scorecard.ui.brief_columns import (
    CHANNELS,
    EXCHANGE_RATES,
    STAFFING,
    TOOLS,
    VOLUMES,
    VOLUMES_WITH_COSTS,
)
from scorecard.ui.brief_defaults import staffing_words
from scorecard.ui.brief_fields import (
    show_choice_field,
    show_date_field,
    show_frameworks_field,
    show_long_text_field,
    show_number_field,
    show_selection_field,
    show_sources,
    show_tags_field,
    show_text_field,
)
from scorecard.ui.brief_gates import show_gates
from scorecard.ui.brief_in_house import show_in_house
from scorecard.ui.brief_places import (
    BOUGHT,
    COMPLIANCE,
    FIELDS,
    OWN_TEAM,
    READINESS,
    RULES,
    VOLUME,
)
from scorecard.ui.brief_price import show_price_rules
from scorecard.ui.brief_rules import OPEN_POLICIES, show_lock
from scorecard.ui.brief_saving import is_refused
from scorecard.ui.brief_tables import show_further_columns, show_table
from scorecard.ui.brief_words import POLICY_WORDS, shares_words, volumes_words
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

_YES_NO = {"yes": "Yes", "no": "No"}
_CONTRACT_BASES = {
    "hourly": "Per hour",
    "per_fte": "Per FTE",
    "per_minute": "Per minute",
    "per_contact": "Per contact",
    "per_resolved": "Per resolved contact",
    "outcome": "By outcome",
    "hybrid": "Hybrid",
}


def show_section(opened: OpenSelection, section: str) -> None:
    """The fields of one section."""
    {
        BOUGHT: _show_bought,
        VOLUME: _show_volume,
        COMPLIANCE: _show_compliance,
        RULES: _show_rules,
        OWN_TEAM: show_in_house,
        READINESS: _show_readiness,
    }[section](opened)
    show_sources(opened, FIELDS[section])


def _show_bought(opened: OpenSelection) -> None:
    show_long_text_field(
        opened, "services", placeholder="Which services, for which customers, in which channels"
    )
    show_number_field(opened, "seats_required", unit="seats")
    show_long_text_field(
        opened, "hand_over", placeholder="What the partner takes over, and in which order"
    )
    show_long_text_field(
        opened, "keep_in_house", placeholder="What stays with your own team, and why"
    )
    show_long_text_field(
        opened,
        "escalation_rules",
        placeholder="What is escalated, to whom, within what time, and who decides",
    )


def _show_volume(opened: OpenSelection) -> None:
    brief = opened.selection.brief
    costs = opened.catalogue.commercial is not None
    show_table(opened, VOLUMES_WITH_COSTS if costs else VOLUMES)
    # The sums are those of what is stored, which a refused table does not show.
    if not is_refused(opened.selection, "volumes"):
        st.markdown(literal(volumes_words(brief)))
    show_table(opened, CHANNELS)
    st.caption(
        "CSAT: satisfied customers. FCR: resolved at the first contact. AHT: average handling time."
    )
    words, is_right = shares_words(brief)
    if is_refused(opened.selection, "channels"):
        pass
    elif is_right:
        st.markdown(literal(words))
    else:
        st.warning(literal(words), icon=":material/warning:")
    if costs and brief.channels:
        _show_staffing(opened)
    show_text_field(
        opened, "coverage_hours", placeholder="Monday to Saturday 08:00–20:00, Europe/Berlin"
    )
    if costs:
        show_number_field(opened, "open_hours_per_week", unit="hours a week")
    show_number_field(opened, "peak_to_trough_ratio", unit="busiest over quietest month")
    if costs:
        show_number_field(opened, "busiest_to_quietest_hour_ratio", unit="to 1")
        show_number_field(opened, "peak_share_pct", unit="% of the work")
        show_number_field(opened, "overtime_share_pct", unit="% of the work")
    show_tags_field(opened, "languages", placeholder="Type a language and press Enter")
    show_tags_field(
        opened, "delivery_regions", placeholder="Type a country or region and press Enter"
    )


def _show_staffing(opened: OpenSelection) -> None:
    st.subheader("How each channel is answered", anchor=False)
    st.caption(
        "The promise to your customers decides how many agents must wait for the next contact, and "
        "with it what an hour of handling costs."
    )
    show_further_columns(opened, STAFFING, "How each channel is answered")
    for words in staffing_words(opened.catalogue, opened.selection.brief):
        st.caption(literal(words))


def _show_compliance(opened: OpenSelection) -> None:
    show_frameworks_field(opened, "compliance_needed")
    if opened.selection.brief.compliance_needed:
        st.caption("Each of these is a gate: who fails it leaves the ranking. See Price and rules.")
    show_frameworks_field(opened, "compliance_nice_to_have")
    show_table(opened, TOOLS)


def _show_rules(opened: OpenSelection) -> None:
    st.header("Price", anchor=False)
    show_price_rules(opened)
    if opened.catalogue.commercial is not None:
        show_table(opened, EXCHANGE_RATES)
        show_number_field(opened, "contract_months", unit="months")
    st.header("Replies", anchor=False)
    show_date_field(opened, "response_deadline")
    policies = [policy.value for policy in OpenPolicy]
    show_lock(opened, "replies")
    for field in OPEN_POLICIES:
        show_selection_field(
            opened,
            field,
            policies,
            lambda policy: POLICY_WORDS[OpenPolicy(policy)],
            disabled=opened.selection.is_answered,
        )
    st.header("Gates", anchor=False)
    show_gates(opened)


def _show_readiness(opened: OpenSelection) -> None:
    _show_checklist(opened)
    show_choice_field(opened, "programme_manager_named", _YES_NO)
    show_number_field(opened, "programme_manager_fte", unit="FTE governing the partner")
    show_long_text_field(
        opened, "exit_criteria", placeholder="At which figures, over how long, you leave"
    )
    st.header("Your own terms", anchor=False)
    st.caption(
        "What your template asks for can cause the very problems you want to avoid. A warning here "
        "is never a mark against a candidate."
    )
    show_number_field(opened, "ramp_weeks_demanded", unit="weeks from signature to full volume")
    show_choice_field(opened, "contract_basis", _CONTRACT_BASES)
    show_choice_field(opened, "aht_penalties", _YES_NO)
    show_number_field(opened, "lock_in_months", unit="months")


def _show_checklist(opened: OpenSelection) -> None:
    brief = opened.selection.brief
    points = (
        ("Programme manager named before signing", brief.programme_manager_named == "yes"),
        (
            "Baselines known for every channel",
            bool(brief.channels) and not channels_without_baseline(brief),
        ),
        ("Escalation rules explicit", is_stated(brief, "escalation_rules")),
        ("Exit criteria written", is_stated(brief, "exit_criteria")),
        ("Ramp stated", brief.ramp_weeks_demanded is not None),
    )
    with st.container(border=True, gap="xxsmall"):
        for words, is_done in points:
            icon = ":material/check_circle:" if is_done else ":material/radio_button_unchecked:"
            st.markdown(f"{icon} {words}{'' if is_done else ' (not yet)'}")
