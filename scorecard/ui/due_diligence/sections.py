"""The sections of the form: a group's questions, and apart from them its quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.catalogue import Catalogue, Group, Question
from scorecard.model import Selection, Status


@dataclass(frozen=True)
class FormSection:
    """One section of the form; `id` is the group's, or the name of the part that stands apart."""

    id: str
    title: str
    short_title: str
    questions: tuple[Question, ...]

    def settled(self, selection: Selection, candidate_id: str) -> int:
        """How many of the section's questions are no longer open for a candidate."""
        return sum(
            selection.answer(candidate_id, question.id).status is not Status.OPEN
            for question in self.questions
        )


def form_sections(catalogue: Catalogue) -> tuple[FormSection, ...]:
    """The sections in the order of the form; those without a question are left out."""
    return tuple(
        section
        for group in catalogue.groups
        for section in _sections_of(group, catalogue.questions_of_group(group.id))
    )


def is_quote(catalogue: Catalogue, section: FormSection) -> bool:
    """Whether the section asks for the quote, from which costs are calculated."""
    commercial = catalogue.commercial
    return commercial is not None and any(
        question.id == commercial.questions.quote_currency for question in section.questions
    )


def section_of_question(catalogue: Catalogue, question_id: str) -> str:
    """The id of the section in which a question stands."""
    question = catalogue.questions_by_id[question_id]
    return question.section or question.group


def _sections_of(group: Group, questions: tuple[Question, ...]) -> Iterator[FormSection]:
    for name in dict.fromkeys(["", *(question.section for question in questions)]):
        own = tuple(question for question in questions if question.section == name)
        if not own:
            continue
        if name:
            title = name.replace("_", " ").capitalize()
            yield FormSection(name, title, title, own)
        else:
            yield FormSection(group.id, group.title, group.short_title, own)
