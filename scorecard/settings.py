"""Settings of one running installation, read from the environment once and then frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

DATABASE_VARIABLE = "SCORECARD_DATABASE_URL"
MODE_VARIABLE = "SCORECARD_MODE"
PUBLIC_URL_VARIABLE = "SCORECARD_PUBLIC_URL"
ATTACHMENT_LIMIT_VARIABLE = "SCORECARD_ATTACHMENT_LIMIT_MIB"

APPLICATION_FOLDER = "partner-scorecard"
DATABASE_FILE = "scorecard.sqlite3"
DEFAULT_ATTACHMENT_LIMIT_MIB = 25
# SQLite keeps at most 1,000,000,000 bytes in one value.
LARGEST_ATTACHMENT_LIMIT_MIB = 900

_SQLITE_PREFIX = "sqlite:///"
_POSTGRESQL_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg"}


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and says what to do."""


class Mode(StrEnum):
    """Who can reach the application: this machine only, holders of links, or signed-in people."""

    LOCAL = "local"
    LINKS = "links"


@dataclass(frozen=True)
class Settings:
    """Where the data is kept, who can reach the application, and its limits.

    `database_url` may hold a password and is therefore left out of the representation;
    `database_label` is safe to show. `folder_to_create` is the per-user data folder when the
    default database is used; a folder that the user named is never created behind their back.
    """

    database_url: str = field(repr=False)
    mode: Mode = Mode.LOCAL
    public_url: str = ""
    attachment_limit_mib: int = DEFAULT_ATTACHMENT_LIMIT_MIB
    folder_to_create: Path | None = None

    @property
    def database_label(self) -> str:
        """The database for people to read: a file's path, or a server without the password."""
        if self.database_url.startswith("sqlite"):
            return self.database_url.removeprefix(_SQLITE_PREFIX).partition("?")[0]
        parts = urlsplit(self.database_url)
        port = f":{parts.port}" if parts.port else ""
        return f"postgresql://{parts.hostname or ''}{port}{parts.path}"

    @property
    def attachment_limit_bytes(self) -> int:
        """The largest attached file, in bytes."""
        return self.attachment_limit_mib * 1024 * 1024


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environ` (by default the process environment) asks for.

    An empty variable counts as not set. Raises SettingsError for anything unusable.
    """
    values = os.environ if environ is None else environ
    mode = _mode(_value(values, MODE_VARIABLE))
    url = _value(values, DATABASE_VARIABLE)
    folder = None if url else Path(platformdirs.user_data_path(APPLICATION_FOLDER, appauthor=False))
    return Settings(
        database_url=_database_url(url)
        if folder is None
        else f"{_SQLITE_PREFIX}{folder / DATABASE_FILE}",
        mode=mode,
        public_url=_public_url(_value(values, PUBLIC_URL_VARIABLE), mode),
        attachment_limit_mib=_attachment_limit_mib(_value(values, ATTACHMENT_LIMIT_VARIABLE)),
        folder_to_create=folder,
    )


def _value(values: Mapping[str, str], variable: str) -> str:
    return values.get(variable, "").strip()


def _mode(text: str) -> Mode:
    try:
        return Mode(text.lower() or Mode.LOCAL)
    except ValueError:
        allowed = ", ".join(mode.value for mode in Mode)
        raise SettingsError(
            f"{MODE_VARIABLE} is '{text}'; set it to one of {allowed}, or leave it out for local."
        ) from None


def _database_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if separator and scheme in _POSTGRESQL_SCHEMES:
        try:
            parts = urlsplit(text)
            complete = bool(parts.path.strip("/")) and (parts.port is None or parts.port > 0)
        except ValueError:
            complete = False
        if not complete:
            # The text may hold a password: the message shows the form, never the value.
            raise SettingsError(
                f"{DATABASE_VARIABLE} is not a complete PostgreSQL address; write it as "
                "postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
            )
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite":
        path = rest.removeprefix("/")
        if not path or path.startswith(("?", ":memory:")) or not rest.startswith("/"):
            raise SettingsError(
                f"{DATABASE_VARIABLE} names no file, so that nothing would be kept; write it as "
                "sqlite:////full/path/to/scorecard.sqlite3."
            )
        return text
    known = scheme if separator else "no known scheme"
    raise SettingsError(
        f"{DATABASE_VARIABLE} starts with {known}; it must start with sqlite:/// (a file) "
        "or postgresql:// (a server)."
    )


def _public_url(text: str, mode: Mode) -> str:
    if not text:
        if mode is Mode.LINKS:
            raise SettingsError(
                f"{MODE_VARIABLE} is links, but {PUBLIC_URL_VARIABLE} is not set; set it to the "
                "address under which others reach this server, such as https://scorecard.example.com."
            )
        return ""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        # Reading the port raises ValueError where it is none.
        usable = usable and not (parts.query or parts.fragment) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(
            f"{PUBLIC_URL_VARIABLE} is '{text}'; it must be an address such as "
            "https://scorecard.example.com, with nothing after the path."
        )
    return text.rstrip("/")


def _attachment_limit_mib(text: str) -> int:
    if not text:
        return DEFAULT_ATTACHMENT_LIMIT_MIB
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= LARGEST_ATTACHMENT_LIMIT_MIB:
        raise SettingsError(
            f"{ATTACHMENT_LIMIT_VARIABLE} is '{text}'; set it to a whole number of mebibytes "
            f"from 1 to {LARGEST_ATTACHMENT_LIMIT_MIB}, such as {DEFAULT_ATTACHMENT_LIMIT_MIB}."
        )
    return number
