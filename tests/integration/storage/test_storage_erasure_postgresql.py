"""Erasing on PostgreSQL: what was erased is in none of its files of tables and indexes."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from unit.storage.erasure_case import CANDIDATE_ID, MARKS, NAME, assert_no_mark, filled, restored

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.document import read_document, write_document
from scorecard.model import Selection
from scorecard.storage import Storage, open_storage

# Compressed by PostgreSQL, because it is long: it cannot be looked for in the bytes.
COMPRESSED = {"zqbytes"}


@pytest.fixture
def on_postgresql(postgresql_url: str) -> Iterator[Storage]:
    opened = open_storage(postgresql_url)
    yield opened
    opened.close()


def bytes_of_all_files(url: str) -> bytes:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        rows = connection.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'i', 't') AND n.nspname IN ('public', 'pg_toast')"
        ).fetchall()
    return b"".join(row[0] for row in rows)


def test_nothing_erased_is_left_in_the_files_of_postgresql(
    on_postgresql: Storage,
    postgresql_url: str,
    owner: Actor,
    selection: Selection,
    catalogue: Catalogue,
) -> None:
    kept = on_postgresql.create_selection(owner, selection, catalogue)
    filled(on_postgresql, owner, kept.id)
    backup = write_document(on_postgresql.document(owner, kept.id))
    before = bytes_of_all_files(postgresql_url).decode("utf-8", "replace").casefold()
    assert {mark for mark in MARKS if mark not in before} <= COMPRESSED

    erased = on_postgresql.erase_candidate(
        owner, kept.id, CANDIDATE_ID, confirmation=NAME, reason="They asked for it."
    )

    assert erased.is_rewritten
    assert_no_mark(bytes_of_all_files(postgresql_url))
    copy = restored(on_postgresql, owner, read_document(backup))
    assert_no_mark(write_document(on_postgresql.document(owner, copy)))
