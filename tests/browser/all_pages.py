"""Every page of the app with the worked selection, for tests and for the screenshots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from browser.live_app import LiveApp
from browser.visit import Visit
from pages import OPERATOR, stored_worked

from scorecard.access import Role, SharedPart
from scorecard.sharing import new_token
from scorecard.ui.frame import NAVIGATION

SECTION = "workforce_stability"
# The candidate whose attrition is above the line, so that the form shows a flag.
CANDIDATE = "brisa"


@dataclass(frozen=True)
class ShownPage:
    """One page: its name, its path below the server's address, and what follows the `?`."""

    name: str
    view: str
    query: dict[str, str]


def every_page(live_app: LiveApp) -> list[ShownPage]:
    """Stores the worked selection and a link to it; names every page that shows it."""
    storage = live_app.storage()
    selection = stored_worked(storage)
    token, sha256 = new_token()
    storage.create_link(
        OPERATOR,
        selection.id,
        token_sha256=sha256,
        role=Role.LINK,
        label="Steering group",
        scope=frozenset(SharedPart),
    )
    return [*_pages_of(selection.id), ShownPage("shared", "", {"share": token})]


def _pages_of(selection_id: str) -> Iterator[ShownPage]:
    for view in NAVIGATION:
        name = view.file.removesuffix(".py")
        query = {"selection": selection_id}
        if name == "due_diligence":
            query |= {"candidate": CANDIDATE, "section": SECTION}
        # The default page has no path of its own.
        yield ShownPage(name, "" if view is NAVIGATION[0] else name, query)
    yield ShownPage("projector", "projector", {"selection": selection_id})


def show(visit: Visit, page: ShownPage) -> None:
    """Opens a page and waits until its charts are drawn too."""
    visit.open(page.view, page.query)
    for chart in visit.page.get_by_test_id("stPlotlyChart").all():
        chart.locator(".main-svg").first.wait_for()
