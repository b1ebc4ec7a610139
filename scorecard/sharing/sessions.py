"""What the cookie of somebody who joined by a personal link says, signed so that it can be trusted.

A session names the link by which it was opened (the SHA-256 of the link's token) and when it ends.
Whether the link is still open is asked of the database at every run, so that revoking a link ends
its sessions. Neither the token nor the key is in the cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime

KEY_BYTES = 32

_COOKIE = re.compile(r"(?P<link>[0-9a-f]{64})\.(?P<ends>[0-9]{1,12})\.(?P<signature>[0-9a-f]{64})")


def sign_session(link_sha256: str, ends_at: datetime, key: bytes) -> str:
    """The cookie's value for a session of the link with this SHA-256; `ends_at` has a time zone."""
    content = f"{link_sha256}.{int(ends_at.timestamp())}"
    return f"{content}.{_signature(content, key)}"


def read_session(cookie: str, key: bytes, now: datetime) -> str | None:
    """The SHA-256 of the session's link; None when the cookie is forged, damaged or has ended."""
    found = _COOKIE.fullmatch(cookie)
    if found is None:
        return None
    expected = _signature(f"{found['link']}.{found['ends']}", key)
    if not hmac.compare_digest(expected, found["signature"]):
        return None
    ends_at = datetime.fromtimestamp(int(found["ends"]), UTC)
    return found["link"] if now < ends_at else None


def _signature(content: str, key: bytes) -> str:
    return hmac.new(key, f"session:{content}".encode(), hashlib.sha256).hexdigest()
