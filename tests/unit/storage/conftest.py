"""A storage in a real SQLite file, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from building import atlas_and_borealis, quality_and_price

from scorecard.access import Actor, Role, local_operator
from scorecard.catalogue import Catalogue
from scorecard.model import Selection
from scorecard.storage import Storage, open_storage


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.sqlite3"


@pytest.fixture
def storage(database_file: Path, clock: Clock) -> Iterator[Storage]:
    opened = open_storage(f"sqlite:///{database_file}", now=clock)
    yield opened
    opened.close()


@pytest.fixture
def owner() -> Actor:
    return local_operator("Ana")


@pytest.fixture
def colleague() -> Actor:
    return Actor(name="Ben", role=Role.OWNER)


@pytest.fixture
def catalogue() -> Catalogue:
    return quality_and_price()


@pytest.fixture
def selection() -> Selection:
    return atlas_and_borealis()


@pytest.fixture
def stored(storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue) -> Selection:
    return storage.create_selection(owner, selection, catalogue)


@pytest.fixture
def open_again(database_file: Path, clock: Clock) -> Iterator[Callable[[], Storage]]:
    """Opens the same file once more, as another process would."""
    opened: list[Storage] = []

    def open_another() -> Storage:
        opened.append(open_storage(f"sqlite:///{database_file}", now=clock))
        return opened[-1]

    yield open_another
    for storage in opened:
        storage.close()
