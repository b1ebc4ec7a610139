"""Storing a scorecard that was brought along, with all that was typed before the button.

A table sends what was typed into it a moment after it was left, and the click on the button that
leaves it may overtake it. So the button only asks: the page waits that moment, is drawn once more
if something arrives, and what it then shows is stored.
"""

from __future__ import annotations

import time

import streamlit as st

from scorecard.ui.selections_import_incoming import PANEL_KEY, Incoming, store
from scorecard.ui.selections_import_source import forget_pasted
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

# A table waits 0.15 s before it sends a change; the rest is the way here.
LAST_CHANGE_SECONDS = 0.4
_ASKED_KEY = "selections:import:asked_to_store"


@uninterrupted
def ask_to_store(digest: str) -> None:
    """Has the page store what it shows of this file, once the last change has arrived."""
    st.session_state[_ASKED_KEY] = digest


def forget_asked() -> bool:
    """Stores nothing after all; whether it had been asked for."""
    return st.session_state.pop(_ASKED_KEY, None) is not None


def show_not_stored(why: str) -> None:
    """Says why nothing was stored, where that was asked for."""
    if forget_asked():
        st.error(literal(why), title="Nothing was stored", icon=":material/error:")


def store_if_asked(incoming: Incoming, digest: str) -> None:
    """Stores what is shown where the button was pressed, and goes on to it."""
    if st.session_state.get(_ASKED_KEY) != digest:
        forget_asked()
        return
    # A change that arrives meanwhile ends this run where the spinner does.
    with st.spinner("Storing"):
        time.sleep(LAST_CHANGE_SECONDS)
    _store(incoming)
    st.rerun()


@uninterrupted
def _store(incoming: Incoming) -> None:
    if not forget_asked():
        return
    store(incoming)
    if not st.session_state[PANEL_KEY]:
        # It closes once all is stored.
        forget_pasted()
