"""The session of somebody who joined by a personal link: its cookie and the key that signs it."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import platformdirs

from scorecard.settings import APPLICATION_FOLDER, Settings
from scorecard.sharing import KEY_BYTES, read_session, sign_session

SESSION_COOKIE = "scorecard_session"
SESSION_DAYS = 30
KEY_FILE = "session-key"

_logger = logging.getLogger(__name__)


def new_session_cookie(settings: Settings, link_sha256: str) -> str:
    """The value of the cookie for a session that begins now."""
    ends_at = datetime.now(UTC) + timedelta(days=SESSION_DAYS)
    return sign_session(link_sha256, ends_at, session_key(settings))


def session_link_sha256(settings: Settings, cookies: Mapping[str, str]) -> str | None:
    """The SHA-256 of the link by which the sender of these cookies joined; None for a stranger."""
    cookie = cookies.get(SESSION_COOKIE, "")
    return read_session(cookie, session_key(settings), datetime.now(UTC)) if cookie else None


@cache
def session_key(settings: Settings) -> bytes:
    """The key that signs sessions, made at the first start and kept beside the database.

    Where it cannot be kept, sessions end with the server; the personal links go on working.
    """
    file = session_key_file(settings)
    try:
        return _read_or_make(file)
    except OSError as problem:
        _logger.warning(
            "The key for sessions cannot be kept in %s: %s. Everybody has to open their personal "
            "link again after a restart.",
            file,
            problem.strerror,
        )
        return secrets.token_bytes(KEY_BYTES)


def session_key_file(settings: Settings) -> Path:
    """Where the key is kept: beside an SQLite file, else in the per-user data folder."""
    if settings.database_url.startswith("sqlite"):
        return Path(settings.database_label).parent / KEY_FILE
    return Path(platformdirs.user_data_path(APPLICATION_FOLDER, appauthor=False)) / KEY_FILE


def _read_or_make(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(file)
    key = secrets.token_bytes(KEY_BYTES)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(key)
    return key


def _read(file: Path) -> bytes:
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise OSError(0, f"it does not hold {KEY_BYTES} bytes; remove it to make a new one")
    file.chmod(0o600)
    return key
