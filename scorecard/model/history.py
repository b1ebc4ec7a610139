"""One entry of the history: who changed what, when, from what to what, and why."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue

from scorecard.model.record import Record


class HistoryEntry(Record):
    """A change that was made, as the history keeps it.

    `subject` names what was changed, such as 'answer:CANDIDATE:QUESTION' or 'brief';
    `before` and `after` are what stood there, None where there was or is nothing.
    """

    revision: int
    at: datetime
    actor: str
    action: str
    subject: str = ""
    before: JsonValue = None
    after: JsonValue = None
    reason: str = ""
