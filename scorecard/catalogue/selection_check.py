"""Whether a selection fits the catalogue that it is to be judged against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from scorecard.catalogue.answer_check import InvalidValueError, checked_value
from scorecard.catalogue.knowledge import Catalogue
from scorecard.catalogue.reference_checks import References
from scorecard.model import Answer, Selection


def selection_faults(selection: Selection, catalogue: Catalogue) -> tuple[str, ...]:
    """Everything that keeps a selection from being evaluated; empty when nothing does.

    For selections that come from outside: documents, backups, imports. Each fault is a sentence
    that names the place (candidate and question, or the part of the selection) and the reason.
    Faults of the catalogue itself come alone, because everything else rests on it.
    """
    faults = tuple(_catalogue_faults(catalogue))
    if faults:
        return faults
    return (*_answer_faults(selection, catalogue), *_reference_faults(selection, catalogue))


def _catalogue_faults(catalogue: Catalogue) -> Iterator[str]:
    ids = {
        "group": [group.id for group in catalogue.groups],
        "question": [question.id for question in catalogue.questions],
        "criterion": [criterion.id for criterion in catalogue.criteria],
        "gate": [gate.id for gate in catalogue.gates],
        "red flag": [rule.id for rule in catalogue.red_flags],
    }
    for what, present in ids.items():
        for entry, count in Counter(present).items():
            if count > 1:
                yield f"Catalogue · {what} {entry}: the id is there {count} times"
    groups = set(ids["group"])
    references = References(catalogue.questions_by_id, was_unread=lambda _: False)
    for question in catalogue.questions:
        if question.group not in groups:
            yield f"Catalogue · question {question.id}: names the unknown group '{question.group}'"
    for criterion in catalogue.criteria:
        where = f"Catalogue · criterion {criterion.id}"
        if criterion.group not in groups:
            yield f"{where}: names the unknown group '{criterion.group}'"
        for given in criterion.inputs:
            yield from (f"{where}: {reason}" for reason in references.input_reasons(given))
    for gate in catalogue.gates:
        reasons = references.condition_reasons(gate.passes_when, gate.for_each)
        yield from (f"Catalogue · gate {gate.id}: {reason}" for reason in reasons)
    for rule in catalogue.red_flags:
        reasons = references.condition_reasons(rule.raised_when)
        yield from (f"Catalogue · red flag {rule.id}: {reason}" for reason in reasons)


def _answer_faults(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    names = {candidate.id: candidate.name for candidate in selection.candidates}
    earliest = catalogue.settings.earliest_date
    for answer in selection.answers:
        name = names[answer.candidate_id]
        question = catalogue.questions_by_id.get(answer.question_id)
        if question is None:
            yield f"{name} · the catalogue has no question '{answer.question_id}'"
            continue
        if answer.value is not None:
            try:
                checked_value(question, answer.value, earliest, is_kept=True)
            except InvalidValueError as problem:
                yield f"{name} · {problem}"
        for what, day in _dates(answer):
            if day is not None and day < earliest:
                yield (
                    f"{name} · {question.label}, {what}: {day.isoformat()} is before "
                    f"{earliest.isoformat()}; check the year"
                )


def _dates(answer: Answer) -> Iterator[tuple[str, date | None]]:
    yield "as of", answer.as_of
    yield "clarification asked on", answer.clarification_asked_on
    if answer.document is not None:
        yield "document issued on", answer.document.issued_on
        yield "document expires on", answer.document.expires_on
    if answer.verification is not None:
        yield "verified on", answer.verification.verified_on


def _reference_faults(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    for criterion_id in selection.points:
        if criterion_id not in catalogue.criteria_by_id:
            yield f"Weights · the catalogue has no criterion '{criterion_id}'"
    for criterion_id in selection.excluded_criteria:
        if criterion_id not in catalogue.criteria_by_id:
            yield f"Criteria left out · the catalogue has no criterion '{criterion_id}'"
    gates = {gate.id for gate in catalogue.gates}
    for setting in selection.brief.gate_settings:
        if setting.gate_id not in gates:
            yield f"Brief · the catalogue has no gate '{setting.gate_id}'"
    kind, _, name = selection.brief.tie_break.partition(":")
    known = {
        "": {""},
        "evidenced": {""},
        "criterion": set(catalogue.criteria_by_id),
        "group": {group.id for group in catalogue.groups},
    }
    if name not in known.get(kind, set()):
        yield (
            f"Brief · tie-break: '{selection.brief.tie_break}' is none of 'evidenced', "
            "'criterion:ID' and 'group:ID' with an id of the catalogue"
        )
    candidates = {candidate.id for candidate in selection.candidates}
    for attachment in selection.attachments:
        if attachment.candidate_id not in candidates:
            yield f"Attachment {attachment.name} · belongs to no candidate of the selection"
