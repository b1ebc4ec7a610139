"""`serve`: starts the app, on this machine only unless it is to be shared by links."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import scorecard
from scorecard.cli.faults import CommandFault
from scorecard.settings import (
    MODE_VARIABLE,
    PUBLIC_URL_VARIABLE,
    Mode,
    Settings,
    SettingsError,
    load_settings,
)

LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - links and sign-in guard the app in the other modes
ADDRESS_VARIABLE = "STREAMLIT_SERVER_ADDRESS"


def serve(port: int, *, share: bool) -> int:
    """Replaces this process by the app's server; CommandFault when it cannot start."""
    environment = dict(os.environ)
    if share:
        environment[MODE_VARIABLE] = Mode.LINKS.value
        if not environment.get(PUBLIC_URL_VARIABLE, "").strip():
            environment[PUBLIC_URL_VARIABLE] = f"http://{_network_address()}:{port}"
    try:
        settings = load_settings(environment)
    except SettingsError as problem:
        raise CommandFault(str(problem)) from problem
    address = LOOPBACK
    if settings.mode is not Mode.LOCAL:
        address = environment.get(ADDRESS_VARIABLE) or EVERY_ADDRESS
    command = (
        *(sys.executable, "-m", "streamlit", "run", str(_app_file())),
        f"--server.address={address}",
        f"--server.port={port}",
        "--logger.hideWelcomeMessage=true",
        *_public_options(settings),
    )
    _check_port(address, port)
    _announce(settings, port)
    if sys.platform == "win32":
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    os.execve(sys.executable, command, environment)  # noqa: S606 - signals reach the server itself


def _public_options(settings: Settings) -> tuple[str, ...]:
    """Tells Streamlit the public address, which it would otherwise ask a service elsewhere for."""
    if settings.mode is Mode.LOCAL or not settings.public_url:
        return ()
    parts = urlsplit(settings.public_url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as problem:
        raise CommandFault(f"{PUBLIC_URL_VARIABLE} is '{settings.public_url}': {problem}") from None
    return (f"--browser.serverAddress={parts.hostname}", f"--browser.serverPort={port}")


def _announce(settings: Settings, port: int) -> None:
    lines = [f"Partner scorecard: http://{LOOPBACK}:{port} (stop it with Ctrl-C)"]
    if settings.mode is not Mode.LOCAL:
        lines = [
            f"Partner scorecard: {settings.public_url} (stop it with Ctrl-C)",
            f"If others reach it at another address, set {PUBLIC_URL_VARIABLE} to that address.",
        ]
        if settings.public_url.startswith("http://"):
            lines.append("The address is not encrypted: use it in a network that you trust only.")
    lines.append(f"The data is kept in {settings.database_label}")
    print("\n".join(lines), file=sys.stderr, flush=True)


def _network_address() -> str:
    """The address of this machine in its network; the loopback where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting a datagram socket only chooses the way out.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def _app_file() -> Path:
    app = Path(scorecard.__file__).resolve().parents[1] / "app.py"
    if not app.is_file():
        raise CommandFault(f"{app}: the app's entry file is missing; run it from the source folder")
    return app


def _check_port(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise CommandFault(
                f"port {port} cannot be used ({problem.strerror}); stop what runs there or choose "
                f"another: make run PORT=8600, or python -m scorecard serve --port 8600"
            ) from problem
