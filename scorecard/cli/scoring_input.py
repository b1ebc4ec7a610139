"""What a command is asked to score: a selection document, or an existing scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard.catalogue import Catalogue, load_catalogue, selection_faults
from scorecard.catalogue.checks import CatalogueFault
from scorecard.cli.faults import CommandFault, first_of
from scorecard.cli.files import read_content
from scorecard.document import Document, read_document
from scorecard.model import HistoryEntry, Selection

if TYPE_CHECKING:
    from scorecard.evaluation import Evaluation

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class ScoringInput:
    """A selection with the catalogue that it is judged against, fit to be evaluated.

    `messages` are what reading an existing scorecard had to say, such as rescaled weights;
    `is_document` tells a selection document from a scorecard.
    """

    path: Path
    selection: Selection
    catalogue: Catalogue
    history: tuple[HistoryEntry, ...]
    messages: tuple[str, ...]
    is_document: bool


def read_scoring_input(path: Path, as_of: date) -> ScoringInput:
    """Reads a file, whatever its ending, and checks that it can be evaluated.

    Raises CommandFault with file and place for anything that cannot.
    """
    content = read_content(path)
    if is_json(content):
        document = checked_document(path, content)
        messages: tuple[str, ...] = ()
    else:
        document, messages = _existing_scorecard(path, content, as_of)
    return ScoringInput(
        path=path,
        selection=document.selection,
        catalogue=catalogue_of(path, document),
        history=document.history,
        messages=messages,
        is_document=is_json(content),
    )


def is_json(content: bytes) -> bool:
    """Whether a file's content begins as JSON does: with a brace or a square bracket."""
    head = content[:1024].removeprefix(_UTF_8_MARK)
    if head.startswith(_UTF_16_MARKS):
        head = head[2:].replace(b"\0", b"")
    return head.lstrip()[:1] in (b"{", b"[")


def checked_document(path: Path, content: bytes) -> Document:
    """The selection document in a file; CommandFault when it is none, or a damaged one."""
    try:
        return read_document(content)
    except ValueError as problem:
        raise CommandFault(f"{path}: {problem}") from problem


def catalogue_of(path: Path, document: Document) -> Catalogue:
    """The document's own catalogue or the shipped one, which the selection is checked against.

    Raises CommandFault when the selection does not fit it.
    """
    catalogue = document.catalogue or shipped_catalogue()
    faults = selection_faults(document.selection, catalogue)
    if faults:
        raise CommandFault(f"{path}: {first_of(faults)}")
    return catalogue


def shipped_catalogue() -> Catalogue:
    """The catalogue that the program ships; CommandFault when its files are damaged."""
    try:
        return load_catalogue()
    except CatalogueFault as problem:
        faults = first_of(tuple(str(fault) for fault in problem.faults))
        raise CommandFault(f"the catalogue is damaged: {faults}; run check-data") from problem


def evaluated(given: ScoringInput, as_of: date) -> Evaluation:
    """The evaluation of what was read; CommandFault where its own catalogue is unusable."""
    from scorecard.evaluation import evaluate

    try:
        return evaluate(given.selection, given.catalogue, as_of=as_of)
    except (LookupError, ArithmeticError, TypeError, ValueError) as problem:
        # The shipped catalogue is checked; one inside a file may name figures and parameters
        # that no check of references can know.
        raise CommandFault(
            f"{given.path}: the catalogue in this file cannot be applied: {problem}"
        ) from problem


def _existing_scorecard(
    path: Path, content: bytes, as_of: date
) -> tuple[Document, tuple[str, ...]]:
    from scorecard.excel import ScorecardFault, read_existing_scorecard

    created_at = datetime.combine(as_of, time(), tzinfo=UTC)
    try:
        imported = read_existing_scorecard(content, str(path), created_at=created_at)
    except ScorecardFault as problem:
        raise CommandFault(str(problem)) from problem
    return imported.document, imported.messages
