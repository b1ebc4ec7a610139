"""What a browser still holds when it comes back to a server that was started anew.

Its first message carries the state of every widget on the page. No callback runs for these: the
new server has drawn nothing yet to compare them with. Whatever was typed last would stand on the
screen without being stored, so that the pages ask here and offer to save it.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

# The browser asks for a run as soon as it is connected again only where something on the page runs
# by itself; how often that is does not matter.
_SELDOM = "12h"

NOT_SAVED = "Not saved when the connection was lost"
WHY_NOT_SAVED = "The server stopped before this had reached it, so it stands in this browser only."


@st.fragment(run_every=_SELDOM)
def ask_after_reconnection() -> None:
    """Draws nothing; lets the browser hand over what it holds when a lost connection is back.

    Without it a field that was left while the server was gone would look stored until the next
    click, and reloading the page would lose what was typed there.
    """


def keys_held_by_browser() -> frozenset[str]:
    """The keys of the widgets that the browser sent and that this session has never drawn."""
    context = get_script_run_ctx()
    if context is None:
        return frozenset()
    sent = (
        user_key_from_element_id(state.id) for state in context.session_state.get_widget_states()
    )
    return frozenset(key for key in sent if key is not None and key not in st.session_state)
