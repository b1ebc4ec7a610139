"""The links that exist: what each shows, until when, how often it was opened, revoke."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from scorecard.access import AccessDenied, Role, SharedPart
from scorecard.storage import Link, StorageError
from scorecard.ui import state
from scorecard.ui.links.making import NOT_REVOKED, link_state, revoke
from scorecard.ui.outcomes import local_time
from scorecard.ui.text import literal

REFRESH_EVERY_SECONDS = 10
PART_WORDS = {
    SharedPart.RANKING: "ranking",
    SharedPart.FLAGS: "red flags",
    SharedPart.COSTS: "costs",
    SharedPart.EVIDENCE: "answers with evidence",
}
PERSONAL_WORDS = {
    Role.OWNER: "Personal link of an owner, who sees and changes everything",
    Role.EVALUATOR: "Personal link of an evaluator, who sees everything and enters answers",
    Role.OBSERVER: "Personal link of an observer, who sees everything and changes nothing",
}


def parts_in_words(parts: frozenset[SharedPart]) -> str:
    """`ranking, red flags`."""
    return ", ".join(words for part, words in PART_WORDS.items() if part in parts)


@st.fragment(run_every=REFRESH_EVERY_SECONDS)
def show_links(selection_id: str, as_shown: tuple[Link, ...]) -> None:
    """A card a link, the newest first; closed ones folded away. New openings appear by themselves.

    `as_shown` are the links that the page around it counts. Where one has come or gone since, the
    whole page is drawn anew.
    """
    now = datetime.now(UTC)
    try:
        links = state.storage().list_links(state.actor(), selection_id)
    except StorageError:
        # The database is busy or gone for a moment: the next turn asks again.
        links = as_shown
    except AccessDenied:
        st.rerun(scope="app")
    live = [link for link in links if link.is_valid_at(now)]
    if {link.id for link in live} != {link.id for link in as_shown if link.is_valid_at(now)}:
        st.rerun(scope="app")
    if links:
        st.subheader("Links that exist", anchor=False)
    if st.session_state.get(NOT_REVOKED):
        st.error(literal(st.session_state[NOT_REVOKED]), icon=":material/error:")
    for link in live:
        _card(selection_id, link, now)
    closed = [link for link in links if not link.is_valid_at(now)]
    if closed:
        with st.expander(f"Closed links ({len(closed)})", key="links:closed"):
            for link in closed:
                st.markdown(f"**{_name(link)}**  \n{_state_and_openings(link, now)}")


def _card(selection_id: str, link: Link, now: datetime) -> None:
    # Keyed, so that an open confirmation stays with its link when another card is put above it.
    with st.container(border=True, key=f"links:card:{link.id}"):
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.markdown(f"**{_name(link)}**", width="content")
            with st.popover(
                "Revoke", icon=":material/link_off:", width="content", key=f"links:ask:{link.id}"
            ):
                st.markdown(
                    f"Close the link for **{_name(link)}** for good? Whoever holds it "
                    f"{_what_revoking_does(link)}."
                )
                st.button(
                    "Revoke this link",
                    key=f"links:revoke:{link.id}",
                    on_click=revoke,
                    args=(selection_id, link.id),
                    type="primary",
                )
        st.caption(
            f"{_what_it_shows(link)}  \n{_state_and_openings(link, now)} · made "
            f"{local_time(link.created_at):%Y-%m-%d %H:%M} by {literal(link.created_by)}"
        )


def _what_it_shows(link: Link) -> str:
    if link.role is not Role.LINK:
        return PERSONAL_WORDS[link.role]
    names = "names hidden" if link.names_hidden else "names shown"
    kept = "frozen" if link.frozen else "live"
    return f"Shows {parts_in_words(link.scope)} · {names} · {kept}"


def _what_revoking_does(link: Link) -> str:
    if link.role is not Role.LINK:
        return "is signed out at the next click"
    return "can no longer open it, and a page that is open closes within a few seconds"


def _state_and_openings(link: Link, now: datetime) -> str:
    state_words = link_state(link, now).capitalize()
    # Personal links sign somebody in; only share links count how often they were opened.
    return state_words if link.role is not Role.LINK else f"{state_words} · {_opened(link)}"


def _name(link: Link) -> str:
    return literal(link.label or "Without a name")


def _opened(link: Link) -> str:
    if link.last_opened_at is None:
        return "never opened"
    times = "once" if link.opened_count == 1 else f"{link.opened_count} times"
    return f"opened {times}, last {local_time(link.last_opened_at):%Y-%m-%d %H:%M}"
