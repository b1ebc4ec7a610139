"""Where weights can come from besides typing: a profile, or an order of importance."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from scorecard.evaluation import Evaluation, evaluate
from scorecard.scoring import points_from_order
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_points import (
    FULL_POINTS,
    counted_points,
    members_of,
    points_from_group_order,
    profile_of,
    share_pct,
    total,
)
from scorecard.ui.weights_saving import apply_points
from scorecard.ui.weights_words import ranking_change

BY_ORDER = "rank_order_centroid"
GROUPS, IN_GROUP, ALL_CRITERIA = "groups", "in_group", "all_criteria"
LEVELS = {
    GROUPS: "The groups",
    IN_GROUP: "Criteria of one group",
    ALL_CRITERIA: "All criteria",
}


def show_profiles(opened: OpenSelection, *, disabled: bool) -> None:
    """Choose a profile, see what it would change, apply it; hand-made points need a second look."""
    evaluation = opened.evaluation
    profiles = {profile.id: profile for profile in opened.catalogue.profiles}
    if not profiles:
        st.caption("This scorecard brings no profiles.")
        return
    present = profile_of(evaluation)
    start = present or opened.selection.profile_id
    chosen = st.selectbox(
        "Profile",
        list(profiles),
        index=list(profiles).index(start) if start in profiles else 0,
        format_func=lambda profile_id: profiles[profile_id].title,
        key="weights:profile",
        disabled=disabled,
    )
    profile = profiles[chosen]
    st.markdown(literal(profile.description))
    now = counted_points(evaluation)
    wanted = {i: profile.points.get(i, 0.0) for i in now}
    if chosen == present:
        st.caption(":material/check: The weights in use are those of this profile.")
        return
    show_preview(opened, wanted)
    by_hand = present is None and total(now) > 0
    confirmed = not by_hand or st.checkbox(
        "Replace the points that were set by hand",
        key=f"weights:profile:confirm:{chosen}:{opened.selection.revision}",
        disabled=disabled,
    )
    st.button(
        f"Use the profile {literal(profile.title)}",
        key="weights:profile:apply",
        type="primary",
        icon=":material/check:",
        on_click=apply_points,
        args=(opened.id, wanted, now, f"profile:{chosen}"),
        disabled=disabled or not confirmed or total(wanted) <= 0,
    )


def show_order(opened: OpenSelection, *, disabled: bool) -> None:
    """Choose groups or criteria in order of importance; see the weights before applying them."""
    evaluation = opened.evaluation
    st.caption(
        "Choose what matters most first, then the next. The order alone gives the weights "
        "(rank-order centroid): the k-th of n gets (1/n) · (1/k + … + 1/n). Below a group, the "
        "proportions stay as they are."
    )
    level = st.segmented_control(
        "What to order",
        list(LEVELS),
        format_func=LEVELS.__getitem__,
        default=GROUPS,
        required=True,
        key="weights:order:level",
        disabled=disabled,
        wrap=True,
    )
    titles, in_all = _to_order(evaluation, str(level), disabled)
    if not titles:
        st.caption("There is nothing to order: every criterion is out.")
        return
    key = f"weights:order:{level}:{'-'.join(titles)[:80]}"
    chosen: list[str] = st.multiselect(
        "Most important first",
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        placeholder="Choose the most important",
        select_all=False,
        disabled=disabled,
    )
    rest = [i for i in titles if i not in chosen]
    if rest:
        st.button(
            f"Add the other {len(rest)} as they stand now"
            if chosen
            else "Start from today's order",
            key="weights:order:rest",
            icon=":material/playlist_add:",
            on_click=_add_rest,
            args=(key, chosen, _by_points(evaluation, str(level), rest)),
            disabled=disabled,
        )
        return
    if str(level) == GROUPS:
        wanted = points_from_group_order(evaluation, chosen, in_all)
    else:
        wanted = points_from_order(chosen, in_all)
    show_preview(opened, wanted)
    now = counted_points(evaluation)
    st.button(
        "Use these weights",
        key="weights:order:apply",
        type="primary",
        icon=":material/check:",
        on_click=apply_points,
        args=(opened.id, wanted, {i: now[i] for i in wanted}, BY_ORDER),
        disabled=disabled,
    )


def show_preview(opened: OpenSelection, points: Mapping[str, float]) -> None:
    """What other points would mean: share by group or criterion, and who would move."""
    evaluation = opened.evaluation
    now = counted_points(evaluation)
    then = {**now, **points}
    rows: list[tuple[str, float, float]] = []
    parts: list[tuple[str, tuple[str, ...]]]
    groups_touched = [
        g for g in evaluation.groups if set(members_of(evaluation, g.id)) & set(points)
    ]
    if len(groups_touched) == 1:
        titles = {c.id: c.title for c in evaluation.criteria}
        parts = [(titles[i], (i,)) for i in points]
    else:
        parts = [(g.short_title, members_of(evaluation, g.id)) for g in evaluation.groups]
    for title, members in parts:
        rows.append(
            (
                title,
                share_pct(total(now, members), total(now)),
                share_pct(total(then, members), total(then)),
            )
        )
    rows.sort(key=lambda row: -row[2])
    percent = st.column_config.ProgressColumn
    st.dataframe(
        pd.DataFrame(rows, columns=["Of the result", "Now", "Then"]),
        hide_index=True,
        height="content",
        column_config={
            "Now": percent(format="%.1f %%", min_value=0, max_value=max(r[2] for r in rows) or 1),
            "Then": percent(format="%.1f %%", min_value=0, max_value=max(r[2] for r in rows) or 1),
        },
        alt="Shares of the result now and with the new weights",
    )
    what_if = evaluate(opened.selection, opened.catalogue, as_of=evaluation.as_of, points=then)
    if opened.selection.candidates:
        st.markdown(f"**What it would change:** {literal(ranking_change(evaluation, what_if))}")


def _to_order(evaluation: Evaluation, level: str, disabled: bool) -> tuple[dict[str, str], float]:
    """What is to be ordered, as id → title, and the points that it shares out."""
    now = counted_points(evaluation)
    if level == GROUPS:
        return {group.id: group.title for group in evaluation.groups}, FULL_POINTS
    if level == ALL_CRITERIA:
        return {c.id: c.title for c in evaluation.criteria}, FULL_POINTS
    groups = {group.id: group.title for group in evaluation.groups}
    if not groups:
        return {}, 0.0
    group_id = st.selectbox(
        "Group",
        list(groups),
        format_func=groups.__getitem__,
        key="weights:order:group",
        disabled=disabled,
    )
    members = members_of(evaluation, str(group_id))
    titles = {c.id: c.title for c in evaluation.criteria if c.id in members}
    return titles, total(now, members) or FULL_POINTS


def _by_points(evaluation: Evaluation, level: str, ids: list[str]) -> list[str]:
    """The ids, those with the most points today first."""
    now = counted_points(evaluation)

    def held(name: str) -> float:
        return total(now, members_of(evaluation, name)) if level == GROUPS else now[name]

    return sorted(ids, key=lambda name: -held(name))


def _add_rest(key: str, chosen: list[str], rest: list[str]) -> None:
    st.session_state[key] = [*chosen, *rest]
