"""Award and debriefs: what was decided, and what do the others hear?"""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.model import Integrity
from scorecard.ui import frame
from scorecard.ui.award.debriefs import show_debriefs
from scorecard.ui.award.record_panel import show_earlier, show_record
from scorecard.ui.award.recording import scope_of, show_form
from scorecard.ui.award.words import award_sentence, since_sealed
from scorecard.ui.permission import may_change, show_read_only
from scorecard.ui.state import actor, storage
from scorecard.ui.text import literal

opened = frame.require_selection()
awards = storage().list_awards(actor(), opened.id)
may_record = may_change(opened, Action.RECORD_AWARD)
frame.show_heading("What was decided, and what do the others hear?", award_sentence(opened, awards))
show_read_only(opened, Action.RECORD_AWARD, "The decision and its debriefs")

in_force = awards[-1] if awards else None
if in_force is not None:
    if explained := since_sealed(opened, awards):
        st.info(literal(explained), icon=":material/calculate:")
    show_record(opened, in_force, may_correct=may_record)
if not opened.selection.candidates:
    st.markdown("Candidates are entered on their own page; a decision can be recorded afterwards.")
    if st.button("Go to candidates", icon=":material/groups:"):
        frame.go_to("candidates.py")
elif may_record and (in_force is None or st.session_state.get(f"{scope_of(opened)}:correcting")):
    if in_force is None:
        st.markdown(
            "The record keeps the decision with its reasons, who signed it, and the ranking as it "
            "stands. It gets a fingerprint and is never changed; debriefs are written from it."
        )
    show_form(opened, in_force)
if in_force is not None and in_force.record is not None:
    if in_force.integrity is not Integrity.CHANGED:
        show_debriefs(opened, in_force, in_force.record, may_prepare=may_record)
    show_earlier(awards[:-1])
