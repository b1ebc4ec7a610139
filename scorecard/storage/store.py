"""The storage as one object, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from scorecard.settings import DATABASE_VARIABLE, Settings
from scorecard.storage.answers import AnswerMethods
from scorecard.storage.attachments import AttachmentMethods
from scorecard.storage.award import AwardMethods
from scorecard.storage.brief import BriefMethods
from scorecard.storage.candidates import CandidateMethods
from scorecard.storage.catalogue_copy import CatalogueMethods
from scorecard.storage.connection import Database
from scorecard.storage.creation import CreationMethods, utc_now
from scorecard.storage.details import DetailMethods
from scorecard.storage.erasure import ErasureMethods
from scorecard.storage.errors import StorageUnavailable
from scorecard.storage.history import HistoryMethods
from scorecard.storage.links import LinkMethods
from scorecard.storage.migrations import upgrade_to_newest
from scorecard.storage.questionnaires import QuestionnaireMethods
from scorecard.storage.scenarios import ScenarioMethods
from scorecard.storage.selections import SelectionMethods
from scorecard.storage.takeover import TakeoverMethods
from scorecard.storage.weights import WeightMethods


class Storage(
    SelectionMethods,
    CreationMethods,
    DetailMethods,
    BriefMethods,
    CatalogueMethods,
    TakeoverMethods,
    WeightMethods,
    CandidateMethods,
    AnswerMethods,
    QuestionnaireMethods,
    AttachmentMethods,
    LinkMethods,
    ScenarioMethods,
    AwardMethods,
    ErasureMethods,
    HistoryMethods,
):
    """Everything that is recorded. Safe to use from several threads at once.

    Every method asks `scorecard.access` first. Every write is one transaction that checks the
    version of the row as the writer had read it, raises the selection's revision and adds to the
    history. Methods raise AccessDenied, NotFound, StorageUnavailable, and what they name.
    """

    def close(self) -> None:
        """Closes the connections to the database."""
        self._database.close()


def open_storage(source: Settings | str, *, now: Callable[[], datetime] = utc_now) -> Storage:
    """Opens the database, creating or upgrading its tables where needed.

    `source` is the settings, or the address of a database, used with the default limits. `now`
    is the clock that dates every change. Raises StorageUnavailable when the database cannot be
    opened and DatabaseIsNewer when a newer program has written it.
    """
    settings = source if isinstance(source, Settings) else Settings(database_url=source)
    _prepare_folder(settings)
    database = Database(settings.database_url, settings.database_label)
    upgrade_to_newest(database)
    return Storage(database, now=now, attachment_limit_bytes=settings.attachment_limit_bytes)


def _prepare_folder(settings: Settings) -> None:
    folder = settings.folder_to_create
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise StorageUnavailable(
                f"The folder {folder} for the database cannot be created: {problem.strerror}. "
                f"Create it, or name a database elsewhere in {DATABASE_VARIABLE}."
            ) from problem
        return
    file = _sqlite_file(settings.database_url)
    if file is not None and not file.parent.is_dir():
        raise StorageUnavailable(
            f"The folder {file.parent} of the database does not exist. Create it, or correct "
            f"{DATABASE_VARIABLE}."
        )


def _sqlite_file(url: str) -> Path | None:
    try:
        parsed = make_url(url)
    except ArgumentError:
        return None
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return None if parsed.database.startswith("file:") else Path(parsed.database)
