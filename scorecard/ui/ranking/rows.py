"""One candidate's row in the ranking, with its flags, its gates and the override behind it."""

from __future__ import annotations

import streamlit as st

from scorecard.catalogue import Severity
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.scoring import GateState
from scorecard.sentences import (
    NO_RULES,
    flag_counts,
    has_red_flag_rules,
    possible_ranks_in_words,
    unknown_families,
)
from scorecard.ui.ranking.shortlist import (
    show_off_the_shortlist,
    show_override_missing,
    show_problem,
    show_tick,
)
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal

SEVERITY_COLOURS = {Severity.CRITICAL: "red", Severity.MAJOR: "orange", Severity.MINOR: "gray"}


def flag_badges(evaluation: Evaluation, row: int) -> str:
    """The counts of shown flags by severity, as Markdown badges; 'no flag' without any."""
    if not has_red_flag_rules(evaluation):
        return f":gray-badge[{NO_RULES}]"
    badges = [
        f":{SEVERITY_COLOURS[severity]}-badge[:material/flag: {count} {severity.value}]"
        for severity, count in flag_counts(evaluation, row).items()
        if count
    ]
    if badges:
        return " ".join(badges)
    unknown = len(unknown_families(evaluation, row))
    if unknown:
        return f":gray-badge[:material/help: none raised, {unknown} unknown]"
    return ":green-badge[:material/check: no flag]"


def gate_badge(evaluation: Evaluation, row: int) -> str:
    """Whether the gates are passed, open or failed, as a Markdown badge; '' without gates."""
    if not evaluation.gates[row]:
        return ""
    if evaluation.is_excluded[row]:
        return ":red-badge[:material/block: gate failed]"
    if evaluation.is_conditional[row]:
        still_open = [g.title for g in evaluation.gates[row] if g.state is GateState.OPEN]
        more = f" and {len(still_open) - 1} more" if len(still_open) > 1 else ""
        # A badge does not wrap: on a phone the gate's title would be cut off inside it.
        return (
            ":orange-badge[:material/hourglass_empty: conditional] "
            f":orange[{literal(still_open[0])}{more}]"
        )
    return ":green-badge[:material/check: gates passed]"


def show_ranked_row(opened: OpenSelection, row: int) -> None:
    """Rank, name, overall value with range, evidence, coverage, flags, gates, shortlist."""
    evaluation = opened.evaluation
    candidate = evaluation.candidates[row]
    with st.container(border=True, key=f"ranking_row_{candidate.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            is_blank = evaluation.nothing_answered[row]
            st.subheader("–" if is_blank else f"{evaluation.rank[row]}", anchor=False, width=36)
            with st.container(gap=None):
                st.markdown(f"**{literal(candidate.name)}**")
                st.caption(
                    "No answers yet: its value and its rank follow the first answer"
                    if is_blank
                    else f"{evaluation.overall_low[row]:.1f}–{evaluation.overall_high[row]:.1f} "
                    f"possible · {possible_ranks_in_words(evaluation, row)} · "
                    f"as evidenced {evaluation.overall_evidenced[row]:.1f}, "
                    f"rank {evaluation.rank_evidenced[row]} · "
                    f"{whole_pct_covered(evaluation.coverage_pct[row])} % covered"
                )
            if not is_blank:
                st.subheader(f"{evaluation.overall[row]:.1f}", anchor=False, width="content")
            show_tick(opened, row)
        badges = " ".join(filter(None, [flag_badges(evaluation, row), gate_badge(evaluation, row)]))
        st.markdown(badges)
        for finding in evaluation.critical_flags(row):
            st.markdown(
                f":red[:material/flag: **{literal(finding.message)}**]  \n"
                f"Ask next: {literal(finding.rule.ask_next)}"
            )
        if candidate.override_reason:
            by = f" by {literal(candidate.override_by)}" if candidate.override_by else ""
            st.caption(f"Override{by}: {literal(candidate.override_reason)}")
        show_override_missing(opened, row)
        show_problem(candidate.id)


def show_excluded_row(opened: OpenSelection, row: int) -> None:
    """A candidate below the line, with the gate that it failed and why."""
    evaluation = opened.evaluation
    candidate = evaluation.candidates[row]
    with st.container(border=True, key=f"ranking_out_{candidate.id}"):
        st.markdown(f"**{literal(candidate.name)}** · {evaluation.overall[row]:.1f} · not ranked")
        for result in evaluation.gates[row]:
            if result.state is GateState.FAIL:
                st.markdown(
                    f":red-badge[:material/block: gate failed] {literal(result.title)}: "
                    f"{literal(result.reason)}"
                )
        st.markdown(flag_badges(evaluation, row))
        show_off_the_shortlist(opened, row)
        show_problem(candidate.id)
