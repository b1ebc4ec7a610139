"""A selection: one exercise of choosing, with its candidates, answers and points."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from scorecard.model.answer import (
    NOTE_LIMIT_CHARACTERS,
    SHORT_TEXT_LIMIT_CHARACTERS,
    Answer,
    Status,
)
from scorecard.model.brief import Brief, OpenPolicy
from scorecard.model.record import Record, name_key

_RuleId = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", max_length=200)]


class Phase(StrEnum):
    """Where the selection stands; responses are open in `preparing` and `collecting`."""

    PREPARING = "preparing"
    COLLECTING = "collecting"
    CLOSED = "closed"
    DECIDED = "decided"

    @property
    def responses_are_open(self) -> bool:
        """Whether candidates may still reply, so that every ranking is provisional."""
        return self in (Phase.PREPARING, Phase.COLLECTING)


class Candidate(Record):
    """A provider under consideration.

    `override_reason` is the written reason for shortlisting in spite of critical flags, and
    `override_flags` the ids of those for which it was written: it covers no flag raised later.
    None where nothing is overridden, or where the override was written before they were kept.
    `position` fixes the candidate's colour and place in lists.
    """

    id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=200)
    position: int = 0
    contact_name: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    contact_email: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    asked_on: date | None = None
    replied_on: date | None = None
    chased_on: date | None = None
    note: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    shortlisted: bool = False
    override_reason: str = Field(default="", max_length=NOTE_LIMIT_CHARACTERS)
    override_by: str = Field(default="", max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    # Left out of documents where there are none, which an earlier program can then still read.
    override_flags: tuple[_RuleId, ...] | None = Field(default=None, exclude_if=lambda v: v is None)
    version: int = 0


class Attachment(Record):
    """A file kept with an answer: described here, its bytes kept by storage."""

    id: str = Field(min_length=1)
    candidate_id: str
    question_id: str
    name: str = Field(min_length=1, max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    media_type: str = Field(default="application/octet-stream", max_length=200)
    size_bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    added_at: datetime


class Selection(Record):
    """One exercise of choosing. `points` are the unscaled weights by criterion id.

    `excluded_criteria` maps a criterion that is out for all candidates to the buyer's reason.
    """

    id: str = Field(min_length=1)
    title: str = Field(min_length=1, max_length=200)
    profile_id: str = ""
    phase: Phase = Phase.PREPARING
    archived: bool = False
    is_example: bool = False
    created_at: datetime
    brief: Brief = Brief()
    points: dict[str, float] = Field(default_factory=dict)
    weight_method: str = "points"
    excluded_criteria: dict[str, str] = Field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    answers: tuple[Answer, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    revision: int = 0
    version: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether a candidate's answer is recorded: from then on a rule changes with a reason."""
        return any(answer.status is Status.ANSWERED for answer in self.answers)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        ids = [candidate.id for candidate in self.candidates]
        if len(set(ids)) != len(ids):
            raise ValueError("two candidates have the same id")
        names = [name_key(candidate.name) for candidate in self.candidates]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the candidate '{name}' is there twice")
        known = set(ids)
        seen: set[tuple[str, str]] = set()
        for answer in self.answers:
            key = (answer.candidate_id, answer.question_id)
            if answer.candidate_id not in known:
                raise ValueError(f"an answer names the unknown candidate '{answer.candidate_id}'")
            if key in seen:
                raise ValueError(
                    f"question '{answer.question_id}' is answered twice for one candidate"
                )
            seen.add(key)
        for criterion_id, points in self.points.items():
            if points < 0:
                raise ValueError(f"criterion '{criterion_id}' has negative points")
        return self

    @property
    def open_policy(self) -> OpenPolicy:
        """How open answers count in the headline in the selection's present phase."""
        if self.phase.responses_are_open:
            return self.brief.open_policy_while_collecting
        return self.brief.open_policy_once_closed

    def candidate(self, candidate_id: str) -> Candidate:
        """The candidate with this id; KeyError when there is none."""
        for candidate in self.candidates:
            if candidate.id == candidate_id:
                return candidate
        raise KeyError(candidate_id)

    def answer(self, candidate_id: str, question_id: str) -> Answer:
        """The recorded answer, or an open one where nothing is recorded."""
        recorded = self._recorded.get((candidate_id, question_id))
        return recorded or Answer(candidate_id=candidate_id, question_id=question_id)

    @cached_property
    def _recorded(self) -> dict[tuple[str, str], Answer]:
        # A form asks for some hundred answers each time that it is drawn.
        return {(answer.candidate_id, answer.question_id): answer for answer in self.answers}

    def answers_by_candidate(self) -> dict[str, dict[str, Answer]]:
        """Recorded answers as candidate id → question id → answer."""
        result: dict[str, dict[str, Answer]] = {candidate.id: {} for candidate in self.candidates}
        for answer in self.answers:
            result[answer.candidate_id][answer.question_id] = answer
        return result
