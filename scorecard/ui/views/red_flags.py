"""Red flags: what is wrong with whom, what is not known, and what to ask next."""

from __future__ import annotations

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Severity
from scorecard.certainty_words import (
    biggest_stakes_sentence,
    question_line,
    stakes_in_words,
)
from scorecard.charts import (
    attrition_chart,
    compliance_documents_chart,
    loaded_rate_chart,
    ramp_chart,
    red_flag_matrix,
)
from scorecard.model import Status
from scorecard.sentences import has_red_flag_rules, joined, whom_to_ask
from scorecard.ui import frame
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.figures import chart_of
from scorecard.ui.permission import show_read_only
from scorecard.ui.red_flags_candidate import show_candidate
from scorecard.ui.red_flags_list import ask_next, by_rule, rows_gravest_first
from scorecard.ui.red_flags_panel import severity_badge, show_flag
from scorecard.ui.red_flags_words import red_flags_sentence
from scorecard.ui.robustness.options import default_options
from scorecard.ui.robustness.running import certainty_of
from scorecard.ui.text import literal, shortened

CANDIDATES_A_PAGE = 8
RULES_A_PAGE = 12
FILTER_FROM_CANDIDATES = 6
NAMES_AT_MOST = 12
QUESTIONS_AT_MOST = 5
BY_CANDIDATE, BY_RULE = "candidate", "rule"
GROUPINGS = {BY_CANDIDATE: "By candidate", BY_RULE: "By rule"}
CHARTS = {
    "Attrition": attrition_chart,
    "Ramp": ramp_chart,
    "Rate parts": loaded_rate_chart,
    "Documents": compliance_documents_chart,
}

opened = frame.require_selection()
evaluation = opened.evaluation
names = [candidate.name for candidate in evaluation.candidates]

frame.show_heading("What is wrong with whom?", red_flags_sentence(evaluation))

if not evaluation.candidates:
    st.markdown("Flags are raised by answers. Add the candidates, then record what they answer.")
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

show_read_only(opened, Action.OVERRIDE, "Overrides")
has_rules = has_red_flag_rules(evaluation)
nothing_recorded = all(answer.status is Status.OPEN for answer in opened.selection.answers)
if nothing_recorded:
    if has_rules:
        st.markdown("No answer is recorded yet, so nothing is raised and nothing is clear.")
    if st.button("Record answers", type="primary", icon=":material/fact_check:"):
        frame.go_to("due_diligence.py")
else:
    show_chart(chart_of(red_flag_matrix, opened), "red_flags:matrix")

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    grouping: str | None = BY_CANDIDATE
    chosen_severities: list[Severity] = []
    if has_rules:
        grouping = st.segmented_control(
            "Group the flags",
            list(GROUPINGS),
            format_func=GROUPINGS.__getitem__,
            default=BY_CANDIDATE,
            required=True,
            key="red_flags:grouping",
        )
        chosen_severities = st.pills(
            "Severity",
            list(Severity),
            selection_mode="multi",
            default=list(Severity),
            format_func=lambda severity: severity.value.capitalize(),
            key="red_flags:severities",
        )
    chosen_rows: list[int] = []
    if len(names) >= FILTER_FROM_CANDIDATES:
        chosen_rows = st.multiselect(
            "Only these candidates",
            list(range(len(names))),
            format_func=lambda row: shortened(names[row], 50),
            key="red_flags:candidates",
            placeholder="All candidates",
            width=320,
        )

certainty = None if nothing_recorded else certainty_of(opened, default_options(evaluation))
severities = tuple(chosen_severities) or tuple(Severity)
rows = [row for row in rows_gravest_first(evaluation) if row in chosen_rows or not chosen_rows]
if not has_rules:
    # Without rules a card holds nothing but what is still to be asked.
    rows = [row for row in rows if ask_next(evaluation, row, certainty)]

if grouping == BY_CANDIDATE:
    pages = -(-len(rows) // CANDIDATES_A_PAGE)
    page = st.pagination(pages, key="red_flags:page") if pages > 1 else 1
    for row in rows[(page - 1) * CANDIDATES_A_PAGE : page * CANDIDATES_A_PAGE]:
        show_candidate(
            opened, row, severities, certainty, brief=len(names) >= FILTER_FROM_CANDIDATES
        )
else:
    rules = by_rule(evaluation, rows, severities)
    if not rules:
        st.markdown("No rule of this severity is raised or unknown for these candidates.")
    pages = -(-len(rules) // RULES_A_PAGE)
    page = st.pagination(pages, key="red_flags:rule_page") if pages > 1 else 1
    for flags in rules[(page - 1) * RULES_A_PAGE : page * RULES_A_PAGE]:
        with st.container(border=True, key=f"red_flags_rule_{flags.rule.id}", gap="small"):
            st.markdown(f"{severity_badge(flags.rule.severity)} **{literal(flags.rule.title)}**")
            for row, finding in flags.raised:
                show_flag(opened, row, finding, named=True)
            if flags.unknown_rows:
                unknown_names = [names[row] for row in flags.unknown_rows[:NAMES_AT_MOST]]
                if len(flags.unknown_rows) > NAMES_AT_MOST:
                    unknown_names.append(f"{len(flags.unknown_rows) - NAMES_AT_MOST} more")
                st.caption(f":material/help: Not known yet for {literal(joined(unknown_names))}")

if certainty is None:
    st.stop()
questions = certainty.questions[:QUESTIONS_AT_MOST]
if questions:
    st.subheader("Ask next, whoever it concerns", anchor=False)
    st.caption(biggest_stakes_sentence(questions))
    for question in questions:
        whom = whom_to_ask(question.question.ask_whom)
        st.markdown(
            f"**{literal(question_line(question))}** · "
            f"{stakes_in_words(question, certainty.shortlist_size)}  \n"
            f"{literal(question.question.text)} :gray[{literal(f'{whom[:1].upper()}{whom[1:]}.')}]"
        )

if not has_rules:
    st.stop()
st.subheader("Behind the flags", anchor=False)
shown = st.segmented_control(
    "Chart",
    list(CHARTS),
    default="Attrition",
    required=True,
    key="red_flags:chart",
    label_visibility="collapsed",
    wrap=True,
)
show_chart(chart_of(CHARTS[str(shown)], opened), f"red_flags:chart:{shown}")
