"""Erasing on request: a candidate with all its data, or a person's name, previewed first."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scorecard.access import Action, may
from scorecard.storage import Erased, ErasurePreview
from scorecard.ui.erasure_words import gone_lines, outcome_lines, remaining_lines
from scorecard.ui.forgetting import forget_everything_worked_out
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.state import OpenSelection, actor, storage
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

CANDIDATE, PERSON = "A candidate", "A person"
_DONE = "erasure:done"
_NOT_FINISHED = "erasure:not_finished"


def show_erasure(opened: OpenSelection) -> None:
    """The button that opens the dialog, for owners, and what became of the last erasure."""
    if not may(actor(), Action.ERASE, opened.id):
        return
    _show_outcome(opened)
    if st.button(
        "Erase data for good",
        key=f"erasure:{opened.id}:open",
        icon=":material/ink_eraser:",
        type="tertiary",
        help="For a request to erase: nothing of it can be brought back, by a backup either.",
    ):
        st.session_state[_closing_key(opened)] = False
        _erase(opened)


def _closing_key(opened: OpenSelection) -> str:
    return f"erasure:{opened.id}:closing"


def _show_outcome(opened: OpenSelection) -> None:
    done = st.session_state.get(_DONE)
    if not isinstance(done, tuple) or done[0] != opened.id or not isinstance(done[1], Erased):
        return
    erased = done[1]
    lines = outcome_lines(erased)
    st.success(
        "\n".join(f"- {literal(line)}" for line in lines),
        title=f"Erased; it is called “{literal(erased.label)}” from now on",
        icon=":material/ink_eraser:",
    )
    if not erased.is_rewritten:
        st.warning(
            "The data are erased, but the old bytes could not leave the database file yet, because "
            "somebody is reading it.",
            icon=":material/hourglass_empty:",
        )
        st.button(
            "Clean the file now",
            key=f"erasure:{opened.id}:finish",
            on_click=_finish,
            args=(opened.id, erased),
        )
        if problem := st.session_state.get(_NOT_FINISHED):
            st.error(literal(problem), icon=":material/error:")


@uninterrupted
def _finish(selection_id: str, erased: Erased) -> None:
    try:
        is_clean = storage().finish_erasing(actor(), selection_id)
    except WRITE_PROBLEMS as problem:
        st.session_state[_NOT_FINISHED] = plain_problem(problem)
        return
    st.session_state[_NOT_FINISHED] = ""
    if is_clean:
        done = Erased(erased.label, erased.counts, erased.elsewhere, is_rewritten=True)
        st.session_state[_DONE] = (selection_id, done)


@st.dialog("Erase data for good", icon=":material/ink_eraser:", width="large")
def _erase(opened: OpenSelection) -> None:
    if st.session_state.pop(_closing_key(opened), False):
        # Erased by the button below: who was chosen here is gone, and the page says what became
        # of it.
        st.rerun()
    scope = f"erasure:{opened.id}"
    what = st.segmented_control(
        "What is to be erased",
        [CANDIDATE, PERSON],
        default=CANDIDATE,
        required=True,
        key=f"{scope}:what",
    )
    if what == PERSON:
        _erase_person(opened, scope)
    else:
        _erase_candidate(opened, scope)


def _erase_candidate(opened: OpenSelection, scope: str) -> None:
    removed = storage().removed_candidates(actor(), opened.id)
    names = {c.id: c.name for c in opened.selection.candidates}
    names |= {c.id: f"{c.name} (removed)" for c in removed}
    plain = {c.id: c.name for c in (*opened.selection.candidates, *removed)}
    candidate_id = st.selectbox(
        "Candidate",
        list(names),
        index=None,
        format_func=lambda chosen: names.get(chosen, ""),
        placeholder="Choose a candidate",
        key=f"{scope}:candidate",
    )
    if candidate_id is None:
        st.caption("Its answers, notes, contacts, files and every trace of its name go.")
        return

    @uninterrupted
    def erase(confirmation: str, reason: str) -> Erased:
        return storage().erase_candidate(
            actor(), opened.id, candidate_id, confirmation=confirmation, reason=reason
        )

    _show_preview(storage().preview_candidate_erasure(actor(), opened.id, candidate_id))
    _confirm(opened, f"{scope}:{candidate_id}", plain[candidate_id], erase)


def _erase_person(opened: OpenSelection, scope: str) -> None:
    people = dict(storage().known_people(actor(), opened.id))
    name = st.selectbox(
        "Person",
        list(people),
        index=None,
        placeholder="Choose a name, or type another",
        accept_new_options=True,
        key=f"{scope}:person",
        help="Contacts, whoever wrote, verified or signed, and holders of personal links.",
    )
    if not name:
        st.caption("The name and address become “erased person” wherever they stand.")
        return
    names = [text for text in (name, people.get(name, "")) if text]

    @uninterrupted
    def erase(confirmation: str, reason: str) -> Erased:
        return storage().erase_person(
            actor(), opened.id, names, confirmation=confirmation, reason=reason
        )

    try:
        preview = storage().preview_person_erasure(actor(), opened.id, names)
    except WRITE_PROBLEMS as problem:
        st.error(literal(plain_problem(problem)), icon=":material/error:")
        return
    _show_preview(preview)
    _confirm(opened, f"{scope}:person:{name}", name, erase)


def _show_preview(preview: ErasurePreview) -> None:
    lines = gone_lines(preview.counts, preview.former_names)
    gone = "\n".join(f"- {literal(line)}" for line in lines)
    st.markdown(f"**What goes**\n\n{gone}")
    remains = "\n".join(f"- {literal(line)}" for line in remaining_lines(preview.elsewhere))
    st.markdown(f"**What remains elsewhere: please see to it yourself**\n\n{remains}")


def _confirm(
    opened: OpenSelection, scope: str, name: str, erase: Callable[[str, str], Erased]
) -> None:
    problem_key = f"{scope}:problem"

    @uninterrupted
    def carry_out() -> None:
        try:
            erased = erase(
                str(st.session_state[f"{scope}:confirmation"] or ""),
                str(st.session_state[f"{scope}:reason"] or ""),
            )
        except WRITE_PROBLEMS as problem:
            st.session_state[problem_key] = plain_problem(problem)
            return
        forget_everything_worked_out()
        st.session_state[problem_key] = ""
        st.session_state[_DONE] = (opened.id, erased)
        st.session_state[_NOT_FINISHED] = ""
        st.session_state[_closing_key(opened)] = True

    with st.form(f"{scope}:form", border=False):
        st.text_area(
            "Reason",
            key=f"{scope}:reason",
            height=80,
            help="Who asked for it and when. The history keeps it; do not repeat the name.",
        )
        st.text_input(f"Type “{literal(name)}” to confirm", key=f"{scope}:confirmation")
        sent = st.form_submit_button(
            "Erase for good", type="primary", icon=":material/ink_eraser:", on_click=carry_out
        )
    if not sent:
        st.session_state.pop(problem_key, None)
        return
    if st.session_state.get(problem_key):
        st.error(literal(st.session_state[problem_key]), icon=":material/error:")
