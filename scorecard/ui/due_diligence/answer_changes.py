"""What changed between two states of an answer, in one line: for its history and for undo."""

from __future__ import annotations

from pydantic import ValidationError

from scorecard.catalogue import Question, answer_in_words
from scorecard.model import Answer, HistoryEntry, Status
from scorecard.ui.text import shortened

MOST_CHARACTERS = 80
_BESIDE = {
    "document": "document",
    "verification": "verification",
    "note": "note",
    "source": "source",
    "clarification": "clarification",
    "not_applicable_reason": "reason",
}


def changes_in_words(question: Question, before: Answer, after: Answer, currency: str) -> str:
    """`18.1 % → 20 %, evidence documented → claimed, note added`; '' where nothing differs.

    A question's labels and unit are those of today; amounts are in `currency`.
    """
    parts = []
    if not is_same_reply(before, after):
        old, new = (
            shortened(answer_in_words(question, answer, currency), MOST_CHARACTERS)
            for answer in (before, after)
        )
        parts.append(f"{old} → {new}")
    if before.evidence is not after.evidence:
        parts.append(f"evidence {before.evidence.value} → {after.evidence.value}")
    for name, words in _BESIDE.items():
        parts += _part(words, getattr(before, name), getattr(after, name))
    if before.as_of != after.as_of:
        parts.append(f"as of {before.as_of or 'no day'} → {after.as_of or 'no day'}")
    return ", ".join(parts)


def is_same_reply(before: Answer, after: Answer) -> bool:
    """Whether value and status are the same, whatever stands beside them."""
    return (before.status, before.value) == (after.status, after.value)


def entry_in_words(question: Question, entry: HistoryEntry, currency: str) -> str:
    """`saved: 18.1 % → 20 %`; what was done alone where the change cannot be read any more."""
    done = {
        "answer_saved": "saved",
        "answer_undone": "put back",
        "answer_file_removed": "file removed",
    }.get(entry.action, entry.action.replace("_", " "))
    empty = Answer(candidate_id="", question_id=question.id, status=Status.OPEN)
    try:
        before, after = (
            empty if side is None else Answer.model_validate(side)
            for side in (entry.before, entry.after)
        )
        changes = changes_in_words(question, before, after, currency)
    except (ValidationError, KeyError, StopIteration):
        # Recorded under an earlier edition of the question.
        return done
    return f"{done}: {changes}" if changes else done


def _part(words: str, before: object, after: object) -> list[str]:
    if before == after:
        return []
    if not before:
        return [f"{words} added"]
    return [f"{words} changed" if after else f"{words} taken out"]
