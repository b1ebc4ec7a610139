"""Charts of the open selection, drawn once for each of its revisions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

import streamlit as st

from scorecard.charts import Chart
from scorecard.evaluation import Evaluation
from scorecard.ui.state import OpenSelection


def chart_of(draw: Callable[..., Chart], opened: OpenSelection, *options: Hashable) -> Chart:
    """The chart that `draw` makes of the open selection's evaluation and these options.

    The chart keeps a figure for each theme, so a page drawn again finds it ready. Only for charts
    that depend on nothing else; not for a shared view, in which the same revision may have its
    names hidden.
    """
    evaluation = opened.evaluation
    return _chart(
        f"{draw.__module__}.{draw.__qualname__}",
        (opened.id, opened.selection.revision, opened.catalogue.version, evaluation.as_of),
        options,
        _draw=draw,
        _evaluation=evaluation,
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _chart(
    name: str,
    evaluated: tuple[str, int, str, date],
    options: tuple[Hashable, ...],
    *,
    _draw: Callable[..., Chart],
    _evaluation: Evaluation,
) -> Chart:
    return _draw(_evaluation, *options)
