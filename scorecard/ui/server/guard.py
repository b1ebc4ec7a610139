"""Who may talk to the server at all, decided before Streamlit sees a request or a websocket."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from scorecard.settings import Mode
from scorecard.ui.server.plain_pages import foreign_page

_OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)

# Tunnels and proxies add these. Whatever comes through one was not sent by this machine's browser,
# although it arrives from the loopback address and may carry any Host.
_FORWARDING_HEADERS = frozenset(
    {
        *("forwarded", "via", "cdn-loop", "x-real-ip", "x-client-ip", "x-cluster-client-ip"),
        *("true-client-ip", "x-original-host", "x-original-url", "x-proxyuser-ip"),
        *("x-amzn-trace-id", "x-cloud-trace-context"),
    }
)
_FORWARDING_PREFIXES = (
    *("x-forwarded", "x-original-forwarded", "cf-", "ngrok-", "x-ngrok-", "tailscale-", "fly-"),
    *("x-envoy-", "x-azure-", "x-arr-", "x-ms-proxy", "x-vercel-", "x-appengine-", "x-tunnel-"),
)
_HARMLESS_METHODS = ("GET", "HEAD")


def is_own_host(host: str) -> bool:
    """Whether a Host header names this machine's loopback, with any port."""
    return _OWN_HOST.fullmatch(host) is not None


def forwarding_header(headers: Headers) -> str:
    """The first header that only a tunnel or proxy adds, or ''."""
    for name in headers:
        if name in _FORWARDING_HEADERS or name.startswith(_FORWARDING_PREFIXES):
            return str(name)
    return ""


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own; host names are not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return bool((mapped or parsed).is_loopback)


def origin_of(url: str) -> str:
    """An address's origin as browsers write it: in lower case, without the usual port."""
    parts = urlsplit(url.lower())
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual) if usual else parts.netloc}"


class Guard:
    """Refuses what must not reach Streamlit.

    In mode `local`: another Host, another sender than this machine, anything that came through a
    tunnel or proxy. In every mode: websockets and changes that another site's page sends, and the
    server's metrics. In mode `links`: the agent API, and uploads without a session, because
    whoever has no session has nothing to upload.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        mode: Mode,
        public_url: str = "",
        has_session: Callable[[Mapping[str, str]], bool],
    ) -> None:
        """`has_session` tells from a request's cookies whether its sender joined by a link."""
        self._app = app
        self._mode = mode
        self._has_session = has_session
        self._public_origin = origin_of(public_url) if public_url else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the refused requests and passes the others on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        if refusal is None:
            await self._app(self._with_own_host(scope), receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:
            await _refuse_websocket(receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if self._mode is Mode.LOCAL and not _is_from_this_machine(scope, headers):
            return HTMLResponse(foreign_page(), status_code=403)
        if not self._origin_fits(scope, headers):
            return PlainTextResponse("Requests from other sites are refused.", status_code=403)
        if self._is_hidden(scope, headers):
            return PlainTextResponse("Not found", status_code=404)
        return None

    def _origin_fits(self, scope: Scope, headers: Headers) -> bool:
        origin = headers.get("origin", "").lower()
        if not origin or (scope["type"] == "http" and scope["method"] in _HARMLESS_METHODS):
            return True
        own = headers.get("host", "").lower()
        return urlsplit(origin).netloc == own or origin == self._public_origin

    def _is_hidden(self, scope: Scope, headers: Headers) -> bool:
        path = scope["path"].rstrip("/")
        if path.endswith("/_stcore/metrics"):
            return True
        if self._mode is Mode.LOCAL:
            return False
        if "/_stcore/agent" in path:
            return True
        uploads = "/_stcore/upload_file/" in path
        return uploads and not self._has_session(cookie_parser(headers.get("cookie", "")))

    def _with_own_host(self, scope: Scope) -> Scope:
        """Behind a proxy that replaces the Host, Streamlit would refuse the page's own websocket.

        The public origin was checked above; Streamlit compares the Origin with the Host.
        """
        headers = Headers(scope=scope)
        if scope["type"] != "websocket" or headers.get("origin", "").lower() != self._public_origin:
            return scope
        host = urlsplit(self._public_origin).netloc.encode("latin-1")
        kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
        return {**scope, "headers": [*kept, (b"host", host)]}


def _is_from_this_machine(scope: Scope, headers: Headers) -> bool:
    client = scope.get("client")
    hosts = headers.getlist("host")
    return (
        (client is None or is_loopback(client[0]))
        and len(hosts) == 1
        and is_own_host(hosts[0])
        and not forwarding_header(headers)
    )


async def _refuse_websocket(receive: Receive, send: Send) -> None:
    # Closing before accepting is answered with 403 by the server.
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": ""})
