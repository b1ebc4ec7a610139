"""Takes the cost questions of the shipped catalogue over into a selection that lacks them."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Catalogue
from scorecard.ui import state
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.permission import may_change, show_read_only
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_PROBLEM_KEY = "cost:newer_catalogue:problem"
REASON = "Cost questions of the catalogue of {version} taken over; nothing that is weighed changes"


def with_cost_data(kept: Catalogue, shipped: Catalogue) -> Catalogue | None:
    """The kept catalogue with what the cost calculation needs; None where it cannot be had.

    Criteria, anchors, gates and red flags stay as they are. It takes a catalogue that already
    asks for rates: one made for an existing scorecard does not.
    """
    commercial = shipped.commercial
    if commercial is None:
        return None
    known = {question.id for question in kept.questions}
    groups = {group.id for group in kept.groups}
    quote = [
        q
        for q in shipped.questions
        if q.section and q.id not in known and q.id in dict(commercial.questions).values()
    ]
    if any(q.group not in groups for q in quote):
        return None
    if set(dict(commercial.questions).values()) - known - {q.id for q in quote}:
        return None
    benchmarks = {b.id for b in kept.benchmarks}
    sources = {s.id for s in kept.sources}
    return kept.model_copy(
        update={
            "commercial": commercial,
            "questions": (*kept.questions, *quote),
            "benchmarks": (
                *kept.benchmarks,
                *(b for b in shipped.benchmarks if b.id not in benchmarks),
            ),
            "sources": (*kept.sources, *(s for s in shipped.sources if s.id not in sources)),
        }
    )


def show_way_to_cost_data(opened: OpenSelection) -> None:
    """What can be done about a catalogue without cost data, and the button that does it."""
    shipped = state.shipped_catalogue()
    newer = with_cost_data(opened.catalogue, shipped)
    if newer is None:
        st.markdown(
            "Open a selection from a profile to collect quotes: the cost questions have no place "
            "in this one, which was brought along."
        )
        return
    st.markdown(
        f"The program ships the catalogue of {literal(shipped.version)} with the questions of a "
        "quote. Taking them over adds these questions and the figures for the calculation; "
        "criteria, anchors, weights, gates and red flags stay as they are."
    )
    if may_change(opened, Action.EDIT_CATALOGUE):
        st.button(
            "Take over the cost questions",
            key=f"cost:{opened.id}:take_over",
            type="primary",
            icon=":material/download:",
            on_click=_take_over,
            args=(opened.id, newer, opened.selection.version),
        )
    else:
        show_read_only(opened, Action.EDIT_CATALOGUE, "The catalogue's entries")
    if problem := st.session_state.pop(_PROBLEM_KEY, ""):
        st.error(literal(problem), icon=":material/error:")


@uninterrupted
def _take_over(selection_id: str, newer: Catalogue, version_read: int) -> None:
    try:
        state.storage().save_catalogue(
            state.actor(),
            selection_id,
            newer,
            expected_version=version_read,
            reason=REASON.format(version=newer.commercial and state.shipped_catalogue().version),
        )
    except WRITE_PROBLEMS as problem:
        st.session_state[_PROBLEM_KEY] = f"Not taken over. {plain_problem(problem)}"
