"""A decimal comma typed into a real browser's field or cell is stored; unclear text is not."""

from __future__ import annotations

import re

import pytest
from browser.live_app import LiveApp
from browser.visit import CELL_EDITOR, NewVisit, Visit
from pages import OPERATOR, stored_empty
from playwright.sync_api import Locator, expect

from scorecard.model import Brief
from scorecard.ui.brief_places import VOLUME

pytestmark = pytest.mark.browser

ATTRITION, YEARLY = "attrition_120d_pct", "attrition_annual_pct"
PHONE = {"width": 390, "height": 844}


def opened(live_app: LiveApp, visit: NewVisit, **size: int) -> Visit:
    stored_empty(live_app.storage(), "Atlas")
    window: Visit = visit(**size)
    query = {"selection": "empty", "candidate": "c0", "section": "workforce_stability"}
    window.open("due_diligence", query)
    window.question(ATTRITION).wait_for()
    return window


def stored(live_app: LiveApp, question: str = ATTRITION) -> object:
    return live_app.storage().load(OPERATOR, "empty").answer("c0", question).value


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_a_comma_typed_key_by_key_is_stored_as_a_decimal_sign(
    live_app: LiveApp, visit: NewVisit, size: dict[str, int]
) -> None:
    window = opened(live_app, visit, **size)
    field = window.number(ATTRITION)
    field.press_sequentially("9,4")
    field.press("Enter")
    card = window.question(ATTRITION)
    expect(card.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    # The field says what was understood, keeps the focus, and no flag is raised.
    expect(field).to_have_value("9.4")
    expect(field).to_be_focused()
    expect(card.get_by_role("alert")).to_have_count(0)
    assert stored(live_app) == 9.4
    box = field.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (size or {"width": 1280})["width"]


def test_unclear_text_stays_in_the_field_and_the_next_field_keeps_the_focus(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window = opened(live_app, visit)
    field, card = window.number(ATTRITION), window.question(ATTRITION)
    field.press_sequentially("1,234")
    window.number(YEARLY).click()
    window.number(YEARLY).press_sequentially("4")
    expect(card.get_by_role("alert")).to_contain_text("write 1234 or 1.2340")
    expect(field).to_have_value("1,234")
    expect(window.number(YEARLY)).to_have_value("4")
    expect(window.number(YEARLY)).to_be_focused()
    assert stored(live_app) is None
    window.number(YEARLY).press_sequentially("4")
    window.number(YEARLY).press("Tab")
    expect(window.question(YEARLY).get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()
    assert stored(live_app, YEARLY) == 44


def test_a_comma_typed_into_a_cell_is_stored_as_a_decimal_sign(
    live_app: LiveApp, visit: NewVisit
) -> None:
    channels = [{"channel": "Voice", "share_pct": 60}, {"channel": "Chat"}]
    stored_empty(live_app.storage(), "Atlas", brief=Brief.model_validate({"channels": channels}))
    window: Visit = visit()
    window.open("brief", {"selection": "empty", "brief_section": VOLUME})
    table = window.page.get_by_role("region", name="Channel mix and today")
    type_into_cell(window, table, row=1, column=1, text="37,5")
    expect(window.page.get_by_text("add up to 97.5 %")).to_be_visible()
    type_into_cell(window, table, row=0, column=1, text="62.5 %")
    expect(window.page.get_by_text("add up to 100 %")).to_be_visible()
    type_into_cell(window, table, row=0, column=4, text="1,234")
    expect(window.page.get_by_text("Row 1, AHT, min: “1,234” can be 1234 or 1.234")).to_be_visible()
    voice, chat = live_app.storage().load(OPERATOR, "empty").brief.channels
    assert (voice.share_pct, chat.share_pct, voice.aht_minutes) == (62.5, 37.5, None)


def type_into_cell(window: Visit, table: Locator, *, row: int, column: int, text: str) -> None:
    """Types over a cell, row and column from 0, key by key."""
    window.select_cell(table, row)
    for _ in range(column):
        window.page.keyboard.press("ArrowRight")
    # One more than the column: before the first stand the boxes that mark a row.
    expect(table.locator("td[aria-selected=true]")).to_have_id(f"glide-cell-{column + 1}-{row}")
    editor = window.page.locator(CELL_EDITOR)
    window.page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    window.page.keyboard.press("Control+a")
    window.page.keyboard.type(text, delay=30)
    window.page.keyboard.press("Enter")
    editor.wait_for(state="detached")
