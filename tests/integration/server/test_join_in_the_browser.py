"""Joining as it happens: a click on the owner link in a page of another site, such as web mail."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from integration.server.running_server import RunningServer, free_port
from playwright.sync_api import Browser, Page, expect

from scorecard.ui.server.plain_pages import LINK_PROBLEM_TITLE, NO_LINK_TITLE
from scorecard.ui.server.sessions import SESSION_COOKIE

pytestmark = pytest.mark.browser

PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def server(start_server: Callable[..., RunningServer]) -> RunningServer:
    port = free_port()
    mode = {"SCORECARD_MODE": "links", "SCORECARD_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    return start_server(mode, port=port)


@pytest.fixture(scope="module")
def owner_link(server: RunningServer) -> str:
    found = re.search(r"Owner link \(keep it\): (\S+)", server.printed())
    assert found
    return found[1]


@contextmanager
def another_site(link: str) -> Iterator[str]:
    """A page on `localhost`, which for a browser is another site than 127.0.0.1."""
    body = f'<!DOCTYPE html><title>Mail</title><a href="{link}">Join</a>'.encode()

    class Mail(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    mail = ThreadingHTTPServer(("127.0.0.1", 0), Mail)
    thread = threading.Thread(target=mail.serve_forever)
    thread.start()
    yield f"http://localhost:{mail.server_port}/"
    mail.shutdown()
    thread.join()
    mail.server_close()


def heading(page: Page) -> str:
    first = page.get_by_test_id("stMain").get_by_role("heading", level=1).first
    first.wait_for(timeout=PATIENCE_MS)
    return first.inner_text()


def test_a_click_in_another_sites_page_lets_the_owner_in_and_leaves_no_token_behind(
    server: RunningServer, owner_link: str, chromium: Browser
) -> None:
    with chromium.new_context() as context, another_site(owner_link) as mail:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(mail)
        page.get_by_role("link", name="Join").click()
        assert heading(page) not in (NO_LINK_TITLE, LINK_PROBLEM_TITLE)
        assert page.url == f"{server.url}/"
        (cookie,) = [c for c in context.cookies() if c["name"] == SESSION_COOKIE]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"
        assert owner_link.rpartition("/")[2] not in page.evaluate("document.cookie")
        assert SESSION_COOKIE not in page.evaluate("document.cookie")
        assert not [text for text in complaints if "Content Security Policy" in text]

        page.goto(mail)
        page.goto(f"{server.url}/")
        assert heading(page) not in (NO_LINK_TITLE, LINK_PROBLEM_TITLE)


def test_without_the_cookie_the_same_address_asks_for_a_link(
    server: RunningServer, chromium: Browser
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        for path in ("/", "/ranking", "/links", "/?selection=worked-lindenhaus"):
            page.goto(f"{server.url}{path}")
            assert heading(page) == NO_LINK_TITLE
            expect(page.get_by_test_id("stSidebar")).to_have_count(0)
        page.goto(f"{server.url}/?share=wrong")
        assert heading(page) == LINK_PROBLEM_TITLE
        page.goto(f"{server.url}/join/wrong")
        assert page.get_by_role("heading").inner_text() == LINK_PROBLEM_TITLE
