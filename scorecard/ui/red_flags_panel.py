"""One flag opened to its reason, and one candidate with everything that is wrong or unknown."""

from __future__ import annotations

from datetime import date

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Severity
from scorecard.model import Answer, Status
from scorecard.red_flags import Finding
from scorecard.ui import frame, state
from scorecard.ui.due_diligence.sections import section_of_question
from scorecard.ui.outcomes import seeded, show_outcome
from scorecard.ui.permission import may_change
from scorecard.ui.red_flags_list import (
    family_others,
)
from scorecard.ui.red_flags_saving import (
    ask_clarification,
    clarification_field,
    clear_clarification,
    scope_of,
)
from scorecard.ui.red_flags_words import (
    SEVERITY_COLOURS,
    STATE_WORDS,
    clarification_in_words,
    evidence_in_words,
    number_in_words,
    reading_in_words,
    source_lines,
)
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened

LABEL_CHARACTERS = 160


def severity_badge(severity: Severity, count: int | None = None) -> str:
    """A severity as a Markdown badge with a flag, so that colour is not the only sign."""
    number = "" if count is None else f"{count} "
    return f":{SEVERITY_COLOURS[severity]}-badge[:material/flag: {number}{severity.value}]"


def show_flag(opened: OpenSelection, row: int, finding: Finding, *, named: bool = False) -> None:
    """A raised flag; open it for number, threshold, evidence, source, and what to ask next."""
    rule = finding.rule
    about = f"{opened.evaluation.candidates[row].name}: " if named else ""
    told = literal(shortened(about + finding.message, LABEL_CHARACTERS))
    fold = st.expander(
        f"{severity_badge(rule.severity)} {told}",
        key=f"red_flags:open:{finding.candidate_id}:{rule.id}",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            _show_reason(opened, row, finding)


def _show_reason(opened: OpenSelection, row: int, finding: Finding) -> None:
    rule, selection, catalogue = finding.rule, opened.selection, opened.catalogue
    question = catalogue.questions_by_id[rule.reads]
    answer = selection.answer(finding.candidate_id, rule.reads)
    st.markdown(f"**{literal(rule.title)}.** {literal(finding.message)}")
    facts = [f"Answer to “{question.label}”: {reading_in_words(catalogue, selection, finding)}"]
    if number := number_in_words(finding):
        facts.append(f"Number: {number}")
    if answer.status is Status.ANSWERED:
        facts.append(f"Evidence: {evidence_in_words(catalogue, answer, finding)}")
    facts.extend(f"Source of the rule: {line}" for line in source_lines(catalogue, rule.sources))
    st.markdown("\n".join(f"- {literal(fact)}" for fact in facts))
    if rule.note:
        st.caption(literal(rule.note))
    st.markdown(f"**Ask next** ({literal(rule.ask_whom)}): {literal(rule.ask_next)}")
    _show_clarification(opened, finding, answer)
    others = family_others(opened.evaluation, row, finding)
    if others:
        lines = "\n".join(
            f"- {literal(other.rule.title)} ({other.rule.severity.value}): "
            f"{STATE_WORDS[other.state]}"
            for other in others
        )
        st.markdown(f"**Other rules on the same matter**\n{lines}")
    _show_way_to_question(opened, finding)


def _show_way_to_question(opened: OpenSelection, finding: Finding) -> None:
    if st.button(
        "Open the question in due diligence",
        key=f"red_flags:question:{finding.candidate_id}:{finding.rule.id}",
        icon=":material/fact_check:",
        type="tertiary",
    ):
        go_to_question(opened, finding.candidate_id, finding.rule.reads)


def go_to_question(opened: OpenSelection, candidate_id: str, question_id: str) -> None:
    """Opens the due-diligence form at the candidate and the section of a question."""
    section = section_of_question(opened.catalogue, question_id)
    st.switch_page(
        frame.page_path("due_diligence.py"),
        query_params={"selection": opened.id, "candidate": candidate_id, "section": section},
    )


def _show_clarification(opened: OpenSelection, finding: Finding, answer: Answer) -> None:
    names = (finding.candidate_id, finding.rule.reads, finding.rule.id)
    scope, field = scope_of(opened.id), clarification_field(finding.candidate_id, finding.rule.id)
    if asked := clarification_in_words(answer):
        st.markdown(f":material/forward_to_inbox: {literal(asked)}")
    if may_change(opened, Action.EDIT_ANSWERS):
        with st.container(horizontal=True):
            with st.popover(
                "Ask again" if asked else "Mark as asked for clarification",
                icon=":material/forward_to_inbox:",
            ):
                key = seeded(scope, field, finding.rule.ask_next)
                st.text_area("What was asked", key=key, height=120)
                # Wide limits: the browser would drop an impossible day without a word.
                st.date_input(
                    "Asked on",
                    value=state.today(),
                    min_value=date(1900, 1, 1),
                    max_value=date(2100, 12, 31),
                    key=f"{key}:on",
                    format="YYYY-MM-DD",
                )
                st.button(
                    "Mark as asked",
                    key=f"{key}:mark",
                    type="primary",
                    on_click=ask_clarification,
                    args=(opened.id, *names, answer.version),
                )
            if asked:
                st.button(
                    "No longer waiting",
                    key=f"{key}:clear",
                    icon=":material/done:",
                    on_click=clear_clarification,
                    args=(opened.id, *names, answer.version),
                )
    show_outcome(scope, field)
