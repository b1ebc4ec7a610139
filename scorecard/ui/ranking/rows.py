"""One candidate's row in the ranking, with its shortlist tick and the override behind it."""

from __future__ import annotations

import streamlit as st

from scorecard.access import AccessDenied, Action
from scorecard.catalogue import Severity
from scorecard.evaluation import Evaluation, whole_pct_covered
from scorecard.sentences import flag_counts, unknown_families
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

_PROBLEM = "ranking:problem"

SEVERITY_COLOURS = {Severity.CRITICAL: "red", Severity.MAJOR: "orange", Severity.MINOR: "gray"}


def flag_badges(evaluation: Evaluation, row: int) -> str:
    """The counts of shown flags by severity, as Markdown badges; 'no flag' without any."""
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
        still_open = [g.title for g in evaluation.gates[row] if g.state.value == "open"]
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
    best, worst = evaluation.rank_best[row], evaluation.rank_worst[row]
    possible = f"rank {best} certain" if best == worst else f"ranks {best}–{worst} possible"
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
                    f"possible · {possible} · "
                    f"as evidenced {evaluation.overall_evidenced[row]:.1f}, "
                    f"rank {evaluation.rank_evidenced[row]} · "
                    f"{whole_pct_covered(evaluation.coverage_pct[row])} % covered"
                )
            if not is_blank:
                st.subheader(f"{evaluation.overall[row]:.1f}", anchor=False, width="content")
            _shortlist_tick(opened, row)
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
        problem = st.session_state.get(_PROBLEM, {}).get(candidate.id)
        if problem:
            st.error(literal(problem), icon=":material/error:")


def show_excluded_row(evaluation: Evaluation, row: int) -> None:
    """A candidate below the line, with the gate that it failed and why."""
    candidate = evaluation.candidates[row]
    with st.container(border=True):
        st.markdown(f"**{literal(candidate.name)}** · {evaluation.overall[row]:.1f} · not ranked")
        for result in evaluation.gates[row]:
            if result.state.value == "fail":
                st.markdown(
                    f":red-badge[:material/block: gate failed] {literal(result.title)}: "
                    f"{literal(result.reason)}"
                )
        st.markdown(flag_badges(evaluation, row))


def _shortlist_tick(opened: OpenSelection, row: int) -> None:
    candidate = opened.evaluation.candidates[row]
    key = f"ranking:shortlist:{candidate.id}:{candidate.version}"

    @uninterrupted
    def ticked() -> None:
        wanted = bool(st.session_state[key])
        critical = opened.evaluation.critical_flags(row)
        if wanted and critical and not candidate.override_reason:
            st.session_state["ranking:override"] = candidate.id
            return
        _save(opened, candidate.id, {"shortlisted": wanted})

    st.checkbox(
        "Shortlist",
        value=candidate.shortlisted,
        key=key,
        on_change=ticked,
        disabled=not may_change(opened, Action.SHORTLIST),
        help=f"Put {literal(candidate.name)} on the shortlist",
        width="content",
    )


def _save(opened: OpenSelection, candidate_id: str, changes: dict[str, object]) -> None:
    problems: dict[str, str] = st.session_state.setdefault(_PROBLEM, {})
    problems.pop(candidate_id, None)
    candidate = opened.selection.candidate(candidate_id)
    try:
        state.storage().save_candidate(
            state.actor(),
            opened.id,
            candidate.model_copy(update=changes),
            expected_version=candidate.version,
        )
    except (StorageError, AccessDenied) as problem:
        problems[candidate_id] = f"Not saved. {problem}"


def show_override_dialog(opened: OpenSelection) -> None:
    """Asks for the written reason when somebody with a critical flag is to be shortlisted."""
    candidate_id = st.session_state.get("ranking:override")
    if candidate_id is None or candidate_id not in opened.evaluation.position:
        return
    _override_dialog(opened, str(candidate_id))


def _forget_override() -> None:
    st.session_state.pop("ranking:override", None)


@st.dialog("Shortlist in spite of a critical flag", on_dismiss=_forget_override)
def _override_dialog(opened: OpenSelection, candidate_id: str) -> None:
    row = opened.evaluation.position[candidate_id]
    candidate = opened.selection.candidate(candidate_id)
    st.markdown(f"**{literal(candidate.name)}** carries:")
    for finding in opened.evaluation.critical_flags(row):
        st.markdown(f":red-badge[critical] {literal(finding.message)}")
    st.text_area(
        "Why shortlist this candidate all the same?",
        key=_reason_key(candidate_id),
        placeholder="What was checked, what is agreed, who decided",
    )
    with st.container(horizontal=True):
        sent = st.button(
            "Override and shortlist",
            type="primary",
            on_click=_override,
            args=(opened, candidate_id),
        )
        cancelled = st.button("Cancel", on_click=_forget_override)
    if cancelled or (sent and "ranking:override" not in st.session_state):
        st.rerun()
    if sent:
        st.error("Write the reason: the history and every export keep it.")


def _reason_key(candidate_id: str) -> str:
    return f"ranking:override_reason:{candidate_id}"


@uninterrupted
def _override(opened: OpenSelection, candidate_id: str) -> None:
    """Callback: shortlists in spite of a critical flag, for the reason that was written."""
    reason = str(st.session_state.get(_reason_key(candidate_id)) or "").strip()
    if not reason:
        return
    changes: dict[str, object] = {
        "shortlisted": True,
        "override_reason": reason,
        "override_by": state.actor().name,
    }
    _save(opened, candidate_id, changes)
    _forget_override()
