"""Migrations: from nothing, again, by two at once, and never over a newer database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from scorecard.access import Actor
from scorecard.model import Selection
from scorecard.storage import DatabaseIsNewer, Storage, StorageUnavailable, migrations, open_storage
from scorecard.storage.schema import metadata


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(
    storage: Storage, database_file: Path
) -> None:
    with create_engine(f"sqlite:///{database_file}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_version_named_in_the_program_is_that_of_the_last_migration() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(configuration).get_heads() == [migrations.NEWEST]


def test_opening_again_changes_nothing(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path, open_again
) -> None:
    def structure() -> list[tuple[str, ...]]:
        connection = sqlite3.connect(database_file)
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        return rows.fetchall()

    before = structure()
    again = open_again()

    assert structure() == before
    assert again.load(owner, stored.id) == stored


def test_an_up_to_date_database_is_opened_without_taking_the_write_lock(
    storage: Storage, database_file: Path
) -> None:
    writer = sqlite3.connect(database_file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    open_storage(f"sqlite:///{database_file}").close()
    writer.execute("ROLLBACK")


def test_a_database_of_a_newer_program_is_left_alone_with_a_clear_message(
    storage: Storage, database_file: Path
) -> None:
    storage.close()
    connection = sqlite3.connect(database_file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = database_file.read_bytes()

    with pytest.raises(DatabaseIsNewer) as problem:
        open_storage(f"sqlite:///{database_file}")

    assert "'9999'" in str(problem.value)
    assert "Install the newer program" in str(problem.value)
    assert str(database_file) in str(problem.value)
    assert isinstance(problem.value, StorageUnavailable)
    assert database_file.read_bytes() == before


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """A table of another program has one of our names: nothing of ours may remain."""
    file = tmp_path / "foreign.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE history (what TEXT)")
    connection.commit()
    connection.close()

    with pytest.raises(StorageUnavailable):
        open_storage(f"sqlite:///{file}")

    rows = sqlite3.connect(file).execute("SELECT name FROM sqlite_master").fetchall()
    assert rows == [("history",)]


def test_sqlite_runs_with_log_foreign_keys_and_patience(storage: Storage) -> None:
    with storage._database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    # synchronous 2 is FULL: a committed write is on the disk.
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "synchronous": 2,
    }
