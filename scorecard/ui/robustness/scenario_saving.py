"""Keeping, renaming, deleting and loading scenarios, with what became of it."""

from __future__ import annotations

import streamlit as st

from scorecard.access import AccessDenied
from scorecard.evaluation import Evaluation
from scorecard.model import Scenario
from scorecard.storage import StorageError
from scorecard.ui import state
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.robustness.what_if_state import (
    is_moved,
    points_now,
    put_points,
    trial_of,
    tried_answers,
    tried_evaluation,
)
from scorecard.ui.state import OpenSelection
from scorecard.ui.uninterrupted import uninterrupted
from scorecard.what_if import TRIED_STATUSES, ScenarioReading, group_points, reweighed

COMPARED_AT_MOST = 4


def name_key(selection_id: str) -> str:
    """The key of the field in which a new scenario is named."""
    return f"robustness:{selection_id}:scenario_name"


def compared_key(selection_id: str) -> str:
    """The key of the list of scenarios that stand side by side."""
    return f"robustness:{selection_id}:compared"


def said(selection_id: str, scenario_id: str = "") -> tuple[str, str]:
    """What became of the last change of a scenario, or of the list: (notice, problem)."""
    found = st.session_state.get(_said_key(selection_id), ("", "", ""))
    return (found[1], found[2]) if found[0] == scenario_id else ("", "")


def _say(selection_id: str, scenario_id: str, notice: str = "", problem: str = "") -> None:
    st.session_state[_said_key(selection_id)] = (scenario_id, notice, problem)


def _said_key(selection_id: str) -> str:
    return f"robustness:{selection_id}:scenario_said"


@uninterrupted
def keep(opened: OpenSelection) -> None:
    """Callback: keeps what is being tried under the name that was typed."""
    name = str(st.session_state.get(name_key(opened.id)) or "").strip()
    points = {}
    if is_moved(opened.evaluation):
        points = reweighed(tried_evaluation(opened), points_now(opened.evaluation)).points()
    try:
        kept = state.storage().create_scenario(
            state.actor(), opened.id, name=name, points=points, answers=tried_answers(opened)
        )
    except (*WRITE_PROBLEMS, ValueError) as problem:
        _say(opened.id, "", problem=f"Not kept. {_plain(problem)}")
        return
    st.session_state[name_key(opened.id)] = ""
    compared = st.session_state.get(compared_key(opened.id))
    if isinstance(compared, list):
        st.session_state[compared_key(opened.id)] = [*compared, kept.id][-COMPARED_AT_MOST:]
    _say(opened.id, "", notice=f"Kept as “{name}”.")


@uninterrupted
def rename(selection_id: str, scenario: Scenario, key: str) -> None:
    """Callback: gives a scenario the name that was typed."""
    name = str(st.session_state.get(key) or "")
    try:
        state.storage().rename_scenario(
            state.actor(),
            selection_id,
            scenario.id,
            name=name,
            expected_version=scenario.version,
        )
    except (StorageError, AccessDenied) as problem:
        _say(selection_id, scenario.id, problem=f"Not renamed. {problem}")
        return
    _say(selection_id, scenario.id, notice="Renamed.")


@uninterrupted
def delete(selection_id: str, scenario: Scenario) -> None:
    """Callback: deletes a scenario, after the person has confirmed it."""
    try:
        state.storage().delete_scenario(
            state.actor(), selection_id, scenario.id, expected_version=scenario.version
        )
    except (StorageError, AccessDenied) as problem:
        _say(selection_id, scenario.id, problem=f"Not deleted. {problem}")
        return
    _say(selection_id, "", notice=f"“{scenario.name}” is deleted.")


def load(saved: Evaluation, reading: ScenarioReading) -> None:
    """Callback: puts sliders and answers to what the scenario holds."""
    scenario = reading.scenario
    put_points(saved, group_points(reading.evaluation) if scenario.points else {})
    trial = trial_of(saved.selection.id)
    trial.answers = {
        (answer.candidate_id, answer.question_id): (
            answer.status if answer.value is None else answer.value
        )
        for answer in reading.answers
        if answer.value is not None or answer.status in TRIED_STATUSES
    }
    trial.problem = ""
    trial.nonce += 1
    _say(saved.selection.id, scenario.id, notice="The sliders and answers above show it now.")


def _plain(problem: Exception) -> str:
    return plain_problem(problem, "Scenario")
