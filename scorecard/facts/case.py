"""One candidate's case: its answers beside the brief, the other candidates and the date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scorecard.catalogue import Catalogue
from scorecard.facts.language_names import LanguageNames, language_names
from scorecard.model import Answer, Brief, Row, Selection, Status


@dataclass(frozen=True)
class Case:
    """What may be read when something is decided about one candidate on `as_of`.

    `peers` are the other candidates' answers; `labels` name options by question and option id;
    `languages` are the names of the languages that the catalogue knows.
    `calculated` are figures of the whole quote by name, where it allows them, and
    `peers_calculated` those of the others.
    """

    candidate_id: str
    answers: Mapping[str, Answer]
    brief: Brief
    as_of: date
    peers: tuple[Mapping[str, Answer], ...] = ()
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    calculated: Mapping[str, float] = field(default_factory=dict)
    peers_calculated: tuple[Mapping[str, float], ...] = ()
    languages: LanguageNames = field(default_factory=dict)

    def label(self, question_id: str, option_id: str) -> str:
        """An option in the catalogue's words."""
        return self.labels.get((question_id, option_id), option_id.replace("_", " "))

    def answer(self, question_id: str) -> Answer:
        """The recorded answer, or an open one."""
        found = self.answers.get(question_id)
        if found is None:
            return Answer(candidate_id=self.candidate_id, question_id=question_id)
        return found

    def number(self, question_id: str) -> float | None:
        """The answered number, or None where it is not answered with one."""
        return number_of(self.answers.get(question_id))

    def rows(self, question_id: str) -> tuple[Row, ...] | None:
        """The rows of an answered table, or None where it is not answered."""
        answer = self.answers.get(question_id)
        if answer is None or not isinstance(answer.value, tuple):
            return None
        return tuple(row for row in answer.value if isinstance(row, dict))

    def items(self, question_id: str) -> tuple[str, ...] | None:
        """The items of an answered checklist or tags question, or None."""
        answer = self.answers.get(question_id)
        if answer is None or not isinstance(answer.value, tuple):
            return None
        return tuple(item for item in answer.value if isinstance(item, str))


def number_of(answer: Answer | None) -> float | None:
    """The number that an answer holds, or None."""
    if answer is None or not isinstance(answer.value, float | int):
        return None
    return float(answer.value)


def combined_status(answers: tuple[Answer, ...]) -> Status:
    """The status of what rests on several answers.

    Not applicable where one of them is; then refused, no reply, open in this order: refusing an
    ingredient is never better than refusing the whole.
    """
    statuses = {answer.status for answer in answers}
    for status in (Status.NOT_APPLICABLE, Status.REFUSED, Status.NO_REPLY, Status.OPEN):
        if status in statuses:
            return status
    return Status.ANSWERED


def cases_of(
    selection: Selection,
    catalogue: Catalogue,
    as_of: date,
    calculated: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[Case, ...]:
    """One case a candidate, in the selection's order; `calculated` by candidate id."""
    by_candidate = selection.answers_by_candidate()
    figures = calculated or {}
    languages = language_names(catalogue)
    return tuple(
        Case(
            candidate_id=candidate.id,
            answers=by_candidate[candidate.id],
            brief=selection.brief,
            as_of=as_of,
            peers=tuple(by_candidate[o.id] for o in selection.candidates if o.id != candidate.id),
            labels=catalogue.option_labels,
            calculated=figures.get(candidate.id, {}),
            peers_calculated=tuple(
                figures.get(o.id, {}) for o in selection.candidates if o.id != candidate.id
            ),
            languages=languages,
        )
        for candidate in selection.candidates
    )
