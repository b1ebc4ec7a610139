"""What app.py puts together: settings, routes and middleware, and the checks before the start."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from scorecard.settings import Mode, Settings, SettingsError, load_settings
from scorecard.storage import Storage, StorageError
from scorecard.ui import state
from scorecard.ui.server import joining
from scorecard.ui.server.guard import Guard, is_loopback
from scorecard.ui.server.headers import SecurityHeaders
from scorecard.ui.server.owner_link import owner_link_message
from scorecard.ui.server.plain_pages import foreign_address_message
from scorecard.ui.server.sessions import session_link_sha256

Lifespan = Callable[[st.App], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class ServerParts:
    """What surrounds the pages: the arguments of st.App."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Lifespan


def server_parts() -> ServerParts:
    """Reads the settings and puts the server together.

    Ends the program with a message, before anything is served, when a setting cannot be used or
    when mode `local` is started on another address than this machine's own.
    """
    try:
        settings = load_settings()
    except SettingsError as problem:
        sys.exit(str(problem))
    address = st.get_option("server.address")
    if settings.mode is Mode.LOCAL and not _is_own_address(address):
        sys.exit(foreign_address_message(address or "every address of this machine"))

    def has_session(cookies: Mapping[str, str]) -> bool:
        return session_link_sha256(settings, cookies) is not None

    return ServerParts(
        routes=joining.routes(settings, state.storage),
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                Guard,
                mode=settings.mode,
                public_url=settings.public_url,
                has_session=has_session,
            ),
        ],
        lifespan=_lifespan(settings, state.storage),
    )


def _is_own_address(address: str | None) -> bool:
    return address is not None and (address == "localhost" or is_loopback(address.strip("[]")))


def _lifespan(settings: Settings, storage: Callable[[], Storage]) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        if settings.mode is Mode.LINKS:
            sys.stdout.write(f"\n  {await run_in_threadpool(_message)}\n\n")
            sys.stdout.flush()
        yield

    def _message() -> str:
        try:
            return owner_link_message(storage(), settings)
        except StorageError as problem:
            return f"No owner link could be made: {problem}"

    return lifespan
