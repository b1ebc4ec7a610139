"""What if a candidate answered otherwise: through the same controls as due diligence."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scorecard.catalogue import (
    STATUS_WORDS,
    InvalidValueError,
    Kind,
    Question,
    answer_in_words,
    checked_value,
)
from scorecard.commercial import currency_of_answer, currency_of_question
from scorecard.model import AnswerValue, Status
from scorecard.scoring import entries_of_the_brief
from scorecard.ui import state
from scorecard.ui.due_diligence.controls import (
    read_control,
    show_control,
    show_understood,
    understood,
)
from scorecard.ui.robustness.what_if_state import AnswerKey, trial_of, tried_answers
from scorecard.ui.state import OpenSelection
from scorecard.ui.text import literal, shortened
from scorecard.what_if import TRIED_STATUSES

NAME_CHARACTERS, ANSWER_CHARACTERS = 40, 120


def show_answers(opened: OpenSelection) -> None:
    """Choose a candidate and a question, set the value; the list of what is set, to take back."""
    trial = trial_of(opened.id)
    with st.container(border=True):
        st.markdown("**What if an answer were another?**")
        with st.container(horizontal=True, gap="medium"):
            names = {
                opened.evaluation.candidates[row].id: opened.evaluation.candidates[row].name
                for row in opened.evaluation.listed_order
            }
            candidate_id = st.selectbox(
                "Candidate",
                list(names),
                format_func=lambda i: shortened(names[i], NAME_CHARACTERS),
                key=f"robustness:{opened.id}:candidate",
                width=260,
            )
            groups = {group.id: group.short_title for group in opened.catalogue.groups}
            questions = {question.id: question for question in opened.catalogue.questions}
            question_id = st.selectbox(
                "Question",
                list(questions),
                format_func=lambda i: f"{groups[questions[i].group]}: {questions[i].label}",
                key=f"robustness:{opened.id}:question",
                width=420,
            )
        question = questions[question_id]
        stored = opened.selection.answer(candidate_id, question_id)
        currency = currency_of_question(
            opened.catalogue, opened.selection, candidate_id, question_id
        )
        recorded = shortened(answer_in_words(question, stored, currency), ANSWER_CHARACTERS)
        st.caption(f"{literal(question.text)} Recorded: {literal(recorded)}.")
        key = _control_key(opened.id, (candidate_id, question_id))
        tried = trial.answers.get((candidate_id, question_id))
        value = stored.value if tried is None else tried
        show_control(
            question,
            None if isinstance(value, Status) else value,
            currency,
            key,
            partial(_answer_set, opened.id, candidate_id, question, key),
            is_held=False,
            disabled=False,
            entries=entries_of_the_brief(question.id, opened.catalogue, opened.selection.brief),
        )
        _show_statuses(opened.id, candidate_id, question, tried)
        if trial.problem:
            st.error(literal(trial.problem), icon=":material/error:")
        _show_set(opened)


def _show_statuses(
    selection_id: str, candidate_id: str, question: Question, tried: AnswerValue | Status | None
) -> None:
    """No answer instead of another one: refused, no reply, or open again."""
    key = _control_key(selection_id, (candidate_id, question.id)).replace(":answer:", ":status:")
    st.segmented_control(
        "Or without an answer",
        list(TRIED_STATUSES),
        default=tried if isinstance(tried, Status) else None,
        format_func=lambda status: STATUS_WORDS[status].capitalize(),
        key=key,
        on_change=_status_set,
        args=(selection_id, candidate_id, question.id, key),
        wrap=True,
    )


def _control_key(selection_id: str, answer: AnswerKey) -> str:
    nonce = trial_of(selection_id).nonce
    return f"robustness:{selection_id}:answer:{answer[0]}:{answer[1]}:{nonce}"


def _show_set(opened: OpenSelection) -> None:
    tried = tried_answers(opened)
    by_candidate = opened.selection.answers_by_candidate()
    now = {i: dict(answers) for i, answers in by_candidate.items()}
    for answer in tried:
        now[answer.candidate_id][answer.question_id] = answer
    for answer in tried:
        question = opened.catalogue.questions_by_id[answer.question_id]
        stored = opened.selection.answer(answer.candidate_id, answer.question_id)
        name = opened.selection.candidate(answer.candidate_id).name
        before, after = (
            shortened(
                answer_in_words(
                    question,
                    said,
                    currency_of_answer(
                        opened.catalogue,
                        beside[answer.candidate_id],
                        question.id,
                        opened.selection.brief.currency,
                    ),
                ),
                ANSWER_CHARACTERS,
            )
            for said, beside in ((stored, by_candidate), (answer, now))
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f":material/edit_note: {literal(name)} · {literal(question.label)}: "
                f"{literal(before)} → **{literal(after)}**",
                width="content",
            )
            st.button(
                "Take back",
                key=f"robustness:{opened.id}:take_back:{answer.candidate_id}:{answer.question_id}",
                type="tertiary",
                icon=":material/undo:",
                on_click=take_back,
                args=(opened.id, (answer.candidate_id, answer.question_id)),
                help=f"Count again what is recorded for {question.label}",
            )


def _answer_set(selection_id: str, candidate_id: str, question: Question, key: str) -> None:
    """Callback of the control: what it holds counts from now on, in this session only."""
    opened = state.open_selection()
    if opened is None or opened.id != selection_id:
        return
    trial = trial_of(selection_id)
    trial.problem = ""
    currency = currency_of_question(opened.catalogue, opened.selection, candidate_id, question.id)
    try:
        raw = understood(question, read_control(question, key), currency)
        show_understood(question, key, currency)
        if raw is None or (raw == () and question.kind in (Kind.TAGS, Kind.TABLE)):
            trial.answers.pop((candidate_id, question.id), None)
            return
        value = checked_value(question, raw, opened.catalogue.settings.earliest_date)
    except InvalidValueError as problem:
        trial.problem = f"Not counted. {problem}."
        return
    if isinstance(trial.answers.get((candidate_id, question.id)), Status):
        # Drawn anew, the statuses do not go on showing what counts no more.
        trial.nonce += 1
    trial.answers[candidate_id, question.id] = value


def _status_set(selection_id: str, candidate_id: str, question_id: str, key: str) -> None:
    """Callback of the statuses: the chosen one counts, in this session only."""
    chosen = st.session_state.get(key)
    trial = trial_of(selection_id)
    trial.problem = ""
    trial.nonce += 1
    if chosen is None:
        trial.answers.pop((candidate_id, question_id), None)
    else:
        trial.answers[candidate_id, question_id] = Status(chosen)


def take_back(selection_id: str, answer: AnswerKey) -> None:
    """Callback: the recorded answer counts again."""
    trial = trial_of(selection_id)
    trial.answers.pop(answer, None)
    trial.problem = ""
    trial.nonce += 1
