"""Starts a Streamlit app and opens its first page as a browser does, over the websocket."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class ColdStart:
    """Milliseconds from starting the process until it is healthy, and until a page is complete."""

    health_ms: float
    first_page_ms: float


def cold_start(app: Path, environment: Mapping[str, str]) -> ColdStart:
    """Starts the app in a new process, opens its first page and stops it again."""
    started = time.perf_counter()
    with running(app, environment) as address:
        health_ms = 1000 * (time.perf_counter() - started)
        asyncio.run(_open_page(address))
        return ColdStart(health_ms, 1000 * (time.perf_counter() - started))


@contextlib.contextmanager
def running(app: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """The app on a free port of this machine, healthy; yields host and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(app)),
            "--server.address=127.0.0.1",
            f"--server.port={address.partition(':')[2]}",
            "--server.headless=true",
            "--server.fileWatcherType=none",
            "--browser.gatherUsageStats=false",
        ],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_health(process, address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for_health(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended with exit code {process.returncode}")
        with contextlib.suppress(OSError):
            url = f"http://{address}/_stcore/health"
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.005)
    raise RuntimeError("the app did not become healthy")


async def _open_page(address: str) -> None:
    async with connect(
        f"ws://{address}/_stcore/stream",
        origin=f"http://{address}",  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as socket_:
        request = BackMsg()
        request.rerun_script.query_string = ""
        await socket_.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                message = ForwardMsg()
                message.ParseFromString(await socket_.recv())
                if message.delta.new_element.WhichOneof("type") == "exception":
                    raise RuntimeError(message.delta.new_element.exception.message)
                if message.WhichOneof("type") == "script_finished":
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        raise RuntimeError("the first page did not finish")
                    return
