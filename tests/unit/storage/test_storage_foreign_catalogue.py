"""A selection whose catalogue another program version wrote is named, not a traceback."""

import json
import sqlite3

import pytest
from building import number_catalogue, number_selection

from scorecard.access import local_operator
from scorecard.storage import StorageUnavailable, open_storage


def test_a_catalogue_that_cannot_be_read_is_said_in_words(tmp_path):
    file = tmp_path / "s.sqlite3"
    url = f"sqlite:///{file}"
    storage = open_storage(url)
    selection = number_selection({"Atlas": [1.0]}, {"a": 1.0})
    storage.create_selection(local_operator(), selection, number_catalogue({"a": (0.0, 100.0)}))
    storage.close()
    with sqlite3.connect(file) as connection:
        (content,) = connection.execute("SELECT content FROM catalogues").fetchone()
        damaged = json.dumps({k: v for k, v in json.loads(content).items() if k != "settings"})
        connection.execute("UPDATE catalogues SET content = ?", (damaged,))
    with pytest.raises(StorageUnavailable, match="cannot read") as refusal:
        open_storage(url).catalogue(local_operator(), selection.id)
    assert "settings" not in str(refusal.value)
