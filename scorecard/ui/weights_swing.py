"""Swing weights: which worst-to-best swing would you make first, and how much less are the others
worth?"""

from __future__ import annotations

import streamlit as st

from scorecard.catalogue import InvalidValueError
from scorecard.scoring import FIRST_SWING, ElicitationError, swing_weights
from scorecard.ui.number_field import number_typed, show_number, text_of
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_methods import show_preview
from scorecard.ui.weights_parts import Parts, choose_parts, points_of, show_lines
from scorecard.ui.weights_points import counted_points
from scorecard.ui.weights_saving import UNIT, apply_points
from scorecard.ui.weights_swing_words import swing_lines
from scorecard.ui.weights_words import points_in_words

BY_SWING = "swing"
SWING_WIDTH_PX = 110


def show_swing(opened: OpenSelection, *, disabled: bool) -> None:
    """Asks for the first swing, then for the worth of the others; shows the weights they give."""
    st.caption(
        "Imagine a provider that is worst at everything below. You may lift it from worst to best "
        "in one place only. Judge the whole step between the two ends that are named, not how "
        "important the subject sounds."
    )
    parts = choose_parts(opened, BY_SWING, disabled=disabled)
    if parts is None:
        return
    first = st.selectbox(
        "Which swing would you make first?",
        list(parts.titles),
        index=None,
        format_func=lambda i: parts.titles[i],
        placeholder="Choose the swing that matters most",
        key=f"weights:swing:{opened.id}:{parts.name}:first",
        persist_state="session",
        disabled=disabled,
    )
    if first is None:
        for name, title in parts.titles.items():
            _show_swing_lines(opened, parts, name, title)
        return
    st.markdown(
        f"**{literal(parts.titles[first])}** has {FIRST_SWING:g} points. How much is each of the "
        "other swings worth against it?"
    )
    _show_swing_lines(opened, parts, first, f"{parts.titles[first]} · {FIRST_SWING:g} points")
    swings: dict[str, float | None] = {first: FIRST_SWING}
    for name in parts.titles:
        if name != first:
            swings[name] = _asked(opened, parts, name, first, disabled=disabled)
    given = {name: worth for name, worth in swings.items() if worth is not None}
    missing = len(swings) - len(given)
    if missing:
        st.caption(f"{missing} more to rate; the weights appear when all are.")
        return
    _show_result(opened, parts, given, disabled=disabled)


def _asked(
    opened: OpenSelection, parts: Parts, name: str, first: str, *, disabled: bool
) -> float | None:
    """The worth of one swing against the first, None while it is not rated."""
    title = parts.titles[name]
    with st.container(border=True, key=f"weights_swing_{parts.name}_{name}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(f"**{literal(title)}**")
            key = f"weights:swing:{opened.id}:{parts.name}:{first}:{name}"
            show_number(
                f"Points of the swing of {literal(title)}, 0 to {FIRST_SWING:g}",
                key=key,
                unit=UNIT,
                is_kept=True,
                is_labelled=False,
                disabled=disabled,
                placeholder=f"0–{FIRST_SWING:g}",
                width=SWING_WIDTH_PX,
            )
        worth, problem = _worth(key)
        with st.container():
            if problem:
                st.markdown(f":red[:material/error: {literal(problem)}]")
        show_lines(swing_lines(opened.catalogue, parts.criteria[name], opened.selection.brief))
    return worth


def _worth(key: str) -> tuple[float | None, str]:
    """The points in the field, None where it holds none that count, and what is wrong with them."""
    try:
        worth = number_typed(st.session_state.get(key), UNIT)
    except InvalidValueError as unclear:
        return None, f"Not counted: {unclear}."
    if worth is not None and not 0 <= worth <= FIRST_SWING:
        return None, (
            f"Not counted: {text_of(worth)} is impossible. Write 0 to {FIRST_SWING:g}: no other "
            f"swing is worth more than the first, which has {FIRST_SWING:g}."
        )
    return worth, ""


def _show_swing_lines(opened: OpenSelection, parts: Parts, name: str, title: str) -> None:
    with st.container(border=True, key=f"weights_swing_{parts.name}_{name}", gap="xsmall"):
        st.markdown(f"**{literal(title)}**")
        show_lines(swing_lines(opened.catalogue, parts.criteria[name], opened.selection.brief))


def _show_result(
    opened: OpenSelection, parts: Parts, swings: dict[str, float], *, disabled: bool
) -> None:
    try:
        weights = swing_weights(swings, parts.titles)
    except ElicitationError as problem:
        st.error(literal(str(problem)), icon=":material/error:")
        return
    wanted = points_of(opened.evaluation, parts, weights)
    show_preview(opened, wanted)
    now = counted_points(opened.evaluation)
    judged = ", ".join(
        f"{parts.titles[name]} {points_in_words(worth)}"
        for name, worth in sorted(swings.items(), key=lambda entry: -entry[1])
    )
    st.button(
        "Use these weights",
        key="weights:swing:apply",
        type="primary",
        icon=":material/check:",
        on_click=apply_points,
        args=(opened.id, wanted, {i: now[i] for i in wanted}, BY_SWING),
        kwargs={"reason": f"Swings: {judged}"},
        disabled=disabled,
    )
