"""Candidates: who has replied, who is to be chased, what was asked back?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.sentences import passed_deadline_sentence
from scorecard.ui import frame
from scorecard.ui.candidates_entry import (
    removed_candidates,
    show_closing,
    show_entry,
    show_removed,
    show_said,
)
from scorecard.ui.candidates_list import show_candidates
from scorecard.ui.candidates_standing import candidates_sentence, standings
from scorecard.ui.permission import show_read_only
from scorecard.ui.questionnaires import show_all_questionnaires
from scorecard.ui.selections_erasure import show_erasure
from scorecard.ui.state import today
from scorecard.ui.text import literal

opened = frame.require_selection()
found = standings(opened.evaluation, today())
removed = removed_candidates(opened)

frame.show_heading("Who has replied, and who is to be chased?", candidates_sentence(found))
show_read_only(opened, Action.EDIT_CANDIDATES, "The candidates")
show_entry(opened)
show_said(opened, removed)
if not found:
    st.markdown(
        "A candidate's answers, flags and rank all hang on its name here. The order in which you "
        "add candidates changes no result."
    )
if found:
    with st.container(horizontal=True, gap="small"):
        show_all_questionnaires(opened, f"candidates:{opened.id}:questionnaires")
        if st.button(
            "Take in what came back",
            key=f"candidates:{opened.id}:intake",
            icon=":material/move_to_inbox:",
        ):
            frame.go_to("intake.py")
    if passed := passed_deadline_sentence(opened.selection.brief, today()):
        st.caption(f":material/event_busy: {literal(passed)}")
show_candidates(opened, found)
show_closing(opened, found)
show_removed(opened, removed)
show_erasure(opened)
