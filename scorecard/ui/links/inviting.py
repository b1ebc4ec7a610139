"""Inviting an evaluator or an observer: a personal link that signs its holder in."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from scorecard.access import AccessDenied, Role
from scorecard.settings import Mode
from scorecard.sharing import new_token
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.links.making import INVITED, MadeLink, end_of, made_link
from scorecard.ui.server.owner_link import join_address
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

INVITED_DAYS = 60
NAME = "links:invite:name"
ROLE = "links:invite:role"
UNTIL = "links:invite:until"
PROBLEM = "links:invite:problem"
ROLES = {
    Role.EVALUATOR: "Evaluator: enters answers",
    Role.OBSERVER: "Observer: looks, changes nothing",
}
WHAT_THE_NAME_IS_FOR = (
    "Say who it is for: the history names it beside everything that is entered. Nothing was made "
    "yet."
)


def show_invitation(opened: OpenSelection) -> None:
    """The form, and once the address of what it made; where links reach nobody, why not."""
    with st.container(border=True):
        st.markdown("**Invite somebody**")
        if state.settings().mode is Mode.LOCAL:
            # Not a caption: code in grey letters has too little contrast.
            st.markdown(
                "Evaluators, who enter answers, and observers, who look, can be invited by a "
                "personal link as soon as the app is started with `make share`."
            )
            return
        st.caption(
            "A personal link signs one person in, to this selection and no other, and shows all of "
            "it: contacts, notes, files and the history too."
        )
        st.text_input("Name of the person", key=NAME, placeholder="Olga Brandt", max_chars=200)
        # It stays until the button is pressed again, so that the button does not move meanwhile.
        with st.container():
            if st.session_state.get(PROBLEM):
                st.error(literal(st.session_state[PROBLEM]), icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                "What the person may do",
                list(ROLES),
                default=Role.EVALUATOR,
                required=True,
                format_func=ROLES.__getitem__,
                key=ROLE,
                wrap=True,
            )
            st.date_input(
                "Signed in until",
                value=state.today() + timedelta(days=INVITED_DAYS),
                min_value=state.today(),
                format="YYYY-MM-DD",
                key=UNTIL,
                help="The link closes at the end of this day, or when you revoke it.",
                width=180,
            )
        made = made_link(opened.id, INVITED)
        st.button(
            "Make the personal link",
            icon=":material/person_add:",
            on_click=invite,
            args=(opened.id, made),
        )
        if made:
            st.success(
                "Copy it now and send it to this person only: whoever opens it is signed in under "
                "this name on that browser. The app does not keep the address.",
                title=f"The personal link for {literal(made.label)}",
                icon=":material/key:",
            )
            st.code(made.address, language=None, wrap_lines=True)


@uninterrupted
def invite(selection_id: str, shown: MadeLink | None) -> None:
    """Makes the personal link that the fields describe; its address is shown in this session only.

    What the holder may do stands in the access table, and is asked on every call. `shown` is as for
    `make_link`: a second click makes no second link.
    """
    entered = st.session_state
    if made_link(selection_id, INVITED) not in (None, shown):
        entered[NAME] = ""
        return
    entered.pop(PROBLEM, None)
    name = str(entered.get(NAME) or "").strip()
    if not name:
        entered[PROBLEM] = WHAT_THE_NAME_IS_FOR
        return
    token, sha256 = new_token()
    try:
        link = state.storage().create_link(
            state.actor(),
            selection_id,
            token_sha256=sha256,
            role=Role(entered.get(ROLE) or Role.OBSERVER),
            label=name,
            expires_at=end_of(entered.get(UNTIL)),
        )
    except (StorageError, AccessDenied) as problem:
        entered[PROBLEM] = f"Nobody was invited. {problem}"
        return
    address = join_address(state.settings(), token)
    entered[INVITED] = MadeLink(link.id, selection_id, link.label, address)
    # The next link is for somebody else.
    entered[NAME] = ""
