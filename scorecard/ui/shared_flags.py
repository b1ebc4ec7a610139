"""The red flags of the shared page: critical ones open, of the others the titles."""

from __future__ import annotations

import streamlit as st

from scorecard.evaluation import Evaluation
from scorecard.red_flags import Finding, State
from scorecard.sentences import (
    NO_RULES_SENTENCE,
    flag_figures,
    has_red_flag_rules,
    source_titles,
)
from scorecard.sharing import SharedView
from scorecard.ui.ranking.rows import SEVERITY_COLOURS
from scorecard.ui.shared_words import flags_in_words, undecided_in_words
from scorecard.ui.text import literal


def show_flags(view: SharedView, key: str) -> None:
    """Every raised flag with its number, threshold, source and what to ask next.

    Critical flags are open; of the others the titles are, and a click opens the rest.
    """
    if not view.scope.flags or not view.evaluation.candidates:
        return
    evaluation = view.evaluation
    st.subheader("Red flags", anchor=False)
    if not has_red_flag_rules(evaluation):
        st.markdown(NO_RULES_SENTENCE)
        return
    for row in evaluation.listed_order:
        candidate = evaluation.candidates[row]
        critical = evaluation.critical_flags(row)
        others = evaluation.flags_shown[row][len(critical) :]
        with st.container(border=True):
            st.markdown(f"**{literal(candidate.name)}**")
            for finding in critical:
                _show_flag(view, finding)
            if candidate.override_reason:
                by = f" by {literal(candidate.override_by)}" if candidate.override_by else ""
                st.caption(f"Override{by}: {literal(candidate.override_reason)}")
            if others:
                st.markdown(" ".join(_flag_badge(f, f.rule.title) for f in others))
                label = f"{flags_in_words(others)}: numbers, sources, what to ask next"
                with st.expander(label, key=f"{key}:flags:{candidate.id}"):
                    for finding in others:
                        _show_flag(view, finding)
            _show_remaining_rules(evaluation, row)


def _flag_badge(finding: Finding, text: str) -> str:
    colour = SEVERITY_COLOURS[finding.rule.severity]
    return f":{colour}-badge[:material/flag: {literal(text)}]"


def _show_flag(view: SharedView, finding: Finding) -> None:
    rule = finding.rule
    st.markdown(
        f"{_flag_badge(finding, rule.severity.value)} **{literal(rule.title)}**  \n"
        f"{literal(finding.message)}  \n"
        f"Ask next ({literal(rule.ask_whom)}): {literal(rule.ask_next)}"
    )
    facts = [
        flag_figures(finding),
        f"source: {source_titles(rule.sources, view.evaluation.catalogue)}",
    ]
    if view.scope.evidence:
        facts.append(f"evidence: {finding.evidence.value}")
    st.caption(literal(" · ".join(fact for fact in facts if fact)))


def _show_remaining_rules(evaluation: Evaluation, row: int) -> None:
    """How many rules are clear and how many cannot be decided: unknown is not clear."""
    raised = {finding.rule.family for finding in evaluation.flags_shown[row]}
    others = [f for f in evaluation.findings[row] if f.rule.family not in raised]
    unknown = {f.rule.family for f in others if f.state is State.UNKNOWN}
    clear = {f.rule.family for f in others if f.state is State.CLEAR} - unknown
    first = "" if raised else "No flag is raised. "
    st.caption(f"{first}{undecided_in_words(len(clear), len(unknown))}")
