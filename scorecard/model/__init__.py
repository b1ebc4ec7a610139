"""What is recorded: selection, brief, candidate, answer (frozen pydantic models)."""

from scorecard.model.answer import (
    NOTE_LIMIT_CHARACTERS,
    SHORT_TEXT_LIMIT_CHARACTERS,
    Answer,
    AnswerValue,
    Cell,
    DocumentReference,
    Evidence,
    Row,
    Status,
    Verification,
)
from scorecard.model.brief import (
    Brief,
    ChannelBaseline,
    GateSetting,
    InteractionVolume,
    OpenPolicy,
    PriceFormula,
    Tool,
)
from scorecard.model.history import HistoryEntry
from scorecard.model.record import Record
from scorecard.model.scenario import Scenario
from scorecard.model.selection import Attachment, Candidate, Phase, Selection

__all__ = [
    "NOTE_LIMIT_CHARACTERS",
    "SHORT_TEXT_LIMIT_CHARACTERS",
    "Answer",
    "AnswerValue",
    "Attachment",
    "Brief",
    "Candidate",
    "Cell",
    "ChannelBaseline",
    "DocumentReference",
    "Evidence",
    "GateSetting",
    "HistoryEntry",
    "InteractionVolume",
    "OpenPolicy",
    "Phase",
    "PriceFormula",
    "Record",
    "Row",
    "Scenario",
    "Selection",
    "Status",
    "Tool",
    "Verification",
]
