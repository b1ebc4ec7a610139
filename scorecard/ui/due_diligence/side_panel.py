"""The candidate now: overall value, rank, flags, coverage and what to ask next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from scorecard.catalogue import Severity
from scorecard.certainty import NextQuestion, next_best_question, shortlist_size_of
from scorecard.certainty_words import stakes_in_words
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.sentences import NO_RULES_SENTENCE, has_red_flag_rules, unknown_families
from scorecard.ui.due_diligence.sections import section_of_question
from scorecard.ui.due_diligence.words import place_words
from scorecard.ui.text import literal

FLAGS_AT_MOST = 4

SEVERITY_COLOURS = {Severity.CRITICAL: "red", Severity.MAJOR: "orange", Severity.MINOR: "gray"}


def show_side_panel(
    evaluation: Evaluation, row: int, section_id: str, open_section: Callable[[str], None]
) -> None:
    """What the form has made of this candidate so far, and what to find out next.

    `section_id` is the section that is open; `open_section` opens another one.
    """
    candidate = evaluation.candidates[row]
    with st.container(border=True):
        st.markdown(f"**{literal(candidate.name)} now**")
        if evaluation.nothing_answered[row]:
            st.markdown("No answers yet")
            st.caption("Value, rank and flags follow the first answer.")
            _gates(evaluation, row)
            _next_best(evaluation, row, section_id, open_section)
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
        _next_best(evaluation, row, section_id, open_section)


def _gates(evaluation: Evaluation, row: int) -> None:
    for result in evaluation.gates[row]:
        if result.state.value in ("fail", "open"):
            colour = "red" if result.state.value == "fail" else "orange"
            st.markdown(
                f":{colour}-badge[gate {result.state.value}] "
                f"{literal(result.title)}: {literal(result.reason)}"
            )


def _flags(evaluation: Evaluation, row: int) -> None:
    if not has_red_flag_rules(evaluation):
        st.caption(NO_RULES_SENTENCE)
        return
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
        st.caption(literal(f"Ask: {finding.rule.ask_next}"))
    if len(flags) > FLAGS_AT_MOST:
        st.caption(f"and {len(flags) - FLAGS_AT_MOST} more on the red-flags page")


def _next_best(
    evaluation: Evaluation, row: int, section_id: str, open_section: Callable[[str], None]
) -> None:
    selection, catalogue = evaluation.selection, evaluation.catalogue
    version = (selection.id, selection.revision, catalogue.version, evaluation.as_of)
    best = _worked_out(version, row, _evaluation=evaluation)
    if best is None:
        return
    stakes = stakes_in_words(best, shortlist_size_of(evaluation))
    st.markdown(f"**Next best:** {literal(best.question.label)}")
    st.caption(literal(f"{best.standing[:1].upper()}{best.standing[1:]}; {stakes}."))
    its_section = section_of_question(evaluation.catalogue, best.question.id)
    if its_section != section_id:
        st.button(
            "Open that section",
            key="due:next_best",
            icon=":material/arrow_forward:",
            type="tertiary",
            on_click=open_section,
            args=(its_section,),
        )


@st.cache_resource(max_entries=64, show_spinner=False)
def _worked_out(
    version: tuple[str, int, str, date], row: int, *, _evaluation: Evaluation
) -> NextQuestion | None:
    # The form is drawn again after every answer to another field, too.
    return next_best_question(_evaluation, row)
