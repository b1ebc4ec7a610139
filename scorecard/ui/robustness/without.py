"""What the result hangs on: criteria and candidates left out, dominance, gates still open."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scorecard.certainty import Certainty
from scorecard.scoring import GateState
from scorecard.sentences import joined
from scorecard.ui.robustness.words import (
    removals_in_words,
    without_candidates_in_words,
    without_criteria_in_words,
)
from scorecard.ui.text import literal

LISTED = 6


def show_without(certainty: Certainty) -> None:
    """Leave one out, who is beaten on everything, who can never be first, which gates are open."""
    _show_left_out(certainty)
    _show_dominance(certainty)
    _show_gates(certainty)


def _show_left_out(certainty: Certainty) -> None:
    st.subheader("Leave one out", anchor=False)
    st.markdown(literal(without_criteria_in_words(certainty)))
    if certainty.winner_changes_without:
        st.warning(literal(removals_in_words(certainty)), icon=":material/price_change:")
    else:
        st.markdown(literal(without_candidates_in_words(certainty)))
    fold = st.expander("Each criterion left out", key="robustness:without", on_change="rerun")
    if fold.open:
        with fold:
            st.dataframe(
                without_table(certainty),
                hide_index=True,
                column_config={
                    "Without": st.column_config.TextColumn(pinned=True),
                    "Weight now": st.column_config.NumberColumn(format="%.1f %%"),
                },
                alt="Who would lead without each criterion",
            )


def without_table(certainty: Certainty) -> pd.DataFrame:
    """Who would lead without each criterion, those that change the leader first."""
    leader = certainty.candidates[0]
    rows = [
        (criterion.title, 100 * float(weight), "nothing is left" if found is None else found.name)
        for criterion, weight, found in zip(
            certainty.evaluation.criteria,
            certainty.evaluation.weights,
            certainty.leader_without_criterion,
            strict=True,
        )
    ]
    rows.sort(key=lambda row: row[2] == leader.name)
    return pd.DataFrame(rows, columns=["Without", "Weight now", "Leads"])


def _show_dominance(certainty: Certainty) -> None:
    st.subheader("Beaten whatever the weights", anchor=False)
    better: dict[str, list[str]] = {}
    for worse, winner in certainty.dominated:
        better.setdefault(worse.name, []).append(winner.name)
    lines = [
        f"**{literal(name)}** is nowhere better and somewhere worse than {literal(_some(winners))}."
        for name, winners in better.items()
    ]
    never = [candidate.name for candidate in certainty.never_first]
    if never:
        can = "cannot be first under any weights with today's answers"
        lines.append(f"{literal(_some(never))} {can}.")
    elif better:
        who = "It" if len(better) == 1 else "Each"
        lines.append(
            f"{who} could share place 1 but never hold it alone: only where all the weight lies on "
            "criteria on which it is level with whoever beats it."
        )
    if not lines:
        st.markdown("Nobody: each candidate is ahead of each other one on some criterion.")
        return
    shown = lines if len(lines) <= LISTED else [*lines[: LISTED - 1], lines[-1]]
    st.markdown("\n".join(f"- {line}" for line in shown))
    if len(lines) > len(shown):
        with st.expander(f"All {len(better)} who are beaten on everything"):
            st.dataframe(
                pd.DataFrame(
                    [(name, _some(winners)) for name, winners in better.items()],
                    columns=["Candidate", "Nowhere better than"],
                ),
                hide_index=True,
                alt="Who is beaten on every criterion, and by whom",
            )


def _some(names: list[str]) -> str:
    if len(names) <= LISTED:
        return joined(names)
    return f"{', '.join(names[: LISTED - 1])} and {len(names) - LISTED + 1} more"


def _show_gates(certainty: Certainty) -> None:
    evaluation = certainty.evaluation
    lines = [
        f"**{literal(evaluation.candidates[row].name)}**: {literal(result.title)} "
        f"({literal(result.reason)})"
        for row in evaluation.ranked_order
        for result in evaluation.gates[row]
        if result.state is GateState.OPEN
    ]
    st.subheader("Gates still open", anchor=False)
    if not lines:
        st.markdown("None: every ranked candidate has passed the gates that are in force.")
        return
    st.markdown(
        "A gate is passed or failed, whatever the weights: the shares take these as passed."
    )
    st.markdown("\n".join(f"- {line}" for line in lines[: 2 * LISTED]))
    if len(lines) > 2 * LISTED:
        st.caption(f"And {len(lines) - 2 * LISTED} more; the page Ranking shows each.")
