"""Criteria and weights: what is judged, and how much does each of it count?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.sentences import weights_sentence
from scorecard.ui import frame
from scorecard.ui.permission import may_change, show_read_only
from scorecard.ui.text import literal
from scorecard.ui.weights_best_worst import show_best_worst
from scorecard.ui.weights_edition import show_other_edition
from scorecard.ui.weights_history import show_history
from scorecard.ui.weights_methods import show_order, show_profiles
from scorecard.ui.weights_points import FULL_POINTS, counted_points, sums_to, total
from scorecard.ui.weights_result import show_result
from scorecard.ui.weights_saving import PAGE, put_back, rescale
from scorecard.ui.weights_swing import show_swing
from scorecard.ui.weights_tree import show_tree
from scorecard.ui.weights_words import origin_in_words, points_in_words

opened = frame.require_selection()
selection, evaluation = opened.selection, opened.evaluation
editable = may_change(opened, Action.EDIT_WEIGHTS)
points = counted_points(evaluation)

frame.show_heading("How much does each criterion count?", weights_sentence(evaluation))

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.markdown(f"**{points_in_words(total(points))} points in all**", width="content")
    st.button(
        f"Rescale to {FULL_POINTS:g}",
        key="weights:rescale",
        icon=":material/balance:",
        on_click=rescale,
        args=(opened.id, points),
        disabled=not editable or sums_to(points) or total(points) <= 0,
    )
    st.caption(literal(origin_in_words(evaluation)), width="content")
show_result(opened.id, PAGE, partial(put_back, opened.id))
show_read_only(opened, Action.EDIT_WEIGHTS, "The weights")
show_other_edition(opened)

for title, icon, name, show in (
    ("Start from a profile", ":material/category:", "profiles", show_profiles),
    ("Weights from an order of importance", ":material/format_list_numbered:", "order", show_order),
    ("Swing weights", ":material/swap_vert:", "swing", show_swing),
    ("Best-worst comparisons", ":material/compare_arrows:", "best_worst", show_best_worst),
):
    fold = st.expander(title, icon=icon, key=f"weights:fold:{name}", on_change="rerun")
    if fold.open:
        with fold:
            show(opened, disabled=not editable)

st.caption("Type points for a group or a criterion; the shares follow, whatever the total is.")
show_tree(opened)
show_history(opened)
