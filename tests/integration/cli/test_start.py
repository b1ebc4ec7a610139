"""Starting quickly, and starting the app."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from building import number_catalogue, number_selection

from scorecard.document import Document, write_document

HEAVY = ("streamlit", "pandas", "plotly", "openpyxl", "xlsxwriter", "sqlalchemy")


def test_scoring_a_document_loads_nothing_heavy(tmp_path):
    path = tmp_path / "selection.json"
    catalogue = number_catalogue({"floor": (0, 100)})
    selection = number_selection({"Atlas": (80,)}, {"floor": 1.0})
    path.write_text(write_document(Document(selection, catalogue)), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys; from scorecard.cli import main; main(['score', sys.argv[1]]); "
            "print(*sys.modules, sep=chr(10))",
            str(path),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()}
    assert "numpy" in loaded
    assert not loaded.intersection(HEAVY)


def test_help_loads_no_numpy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scorecard", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "check-data" in done.stdout
    assert "numpy" not in done.stderr


def test_the_installed_version_is_printed(program):
    assert program("--version").output.startswith("partner-scorecard ")


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(tmp_path, port: int, *arguments: str, **environment: str):
    """The app as `serve` starts it, healthy; yields the file that takes what it prints."""
    output = tmp_path / "serve.txt"
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "scorecard", "serve", "--port", str(port), *arguments],
            env={
                **os.environ,
                "SCORECARD_DATABASE_URL": f"sqlite:///{tmp_path}/serve.sqlite3",
                **environment,
            },
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
        )
    try:
        deadline = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{port}/_stcore/health"):
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.05)
        yield output
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own server
            return answer.status == 200
    except OSError:
        return False


def test_the_app_starts_on_this_machine_only_from_any_folder(tmp_path, free_port):
    everywhere = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}  # noqa: S104 - is to be overridden
    with served(tmp_path, free_port, SCORECARD_MODE="", **everywhere) as file:
        # Another loopback address stands for another interface: nothing listens there.
        assert not answers(f"http://127.0.0.2:{free_port}/_stcore/health")
        printed = file.read_text()
    assert f"Partner scorecard: http://127.0.0.1:{free_port}" in printed
    assert f"The data is kept in {tmp_path}/serve.sqlite3" in printed


def test_sharing_listens_for_others_and_prints_an_owner_link(tmp_path, free_port):
    public = {"SCORECARD_PUBLIC_URL": "https://scorecard.example.com"}
    with served(tmp_path, free_port, "--share", **public) as file:
        assert answers(f"http://127.0.0.2:{free_port}/_stcore/health")
        printed = file.read_text()
    assert "https://scorecard.example.com/join/" in printed


def test_a_port_that_is_taken_is_said_with_what_to_do(command, database):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = command("serve", "--port", port)
    assert outcome.code == 2
    assert outcome.message.startswith(f"port {port} cannot be used (Address already in use)")
    assert "make run PORT=" in outcome.message


def test_a_setting_that_cannot_be_used_is_one_line(command, monkeypatch):
    monkeypatch.setenv("SCORECARD_MODE", "public")
    outcome = command("serve")
    assert outcome.code == 2
    assert "SCORECARD_MODE is 'public'" in outcome.message
