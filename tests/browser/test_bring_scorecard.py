"""A messy score sheet, corrected as fast as a person types, is stored as it was corrected."""

from __future__ import annotations

import pytest
from browser.live_app import LiveApp
from browser.visit import (
    CELL_EDITOR,
    HEADER_HEIGHT,
    PRESS_MS,
    ROW_HEIGHT,
    NewVisit,
    Visit,
)
from pages import OPERATOR
from playwright.sync_api import Locator, Position, expect

from scorecard.catalogue import Catalogue, PointsValue
from scorecard.model import Selection

pytestmark = pytest.mark.browser

SHEET = """\
Evaluation of bids 2026;;;;;
draft, not for suppliers;;;;;
;;;;;
No.;Award criterion;Weighting;Partner A;Bidder 2;Remarks
;Quality;;;;
1;Service desk;30 %;4;3;see annex 2
2;Training;20 %;3,5;4;
3;Account team;15 %;5;4;
;Commercials;;;;
4;Price for three years;25 %;1.250.000;1.100.000;without VAT
5;Days until start;10 %;60;45;
6;Site visit done;5 %;4;5;to be dropped
;Total;105 %;;;
"""
# Places from 0 below the header of each table: the row's number in the file is six more in the
# table of rows, and the table of columns begins with column A.
PRICE, DAYS, SITE_VISIT = 5, 6, 7
FIRST_CANDIDATE = 3
# Cells from the left: row, text, criterion, weight, low; and column, header, holds, name.
CRITERION_CELL, LOW_CELL, NAME_CELL = 2, 4, 3
# As fast as digits are typed that are known by heart.
KEY_MS = 60
LEFT_EDGE = 30


def test_corrections_typed_in_quick_succession_are_all_stored(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    bring(window, "bids.csv", SHEET.encode("cp1252"))
    expect(window.page.get_by_text("D10: 1250000")).to_be_visible()

    # Nothing waits for the server between these, as nobody does who knows what to type.
    type_over(window, rows(window), PRICE, LOW_CELL, "1500000", "1000000")
    type_over(window, rows(window), DAYS, LOW_CELL, "90", "30")
    type_over(window, columns(window), FIRST_CANDIDATE, NAME_CELL, "Atlas GmbH")
    select(window, rows(window), SITE_VISIT, CRITERION_CELL)
    window.page.keyboard.press("Enter")
    # By key: the button moves while the last change is taken over. The table sends that change
    # only after this.
    window.button("Store it and open it").press("Enter")

    selection, catalogue = stored(window, live_app)
    assert [candidate.name for candidate in selection.candidates] == ["Atlas GmbH", "Bidder 2"]
    assert scales(catalogue)["Price for three years"] == (1_500_000, 1_000_000)
    assert scales(catalogue)["Days until start"] == (90, 30)
    assert "Site visit done" not in scales(catalogue)
    assert len(scales(catalogue)) == 5


def bring(window: Visit, name: str, content: bytes) -> None:
    window.open()
    window.button("Bring a scorecard").click()
    window.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    window.page.get_by_role("heading", name="Correct it").wait_for()
    window.settle()


def rows(window: Visit) -> Locator:
    return window.page.get_by_role("region", name="Which rows are criteria, and on which scale")


def columns(window: Visit) -> Locator:
    return window.page.get_by_role("region", name="What each column holds")


def select(window: Visit, table: Locator, row: int, cell: int) -> None:
    """Selects a cell (row and cell from 0) with a click and the arrow keys.

    The table notices a pointer a moment after it has come, so that a click at once may be lost.
    """
    place: Position = {"x": LEFT_EDGE, "y": HEADER_HEIGHT + (row + 0.5) * ROW_HEIGHT}
    surface = table.locator(".dvn-scroller")
    surface.hover(position=place)
    window.page.wait_for_timeout(PRESS_MS)
    surface.click(position=place, delay=PRESS_MS)
    for _ in range(cell):
        window.page.keyboard.press("ArrowRight")
    # The table tells assistive technology which cell it is, counted from 1 and with the header.
    expect(table.locator("td[aria-selected=true]")).to_have_id(f"glide-cell-{cell}-{row}")


def type_over(window: Visit, table: Locator, row: int, cell: int, *texts: str) -> None:
    """Types over a cell and those to the right of it, key by key.

    It waits for each cell to be open and closed, as a person sees it, but never for the server:
    the table itself takes no key while it opens a cell.
    """
    select(window, table, row, cell)
    editor = window.page.locator(CELL_EDITOR)
    for text in texts:
        window.page.keyboard.press("Enter")
        expect(editor).to_be_focused()
        window.page.keyboard.press("Control+a")
        window.page.keyboard.type(text, delay=KEY_MS)
        window.page.keyboard.press("Tab")
        editor.wait_for(state="detached")


def stored(window: Visit, live_app: LiveApp) -> tuple[Selection, Catalogue]:
    """What is stored, once the page has gone on to the ranking."""
    window.heading("Who should be chosen?").wait_for()
    storage = live_app.storage()
    (summary,) = storage.list_selections(OPERATOR)
    return storage.load(OPERATOR, summary.id), storage.catalogue(OPERATOR, summary.id)


def scales(catalogue: Catalogue) -> dict[str, tuple[float, float]]:
    """Low and high of every criterion by its title."""
    found = {}
    for criterion in catalogue.criteria:
        curve = criterion.inputs[0].value
        assert isinstance(curve, PointsValue)
        performance = {anchor.value: anchor.performance for anchor in curve.points}
        found[criterion.title] = (performance[0], performance[100])
    return found
