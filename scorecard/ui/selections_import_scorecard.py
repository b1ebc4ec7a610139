"""Bring a scorecard: read it, say what was understood, let it be corrected, then store it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from scorecard.excel import Understanding, apply, likeliest_sheet, scorecard_of
from scorecard.excel.grid import Grid
from scorecard.ui.selections_changes import titles
from scorecard.ui.selections_import_controls import (
    show_forget,
    show_scale_and_switches,
    show_sheet_choice,
    show_table_choices,
)
from scorecard.ui.selections_import_corrections import (
    Place,
    chosen_sheet,
    row_scale_problems,
    scale_problem,
    understood,
)
from scorecard.ui.selections_import_incoming import (
    INCOMING_KEY,
    ImportProblem,
    Incoming,
    checked,
    show_incoming,
)
from scorecard.ui.selections_import_preview import show_preview
from scorecard.ui.selections_import_source import Brought, brought
from scorecard.ui.selections_import_storing import (
    ask_to_store,
    forget_asked,
    show_not_stored,
    store_if_asked,
)
from scorecard.ui.selections_import_tables import show_columns, show_rows
from scorecard.ui.selections_import_words import understood_sentence
from scorecard.ui.selections_words import free_title
from scorecard.ui.text import literal

PROBLEMS_SHOWN = 8
_LIKELIEST_KEY = "selections:import:likeliest"


def bring_scorecard() -> None:
    """The panel's body, from the empty fields to the button that stores."""
    st.markdown(
        "Any table with criteria, weights and a score a candidate: an evaluation matrix, a "
        "shortlist in a spreadsheet, cells copied from a mail. You see what was understood, "
        "correct what is wrong, and only then is it stored."
    )
    source = brought()
    if source is None:
        forget_asked()
        return
    if source.fault:
        forget_asked()
        st.error(literal(source.fault), title="Nothing was stored", icon=":material/error:")
        return
    sheet = min(chosen_sheet(source.digest, _likeliest(source)), len(source.grids) - 1)
    grid = source.grids[sheet]
    show_sheet_choice(source.grids, source.digest, sheet)
    place, found = understood(grid, source.digest, sheet)
    show_table_choices(place, found)
    st.markdown("#### What was understood")
    # In a container of its own, whatever comes and goes here leaves the tables below in their
    # place. One that moves is drawn anew, and what is being typed into it is lost.
    with st.container():
        _show_conclusions(grid, found)
    with st.container():
        show_preview(found)
    st.markdown("#### Correct it")
    with st.container():
        show_scale_and_switches(place, found)
    show_columns(place, found)
    show_rows(place, found)
    with st.container():
        show_forget(place)
    if found.problems:
        show_not_stored("The last change has left something to settle first.")
        return
    if row_scale_problems(place, found) or any(scale_problem(place, f) for f in ("low", "high")):
        # Stored without it, what was typed would be lost.
        show_not_stored("A number in red above cannot be read.")
        st.info(
            "Correct the number in red above, or empty it; then it can be stored.",
            icon=":material/info:",
        )
        return
    st.markdown("#### What will be stored")
    try:
        incoming = _incoming(source, place, found)
    except ImportProblem as problem:
        forget_asked()
        st.error(literal(str(problem)), title="Nothing was stored", icon=":material/error:")
        return
    show_incoming(incoming, partial(ask_to_store, source.digest))
    store_if_asked(incoming, source.digest)


def _likeliest(source: Brought) -> int:
    kept = st.session_state.get(_LIKELIEST_KEY)
    if not isinstance(kept, tuple) or kept[0] != source.digest:
        kept = (source.digest, likeliest_sheet(source.grids))
        st.session_state[_LIKELIEST_KEY] = kept
    return int(kept[1])


def _show_conclusions(grid: Grid, found: Understanding) -> None:
    st.markdown(f"**{literal(understood_sentence(found))}**")
    if found.problems:
        listed = [
            f"{problem.address}: {problem.text}" if problem.address else problem.text
            for problem in found.problems[:PROBLEMS_SHOWN]
        ]
        more = len(found.problems) - PROBLEMS_SHOWN
        if more > 0:
            listed.append(f"and {more} more, coloured orange below")
        lines = "\n".join(f"- {literal(line)}" for line in listed)
        st.error(
            f"{literal(grid.place())} cannot be stored yet:\n{lines}",
            title="To settle first",
            icon=":material/error:",
        )
    guesses = [inference.text for inference in found.inferences if inference.is_guess]
    if guesses:
        st.warning(
            "\n".join(f"- {literal(text)}" for text in guesses),
            title="Please confirm",
            icon=":material/help:",
        )
    sure = [inference.text for inference in found.inferences if not inference.is_guess]
    with st.expander(f"Everything else that was concluded ({len(sure)})"):
        st.markdown("\n".join(f"- {literal(text)}" for text in sure))


def _incoming(source: Brought, place: Place, found: Understanding) -> Incoming:
    """What would be stored; worked out once for each mapping, because it is evaluated."""
    asked = (source.digest, place.sheet, found.mapping)
    kept = st.session_state.get(INCOMING_KEY)
    if isinstance(kept, tuple) and kept[0] == asked:
        incoming = kept[1]
    else:
        table = apply(source.grids[place.sheet], found.mapping)
        imported = scorecard_of(table, source.content, created_at=datetime.now(UTC))
        incoming = checked(imported.document, imported.messages)
        st.session_state[INCOMING_KEY] = (asked, incoming)
    return _titled(incoming, source.digest)


def _titled(incoming: Incoming, digest: str) -> Incoming:
    """The selection under the title that was typed for it."""
    key = f"selections:import:{digest[:10]}:title"
    proposed = incoming.document.selection.title
    typed = st.text_input(
        "Title of the selection",
        value=proposed,
        key=key,
        max_chars=200,
        # While something has to be settled the field is away; what was typed into it is not.
        persist_state="page",
    )
    wanted = " ".join(typed.split()) or proposed
    title = free_title(wanted, titles())
    if title != wanted:
        st.caption(literal(f"That title is taken, so it is called “{title}”."))
    selection = incoming.document.selection.model_copy(update={"title": title})
    return replace(incoming, document=replace(incoming.document, selection=selection))
