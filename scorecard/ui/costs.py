"""The costs of the open selection and their charts, worked out once for each of its revisions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

import streamlit as st

from scorecard.charts import Chart
from scorecard.commercial import Costs, cost_of_selection
from scorecard.evaluation import Evaluation
from scorecard.ui.state import OpenSelection

Version = tuple[str, int, str]


def costs_of(opened: OpenSelection) -> Costs:
    """What each quote of the open selection comes to."""
    return _costs(_version(opened), _opened=opened)


def cost_chart_of(draw: Callable[..., Chart], opened: OpenSelection, *options: Hashable) -> Chart:
    """The chart that `draw` makes of the selection's evaluation, its costs and these options."""
    return _chart(
        f"{draw.__module__}.{draw.__qualname__}",
        _version(opened),
        opened.evaluation.as_of,
        options,
        _draw=draw,
        _evaluation=opened.evaluation,
        _worked_out=costs_of(opened),
    )


def _version(opened: OpenSelection) -> Version:
    return (opened.id, opened.selection.revision, opened.catalogue.version)


@st.cache_resource(max_entries=32, show_spinner=False)
def _costs(version: Version, *, _opened: OpenSelection) -> Costs:
    return cost_of_selection(_opened.selection, _opened.catalogue)


@st.cache_resource(max_entries=64, show_spinner=False)
def _chart(
    name: str,
    version: Version,
    as_of: date,
    options: tuple[Hashable, ...],
    *,
    _draw: Callable[..., Chart],
    _evaluation: Evaluation,
    _worked_out: Costs,
) -> Chart:
    return _draw(_evaluation, _worked_out, *options)
