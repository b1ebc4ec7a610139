"""Mode links: an owner link at the first start, sessions by cookie, nothing for strangers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from building import number_catalogue, number_selection
from integration.server.raw_http import Answer, ask, open_websocket
from integration.server.running_server import RunningServer, free_port

from scorecard.access import Actor, Role, SharedPart
from scorecard.settings import Mode, Settings
from scorecard.sharing import new_token, token_sha256
from scorecard.storage import Storage, open_storage
from scorecard.ui.server.plain_pages import LINK_PROBLEM_TITLE
from scorecard.ui.server.sessions import SESSION_COOKIE, session_key_file
from scorecard.ui.server.visitors import visitor_of

StartServer = Callable[..., RunningServer]

OWNER_LINK = re.compile(r"Owner link \(keep it\): (http://\S+/join/(\S+))")
PUBLIC_ORIGIN = "https://scorecard.example.com"
OWNER = Actor(name="Test", role=Role.OWNER)


def links_mode(port: int, public_url: str = "") -> dict[str, str]:
    url = public_url or f"http://127.0.0.1:{port}"
    return {"SCORECARD_MODE": "links", "SCORECARD_PUBLIC_URL": url}


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    port = free_port()
    return start_server(links_mode(port), port=port)


@pytest.fixture(scope="module")
def storage(server: RunningServer) -> Storage:
    return open_storage(server.database_url)


def owner_token(server: RunningServer) -> str:
    found = OWNER_LINK.search(server.printed())
    assert found, server.printed()
    return found[2]


def join(server: RunningServer, token: str) -> Answer:
    return ask(server.port, f"/join/{token}")


def session_of(answer: Answer) -> str:
    (cookie,) = [c for c in answer.cookies if c.startswith(f"{SESSION_COOKIE}=")]
    return cookie.split(";")[0].partition("=")[2]


def settings_of(server: RunningServer, more: dict[str, str]) -> Settings:
    return Settings(
        database_url=server.database_url, mode=Mode.LINKS, public_url=more["SCORECARD_PUBLIC_URL"]
    )


def test_the_owner_link_is_printed_once_and_only_its_hash_is_kept(server: RunningServer) -> None:
    assert len(OWNER_LINK.findall(server.printed())) == 1
    token = owner_token(server)
    folder = Path(server.database_url.removeprefix("sqlite:///")).parent
    kept = b"".join(file.read_bytes() for file in folder.glob("scorecard.sqlite3*"))
    assert token.encode() not in kept
    assert token_sha256(token).encode() in kept


def test_the_owner_link_becomes_a_cookie_that_scripts_and_other_sites_cannot_use(
    server: RunningServer,
) -> None:
    token = owner_token(server)
    answer = join(server, token)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    (cookie,) = [c for c in answer.cookies if c.startswith(f"{SESSION_COOKIE}=")]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= attributes
    # Plain http, as this server is reached: a browser would drop a Secure cookie.
    assert "secure" not in attributes
    assert token not in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_behind_https_the_cookie_is_secure_and_the_page_keeps_its_folder(
    start_server: StartServer,
) -> None:
    port = free_port()
    server = start_server(links_mode(port, f"{PUBLIC_ORIGIN}/partners"), port=port)
    printed = re.search(r"Owner link \(keep it\): (\S+)/join/(\S+)", server.printed())
    assert printed
    assert printed[1] == f"{PUBLIC_ORIGIN}/partners"
    answer = join(server, printed[2])
    assert answer.headers["location"] == "/partners/"
    assert any("secure" in cookie.lower() for cookie in answer.cookies)
    # Behind a proxy the Host may be the server's own name; the origin is still the public one.
    assert open_websocket(port, host="app:8501", origin=PUBLIC_ORIGIN) == 101
    assert open_websocket(port, host="app:8501", origin="https://evil.example") == 403


@pytest.mark.parametrize(
    "path", ["/join", "/join/", "/join/wrong", "/join/a/b", f"/join/{'x' * 5000}", "/join/%C3%A9"]
)
def test_every_link_that_does_not_work_gets_one_and_the_same_page(
    server: RunningServer, path: str
) -> None:
    answer = ask(server.port, path)
    reference = join(server, new_token()[0])
    assert (answer.status, answer.body) == (404, reference.body)
    assert LINK_PROBLEM_TITLE in answer.body
    assert not any(SESSION_COOKIE in cookie for cookie in answer.cookies)


def test_expired_revoked_and_share_links_join_nobody(
    server: RunningServer, storage: Storage
) -> None:
    reference = join(server, new_token()[0])
    revoked_token, revoked = new_token()
    link = storage.create_link(OWNER, None, token_sha256=revoked, role=Role.OWNER)
    assert join(server, revoked_token).status == 303
    storage.revoke_link(OWNER, None, link.id)

    expired_token, expired = new_token()
    past = open_storage(server.database_url, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    past.create_link(
        OWNER,
        None,
        token_sha256=expired,
        role=Role.OWNER,
        expires_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    past.close()
    for token in (revoked_token, expired_token):
        answer = join(server, token)
        assert (answer.status, answer.body) == (404, reference.body)


def test_a_session_is_the_owner_until_its_link_is_revoked(
    server: RunningServer, storage: Storage
) -> None:
    settings = settings_of(server, links_mode(server.port))
    token, sha256 = new_token()
    link = storage.create_link(
        OWNER, None, token_sha256=sha256, role=Role.OWNER, label="Second owner"
    )
    cookies = {SESSION_COOKIE: session_of(join(server, token))}
    actor = visitor_of(settings, storage, cookies=cookies, share_token=None).actor
    assert actor is not None
    assert (actor.name, actor.role, actor.selection_ids) == ("Second owner", Role.OWNER, None)

    storage.revoke_link(OWNER, None, link.id)
    assert visitor_of(settings, storage, cookies=cookies, share_token=None).actor is None


def test_without_cookie_or_with_a_forged_one_a_visitor_is_a_stranger(
    server: RunningServer, storage: Storage
) -> None:
    settings = settings_of(server, links_mode(server.port))
    good = session_of(join(server, owner_token(server)))
    forged = good[:-1] + ("0" if good[-1] != "0" else "1")
    for cookies in ({}, {SESSION_COOKIE: ""}, {SESSION_COOKIE: forged}, {"other": good}):
        visitor = visitor_of(settings, storage, cookies=cookies, share_token=None)
        assert visitor.actor is None
        assert not visitor.is_stakeholder


def test_a_personal_link_opens_no_shared_page_and_a_share_link_makes_nobody_an_owner(
    server: RunningServer, storage: Storage
) -> None:
    settings = settings_of(server, links_mode(server.port))
    owner = owner_token(server)
    visitor = visitor_of(settings, storage, cookies={}, share_token=owner)
    assert visitor.is_stakeholder
    assert visitor.link is None
    assert visitor.actor is None
    cookies = {SESSION_COOKIE: session_of(join(server, owner))}
    # Signed in or not: with a share token in the address only the shared page exists.
    visitor = visitor_of(settings, storage, cookies=cookies, share_token="wrong")
    assert visitor.is_stakeholder
    assert visitor.actor is None


def test_sessions_survive_a_restart_and_the_owner_link_is_not_printed_again(
    start_server: StartServer,
) -> None:
    port = free_port()
    first = start_server(links_mode(port), port=port)
    token = owner_token(first)
    session = session_of(join(first, token))
    first.stop()

    second = start_server(links_mode(port), database_url=first.database_url, port=port)
    assert OWNER_LINK.search(second.printed()) is None
    assert "still works" in second.printed()
    assert join(second, token).status == 303
    kept = open_storage(first.database_url)
    settings = settings_of(second, links_mode(port))
    visitor = visitor_of(settings, kept, cookies={SESSION_COOKIE: session}, share_token=None)
    assert visitor.actor is not None
    second.stop()

    third = start_server(
        links_mode(port) | {"SCORECARD_NEW_OWNER_LINK": "1"},
        database_url=first.database_url,
        port=port,
    )
    assert owner_token(third) != token
    assert join(third, token).status == 404
    visitor = visitor_of(settings, kept, cookies={SESSION_COOKIE: session}, share_token=None)
    assert visitor.actor is None
    kept.close()


def test_the_key_that_signs_sessions_can_be_read_by_its_owner_only(
    server: RunningServer,
) -> None:
    join(server, owner_token(server))
    file = session_key_file(settings_of(server, links_mode(server.port)))
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_bytes()) == 32


def test_strangers_cannot_upload_and_the_agent_api_is_closed(server: RunningServer) -> None:
    path = "/_stcore/upload_file/session/file"
    empty = [("Content-Length", "0")]
    assert ask(server.port, path, method="PUT", headers=empty).status == 404
    session = session_of(join(server, owner_token(server)))
    with_session = [*empty, ("Cookie", f"{SESSION_COOKIE}={session}")]
    # Let through to Streamlit, which misses the token of its own page.
    assert ask(server.port, path, method="PUT", headers=with_session).status == 403
    assert ask(server.port, "/_stcore/agent/interact", method="POST", headers=empty).status == 404
    assert ask(server.port, "/_stcore/agent/openapi.json").status == 404
    assert ask(server.port, "/_stcore/metrics").status == 404


def test_requests_through_a_proxy_are_served(server: RunningServer) -> None:
    forwarded = [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")]
    answer = ask(server.port, "/", host="scorecard.example.com", headers=forwarded)
    assert answer.status == 200
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_share_link_is_known_by_its_token_until_it_expires_or_is_revoked(
    server: RunningServer, storage: Storage
) -> None:
    settings = settings_of(server, links_mode(server.port))
    selection_id = _a_selection(storage)
    token, sha256 = new_token()
    link = storage.create_link(
        OWNER,
        selection_id,
        token_sha256=sha256,
        scope=[SharedPart.RANKING],
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )

    def linked() -> str | None:
        found = visitor_of(settings, storage, cookies={}, share_token=token).link
        return None if found is None else found.id

    assert linked() == link.id
    assert visitor_of(settings, storage, cookies={}, share_token="").link is None
    later = open_storage(server.database_url, now=lambda: datetime.now(UTC) + timedelta(days=2))
    assert visitor_of(settings, later, cookies={}, share_token=token).link is None
    later.close()
    assert join(server, token).status == 404
    storage.revoke_link(OWNER, selection_id, link.id)
    assert linked() is None


def _a_selection(storage: Storage) -> str:
    catalogue = number_catalogue({"speed": (0.0, 10.0)})
    selection = number_selection({"Atlas": [5.0]}, {"speed": 1.0})
    return storage.create_selection(OWNER, selection, catalogue).id
