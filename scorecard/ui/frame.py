"""What surrounds every page: navigation in the buyer's order, the open selection, its leader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.model import Integrity, Phase
from scorecard.sentences import lead_in_words
from scorecard.ui.critical_flags import critical_flags_words
from scorecard.ui.reconnection import ask_after_reconnection
from scorecard.ui.state import (
    OpenSelection,
    actor,
    open_selection,
    open_selection_id,
    remember_selection,
    selections,
    storage,
)
from scorecard.ui.text import literal, shortened_inside

VIEWS = Path(__file__).parent / "views"

PHASE_WORDS = {
    Phase.PREPARING: "Preparing",
    Phase.COLLECTING: "Collecting answers",
    Phase.CLOSED: "Responses closed",
    Phase.DECIDED: "Decided",
}

# Narrow enough that the sections of the form stand in one row on a page 1280 pixels wide.
SIDEBAR_WIDTH_PX = 244
# What the field in the sidebar has room for; longer titles keep both ends.
SWITCH_CHARACTERS = 18
_PAGES_KEY = "frame:pages"
_BELOW_LEADER_KEY = "_frame:below_leader"
PROJECTOR = "projector.py"
PROJECTOR_PATH = "projector"


@dataclass(frozen=True)
class View:
    """One page of the navigation: its file, title, icon and the caption that it stands under."""

    file: str
    title: str
    icon: str
    caption: str


NAVIGATION = (
    View("selections.py", "Selections", ":material/folder_open:", ""),
    View("brief.py", "Brief", ":material/description:", "Prepare"),
    View("weights.py", "Criteria and weights", ":material/balance:", "Prepare"),
    View("candidates.py", "Candidates", ":material/groups:", "Assess"),
    View("intake.py", "Questionnaires back", ":material/move_to_inbox:", "Assess"),
    View("due_diligence.py", "Due diligence", ":material/fact_check:", "Assess"),
    View("ranking.py", "Ranking", ":material/leaderboard:", "Decide"),
    View("red_flags.py", "Red flags", ":material/flag:", "Decide"),
    View("compare.py", "Compare", ":material/compare_arrows:", "Decide"),
    View("robustness.py", "Robustness", ":material/insights:", "Decide"),
    View("cost.py", "Cost", ":material/payments:", "Decide"),
    View("links.py", "Links and export", ":material/share:", "Share"),
    View("award.py", "Award and debriefs", ":material/gavel:", "Share"),
)


def pages() -> list[StreamlitPage]:
    """Every page of the navigation, for st.navigation; the first is the default.

    Made once a session: each asks the file system for its path. Not once for all of them, since a
    page notes whether it may be run now.
    """
    kept: list[StreamlitPage] | None = st.session_state.get(_PAGES_KEY)
    if kept is None:
        listed = [
            st.Page(
                VIEWS / view.file, title=view.title, icon=view.icon, default=view is NAVIGATION[0]
            )
            for view in NAVIGATION
        ]
        kept = [*listed, st.Page(VIEWS / PROJECTOR, title="Projector view")]
        st.session_state[_PAGES_KEY] = kept
    return kept


def page_path(file: str) -> str:
    """The path of a view as st.switch_page and st.page_link take it."""
    return str(VIEWS / file)


def go_to(file: str) -> None:
    """Switches to another page with the same selection open."""
    selection_id = open_selection_id()
    query = {"selection": selection_id} if selection_id else {}
    st.switch_page(page_path(file), query_params=query)


def show_sidebar() -> None:
    """The sidebar: open selection with phase, progress and the leader's line, then navigation.

    The line stands above the navigation, whose foot is out of sight on a low screen.
    """
    with st.sidebar:
        opened = _selection_switch()
        if opened is not None:
            with st.container(gap="xsmall"):
                decided = decided_words(opened)
                leader = leader_line(opened.evaluation)
                st.caption(f"{literal(decided)} · {leader}" if decided else leader)
                st.session_state[_BELOW_LEADER_KEY] = st.container()
        caption = ""
        for view in NAVIGATION:
            if view is not NAVIGATION[0] and opened is None:
                continue
            if view.caption != caption:
                st.caption(view.caption)
                caption = view.caption
            st.page_link(
                page_path(view.file),
                label=view.title,
                icon=view.icon,
                query_params={"selection": opened.id} if opened is not None else None,
            )
        if opened is None:
            st.caption("Open a selection to see its pages.")
        ask_after_reconnection()


def show_below_leader(line: str) -> None:
    """A line of the page's own in the sidebar, where it stays while the page scrolls."""
    # The container of this very run: the sidebar is drawn before every page.
    place = st.session_state.get(_BELOW_LEADER_KEY)
    if isinstance(place, DeltaGenerator):
        place.caption(line)


def _selection_switch() -> OpenSelection | None:
    st.markdown("**Partner scorecard**")
    known = selections()
    opened = open_selection()
    if not known:
        return None
    titles = {summary.id: summary.title for summary in known}
    current = opened.id if opened else None
    if current is not None and current not in titles and opened is not None:
        titles[current] = opened.selection.title

    def switch() -> None:
        remember_selection(st.session_state["frame:selection"])

    labels = _switch_labels(titles)
    title = "" if current is None else titles[current]
    st.session_state["frame:selection"] = current
    st.selectbox(
        "Open selection",
        list(titles),
        key="frame:selection",
        format_func=lambda selection_id: labels.get(selection_id, ""),
        help=literal(title) if len(title) > SWITCH_CHARACTERS else None,
        placeholder="Choose a selection",
        on_change=switch,
    )
    if opened is not None:
        progress = answered_pct(opened.evaluation)
        covered = whole_pct_covered(progress)
        st.progress(
            progress / 100,
            text=f"{PHASE_WORDS[opened.selection.phase]} · {covered}\u00a0%\u00a0covered",
        )
    return opened


def _switch_labels(titles: dict[str, str]) -> dict[str, str]:
    """Selection id → its title, shortened, and numbered where two are alike.

    The browser sends back a label: two alike would open the wrong selection.
    """
    labels: dict[str, str] = {}
    for selection_id, title in titles.items():
        short = shortened_inside(title, SWITCH_CHARACTERS)
        number, label = 1, short
        while label in labels.values():
            number += 1
            label = f"{short} ({number})"
        labels[selection_id] = label
    return labels


def answered_pct(evaluation: Evaluation) -> float:
    """Mean coverage of the candidates, 0 without candidates."""
    return float(evaluation.coverage_pct.mean()) if len(evaluation.candidates) else 0.0


def leader_line(evaluation: Evaluation) -> str:
    """The line that never leaves: leader, lead, number of critical flags."""
    if not evaluation.candidates:
        return "No candidates yet"
    if all(evaluation.nothing_answered):
        return "No answers yet"
    flags = critical_flags_words(evaluation)
    if evaluation.leader_withheld_because:
        return f"No leader yet · {flags}"
    names = [literal(evaluation.candidates[row].name) for row in evaluation.leaders]
    if len(names) > 1:
        return f"Tie: {', '.join(names)} · {flags}"
    if len(evaluation.ranked_order) == 1:
        return f"{names[0]} is the only one ranked · {flags}"
    if len(evaluation.level_with_first) > 1:
        return f"{names[0]} is first by the tie-break · {flags}"
    return f"{names[0]} leads by {lead_in_words(evaluation)} · {flags}"


def decided_words(opened: OpenSelection) -> str:
    """Whom the award record in force names, as `Decided: Atlas`; '' while nothing is decided."""
    if opened.selection.phase is not Phase.DECIDED:
        return ""
    awards = storage().list_awards(actor(), opened.id)
    if not awards:
        return ""
    record = awards[-1].record
    if record is None or awards[-1].integrity is Integrity.CHANGED:
        # Whom it names now is not whom they signed for.
        return "Decided: the record was changed"
    return f"Decided: {record.chosen.name}"


def show_heading(title: str, sentence: str) -> None:
    """A page's question as its title, and under it the answer for these data."""
    st.title(literal(title), anchor=False)
    st.markdown(literal(sentence))


def require_selection() -> OpenSelection:
    """The open selection; without one, says what to do, offers it as a button, and stops."""
    opened = open_selection()
    if opened is None:
        st.title("No selection is open", anchor=False)
        st.markdown(
            "Open a selection first: one of yours, or the worked example. Both stand on Selections."
        )
        if st.button("Go to selections", type="primary", icon=":material/folder_open:"):
            go_to("selections.py")
        st.stop()
    return opened
