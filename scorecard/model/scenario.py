"""A what-if that was given a name: other points, other answers, beside the selection's own."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field, model_validator

from scorecard.model.answer import SHORT_TEXT_LIMIT_CHARACTERS, Answer
from scorecard.model.record import Record


class Scenario(Record):
    """A named what-if of a selection, which it never changes.

    `points` are unscaled weights by criterion id; empty means those that the selection has.
    `answers` take the place of the selection's own. Either may name a candidate, question or
    criterion that has gone since: whoever evaluates a scenario leaves that out and says so.
    """

    id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=200)
    points: dict[str, float] = Field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    created_by: str = Field(max_length=SHORT_TEXT_LIMIT_CHARACTERS)
    created_at: datetime
    version: int = 0

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if not self.name.strip():
            raise ValueError("a scenario needs a name")
        for criterion_id, points in self.points.items():
            if points < 0:
                raise ValueError(f"criterion '{criterion_id}' has negative points")
        seen: set[tuple[str, str]] = set()
        for answer in self.answers:
            key = (answer.candidate_id, answer.question_id)
            if key in seen:
                raise ValueError(
                    f"question '{answer.question_id}' is answered twice for one candidate"
                )
            seen.add(key)
        return self
