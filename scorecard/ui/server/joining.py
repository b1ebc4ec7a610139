"""`/join/TOKEN`: a personal link becomes a cookie, so that no token stays in the address bar."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scorecard.access import Role
from scorecard.settings import Settings
from scorecard.sharing import token_sha256
from scorecard.storage import Storage, StorageError
from scorecard.ui.server.plain_pages import STORAGE_PROBLEM_TITLE, link_problem_page, page
from scorecard.ui.server.sessions import SESSION_COOKIE, SESSION_DAYS, new_session_cookie

# No guess at 256 bits ever hits; the wait keeps a guesser from wearing out the database.
WRONG_LINK_DELAY_SECONDS = 0.5

_NEVER_KEPT = {"Cache-Control": "no-store"}


def routes(settings: Settings, storage: Callable[[], Storage]) -> list[BaseRoute]:
    """The routes beside Streamlit's own: joining by a personal link, and a sign of life."""

    async def join(request: Request) -> Response:
        sha256 = token_sha256(request.path_params.get("token", ""))
        try:
            joins = await run_in_threadpool(is_personal_link, storage, sha256)
        except StorageError as problem:
            return HTMLResponse(
                page(STORAGE_PROBLEM_TITLE, str(problem)), status_code=503, headers=_NEVER_KEPT
            )
        if not joins:
            await asyncio.sleep(WRONG_LINK_DELAY_SECONDS)
            return HTMLResponse(link_problem_page(), status_code=404, headers=_NEVER_KEPT)
        return _joined(settings, sha256)

    return [
        Route("/join", join),
        Route("/join/", join),
        Route("/join/{token:path}", join),
        Route("/health", _health),
    ]


def is_personal_link(storage: Callable[[], Storage], sha256: str) -> bool:
    """Whether a live link of an owner, evaluator or observer has this SHA-256."""
    link = storage().find_link(sha256)
    return link is not None and link.role is not Role.LINK


def _joined(settings: Settings, sha256: str) -> Response:
    public = urlsplit(settings.public_url)
    answer = RedirectResponse(f"{public.path}/", status_code=303, headers=_NEVER_KEPT)
    # Strict, although the link is usually followed from a mail: the page behind the redirect needs
    # no cookie, and its websocket, which does, is opened by the page itself.
    answer.set_cookie(
        SESSION_COOKIE,
        new_session_cookie(settings, sha256),
        max_age=SESSION_DAYS * 24 * 60 * 60,
        path="/",
        secure=public.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers=_NEVER_KEPT)
