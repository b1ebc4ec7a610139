"""The form in which a decision is recorded: whom, why, in spite of what, signed by whom."""

from __future__ import annotations

from datetime import date

import streamlit as st
from pydantic import ValidationError

from scorecard.awarding import (
    CONCERN_WORDS,
    Raised,
    concerns_about,
    drafted_award,
    sealing_sentence,
)
from scorecard.model import AwardDraft, SealedAward, Signature
from scorecard.ui.award.draft import Draft, draft_of
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.rules import rules_of
from scorecard.ui.state import OpenSelection, actor, shipped_catalogue, storage, today
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

MOST_SIGNATURES = 12
_TEXT_HEIGHT = 110


def scope_of(opened: OpenSelection) -> str:
    """What the keys of the form begin with."""
    return f"award:{opened.id}"


def show_form(opened: OpenSelection, replaced: SealedAward | None) -> None:
    """The whole form; `replaced` is the record that a correction takes the place of."""
    scope = scope_of(opened)
    draft = draft_of(scope)
    candidates = opened.selection.candidates
    with st.container(border=True, key=f"{scope}:form"):
        st.subheader("Correct the record" if replaced else "Record the decision", anchor=False)
        if replaced:
            key, noted = draft.field("correction", "")
            st.text_area(
                "Why the record is replaced",
                key=key,
                on_change=noted,
                height=_TEXT_HEIGHT,
                help="The earlier record stays as it is; the new one names it and says this.",
            )
        names = {candidate.id: candidate.name for candidate in candidates}
        if draft.typed.get(f"{scope}:chosen") not in names:
            draft.typed.pop(f"{scope}:chosen", None)
        key, noted = draft.field("chosen", _proposed(opened))
        st.selectbox(
            "Chosen candidate",
            list(names),
            index=None,
            format_func=lambda candidate_id: names.get(candidate_id, ""),
            placeholder="Choose a candidate",
            key=key,
            on_change=noted,
        )
        key, noted = draft.field("reasons", "")
        st.text_area(
            "Reasons for the decision",
            key=key,
            on_change=noted,
            height=_TEXT_HEIGHT,
            help="What the decision rests on, for somebody who reads it in two years.",
        )
        for raised in _raised(opened):
            _show_concern(draft, raised)
        _show_signatures(draft)
        if st.button("Record the decision", key=f"{scope}:record", type="primary"):
            missing = missing_in(opened, replaced)
            if missing:
                st.error(
                    "\n".join(f"- {literal(sentence)}" for sentence in missing),
                    title="Nothing was recorded yet",
                    icon=":material/error:",
                )
            else:
                st.session_state[f"{scope}:recorded"] = False
                confirm_recording(opened, replaced)
        problem = st.session_state.get(f"{scope}:problem")
        if problem:
            st.error(literal(problem), icon=":material/error:")


def _proposed(opened: OpenSelection) -> str | None:
    evaluation = opened.evaluation
    leaders = evaluation.leaders
    return evaluation.candidates[leaders[0]].id if len(leaders) == 1 else None


def _chosen(opened: OpenSelection) -> str:
    chosen = st.session_state.get(f"{scope_of(opened)}:chosen")
    return str(chosen) if chosen in opened.evaluation.position else ""


def _raised(opened: OpenSelection) -> tuple[Raised, ...]:
    chosen = _chosen(opened)
    return concerns_about(opened.evaluation, chosen) if chosen else ()


def _show_concern(draft: Draft, raised: Raised) -> None:
    st.warning(
        literal(raised.finding),
        title=CONCERN_WORDS[raised.concern],
        icon=":material/warning:",
    )
    key, noted = draft.field(f"concern:{raised.concern.value}", "")
    st.text_area(
        f"{CONCERN_WORDS[raised.concern]}: why decide all the same?",
        key=key,
        on_change=noted,
        height=_TEXT_HEIGHT,
        help="This reason stands in the record beside the concern.",
    )


def _show_signatures(draft: Draft) -> None:
    scope = draft.scope
    count = st.session_state.setdefault(f"{scope}:signatures", 1)
    st.markdown("**Signed by**")
    for number in range(count):
        name, role, day = st.columns([3, 3, 2], vertical_alignment="bottom")
        which = "" if number == 0 else f" {number + 1}"
        of = f"signature:{number}"
        key, noted = draft.field(f"{of}:name", "")
        name.text_input(f"Name{which}", key=key, on_change=noted, max_chars=200)
        key, noted = draft.field(f"{of}:role", "")
        role.text_input(f"Role{which}", key=key, on_change=noted, max_chars=200)
        key, noted = draft.field(f"{of}:day", today())
        day.date_input(
            f"Signed on{which}", value=None, key=key, on_change=noted, format="YYYY-MM-DD"
        )

    def add() -> None:
        st.session_state[f"{scope}:signatures"] = min(MOST_SIGNATURES, count + 1)

    if count < MOST_SIGNATURES:
        st.button(
            "Add a signature",
            key=f"{scope}:add_signature",
            icon=":material/add:",
            type="tertiary",
            on_click=add,
        )


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _typed_signatures(scope: str) -> list[tuple[str, str, date | None]]:
    """The rows in which something was typed."""
    rows = []
    for number in range(int(st.session_state.get(f"{scope}:signatures", 1))):
        key = f"{scope}:signature:{number}"
        day = st.session_state.get(f"{key}:day")
        name, role = _typed(f"{key}:name"), _typed(f"{key}:role")
        if name or role:
            rows.append((name, role, day if isinstance(day, date) else None))
    return rows


def missing_in(opened: OpenSelection, replaced: SealedAward | None) -> list[str]:
    """What the form still lacks, a sentence each."""
    scope = scope_of(opened)
    missing = []
    if replaced and not _typed(f"{scope}:correction"):
        missing.append("Say why the record is replaced.")
    if not _chosen(opened):
        missing.append("Choose the candidate.")
    if not _typed(f"{scope}:reasons"):
        missing.append("Write the reasons for the decision.")
    missing += [
        f"Write why nevertheless: {CONCERN_WORDS[raised.concern].lower()}."
        for raised in _raised(opened)
        if not _typed(f"{scope}:concern:{raised.concern.value}")
    ]
    signatures = _typed_signatures(scope)
    if not signatures:
        missing.append("Enter who signed, with name and role.")
    if any(not name or not role or day is None for name, role, day in signatures):
        missing.append("Every signature needs a name, a role and a day.")
    return missing


def _draft(opened: OpenSelection, replaced: SealedAward | None) -> AwardDraft:
    scope = scope_of(opened)
    shipped = shipped_catalogue().settings.debrief
    return drafted_award(
        opened.evaluation,
        candidate_id=_chosen(opened),
        reasons=_typed(f"{scope}:reasons"),
        concern_reasons={
            raised.concern: _typed(f"{scope}:concern:{raised.concern.value}")
            for raised in _raised(opened)
        },
        signatures=[
            Signature(name=name, role=role, signed_on=day)
            for name, role, day in _typed_signatures(scope)
            if day is not None
        ],
        replaces=replaced.id if replaced else "",
        correction_reason=_typed(f"{scope}:correction") if replaced else "",
        figures_for_older_copies=shipped.figures if shipped else None,
        rules=rules_of(actor(), opened),
    )


@st.dialog("Record the decision", icon=":material/gavel:")
def confirm_recording(opened: OpenSelection, replaced: SealedAward | None) -> None:
    """Says what will be on file, and asks once more: a record cannot be changed."""
    if st.session_state.get(f"{scope_of(opened)}:recorded"):
        # Recorded by the button below: what was typed is gone, and the page shows the record.
        st.rerun()
    try:
        draft = _draft(opened, replaced)
    except ValidationError as problem:
        st.error(literal(plain_problem(problem)), icon=":material/error:")
        return
    signed = ", ".join(signature.name for signature in draft.signatures)
    st.markdown(
        f"**{literal(draft.chosen.name)}** is recorded as chosen, signed by {literal(signed)}, "
        f"with the ranking as it stands (revision {draft.standing.revision}). The selection "
        "becomes decided."
    )
    if counts_otherwise := sealing_sentence(opened.evaluation, draft.chosen_candidate_id):
        st.warning(literal(counts_otherwise), icon=":material/calculate:")
    st.markdown(
        "The record cannot be changed afterwards. A correction is a new record that names this "
        "one and says why."
    )

    @uninterrupted
    def record() -> None:
        # A second click, before the dialog has closed, finds the form empty already.
        if not st.session_state.get(f"{scope_of(opened)}:recorded"):
            _record(opened, replaced)

    if st.button(
        "Record for good", key=f"{scope_of(opened)}:confirmed", type="primary", on_click=record
    ):
        st.rerun()


def _record(opened: OpenSelection, replaced: SealedAward | None) -> None:
    scope = scope_of(opened)
    st.session_state[f"{scope}:problem"] = ""
    try:
        storage().record_award(actor(), opened.id, _draft(opened, replaced))
    except WRITE_PROBLEMS as problem:
        st.session_state[f"{scope}:problem"] = f"Nothing was recorded. {plain_problem(problem)}"
        return
    st.session_state[f"{scope}:recorded"] = True
    st.session_state[f"{scope}:correcting"] = False
    draft_of(scope).typed.clear()
    for key in [str(key) for key in st.session_state]:
        if key.startswith((f"{scope}:concern:", f"{scope}:signature")) or key in (
            f"{scope}:reasons",
            f"{scope}:correction",
        ):
            del st.session_state[key]
