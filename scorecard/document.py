"""The versioned JSON document of a selection: backup, hand-over, test input, snapshot."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from scorecard.catalogue import Catalogue
from scorecard.model import (
    Answer,
    Attachment,
    Candidate,
    Debriefing,
    ErasedMark,
    HistoryEntry,
    Scenario,
    SealedAward,
    Selection,
)

FORMAT = "partner-scorecard/selection"
FORMAT_VERSION = 1


class DocumentFaultError(ValueError):
    """The text is not a selection document, or a damaged one; the message says what is wrong."""


@dataclass(frozen=True)
class AttachedFile:
    """An attachment with its bytes."""

    description: Attachment
    content: bytes


@dataclass(frozen=True)
class RemovedCandidate:
    """A candidate that was taken out and can be brought back, with all that it left."""

    candidate: Candidate
    removed_at: datetime
    answers: tuple[Answer, ...] = ()
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True)
class Document:
    """A selection with everything that belongs to it, `removed` candidates included.

    `catalogue` is None where the document follows the catalogue that the program ships. `erased`
    is by what an erased candidate or person is recognised, should an older backup still hold it.
    """

    selection: Selection
    catalogue: Catalogue | None = None
    history: tuple[HistoryEntry, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    awards: tuple[SealedAward, ...] = ()
    debriefings: tuple[Debriefing, ...] = ()
    erased: tuple[ErasedMark, ...] = ()
    removed: tuple[RemovedCandidate, ...] = ()


def write_document(document: Document) -> str:
    """The document as JSON text with a trailing newline; the same document gives the same text."""
    content: dict[str, object] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "selection": document.selection.model_dump(mode="json"),
        "catalogue": (
            None if document.catalogue is None else document.catalogue.model_dump(mode="json")
        ),
        "history": [entry.model_dump(mode="json") for entry in document.history],
        "attachments": [_file_json(file) for file in document.files],
    }
    if document.scenarios:
        content["scenarios"] = [scenario.model_dump(mode="json") for scenario in document.scenarios]
    for name in ("awards", "debriefings", "erased"):
        records = getattr(document, name)
        if records:
            content[name] = [record.model_dump(mode="json") for record in records]
    if document.removed:
        content["removed"] = [_removed_json(removed) for removed in document.removed]
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_document(text: str | bytes) -> Document:
    """Reads what `write_document` wrote.

    Raises DocumentFaultError, with the place and the reason, for anything else: text that is not
    JSON, another program's JSON, a newer format version, a field that is wrong, a file whose
    bytes do not have the recorded SHA-256.
    """
    content = _parsed(text)
    version = content.get("format_version")
    if version != FORMAT_VERSION:
        raise DocumentFaultError(
            f"this document has format version {version!r}; this program reads version "
            f"{FORMAT_VERSION}: open it with the program version that wrote it"
        )
    try:
        catalogue = content.get("catalogue")
        return Document(
            selection=Selection.model_validate(content.get("selection")),
            catalogue=None if catalogue is None else Catalogue.model_validate(catalogue),
            history=tuple(HistoryEntry.model_validate(e) for e in _list(content, "history")),
            files=tuple(_file(entry) for entry in _list(content, "attachments")),
            # Documents written before there were any of these have none.
            scenarios=tuple(Scenario.model_validate(e) for e in _list(content, "scenarios")),
            awards=tuple(SealedAward.model_validate(e) for e in _list(content, "awards")),
            debriefings=tuple(Debriefing.model_validate(e) for e in _list(content, "debriefings")),
            erased=tuple(ErasedMark.model_validate(e) for e in _list(content, "erased")),
            removed=tuple(_removed(e) for e in _list(content, "removed")),
        )
    except ValidationError as problem:
        first = problem.errors()[0]
        place = " · ".join(str(part) for part in first["loc"]) or problem.title
        raise DocumentFaultError(f"{problem.title} · {place}: {first['msg']}") from problem


def _file_json(file: AttachedFile) -> dict[str, object]:
    return {
        "description": file.description.model_dump(mode="json"),
        "content_base64": base64.b64encode(file.content).decode("ascii"),
    }


def _removed_json(removed: RemovedCandidate) -> dict[str, object]:
    return {
        "candidate": removed.candidate.model_dump(mode="json"),
        "removed_at": removed.removed_at.isoformat(),
        "answers": [answer.model_dump(mode="json") for answer in removed.answers],
        "files": [_file_json(file) for file in removed.files],
    }


def _removed(entry: object) -> RemovedCandidate:
    if not isinstance(entry, dict):
        raise DocumentFaultError("a removed candidate should be an object")
    candidate = Candidate.model_validate(entry.get("candidate"))
    answers = tuple(Answer.model_validate(answer) for answer in _list(entry, "answers"))
    files = tuple(_file(file) for file in _list(entry, "files"))
    owners = [a.candidate_id for a in answers] + [f.description.candidate_id for f in files]
    if any(owner != candidate.id for owner in owners):
        raise DocumentFaultError(
            f"the removed candidate '{candidate.name}' holds an answer or a file of another "
            "candidate"
        )
    if len({answer.question_id for answer in answers}) < len(answers):
        raise DocumentFaultError(
            f"the removed candidate '{candidate.name}' answers a question twice"
        )
    try:
        removed_at = datetime.fromisoformat(str(entry.get("removed_at")))
    except ValueError as problem:
        raise DocumentFaultError(
            f"the removed candidate '{candidate.name}' has no valid 'removed_at'"
        ) from problem
    return RemovedCandidate(candidate, removed_at, answers, files)


def _parsed(text: str | bytes) -> dict[str, object]:
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        content = json.loads(decoded)
    except UnicodeDecodeError as problem:
        raise DocumentFaultError(
            "the file is not text in UTF-8, so it is no selection"
        ) from problem
    except json.JSONDecodeError as problem:
        raise DocumentFaultError(
            f"the file is not JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}"
        ) from problem
    except ValueError as problem:
        # Python refuses integers of thousands of digits.
        raise DocumentFaultError(
            f"the file holds a number that cannot be read: {problem}"
        ) from problem
    except RecursionError as problem:
        raise DocumentFaultError("the file is nested too deeply to be a selection") from problem
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DocumentFaultError(
            "the file is JSON, but not a selection document: "
            f'it should begin with "format": "{FORMAT}"'
        )
    return content


def _list(content: dict[str, object], name: str) -> list[object]:
    value = content.get(name, [])
    if not isinstance(value, list):
        raise DocumentFaultError(f"'{name}' should be a list")
    return value


def _file(entry: object) -> AttachedFile:
    if not isinstance(entry, dict):
        raise DocumentFaultError("an attachment should be an object")
    description = Attachment.model_validate(entry.get("description"))
    try:
        content = base64.b64decode(str(entry.get("content_base64", "")), validate=True)
    except binascii.Error as problem:
        raise DocumentFaultError(f"attachment '{description.name}' is damaged") from problem
    if hashlib.sha256(content).hexdigest() != description.sha256:
        raise DocumentFaultError(
            f"attachment '{description.name}' is damaged: its bytes do not match its SHA-256"
        )
    return AttachedFile(description, content)
