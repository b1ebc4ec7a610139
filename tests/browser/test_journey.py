"""The main job as a newcomer does it: from a new selection to a shortlist that was shared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import NewVisit, Visit, type_into
from pages import OPERATOR
from playwright.sync_api import expect
from unit.excel.workbook_reading import all_text, opened, table

from scorecard.catalogue import load_catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.ui.server.plain_pages import LINK_PROBLEM_TITLE
from scorecard.ui.state import today

pytestmark = pytest.mark.browser

TITLE = "Customer service partner 2027"
ATTRITION = "attrition_120d_pct"
MATURITY = "floor_management_maturity_seen"
DEADLINE = date(2031, 3, 14)
ANCHORS_IN_WORDS = "A cost of EUR 18 or less per resolved contact is worth 100"
VOLUMES = (("Order status", "2500"), ("Product question", "1200"))


def test_from_an_empty_database_to_a_shared_shortlist_that_is_closed_again(
    live_app: LiveApp, visit: NewVisit, tmp_path: Path
) -> None:
    analyst: Visit = visit()
    create_from_profile(analyst)
    write_the_brief(analyst)
    add_candidates(analyst, "Atlas", "Borealis")

    answer_attrition(analyst, "Atlas", "18.0")
    expect(analyst.question(ATTRITION).get_by_role("alert")).to_have_count(0)

    answer_attrition(analyst, "Borealis", "18.1")
    flag = analyst.question(ATTRITION).get_by_role("alert")
    expect(flag).to_contain_text("Critical flag: Attrition above the line in the first 120 days")
    expect(flag).to_contain_text("18.1 % of the starters")
    expect(flag).to_contain_text("the line is 18 %")
    expect(flag).to_contain_text(f"Source: {line_source()}")
    expect(flag).to_contain_text("Ask next: Which programmes and which reasons")

    # 18.0 is worth a little more than 18.1, and nothing else is known of either.
    analyst.follow("Ranking", "Who should be chosen?")
    assert ranked_names(analyst) == ["Atlas", "Borealis"]
    rate_maturity(analyst, "Borealis", "5")
    analyst.follow("Ranking", "Who should be chosen?")
    assert ranked_names(analyst) == ["Borealis", "Atlas"]
    expect(analyst.page.get_by_text("18.1 % of the starters").first).to_be_visible()

    live_app.restart()
    analyst.page.reload()
    analyst.settle()
    assert ranked_names(analyst) == ["Borealis", "Atlas"]
    everything_typed_is_still_there(analyst)

    evaluation = evaluation_now(live_app)
    workbook_has_what_the_page_shows(analyst, evaluation, tmp_path)

    address = make_a_link(analyst)
    stakeholder: Visit = visit()
    assert not stakeholder.context.cookies()
    only_the_shared_page_is_there(stakeholder, address)

    close_the_link(analyst)
    # The shared page notices by itself, and a new visitor sees the same page.
    stakeholder.page.get_by_role("heading", name=LINK_PROBLEM_TITLE).wait_for()
    nothing_but_the_problem_is_shown(stakeholder)
    later: Visit = visit()
    later.page.goto(address)
    later.page.get_by_role("heading", name=LINK_PROBLEM_TITLE).wait_for()
    nothing_but_the_problem_is_shown(later)


def create_from_profile(visit: Visit) -> None:
    visit.open()
    visit.button("New from a profile").click()
    dialog = visit.page.get_by_role("dialog")
    type_into(dialog.get_by_label("Title"), TITLE)
    dialog.get_by_role("button", name="Create and go to the brief").click()
    visit.heading("Can candidates quote on the brief?").wait_for()
    visit.settle()


def write_the_brief(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("radio", name="Volumes and channels").click()
    page.get_by_role("heading", name="Volume by interaction type").wait_for()
    visit.settle()
    for row, cells in enumerate(VOLUMES):
        visit.add_table_row(page.get_by_test_id("stDataFrame").first, row, cells)
    expect(page.get_by_text("3,700")).to_be_visible()
    page.get_by_role("radio", name="Price and rules").click()
    page.get_by_role("heading", name="Gates").wait_for()
    visit.settle()
    visit.choose("Currency", "EUR")
    page.get_by_text("EUR per resolved contact").first.wait_for()
    type_into(page.get_by_role("textbox", name="Target cost per resolved contact"), "18")
    type_into(page.get_by_role("textbox", name="Ceiling cost per resolved contact"), "34")
    expect(
        page.get_by_text("A cost of EUR 18 or less per resolved contact is worth 100")
    ).to_be_visible()
    page.get_by_role("spinbutton", name="year, Response deadline").click()
    page.keyboard.type(f"{DEADLINE:%Y%m%d}")
    page.keyboard.press("Tab")
    visit.settle()


def add_candidates(visit: Visit, *names: str) -> None:
    visit.follow("Candidates", "Who has replied, and who is to be chased?")
    for name in names:
        visit.page.get_by_label("Add a candidate").fill(name)
        visit.page.keyboard.press("Enter")
        visit.page.get_by_text(re.compile(f"{name}.* added", re.IGNORECASE)).first.wait_for()
        visit.settle()


def open_form(visit: Visit, candidate: str, section: str) -> None:
    visit.follow("Due diligence", "answered?")
    visit.choose("Candidate", candidate)
    visit.heading(f"What has {candidate} answered?").wait_for()
    visit.page.get_by_role("radio", name=re.compile(f"^{section}")).click()
    visit.settle()


def answer_attrition(visit: Visit, candidate: str, percent: str) -> None:
    open_form(visit, candidate, "Workforce")
    card = visit.question(ATTRITION)
    type_into(visit.number(ATTRITION), percent)
    expect(card.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()


def rate_maturity(visit: Visit, candidate: str, rating: str) -> None:
    open_form(visit, candidate, "Floor")
    card = visit.question(MATURITY)
    card.get_by_text(re.compile(f"^{rating} ·")).click()
    expect(card.get_by_text(re.compile(r"Saved \d\d:\d\d"))).to_be_visible()


def ranked_names(visit: Visit) -> list[str]:
    rows = visit.page.locator('[class*="st-key-ranking_row_"] strong')
    return [name for name in rows.all_inner_texts() if name in ("Atlas", "Borealis")]


def line_source() -> str:
    """The title of the source that the catalogue gives for the attrition line."""
    catalogue = load_catalogue()
    rule = next(rule for rule in catalogue.red_flags if rule.id == "attrition_120d_above_line")
    return catalogue.sources_by_id[rule.sources[0]].title


def evaluation_now(live_app: LiveApp) -> Evaluation:
    storage = live_app.storage()
    (summary,) = storage.list_selections(OPERATOR)
    catalogue = storage.catalogue(OPERATOR, summary.id)
    return evaluate(storage.load(OPERATOR, summary.id), catalogue, as_of=today())


def everything_typed_is_still_there(visit: Visit) -> None:
    page = visit.page
    visit.follow("Brief", "Can candidates quote on the brief?")
    page.get_by_role("radio", name="Volumes and channels").click()
    expect(page.get_by_text("3,700")).to_be_visible()
    page.get_by_role("radio", name="Price and rules").click()
    expect(page.get_by_role("textbox", name="Target cost per resolved contact")).to_have_value("18")
    expect(page.get_by_role("textbox", name="Ceiling cost per resolved contact")).to_have_value(
        "34"
    )
    expect(
        page.get_by_text("A cost of EUR 18 or less per resolved contact is worth 100")
    ).to_be_visible()
    for part, typed in (("year", "2031"), ("month", "03"), ("day", "14")):
        expect(page.get_by_role("spinbutton", name=f"{part}, Response deadline")).to_have_text(
            typed
        )
    for candidate, percent in (("Atlas", "18"), ("Borealis", "18.1")):
        open_form(visit, candidate, "Workforce")
        expect(visit.number(ATTRITION)).to_have_value(percent)
    open_form(visit, "Borealis", "Floor")
    expect(visit.question(MATURITY).get_by_role("radio", name=re.compile("^5 ·"))).to_be_checked()


def workbook_has_what_the_page_shows(visit: Visit, evaluation: Evaluation, folder: Path) -> None:
    visit.follow("Ranking", "Who should be chosen?")
    with visit.page.expect_download() as download:
        visit.button("Excel shortlist").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert re.fullmatch(
        r"shortlist-customer-service-partner-2027-r\d+-\d{4}-\d\d-\d\d\.xlsx", file.name
    )
    workbook = opened(file.read_bytes())
    rows = {row["Candidate"]: row for row in table(workbook["Summary"], "Rank")}
    page_text = visit.text()
    for number, candidate in enumerate(evaluation.candidates):
        row = rows[candidate.name]
        assert row["Overall value"] == pytest.approx(evaluation.overall[number])
        assert row["Rank"] == evaluation.rank[number]
        assert f"{evaluation.overall[number]:.1f}" in page_text
    assert (rows["Atlas"]["Critical flags"], rows["Borealis"]["Critical flags"]) == (0, 1)
    assert any("18.1 % of the starters" in text for text in all_text(workbook))


def make_a_link(visit: Visit) -> str:
    visit.follow("Links and export", "What leaves this tool?")
    type_into(visit.page.get_by_label("For whom"), "Steering group")
    visit.button("Make the link").click()
    code = visit.page.get_by_test_id("stCode")
    expect(code).to_contain_text("?share=")
    return code.inner_text().strip()


def only_the_shared_page_is_there(visit: Visit, address: str) -> None:
    path, _, query = address.partition("?")
    # Whatever page is asked for, with the token there is the shared one and nothing else.
    for view in ("", "ranking", "due_diligence", "links"):
        visit.page.goto(f"{path}{view}?{query}")
        visit.heading(TITLE).wait_for()
        visit.settle()
        text = visit.text()
        assert "Shared by Local operator" in text
        assert "18.1 % of the starters" in text
        assert text.index("Borealis") < text.index("Atlas")
        expect(visit.page.get_by_test_id("stSidebar")).to_have_count(0)
        expect(visit.page.get_by_role("spinbutton")).to_have_count(0)
        expect(visit.page.get_by_role("textbox")).to_have_count(0)
        expect(visit.button("Make the link")).to_have_count(0)


def close_the_link(visit: Visit) -> None:
    visit.button("Revoke").click()
    visit.button("Revoke this link").click()
    expect(visit.page.get_by_text("No link is open")).to_be_visible()


def nothing_but_the_problem_is_shown(visit: Visit) -> None:
    visit.settle()
    text = visit.text()
    assert text.startswith(LINK_PROBLEM_TITLE)
    assert "Atlas" not in text
    assert "Borealis" not in text
    expect(visit.page.get_by_test_id("stSidebar")).to_have_count(0)
