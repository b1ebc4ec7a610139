"""Debriefs: what the owner lets them tell, a preview, and the files once that is recorded."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from scorecard.awarding import DISCLOSED_WORDS, Debrief, debrief_of, disclosed_in_words
from scorecard.model import AwardRecord, Debriefing, Disclosed, SealedAward
from scorecard.ui.award.files import (
    all_debriefs,
    debrief_html,
    debrief_workbook,
    debriefed,
    named_files,
)
from scorecard.ui.award.record_panel import WORKBOOK_TYPE
from scorecard.ui.award.recording import scope_of
from scorecard.ui.downloads import file_stem
from scorecard.ui.outcomes import WRITE_PROBLEMS, local_time, plain_problem
from scorecard.ui.state import OpenSelection, actor, storage
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted


def show_debriefs(
    opened: OpenSelection, sealed: SealedAward, record: AwardRecord, *, may_prepare: bool
) -> None:
    """The section of the debriefs of the record in force."""
    st.subheader("Debriefs", anchor=False)
    candidates = {c.candidate_id: c.name for c in debriefed(record)}
    if not candidates:
        st.markdown("Nobody who took part is left to be debriefed.")
        return
    rounds = [d for d in storage().list_debriefings(actor(), opened.id) if d.award_id == sealed.id]
    scope = f"{scope_of(opened)}:debriefs"
    with st.container(border=True, key=f"{scope}:panel"):
        st.markdown(
            "Each candidate hears how its own answers were valued and what would have helped most. "
            "Nothing of any other candidate is ever in it. Of the winner it says what you tick "
            "here, and no more."
        )
        if may_prepare:
            _show_ticks(opened, sealed, scope)
        candidate_id = st.selectbox(
            "Debrief for",
            list(candidates),
            format_func=lambda chosen: candidates.get(chosen, ""),
            key=f"{scope}:candidate",
        )
        if candidate_id is None:
            return
        latest = rounds[-1] if rounds else None
        ticked = _ticked(scope) if may_prepare else (latest.disclosed if latest else ())
        with st.expander("Preview", icon=":material/visibility:", key=f"{scope}:preview"):
            _show_preview(debrief_of(record, candidate_id, ticked))
        if latest is not None:
            _show_files(record, latest, candidate_id, scope)
            if may_prepare and set(latest.disclosed) != set(ticked):
                st.caption(
                    "The files tell what was recorded above, not what is ticked now. Prepare the "
                    "debriefs again to change that."
                )


def _show_ticks(opened: OpenSelection, sealed: SealedAward, scope: str) -> None:
    st.pills(
        "What they may tell beside the own values",
        list(Disclosed),
        selection_mode="multi",
        format_func=lambda tick: DISCLOSED_WORDS[tick].capitalize(),
        key=f"{scope}:ticks",
        help="Nothing is ticked to begin with. Without the price, the winner's price value and its "
        "band are left out, and its overall value too where the other values are told. How near "
        "own values came is told in words, such as about level or clearly below.",
    )

    @uninterrupted
    def prepare() -> None:
        _prepare(opened.id, sealed.id, scope)

    st.button(
        "Prepare the debriefs",
        key=f"{scope}:prepare",
        type="primary",
        icon=":material/inventory:",
        on_click=prepare,
        help="Records what the debriefs tell, by whom and when, and offers the files.",
    )
    problem = st.session_state.get(f"{scope}:problem")
    if problem:
        st.error(literal(problem), icon=":material/error:")


def _ticked(scope: str) -> tuple[Disclosed, ...]:
    chosen = st.session_state.get(f"{scope}:ticks") or ()
    return tuple(tick for tick in Disclosed if tick in set(chosen))


def _prepare(selection_id: str, award_id: str, scope: str) -> None:
    st.session_state[f"{scope}:problem"] = ""
    try:
        storage().prepare_debriefs(actor(), selection_id, award_id, _ticked(scope))
    except WRITE_PROBLEMS as problem:
        st.session_state[f"{scope}:problem"] = plain_problem(problem)


def _show_files(record: AwardRecord, debriefing: Debriefing, candidate_id: str, scope: str) -> None:
    st.caption(
        f"Prepared {local_time(debriefing.prepared_at):%Y-%m-%d %H:%M} by "
        f"{literal(debriefing.prepared_by)}, telling "
        f"{literal(disclosed_in_words(debriefing.disclosed))}."
    )
    stem = next(
        name for name, c in named_files(debriefed(record)) if c.candidate_id == candidate_id
    )
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Debrief as HTML",
            data=partial(debrief_html, actor(), record, debriefing, candidate_id),
            file_name=f"{stem}.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/article:",
            key=f"{scope}:html",
        )
        st.download_button(
            "Debrief as Excel",
            data=partial(debrief_workbook, actor(), record, debriefing, candidate_id),
            file_name=f"{stem}.xlsx",
            mime=WORKBOOK_TYPE,
            on_click="ignore",
            icon=":material/table_view:",
            key=f"{scope}:xlsx",
        )
        st.download_button(
            "All debriefs as ZIP",
            data=partial(all_debriefs, actor(), record, debriefing),
            file_name=f"debriefs-{file_stem(record.selection_title)}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
            key=f"{scope}:zip",
        )


def _show_preview(debrief: Debrief) -> None:
    st.markdown(literal(debrief.opening))
    for text in (debrief.standing, *debrief.remarks):
        if text:
            st.markdown(literal(text))
    for title, lines in (
        ("Minimum requirements", debrief.gates),
        ("What added most", debrief.strengths),
        ("What would have helped most", debrief.improvements),
        ("Answers and evidence", debrief.gaps),
        ("Points that we noted", debrief.flags),
    ):
        if lines:
            listed = "\n".join(f"- {literal(line)}" for line in lines)
            st.markdown(f"**{title}**\n\n{listed}")
    columns: dict[str, list[object]] = {
        "Criterion": [row.title for row in debrief.rows],
        "Weight, %": [row.weight_pct for row in debrief.rows],
        "Own value": [row.own for row in debrief.rows],
    }
    if debrief.tells_winner_values:
        columns["Winner's value"] = [row.winner for row in debrief.rows]
    if debrief.tells_bands:
        columns["Against the winner"] = [row.comparison for row in debrief.rows]
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        placeholder="",
        column_config={
            name: st.column_config.NumberColumn(format="%.1f")
            for name in ("Weight, %", "Own value", "Winner's value")
        },
        alt="Criterion by criterion: weight, own value, and of the winner what is ticked",
    )
    told = []
    if debrief.own_overall is not None:
        told.append(f"own overall value {debrief.own_overall:.1f}")
    if debrief.winner_overall is not None:
        told.append(f"the winner's {debrief.winner_overall:.1f}")
    if told:
        st.caption(literal(f"It also says: {', '.join(told)}."))
