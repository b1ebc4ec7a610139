"""A record that is being written: kept in the session while somebody looks at other pages.

Streamlit forgets a field as soon as a page is shown without it. Nothing here is stored: what the
record says counts when it is recorded, and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from scorecard.ui.uninterrupted import uninterrupted


@dataclass
class Draft:
    """What was typed on one selection's form, by the key of the field."""

    scope: str
    typed: dict[str, object] = field(default_factory=dict)

    def field(self, name: str, proposed: object = None) -> tuple[str, Callable[[], None]]:
        """The key of a field, which holds what was typed or else `proposed`, and its callback."""
        key = f"{self.scope}:{name}"
        if key not in st.session_state:
            st.session_state[key] = self.typed.get(key, proposed)
        elif st.session_state[key] != proposed:
            # A browser that comes back to a new server brings its fields along without a callback.
            self.typed[key] = st.session_state[key]

        @uninterrupted
        def note() -> None:
            # A browser sends a field once more that was forgotten as its record was sealed.
            if key in st.session_state:
                self.typed[key] = st.session_state[key]

        return key, note


def draft_of(scope: str) -> Draft:
    """The draft of the form with this scope; an empty one to begin with."""
    key = f"{scope}:draft"
    found = st.session_state.get(key)
    if not isinstance(found, Draft):
        found = Draft(scope)
        st.session_state[key] = found
    return found
