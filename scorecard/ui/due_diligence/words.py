"""The sentence under the due-diligence page's title."""

from __future__ import annotations

from scorecard.model import Status
from scorecard.sentences import count_in_words
from scorecard.ui.state import OpenSelection


def due_diligence_sentence(opened: OpenSelection, candidate_id: str) -> str:
    """How many questions are answered, open and refused, and how many critical flags there are."""
    questions = opened.catalogue.questions
    statuses = [opened.selection.answer(candidate_id, q.id).status for q in questions]
    answered = statuses.count(Status.ANSWERED)
    open_count = statuses.count(Status.OPEN)
    refused = statuses.count(Status.REFUSED) + statuses.count(Status.NO_REPLY)
    parts = [f"{answered} of {len(questions)} questions answered"]
    if open_count:
        parts.append(f"{count_in_words(open_count)} open")
    if refused:
        parts.append(f"{count_in_words(refused)} refused or without reply")
    row = opened.evaluation.position[candidate_id]
    critical = len(opened.evaluation.critical_flags(row))
    flags = (
        f"{count_in_words(critical).capitalize()} critical flag{'s'[: critical > 1]}."
        if critical
        else "No critical flag."
    )
    return f"{', '.join(parts)}. {flags}"
