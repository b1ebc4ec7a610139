"""The parts of the shared page: heading, ranking, charts, answers, method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from scorecard.catalogue import answer_in_words
from scorecard.certainty import Certainty
from scorecard.certainty_words import how_sure, verdict_sentence
from scorecard.charts import (
    Chart,
    attrition_chart,
    compliance_documents_chart,
    contributions_chart,
    cost_per_resolved_chart,
    loaded_rate_chart,
    ramp_chart,
    ranking_chart,
    red_flag_matrix,
    value_heat_map,
)
from scorecard.commercial import currency_of_answer
from scorecard.cost_words import cost_sentence
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.model import Status
from scorecard.reference_words import (
    REFERENCE_NOTE,
    REFERENCE_TITLE,
    Reference,
    cost_references,
)
from scorecard.scoring import GateState
from scorecard.sentences import possible_ranks_in_words, rank_in_words
from scorecard.sharing import SharedView, left_out_remarks
from scorecard.shortlisting import shortlist_remark
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.outcomes import local_time
from scorecard.ui.ranking.rows import flag_badges, gate_badge
from scorecard.ui.shared_words import (
    GATE_WORDS,
    RANGES_NOTE,
    method_paragraphs,
    responses_in_words,
)
from scorecard.ui.text import literal, shortened


def show_heading(view: SharedView) -> None:
    """Title, the sentence, who shared it, as of when, live or frozen, and what is left out."""
    st.title(literal(view.title), anchor=False)
    st.markdown(f"**{literal(view.sentence)}**")
    moment = f"{local_time(view.made_at):%d %B %Y, %H:%M}".lstrip("0")
    standing = (
        f":gray-badge[:material/lock_clock: frozen] as it stood on {moment}"
        if view.is_frozen
        else f":blue-badge[:material/sync: live] as of {moment}; follows every change by itself"
    )
    st.markdown(f"Shared by {literal(view.shared_by)} · {standing}")
    remarks = left_out_remarks(view)
    if view.evaluation.selection.is_example:
        remarks = ("An invented example: these candidates do not exist.", *remarks)
    if remarks:
        st.caption("  \n".join(literal(remark) for remark in remarks))


def show_certainty(certainty: Certainty | None, key: str) -> None:
    """How sure the ranking is, where the link's scope allows it: the verdict, and a fold of why."""
    if certainty is None:
        return
    paragraph, verdict = how_sure(certainty), verdict_sentence(certainty)
    reasons = paragraph.removeprefix(verdict).strip()
    with st.container(border=True):
        st.markdown("**How sure is this?**")
        if reasons in ("", paragraph):
            st.markdown(literal(paragraph))
            return
        st.markdown(literal(verdict))
        with st.expander("More on how sure this is", key=f"{key}:certainty"):
            st.markdown(literal(reasons))


def show_ranking(view: SharedView) -> None:
    """One card a candidate: rank, overall value, range, evidence, coverage, flags and gates."""
    evaluation = view.evaluation
    if not evaluation.candidates:
        st.markdown("No candidate has been entered yet.")
        return
    st.subheader("Ranking", anchor=False)
    st.caption(responses_in_words(evaluation))
    unanswered = () if evaluation.nothing_ranked_because else evaluation.unanswered_order
    for row in (*evaluation.ranked_order, *unanswered):
        _show_ranked(view, row)
    if evaluation.excluded_order:
        st.subheader("Out: a gate is failed", anchor=False)
        for row in evaluation.excluded_order:
            _show_excluded(view, row)


def _show_ranked(view: SharedView, row: int) -> None:
    evaluation = view.evaluation
    candidate = evaluation.candidates[row]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            is_blank = evaluation.nothing_answered[row]
            st.markdown(f"#### {rank_in_words(evaluation, row)}", width=28)
            with st.container(gap=None):
                st.markdown(f"**{literal(candidate.name)}**")
                st.caption(
                    "No answers yet: the value and the rank follow the first answer"
                    if is_blank
                    else f"{evaluation.overall_low[row]:.1f}–{evaluation.overall_high[row]:.1f} "
                    f"possible · {possible_ranks_in_words(evaluation, row)} · "
                    f"as evidenced {evaluation.overall_evidenced[row]:.1f}, "
                    f"rank {evaluation.rank_evidenced[row]} · "
                    f"{whole_pct_covered(evaluation.coverage_pct[row])} % covered"
                )
            if not is_blank:
                st.markdown(f"#### {evaluation.overall[row]:.1f}", width="content")
        badges = [gate_badge(evaluation, row)]
        if view.scope.flags:
            badges.insert(0, flag_badges(evaluation, row))
        if candidate.shortlisted:
            badges.append(":blue-badge[:material/check_box: shortlisted]")
        _show_badges(badges)
        _show_shortlist_remark(evaluation, row)
        _show_gates(evaluation, row, GateState.OPEN)


def _show_excluded(view: SharedView, row: int) -> None:
    evaluation = view.evaluation
    with st.container(border=True):
        st.markdown(
            f"**{literal(evaluation.candidates[row].name)}** · {evaluation.overall[row]:.1f} · "
            "not ranked"
        )
        _show_badges([gate_badge(evaluation, row)])
        _show_gates(evaluation, row, GateState.FAIL)
        _show_shortlist_remark(evaluation, row)
        if view.scope.flags:
            _show_badges([flag_badges(evaluation, row)])


def _show_shortlist_remark(evaluation: Evaluation, row: int) -> None:
    """What speaks against a place on the shortlist, as far as the link shows it."""
    if remark := shortlist_remark(evaluation, row):
        st.markdown(f":red[**On the shortlist, {literal(remark)}**]")


def _show_badges(badges: list[str]) -> None:
    shown = " ".join(badge for badge in badges if badge)
    if shown:
        st.markdown(shown)


def _show_gates(evaluation: Evaluation, row: int, state: GateState) -> None:
    for result in evaluation.gates[row]:
        if result.state is state:
            st.caption(
                f"{literal(result.title)}: {GATE_WORDS[state]}, {literal(result.reason)}",
            )


def show_charts(view: SharedView, key: str) -> None:
    """The charts that the link's parts allow."""
    if not view.evaluation.candidates:
        return
    st.subheader("Charts", anchor=False)
    for name, draw in charts_of(view):
        chart = draw(view.evaluation)
        if name == "ranking" and not view.is_broken_down:
            # Its own title names what decides the lead, which is not shown here.
            chart = replace(chart, title=view.lead.rstrip("."))
        show_chart(chart, f"{key}:{name}")


def show_costs(view: SharedView, key: str) -> None:
    """What the quotes come to per resolved contact; nothing where the link has no costs."""
    costs = view.costs
    if costs is None:
        return
    st.subheader("What it costs", anchor=False)
    names = {candidate.id: candidate.name for candidate in view.evaluation.candidates}
    st.markdown(literal(cost_sentence(costs, names)))
    show_chart(cost_per_resolved_chart(view.evaluation, costs), f"{key}:costs")
    st.caption(RANGES_NOTE)
    show_references(cost_references(view.evaluation.catalogue, costs), key)


def show_references(references: Sequence[Reference], key: str) -> None:
    """Published figures beside the costs that they concern, with source and date."""
    if not references:
        return
    fold = st.expander(
        f"{REFERENCE_TITLE} ({len(references)})", key=f"{key}:references", on_change="rerun"
    )
    if fold.open:
        with fold:
            st.caption(REFERENCE_NOTE)
            st.dataframe(
                references_table(references),
                hide_index=True,
                column_config={"Figure": st.column_config.TextColumn(pinned=True, width=140)},
                alt="Reference figures with source and date",
            )


def references_table(references: Sequence[Reference]) -> pd.DataFrame:
    """One line a reference figure: its range in its own unit, date, source and note."""
    return pd.DataFrame(
        [
            {
                "Figure": reference.title,
                "Range": f"{reference.range_in_words} {reference.unit}",
                "Date": reference.date,
                "Source": reference.source,
                "Note": reference.note,
            }
            for reference in references
        ]
    )


def charts_of(view: SharedView) -> Iterator[tuple[str, Callable[[Evaluation], Chart]]]:
    """The names and functions of the charts that a view shows, in reading order."""
    scope = view.scope
    yield "ranking", ranking_chart
    if view.is_broken_down:
        yield "contributions", contributions_chart
        yield "values", value_heat_map
    if scope.flags:
        yield "flags", red_flag_matrix
    if scope.evidence:
        yield "attrition", attrition_chart
        yield "ramp", ramp_chart
        yield "documents", compliance_documents_chart
    if scope.costs:
        yield "rates", loaded_rate_chart


def show_answers(view: SharedView, key: str) -> None:
    """The shown answers of each candidate, read when its fold is opened."""
    if not view.shared_questions() or not view.evaluation.candidates:
        return
    st.subheader("Answers and evidence" if view.scope.evidence else "The quotes", anchor=False)
    for candidate in view.evaluation.candidates:
        fold = st.expander(
            literal(candidate.name), key=f"{key}:answers:{candidate.id}", on_change="rerun"
        )
        if fold.open:
            with fold:
                st.dataframe(
                    answers_table(view, candidate.id),
                    hide_index=True,
                    alt=f"Answers of {candidate.name}",
                )


def answers_table(view: SharedView, candidate_id: str) -> pd.DataFrame:
    """One line a question: the answer in words, and with the part `evidence` what supports it."""
    evaluation = view.evaluation
    candidate = evaluation.selection.candidate(candidate_id)
    asked_in = evaluation.selection.brief.currency
    answers = evaluation.selection.answers_by_candidate()[candidate_id]
    lines = []
    for question, answer in view.answers_of(candidate):
        currency = currency_of_answer(evaluation.catalogue, answers, question.id, asked_in)
        line = {
            "Question": question.label,
            "Answer": shortened(answer_in_words(question, answer, currency), 400),
        }
        if view.scope.evidence:
            answered = answer.status is Status.ANSWERED
            counted = "verified" if question.observed else answer.evidence_on(evaluation.as_of)
            line["Evidence"] = str(counted) if answered else ""
            line["Document"] = answer.document.title if answer.document else ""
            line["Source"] = shortened(answer.source, 200)
            line["As of"] = answer.as_of.isoformat() if answer.as_of else ""
        lines.append(line)
    return pd.DataFrame(lines)


def show_method(view: SharedView) -> None:
    """How the ranking came about, with the weights as far as they are shown."""
    evaluation = view.evaluation
    with st.expander("Method", icon=":material/menu_book:"):
        for paragraph in method_paragraphs(evaluation):
            st.markdown(literal(paragraph))
        if view.is_broken_down and not evaluation.nothing_ranked_because:
            st.dataframe(
                weights_table(evaluation),
                hide_index=True,
                alt="Weights of the criteria",
                column_config={"Weight": st.column_config.NumberColumn(format="%.1f %%")},
            )
        for out in evaluation.criteria_out:
            st.caption(f"{literal(out.criterion.title)} is out for all: {literal(out.reason)}.")
        st.caption(
            literal(
                f"Catalogue {evaluation.catalogue.version} · revision {evaluation.revision} · "
                f"judged as of {evaluation.as_of.isoformat()}"
            )
        )


def weights_table(evaluation: Evaluation) -> pd.DataFrame:
    """Group, criterion and weight in per cent of the result, the heaviest first."""
    groups = evaluation.catalogue.group_of_criterion
    table = pd.DataFrame(
        {
            "Group": [groups[criterion.id].title for criterion in evaluation.criteria],
            "Criterion": [criterion.title for criterion in evaluation.criteria],
            "Weight": 100.0 * evaluation.weights,
        }
    )
    return table.sort_values("Weight", ascending=False, kind="stable")
