"""What PostgreSQL does in its own way: its schema, its locks, its refusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, make_url

from scorecard.access import Actor, SharedPart
from scorecard.catalogue import Catalogue
from scorecard.document import read_document, write_document
from scorecard.model import Answer, Candidate, Selection, Status
from scorecard.settings import Settings
from scorecard.storage import (
    Conflict,
    DatabaseIsNewer,
    Duplicate,
    Refused,
    Storage,
    StorageUnavailable,
    connection,
    open_storage,
)
from scorecard.storage.schema import metadata


def plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


@pytest.fixture
def on_postgresql(postgresql_url: str):
    opened = open_storage(postgresql_url)
    yield opened
    opened.close()


@pytest.fixture
def kept(
    on_postgresql: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> Selection:
    return on_postgresql.create_selection(owner, selection, catalogue)


def price(value: float, **fields: object) -> Answer:
    return Answer.model_validate(
        {
            "candidate_id": "Borealis",
            "question_id": "q_price",
            "status": "answered",
            "value": value,
            **fields,
        }
    )


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(postgresql_url: str) -> None:
    open_storage(postgresql_url).close()
    engine = create_engine(postgresql_url)
    with engine.connect() as session:
        context = MigrationContext.configure(session, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_selection_lives_its_whole_life(
    storage: Storage, owner: Actor, stored: Selection, tmp_path
) -> None:
    """On both databases: every kind of row written, exported, restored elsewhere, undone."""
    storage.add_candidate(owner, stored.id, Candidate(id="c", name="Cobalt"))
    table = price(1).model_copy(
        update={
            "question_id": "table",
            "value": ({"name": "a\x00b", "seats": 12.5, "since": None}, {}),
        }
    )
    storage.save_answer(owner, stored.id, table, expected_version=0)
    storage.save_answer(owner, stored.id, price(0.1 + 0.2), expected_version=0)
    refused = Answer(candidate_id="Borealis", question_id="q_price", status=Status.REFUSED)
    storage.save_answer(owner, stored.id, refused, expected_version=1)
    storage.add_attachment(
        owner,
        stored.id,
        candidate_id="Atlas",
        question_id="q_price",
        name="bytes.bin",
        media_type="application/pdf",
        content=bytes(range(256)),
    )
    storage.exclude_criterion(owner, stored.id, "price", reason="later")
    brief = stored.brief.model_copy(update={"services": "voice"})
    storage.save_brief(owner, stored.id, brief, expected_version=stored.version)
    link = storage.create_link(
        owner,
        stored.id,
        token_sha256="a" * 64,
        scope={SharedPart.RANKING},
        snapshot={"a": [1, None]},
        expires_at=datetime.now(timezone(timedelta(hours=9))) + timedelta(days=1),
    )
    storage.count_opening(link.actor())
    found = storage.find_link("a" * 64)
    assert found is not None
    assert (found.snapshot, found.opened_count) == ({"a": [1, None]}, 1)
    assert found.expires_at is not None
    assert found.expires_at.tzinfo is UTC
    undone = storage.undo_answer(owner, stored.id, "Borealis", "q_price", expected_version=2)
    assert undone.value == 0.1 + 0.2
    storage.remove_candidate(owner, stored.id, "c", expected_version=1)
    storage.restore_candidate(owner, stored.id, "c")

    loaded = storage.load(owner, stored.id)
    assert loaded.answer("Borealis", "table").value == table.value
    assert loaded.brief.services == "voice"
    document = read_document(write_document(storage.document(owner, stored.id)))
    elsewhere = open_storage(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    assert document.catalogue is not None
    restored = elsewhere.import_selection(
        owner,
        document.selection,
        document.catalogue,
        history=document.history,
        files=document.files,
    )
    assert restored == loaded.model_copy(update={"revision": loaded.revision + 1})
    copy = storage.duplicate_selection(owner, stored.id, title="Copy")
    file = storage.read_attachment(owner, copy.id, copy.attachments[0].id)
    assert file.content == bytes(range(256))
    assert {summary.title for summary in storage.list_selections(owner)} == {"Test", "Copy"}
    elsewhere.close()


def test_a_stale_answer_is_refused_with_both_values(
    on_postgresql: Storage, owner: Actor, kept: Selection
) -> None:
    on_postgresql.save_answer(owner, kept.id, price(15.5), expected_version=0)
    with pytest.raises(Conflict) as refusal:
        on_postgresql.save_answer(owner, kept.id, price(17.25), expected_version=0)
    assert "15.5" in str(refusal.value)
    assert "17.25" in str(refusal.value)


def test_a_name_taken_twice_and_a_null_character_are_refused(
    on_postgresql: Storage, owner: Actor, kept: Selection
) -> None:
    with pytest.raises(Duplicate):
        on_postgresql.add_candidate(owner, kept.id, Candidate(id="x", name=" ATLAS "))
    with pytest.raises(Refused, match="cannot be stored"):
        on_postgresql.save_answer(owner, kept.id, price(1, note="a\x00b"), expected_version=0)


def test_a_row_locked_by_somebody_else_is_reported_after_the_wait(
    postgresql_url: str,
    owner: Actor,
    kept: Selection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "LOCK_WAIT_SECONDS", 0.2)
    storage = open_storage(postgresql_url)
    with psycopg.connect(plain(postgresql_url)) as other_program:
        other_program.execute("SELECT 1 FROM selections FOR UPDATE")
        with pytest.raises(StorageUnavailable, match="is locked: another program") as problem:
            storage.save_answer(owner, kept.id, price(1), expected_version=0)
    assert "SELECT" not in f"{problem.value} {problem.value.__cause__}".split("CONTEXT")[0]
    # Once it is free the same write succeeds.
    storage.save_answer(owner, kept.id, price(1), expected_version=0)
    storage.close()


def test_a_connection_that_the_server_closed_is_replaced_unnoticed(
    on_postgresql: Storage, owner: Actor, kept: Selection, postgresql_url: str
) -> None:
    with psycopg.connect(plain(postgresql_url), autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert on_postgresql.load(owner, kept.id) == kept


def test_a_database_that_may_only_be_read_says_so(
    postgresql_url: str, owner: Actor, kept: Selection
) -> None:
    with psycopg.connect(plain(postgresql_url), autocommit=True) as administrator:
        name = make_url(postgresql_url).database
        administrator.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    read_only = open_storage(postgresql_url)
    assert read_only.load(owner, kept.id) == kept
    with pytest.raises(StorageUnavailable, match="is read-only"):
        read_only.save_answer(owner, kept.id, price(1), expected_version=0)
    read_only.close()


def test_a_database_that_does_not_exist_is_named(postgresql_url: str) -> None:
    missing = make_url(postgresql_url).set(database="nowhere")
    settings = Settings(database_url=missing.render_as_string(hide_password=False))
    with pytest.raises(StorageUnavailable, match="nowhere"):
        open_storage(settings)


def test_a_database_of_a_newer_program_is_left_alone(postgresql_url: str, kept: Selection) -> None:
    with psycopg.connect(plain(postgresql_url), autocommit=True) as newer_program:
        newer_program.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseIsNewer, match="'9999'"):
        open_storage(postgresql_url)
