"""The links that exist: what each shows, until when, how often it was opened, revoke."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from scorecard.access import SharedPart
from scorecard.storage import Link
from scorecard.ui.links.making import link_state, revoke
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

PART_WORDS = {
    SharedPart.RANKING: "ranking",
    SharedPart.FLAGS: "red flags",
    SharedPart.COSTS: "costs",
    SharedPart.EVIDENCE: "answers with evidence",
}


def parts_in_words(parts: frozenset[SharedPart]) -> str:
    """`ranking, red flags`."""
    return ", ".join(words for part, words in PART_WORDS.items() if part in parts)


def show_links(opened: OpenSelection, links: tuple[Link, ...]) -> None:
    """A card a link, the newest first; closed ones folded away."""
    now = datetime.now(UTC)
    live = [link for link in links if link.is_valid_at(now)]
    closed = [link for link in links if not link.is_valid_at(now)]
    for link in live:
        _card(opened, link, now)
    if closed:
        with st.expander(f"Closed links ({len(closed)})"):
            for link in closed:
                st.markdown(
                    f"**{literal(link.label or 'Without a name')}** · {link_state(link, now)} · "
                    f"{_opened(link)}"
                )


def _card(opened: OpenSelection, link: Link, now: datetime) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(link.label or 'Without a name')}**")
            with st.popover("Revoke", icon=":material/link_off:", width="content"):
                st.markdown("Whoever holds this link sees nothing any more from now on.")
                st.button(
                    "Revoke this link",
                    key=f"links:revoke:{link.id}",
                    on_click=revoke,
                    args=(opened.id, link.id),
                    type="primary",
                )
        names = "names hidden" if link.names_hidden else "names shown"
        kept = "frozen" if link.frozen else "live"
        st.caption(
            f"{parts_in_words(link.scope).capitalize()} · {names} · {kept} · "
            f"{link_state(link, now)} · made {link.created_at.astimezone():%Y-%m-%d %H:%M} by "
            f"{literal(link.created_by)} · {_opened(link)}"
        )


def _opened(link: Link) -> str:
    if link.last_opened_at is None:
        return "never opened"
    times = "once" if link.opened_count == 1 else f"{link.opened_count} times"
    return f"opened {times}, last {link.last_opened_at.astimezone():%Y-%m-%d %H:%M}"
