"""One browser window on the app: opens pages, waits until they are complete, finds their parts.

The app's content security policy forbids what Playwright's `wait_for_function` does, so that
everything here waits on elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Position,
    Request,
    expect,
)

PATIENCE_MS = 45_000
COMPLETE = (
    "[data-testid=stApp][data-test-script-state=notRunning]"
    "[data-test-connection-state=CONNECTED]:not(:has([data-testid=stSkeleton]))"
    ":not(:has([data-stale=true]))"
)
# As long as a finger rests on a button: a click of no length overtakes the saving of the field
# that it leaves.
PRESS_MS = 80
# How Streamlit draws tables, in pixels.
CELL_EDITOR = "#portal :is(input, textarea)"
HEADER_HEIGHT, ROW_HEIGHT = 36, 35
HEADING = "[data-testid=stMain] h1"

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Seen:
    """What a window has noticed: addresses that it asked for, and messages of its console."""

    addresses: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Visit:
    """A window of its own: no cookie, no storage shared with another visit."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
    ) -> None:
        self.base = base
        self.seen = Seen()
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._requested)
        self.page.on("websocket", lambda socket: self.seen.addresses.append(socket.url))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.seen.faults.append(str(error)))

    def _requested(self, request: Request) -> None:
        self.seen.addresses.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.seen.violations.append(message.text)

    def foreign_addresses(self) -> set[str]:
        """The addresses asked for that are not the server's own, nor made by the page itself."""
        own = urlsplit(self.base).netloc
        return {
            address
            for address in self.seen.addresses
            if urlsplit(address).scheme not in ("data", "blob") and urlsplit(address).netloc != own
        }

    def open(self, view: str = "", query: Mapping[str, str] | None = None) -> None:
        """Opens a page by its address and waits until it is complete."""
        parameters = f"?{urlencode(query)}" if query else ""
        self.page.goto(f"{self.base}/{view}{parameters}", wait_until="commit")
        self.page.locator(HEADING).first.wait_for()
        self.settle()

    def settle(self) -> None:
        """Waits until the script has run, every element is there and nothing is stale."""
        self.page.locator(COMPLETE).wait_for()

    def follow(self, title: str, heading: str) -> None:
        """Follows a link of the navigation and waits for the heading of its page."""
        link = self.page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True)
        link.click(delay=PRESS_MS)
        self.heading(heading).wait_for()
        self.settle()

    def button(self, name: str) -> Locator:
        """A button by its exact name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def heading(self, text: str) -> Locator:
        """The title of the page with this text in it."""
        return self.page.locator(HEADING, has_text=text)

    def add_table_row(self, table: Locator, row: int, cells: Sequence[str]) -> None:
        """Adds a row to an editable table and types into its cells from the left.

        The table is drawn on a canvas: `row` counts from 0 below its header.
        """
        table.scroll_into_view_if_needed()
        table.hover()
        table.get_by_role("button", name="Add row").click()
        self.settle()
        self.select_cell(table, row)
        for cell in cells:
            self.fill_cell(cell)
        self.settle()

    def fill_cell(self, text: str) -> None:
        """Types into the selected cell of a table and goes on to the one right of it.

        The table takes no key while it opens a cell, so that this waits until the cell is open.
        """
        self.page.keyboard.press("Enter")
        editor = self.page.locator(CELL_EDITOR)
        expect(editor).to_be_focused()
        editor.fill(text)
        editor.press("Tab")
        editor.wait_for(state="detached")

    def select_cell(self, table: Locator, row: int, x: int = 100) -> None:
        """Selects the cell of a row (from 0) that lies `x` pixels from the table's left edge.

        The table notices a pointer a moment after it has come, so that a click at once may be lost.
        """
        place: Position = {"x": x, "y": HEADER_HEIGHT + (row + 0.5) * ROW_HEIGHT}
        surface = table.locator(".dvn-scroller")
        surface.hover(position=place)
        self.page.wait_for_timeout(PRESS_MS)
        surface.click(position=place, delay=PRESS_MS)
        selected = table.locator(f'td[aria-selected=true][id$="-{row}"]')
        expect(selected).to_have_count(1)

    def choose(self, label: str, option: str) -> None:
        """Chooses from a list by typing, as its search field allows."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def question(self, question_id: str) -> Locator:
        """The card of a question on the due-diligence page."""
        return self.page.locator(f'[class*="st-key-due_card_"][class*="_{question_id}"]')

    def number(self, question_id: str) -> Locator:
        """The field of a question that is answered by a number."""
        return self.question(question_id).get_by_test_id("stTextInput").get_by_role("textbox").first

    def text(self) -> str:
        """All that the main part of the page says."""
        return self.page.get_by_test_id("stMain").inner_text()

    def close(self) -> None:
        """Closes the window and forgets its cookies."""
        self.context.close()


NewVisit = Callable[..., Visit]


def type_into(box: Locator, text: str) -> None:
    """Replaces what a field holds and leaves it, as a person does with the Tab key."""
    box.fill(text)
    box.press("Tab")
