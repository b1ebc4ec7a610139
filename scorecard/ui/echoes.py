"""What a browser repeats of a field that the page has given another value in the meantime.

A message that was on its way, or was sent before the browser had drawn the field anew, still holds
what stood there before. To Streamlit the field has just been changed by hand, and its callback
would store that again.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def note_replaced(key: str, new: object) -> None:
    """Notes what the browser holds in a field that is about to be given another value."""
    if key in st.session_state and st.session_state[key] != new:
        st.session_state[_replaced_key(key)] = (*_replaced(key), st.session_state[key])


def note_shown(key: str, shown: object) -> None:
    """Forgets what was replaced once the browser holds what the page shows."""
    if st.session_state[key] == shown:
        st.session_state.pop(_replaced_key(key), None)


def is_echo(key: str) -> bool:
    """Whether the field only repeats what it held before, beside something that was changed.

    Typed by hand, what stood there before comes alone.
    """
    return st.session_state.get(key) in _replaced(key) and _are_several_changed()


def _replaced_key(key: str) -> str:
    return f"{key}:replaced"


def _replaced(key: str) -> tuple[object, ...]:
    found = st.session_state.get(_replaced_key(key))
    return found if isinstance(found, tuple) else ()


def _are_several_changed() -> bool:
    context = get_script_run_ctx()
    if context is None:
        return False
    # Nothing public tells what a message changes; the tests fail where this no longer holds.
    state = context.session_state._state
    return sum(state._widget_changed(control) for control in list(state._new_widget_state)) > 1
