"""Files read and written by the commands, with every failure in one plain sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scorecard.cli.faults import CommandFault

LARGEST_INPUT_BYTES = 1024**3


def read_content(path: Path) -> bytes:
    """The bytes of a file; CommandFault when it is missing, a folder, empty or unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_INPUT_BYTES + 1)
    except FileNotFoundError:
        raise CommandFault(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise CommandFault(f"{path}: this is a folder; name a file in it") from None
    except OSError as problem:
        raise CommandFault(f"{path}: the file cannot be read: {problem.strerror}") from problem
    if len(content) > LARGEST_INPUT_BYTES:
        raise CommandFault(f"{path}: the file is larger than 1 GiB, so it is no selection")
    if not content or content.isspace():
        raise CommandFault(f"{path}: the file is empty")
    return content


def check_output(path: Path, *, ending: str, source: Path | None = None) -> None:
    """Refuses an output before the work is done: wrong ending, folder missing, the input itself.

    Raises CommandFault.
    """
    if path.is_dir():
        raise CommandFault(f"{path}: this is a folder; name the file to write in it")
    if not path.parent.is_dir():
        raise CommandFault(f"{path}: the folder {path.parent} does not exist; create it first")
    if not path.exists() or path.is_file():
        if path.suffix.lower() != ending:
            raise CommandFault(f"{path}: the output's name must end in {ending}")
        if path.exists() and not os.access(path, os.W_OK):
            raise CommandFault(f"{path}: the file is there and may not be written")
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise CommandFault(f"{path}: the output would replace the input; choose another name")


def write_content(path: Path, content: bytes) -> None:
    """Writes a file in one step, so that a failure leaves what was there before.

    Says on standard error what was written or replaced. Raises CommandFault.
    """
    replaced = path.exists()
    try:
        if replaced and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as problem:
        raise CommandFault(f"{path}: the file cannot be written: {problem.strerror}") from problem
    print(f"{path}: {'replaced' if replaced else 'written'}", file=sys.stderr)


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
