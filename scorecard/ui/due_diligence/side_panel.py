"""The candidate now: overall value, rank, flags, coverage and what to ask next."""

from __future__ import annotations

import streamlit as st

from scorecard.catalogue import Severity
from scorecard.evaluation import Evaluation, whole_pct_covered
from scorecard.sentences import unknown_families
from scorecard.ui.due_diligence.words import place_words
from scorecard.ui.text import literal

FLAGS_AT_MOST = 4

SEVERITY_COLOURS = {Severity.CRITICAL: "red", Severity.MAJOR: "orange", Severity.MINOR: "gray"}


def show_side_panel(evaluation: Evaluation, row: int) -> None:
    """What the form has made of this candidate so far."""
    candidate = evaluation.candidates[row]
    with st.container(border=True):
        st.markdown(f"**{literal(candidate.name)} now**")
        if evaluation.nothing_answered[row]:
            st.markdown("No answers yet")
            st.caption("Value, rank and flags follow the first answer.")
            _gates(evaluation, row)
            return
        place = place_words(evaluation, row)
        best, worst = evaluation.rank_best[row], evaluation.rank_worst[row]
        if evaluation.rank[row] > 0 and best != worst:
            place += f" (possible {best}–{worst})"
        st.metric(
            "Overall value, provisional" if evaluation.is_provisional else "Overall value",
            f"{evaluation.overall[row]:.1f}",
        )
        st.markdown(literal(place[:1].upper() + place[1:]))
        st.caption(
            f"Between {evaluation.overall_low[row]:.1f} and {evaluation.overall_high[row]:.1f} · "
            f"as evidenced {evaluation.overall_evidenced[row]:.1f} · "
            f"{whole_pct_covered(evaluation.coverage_pct[row])} % of the weight covered"
        )
        _gates(evaluation, row)
        _flags(evaluation, row)


def _gates(evaluation: Evaluation, row: int) -> None:
    for result in evaluation.gates[row]:
        if result.state.value in ("fail", "open"):
            colour = "red" if result.state.value == "fail" else "orange"
            st.markdown(
                f":{colour}-badge[gate {result.state.value}] "
                f"{literal(result.title)}: {literal(result.reason)}"
            )


def _flags(evaluation: Evaluation, row: int) -> None:
    flags = evaluation.flags_shown[row]
    if not flags:
        unknown = len(unknown_families(evaluation, row))
        st.caption(f"No flag raised, {unknown} unknown" if unknown else "No flag raised")
        return
    for finding in flags[:FLAGS_AT_MOST]:
        severity = finding.rule.severity
        st.markdown(
            f":{SEVERITY_COLOURS[severity]}-badge[:material/flag: {severity.value}] "
            f"{literal(finding.rule.title)}"
        )
    if len(flags) > FLAGS_AT_MOST:
        st.caption(f"and {len(flags) - FLAGS_AT_MOST} more on the red-flags page")
