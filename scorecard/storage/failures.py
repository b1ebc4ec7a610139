"""What a driver's error means for the person at the keyboard, and what to do about it."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: (
        "The database {label} is locked: another program has been writing to it for more than "
        "five seconds. Close that program or wait a moment, then try again."
    ),
    sqlite3.SQLITE_LOCKED: (
        "The database {label} is locked by another part of this program. Try again in a moment."
    ),
    sqlite3.SQLITE_READONLY: (
        "The database {label} is read-only. Give the user who runs this server the right to write "
        "to the file and to its folder, then try again."
    ),
    sqlite3.SQLITE_FULL: ("The disk that holds {label} is full. Free some space, then try again."),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {label} cannot be opened. Check that its folder exists and that the user who "
        "runs this server may read and write there."
    ),
    sqlite3.SQLITE_PERM: (
        "Access to the database {label} is denied. Give the user who runs this server the right "
        "to read and write it."
    ),
    sqlite3.SQLITE_NOTADB: (
        "The file {label} is not a scorecard database. Set SCORECARD_DATABASE_URL to another file; "
        "this one has not been touched."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The database {label} is damaged. Stop the server, keep a copy of the file, and restore "
        "the selections from their JSON documents or from a backup of the file."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk that holds {label} reports an error. Check the disk or the network drive, then "
        "try again."
    ),
    sqlite3.SQLITE_ERROR: (
        "The database {label} does not have the tables that this program expects. Check that "
        "SCORECARD_DATABASE_URL names the right database, and start the program again."
    ),
}

# By the first two characters of the SQLSTATE, or by the whole of it.
_POSTGRESQL_REASONS = {
    "08": "The connection to the database server {label} was lost. Try again in a moment.",
    "28": (
        "The database server {label} refuses the user or the password. Check "
        "SCORECARD_DATABASE_URL."
    ),
    "3D000": "There is no database {label}. Create it, or correct SCORECARD_DATABASE_URL.",
    "25006": (
        "The database {label} is read-only. Connect to the primary server, or ask its "
        "administrator for the right to write."
    ),
    "40": "Somebody else was writing to {label} at the same time. Try again.",
    "42501": (
        "The user of the database {label} lacks a right. Ask its administrator for the right to "
        "create and change tables."
    ),
    "42": (
        "The database {label} does not have the tables that this program expects. Check that "
        "SCORECARD_DATABASE_URL names the right database, and start the program again."
    ),
    "53100": "The disk of the database server {label} is full. Free some space, then try again.",
    "53": "The database server {label} is overloaded. Try again in a moment.",
    "55P03": (
        "The database {label} is locked: another program has been writing to it for more than "
        "five seconds. Try again in a moment."
    ),
    "57": "The database server {label} is shutting down or starting. Try again in a moment.",
}

_UNREACHABLE = (
    "The database {label} cannot be reached. Check that the server is running and that "
    "SCORECARD_DATABASE_URL is right, then try again."
)


def explain(problem: DBAPIError | sqlite3.Error, label: str) -> str:
    """The failure in plain words: what is wrong with which database, and what to do.

    It never contains SQL or stored values.
    """
    driver_error = problem.orig if isinstance(problem, DBAPIError) else problem
    template = _UNREACHABLE
    if isinstance(driver_error, sqlite3.Error):
        # The low byte is the primary code; the rest tells variants of it apart.
        code = getattr(driver_error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        template = _SQLITE_REASONS.get(code, _UNREACHABLE)
    else:
        state = getattr(driver_error, "sqlstate", None) or ""
        template = _POSTGRESQL_REASONS.get(state, _POSTGRESQL_REASONS.get(state[:2], _UNREACHABLE))
    return template.format(label=label)
