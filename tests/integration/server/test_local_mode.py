"""Mode local: open to this machine's browser, closed to everything else."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit
from integration.server.raw_http import ask, open_websocket
from integration.server.running_server import (
    REPOSITORY,
    RunningServer,
    command,
    environment,
    free_port,
)


@pytest.fixture(scope="module")
def server(start_server: Callable[..., RunningServer]) -> RunningServer:
    return start_server()


@pytest.mark.parametrize("path", ["/", "/health", "/_stcore/health", "/join/wrong", "/nowhere"])
def test_every_answer_carries_the_security_headers(server: RunningServer, path: str) -> None:
    headers = ask(server.port, path).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "unsafe-eval'" not in policy["script-src"].replace("'wasm-unsafe-eval'", "")


def test_the_policy_admits_exactly_the_inline_scripts_of_the_installed_page(
    server: RunningServer,
) -> None:
    page = ask(server.port, "/").body
    assert page == (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts
    policy = ask(server.port, "/").headers["content-security-policy"]
    expected = {
        f"sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}" for s in scripts
    }
    assert set(re.findall(r"'(sha256-[^']+)'", policy)) == expected


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_this_machines_own_names_are_served(server: RunningServer, name: str) -> None:
    assert ask(server.port, "/health", host=f"{name}:{server.port}").status == 200


@pytest.mark.parametrize(
    "host",
    [
        "scorecard.example.com",
        "192.168.1.20:8501",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "example.com:8501@127.0.0.1",
        "0.0.0.0:8501",
    ],
)
@pytest.mark.parametrize("path", ["/", "/health", "/_stcore/health", "/join/x", "/?share=x"])
def test_another_host_is_refused_with_the_command_that_opens_the_app(
    server: RunningServer, host: str, path: str
) -> None:
    answer = ask(server.port, path, host=host)
    assert answer.status == 403
    assert "make share" in answer.body
    assert "SCORECARD_PUBLIC_URL" in answer.body
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "header",
    [
        *("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"),
        *("Via", "CF-Connecting-IP", "CF-Ray", "Cdn-Loop", "Tailscale-User-Login"),
        *("True-Client-IP", "X-Original-Host", "Ngrok-Trace-Id", "X-Envoy-External-Address"),
    ],
)
def test_what_comes_through_a_tunnel_or_proxy_is_refused(
    server: RunningServer, header: str
) -> None:
    assert ask(server.port, "/health", headers=[(header, "203.0.113.9")]).status == 403
    assert open_websocket(server.port, headers=[(header, "203.0.113.9")]) == 403


def test_two_host_headers_are_refused(server: RunningServer) -> None:
    answer = ask(server.port, "/health", headers=[("Host", "evil.example")])
    assert answer.status in (400, 403)


def test_a_websocket_needs_this_machines_host_and_the_pages_own_origin(
    server: RunningServer,
) -> None:
    own = f"127.0.0.1:{server.port}"
    assert open_websocket(server.port, origin=f"http://{own}") == 101
    assert open_websocket(server.port) == 101
    for origin in (
        "http://evil.example",
        "null",
        f"http://localhost:{server.port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
    ):
        assert open_websocket(server.port, origin=origin) == 403, origin
    assert open_websocket(server.port, host="evil.example", origin="http://evil.example") == 403


def test_another_sites_page_cannot_upload(server: RunningServer) -> None:
    path = "/_stcore/upload_file/session/file"
    foreign = [("Origin", "http://evil.example"), ("Content-Length", "0")]
    assert ask(server.port, path, method="PUT", headers=foreign).status == 403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "//_stcore/metrics"])
def test_the_servers_metrics_are_answered_to_nobody(server: RunningServer, path: str) -> None:
    answer = ask(server.port, path)
    assert answer.status in (400, 404)
    assert "TYPE" not in answer.body


def test_health_says_that_the_server_is_alive(server: RunningServer) -> None:
    answer = ask(server.port, "/health")
    assert (answer.status, answer.body) == (200, '{"status":"ok"}')


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104 - it must not be served
def test_starting_on_another_address_is_refused_with_the_command_that_opens_the_app(
    tmp_path: Path, address: str
) -> None:
    finished = subprocess.run(
        command(free_port(), f"--server.address={address}", "--browser.serverAddress=localhost"),
        cwd=REPOSITORY,
        env=environment(f"sqlite:///{tmp_path / 'scorecard.sqlite3'}"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode != 0
    assert f"does not listen on {address}" in finished.stderr
    assert "make share" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_setting_that_cannot_be_used_ends_the_start_with_one_message(tmp_path: Path) -> None:
    finished = subprocess.run(
        command(free_port()),
        cwd=REPOSITORY,
        env=environment(
            f"sqlite:///{tmp_path / 'scorecard.sqlite3'}", {"SCORECARD_MODE": "everybody"}
        ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode != 0
    assert "SCORECARD_MODE" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_every_option_of_the_configuration_is_one_that_streamlit_knows() -> None:
    config = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=REPOSITORY,
        env=environment("sqlite:////nowhere"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "not a valid config option" not in shown.stdout + shown.stderr
    # Streamlit says of each option where its value comes from.
    taken = shown.stdout.count("The value below was set in")
    assert taken == sum(_option_count(section) for section in config.values())


def _option_count(section: dict[str, object]) -> int:
    return sum(_option_count(v) if isinstance(v, dict) else 1 for v in section.values())
