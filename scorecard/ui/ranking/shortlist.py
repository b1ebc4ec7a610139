"""The shortlist on the ranking: the tick, what is missing for it, and the written override."""

from __future__ import annotations

import streamlit as st

from scorecard.access import AccessDenied, Action
from scorecard.model import Candidate
from scorecard.shortlisting import (
    ShortlistState,
    flags_without_override,
    has_unnamed_flags,
    shortlist_remark,
    shortlist_state,
)
from scorecard.storage import OverrideRequired, StorageError
from scorecard.ui import state
from scorecard.ui.outcomes import forget_stored, is_stored_here, note_stored
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_PROBLEM = "ranking:problem"
# What is changed here of a candidate.
_FIELDS = ("shortlisted", "override_reason", "override_flags")
_ASKED_FOR = "ranking:override"
_UNWRITTEN = "Write the reason: the history and every export keep it."


def show_tick(opened: OpenSelection, row: int) -> None:
    """The tick of the shortlist. Whether it may be set is asked where it is stored."""
    candidate = opened.evaluation.candidates[row]
    key = f"ranking:shortlist:{candidate.id}:{candidate.version}"
    for field in _FIELDS:
        forget_stored(_scope(opened, candidate.id), field)

    @uninterrupted
    def ticked() -> None:
        if not _save(opened, candidate.id, {"shortlisted": bool(st.session_state[key])}):
            st.session_state[key] = candidate.shortlisted

    st.session_state.setdefault(key, candidate.shortlisted)
    st.checkbox(
        "Shortlist",
        key=key,
        on_change=ticked,
        disabled=not may_change(opened, Action.SHORTLIST),
        help=f"Put {literal(candidate.name)} on the shortlist",
        width="content",
    )


def show_override_missing(opened: OpenSelection, row: int) -> None:
    """That a flag was raised after the tick, or after the override, and how to settle it."""
    evaluation = opened.evaluation
    candidate = evaluation.candidates[row]
    if evaluation.critical_flags(row) and has_unnamed_flags(candidate):
        st.caption("This override is older than the list of its flags: it counts for all of them.")
    if shortlist_state(evaluation, row) is not ShortlistState.OVERRIDE_MISSING:
        return
    remark = shortlist_remark(evaluation, row)
    st.markdown(f":red[:material/gavel: **On the shortlist, {literal(remark)}**]")
    if may_change(opened, Action.OVERRIDE) and may_change(opened, Action.SHORTLIST):
        st.button(
            "Write the override",
            key=f"ranking:write_override:{candidate.id}",
            icon=":material/gavel:",
            on_click=_ask_for_override,
            args=(candidate.id,),
        )


def show_off_the_shortlist(opened: OpenSelection, row: int) -> None:
    """For whoever fails a gate and is still ticked: says so, and takes it off."""
    candidate = opened.evaluation.candidates[row]
    if not candidate.shortlisted:
        return
    st.markdown(":red[:material/check_box: **Still on the shortlist**]")
    st.button(
        "Take it off the shortlist",
        key=f"ranking:off:{candidate.id}",
        on_click=_take_off,
        args=(opened, candidate.id),
        disabled=not may_change(opened, Action.SHORTLIST),
    )


def show_problem(candidate_id: str) -> None:
    """Why the last change of this candidate's place on the shortlist was not saved."""
    problem = st.session_state.get(_PROBLEM, {}).get(candidate_id)
    if problem:
        st.error(literal(problem), icon=":material/error:")


def show_override_dialog(opened: OpenSelection) -> None:
    """Asks for the written reason when somebody with a critical flag is to be shortlisted."""
    candidate_id = st.session_state.get(_ASKED_FOR)
    if candidate_id is not None and candidate_id in opened.evaluation.position:
        _override_dialog(str(candidate_id))


@uninterrupted
def _take_off(opened: OpenSelection, candidate_id: str) -> None:
    _save(opened, candidate_id, {"shortlisted": False})


def _save(opened: OpenSelection, candidate_id: str, changes: dict[str, object]) -> bool:
    """Stores changes over the candidate as the page showed it; whether they were stored."""
    problems: dict[str, str] = st.session_state.setdefault(_PROBLEM, {})
    problems.pop(candidate_id, None)
    candidate = _as_known(opened, candidate_id)
    changed = candidate.model_copy(update=changes)
    try:
        state.storage().save_candidate(
            state.actor(), opened.id, changed, expected_version=candidate.version
        )
    except OverrideRequired as problem:
        if "override_reason" in changes:
            problems[candidate_id] = f"Not saved. {problem}"
        _ask_for_override(candidate_id)
        return False
    except (StorageError, AccessDenied) as problem:
        problems[candidate_id] = f"Not saved. {problem}"
        return False
    for field in _FIELDS:
        note_stored(_scope(opened, candidate_id), field, getattr(changed, field))
    return True


def _as_known(opened: OpenSelection, candidate_id: str) -> Candidate:
    """The candidate as the page showed it, with what this session has stored since it was drawn."""
    shown, now_open = opened.selection.candidate(candidate_id), state.open_selection()
    if now_open is None or now_open.id != opened.id:
        return shown
    if candidate_id not in now_open.evaluation.position:
        return shown
    now = now_open.selection.candidate(candidate_id)
    is_known = all(
        getattr(now, field) == getattr(shown, field)
        or is_stored_here(_scope(opened, candidate_id), field, getattr(now, field))
        for field in _FIELDS
    )
    return now if is_known else shown


def _scope(opened: OpenSelection, candidate_id: str) -> str:
    return f"ranking:{opened.id}:{candidate_id}"


def _ask_for_override(candidate_id: str) -> None:
    st.session_state[_ASKED_FOR] = candidate_id


def _forget_override() -> None:
    candidate_id = st.session_state.pop(_ASKED_FOR, None)
    st.session_state.get(_PROBLEM, {}).pop(candidate_id, None)


@st.dialog("Shortlist in spite of a critical flag", on_dismiss=_forget_override)
def _override_dialog(candidate_id: str) -> None:
    # Not whether a button was pressed: a run that was cut short after its callback tells no longer.
    if _ASKED_FOR not in st.session_state:
        st.rerun()
    # Asked for anew: a flag may have been raised while the dialog stood open.
    opened = state.open_selection()
    if opened is None or candidate_id not in opened.evaluation.position:
        return
    row = opened.evaluation.position[candidate_id]
    candidate = opened.evaluation.candidates[row]
    flags = opened.evaluation.critical_flags(row)
    lacking = {flag.rule.id for flag in flags_without_override(opened.evaluation, row)}
    st.markdown(f"**{literal(candidate.name)}** carries:")
    for flag in flags:
        covered = "" if flag.rule.id in lacking else " :gray[(in the override so far)]"
        st.markdown(f":red-badge[critical] {literal(flag.message)}{covered}")
    key = f"ranking:override_reason:{candidate_id}"
    st.session_state.setdefault(key, candidate.override_reason)
    st.text_area(
        "Why shortlist this candidate all the same?",
        key=key,
        placeholder="What was checked, what is agreed, who decided",
        help="The reason counts for the flags above. A flag raised later needs one of its own.",
    )
    with st.container(horizontal=True):
        st.button(
            "Record the override" if candidate.shortlisted else "Override and shortlist",
            type="primary",
            on_click=_override,
            args=(opened, candidate_id, tuple(flag.rule.id for flag in flags)),
        )
        st.button("Cancel", on_click=_forget_override)
    with st.container():
        show_problem(candidate_id)


@uninterrupted
def _override(opened: OpenSelection, candidate_id: str, flags: tuple[str, ...]) -> None:
    """Callback: shortlists in spite of these flags, for the reason that was written."""
    reason = str(st.session_state.get(f"ranking:override_reason:{candidate_id}") or "").strip()
    if not reason:
        st.session_state.setdefault(_PROBLEM, {})[candidate_id] = _UNWRITTEN
        return
    changes: dict[str, object] = {
        "shortlisted": True,
        "override_reason": reason,
        "override_flags": flags,
    }
    if _save(opened, candidate_id, changes):
        _forget_override()
