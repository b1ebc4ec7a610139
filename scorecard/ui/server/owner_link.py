"""The owner link that mode `links` prints at its first start, as Jupyter prints its token."""

from __future__ import annotations

import os

from scorecard.access import Actor, Role
from scorecard.settings import Settings
from scorecard.sharing import new_token
from scorecard.storage import Link, Storage

NEW_OWNER_LINK_VARIABLE = "SCORECARD_NEW_OWNER_LINK"
OWNER_LABEL = "Owner"

_SERVER = Actor(name="Server", role=Role.OWNER)


def owner_link_message(storage: Storage, settings: Settings) -> str:
    """What the server prints about the owner link; makes the link when there is none yet.

    Only its SHA-256 is kept, so that it can be printed once. SCORECARD_NEW_OWNER_LINK=1 makes
    another one and revokes the one before, which ends its sessions.
    """
    present = _server_made_links(storage)
    if present and os.environ.get(NEW_OWNER_LINK_VARIABLE, "") in ("", "0"):
        return (
            "Owner link: the one printed at the first start still works. "
            f"If it is lost, start once with {NEW_OWNER_LINK_VARIABLE}=1 to replace it."
        )
    for link in present:
        storage.revoke_link(_SERVER, None, link.id)
    token, sha256 = new_token()
    storage.create_link(_SERVER, None, token_sha256=sha256, role=Role.OWNER, label=OWNER_LABEL)
    return f"Owner link (keep it): {join_address(settings, token)}"


def join_address(settings: Settings, token: str) -> str:
    """The address that turns a personal link's token into a session."""
    return f"{settings.public_url}/join/{token}"


def _server_made_links(storage: Storage) -> tuple[Link, ...]:
    return tuple(
        link
        for link in storage.list_links(_SERVER, None)
        if link.created_by == _SERVER.name and link.revoked_at is None
    )
