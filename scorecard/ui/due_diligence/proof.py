"""What proved an answer: it goes with the value that it was given for, and can be confirmed."""

from __future__ import annotations

from typing import Any

from scorecard.catalogue import Question
from scorecard.model import Answer, Evidence, Status

WITHOUT_PROOF: dict[str, Any] = {
    "evidence": Evidence.CLAIMED,
    "document": None,
    "verification": None,
}


def has_proof(answer: Answer) -> bool:
    """Whether a document or a verification is recorded with the answer."""
    return answer.document is not None or answer.verification is not None


def proof_lost(stored: Answer, answer: Answer, lost_before: Answer | None) -> Answer | None:
    """The answer whose proof storing `answer` over `stored` leaves behind, None without any.

    What was left behind before still counts: a number is often cleared first and corrected twice.
    """
    if has_proof(answer):
        return None
    return stored if has_proof(stored) else lost_before


def proof_of(answer: Answer) -> dict[str, Any]:
    """The fields that make another answer as well supported as this one was."""
    return {name: getattr(answer, name) for name in WITHOUT_PROOF}


def may_be_confirmed(question: Question, stored: Answer, lost: Answer | None) -> bool:
    """Whether to offer the proof of the earlier answer for the one that is stored."""
    return (
        lost is not None
        and stored.status is Status.ANSWERED
        and not has_proof(stored)
        and not question.observed
    )


def proof_in_words(lost: Answer) -> str:
    """`The earlier answer was verified (Jane, Payroll 2025). This one counts as claimed.`"""
    if lost.evidence is Evidence.VERIFIED and lost.verification is not None:
        by = f"verified ({lost.verification.verified_by}, {lost.verification.method})"
    elif lost.evidence is Evidence.DOCUMENTED and lost.document is not None:
        by = f"documented ({lost.document.title}, {lost.document.issuer})"
    else:
        by = "claimed, with a document or a check noted beside it"
    return f"The earlier answer was {by}. This one counts as claimed."
