"""Whether the person in front of a page may change what it shows, and one line where not."""

from __future__ import annotations

import streamlit as st

from scorecard.access import ALLOWED, Action, Role, may
from scorecard.ui import state
from scorecard.ui.state import OpenSelection

_NAMED_ROLES = {Role.OWNER: "an owner", Role.EVALUATOR: "an evaluator"}


def may_change(opened: OpenSelection, action: Action) -> bool:
    """Whether the person may do this and the selection is not archived."""
    return not opened.selection.archived and may(state.actor(), action, opened.id)


def show_read_only(opened: OpenSelection, action: Action, what: str) -> None:
    """Says why the fields are closed; nothing where they are open. `what` is in the plural."""
    if may_change(opened, action):
        return
    if opened.selection.archived:
        st.caption(
            f":material/lock: {what} can be read here, not changed: the selection is archived."
        )
        return
    roles = [name for role, name in _NAMED_ROLES.items() if action in ALLOWED[role]]
    st.caption(
        f":material/lock: {what} can be read here; {' or '.join(roles)} of the selection can "
        "change them."
    )
