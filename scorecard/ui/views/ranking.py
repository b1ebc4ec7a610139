"""Ranking: who leads, how surely, why, and who goes on the shortlist?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.certainty_words import how_sure, verdict_sentence
from scorecard.charts import contributions_chart, ranking_chart, value_heat_map
from scorecard.sentences import EVIDENCED_IS_ANOTHER_COUNT, clamped_in_words, ranking_sentence
from scorecard.shortlisting import shortlist_sentence
from scorecard.ui import frame
from scorecard.ui.award.words import since_sealed
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.downloads import shortlist_bytes, shortlist_file_name
from scorecard.ui.figures import chart_of
from scorecard.ui.permission import show_read_only
from scorecard.ui.ranking.reasons import show_reasons
from scorecard.ui.ranking.rows import show_excluded_row, show_ranked_row
from scorecard.ui.ranking.shortlist import show_override_dialog
from scorecard.ui.robustness.options import default_options
from scorecard.ui.robustness.running import certainty_of
from scorecard.ui.state import actor, storage
from scorecard.ui.text import literal

ROWS_AT_FIRST = 10

opened = frame.require_selection()
evaluation = opened.evaluation

decided = frame.decided_words(opened)
sentence = ranking_sentence(evaluation)
frame.show_heading("Who should be chosen?", f"{decided}. {sentence}" if decided else sentence)

if not evaluation.candidates:
    st.markdown("Add the candidates and their answers; the ranking follows by itself.")
    if st.button("Add candidates", type="primary", icon=":material/group_add:"):
        frame.go_to("candidates.py")
    st.stop()

with st.container(horizontal=True, gap="small"):
    st.download_button(
        "Excel shortlist",
        data=partial(shortlist_bytes, actor(), opened),
        file_name=shortlist_file_name(opened),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
        type="primary",
    )
    if st.button("Share a link", icon=":material/share:"):
        frame.go_to("links.py")
    if st.button("Projector view", icon=":material/present_to_all:"):
        frame.go_to("projector.py")

if evaluation.is_provisional:
    st.caption(
        ":material/hourglass_top: While responses are open, an open answer counts "
        f"{'half' if evaluation.open_policy.value == 'neutral' else 'nothing'} of its weight."
    )

if decided and (explained := since_sealed(opened, storage().list_awards(actor(), opened.id))):
    st.info(literal(explained), icon=":material/calculate:")

if evaluation.ranked_order and not all(evaluation.nothing_answered):
    st.caption(
        ":material/difference: Possible is what open answers may still make of a value. "
        f"{EVIDENCED_IS_ANOTHER_COUNT}"
    )

show_read_only(opened, Action.SHORTLIST, "The ticks of the shortlist")
if against_shortlist := shortlist_sentence(evaluation):
    st.warning(literal(against_shortlist), icon=":material/gavel:")
unanswered = () if evaluation.nothing_ranked_because else evaluation.unanswered_order
order = (*evaluation.ranked_order, *unanswered)
show_all = True
if len(order) > ROWS_AT_FIRST:
    show_all = st.toggle(f"Show all {len(order)} candidates", key="ranking:all")
for row in order if show_all else order[:ROWS_AT_FIRST]:
    show_ranked_row(opened, row)
if evaluation.excluded_order:
    st.subheader("Out: a gate is failed", anchor=False)
    for row in evaluation.excluded_order:
        show_excluded_row(opened, row)
show_override_dialog(opened)

if all(evaluation.nothing_answered):
    st.markdown("Charts and reasons follow the first answer.")
    if st.button("Record answers", type="primary", icon=":material/fact_check:"):
        frame.go_to("due_diligence.py")
    st.stop()

certainty = certainty_of(opened, default_options(evaluation))
with st.container(border=True):
    st.markdown("**How sure is this?**")
    words = how_sure(certainty)
    if evaluation.leader_withheld_because:
        # Why nobody leads yet stands below the title.
        words = words.removeprefix(verdict_sentence(certainty)).strip()
    st.markdown(literal(words))
    if st.button("See what would change it", icon=":material/insights:", type="tertiary"):
        frame.go_to("robustness.py")

show_chart(chart_of(ranking_chart, opened), "ranking:bars")
show_chart(chart_of(contributions_chart, opened), "ranking:contributions")
show_chart(chart_of(value_heat_map, opened), "ranking:heat")

st.subheader("Every number opened", anchor=False)
show_reasons(evaluation)

remarks = [
    f"**{literal(out.criterion.title)}** is out for all candidates: {literal(out.reason)}."
    for out in evaluation.criteria_out
]
for row, column in evaluation.clamped:
    what, performance = clamped_in_words(evaluation, row, column)
    remarks.append(
        f"**{literal(evaluation.candidates[row].name)}**: {literal(what)} "
        f"({literal(performance)}) lies beyond an anchor and is valued at the anchor."
    )
if remarks:
    with st.expander(f"What is out or clamped ({len(remarks)})"):
        st.markdown("\n".join(f"- {remark}" for remark in remarks))
