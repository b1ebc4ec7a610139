"""Another edition of the catalogue: offered quietly, with all that taking it over would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.access import Action, Actor
from scorecard.catalogue import Takeover, is_newer_edition, would_change
from scorecard.catalogue.difference import Part
from scorecard.evaluation import evaluate
from scorecard.storage import CATALOGUE_SUBJECT, CATALOGUE_TAKEN_BACK, CATALOGUE_TAKEN_OVER
from scorecard.ui import state
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_edition_saving import EARLIER, FIELD, NEWER, key_of, take_back, take_over
from scorecard.ui.weights_edition_words import (
    counts_line,
    edition_title,
    newly_out,
    part_lines,
    ranking_rows,
    remarks_of,
)
from scorecard.ui.weights_result import show_result
from scorecard.ui.weights_words import ranking_change

# Of a part with more entries than these, the list is closed at first.
_SHOWN = 5
_TAKEOVERS = 100


def show_other_edition(opened: OpenSelection) -> None:
    """The offer of a newer catalogue, and the way back from the last one that was taken over."""
    show_result(opened.id, FIELD)
    shipped, kept = state.shipped_catalogue(), opened.catalogue
    if (
        kept is not shipped
        and is_newer_edition(kept, shipped)
        and would_change(opened.selection, kept, shipped)
    ):
        _show_newer(opened)
    told = _taken_over(opened.id, opened.selection.revision, _actor=state.actor())
    if told:
        _show_earlier(opened, told)


def _show_newer(opened: OpenSelection) -> None:
    shipped = state.shipped_catalogue()
    fold = st.expander(
        literal(edition_title(opened.catalogue, shipped)),
        key=key_of(opened.id, NEWER, "fold"),
        icon=":material/update:",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.markdown(
            "This selection keeps the copy of the catalogue that it was opened with, until you "
            "take the newer one over. Here is what differs and what it would change."
        )
        takeover, keep = _newer(opened)
        _show_takeover(opened, takeover)
        if not may_change(opened, Action.EDIT_CATALOGUE):
            return
        _show_reason(opened, NEWER, "Why the newer catalogue is taken over")
        st.button(
            f"Take over the catalogue of {literal(shipped.version)}",
            key=key_of(opened.id, NEWER, "take"),
            type="primary",
            icon=":material/check:",
            disabled=bool(takeover.refused_because),
            on_click=take_over,
            args=(opened.id, opened.selection.version),
            kwargs={"keep_own_values": keep},
            help="It can be taken back afterwards, also with a reason.",
        )


def _newer(opened: OpenSelection) -> tuple[Takeover, bool]:
    """What taking over would come to, with own anchors kept or given up as it is ticked."""
    storage, shipped = state.storage(), state.shipped_catalogue()
    keeping = storage.preview_takeover(state.actor(), opened.id, shipped)
    if not keeping.own_values_kept:
        return keeping, True
    keep = st.checkbox(
        "Keep the anchors that were moved in this selection: "
        f"{literal(', '.join(keeping.own_values_kept))}",
        value=True,
        key=key_of(opened.id, NEWER, "own"),
        disabled=not may_change(opened, Action.EDIT_CATALOGUE),
    )
    if keep:
        return keeping, True
    given_up = storage.preview_takeover(state.actor(), opened.id, shipped, keep_own_values=False)
    return given_up, False


def _show_earlier(opened: OpenSelection, told: str) -> None:
    fold = st.expander(
        literal(told),
        key=key_of(opened.id, EARLIER, "fold"),
        icon=":material/history:",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        found = state.storage().preview_taking_back(state.actor(), opened.id)
        if found is None:
            return
        st.markdown(f"The reason was: {literal(found.entry.reason)}")
        st.markdown("Taking the earlier copy back would change this:")
        _show_takeover(opened, found.takeover, is_back=True)
        if not may_change(opened, Action.EDIT_CATALOGUE):
            return
        _show_reason(opened, EARLIER, "Why the earlier copy is taken back")
        st.button(
            "Take the earlier copy back",
            key=key_of(opened.id, EARLIER, "take"),
            icon=":material/undo:",
            disabled=bool(found.takeover.refused_because),
            on_click=take_back,
            args=(opened.id, opened.selection.version),
        )


def _show_takeover(opened: OpenSelection, takeover: Takeover, *, is_back: bool = False) -> None:
    st.markdown(f"**What differs:** {literal(counts_line(takeover.difference))}")
    for part in Part:
        entries = [entry for entry in takeover.difference if entry.part is part]
        if entries:
            with st.expander(f"{part.value} ({len(entries)})", expanded=len(entries) <= _SHOWN):
                st.markdown(part_lines(entries))
    for remark in remarks_of(takeover, is_back=is_back):
        st.caption(literal(remark))
    if takeover.refused_because:
        listed = "\n".join(f"- {literal(reason)}" for reason in takeover.refused_because)
        st.warning(listed, title="Settle this first", icon=":material/warning:")
        return
    _show_ranking(opened, takeover)


def _show_ranking(opened: OpenSelection, takeover: Takeover) -> None:
    before = opened.evaluation
    after = evaluate(takeover.applied_to(opened.selection), takeover.catalogue, as_of=before.as_of)
    st.markdown(
        f"**What it would change in the ranking:** {literal(ranking_change(before, after))}"
    )
    for sentence in newly_out(before, after):
        st.caption(literal(sentence))
    if not before.candidates:
        return
    value = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(
        pd.DataFrame(ranking_rows(before, after)),
        hide_index=True,
        placeholder="–",
        column_config={"Overall value now": value, "Overall value then": value},
        alt="Rank, overall value and critical flags of each candidate now and with the other copy",
    )


def _show_reason(opened: OpenSelection, fold: str, label: str) -> None:
    st.text_area(
        label,
        key=key_of(opened.id, fold, "reason"),
        help="The history keeps it with the difference.",
        height=80,
    )
    problem = st.session_state.get(key_of(opened.id, fold, "problem"))
    if problem:
        st.error(literal(str(problem)), icon=":material/error:")


@st.cache_resource(max_entries=64, show_spinner=False)
def _taken_over(selection_id: str, revision: int, *, _actor: Actor) -> str:
    """Which catalogue was taken over last, when (UTC) and by whom; '' with none to take back."""
    standing = []
    entries = state.storage().history(
        _actor, selection_id, subject=CATALOGUE_SUBJECT, limit=_TAKEOVERS
    )
    for entry in reversed(entries):
        if entry.action == CATALOGUE_TAKEN_OVER:
            standing.append(entry)
        elif entry.action == CATALOGUE_TAKEN_BACK and standing:
            standing.pop()
    if not standing:
        return ""
    last = standing[-1]
    version = last.after.get("version") if isinstance(last.after, dict) else None
    which = f"The catalogue of {version}" if version else "Another catalogue"
    return f"{which} was taken over on {last.at.date().isoformat()} by {last.actor}"
