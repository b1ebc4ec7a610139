"""Candidates side by side: what they answered, question by question, and who is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scorecard.catalogue import Criterion, Question, answer_in_words
from scorecard.commercial import currency_of_answer, currency_of_question
from scorecard.evaluation import Evaluation
from scorecard.model import Answer, Status


@dataclass(frozen=True)
class QuestionRow:
    """One question for the chosen candidates: their answers as recorded, and in words."""

    question: Question
    answers: tuple[Answer, ...]
    words: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the candidates' answers, their status or evidence are not all the same."""
        return len({*zip(self.words, (a.evidence for a in self.answers), strict=True)}) > 1


def question_rows(
    evaluation: Evaluation, rows: Sequence[int], group_id: str | None = None
) -> tuple[QuestionRow, ...]:
    """The questions of a group, or all, with the chosen candidates' answers in words."""
    selection, catalogue = evaluation.selection, evaluation.catalogue
    by_candidate = selection.answers_by_candidate()
    ids = [evaluation.candidates[row].id for row in rows]
    questions = catalogue.questions if group_id is None else catalogue.questions_of_group(group_id)
    result = []
    for question in questions:
        answers = tuple(
            by_candidate[i].get(question.id, Answer(candidate_id=i, question_id=question.id))
            for i in ids
        )
        words = tuple(
            answer_in_words(
                question,
                answer,
                currency_of_answer(
                    catalogue, by_candidate[i], question.id, selection.brief.currency
                ),
            )
            for i, answer in zip(ids, answers, strict=True)
        )
        result.append(QuestionRow(question, answers, words))
    return tuple(result)


def answer_with_evidence(question: Question, words: str, answer: Answer) -> str:
    """An answer in words with its evidence behind it; a status stands alone."""
    if answer.status is not Status.ANSWERED:
        return words
    return f"{words} · {'seen by the buyer' if question.observed else answer.evidence.value}"


def answers_to_criterion(evaluation: Evaluation, criterion: Criterion, row: int) -> str:
    """What a candidate answered to the questions of a criterion, in one text."""
    selection, catalogue = evaluation.selection, evaluation.catalogue
    candidate_id = evaluation.candidates[row].id
    parts = []
    for item in criterion.inputs:
        question = catalogue.questions_by_id[item.question]
        answer = selection.answer(candidate_id, question.id)
        currency = currency_of_question(catalogue, selection, candidate_id, question.id)
        words = answer_in_words(question, answer, currency)
        named = f"{question.label}: {words}" if len(criterion.inputs) > 1 else words
        parts.append(named)
    return "; ".join(parts)


def default_rows(evaluation: Evaluation) -> tuple[int, ...]:
    """The first two as the ranking lists them, whether they have a rank or not."""
    return evaluation.listed_order[:2]


def in_order(evaluation: Evaluation, rows: Sequence[int]) -> tuple[int, ...]:
    """The rows as the ranking lists them: those without a rank last."""
    place = {row: index for index, row in enumerate(evaluation.listed_order)}
    return tuple(sorted(rows, key=place.__getitem__))
