"""Security headers on every answer, by a middleware that touches nothing but the headers."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy() -> str:
    """The policy for Streamlit's page as installed.

    Scripts come from this server alone. The page has one inline script, admitted by its hash,
    which is computed here because it changes with Streamlit's version. `connect-src 'self'`
    covers the websocket too. Streamlit sets styles inline; that cannot be avoided.
    """
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    hashes = " ".join(f"'sha256-{h}'" for h in inline_script_hashes(index.read_text("utf-8")))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes} 'wasm-unsafe-eval'".replace("  ", " "),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def inline_script_hashes(html: str) -> tuple[str, ...]:
    """The SHA-256 of each inline script of a page, in base64, as a policy names it."""
    return tuple(
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
        for script in _INLINE_SCRIPT.findall(html)
    )


class SecurityHeaders:
    """Adds the headers to every HTTP answer; websockets and start-up pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and puts the headers on the answer's first message."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)
