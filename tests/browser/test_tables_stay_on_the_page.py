"""No table offers Streamlit's own CSV: in it, text that begins with = would be a formula."""

from __future__ import annotations

import pytest
from browser.all_pages import ShownPage, every_page, show
from browser.live_app import LiveApp
from browser.visit import NewVisit, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TABLES = "[data-testid=stDataFrame]:visible"
TOOLBAR = "[data-testid=stElementToolbar]"
WITH_TABLES = {"compare", "due_diligence", "ranking", "shared"}
# Where a table stands in a fold, its label.
FOLDS = {"ranking": "Show as a table", "shared": "Aldermoor Care"}


def open_fold(visit: Visit, page: ShownPage) -> None:
    """Opens the first fold with a table, where the page's tables stand in folds."""
    if page.name in FOLDS:
        visit.page.locator("summary", has_text=FOLDS[page.name]).first.click()
        visit.page.locator(TABLES).first.wait_for()


def test_no_table_can_be_downloaded_past_the_app_s_own_exports(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window = visit()
    seen = set()
    for page in every_page(live_app):
        if page.name not in WITH_TABLES:
            continue
        show(window, page)
        open_fold(window, page)
        for table in window.page.locator(TABLES).all():
            table.scroll_into_view_if_needed()
            table.hover()
            # The rest of its toolbar has come by then.
            expect(window.page.locator(f"{TOOLBAR} button").first).to_be_attached()
            expect(window.page.get_by_role("button", name="Download as CSV")).to_have_count(0)
            seen.add(page.name)
    assert seen == WITH_TABLES
