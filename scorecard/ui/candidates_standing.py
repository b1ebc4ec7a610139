"""Where each candidate stands: replied or to be chased, questions answered, what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scorecard.catalogue import Catalogue, Kind, Question
from scorecard.evaluation import Evaluation
from scorecard.model import Answer, Brief, Candidate, Selection, Status
from scorecard.sentences import count_in_words
from scorecard.ui.due_diligence.sections import form_sections


class Reply(StrEnum):
    """How far the exchange with a candidate has come."""

    NOT_ASKED = "not asked"
    RECORDED = "answers recorded"
    WAITING = "waiting"
    TO_BE_CHASED = "to be chased"
    REPLIED = "replied"


@dataclass(frozen=True)
class Clarification:
    """What was asked back about one answer, and when."""

    question: Question
    text: str
    asked_on: date | None


@dataclass(frozen=True)
class Standing:
    """One candidate's state of affairs.

    `by_section` holds, for each section of the form, its short title, the questions no longer
    open, and how many there are. `waiting_for_reply` are the open questions that the candidate,
    not the buyer, has to answer.
    """

    candidate: Candidate
    reply: Reply
    coverage_pct: float
    by_section: tuple[tuple[str, int, int], ...]
    waiting_for_reply: tuple[Question, ...]
    clarifications: tuple[Clarification, ...]
    nothing_answered: bool
    critical_flags: tuple[str, ...]

    @property
    def open_count(self) -> int:
        """How many questions are still open."""
        return sum(total - settled for _, settled, total in self.by_section)


def reply_of(
    candidate: Candidate, brief: Brief, today: date, *, has_answers: bool = False
) -> Reply:
    """To be chased is who was asked before today, has not replied, and was never chased, or not
    since the deadline passed. Who has answers was asked, whether or not a day was noted.
    """
    if candidate.replied_on is not None:
        return Reply.REPLIED
    if candidate.asked_on is None:
        return Reply.RECORDED if has_answers else Reply.NOT_ASKED
    deadline = brief.response_deadline
    never = candidate.chased_on is None and candidate.asked_on < today
    late = (
        deadline is not None
        and deadline < today
        and (candidate.chased_on is None or candidate.chased_on <= deadline)
    )
    return Reply.TO_BE_CHASED if never or late else Reply.WAITING


def standings(evaluation: Evaluation, today: date) -> tuple[Standing, ...]:
    """Every candidate's standing, in the selection's order."""
    selection, catalogue = evaluation.selection, evaluation.catalogue
    by_candidate = selection.answers_by_candidate()
    asked = {q.id for q in catalogue.questions if answered_by_candidate(q)}
    return tuple(
        Standing(
            candidate=candidate,
            reply=reply_of(
                candidate,
                selection.brief,
                today,
                has_answers=any(
                    answer.status is Status.ANSWERED and question_id in asked
                    for question_id, answer in by_candidate[candidate.id].items()
                ),
            ),
            coverage_pct=float(evaluation.coverage_pct[row]),
            by_section=_by_section(catalogue, by_candidate[candidate.id]),
            waiting_for_reply=tuple(
                question
                for question in catalogue.questions
                if answered_by_candidate(question)
                and _is_open(by_candidate[candidate.id], question)
            ),
            clarifications=_clarifications(catalogue, by_candidate[candidate.id]),
            nothing_answered=evaluation.nothing_answered[row],
            critical_flags=tuple(f.rule.title for f in evaluation.critical_flags(row)),
        )
        for row, candidate in enumerate(evaluation.candidates)
    )


def answered_by_candidate(question: Question) -> bool:
    """Whether the candidate answers the question; what the buyer rates or sees is its own."""
    return not question.observed and question.kind is not Kind.RATING


def may_be_closed(selection: Selection, today: date) -> bool:
    """Whether silence may count as no reply: the deadline has passed, or responses are closed."""
    deadline = selection.brief.response_deadline
    return not selection.phase.responses_are_open or (deadline is not None and deadline < today)


def candidates_sentence(found: tuple[Standing, ...]) -> str:
    """How many have replied, and how many are to be chased."""
    total = len(found)
    if total == 0:
        return "No candidates yet. Add the providers that you want to compare."
    replied = sum(s.reply is Reply.REPLIED for s in found)
    chase = sum(s.reply is Reply.TO_BE_CHASED for s in found)
    not_asked = sum(s.reply is Reply.NOT_ASKED for s in found)
    asked_back = sum(len(s.clarifications) for s in found)
    clarifications = "clarification has" if asked_back == 1 else "clarifications have"
    more = f" {_large(asked_back)} {clarifications} been asked for." if asked_back else ""
    if not_asked == total:
        if total == 1:
            return f"One candidate, not asked yet.{more}"
        return f"{_large(total)} candidates; none has been asked yet.{more}"
    have = "has" if replied == 1 else "have"
    parts = [
        "All have replied"
        if replied == total and total > 1
        else f"{_large(replied)} of {count_in_words(total)} {have} replied"
    ]
    if chase:
        parts.append(f"{count_in_words(chase)} {'is' if chase == 1 else 'are'} to be chased")
    if recorded := sum(s.reply is Reply.RECORDED for s in found):
        parts.append(f"answers of {count_in_words(recorded)} are recorded, with no day of a reply")
    if not_asked:
        have = "has" if not_asked == 1 else "have"
        parts.append(f"{count_in_words(not_asked)} {have} not been asked yet")
    return "; ".join(parts) + "." + more


def _large(count: int) -> str:
    return count_in_words(count).capitalize()


def _is_open(answers: dict[str, Answer], question: Question) -> bool:
    answer = answers.get(question.id)
    return answer is None or answer.status is Status.OPEN


def _by_section(
    catalogue: Catalogue, answers: dict[str, Answer]
) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (
            section.short_title,
            sum(not _is_open(answers, question) for question in section.questions),
            len(section.questions),
        )
        for section in form_sections(catalogue)
    )


def _clarifications(catalogue: Catalogue, answers: dict[str, Answer]) -> tuple[Clarification, ...]:
    return tuple(
        Clarification(question, answer.clarification, answer.clarification_asked_on)
        for question in catalogue.questions
        if (answer := answers.get(question.id)) is not None and answer.clarification.strip()
    )
