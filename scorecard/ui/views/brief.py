"""Brief: can candidates quote on it, and which rules are fixed before they do?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.ui import frame
from scorecard.ui.brief_cost_notes import fields_that_hold_up_costs
from scorecard.ui.brief_gaps import show_rail
from scorecard.ui.brief_places import JUMPED_KEY, SECTION_KEY, place_of, sections_of
from scorecard.ui.brief_saving import refused_fields, title_of
from scorecard.ui.brief_sections import show_section
from scorecard.ui.brief_words import brief_sentence
from scorecard.ui.permission import show_read_only

opened = frame.require_selection()
catalogue = opened.catalogue
waiting = sorted(fields_that_hold_up_costs(opened), key=place_of)
frame.show_heading(
    "Can candidates quote on the brief?",
    brief_sentence(
        catalogue,
        opened.selection.brief,
        [title_of(catalogue, field) for field in waiting],
        refused_fields(opened.selection),
    ),
)

show_read_only(opened, Action.EDIT_BRIEF, "The entries of the brief")

sections = sections_of(catalogue)
# Streamlit complains of a default beside a section that a list of gaps has just put on screen.
is_chosen_already = st.session_state.pop(JUMPED_KEY, False)
section = (
    st.pills(
        "Section of the brief",
        sections,
        default=None if is_chosen_already else sections[0],
        required=True,
        key=SECTION_KEY,
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
    or sections[0]
)

# On a phone the rail stands below the fields, as wide as they are.
fields, rail = st.columns([5, 3], gap="medium")
with fields:
    show_section(opened, section)
with rail:
    show_rail(opened, section)
