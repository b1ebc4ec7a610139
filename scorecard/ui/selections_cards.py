"""A card for each selection: where it stands, who leads, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from scorecard.access import Action, Actor, may
from scorecard.coverage import whole_pct_covered
from scorecard.document import write_document
from scorecard.model import Phase
from scorecard.storage import SelectionSummary, Storage
from scorecard.ui import frame
from scorecard.ui.downloads import file_stem
from scorecard.ui.exports import note_export
from scorecard.ui.outcomes import local_time
from scorecard.ui.selections_changes import (
    archive,
    confirm_rename,
    duplicate,
    open_selection,
)
from scorecard.ui.state import actor, evaluated, storage, today
from scorecard.ui.text import literal, shortened
from scorecard.ui.uninterrupted import uninterrupted

CARDS_AT_FIRST = 12

_PhaseColour = Literal["gray", "blue", "violet", "green"]
_PHASE_BADGES: dict[Phase, tuple[str, _PhaseColour]] = {
    Phase.PREPARING: (":material/edit_note:", "gray"),
    Phase.COLLECTING: (":material/inbox:", "blue"),
    Phase.CLOSED: (":material/lock:", "violet"),
    Phase.DECIDED: (":material/check_circle:", "green"),
}
_MENU_ACTIONS = {
    "rename": Action.EDIT_DETAILS,
    "duplicate": Action.DUPLICATE,
    "archive": Action.ARCHIVE,
}
_MENU = {
    "rename": ":material/edit: Rename",
    "duplicate": ":material/content_copy: Duplicate",
    "archive": ":material/archive: Archive",
}


@dataclass(frozen=True)
class CardFacts:
    """What a card needs of an evaluation; small enough to be kept for many selections."""

    coverage_pct: float
    leader: str


def show_cards(summaries: tuple[SelectionSummary, ...]) -> None:
    """The cards, most recently changed first; beyond a dozen, with a filter and more on demand."""
    shown = _filtered(summaries)
    if not shown:
        st.markdown("No title matches.")
        return
    limit = int(st.session_state.get("selections:limit", CARDS_AT_FIRST))
    with st.grid(3, min_column_width=260, gap="small"):
        for summary in shown[:limit]:
            _show_card(summary)
    if len(shown) > limit:
        st.button(
            f"Show {min(CARDS_AT_FIRST, len(shown) - limit)} more of {len(shown)}",
            key="selections:more",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(limit,),
        )


def _show_more(limit: int) -> None:
    st.session_state["selections:limit"] = limit + CARDS_AT_FIRST


def _filtered(summaries: tuple[SelectionSummary, ...]) -> list[SelectionSummary]:
    if len(summaries) <= CARDS_AT_FIRST:
        return list(summaries)
    typed = st.text_input(
        "Find a selection", key="selections:find", type="search", live="300ms", width=320
    )
    wanted = (typed or "").casefold()
    return [summary for summary in summaries if wanted in summary.title.casefold()]


@st.cache_data(max_entries=2000, show_spinner=False)
def card_facts(selection_id: str, revision: int, as_of: date) -> CardFacts:
    """Coverage and leader of a selection at a revision.

    The revision comes from a list that was read with an access check, and is what settles the
    content: it stands in the arguments although it is not read here.
    """
    evaluation = evaluated(selection_id).evaluation
    return CardFacts(frame.answered_pct(evaluation), frame.leader_line(evaluation))


def _show_card(summary: SelectionSummary) -> None:
    key = f"selections:{summary.id}"
    facts = card_facts(summary.id, summary.revision, today())
    with st.container(border=True, gap="small", height="stretch", key=f"{key}:card"):
        st.markdown(f"**{literal(shortened(summary.title, 90))}**")
        with st.container(horizontal=True, gap="xsmall"):
            icon, colour = _PHASE_BADGES[summary.phase]
            st.badge(frame.PHASE_WORDS[summary.phase], icon=icon, color=colour)
            if summary.is_example:
                st.badge("Invented example", icon=":material/school:", color="gray")
        count = summary.candidate_count
        candidates = "1 candidate" if count == 1 else f"{count} candidates"
        covered = whole_pct_covered(facts.coverage_pct)
        st.progress(facts.coverage_pct / 100, text=f"{candidates} · {covered} % covered")
        st.markdown(facts.leader)
        moment = local_time(summary.last_change_at)
        st.caption(f"Changed {moment:%Y-%m-%d %H:%M} by {literal(summary.last_change_by)}")
        st.space("stretch")
        _show_actions(summary, key)


def _show_actions(summary: SelectionSummary, key: str) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "Open",
            key=f"{key}:open",
            on_click=open_selection,
            args=(summary,),
        )
        st.download_button(
            "Back up",
            data=backup_of(storage(), actor(), summary.id),
            file_name=f"{file_stem(summary.title)}-{today()}.json",
            mime="application/json",
            key=f"{key}:backup",
            on_click="ignore",
            help="Everything of this selection in one JSON document, files and history included",
        )

        @uninterrupted
        def chosen() -> None:
            match st.session_state[f"{key}:menu"]:
                case "duplicate":
                    duplicate(summary)
                case "archive":
                    archive(summary)

        allowed = [o for o in _MENU if may(actor(), _MENU_ACTIONS[o], summary.id)]
        if not allowed:
            return
        action = st.menu_button(
            "More",
            allowed,
            key=f"{key}:menu",
            format_func=lambda option: _MENU[option],
            on_click=chosen,
        )
        if action == "rename":
            confirm_rename(summary)


def backup_of(store: Storage, who: Actor, selection_id: str) -> Callable[[], bytes]:
    """Builds the JSON document when it is asked for.

    It holds all it needs: a deferred download must not read the session.
    """

    def build() -> bytes:
        document = write_document(store.document(who, selection_id)).encode()
        note_export(who, selection_id, "backup (JSON)")
        return document

    return build
