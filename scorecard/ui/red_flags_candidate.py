"""One candidate on the page Red flags: what is raised and unknown, the override, what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Severity
from scorecard.certainty import Certainty
from scorecard.evaluation import Evaluation
from scorecard.sentences import NO_RULES, flag_counts, has_red_flag_rules, whom_to_ask
from scorecard.ui.downloads import text_bytes
from scorecard.ui.outcomes import seeded, show_outcome
from scorecard.ui.permission import may_change
from scorecard.ui.red_flags_list import (
    AskNext,
    ask_next,
    ask_next_text,
    gap_question,
    raised,
    to_mail,
    unknown,
)
from scorecard.ui.red_flags_panel import go_to_question, severity_badge, show_flag
from scorecard.ui.red_flags_saving import (
    override_field,
    override_saver,
    record_override,
    scope_of,
    withdraw_override,
)
from scorecard.ui.red_flags_words import (
    clarification_in_words,
    override_gap_in_words,
    override_in_words,
)
from scorecard.ui.state import OpenSelection, actor
from scorecard.ui.text import literal

FLAGS_AT_FIRST = 4
LINES_IN_FULL = 8
FILE_NAME_CHARACTERS = 40


def badges(evaluation: Evaluation, row: int) -> str:
    """The candidate's flags counted by severity, and how much is unknown, as badges."""
    if not has_red_flag_rules(evaluation):
        return f":gray-badge[{NO_RULES}]"
    counts = flag_counts(evaluation, row)
    shown = [severity_badge(s, count) for s, count in counts.items() if count]
    gaps = len(unknown(evaluation, row))
    if gaps:
        shown.append(f":blue-badge[:material/help: {gaps} unknown]")
    if not shown:
        shown.append(":green-badge[:material/check: no flag, nothing unknown]")
    return " ".join(shown)


def show_candidate(
    opened: OpenSelection,
    row: int,
    severities: Iterable[Severity],
    certainty: Certainty | None,
    *,
    brief: bool = False,
) -> None:
    """One candidate: raised flags, the override, what is unknown, and what to ask next.

    `certainty` adds the questions that could change the ranking; None where nothing is recorded.
    `brief` lists the gravest flags and the rest on request, for a page with many candidates.
    """
    evaluation, wanted = opened.evaluation, tuple(severities)
    candidate = evaluation.candidates[row]
    with st.container(border=True, key=f"red_flags_candidate_{candidate.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{literal(candidate.name)}**", width="content")
            st.markdown(badges(evaluation, row), width="content")
        flags = raised(evaluation, row, wanted)
        more_key = f"red_flags:more:{candidate.id}"
        shortens = brief and len(flags) > FLAGS_AT_FIRST
        everything = not shortens or bool(st.session_state.get(more_key))
        for finding in flags if everything else flags[:FLAGS_AT_FIRST]:
            show_flag(opened, row, finding)
        if shortens:
            st.toggle(f"Show all {len(flags)} flags of this candidate", key=more_key)
        if evaluation.critical_flags(row):
            _show_override(opened, row)
        _show_unknown(opened, row, wanted)
        _show_ask_next(opened, row, certainty)


def _show_override(opened: OpenSelection, row: int) -> None:
    candidate = opened.evaluation.candidates[row]
    flags = tuple(flag.rule.id for flag in opened.evaluation.critical_flags(row))
    scope, field = scope_of(opened.id), override_field(candidate.id)
    editable = may_change(opened, Action.OVERRIDE)
    if candidate.override_reason:
        told = override_in_words(candidate.override_reason, candidate.override_by)
        st.markdown(f":material/gavel: {literal(told)}")
    elif not editable:
        st.caption("Without a written override this candidate cannot be shortlisted.")
    if against := override_gap_in_words(opened.evaluation, row):
        st.markdown(f":red[:material/gavel: **{literal(against)}**]")
    if editable:
        with st.container(horizontal=True):
            title = "Change the override" if candidate.override_reason else "Override in writing"
            with st.popover(title, icon=":material/gavel:"):
                st.markdown(
                    "A candidate with a critical flag is shortlisted only for a written reason. "
                    "It counts for the critical flags raised now, and stands in the ranking, the "
                    "workbook and the history, with your name."
                )
                key = seeded(scope, field, candidate.override_reason)
                st.text_area(
                    "Why may this candidate be shortlisted all the same?", key=key, height=120
                )
                st.button(
                    "Record the override",
                    key=f"{key}:record",
                    type="primary",
                    on_click=record_override,
                    args=(opened.id, candidate.id, candidate.version, flags),
                )
            if candidate.override_reason:
                st.button(
                    "Withdraw it, and the place on the shortlist"
                    if candidate.shortlisted
                    else "Withdraw it",
                    key=f"{key}:withdraw",
                    icon=":material/undo:",
                    on_click=withdraw_override,
                    args=(opened.id, candidate.id, candidate.version),
                )
    show_outcome(scope, field, override_saver(opened.id, candidate.id, flags))


def _show_unknown(opened: OpenSelection, row: int, severities: tuple[Severity, ...]) -> None:
    gaps = unknown(opened.evaluation, row, severities)
    if not gaps:
        return
    candidate = opened.evaluation.candidates[row]
    fold = st.expander(
        f":blue-badge[:material/help: unknown] {len(gaps)} cannot be decided yet: not clear, "
        "only not known",
        key=f"red_flags:unknown:{candidate.id}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        for finding in gaps:
            question = gap_question(opened.catalogue, opened.selection, finding)
            waiting = clarification_in_words(
                opened.selection.answer(candidate.id, finding.rule.reads)
            )
            st.markdown(
                f"**{literal(finding.rule.title)}** ({finding.rule.severity.value} if raised)  \n"
                f"Ask ({literal(question.whom)}): {literal(question.text)}"
                + (f"  \n{literal(waiting)}" if waiting else "")
            )
        if st.button(
            "Answer them in due diligence",
            key=f"red_flags:answer:{candidate.id}",
            icon=":material/fact_check:",
        ):
            go_to_question(opened, candidate.id, gaps[0].rule.reads)


def _show_ask_next(opened: OpenSelection, row: int, certainty: Certainty | None) -> None:
    evaluation = opened.evaluation
    questions = ask_next(evaluation, row, certainty)
    count = len(to_mail(questions))
    at_stake = [_stakes_line(question) for question in questions if question.stakes]
    if not count and not at_stake:
        return
    candidate = evaluation.candidates[row]
    fold = st.expander(
        f"What to ask next: {count} question{'s'[: count > 1]} to copy into an e-mail"
        if count
        else "What to find out next",
        key=f"red_flags:ask:{candidate.id}",
        icon=":material/mail:",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            if at_stake:
                st.markdown(
                    "\n".join(["For you alone, what some of these could change:", *at_stake])
                )
            if not count:
                return
            text = ask_next_text(evaluation, row, certainty)
            st.code(
                text,
                language=None,
                wrap_lines=True,
                height="content" if count <= LINES_IN_FULL else 420,
            )
            st.download_button(
                "Download as text",
                data=partial(text_bytes, actor(), opened.id, text),
                file_name=f"questions-{_file_part(candidate.name)}.txt",
                mime="text/plain",
                on_click="ignore",
                key=f"red_flags:download:{candidate.id}",
                icon=":material/download:",
            )


def _stakes_line(question: AskNext) -> str:
    by = f" ({whom_to_ask(question.whom)})" if question.is_recorded_by_buyer else ""
    return f"- {literal(question.about + by)}: {question.stakes}"


def _file_part(name: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in name.casefold())
    return "-".join(part for part in kept.split("-") if part)[:FILE_NAME_CHARACTERS] or "candidate"
