"""The tree of groups and criteria: points in place, shares live, one criterion open at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from scorecard.access import Action
from scorecard.catalogue import Criterion, Group
from scorecard.ui import frame
from scorecard.ui.number_field import show_number, text_of
from scorecard.ui.outcomes import seeded
from scorecard.ui.permission import may_change
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_criterion import show_criterion
from scorecard.ui.weights_points import counted_points, members_of, share_pct, total
from scorecard.ui.weights_result import scope_of, show_result
from scorecard.ui.weights_saving import (
    criterion_field,
    criterion_saver,
    criterion_typed,
    group_field,
    group_saver,
    group_typed,
    include,
)
from scorecard.ui.weights_words import points_as_text

POINTS_WIDTH_PX = 110
SHARE_WIDTH_PX = 64
OPEN_GROUP, OPEN_CRITERION = "weights:open_group", "weights:open_criterion"


def show_tree(opened: OpenSelection) -> None:
    """All groups with their share; the open one with its criteria."""
    evaluation = opened.evaluation
    if OPEN_GROUP not in st.session_state:
        largest = max(
            evaluation.groups,
            key=lambda g: total(counted_points(evaluation), members_of(evaluation, g.id)),
            default=None,
        )
        st.session_state[OPEN_GROUP] = None if largest is None else largest.id
    for group in opened.catalogue.groups:
        if opened.catalogue.criteria_of_group(group.id):
            _show_group(opened, group)


def _show_toggle(label: str, key: str, name: str, is_open: bool) -> None:
    """A title that opens and closes what stands below it."""
    st.button(
        label,
        key=f"{key}:{name}",
        icon=":material/expand_less:" if is_open else ":material/expand_more:",
        type="tertiary",
        wrap=True,
        on_click=_toggle,
        args=(key, name),
    )


def _toggle(key: str, name: str) -> None:
    st.session_state[key] = None if st.session_state.get(key) == name else name


def _show_group(opened: OpenSelection, group: Group) -> None:
    points = counted_points(opened.evaluation)
    members = members_of(opened.evaluation, group.id)
    criteria = opened.catalogue.criteria_of_group(group.id)
    group_points = total(points, members)
    share = share_pct(group_points, total(points))
    is_open = st.session_state.get(OPEN_GROUP) == group.id
    with st.container(border=True, key=f"weights_group_{group.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap="xsmall"):
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    _show_toggle(f"**{literal(group.title)}**", OPEN_GROUP, group.id, is_open)
                    st.markdown(_percent(share), width="content")
                st.progress(min(share / 100, 1.0))
            if members:
                _show_points(
                    opened,
                    group_field(group.id),
                    f"Points of the group {literal(group.title)}",
                    group_points,
                    partial(group_typed, opened.id, group.id, {i: points[i] for i in members}),
                )
            else:
                st.caption("Out for all", width=POINTS_WIDTH_PX)
        show_result(opened.id, group_field(group.id), group_saver(opened.id, group.id))
        if is_open:
            st.caption(literal(group.why))
            for criterion in criteria:
                _show_criterion_row(opened, criterion, total(points))


def _show_criterion_row(opened: OpenSelection, criterion: Criterion, all_points: float) -> None:
    counted = counted_points(opened.evaluation)
    is_open = st.session_state.get(OPEN_CRITERION) == criterion.id
    reasons = {out.criterion.id: out.reason for out in opened.evaluation.criteria_out}
    with st.container(key=f"weights_criterion_{criterion.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                _show_toggle(literal(criterion.title), OPEN_CRITERION, criterion.id, is_open)
                if criterion.id in reasons:
                    st.caption(f"Out for all candidates: {literal(reasons[criterion.id])}")
            if criterion.id in counted:
                points = counted[criterion.id]
                with st.container(
                    horizontal=True, vertical_alignment="center", width="content", gap="small"
                ):
                    st.markdown(_percent(share_pct(points, all_points)), width=SHARE_WIDTH_PX)
                    _show_points(
                        opened,
                        criterion_field(criterion.id),
                        f"Points of {literal(criterion.title)}",
                        points,
                        partial(criterion_typed, opened.id, criterion.id, points),
                    )
            else:
                _show_way_back(opened, criterion)
        show_result(
            opened.id, criterion_field(criterion.id), criterion_saver(opened.id, criterion.id)
        )
        show_result(opened.id, f"exclude:{criterion.id}")
        if is_open:
            show_criterion(opened, criterion)


def _show_points(
    opened: OpenSelection, field: str, label: str, points: float, typed: Callable[[], None]
) -> None:
    """The field in which points are typed in place."""
    show_number(
        label,
        key=seeded(scope_of(opened.id), field, points_as_text(points), text_of),
        on_change=typed,
        is_labelled=False,
        disabled=not may_change(opened, Action.EDIT_WEIGHTS),
        width=POINTS_WIDTH_PX,
    )


def _percent(share: float) -> str:
    # A space that does not break, so that the sign stays on the number's line.
    return f"{share:.1f}\u00a0%"


def _show_way_back(opened: OpenSelection, criterion: Criterion) -> None:
    """What brings a criterion back that is out for all candidates."""
    if criterion.id in opened.selection.excluded_criteria:
        st.button(
            "Bring back",
            key=f"weights:include:{criterion.id}",
            icon=":material/undo:",
            on_click=include,
            args=(opened.id, criterion.id),
            disabled=not may_change(opened, Action.EDIT_WEIGHTS),
        )
    elif any(item.value.kind == "price" for item in criterion.inputs) and st.button(
        "Set target and ceiling", key=f"weights:rates:{criterion.id}", icon=":material/description:"
    ):
        frame.go_to("brief.py")
