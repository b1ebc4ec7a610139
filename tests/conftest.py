"""Which tests need a tool of the system, and what happens where it is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# Speed is measured by `make bench`; a deadline here would fail on a busy machine.
settings.register_profile("scorecard", deadline=None)
settings.load_profile("scorecard")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = os.environ.get("SCORECARD_REQUIRE_TOOLS") == "1"


def find_chromium() -> str | None:
    """Path of the browser that the tests drive, or None."""
    if Path("/usr/bin/chromium").is_file():
        return "/usr/bin/chromium"
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def find_calc() -> str | None:
    """Path of LibreOffice, or None."""
    return shutil.which("soffice")


TOOLS = {"browser": ("Chromium", find_chromium), "calc": ("LibreOffice Calc", find_calc)}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose tool is missing; fails it where every tool is required."""
    for marker, (tool, find) in TOOLS.items():
        if item.get_closest_marker(marker) is not None and find() is None:
            reason = f"{tool} is not installed (see .ci/run)"
            if REQUIRED:
                pytest.fail(f"{reason}, and SCORECARD_REQUIRE_TOOLS=1", pytrace=False)
            pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's path, for tests marked `browser`."""
    path = find_chromium()
    assert path is not None, "mark the test with `browser`"
    return path


@pytest.fixture(scope="session")
def calc_path() -> str:
    """LibreOffice's path, for tests marked `calc`."""
    path = find_calc()
    assert path is not None, "mark the test with `calc`"
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """The one browser of this process: Playwright's loop cannot be started twice in it."""
    from browser.chromium import started_chromium
    from browser.visit import PATIENCE_MS
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    with started_chromium(chromium_path) as browser:
        yield browser
