"""The app in a process of its own, which a test may kill and start again on the same address."""

from __future__ import annotations

import signal
from pathlib import Path

from integration.server.running_server import RunningServer, free_port, launch

from scorecard.storage import Storage, open_storage


class LiveApp:
    """A server on a port of its own with an SQLite file in a folder of the test.

    `for_links`: it runs as `make share` runs it, for people with links, at its own address.
    """

    def __init__(self, folder: Path, *, for_links: bool = False) -> None:
        self._folder = folder
        self._port = free_port()
        self._server: RunningServer | None = None
        self.database_url = f"sqlite:///{folder / 'scorecard.sqlite3'}"
        self.url = f"http://127.0.0.1:{self._port}"
        links = {"SCORECARD_MODE": "links", "SCORECARD_PUBLIC_URL": self.url}
        self._environment = links if for_links else {}

    def start(self) -> None:
        """Starts it and waits until it answers."""
        self._server = launch(
            self._folder, self._environment, database_url=self.database_url, port=self._port
        )

    def printed(self) -> str:
        """All that it has printed since it was started last."""
        assert self._server is not None, "it is not running"
        return self._server.printed()

    def freeze(self) -> None:
        """Stops it from answering while its connections stay open, as an overloaded one would."""
        assert self._server is not None, "it is not running"
        self._server.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Lets it go on after `freeze`: all that was sent meanwhile arrives at once."""
        assert self._server is not None, "it is not running"
        self._server.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Ends its process at once, as a power cut would; the database file stays."""
        assert self._server is not None, "it is not running"
        self._server.process.kill()
        self._server.process.wait(timeout=20)
        self._server = None

    def restart(self) -> None:
        """Kills it and starts it on the same address with the same file."""
        self.kill()
        self.start()

    def stop(self) -> None:
        """Ends it where it is running."""
        if self._server is not None:
            self.kill()

    def storage(self) -> Storage:
        """The database through a connection of the test's own."""
        return open_storage(self.database_url)
