"""The parts of the page Compare: overview, criteria and questions, as cards or as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scorecard.comparison import CriterionRow, criterion_rows
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.sentences import NO_RULES_SENTENCE, has_red_flag_rules, rank_or_out
from scorecard.shortlisting import shortlist_remark
from scorecard.ui.compare_rows import (
    QuestionRow,
    answer_with_evidence,
    answers_to_criterion,
    question_rows,
)
from scorecard.ui.text import literal

# Cards beside each other stay readable up to here; beyond it, a table.
CARDS_AT_MOST = 3
ROWS_AT_FIRST = 8
TALL_ROW_PX = 72
VALUES, CONTRIBUTIONS, ANSWERS = "values", "contributions", "answers"
CELLS = {
    VALUES: "Values 0–100",
    CONTRIBUTIONS: "Contributions",
    ANSWERS: "Answers",
}


def show_overview(evaluation: Evaluation, rows: Sequence[int]) -> None:
    """Each chosen candidate's place, overall value and range, evidence, coverage and flags.

    Flags are left out where no rule could raise one: a count of 0 would read as clean.
    """
    has_rules = has_red_flag_rules(evaluation)
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "Candidate": evaluation.candidates[row].name,
                    "Rank": rank_or_out(evaluation, row),
                    "Overall value": None
                    if evaluation.nothing_answered[row]
                    else float(evaluation.overall[row]),
                    "Possible": (
                        f"{evaluation.overall_low[row]:.1f}–{evaluation.overall_high[row]:.1f}"
                    ),
                    "As evidenced": float(evaluation.overall_evidenced[row]),
                    "Covered": whole_pct_covered(evaluation.coverage_pct[row]),
                    **(_flags(evaluation, row) if has_rules else {}),
                    "Shortlist": _shortlist(evaluation, row),
                }
                for row in rows
            ]
        ),
        hide_index=True,
        column_config={
            "Candidate": st.column_config.TextColumn(pinned=True),
            "Overall value": st.column_config.NumberColumn(format="%.1f"),
            "As evidenced": st.column_config.NumberColumn(format="%.1f"),
            "Covered": st.column_config.NumberColumn(format="%.0f %%"),
        },
        alt="The chosen candidates side by side",
    )
    if not has_rules:
        st.caption(NO_RULES_SENTENCE)


def show_criteria(evaluation: Evaluation, rows: Sequence[int]) -> None:
    """The criteria, the largest difference first; values, contributions or answers in the cells."""
    st.subheader("Criterion by criterion", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        cells = st.segmented_control(
            "Show",
            list(CELLS),
            format_func=CELLS.__getitem__,
            default=VALUES,
            required=True,
            key="compare:cells",
        )
        as_table = len(rows) > CARDS_AT_MOST or st.toggle(
            "As a table", key="compare:criteria_table"
        )
    found = criterion_rows(evaluation, rows)
    st.caption(
        "Sorted by how much the criterion adds to the difference in overall value: "
        "weight × difference in value."
    )
    if as_table:
        _criteria_table(evaluation, rows, found, str(cells))
        return
    everything = len(found) <= ROWS_AT_FIRST or st.session_state.get("compare:all_criteria", False)
    for criterion_row in found if everything else found[:ROWS_AT_FIRST]:
        _criterion_card(evaluation, rows, criterion_row, str(cells))
    if len(found) > ROWS_AT_FIRST:
        st.toggle(f"Show all {len(found)} criteria", key="compare:all_criteria")


def show_questions(evaluation: Evaluation, rows: Sequence[int]) -> None:
    """The answers in words beside each other, of one section at a time."""
    st.subheader("Answer by answer", anchor=False)
    groups = {
        group.id: group.short_title
        for group in evaluation.catalogue.groups
        if evaluation.catalogue.questions_of_group(group.id)
    }
    if not groups:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        group_id = st.segmented_control(
            "Section",
            list(groups),
            format_func=lambda group: literal(groups[group]),
            default=next(iter(groups)),
            required=True,
            key="compare:section",
            wrap=True,
        )
        only_differing = st.toggle(
            "Only where they differ", value=True, key="compare:only_differing"
        )
    found = question_rows(evaluation, rows, str(group_id))
    shown = [row for row in found if row.differs] if only_differing else list(found)
    if not shown:
        st.markdown("They give the same answers to every question of this section.")
        return
    if len(rows) > CARDS_AT_MOST:
        _question_table(evaluation, rows, shown)
        return
    for question_row in shown:
        _question_card(evaluation, rows, question_row)
    if len(shown) < len(found):
        st.caption(f"{len(found) - len(shown)} more are answered alike.")


def _flags(evaluation: Evaluation, row: int) -> dict[str, int]:
    return {
        "Flags": len(evaluation.flags_shown[row]),
        "Critical": len(evaluation.critical_flags(row)),
    }


def _shortlist(evaluation: Evaluation, row: int) -> str:
    if not evaluation.candidates[row].shortlisted:
        return "no"
    remark = shortlist_remark(evaluation, row)
    return f"yes, {remark}" if remark else "yes"


def _difference(row: CriterionRow) -> str:
    text = f"{row.difference:+.1f}" if len(row.values) == 2 else f"{row.difference:.1f}"
    return text.replace("-", "−") if text not in ("+0.0", "-0.0") else "0.0"


def _cell(evaluation: Evaluation, row: int, found: CriterionRow, place: int, cells: str) -> str:
    if cells == ANSWERS:
        return answers_to_criterion(evaluation, found.criterion, row)
    number = found.contributions[place] if cells == CONTRIBUTIONS else found.values[place]
    open_pct = 100 * (1 - found.settled[place])
    still_open = f" · {open_pct:.0f} % open" if open_pct >= 0.5 else ""
    return f"{number:.1f}{still_open}"


def _criterion_card(
    evaluation: Evaluation, rows: Sequence[int], found: CriterionRow, cells: str
) -> None:
    with st.container(border=True, key=f"compare_criterion_{found.criterion.id}"):
        columns = st.columns([3, *([2] * len(rows))], vertical_alignment="top")
        with columns[0], st.container(gap=None):
            st.markdown(f"**{literal(found.criterion.title)}**")
            told = f"Weight {found.weight_pct:.1f} % · "
            told += "difference" if len(rows) == 2 else "largest difference"
            st.caption(f"{told} {literal(_difference(found))}")
        for place, (column, row) in enumerate(zip(columns[1:], rows, strict=True)):
            with column:
                name = literal(evaluation.candidates[row].name)
                text = f"{name}: **{literal(_cell(evaluation, row, found, place, cells))}**"
                if cells == ANSWERS:
                    st.markdown(text)
                    continue
                most = 100.0 if cells == VALUES else found.weight_pct or 1.0
                number = found.values if cells == VALUES else found.contributions
                st.progress(min(max(number[place] / most, 0.0), 1.0), text=text)


def _criteria_table(
    evaluation: Evaluation, rows: Sequence[int], found: Sequence[CriterionRow], cells: str
) -> None:
    names = _column_names(evaluation, rows)
    records = []
    for row in found:
        record: dict[str, object] = {
            "Criterion": row.criterion.title,
            "Weight": row.weight_pct,
            "Difference": row.difference,
        }
        for place, (name, candidate_row) in enumerate(zip(names, rows, strict=True)):
            if cells == ANSWERS:
                record[name] = answers_to_criterion(evaluation, row.criterion, candidate_row)
            else:
                numbers = row.contributions if cells == CONTRIBUTIONS else row.values
                record[name] = numbers[place]
        records.append(record)
    config: dict[str, Any] = {
        "Criterion": st.column_config.TextColumn(pinned=True),
        "Weight": st.column_config.NumberColumn(format="%.1f %%"),
        "Difference": st.column_config.NumberColumn(
            format="%+.1f" if len(rows) == 2 else "%.1f",
            help="Of the contributions: weight × value",
        ),
    }
    for name in names:
        if cells == VALUES:
            config[name] = st.column_config.ProgressColumn(
                format="%.0f", min_value=0, max_value=100
            )
        elif cells == CONTRIBUTIONS:
            config[name] = st.column_config.NumberColumn(format="%.1f")
    st.dataframe(
        pd.DataFrame(records),
        hide_index=True,
        column_config=config,
        row_height=TALL_ROW_PX if cells == ANSWERS else None,
        alt="Criteria by difference between the chosen candidates",
    )


def _question_card(evaluation: Evaluation, rows: Sequence[int], found: QuestionRow) -> None:
    with st.container(border=True, key=f"compare_question_{found.question.id}"):
        columns = st.columns([3, *([2] * len(rows))], vertical_alignment="top")
        columns[0].markdown(f"**{literal(found.question.label)}**")
        for place, (column, row) in enumerate(zip(columns[1:], rows, strict=True)):
            words, answer = found.words[place], found.answers[place]
            with column, st.container(gap=None):
                st.caption(literal(evaluation.candidates[row].name))
                st.markdown(literal(answer_with_evidence(found.question, words, answer)))


def _question_table(
    evaluation: Evaluation, rows: Sequence[int], found: Sequence[QuestionRow]
) -> None:
    names = _column_names(evaluation, rows)
    records = [
        {
            "Question": row.question.label,
            **{
                name: answer_with_evidence(row.question, words, answer)
                for name, words, answer in zip(names, row.words, row.answers, strict=True)
            },
        }
        for row in found
    ]
    st.dataframe(
        pd.DataFrame(records),
        hide_index=True,
        column_config={"Question": st.column_config.TextColumn(pinned=True)},
        row_height=TALL_ROW_PX,
        alt="Answers of the chosen candidates side by side",
    )


def _column_names(evaluation: Evaluation, rows: Sequence[int]) -> list[str]:
    """The candidates' names as column titles, kept apart from the table's own columns."""
    own = {"Criterion", "Weight", "Difference", "Question"}
    names = [evaluation.candidates[row].name for row in rows]
    return [f"{name} (candidate)" if name in own else name for name in names]
