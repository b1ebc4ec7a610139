"""The server as a person would start it, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from integration.server.raw_http import ask

REPOSITORY = Path(__file__).parents[3]
START_SECONDS = 60


@dataclass(frozen=True)
class RunningServer:
    """A server that answers: its process and port, what it has printed, and its database."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path
    database_url: str

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        """All that it has printed so far."""
        return self.output.read_text("utf-8")

    def stop(self) -> None:
        """Stops it by its process id and waits until it is gone."""
        self.process.terminate()
        self.process.wait(timeout=20)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(port: int, *options: str) -> list[str]:
    """`streamlit run app.py` on this port."""
    app = str(REPOSITORY / "app.py")
    return [sys.executable, "-m", "streamlit", "run", app, f"--server.port={port}", *options]


def environment(database_url: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with nothing of the application in it but what is given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SCORECARD_", "STREAMLIT_"))}
    return kept | {"SCORECARD_DATABASE_URL": database_url} | dict(more or {})


def launch(
    folder: Path, more: Mapping[str, str] | None = None, *, database_url: str, port: int
) -> RunningServer:
    """Starts a server and waits until it answers; raises RuntimeError with what it printed."""
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(
            command(port),
            cwd=REPOSITORY,
            env=environment(database_url, more),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    server = RunningServer(process, port, output, database_url)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if ask(port, "/health").status == 200:
                return server
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the server did not start; it printed:\n{server.printed()}")
