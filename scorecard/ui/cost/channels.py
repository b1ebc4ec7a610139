"""What each channel and interaction type costs with one candidate."""

from __future__ import annotations

import streamlit as st

from scorecard.commercial import CandidateCost
from scorecard.cost_words import (
    price_apart_from_hour_sentence,
    same_types_sentence,
    service_sentence,
    waiting_sentence,
)
from scorecard.ui.cost.build_up import build_up_table
from scorecard.ui.cost.tables import channel_table, staffing_table, type_table
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

ALL_CHANNELS = "Over all channels"
TYPE_PX = 140
COUNTS = {
    column: st.column_config.NumberColumn(format="localized")
    for column in ("Contacts a month", "Resolved", "Hours")
}


def _credit_words(opened: OpenSelection, cost: CandidateCost) -> str:
    """The service credit that the quote offers, which is counted nowhere; '' without one."""
    commercial = opened.catalogue.commercial
    if commercial is None:
        return ""
    offered = opened.selection.answer(cost.candidate_id, commercial.questions.service_credit).value
    if not isinstance(offered, int | float) or not offered:
        return ""
    return (
        f"Service credits of up to {offered:g} % of the invoice are offered. They are the remedy "
        "for a bad month and lower no cost here."
    )


def show_channels(opened: OpenSelection, name: str, cost: CandidateCost) -> None:
    """The service in a sentence, its channels, and its interaction types."""
    service = cost.service
    if service is None:
        st.markdown(f"{literal(name)}'s quote cannot be worked out yet; the reasons stand above.")
        return
    st.markdown(f"**{literal(service_sentence(name, service, cost.currency))}**")
    st.dataframe(
        channel_table(service, cost.currency),
        hide_index=True,
        column_config={"Channel": st.column_config.TextColumn(pinned=True), **COUNTS},
        alt=f"Cost by channel with {name}",
    )
    commercial = opened.catalogue.commercial
    st.markdown("**How the contacts are worked**")
    st.dataframe(
        staffing_table(service),
        hide_index=True,
        column_config={"Channel": st.column_config.TextColumn(pinned=True), **COUNTS},
        alt=f"Handle time, resolution and people by channel with {name}",
    )
    st.caption(
        "Posts are full-time ones, hours those of handling, logged in how many at the quietest and "
        "at the busiest hour."
    )
    if waiting := waiting_sentence(service, None if commercial is None else commercial.notes):
        st.markdown(f":material/hourglass_empty: {literal(waiting)}")
    if apart := price_apart_from_hour_sentence(cost, commercial):
        st.markdown(f":material/info: {literal(apart)}")
    st.caption(
        "Per resolved contact in these tables is that of a month: without one-off fees and "
        "indexation, which the figure above spreads over the contract. Live channels are staffed "
        "for the service level, so that occupancy follows from the volume."
    )
    st.markdown("**How the cost adds up**")
    st.dataframe(
        build_up_table(service, cost.currency),
        hide_index=True,
        column_config={"Step": st.column_config.TextColumn(pinned=True)},
        alt=f"From hours and prices to the cost of a resolved contact with {name}",
    )
    if credit := _credit_words(opened, cost):
        st.caption(literal(credit))
    st.markdown("**By interaction type**")
    channels = [ALL_CHANNELS, *(channel.channel for channel in service.channels)]
    chosen = st.selectbox("Channel", channels, key=f"cost:types:{cost.candidate_id}", width=280)
    types = (
        service.interaction_types
        if chosen not in channels[1:]
        else [cell for cell in service.cells if cell.channel == chosen]
    )
    st.dataframe(
        type_table(types, cost.currency),
        hide_index=True,
        column_config={
            "Interaction type": st.column_config.TextColumn(pinned=True, width=TYPE_PX),
            **COUNTS,
        },
        alt=f"Cost by interaction type with {name}",
    )
    if same := same_types_sentence(opened.selection.brief):
        st.caption(literal(same))
