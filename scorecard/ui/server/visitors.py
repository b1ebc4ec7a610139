"""Who is in front of the page: asked at every run, before any page is registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from scorecard.access import Actor, Role, local_operator
from scorecard.settings import Mode, Settings
from scorecard.sharing import token_sha256
from scorecard.storage import Link, Storage
from scorecard.ui import state
from scorecard.ui.server.sessions import session_link_sha256

SHARE_PARAMETER = "share"


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of the page, and what may be registered for them.

    Inside: `actor` is set. With a share token: `is_stakeholder`, and only the shared page exists;
    `link` is the live link, or None when the token is wrong, expired or revoked. Neither: a
    stranger, who is asked for a link.
    """

    actor: Actor | None = None
    is_stakeholder: bool = False
    link: Link | None = None
    share_sha256: str = ""


def current_visitor() -> Visitor:
    """Who runs the page now. Raises StorageError when the database cannot be asked."""
    settings = state.settings()
    return visitor_of(
        settings,
        state.storage(),
        # Alone on a machine nobody is asked who they are.
        cookies={} if settings.mode is Mode.LOCAL else st.context.cookies.to_dict(),
        share_token=st.query_params.get(SHARE_PARAMETER),
    )


def visitor_of(
    settings: Settings, storage: Storage, *, cookies: Mapping[str, str], share_token: str | None
) -> Visitor:
    """The visitor with these cookies and this share token (None where the address has none).

    A share token comes before everything else: whoever follows a share link sees what its holders
    see, signed in or not.
    """
    if share_token is not None:
        sha256 = token_sha256(share_token)
        return Visitor(
            is_stakeholder=True, link=live_share_link(storage, sha256), share_sha256=sha256
        )
    if settings.mode is Mode.LOCAL:
        return Visitor(actor=local_operator())
    joined_by = session_link_sha256(settings, cookies)
    link = None if joined_by is None else storage.find_link(joined_by)
    return Visitor(actor=None if link is None or link.role is Role.LINK else link.actor())


def live_share_link(storage: Storage, sha256: str) -> Link | None:
    """The share link with this SHA-256 if it opens anything; never a personal link."""
    link = storage.find_link(sha256)
    return link if link is not None and link.role is Role.LINK and link.selection_id else None
