"""The override dialog left without a reason: what the tick then shows is what is stored."""

from __future__ import annotations

import pytest
from browser.live_app import LiveApp
from browser.visit import PRESS_MS, NewVisit
from pages import OPERATOR, stored_empty
from playwright.sync_api import expect

from scorecard.model import Answer

pytestmark = pytest.mark.browser


def test_a_tick_that_was_not_stored_is_gone_however_the_dialog_is_left(
    live_app: LiveApp, visit: NewVisit
) -> None:
    storage = live_app.storage()
    stored_empty(storage, "Atlas", "Borealis")
    flagged = Answer(
        candidate_id="c0", question_id="attrition_120d_pct", status="answered", value=40.0
    )
    storage.save_answer(OPERATOR, "empty", flagged, expected_version=0)
    window = visit()
    window.open("ranking", {"selection": "empty"})
    row = window.page.locator('[class*="st-key-ranking_row_c0"]')
    tick = row.get_by_role("checkbox", name="Shortlist")
    for way_out in ("Cancel", "Close", "Escape", "Cancel"):
        row.get_by_text("Shortlist", exact=True).click()
        dialog = window.page.get_by_role("dialog")
        dialog.wait_for()
        window.settle()
        if way_out == "Escape":
            window.page.keyboard.press("Escape")
        else:
            dialog.get_by_role("button", name=way_out, exact=True).click(delay=PRESS_MS)
        expect(dialog).to_have_count(0)
        window.settle()
        expect(tick).not_to_be_checked()
    assert not storage.load(OPERATOR, "empty").candidate("c0").shortlisted


def test_the_dialog_goes_once_its_reason_is_stored_however_soon_the_button_is_pressed(
    live_app: LiveApp, visit: NewVisit
) -> None:
    storage = live_app.storage()
    stored_empty(storage, "Atlas", "Borealis")
    for number in (0, 1):
        flagged = Answer(
            candidate_id=f"c{number}",
            question_id="attrition_120d_pct",
            status="answered",
            value=40.0,
        )
        storage.save_answer(OPERATOR, "empty", flagged, expected_version=0)
    window = visit()
    window.open("ranking", {"selection": "empty"})
    for number, held_ms in ((0, PRESS_MS), (1, 0)):
        row = window.page.locator(f'[class*="st-key-ranking_row_c{number}"]')
        row.get_by_text("Shortlist", exact=True).click()
        dialog = window.page.get_by_role("dialog")
        dialog.wait_for()
        window.settle()
        dialog.get_by_role("textbox").press_sequentially("The floor was seen", delay=20)
        dialog.get_by_role("button", name="Override and shortlist").click(delay=held_ms)
        expect(dialog).to_have_count(0)
        window.settle()
        expect(row.get_by_role("checkbox", name="Shortlist")).to_be_checked()
        stored = storage.load(OPERATOR, "empty").candidate(f"c{number}")
        assert (stored.shortlisted, stored.override_reason) == (True, "The floor was seen")
