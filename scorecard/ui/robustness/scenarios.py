"""Scenarios: what-ifs that were given a name, listed and set side by side."""

from __future__ import annotations

from datetime import date

import streamlit as st

from scorecard.access import Action, may
from scorecard.charts import scenario_slope_chart
from scorecard.evaluation import Evaluation
from scorecard.model import Scenario
from scorecard.ui import state
from scorecard.ui.chart_panel import show_chart
from scorecard.ui.outcomes import local_time
from scorecard.ui.robustness import scenario_saving
from scorecard.ui.robustness.words import scenario_in_words
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened
from scorecard.what_if import ScenarioReading, read_scenario

SAVED = "As saved"
COMPARED_AT_FIRST = 3
NAME_CHARACTERS = 40


def show_scenarios(opened: OpenSelection) -> None:
    """The field that keeps a what-if, the scenarios kept, and the chosen ones side by side."""
    editable = may(state.actor(), Action.EDIT_WEIGHTS, opened.id) and not opened.selection.archived
    st.subheader("Scenarios", anchor=False)
    if editable:
        _show_keeping(opened)
    else:
        st.caption("Owners of the selection keep scenarios; what you try here stays yours.")
    scenarios = state.storage().list_scenarios(state.actor(), opened.id)
    if not scenarios:
        st.markdown("None is kept yet. Move a slider or set an answer above, then keep it here.")
        return
    readings = [reading_of(opened, scenario) for scenario in scenarios]
    for reading in readings:
        _show_scenario(opened, reading, editable=editable)
    _show_comparison(opened, readings)


def reading_of(opened: OpenSelection, scenario: Scenario) -> ScenarioReading:
    """A scenario evaluated against the selection as it is now, cached."""
    evaluation = opened.evaluation
    return _read(
        opened.id,
        evaluation.revision,
        evaluation.as_of,
        scenario.id,
        scenario.version,
        _scenario=scenario,
        _opened=opened,
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _read(
    selection_id: str,
    revision: int,
    as_of: date,
    scenario_id: str,
    version: int,
    *,
    _scenario: Scenario,
    _opened: OpenSelection,
) -> ScenarioReading:
    return read_scenario(_scenario, _opened.selection, _opened.catalogue, as_of=as_of)


def _show_keeping(opened: OpenSelection) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Keep what stands above as",
            key=scenario_saving.name_key(opened.id),
            placeholder="Price first",
            max_chars=200,
            width=320,
        )
        st.button(
            "Keep as a scenario",
            key=f"robustness:{opened.id}:keep",
            icon=":material/bookmark_add:",
            type="primary",
            on_click=scenario_saving.keep,
            args=(opened,),
        )
    _show_said(opened.id)


def _show_said(selection_id: str, scenario_id: str = "") -> None:
    notice, problem = scenario_saving.said(selection_id, scenario_id)
    if problem:
        st.error(literal(problem), icon=":material/error:")
    if notice:
        st.caption(f":material/check: {literal(notice)}")


def _show_scenario(opened: OpenSelection, reading: ScenarioReading, *, editable: bool) -> None:
    scenario = reading.scenario
    key = f"robustness:{opened.id}:scenario:{scenario.id}"
    with st.container(border=True, key=key.replace(":", "_"), gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{literal(scenario.name)}**")
            st.button(
                "Load",
                key=f"{key}:load",
                icon=":material/upload:",
                type="tertiary",
                on_click=scenario_saving.load,
                args=(opened.evaluation, reading),
                help=f"Put the sliders and answers to those of {scenario.name}",
            )
            if editable:
                _show_changes(opened.id, scenario, key)
        st.markdown(literal(scenario_in_words(reading, opened.evaluation)))
        for sentence in reading.left_out:
            st.caption(f":material/warning: {literal(sentence)}")
        at = local_time(scenario.created_at)
        st.caption(f"Kept {at:%Y-%m-%d %H:%M} by {literal(scenario.created_by)}")
        _show_said(opened.id, scenario.id)


def _show_changes(selection_id: str, scenario: Scenario, key: str) -> None:
    with st.popover("Rename", icon=":material/edit:", type="tertiary", width="content"):
        # Another version is another field: it starts from the name that is stored.
        field = f"{key}:name:{scenario.version}"
        st.text_input("Name", value=scenario.name, key=field, max_chars=200)
        st.button(
            "Rename",
            key=f"{key}:rename",
            type="primary",
            on_click=scenario_saving.rename,
            args=(selection_id, scenario, field),
        )
    with st.popover("Delete", icon=":material/delete:", type="tertiary", width="content"):
        st.markdown("The scenario goes; the selection stays as it is.")
        st.button(
            "Delete this scenario",
            key=f"{key}:delete",
            type="primary",
            on_click=scenario_saving.delete,
            args=(selection_id, scenario),
        )


def _show_comparison(opened: OpenSelection, readings: list[ScenarioReading]) -> None:
    by_id = {reading.scenario.id: reading for reading in readings}
    key = scenario_saving.compared_key(opened.id)
    if key in st.session_state:
        st.session_state[key] = [i for i in st.session_state[key] if i in by_id]
    chosen = st.multiselect(
        "Side by side with what is saved",
        list(by_id),
        default=None if key in st.session_state else list(by_id)[:COMPARED_AT_FIRST],
        format_func=lambda i: shortened(by_id[i].scenario.name, NAME_CHARACTERS),
        key=key,
        max_selections=scenario_saving.COMPARED_AT_MOST,
        placeholder="Choose scenarios",
    )
    evaluations: dict[str, Evaluation] = {SAVED: opened.evaluation}
    for scenario_id in chosen:
        name = by_id[scenario_id].scenario.name
        evaluations[f"{name} (scenario)" if name == SAVED else name] = by_id[scenario_id].evaluation
    show_chart(scenario_slope_chart(evaluations), "robustness:slopes")
