"""Servers for the tests of a module, stopped by their process ids when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from integration.server.running_server import RunningServer, free_port, launch

StartServer = Callable[..., RunningServer]


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Starts a server with a database of its own, or the given one; `more` is its environment."""
    started: list[RunningServer] = []

    def start(
        more: Mapping[str, str] | None = None, *, database_url: str = "", port: int = 0
    ) -> RunningServer:
        folder = tmp_path_factory.mktemp("server")
        url = database_url or f"sqlite:///{folder / 'scorecard.sqlite3'}"
        server = launch(folder, more, database_url=url, port=port or free_port())
        started.append(server)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()
