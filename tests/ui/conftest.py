"""What every test of a page begins with."""

from pathlib import Path

import pytest
from pages import use_database

from scorecard.storage import Storage


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Storage:
    """An empty database of the test's own, which the pages use."""
    return use_database(monkeypatch, tmp_path)
