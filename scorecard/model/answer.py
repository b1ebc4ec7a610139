"""What a candidate replied to one question: status, value, evidence, note, source, as-of date."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from scorecard.model.record import Record

NOTE_LIMIT_CHARACTERS = 20_000
SHORT_TEXT_LIMIT_CHARACTERS = 500

Cell = float | str | None
Row = dict[str, Cell]
AnswerValue = float | str | tuple[str, ...] | tuple[Row, ...]


class Status(StrEnum):
    """Where an answer stands. Only the buyer sets `not_applicable`, with a reason."""

    ANSWERED = "answered"
    OPEN = "open"
    NO_REPLY = "no_reply"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class Evidence(StrEnum):
    """How well an answer is supported: claimed < documented < verified."""

    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    VERIFIED = "verified"

    @property
    def strength(self) -> int:
        """0 for claimed, 1 for documented, 2 for verified."""
        return list(Evidence).index(self)

    def meets(self, minimum: Evidence) -> bool:
        """Whether this evidence is at least as strong as `minimum`."""
        return self.strength >= minimum.strength


class DocumentReference(Record):
    """The document behind a `documented` answer: all but expiry and file are needed."""

    title: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    issuer: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    issued_on: date
    scope: str = Field(min_length=1, max_length=NOTE_LIMIT_CHARACTERS)
    expires_on: date | None = None
    attachment_id: str | None = None


class Verification(Record):
    """Who on the buyer's side verified an answer, how and when."""

    verified_by: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    method: str = Field(min_length=1, max_length=NOTE_LIMIT_CHARACTERS)
    verified_on: date


class Answer(Record):
    """One candidate's answer to one question.

    `value` holds a number, an option id, an ISO date or text, a tuple of item ids (checklist,
    tags), or a tuple of rows (table); it is None unless the status is `answered`.
    """

    candidate_id: str
    question_id: str
    status: Status = Status.OPEN
    value: AnswerValue | None = None
    evidence: Evidence = Evidence.CLAIMED
    document: DocumentReference | None = None
    verification: Verification | None = None
    note: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    source: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    as_of: date | None = None
    not_applicable_reason: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    clarification: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    clarification_asked_on: date | None = None
    version: int = 0

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.status is Status.ANSWERED and self.value is None:
            raise ValueError("an answered question needs a value")
        if self.status is not Status.ANSWERED and self.value is not None:
            raise ValueError(f"a value is recorded, but the status is '{self.status.value}'")
        if self.status is Status.NOT_APPLICABLE and not self.not_applicable_reason.strip():
            raise ValueError("'not applicable' needs the buyer's reason")
        if self.evidence is Evidence.DOCUMENTED and self.document is None:
            raise ValueError("'documented' needs the document's title, issuer, date and scope")
        if self.evidence is Evidence.VERIFIED and self.verification is None:
            raise ValueError("'verified' needs who verified it, how and when")
        return self

    @property
    def document_is_only_named(self) -> bool:
        """Whether a claim names a document that nobody has attached."""
        return (
            self.status is Status.ANSWERED
            and self.evidence is Evidence.CLAIMED
            and self.document is not None
            and self.document.attachment_id is None
        )

    def evidence_on(self, day: date) -> Evidence:
        """The evidence that counts on `day`: an expired document is no more than a claim.

        Neither is what was verified while that document was in force: who verifies it after that
        day relied on something else.
        """
        expires_on = None if self.document is None else self.document.expires_on
        if self.evidence is Evidence.CLAIMED or expires_on is None or expires_on >= day:
            return self.evidence
        verified_later = (
            self.evidence is Evidence.VERIFIED
            and self.verification is not None
            and self.verification.verified_on > expires_on
        )
        return self.evidence if verified_later else Evidence.CLAIMED
