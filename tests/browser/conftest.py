"""What the browser tests share: one Chromium a process, servers and windows a test."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import NewVisit, Visit
from playwright.sync_api import Browser

FAILED = pytest.StashKey[bool]()


@pytest.fixture
def live_app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server with an empty database of its own."""
    app = LiveApp(tmp_path)
    app.start()
    yield app
    app.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport]:
    """Lets the windows of a test know whether it failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visit(
    chromium: Browser, live_app: LiveApp, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[NewVisit]:
    """Opens windows on the test's server; each is a visitor without cookies.

    Where the test fails, what each window shows is kept in the test's folder.
    """
    opened: list[Visit] = []

    def new_visit(**options: object) -> Visit:
        opened.append(Visit(chromium, live_app.url, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield new_visit
    for number, one in enumerate(opened):
        if request.node.stash.get(FAILED, False):
            one.page.screenshot(path=tmp_path / f"window-{number}.png")
        one.close()
