"""What can go wrong when something is stored; every message is written for the person typing."""

from __future__ import annotations

from dataclasses import dataclass


class StorageError(Exception):
    """The base of all storage errors; `str()` of each can be shown as it is."""


class Conflict(StorageError):
    """Somebody else changed the same row since the writer read it; nothing was stored.

    `stored` is what the database holds now and `attempted` what was to be written, both in the
    form in which the method takes it; `stored_version` is the version to write over it with.
    """

    def __init__(
        self,
        what: str,
        *,
        stored: object,
        attempted: object,
        stored_text: str,
        attempted_text: str,
        stored_version: int | None = None,
        changed_by: str = "",
    ) -> None:
        who = changed_by or "Somebody else"
        super().__init__(
            f"{who} changed {what} in the meantime. "
            f"Stored now: {stored_text}. Not saved: {attempted_text}. "
            "Keep the stored value, or save yours again to replace it."
        )
        self.stored = stored
        self.attempted = attempted
        self.stored_version = stored_version


class NotFound(StorageError):
    """There is no such selection, candidate, answer, file or link, or it was removed."""


class Refused(StorageError):
    """What was given cannot be stored as it is; the message says what is wrong with it."""


class InvalidName(Refused):
    """A file's name is unusable."""


class Duplicate(Refused):
    """Something with this name or id is there already."""


class ReasonRequired(Refused):
    """The change is possible only with a written reason, which the history keeps."""


class OverrideRequired(ReasonRequired):
    """A candidate with a critical flag is shortlisted only by an override that covers the flag."""


class TooLarge(Refused):
    """A file is larger than the limit."""


class Archived(Refused):
    """The selection is archived and therefore read-only."""


class StorageUnavailable(StorageError):
    """The database cannot be read or written now; the message says why and what to do."""


class DatabaseIsNewer(StorageUnavailable):
    """The database was written by a newer version of the program."""


@dataclass(frozen=True)
class Saved:
    """An acknowledged write: the row's new version and the selection's new revision."""

    version: int
    revision: int


def no_such_selection() -> NotFound:
    """The error for a selection id that is unknown."""
    return NotFound("There is no such selection. Choose one on the Selections page.")


def no_such_candidate() -> NotFound:
    """The error for a candidate id that is unknown, or whose candidate was removed."""
    return NotFound("There is no such candidate in this selection, or it was removed.")
