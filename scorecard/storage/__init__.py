"""What is recorded, kept in SQLite or PostgreSQL: `open_storage` and the `Storage` it returns."""

from scorecard.storage.attachments import clean_file_name
from scorecard.storage.connection import NOTHING_LOST
from scorecard.storage.erasure import Erased, ErasurePreview
from scorecard.storage.erasure_plan import ErasureCounts
from scorecard.storage.erasure_reach import Elsewhere
from scorecard.storage.errors import (
    Archived,
    Conflict,
    DatabaseIsNewer,
    Duplicate,
    InvalidName,
    NotFound,
    OverrideRequired,
    ReasonRequired,
    Refused,
    Saved,
    StorageError,
    StorageUnavailable,
    TooLarge,
)
from scorecard.storage.history import (
    BRIEF_SUBJECT,
    CATALOGUE_SUBJECT,
    CATALOGUE_TAKEN_BACK,
    CATALOGUE_TAKEN_OVER,
    EXPORT_SUBJECT,
    SELECTION_SUBJECT,
    WEIGHTS_SUBJECT,
    answer_subject,
    attachment_subject,
    award_subject,
    candidate_subject,
    criterion_subject,
    link_subject,
    scenario_subject,
)
from scorecard.storage.links import Link, LinkStanding
from scorecard.storage.questionnaires import QUESTIONNAIRE
from scorecard.storage.rows import new_id
from scorecard.storage.selections import SelectionSummary
from scorecard.storage.store import Storage, open_storage
from scorecard.storage.takeover import TakingBack

__all__ = [
    "BRIEF_SUBJECT",
    "CATALOGUE_SUBJECT",
    "CATALOGUE_TAKEN_BACK",
    "CATALOGUE_TAKEN_OVER",
    "EXPORT_SUBJECT",
    "NOTHING_LOST",
    "QUESTIONNAIRE",
    "SELECTION_SUBJECT",
    "WEIGHTS_SUBJECT",
    "Archived",
    "Conflict",
    "DatabaseIsNewer",
    "Duplicate",
    "Elsewhere",
    "Erased",
    "ErasureCounts",
    "ErasurePreview",
    "InvalidName",
    "Link",
    "LinkStanding",
    "NotFound",
    "OverrideRequired",
    "ReasonRequired",
    "Refused",
    "Saved",
    "SelectionSummary",
    "Storage",
    "StorageError",
    "StorageUnavailable",
    "TakingBack",
    "TooLarge",
    "answer_subject",
    "attachment_subject",
    "award_subject",
    "candidate_subject",
    "clean_file_name",
    "criterion_subject",
    "link_subject",
    "new_id",
    "open_storage",
    "scenario_subject",
]
