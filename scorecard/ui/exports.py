"""Remembers in the history that a file left, so that an erasure can list it later."""

from __future__ import annotations

from scorecard.access import Actor
from scorecard.storage import StorageUnavailable
from scorecard.ui import state
from scorecard.ui.uninterrupted import uninterrupted


@uninterrupted
def note_export(actor: Actor, selection_id: str, what: str) -> None:
    """Notes an export of the kind `what`; a database that is busy keeps nobody from the file."""
    try:
        state.storage().note_export(actor, selection_id, what)
    except StorageUnavailable:
        return


@uninterrupted
def note_shared_download(share_sha256: str, what: str) -> None:
    """Notes what leaves through a share link; AccessDenied when it was closed meanwhile."""
    storage = state.storage()
    try:
        link = storage.find_link(share_sha256)
        if link is not None:
            storage.note_shared_download(link.actor(), what)
    except StorageUnavailable:
        return
