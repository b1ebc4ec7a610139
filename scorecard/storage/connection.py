"""The way to the database: one engine, short read and write transactions, readable failures."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from scorecard.settings import DATABASE_VARIABLE
from scorecard.storage.errors import StorageUnavailable
from scorecard.storage.failures import explain

LOCK_WAIT_SECONDS = 5.0
_RETRY_SECONDS = 0.01
NOTHING_LOST = " What you typed is still on your screen."


class Database:
    """A database with its two kinds of transaction.

    SQLite: write-ahead log, foreign keys, five seconds of patience with other writers, and a
    write transaction takes the write lock at its beginning, so that it can never fail half-way
    for want of it. PostgreSQL: a reading transaction sees one snapshot. A connection belongs to
    one thread for as long as its transaction lasts and is never shared.
    """

    def __init__(self, url: str, label: str) -> None:
        """Prepares the engine; nothing is opened yet. `label` names the database in messages."""
        self.label = label
        try:
            parsed = make_url(url)
        except ArgumentError as problem:
            raise StorageUnavailable(
                f"The address of the database cannot be read; check {DATABASE_VARIABLE}."
            ) from problem
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(parsed) if self.is_sqlite else _postgresql_engine(parsed)
        if self.is_sqlite:
            self._reader: Engine = self.engine
            self._writer: Engine = self.engine.execution_options(scorecard_writes=True)
        else:
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
            self._writer = self.engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with self._explained(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, *, starting: bool = False) -> Iterator[Connection]:
        """A transaction that is committed as a whole, or not at all when an error leaves it.

        `starting` says that nobody has typed anything yet whom a failure would worry.
        """
        with self._explained("" if starting else NOTHING_LOST), self._writer.begin() as connection:
            yield connection

    def rewrite(self, tables: Iterable[str]) -> bool:
        """Rewrites the file, or these tables, so that nothing deleted is left in it.

        Whether that was possible now: not while somebody else reads or writes for long.
        """
        try:
            if self.is_sqlite:
                return self._rewrite_file()
            autocommit = self.engine.execution_options(isolation_level="AUTOCOMMIT")
            with autocommit.connect() as connection:
                for table in tables:
                    connection.execute(text(f"VACUUM (FULL) {table}"))
        except (DBAPIError, sqlite3.Error):
            return False
        return True

    def _rewrite_file(self) -> bool:
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            # Deleted bytes were overwritten in place; copies that SQLite made when it moved rows
            # between pages, and the log of older pages, go with these two.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            found = cursor.fetchone()
            cursor.close()
            return found is None or found[0] == 0
        finally:
            connection.close()

    @contextmanager
    def _explained(self, consolation: str = "") -> Iterator[None]:
        try:
            yield
        except DBAPIError as problem:
            # The cause is the driver's own error: SQLAlchemy's would carry the SQL and the values.
            message = explain(problem, self.label) + consolation
            raise StorageUnavailable(message) from problem.orig
        except sqlite3.Error as problem:
            raise StorageUnavailable(explain(problem, self.label) + consolation) from problem

    def close(self) -> None:
        """Closes the idle connections."""
        self.engine.dispose()


def _sqlite_engine(url: URL) -> Engine:
    # Without a limit on the overflow: a writer waits for the database's lock, not for the pool.
    engine = create_engine(url, poolclass=QueuePool, pool_size=5, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # Transactions are begun below; the driver must not begin its own.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(LOCK_WAIT_SECONDS * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        # A removed file is overwritten, not only forgotten.
        cursor.execute("PRAGMA secure_delete = ON")
        _use_write_ahead_log(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("scorecard_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_write_ahead_log(cursor: DBAPICursor) -> None:
    """Switches the file over; programs that open a new file at the same moment take turns."""
    give_up_at = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            code = problem.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_READONLY:
                # It can still be read in whatever mode it is; every write will say why not.
                return
            # SQLite does not wait by itself here, whatever its busy_timeout.
            if code != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=20,
        connect_args={
            "connect_timeout": int(LOCK_WAIT_SECONDS),
            "options": f"-c lock_timeout={int(LOCK_WAIT_SECONDS * 1000)} -c timezone=UTC",
        },
    )
