"""A database that cannot be used: the message says why and what to do, and never shows SQL."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.model import Answer, Selection, Status
from scorecard.settings import Settings
from scorecard.storage import Storage, StorageUnavailable, connection, open_storage

SECRET_NOTE = "a note that no message may repeat"


def write(storage: Storage, owner: Actor, stored: Selection) -> None:
    answer = Answer(
        candidate_id="Borealis",
        question_id="q_price",
        status=Status.ANSWERED,
        value=15.5,
        note=SECRET_NOTE,
    )
    storage.save_answer(owner, stored.id, answer, expected_version=0)


def assert_plain(problem: BaseException) -> None:
    """Neither the message nor what hangs on it shows SQL or what was typed."""
    text = f"{problem} {problem.__cause__}"
    for word in ("INSERT", "UPDATE ", "SELECT", "sqlalche.me", SECRET_NOTE):
        assert word not in text


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """File permissions do not hold root back: give root's rights away for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_file_can_be_read_and_says_why_it_cannot_be_written(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    storage.close()
    read_only = open_storage(f"sqlite:///file:{database_file}?mode=ro&uri=true")
    assert read_only.load(owner, stored.id) == stored

    with pytest.raises(StorageUnavailable, match=r"is read-only\. Give the user") as problem:
        write(read_only, owner, stored)

    assert_plain(problem.value)
    assert "still on your screen" in str(problem.value)
    read_only.close()


@pytest.mark.parametrize("folder_mode", [0o777, 0o555])
def test_a_file_without_the_right_to_write_says_the_same(
    owner: Actor, selection: Selection, catalogue: Catalogue, folder_mode: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "scorecard.sqlite3"
        storage = open_storage(f"sqlite:///{file}")
        stored = storage.create_selection(owner, selection, catalogue)
        storage.close()
        file.chmod(0o444)
        folder.chmod(folder_mode)
        with as_ordinary_user(), pytest.raises(StorageUnavailable) as problem:
            write(open_storage(f"sqlite:///{file}"), owner, stored)
        folder.chmod(0o777)
        assert f"{file} is read-only. Give the user" in str(problem.value)
        assert_plain(problem.value)


def test_a_locked_database_says_so_after_waiting_and_works_once_it_is_free(
    database_file: Path, owner: Actor, selection: Selection, catalogue, monkeypatch
) -> None:
    # The wait is five seconds; two tenths show the same.
    monkeypatch.setattr(connection, "LOCK_WAIT_SECONDS", 0.2)
    storage = open_storage(f"sqlite:///{database_file}")
    stored = storage.create_selection(owner, selection, catalogue)
    other_program = sqlite3.connect(database_file, isolation_level=None)
    other_program.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageUnavailable, match=r"is locked: .* try again") as problem:
        write(storage, owner, stored)
    assert_plain(problem.value)
    # Reading goes on meanwhile.
    assert storage.load(owner, stored.id) == stored

    other_program.execute("ROLLBACK")
    write(storage, owner, stored)
    assert storage.load(owner, stored.id).answer("Borealis", "q_price").value == 15.5
    storage.close()


def test_a_full_disk_says_so_and_loses_nothing_that_was_stored(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    storage.close()
    full = open_storage(f"sqlite:///{database_file}")

    @event.listens_for(full._database.engine, "connect")
    def limit_size(raw: sqlite3.Connection, _entry: object) -> None:
        # SQLite never goes below the size the file has: the next page is one too many.
        raw.execute("PRAGMA max_page_count = 1")

    full.close()
    with pytest.raises(StorageUnavailable, match=r"disk .* is full\. Free some space") as problem:
        full.add_attachment(
            owner,
            stored.id,
            candidate_id="Atlas",
            question_id="q_price",
            name="quote.pdf",
            media_type="application/pdf",
            content=SECRET_NOTE.encode() * 10_000,
        )
    assert_plain(problem.value)
    assert full.load(owner, stored.id) == stored
    assert full.revision(owner, stored.id) == stored.revision
    full.close()


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    with pytest.raises(StorageUnavailable, match=r"does not exist\. Create it") as problem:
        open_storage(f"sqlite:///{folder / 'x.sqlite3'}")
    assert str(folder) in str(problem.value)
    assert not folder.exists()


def test_the_users_own_data_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "partner-scorecard"
    settings = Settings(
        database_url=f"sqlite:///{folder / 'scorecard.sqlite3'}", folder_to_create=folder
    )
    open_storage(settings).close()
    assert (folder / "scorecard.sqlite3").exists()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    folder = in_the_way / "partner-scorecard"
    settings = Settings(database_url=f"sqlite:///{folder / 'x.sqlite3'}", folder_to_create=folder)
    with pytest.raises(StorageUnavailable, match="cannot be created: Not a directory"):
        open_storage(settings)


def test_a_file_that_is_no_database_is_left_untouched(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(b"PK\x03\x04 this is no database, but long enough to look like one" * 100)
    before = file.read_bytes()
    with pytest.raises(StorageUnavailable, match="is not a scorecard database"):
        open_storage(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_folder_in_place_of_the_file_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        open_storage(f"sqlite:///{tmp_path}")


def test_tables_that_vanished_are_reported_as_the_wrong_database(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    other_program = sqlite3.connect(database_file)
    other_program.execute("DROP TABLE weights")
    other_program.commit()
    write_first = storage.revision(owner, stored.id)
    with pytest.raises(StorageUnavailable, match="does not have the tables") as problem:
        storage.save_points(owner, stored.id, {"price": 2.0}, expected_points={"price": 1.0})
    assert_plain(problem.value)
    assert storage.revision(owner, stored.id) == write_first
    other_program.close()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    # Port 1 on loopback: nothing listens there.
    settings = Settings(database_url="postgresql+psycopg://ana:s3cret@127.0.0.1:1/scores")
    with pytest.raises(StorageUnavailable) as problem:
        open_storage(settings)
    assert str(problem.value).startswith(
        "The database postgresql://127.0.0.1:1/scores cannot be reached."
    )
    # Nothing was typed yet when the program starts.
    assert "screen" not in str(problem.value)
    assert "s3cret" not in f"{problem.value} {problem.value.__cause__}"
