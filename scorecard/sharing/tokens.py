"""Link tokens: 256 random bits for the holder, their SHA-256 for the database."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32
# A real token has 43 characters; nothing longer than this is worth hashing.
_LONGEST_TEXT_CHARACTERS = 200


def new_token() -> tuple[str, str]:
    """A new token for a link, fit for an address, and the SHA-256 that is kept of it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, token_sha256(token)


def token_sha256(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal, by which its link is looked up.

    Any text has one, so that a malformed token takes the same way as a wrong one. Looking up a
    hash tells an attacker who measures times nothing about a token.
    """
    text = token[:_LONGEST_TEXT_CHARACTERS]
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()
