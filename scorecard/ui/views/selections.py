"""Selections: which exercises of choosing are there, and how does a new one begin?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action, may
from scorecard.ui import frame
from scorecard.ui.selections_cards import show_cards
from scorecard.ui.selections_changes import follow, show_archived, show_said
from scorecard.ui.selections_creation import (
    create_from_profile,
    forget_typed_title,
    open_worked_example,
)
from scorecard.ui.selections_imports import BACKUP, SCORECARD, open_panel, show_panel
from scorecard.ui.selections_words import selections_sentence
from scorecard.ui.state import actor, storage

follow()
known = storage().list_selections(actor(), include_archived=True)
current = tuple(summary for summary in known if not summary.archived)
archived = tuple(summary for summary in known if summary.archived)

frame.show_heading("Which selection are you working on?", selections_sentence(known))
if not current:
    st.markdown(
        "A selection is one exercise of choosing a partner: a brief, criteria with weights, and "
        "the candidates with their answers. Look at the worked example first, start from a "
        "profile of your industry, or bring a scorecard that you have."
    )

closed = not may(actor(), Action.CREATE_SELECTION)
if closed:
    st.caption(":material/lock: You can open selections here; an owner of all of them can add one.")
with st.container(horizontal=True, gap="small"):
    st.button(
        "Open the worked example",
        key="selections:example",
        icon=":material/school:",
        type="secondary" if current else "primary",
        on_click=open_worked_example,
        disabled=closed,
    )
    if st.button(
        "New from a profile",
        key="selections:new",
        icon=":material/add:",
        type="primary" if current else "secondary",
        on_click=forget_typed_title,
        disabled=closed,
    ):
        create_from_profile()
    st.button(
        "Bring a scorecard",
        key="selections:bring",
        icon=":material/table_view:",
        on_click=open_panel,
        disabled=closed,
        args=(SCORECARD,),
    )
    st.button(
        "Restore a backup",
        key="selections:restore",
        icon=":material/settings_backup_restore:",
        on_click=open_panel,
        disabled=closed,
        args=(BACKUP,),
    )

show_said()
show_panel()
if current:
    show_cards(current)
show_archived(archived)
