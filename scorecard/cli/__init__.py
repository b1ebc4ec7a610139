"""The command line: `python -m scorecard`."""

from scorecard.cli.commands import main

__all__ = ["main"]
