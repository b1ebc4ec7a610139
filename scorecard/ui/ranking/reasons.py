"""Why a candidate has its overall value: criterion, answer, value, weight, contribution."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.commercial import currency_of_question
from scorecard.evaluation import Evaluation
from scorecard.sentences import reading_in_words
from scorecard.ui.text import literal, shortened

# What the heading needs; "small" cuts it.
CONTRIBUTION_WIDTH_PX = 110


def reasons_table(evaluation: Evaluation, row: int) -> pd.DataFrame:
    """One line a question that feeds a criterion, the largest contribution first.

    Value is 0–100, None while open; weight and contribution are of the whole result, in points.
    """
    catalogue, selection = evaluation.catalogue, evaluation.selection
    lines = []
    for index, criterion in enumerate(evaluation.criteria):
        group = catalogue.group_of_criterion[criterion.id]
        for reading in evaluation.readings(row, index):
            question = catalogue.questions_by_id[reading.answer.question_id]
            # What is calculated is in the brief's currency; an answer is in the quote's.
            currency = (
                currency_of_question(
                    catalogue, selection, evaluation.candidates[row].id, question.id
                )
                if reading.ends is None
                else selection.brief.currency
            )
            lines.append(
                {
                    "Criterion": criterion.title,
                    "Question": question.label,
                    "Answer": shortened(reading_in_words(reading, question, currency), 120),
                    "Value": reading.value,
                    "Weight": reading.weight,
                    "Contribution": reading.contribution,
                    "Evidence": "" if reading.value is None else reading.evidence.value,
                    "Source": shortened(reading.answer.source, 80),
                    "Group": group.short_title,
                    "Remark": "beyond an anchor, clamped" if reading.is_clamped else "",
                }
            )
    columns = [
        *("Criterion", "Question", "Answer", "Value"),
        *("Weight", "Contribution", "Evidence", "Source", "Group", "Remark"),
    ]
    table = pd.DataFrame(lines, columns=columns)
    return table.sort_values("Contribution", ascending=False, na_position="last", kind="stable")


def show_reasons(evaluation: Evaluation) -> None:
    """Lets one candidate's number be opened into its reasons."""
    order = [
        row
        for row in (*evaluation.ranked_order, *evaluation.excluded_order)
        if not evaluation.nothing_answered[row]
    ]
    if not order:
        return
    names = {row: evaluation.candidates[row].name for row in order}
    row = st.selectbox(
        "Why does a candidate have its number?",
        order,
        format_func=lambda r: f"{shortened(names[r], 50)}: why {evaluation.overall[r]:.1f}?",
        key="ranking:why",
        width=420,
    )
    number = st.column_config.NumberColumn
    st.dataframe(
        reasons_table(evaluation, row),
        hide_index=True,
        placeholder="–",
        alt=f"Answers, values, weights and contributions of {names[row]}",
        column_config={
            "Value": st.column_config.ProgressColumn(
                "Value", min_value=0, max_value=100, format="%.0f", width="small"
            ),
            "Weight": number("Weight", format="%.2f %%", width="small"),
            "Contribution": number("Contribution", format="%.2f", width=CONTRIBUTION_WIDTH_PX),
        },
    )
    st.caption(
        "Weight is the question's share of the whole result; contribution is weight × value. "
        f"{literal(names[row])}'s contributions, with what counts for open answers, sum to "
        f"{evaluation.overall[row]:.1f}."
    )
