"""One question on the form: control, status, evidence, flags, outcome, and the details."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.catalogue import STATUS_WORDS, Catalogue, Kind, Question, Severity, answer_in_words
from scorecard.commercial import currency_of_question
from scorecard.dropped_questions import has_empty_criterion
from scorecard.facts import cohort_loss_in_a_year_pct, leavers_over_headcount_pct
from scorecard.model import Answer, Evidence, Status
from scorecard.red_flags import Finding
from scorecard.scoring import entries_of_the_brief
from scorecard.sentences import source_titles
from scorecard.ui.due_diligence import saving
from scorecard.ui.due_diligence.benchmarks import benchmarks_of_question, show_benchmarks
from scorecard.ui.due_diligence.controls import control_label, show_control
from scorecard.ui.due_diligence.details import show_details
from scorecard.ui.due_diligence.proof import may_be_confirmed, proof_in_words
from scorecard.ui.due_diligence.proof_forms import show_wanted, show_what_dropping_does
from scorecard.ui.due_diligence.quote import (
    channels_offered,
    show_notes_on_answer,
)
from scorecard.ui.due_diligence.slots import Slot, shown_value, slot, widget_key
from scorecard.ui.due_diligence.words import no_reply_words
from scorecard.ui.reconnection import NOT_SAVED, WHY_NOT_SAVED
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

STATUS_LABELS = {status: words.capitalize() for status, words in STATUS_WORDS.items()} | {
    Status.ANSWERED: "Answered: none"
}
EVIDENCE_LABELS = {evidence: evidence.value.capitalize() for evidence in Evidence}


def show_question(
    opened: OpenSelection,
    question: Question,
    candidate_id: str,
    flags: tuple[Finding, ...],
    *,
    disabled: bool = False,
) -> None:
    """Shows one question for one candidate. `flags` are the raised findings that read it.

    `disabled` shows the answer to somebody who may not change it.
    """
    stored = opened.selection.answer(candidate_id, question.id)
    current = slot(candidate_id, question.id, stored)
    catalogue, selection = opened.catalogue, opened.selection
    currency = currency_of_question(catalogue, selection, candidate_id, question.id)
    with st.container(border=True, key=f"due_card_{candidate_id}_{question.id}"):
        st.markdown(f"**{control_label(question, currency)}**")
        st.caption(literal(question.text))
        key = widget_key(candidate_id, question.id, "value", current.nonce)
        show_control(
            question,
            shown_value(current, stored),
            currency,
            key,
            partial(saving.value_changed, question, candidate_id, key),
            is_held=current.outcome == "unchecked",
            disabled=disabled,
            offered=channels_offered(catalogue, selection, question.id),
            entries=entries_of_the_brief(question.id, catalogue, selection.brief),
            empty=STATUS_LABELS[Status.OPEN if stored.status is Status.ANSWERED else stored.status],
        )
        current = saving.compare_with_browser(question, candidate_id, stored)
        # What comes and goes has a place of its own: where the elements below it moved up or down,
        # the browser would draw them anew, and what is being typed there would be lost.
        with st.container():
            _conversion(question, stored)
            show_notes_on_answer(opened, candidate_id, question.id)
            for finding in flags:
                show_flag(finding, opened.catalogue)
        show_benchmarks(
            catalogue,
            benchmarks_of_question(catalogue, question.id),
            whose="this candidate's",
        )
        _status_and_evidence(opened, question, stored, current, candidate_id, disabled=disabled)
        with st.container():
            if current.wanted:
                show_wanted(opened, question, stored, current.wanted, candidate_id)
            elif stored.status is Status.NOT_APPLICABLE and has_empty_criterion(
                opened.evaluation, candidate_id
            ):
                show_what_dropping_does(opened, question, candidate_id)
        with st.container():
            _outcome(opened, question, stored, current, candidate_id)
        show_details(opened, question, stored, candidate_id, disabled=disabled)


def show_flag(finding: Finding, catalogue: Catalogue) -> None:
    """A raised flag, impossible to overlook: what was found, the line, its source, what to ask."""
    body = (
        f"{literal(finding.message)}  \n"
        f"Source: {literal(source_titles(finding.rule.sources, catalogue))}  \n"
        f"Ask next: {literal(finding.rule.ask_next)}"
    )
    title = literal(f"{finding.rule.severity.value.capitalize()} flag: {finding.rule.title}")
    icon = ":material/flag:"
    if finding.rule.severity is Severity.CRITICAL:
        st.error(body, title=title, icon=icon)
    elif finding.rule.severity is Severity.MAJOR:
        st.warning(body, title=title, icon=icon)
    else:
        st.info(body, title=title, icon=icon)


def _conversion(question: Question, stored: Answer) -> None:
    if question.id != "attrition_120d_pct" or not isinstance(stored.value, float | int):
        return
    share = float(stored.value)
    if not 0 < share < 100:
        return
    st.caption(
        f"At this pace, as an approximation: {cohort_loss_in_a_year_pct(share):.0f} % of a cohort "
        f"gone after a year, or {leavers_over_headcount_pct(share):.0f} leavers per 100 seats a "
        "year. Early attrition is front-loaded."
    )


def _status_and_evidence(
    opened: OpenSelection,
    question: Question,
    stored: Answer,
    current: Slot,
    candidate_id: str,
    *,
    disabled: bool,
) -> None:
    drawn = current.nonce + current.choice_offset
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if stored.status is not Status.ANSWERED:
            st.segmented_control(
                f"Status of {question.label}",
                _statuses(opened, stored),
                default=stored.status,
                required=True,
                format_func=STATUS_LABELS.__getitem__,
                key=widget_key(candidate_id, question.id, "status", drawn),
                on_change=partial(_status, question, candidate_id, drawn),
                disabled=disabled,
                label_visibility="collapsed",
                wrap=True,
            )
            return
        if question.observed:
            st.caption("Seen by the buyer: counts as verified", width="content")
        else:
            st.segmented_control(
                f"Evidence for {question.label}",
                list(Evidence),
                default=stored.evidence,
                required=True,
                format_func=EVIDENCE_LABELS.__getitem__,
                key=widget_key(candidate_id, question.id, "evidence", drawn),
                on_change=partial(_evidence, question, candidate_id, drawn),
                disabled=disabled,
                label_visibility="collapsed",
                wrap=True,
            )
        others = [s for s in _statuses(opened, stored) if s is not Status.ANSWERED]
        st.menu_button(
            "Answered",
            others,
            format_func=lambda s: "Back to open" if s is Status.OPEN else STATUS_LABELS[s],
            type="tertiary",
            key=widget_key(candidate_id, question.id, "status_menu", drawn),
            on_click=partial(_status_from_menu, question, candidate_id, drawn),
            disabled=disabled,
            help=literal(f"Change the status of {question.label}. {no_reply_words(opened)}"),
        )


def _statuses(opened: OpenSelection, stored: Answer) -> list[Status]:
    statuses = [Status.OPEN, Status.REFUSED, Status.NOT_APPLICABLE]
    if not no_reply_words(opened) or stored.status is Status.NO_REPLY:
        statuses.insert(1, Status.NO_REPLY)
    question = opened.catalogue.questions_by_id[stored.question_id]
    if question.kind in (Kind.CHECKLIST, Kind.TAGS, Kind.TABLE):
        statuses.insert(0, Status.ANSWERED)
    return statuses


def _status(question: Question, candidate_id: str, drawn: int) -> None:
    chosen = st.session_state[widget_key(candidate_id, question.id, "status", drawn)]
    saving.status_changed(question, candidate_id, chosen)


def _status_from_menu(question: Question, candidate_id: str, drawn: int) -> None:
    chosen = st.session_state[widget_key(candidate_id, question.id, "status_menu", drawn)]
    saving.status_changed(question, candidate_id, chosen)


def _evidence(question: Question, candidate_id: str, drawn: int) -> None:
    chosen = st.session_state[widget_key(candidate_id, question.id, "evidence", drawn)]
    saving.evidence_changed(question, candidate_id, chosen)


def _outcome(
    opened: OpenSelection, question: Question, stored: Answer, current: Slot, candidate_id: str
) -> None:
    match current.outcome:
        case "saved" | "undone":
            said = "Saved" if current.outcome == "saved" else "Undone"
            text = f"{said} {current.saved_at}".strip()
            if current.message:
                text = f"{text} · {current.message}"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption(f":material/check: {literal(text)}", width="content")
                if current.outcome == "saved":
                    st.button(
                        "Undo",
                        key=widget_key(candidate_id, question.id, "undo", stored.version),
                        on_click=saving.undo,
                        args=(question, candidate_id),
                        type="tertiary",
                        icon=":material/undo:",
                        help=literal(f"Put back what stood before for {question.label}"),
                    )
            _offer_proof(question, stored, current, candidate_id)
        case "error":
            st.error(literal(current.message), icon=":material/error:")
            with st.container(horizontal=True):
                if current.mine is not None:
                    st.button(
                        "Save it again",
                        key=widget_key(candidate_id, question.id, "again", current.nonce),
                        on_click=saving.keep_mine,
                        args=(question, candidate_id),
                    )
                _put_back(question, candidate_id, "Show what is stored")
        case "conflict" | "unsaved":
            currency = currency_of_question(
                opened.catalogue, opened.selection, candidate_id, question.id
            )
            mine = "" if current.mine is None else answer_in_words(question, current.mine, currency)
            theirs = answer_in_words(question, stored, currency)
            why = f"{WHY_NOT_SAVED}  \n" if current.outcome == "unsaved" else ""
            same_value = current.mine is not None and current.mine.value == stored.value
            st.warning(
                # What differs is the note or another detail: the message names it.
                literal(current.message)
                if current.outcome == "conflict" and same_value
                else f"{why}Stored now: {literal(theirs)}  \nYours, not saved: {literal(mine)}",
                title=NOT_SAVED
                if current.outcome == "unsaved"
                else "Somebody else changed this answer in the meantime",
                icon=":material/sync_problem:",
            )
            with st.container(horizontal=True):
                st.button(
                    "Save mine" if current.outcome == "unsaved" else "Keep mine",
                    key=widget_key(candidate_id, question.id, "mine", current.nonce),
                    on_click=saving.keep_mine,
                    args=(question, candidate_id),
                )
                _put_back(question, candidate_id, "Take the stored one")
        case _:
            if current.message:
                st.caption(f":material/info: {literal(current.message)}")


def _offer_proof(question: Question, stored: Answer, current: Slot, candidate_id: str) -> None:
    """After another value: what proved the earlier one, and one click to say that it still does."""
    if current.lost is None or not may_be_confirmed(question, stored, current.lost):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = literal(proof_in_words(current.lost))
        st.caption(f":material/link_off: {words}", width="content")
        st.button(
            "The evidence still holds",
            key=widget_key(candidate_id, question.id, "still_holds", stored.version),
            on_click=saving.confirm_proof,
            args=(question, candidate_id),
            type="tertiary",
            icon=":material/verified:",
            help=f"What proved the earlier answer to {question.label} proves this one too",
        )


def _put_back(question: Question, candidate_id: str, label: str) -> None:
    st.button(
        label,
        key=widget_key(candidate_id, question.id, f"stored:{label}", 0),
        on_click=saving.take_stored,
        args=(question, candidate_id),
    )
