"""Attached files: certificates, questionnaires, quotes, kept with name, type, size and SHA-256."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from sqlalchemy import delete, exists, insert, select

from scorecard.access import Action, Actor
from scorecard.document import AttachedFile
from scorecard.model import Attachment
from scorecard.storage import schema
from scorecard.storage.answers import forget_file
from scorecard.storage.change import Change, Desk
from scorecard.storage.errors import (
    InvalidName,
    NotFound,
    Refused,
    Saved,
    StorageUnavailable,
    TooLarge,
    no_such_candidate,
)
from scorecard.storage.history import ATTACHMENT_REMOVED, attachment_subject
from scorecard.storage.rows import (
    ATTACHMENT_COLUMNS,
    as_json,
    attachment_values,
    attachments_from,
    new_id,
)

_NAME_LIMIT_CHARACTERS = 150
_EXTENSION_LIMIT_CHARACTERS = 16
_BYTES_PER_MIB = 1024 * 1024
# What some file system or browser takes for more than a letter of a name.
_UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*]')
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,80}/[a-z0-9][a-z0-9.+-]{0,80}")
_UNKNOWN_MEDIA_TYPE = "application/octet-stream"


class AttachmentMethods(Desk):
    """Keeping files. They are data only: nothing here opens or runs them."""

    def add_attachment(
        self,
        actor: Actor,
        selection_id: str,
        *,
        candidate_id: str,
        question_id: str,
        name: str,
        media_type: str,
        content: bytes,
    ) -> Attachment:
        """Keeps a file with an answer and returns its description.

        Raises TooLarge above the limit, Refused for an empty file, InvalidName for a name of which
        nothing is left once folders and control characters are taken away.
        """
        with self._changing(actor, Action.EDIT_ATTACHMENTS, selection_id) as change:
            check_size(name, content, self._attachment_limit_bytes)
            return keep_file(
                change,
                candidate_id=candidate_id,
                question_id=question_id,
                name=name,
                media_type=media_type,
                content=content,
            )

    def read_attachment(self, actor: Actor, selection_id: str, attachment_id: str) -> AttachedFile:
        """A file with its bytes, which are compared with the recorded SHA-256."""
        with self._reading(actor, Action.READ_ATTACHMENT, selection_id) as connection:
            found = attachments_from(
                connection.execute(
                    select(*ATTACHMENT_COLUMNS).where(
                        schema.attachments.c.selection_id == selection_id,
                        schema.attachments.c.id == attachment_id,
                    )
                )
            )
            if not found:
                raise _no_such_file()
            content = connection.execute(
                select(schema.attachment_contents.c.content).where(
                    schema.attachment_contents.c.selection_id == selection_id,
                    schema.attachment_contents.c.attachment_id == attachment_id,
                )
            ).scalar_one()
        if hashlib.sha256(content).hexdigest() != found[0].sha256:
            raise StorageUnavailable(
                f"The file '{found[0].name}' is damaged in the database: its bytes do not match "
                "the recorded SHA-256. Ask for the file again, or restore it from a backup."
            )
        return AttachedFile(description=found[0], content=content)

    def remove_attachment(
        self, actor: Actor, selection_id: str, attachment_id: str, *, reason: str = ""
    ) -> Saved:
        """Deletes a file for good; the history keeps its name, size and SHA-256.

        Answers that named it as their proof name no file afterwards, in the same change.
        """
        with self._changing(actor, Action.EDIT_ATTACHMENTS, selection_id) as change:
            here = (
                schema.attachments.c.selection_id == selection_id,
                schema.attachments.c.id == attachment_id,
            )
            found = attachments_from(
                change.connection.execute(select(*ATTACHMENT_COLUMNS).where(*here))
            )
            if not found:
                raise _no_such_file()
            change.connection.execute(delete(schema.attachments).where(*here))
            change.record(
                ATTACHMENT_REMOVED,
                attachment_subject(attachment_id),
                before=as_json(found[0]),
                reason=reason,
            )
            forget_file(change, found[0].candidate_id, attachment_id, reason)
            return change.saved(0)


def keep_file(
    change: Change,
    *,
    candidate_id: str,
    question_id: str,
    name: str,
    media_type: str,
    content: bytes,
) -> Attachment:
    """Keeps a file within an open change, and remembers it in the history.

    Raises InvalidName, and NotFound for a candidate that is unknown or removed.
    """
    selection_id = change.selection_id
    attachment = Attachment(
        id=new_id(),
        candidate_id=candidate_id,
        question_id=question_id,
        name=clean_file_name(name),
        media_type=clean_media_type(media_type),
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=change.at,
    )
    known = change.connection.execute(
        select(
            exists().where(
                schema.candidates.c.selection_id == selection_id,
                schema.candidates.c.id == candidate_id,
                schema.candidates.c.removed_at.is_(None),
            )
        )
    ).scalar()
    if not known:
        raise no_such_candidate()
    change.connection.execute(
        insert(schema.attachments).values(
            selection_id=selection_id, **attachment_values(attachment)
        )
    )
    change.connection.execute(
        insert(schema.attachment_contents).values(
            selection_id=selection_id, attachment_id=attachment.id, content=content
        )
    )
    change.record("attachment_added", attachment_subject(attachment.id), after=as_json(attachment))
    return attachment


def check_size(name: str, content: bytes, limit_bytes: int) -> None:
    """Refuses an empty file and one above the limit, with both sizes."""
    if not content:
        raise Refused(
            "The file is empty. Check that it was saved completely, then attach it again."
        )
    if len(content) > limit_bytes:
        raise TooLarge(
            f"The file has {len(content) / _BYTES_PER_MIB:,.1f} MiB; the limit is "
            f"{limit_bytes / _BYTES_PER_MIB:,.0f} MiB. Attach a smaller file, or only the pages "
            "that matter."
        )


def clean_file_name(name: str) -> str:
    """The last part of a name, safe on every system: no folders, no control characters.

    A long name is cut before its extension. Raises InvalidName when nothing is left.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Categories C…: control and format characters, among them those that reverse the direction
    # of writing and so disguise an extension; also unassigned ones and halves of pairs.
    visible = "".join(c for c in last if not unicodedata.category(c).startswith("C"))
    cleaned = " ".join(_UNSAFE_IN_NAMES.sub("_", visible).split()).strip(". ")
    if not cleaned.strip("_"):
        raise InvalidName("The file has no usable name. Rename it, then attach it again.")
    if len(cleaned) > _NAME_LIMIT_CHARACTERS:
        stem, dot, extension = cleaned.rpartition(".")
        if not dot or len(extension) > _EXTENSION_LIMIT_CHARACTERS:
            return cleaned[:_NAME_LIMIT_CHARACTERS].strip(". ")
        return f"{stem[: _NAME_LIMIT_CHARACTERS - len(extension) - 1].rstrip('. ')}.{extension}"
    return cleaned


def clean_media_type(media_type: str) -> str:
    """The media type in lower case without parameters, or the unknown one."""
    candidate = media_type.partition(";")[0].strip().lower()
    return candidate if _MEDIA_TYPE.fullmatch(candidate) else _UNKNOWN_MEDIA_TYPE


def _no_such_file() -> NotFound:
    return NotFound("There is no such file in this selection, or it was removed.")
