"""Every page with the worked selection: accessible, as narrow as a telephone, self-contained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.all_pages import ShownPage, every_page, show
from browser.live_app import LiveApp
from browser.visit import Scheme, Visit
from playwright.sync_api import Browser

from scorecard.ui.frame import NAVIGATION

pytestmark = pytest.mark.browser

NAMES = (*(view.file.removesuffix(".py") for view in NAVIGATION), "projector", "shared")
# What Streamlit itself draws with too little contrast. It writes the selected option in the
# primary colour and the primary button's text in white: on a dark page no colour suits both.
NOT_OURS = {"light": (".stToast", ".token"), "dark": (".stToast", ".token", "[data-selected=true]")}
MOST_TABS = 80
MAIN = "[data-testid=stMain]"
# The words of controls that would have to be scrolled sideways to see all choices.
CUT_OFF = """
controls => controls
    .filter(control => [control, ...control.querySelectorAll("*")].some(
        part => part.scrollWidth > part.clientWidth + 1
            && ["auto", "scroll"].includes(getComputedStyle(part).overflowX)
    ))
    .map(control => control.innerText)
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    live_app = LiveApp(tmp_path_factory.mktemp("every-page"))
    live_app.start()
    yield live_app
    live_app.stop()


@pytest.fixture(scope="module")
def shown_pages(app: LiveApp) -> dict[str, ShownPage]:
    return {page.name: page for page in every_page(app)}


def test_every_page_of_the_navigation_is_tested(shown_pages: dict[str, ShownPage]) -> None:
    assert set(shown_pages) == set(NAMES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_serious_fault_of_accessibility_and_talks_to_its_own_server_only(
    chromium: Browser, app: LiveApp, shown_pages: dict[str, ShownPage], name: str, scheme: Scheme
) -> None:
    visit = Visit(chromium, app.url, scheme=scheme)
    try:
        show(visit, shown_pages[name])
        # Streamlit scrolls inside the page: only what is in the window counts as visible.
        height = visit.page.locator(MAIN).evaluate("main => main.scrollHeight")
        visit.page.set_viewport_size({"width": 1280, "height": min(height + 40, 12_000)})
        visit.settle()
        faults = Axe().run(
            visit.page,
            context={"exclude": [[selector] for selector in NOT_OURS[scheme]]},
            options={"resultTypes": ["violations"]},
        )
        serious = [
            f"{violation['id']}: {node['target']} {node['html'][:160]}"
            for violation in faults.response["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]
        assert serious == []
        assert visit.foreign_addresses() == set()
        assert visit.seen.violations == []
        assert visit.seen.faults == []
    finally:
        visit.close()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_scrolls_sideways_on_a_telephone(
    chromium: Browser, app: LiveApp, shown_pages: dict[str, ShownPage], name: str, tmp_path: Path
) -> None:
    visit = Visit(chromium, app.url, width=390, height=844)
    try:
        show(visit, shown_pages[name])
        widths = visit.page.locator(MAIN).evaluate("main => [main.scrollWidth, main.clientWidth]")
        assert widths[0] == widths[1]
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    finally:
        visit.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("brief", {"brief_section": "Your own readiness"}),
        ("due_diligence", {"section": "commercials"}),
        ("due_diligence", {"section": "tooling_fit"}),
        ("robustness", {}),
    ],
)
def test_no_choice_lies_beyond_the_edge_of_its_control(
    *,
    chromium: Browser,
    app: LiveApp,
    shown_pages: dict[str, ShownPage],
    name: str,
    query: dict[str, str],
    width: int,
) -> None:
    visit = Visit(chromium, app.url, width=width)
    try:
        page = shown_pages[name]
        visit.open(page.view, page.query | query)
        controls = visit.page.locator("[data-testid=stButtonGroup]:visible")
        assert controls.count()
        assert controls.evaluate_all(CUT_OFF) == []
    finally:
        visit.close()


@pytest.mark.parametrize(
    ("name", "query", "fields"),
    [
        ("brief", {"brief_section": "Price and rules"}, ("Currency", "year, Response deadline")),
        ("candidates", {}, ("Add a candidate",)),
        ("due_diligence", {}, ("Candidate", "Attrition in the first 120 days (%)")),
        ("links", {}, ("For whom", "Make the link")),
    ],
)
def test_the_main_fields_are_reached_with_the_tab_key(
    *,
    chromium: Browser,
    app: LiveApp,
    shown_pages: dict[str, ShownPage],
    name: str,
    query: dict[str, str],
    fields: tuple[str, ...],
) -> None:
    visit = Visit(chromium, app.url)
    try:
        page = shown_pages[name]
        visit.open(page.view, page.query | query)
        reached: list[str] = []
        for _ in range(MOST_TABS):
            visit.page.keyboard.press("Tab")
            reached.append(
                visit.page.evaluate(
                    "(document.activeElement.getAttribute('aria-label') ?? "
                    "document.activeElement.innerText ?? '').trim()"
                )
            )
            if all(any(field in label for label in reached) for field in fields):
                return
        pytest.fail(f"only these were reached: {reached}")
    finally:
        visit.close()
