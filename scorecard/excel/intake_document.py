"""A document that a candidate names beside an answer: held where its file is attached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scorecard.model import Answer, Attachment, DocumentReference, Evidence


def evidence_of_document(
    named: DocumentReference | None, files: Sequence[Attachment]
) -> dict[str, Any]:
    """Evidence and document of an answer beside which a document is named.

    `files` are those attached to the answer that may be the document; one file alone is taken for
    it. A document that nobody has sent is named, and the answer stays a claim.
    """
    if named is None or not files:
        return {"evidence": Evidence.CLAIMED, "document": named}
    attachment_id = files[0].id if len(files) == 1 else None
    document = named.model_copy(update={"attachment_id": attachment_id})
    return {"evidence": Evidence.DOCUMENTED, "document": document}


def is_same_document(stored: DocumentReference | None, named: DocumentReference) -> bool:
    """Whether the document on record is the one that is named, whatever file it has."""
    return stored is not None and stored.model_copy(update={"attachment_id": None}) == named


def remark_on_document(
    named: DocumentReference | None, proposed: Answer, files: Sequence[Attachment]
) -> list[str]:
    """What is to be done about a named document: attach it, or look at what is attached."""
    if named is None or proposed.document is None:
        return []
    if proposed.evidence is Evidence.CLAIMED:
        return [
            f"recorded as claimed: attach “{named.title}” ({named.issuer}, {named.issued_on}), "
            "which makes it documented"
        ]
    if proposed.evidence is Evidence.DOCUMENTED and files:
        names = " and ".join(f"“{file.name}”" for file in files)
        are = "is" if len(files) == 1 else "are"
        return [f"{names} {are} attached: see that it is the document named"]
    return []
