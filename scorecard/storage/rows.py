"""Rows to models and back. Rows hold plain values; models are what the rest of the house sees."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import Row

from scorecard.model import (
    Answer,
    Attachment,
    Candidate,
    Debriefing,
    ErasedMark,
    HistoryEntry,
    Record,
    Scenario,
    name_key,
)
from scorecard.storage import schema
from scorecard.storage.errors import Refused

_ANSWERS = TypeAdapter(tuple[Answer, ...])
_CANDIDATES = TypeAdapter(tuple[Candidate, ...])
_ATTACHMENTS = TypeAdapter(tuple[Attachment, ...])
_SCENARIOS = TypeAdapter(tuple[Scenario, ...])
_HISTORY = TypeAdapter(tuple[HistoryEntry, ...])
_DEBRIEFINGS = TypeAdapter(tuple[Debriefing, ...])
_MARKS = TypeAdapter(tuple[ErasedMark, ...])

ANSWER_COLUMNS = tuple(schema.answers.c[name] for name in Answer.model_fields)
CANDIDATE_COLUMNS = tuple(schema.candidates.c[name] for name in Candidate.model_fields)
ATTACHMENT_COLUMNS = tuple(schema.attachments.c[name] for name in Attachment.model_fields)
SCENARIO_COLUMNS = tuple(schema.scenarios.c[name] for name in Scenario.model_fields)
HISTORY_COLUMNS = tuple(schema.history.c[name] for name in HistoryEntry.model_fields)
DEBRIEFING_COLUMNS = tuple(schema.debriefings.c[name] for name in Debriefing.model_fields)
MARK_COLUMNS = tuple(schema.erased_marks.c[name] for name in ErasedMark.model_fields)

Rows = Iterable[Row[*tuple[Any, ...]]]


def new_id() -> str:
    """A fresh id for a selection, candidate, attachment, link or scenario."""
    return uuid.uuid4().hex


def as_json(record: Record | None) -> dict[str, JsonValue] | None:
    """A record for the history: what differs from the field's default, as JSON values."""
    if record is None:
        return None
    content: dict[str, JsonValue] = record.model_dump(mode="json", exclude_defaults=True)
    return content


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row, refused when a text holds a character that no database can keep."""
    for column, value in values.items():
        if isinstance(value, str) and not _is_storable(value):
            place = column.replace("_", " ")
            raise Refused(
                f"The {place} contains a character that cannot be stored (a null character or half "
                "of a pair). It often comes with text pasted from a damaged document: type that "
                "part again."
            )
    return dict(values)


def _is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def answer_values(answer: Answer) -> dict[str, Any]:
    """An answer as the values of its row."""
    return checked(
        {
            "candidate_id": answer.candidate_id,
            "question_id": answer.question_id,
            "status": answer.status.value,
            "value": answer.value,
            "evidence": answer.evidence.value,
            "document": None
            if answer.document is None
            else answer.document.model_dump(mode="json"),
            "verification": (
                None if answer.verification is None else answer.verification.model_dump(mode="json")
            ),
            "note": answer.note,
            "source": answer.source,
            "as_of": answer.as_of,
            "not_applicable_reason": answer.not_applicable_reason,
            "clarification": answer.clarification,
            "clarification_asked_on": answer.clarification_asked_on,
            "version": answer.version,
        }
    )


def candidate_values(candidate: Candidate) -> dict[str, Any]:
    """A candidate as the values of its row, less `ordinal`, which storage assigns once."""
    return checked(
        {
            **candidate.model_dump(),
            # A row has it always, also where the dump leaves it out.
            "override_flags": candidate.override_flags,
            "name_key": name_key(candidate.name),
        }
    )


def attachment_values(attachment: Attachment) -> dict[str, Any]:
    """An attachment's description as the values of its row."""
    return checked(attachment.model_dump())


def scenario_values(scenario: Scenario) -> dict[str, Any]:
    """A scenario as the values of its row."""
    return checked(
        {
            **scenario.model_dump(exclude={"answers"}),
            "name_key": name_key(scenario.name),
            "answers": [answer.model_dump(mode="json") for answer in scenario.answers],
        }
    )


def history_values(entry: HistoryEntry) -> dict[str, Any]:
    """A history entry as the values of its row, less the row's version."""
    return checked(entry.model_dump())


def answers_from(rows: Rows) -> tuple[Answer, ...]:
    """Answers from rows of ANSWER_COLUMNS."""
    return _ANSWERS.validate_python([dict(row._mapping) for row in rows])


def candidates_from(rows: Rows) -> tuple[Candidate, ...]:
    """Candidates from rows of CANDIDATE_COLUMNS."""
    return _CANDIDATES.validate_python([dict(row._mapping) for row in rows])


def attachments_from(rows: Rows) -> tuple[Attachment, ...]:
    """Attachments from rows of ATTACHMENT_COLUMNS."""
    return _ATTACHMENTS.validate_python([dict(row._mapping) for row in rows])


def scenarios_from(rows: Rows) -> tuple[Scenario, ...]:
    """Scenarios from rows of SCENARIO_COLUMNS."""
    return _SCENARIOS.validate_python([dict(row._mapping) for row in rows])


def history_from(rows: Rows) -> tuple[HistoryEntry, ...]:
    """History entries from rows of HISTORY_COLUMNS."""
    return _HISTORY.validate_python([dict(row._mapping) for row in rows])


def debriefing_values(debriefing: Debriefing) -> dict[str, Any]:
    """A round of debriefs as the values of its row."""
    return checked(
        {**debriefing.model_dump(), "disclosed": [tick.value for tick in debriefing.disclosed]}
    )


def mark_values(mark: ErasedMark) -> dict[str, Any]:
    """A mark of an erasure as the values of its row."""
    return {**mark.model_dump(), "kind": mark.kind.value}


def debriefings_from(rows: Rows) -> tuple[Debriefing, ...]:
    """Rounds of debriefs from rows of DEBRIEFING_COLUMNS."""
    return _DEBRIEFINGS.validate_python([dict(row._mapping) for row in rows])


def marks_from(rows: Rows) -> tuple[ErasedMark, ...]:
    """Marks of erasures from rows of MARK_COLUMNS."""
    return _MARKS.validate_python([dict(row._mapping) for row in rows])
