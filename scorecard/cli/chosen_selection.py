"""What a command works on: a selection document in a file, or a selection in the database."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.cli.faults import CommandFault
from scorecard.cli.files import read_content, write_content
from scorecard.cli.scoring_input import catalogue_of, checked_document, is_json
from scorecard.cli.stored_selections import named_selection, note_export, opened_storage
from scorecard.document import AttachedFile, Document, write_document
from scorecard.model import Answer, Attachment, Candidate, HistoryEntry, Selection, name_key
from scorecard.storage import (
    QUESTIONNAIRE,
    Storage,
    answer_subject,
    attachment_subject,
    clean_file_name,
    new_id,
)

AUTHOR = "Command line"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ReturnedFile:
    """The file that a candidate sent back, to be kept with the answers."""

    name: str
    content: bytes


class ChosenSelection(ABC):
    """A selection with its catalogue, and the way to store answers in it."""

    def __init__(self, where: str, selection: Selection, catalogue: Catalogue) -> None:
        self.where = where
        self.selection = selection
        self.catalogue = catalogue

    def candidate(self, wanted: str) -> Candidate:
        """The candidate with this name or id; CommandFault when there is none."""
        key = name_key(wanted)
        for candidate in self.selection.candidates:
            if candidate.id == wanted or name_key(candidate.name) == key:
                return candidate
        names = "; ".join(candidate.name for candidate in self.selection.candidates) or "none yet"
        raise CommandFault(f"{self.where}: there is no candidate '{wanted}'; there are: {names}")

    def kept_questionnaires(self, candidate_id: str) -> tuple[AttachedFile, ...]:
        """The questionnaires of a candidate that were taken in before, the newest first."""
        kept = [
            attachment
            for attachment in self.selection.attachments
            if attachment.candidate_id == candidate_id and attachment.question_id == QUESTIONNAIRE
        ]
        kept.sort(key=lambda attachment: attachment.added_at, reverse=True)
        return tuple(self.file(attachment) for attachment in kept)

    @abstractmethod
    def file(self, attachment: Attachment) -> AttachedFile:
        """An attached file with its bytes."""

    @abstractmethod
    def note_export(self, what: str) -> None:
        """Notes that a file of this kind left, where there is a history to note it in."""

    @abstractmethod
    def store(
        self, answers: Sequence[Answer], versions: dict[str, int], reason: str, file: ReturnedFile
    ) -> None:
        """Stores answers of one candidate and keeps the file, all of it or nothing."""


class _InDocument(ChosenSelection):
    def __init__(self, path: Path, document: Document, catalogue: Catalogue) -> None:
        super().__init__(str(path), document.selection, catalogue)
        self._path = path
        self._document = document

    def file(self, attachment: Attachment) -> AttachedFile:
        """One of the document's files."""
        return next(f for f in self._document.files if f.description.id == attachment.id)

    def note_export(self, what: str) -> None:
        """Nowhere: the document is in the hands of whoever runs the command."""

    def store(
        self, answers: Sequence[Answer], versions: dict[str, int], reason: str, file: ReturnedFile
    ) -> None:
        """Writes the document anew, in place."""
        changed = with_answers(self._document, answers, reason, file, at=datetime.now(UTC))
        write_content(self._path, write_document(changed).encode())


class _InDatabase(ChosenSelection):
    def __init__(
        self, storage: Storage, operator: Actor, selection: Selection, catalogue: Catalogue
    ) -> None:
        super().__init__(f"'{selection.title}'", selection, catalogue)
        self._storage = storage
        self._operator = operator

    def file(self, attachment: Attachment) -> AttachedFile:
        """One of the selection's files."""
        return self._storage.read_attachment(self._operator, self.selection.id, attachment.id)

    def note_export(self, what: str) -> None:
        """In the selection's history."""
        note_export(self._storage, self._operator, self.selection.id, what)

    def store(
        self, answers: Sequence[Answer], versions: dict[str, int], reason: str, file: ReturnedFile
    ) -> None:
        """Stores in the database."""
        self._storage.save_answers(
            self._operator,
            self.selection.id,
            answers,
            versions,
            reason,
            file_name=file.name,
            file_content=file.content,
        )


@contextmanager
def chosen_selection(wanted: str) -> Iterator[ChosenSelection]:
    """The document in the file of this name, or else the stored selection with this id or title.

    Raises CommandFault where there is neither, and for a file that is no selection document.
    """
    path = Path(wanted)
    if path.exists():
        content = read_content(path)
        if not is_json(content):
            raise CommandFault(
                f"{path}: questionnaires need a selection document (JSON); store the scorecard in "
                "the app first and back it up"
            )
        document = checked_document(path, content)
        yield _InDocument(path, document, catalogue_of(path, document))
        return
    if path.suffix.lower() in (".json", ".csv", ".xlsx"):
        raise CommandFault(f"{path}: there is no such file")
    with opened_storage() as (storage, operator):
        present = storage.list_selections(operator, include_archived=True)
        found = named_selection(wanted, present)
        selection = storage.load(operator, found.id)
        yield _InDatabase(storage, operator, selection, storage.catalogue(operator, found.id))


def with_answers(
    document: Document, answers: Sequence[Answer], reason: str, file: ReturnedFile, *, at: datetime
) -> Document:
    """The document with answers put in as storage would: versions, history, the file kept once."""
    selection = document.selection
    revision = selection.revision + 1
    recorded = {(a.candidate_id, a.question_id): a for a in selection.answers}
    entries = []
    for answer in answers:
        key = (answer.candidate_id, answer.question_id)
        before = recorded.get(key)
        written = answer.model_copy(update={"version": 1 + (before.version if before else 0)})
        recorded[key] = written
        entries.append(
            HistoryEntry(
                revision=revision,
                at=at,
                actor=AUTHOR,
                action="answer_saved",
                subject=answer_subject(*key),
                before=_as_json(before),
                after=_as_json(written),
                reason=reason,
            )
        )
    files, attachments = list(document.files), list(selection.attachments)
    candidate_id = answers[0].candidate_id
    sha256 = hashlib.sha256(file.content).hexdigest()
    key_of_file = (candidate_id, QUESTIONNAIRE, sha256)
    if key_of_file not in {(a.candidate_id, a.question_id, a.sha256) for a in attachments}:
        kept = Attachment(
            id=new_id(),
            candidate_id=candidate_id,
            question_id=QUESTIONNAIRE,
            name=clean_file_name(file.name),
            media_type=_XLSX,
            size_bytes=len(file.content),
            sha256=sha256,
            added_at=at,
        )
        attachments.append(kept)
        files.append(AttachedFile(kept, file.content))
        entries.append(
            HistoryEntry(
                revision=revision,
                at=at,
                actor=AUTHOR,
                action="attachment_added",
                subject=attachment_subject(kept.id),
                after=_as_json(kept),
            )
        )
    changed = selection.model_copy(
        update={
            "answers": tuple(recorded.values()),
            "attachments": tuple(attachments),
            "revision": revision,
        }
    )
    return replace(
        document, selection=changed, files=tuple(files), history=(*document.history, *entries)
    )


def _as_json(record: Answer | Attachment | None) -> dict[str, object] | None:
    if record is None:
        return None
    content: dict[str, object] = record.model_dump(mode="json", exclude_defaults=True)
    return content
