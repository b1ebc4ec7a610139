"""Charts of the open selection, drawn once for each of its revisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from scorecard.charts import Chart
from scorecard.evaluation import Evaluation
from scorecard.ui.state import OpenSelection


def chart_of(draw: Callable[[Evaluation], Chart], opened: OpenSelection) -> Chart:
    """The chart that `draw` makes of the open selection's evaluation.

    Only for charts that depend on nothing but the evaluation; not for a shared view, in which the
    same revision may have its names hidden.
    """
    return _chart(
        f"{draw.__module__}.{draw.__qualname__}",
        opened.id,
        opened.selection.revision,
        opened.evaluation.as_of,
        _draw=draw,
        _evaluation=opened.evaluation,
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _chart(
    name: str,
    selection_id: str,
    revision: int,
    as_of: date,
    *,
    _draw: Callable[[Evaluation], Chart],
    _evaluation: Evaluation,
) -> Chart:
    return _draw(_evaluation)
