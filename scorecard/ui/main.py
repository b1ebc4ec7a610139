"""The entry of every run: who is there, which pages exist for them, and the frame around."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scorecard.settings import SettingsError
from scorecard.storage import StorageError
from scorecard.ui import frame, state
from scorecard.ui.gone_controls import gone_controls_stay_quiet
from scorecard.ui.server.visitors import current_visitor
from scorecard.ui.text import literal
from scorecard.ui.views.shared import page_for

st.set_page_config(
    page_title="Partner scorecard",
    # A Material symbol here would be fetched from a foreign host by every browser.
    page_icon=Path(__file__).parent / "assets" / "icon.png",
    layout="wide",
    initial_sidebar_state=frame.SIDEBAR_WIDTH_PX,
)

try:
    with gone_controls_stay_quiet():
        visitor = current_visitor()
        if visitor.actor is None:
            # Whoever is not inside gets one page and nothing beside it.
            state.forget_actor()
            page = st.navigation([page_for(visitor)], position="hidden")
        else:
            state.set_actor(visitor.actor)
            page = st.navigation(frame.pages(), position="hidden")
            if page.url_path != frame.PROJECTOR_PATH:
                frame.show_sidebar()
        page.run()
except (StorageError, SettingsError) as problem:
    st.error(
        literal(str(problem)),
        title="The database cannot be used now",
        icon=":material/database_off:",
    )
    st.markdown("What you typed stays on this page. Repair the cause, then try again.")
    st.button("Try again", icon=":material/refresh:")
