"""Best-worst comparisons: the most and the least important against all others, on a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from scorecard.catalogue import Elicitation, load_catalogue
from scorecard.scoring import BestWorst, Comparisons, ElicitationError, best_worst_weights
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal
from scorecard.ui.weights_best_worst_words import (
    comparisons_in_words,
    consistency_in_words,
    latitude_in_words,
)
from scorecard.ui.weights_methods import show_preview
from scorecard.ui.weights_parts import Parts, choose_parts, points_of
from scorecard.ui.weights_points import counted_points
from scorecard.ui.weights_saving import apply_points

BY_BEST_WORST = "best-worst"


def show_best_worst(opened: OpenSelection, *, disabled: bool) -> None:
    """Asks for the best, the worst and the comparisons; shows how well they fit and the weights."""
    st.caption(
        "Choose what counts most and what counts least, then compare each of the others with "
        "both. The two sets of comparisons check each other (best-worst method, Rezaei 2015)."
    )
    parts = choose_parts(opened, BY_BEST_WORST, disabled=disabled)
    if parts is None:
        return
    # A catalogue that was copied before this method was there takes the shipped figures.
    figures = opened.catalogue.elicitation or load_catalogue().elicitation
    if figures is None:
        st.caption("The catalogue holds no scale for comparisons.")
        return
    given = _asked(opened, parts, figures, disabled=disabled)
    if given is not None:
        _show_result(opened, parts, figures, given, disabled=disabled)


@dataclass(frozen=True)
class _Asking:
    """The fields of one set of comparisons; `key` begins the key of each."""

    parts: Parts
    labels: Mapping[int, str]
    key: str
    disabled: bool

    def chosen(self, label: str, names: list[str], field: str) -> str | None:
        """One of the parts by name, None until it is chosen."""
        return st.selectbox(
            label,
            names,
            index=None,
            format_func=lambda name: self.parts.titles[name],
            placeholder="Choose one",
            key=f"{self.key}:{field}",
            persist_state="session",
            disabled=self.disabled,
        )

    def compared(self, more: str, less: str, largest: int) -> int | None:
        """How much more one counts than the other, up to the largest step that can still fit."""
        titles = self.parts.titles
        return st.selectbox(
            f"{literal(titles[more])} counts, against {literal(titles[less])}",
            [value for value in self.labels if value <= largest],
            index=None,
            format_func=lambda value: self.labels[value],
            placeholder="Choose how much more",
            key=f"{self.key}:{more}:{less}",
            persist_state="session",
            disabled=self.disabled,
        )


def _asked(
    opened: OpenSelection, parts: Parts, figures: Elicitation, *, disabled: bool
) -> Comparisons | None:
    """The comparisons, None until all are made."""
    labels = {step.value: f"{step.value} · {step.label}" for step in figures.comparison_scale}
    ask = _Asking(parts, labels, f"weights:best_worst:{opened.id}:{parts.name}", disabled)
    best = ask.chosen("Which counts most?", list(parts.titles), "best")
    if best is None:
        return None
    worst = ask.chosen(
        "Which counts least?", [name for name in parts.titles if name != best], f"worst:{best}"
    )
    if worst is None:
        return None
    ask = replace(ask, key=f"{ask.key}:{best}:{worst}")
    direct = ask.compared(best, worst, max(labels))
    others = [name for name in parts.titles if name not in (best, worst)]
    if direct is None:
        if others:
            st.caption("The other comparisons follow; none of them can be larger than this one.")
        return None
    best_to_others: dict[str, float] = {worst: direct}
    others_to_worst: dict[str, float] = {}
    for name in others:
        with st.container(border=True, key=f"weights_best_worst_{parts.name}_{name}"):
            st.markdown(f"**{literal(parts.titles[name])}**")
            left, right = st.columns(2)
            with left:
                over = ask.compared(best, name, direct)
            with right:
                under = ask.compared(name, worst, direct)
        if over is not None:
            best_to_others[name] = over
        if under is not None:
            others_to_worst[name] = under
    missing = 1 + 2 * len(others) - len(best_to_others) - len(others_to_worst)
    if missing:
        st.caption(f"{missing} more to compare; the weights appear when all are.")
        return None
    return Comparisons(best, worst, best_to_others, others_to_worst)


def _show_result(
    opened: OpenSelection,
    parts: Parts,
    figures: Elicitation,
    given: Comparisons,
    *,
    disabled: bool,
) -> None:
    try:
        found: BestWorst = best_worst_weights(given, figures.consistency_index, parts.titles)
    except ElicitationError as problem:
        st.error(literal(str(problem)), icon=":material/error:")
        return
    st.markdown(literal(consistency_in_words(found, figures, parts.titles)))
    wanted = points_of(opened.evaluation, parts, found.weights)
    show_preview(opened, wanted)
    if latitude := latitude_in_words(found, parts.titles):
        st.caption(literal(latitude))
    now = counted_points(opened.evaluation)
    st.button(
        "Use these weights",
        key="weights:best_worst:apply",
        type="primary",
        icon=":material/check:",
        on_click=apply_points,
        args=(opened.id, wanted, {i: now[i] for i in wanted}, BY_BEST_WORST),
        kwargs={"reason": comparisons_in_words(given, found, figures, parts.titles)},
        disabled=disabled,
    )
