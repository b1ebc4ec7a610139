"""Brings a database to the newest schema when the program starts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from scorecard.storage.connection import Database
from scorecard.storage.errors import DatabaseIsNewer

NEWEST = "0005"

# Any fixed number: PostgreSQL's advisory lock under which programs that start together queue.
_MIGRATION_LOCK = 7_203_514_418


def upgrade_to_newest(database: Database) -> None:
    """Creates or upgrades the tables, unless they are at the newest schema already.

    Programs that start at the same moment queue for the database's write lock; the second finds
    nothing left to do. The upgrade is one transaction. Raises DatabaseIsNewer for a database of a
    newer version of the program and StorageUnavailable when it cannot be read or written.
    """
    with database.reading() as connection:
        found = _stored_version(connection)
    if found == NEWEST:
        return
    with database.writing(starting=True) as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        found = _stored_version(connection)
        if found == NEWEST:
            return
        _upgrade(connection, found, database.label)


def _stored_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection, found: str | None, label: str) -> None:
    # Here and not above: a database that is up to date starts without loading Alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    known = {
        script.revision for script in ScriptDirectory.from_config(configuration).walk_revisions()
    }
    if found is not None and found not in known:
        raise DatabaseIsNewer(
            f"A newer version of this program wrote the database {label}: its schema is "
            f"'{found}', and this program knows up to '{NEWEST}'. Install the newer program, or "
            "name another database in SCORECARD_DATABASE_URL."
        )
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, NEWEST)
