"""People with links, each in a browser of their own: owner, observer, stakeholder, stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import PRESS_MS, NewVisit, Visit, type_into
from pages import OPERATOR, stored_worked
from playwright.sync_api import expect

from scorecard.model import Selection
from scorecard.ui.server.plain_pages import LINK_PROBLEM_TITLE, NO_LINK_TITLE
from scorecard.ui.server.sessions import SESSION_COOKIE

pytestmark = pytest.mark.browser

RANKING = "Who should be chosen?"
LINKS = "What leaves this tool?"
ATTRITION = "attrition_120d_pct"


@pytest.fixture
def live_app(tmp_path: Path) -> Iterator[LiveApp]:
    """A server that is started as `make share` starts it."""
    app = LiveApp(tmp_path, for_links=True)
    app.start()
    yield app
    app.stop()


@pytest.fixture
def selection(live_app: LiveApp) -> Selection:
    return stored_worked(live_app.storage())


def test_everybody_sees_what_their_link_allows_until_it_is_revoked(
    live_app: LiveApp, selection: Selection, visit: NewVisit
) -> None:
    stranger: Visit = visit()
    a_stranger_is_asked_for_a_link_and_sees_nothing(stranger, selection)

    owner: Visit = visit()
    join(owner, printed_owner_link(live_app))
    owner.follow("Selections", "selection")
    expect(owner.page.get_by_text(selection.title).first).to_be_visible()

    observer: Visit = visit()
    join(observer, invite_in_the_page(live_app, owner, selection, "Olga", observer_may=True))
    an_observer_may_look_but_not_write(live_app, selection, observer)

    address = make_a_share_link(live_app, owner, selection)
    stakeholder: Visit = visit()
    assert not stakeholder.context.cookies()
    stakeholder.page.goto(address)
    stakeholder.heading(selection.title).wait_for()
    stakeholder.settle()
    assert selection.candidates[0].name in stakeholder.text()
    expect(stakeholder.page.get_by_test_id("stSidebar")).to_have_count(0)
    assert SESSION_COOKIE not in {cookie["name"] for cookie in stakeholder.context.cookies()}

    the_opening_appears_while_the_owner_types(owner)
    revoke_the_share_link(owner)
    # The page in front of the stakeholder notices by itself.
    stakeholder.page.get_by_role("heading", name=LINK_PROBLEM_TITLE).wait_for(timeout=10_000)
    assert selection.candidates[0].name not in stakeholder.text()
    stranger.page.goto(address)
    stranger.page.get_by_role("heading", name=LINK_PROBLEM_TITLE).wait_for()

    revoke_in_the_page(owner, "Olga")
    observer.page.get_by_test_id("stSidebar").get_by_role("link", name="Brief", exact=True).click(
        delay=PRESS_MS
    )
    observer.heading(NO_LINK_TITLE).wait_for()
    observer.settle()
    assert selection.title not in observer.text()


def test_a_workbook_asked_for_on_a_page_whose_link_is_gone_is_not_given_out(
    live_app: LiveApp, selection: Selection, visit: NewVisit
) -> None:
    owner, stakeholder = visit(), visit()
    join(owner, printed_owner_link(live_app))
    address = make_a_share_link(live_app, owner, selection)
    stakeholder.page.goto(address)
    button = stakeholder.button("Excel workbook")
    button.wait_for()
    stakeholder.settle()
    (link,) = live_app.storage().list_links(OPERATOR, selection.id)
    downloads: list[str] = []
    stakeholder.page.on("download", lambda download: downloads.append(download.url))
    live_app.storage().revoke_link(OPERATOR, selection.id, link.id)
    button.click()
    stakeholder.page.get_by_role("heading", name=LINK_PROBLEM_TITLE).wait_for()
    assert downloads == []


def printed_owner_link(live_app: LiveApp) -> str:
    found = re.search(r"Owner link \(keep it\): (\S+)", live_app.printed())
    assert found, live_app.printed()
    return found[1]


def join(visit: Visit, link: str) -> None:
    """Opens a personal link; its token stays neither in the address nor in the reach of scripts."""
    visit.page.goto(link)
    visit.page.get_by_test_id("stSidebar").wait_for()
    visit.settle()
    assert visit.page.url.rstrip("/") == visit.base
    (cookie,) = [c for c in visit.context.cookies() if c["name"] == SESSION_COOKIE]
    assert cookie["httpOnly"]
    assert SESSION_COOKIE not in visit.page.evaluate("document.cookie")


def a_stranger_is_asked_for_a_link_and_sees_nothing(visit: Visit, selection: Selection) -> None:
    for view in ("", "ranking", "due_diligence", "links", f"?selection={selection.id}"):
        visit.open(view)
        visit.heading(NO_LINK_TITLE).wait_for()
        text = visit.text()
        assert selection.title not in text
        assert not any(candidate.name in text for candidate in selection.candidates)
        expect(visit.page.get_by_test_id("stSidebar")).to_have_count(0)
        expect(visit.page.get_by_role("textbox")).to_have_count(0)


def invite_in_the_page(
    live_app: LiveApp, visit: Visit, selection: Selection, name: str, *, observer_may: bool
) -> str:
    """Makes a personal link on the page as its owner does; returns its address."""
    visit.open("links", {"selection": selection.id})
    visit.heading(LINKS).wait_for()
    visit.button("Make the personal link").click(delay=PRESS_MS)
    expect(visit.page.get_by_text("Say who it is for")).to_be_visible()
    type_into(visit.page.get_by_label("Name of the person"), name)
    if observer_may:
        visit.page.get_by_text("Observer: looks, changes nothing").click()
    visit.settle()
    visit.button("Make the personal link").click(delay=PRESS_MS)
    code = visit.page.get_by_test_id("stCode")
    expect(code).to_contain_text("/join/")
    address = code.inner_text().strip()
    assert address.startswith(f"{live_app.url}/join/")
    expect(visit.page.get_by_label("Name of the person")).to_have_value("")
    return address


def test_an_evaluator_who_was_invited_in_the_page_enters_answers_under_that_name(
    live_app: LiveApp, selection: Selection, visit: NewVisit
) -> None:
    owner, evaluator = visit(), visit()
    join(owner, printed_owner_link(live_app))
    join(evaluator, invite_in_the_page(live_app, owner, selection, "Ruth", observer_may=False))
    candidate = selection.candidates[0].id
    section = "workforce_stability"
    evaluator.open(
        "due_diligence",
        {"selection": selection.id, "candidate": candidate, "section": section},
    )
    type_into(evaluator.number(ATTRITION), "17.5")
    expect(evaluator.question(ATTRITION).get_by_text("saved")).to_be_visible()
    answer = live_app.storage().load(OPERATOR, selection.id).answer(candidate, ATTRITION)
    assert answer.value == 17.5
    first, *_ = live_app.storage().history(
        OPERATOR, selection.id, subject=f"answer:{candidate}:{ATTRITION}"
    )
    assert first.actor == "Ruth"
    evaluator.follow("Brief", "Can candidates quote on the brief?")
    expect(evaluator.page.get_by_text("an owner of the selection").first).to_be_visible()


def an_observer_may_look_but_not_write(
    live_app: LiveApp, selection: Selection, visit: Visit
) -> None:
    revision = live_app.storage().revision(OPERATOR, selection.id)
    visit.open("ranking", {"selection": selection.id})
    visit.heading(RANKING).wait_for()
    assert selection.candidates[0].name in visit.text()

    visit.follow("Candidates", "Who has replied, and who is to be chased?")
    field = visit.page.get_by_label("Add a candidate")
    if field.count() and field.is_enabled():
        field.fill("Fabrikam")
        visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("owner of the selection").first).to_be_visible()
    visit.settle()
    names = {c.name for c in live_app.storage().load(OPERATOR, selection.id).candidates}
    assert "Fabrikam" not in names

    visit.follow("Links and export", LINKS)
    expect(visit.page.get_by_text("Only owners of the selection make links.")).to_be_visible()
    expect(visit.button("Make the link")).to_have_count(0)
    assert live_app.storage().revision(OPERATOR, selection.id) == revision


def make_a_share_link(live_app: LiveApp, visit: Visit, selection: Selection) -> str:
    visit.open("links", {"selection": selection.id})
    visit.heading(LINKS).wait_for()
    expect(visit.page.get_by_text("on this machine only")).to_have_count(0)
    visit.button("Make the link").click()
    expect(visit.page.get_by_text("Say whom the link is for")).to_be_visible()
    type_into(visit.page.get_by_label("For whom"), "Steering group")
    visit.button("Make the link").click(delay=PRESS_MS)
    code = visit.page.get_by_test_id("stCode")
    expect(code).to_contain_text("?share=")
    address = code.inner_text().strip()
    assert address.startswith(f"{live_app.url}/?share=")
    return address


def the_opening_appears_while_the_owner_types(visit: Visit) -> None:
    """The list follows by itself; what stands in a field that was not left yet stays."""
    field = visit.page.get_by_label("For whom")
    field.fill("Somebody el")
    expect(visit.page.get_by_text("opened once")).to_be_visible()
    visit.settle()
    expect(field).to_have_value("Somebody el")
    field.fill("")


def revoke_the_share_link(visit: Visit) -> None:
    revoke_in_the_page(visit, "Steering group")
    # The observer's personal link is the other one.
    expect(visit.page.get_by_text("One link is open")).to_be_visible()


def revoke_in_the_page(visit: Visit, name: str) -> None:
    """Closes the open link of this name."""
    card = visit.page.locator('[class*="st-key-links-card"]', has_text=name)
    card.get_by_role("button", name="Revoke", exact=True).click()
    expect(visit.page.get_by_text(f"Close the link for {name} for good?")).to_be_visible()
    visit.button("Revoke this link").click()
    expect(card).to_have_count(0)
