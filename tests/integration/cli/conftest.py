"""The command line as a person calls it: arguments in, exit code, output and messages out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from scorecard.cli import main

AS_OF = "2026-11-22"


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, standard error."""

    code: int
    output: str
    messages: str

    @property
    def message(self) -> str:
        """The one line on standard error."""
        lines = self.messages.splitlines()
        assert len(lines) == 1, self.messages
        return lines[0]


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command inside the test's process."""

    def run(*arguments: object) -> Outcome:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def program() -> Command:
    """Runs a command as a process of its own, as a shell does."""

    def run(*arguments: object, **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "scorecard", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh database file that the settings of this test name."""
    path = tmp_path / "database" / "test.sqlite3"
    path.parent.mkdir()
    monkeypatch.setenv("SCORECARD_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("SCORECARD_MODE", raising=False)
    return path
