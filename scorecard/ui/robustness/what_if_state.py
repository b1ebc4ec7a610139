"""What is being tried out in this session: points by group, other answers. Never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, AnswerValue, Status
from scorecard.ui.state import OpenSelection
from scorecard.what_if import group_points, tried, with_answers

DECIMALS_SHOWN = 1
AnswerKey = tuple[str, str]


@dataclass
class Trial:
    """One selection's what-if. `nonce` draws the control of an answer anew when raised.

    seeds: the sliders as they were drawn from the saved weights; answers: candidate id and
    question id → value or status; problem: why the last value was not taken over.
    """

    seeds: dict[str, float] = field(default_factory=dict)
    answers: dict[AnswerKey, AnswerValue | Status] = field(default_factory=dict)
    problem: str = ""
    nonce: int = 0
    evaluated: tuple[int, date, dict[AnswerKey, AnswerValue | Status], Evaluation] | None = None


def trial_of(selection_id: str) -> Trial:
    """The what-if of a selection in this session; an untouched one to begin with."""
    key = f"robustness:{selection_id}:trial"
    found = st.session_state.get(key)
    if not isinstance(found, Trial):
        found = Trial()
        st.session_state[key] = found
    return found


def slider_key(selection_id: str, group_id: str) -> str:
    """The key of a group's slider."""
    return f"robustness:{selection_id}:points:{group_id}"


def seed_sliders(evaluation: Evaluation) -> None:
    """Puts the sliders that nobody has moved to the saved weights, which may have changed."""
    selection_id = evaluation.selection.id
    trial = trial_of(selection_id)
    for group_id, points in shown_points(evaluation).items():
        key = slider_key(selection_id, group_id)
        seed = trial.seeds.get(group_id)
        if key not in st.session_state or (seed != points and st.session_state[key] == seed):
            st.session_state[key] = points
        trial.seeds[group_id] = points


def shown_points(evaluation: Evaluation) -> dict[str, float]:
    """The saved weights of the groups as points of 100, as a slider shows them."""
    return {i: round(p, DECIMALS_SHOWN) for i, p in group_points(evaluation).items()}


def points_now(evaluation: Evaluation) -> dict[str, float]:
    """The points on the sliders; where none was moved, the saved ones to the last digit."""
    trial = trial_of(evaluation.selection.id)
    exact = group_points(evaluation)
    held = {
        i: float(st.session_state.get(slider_key(evaluation.selection.id, i), exact[i]))
        for i in exact
    }
    return {i: exact[i] if held[i] == trial.seeds.get(i) else held[i] for i in exact}


def is_moved(evaluation: Evaluation) -> bool:
    """Whether any slider stands elsewhere than the saved weights."""
    return points_now(evaluation) != group_points(evaluation)


def put_points(evaluation: Evaluation, points: Mapping[str, float]) -> None:
    """Moves the sliders; a group that is not named goes back to its saved weight."""
    for group_id, saved in shown_points(evaluation).items():
        wanted = round(points.get(group_id, saved), DECIMALS_SHOWN)
        st.session_state[slider_key(evaluation.selection.id, group_id)] = wanted


def tried_answers(opened: OpenSelection) -> tuple[Answer, ...]:
    """The what-if answers, with the evidence that is recorded; those that still apply."""
    trial = trial_of(opened.id)
    known = {candidate.id for candidate in opened.selection.candidates}
    return tuple(
        tried(opened.selection.answer(candidate_id, question_id), outcome)
        for (candidate_id, question_id), outcome in trial.answers.items()
        if candidate_id in known and question_id in opened.catalogue.questions_by_id
    )


def tried_evaluation(opened: OpenSelection) -> Evaluation:
    """The evaluation with the what-if answers; evaluated again only when one of them changes."""
    trial = trial_of(opened.id)
    if not trial.answers:
        return opened.evaluation
    now = (opened.evaluation.revision, opened.evaluation.as_of, trial.answers)
    if trial.evaluated is None or trial.evaluated[:3] != now:
        changed = with_answers(opened.selection, tried_answers(opened))
        found = evaluate(changed, opened.catalogue, as_of=opened.evaluation.as_of)
        trial.evaluated = (now[0], now[1], dict(trial.answers), found)
    return trial.evaluated[3]
