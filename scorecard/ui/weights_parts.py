"""What a guided way of weighting compares: the groups, or the criteria of one group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from scorecard.catalogue import Criterion
from scorecard.evaluation import Evaluation
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_points import (
    FULL_POINTS,
    counted_points,
    default_points,
    members_of,
    spread,
    total,
)

GROUPS, IN_GROUP = "groups", "in_group"
LEVELS = {GROUPS: "The groups", IN_GROUP: "Criteria of one group"}


@dataclass(frozen=True)
class Parts:
    """What is compared: id → title, the criteria behind each, and the points to share out.

    `name` tells one comparison from another in keys; `of_groups` is whether the parts are groups.
    """

    name: str
    titles: Mapping[str, str]
    criteria: Mapping[str, tuple[Criterion, ...]]
    points: float
    of_groups: bool


def choose_parts(opened: OpenSelection, way: str, *, disabled: bool) -> Parts | None:
    """Lets the person choose groups or the criteria of one group; None with nothing to compare."""
    evaluation = opened.evaluation
    level = IN_GROUP
    if len(evaluation.groups) > 1:
        level = str(
            st.segmented_control(
                "What to compare",
                list(LEVELS),
                format_func=LEVELS.__getitem__,
                default=GROUPS,
                required=True,
                key=f"weights:{way}:level",
                disabled=disabled,
                wrap=True,
            )
        )
    parts = _groups(evaluation) if level == GROUPS else _in_group(evaluation, way, disabled)
    if parts is None or len(parts.titles) < 2:
        st.caption("There is nothing to compare: it takes two at least.")
        return None
    return parts


def points_of(
    evaluation: Evaluation, parts: Parts, weights: Mapping[str, float]
) -> dict[str, float]:
    """Points by criterion id when the parts have these weights; below a group nothing changes."""
    if not parts.of_groups:
        return {i: parts.points * weights[i] for i in parts.titles}
    now, fallback = counted_points(evaluation), default_points(evaluation)
    result: dict[str, float] = {}
    for group_id in parts.titles:
        members = members_of(evaluation, group_id)
        result |= spread(parts.points * weights[group_id], members, now, fallback)
    return result


def _groups(evaluation: Evaluation) -> Parts:
    return Parts(
        name=GROUPS,
        titles={group.id: group.title for group in evaluation.groups},
        criteria={
            group.id: tuple(c for c in evaluation.criteria if c.group == group.id)
            for group in evaluation.groups
        },
        points=FULL_POINTS,
        of_groups=True,
    )


def _in_group(evaluation: Evaluation, way: str, disabled: bool) -> Parts | None:
    groups = {group.id: group.title for group in evaluation.groups}
    if not groups:
        return None
    group_id = str(
        st.selectbox(
            "Group",
            list(groups),
            format_func=lambda i: groups[i],
            key=f"weights:{way}:group",
            disabled=disabled,
        )
    )
    criteria = [c for c in evaluation.criteria if c.group == group_id]
    now = counted_points(evaluation)
    return Parts(
        name=group_id,
        titles={c.id: c.title for c in criteria},
        criteria={c.id: (c,) for c in criteria},
        points=total(now, [c.id for c in criteria]) or FULL_POINTS,
        of_groups=False,
    )


def show_lines(lines: tuple[str, ...]) -> None:
    """Lines of small print, one below the other."""
    st.caption("  \n".join(literal(line) for line in lines))
