"""What goes wrong while somebody works: nothing that was typed is lost, and each fault is named."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import PRESS_MS, NewVisit, Visit, type_into
from pages import OPERATOR, stored_empty
from playwright.sync_api import Locator, expect

from scorecard.model import Answer, AnswerValue, Status
from scorecard.ui.reconnection import NOT_SAVED

pytestmark = pytest.mark.browser

# How long the run after a reconnection may take to begin on a busy machine.
RUN_OF_ITS_OWN_MS = 3_000
ATTRITION = "attrition_120d_pct"
YEARLY = "attrition_annual_pct"


@pytest.fixture(autouse=True)
def selection(live_app: LiveApp) -> None:
    stored_empty(live_app.storage(), "Atlas", "Borealis")


def open_section(visit: Visit, section: str = "workforce_stability") -> None:
    visit.open("due_diligence", {"selection": "empty", "candidate": "c0", "section": section})


def stored(live_app: LiveApp, question: str = ATTRITION) -> Answer:
    return live_app.storage().load(OPERATOR, "empty").answer("c0", question)


def value(live_app: LiveApp, question: str = ATTRITION) -> AnswerValue | None:
    return stored(live_app, question).value


def saved_mark(card: Locator) -> Locator:
    return card.get_by_text(re.compile(r"Saved \d\d:\d\d"))


def open_details(visit: Visit, question: str) -> None:
    visit.question(question).get_by_text("Details").click()
    visit.question(question).get_by_label("Note", exact=True).wait_for()
    # The browser loads the code of these when it first draws one; without a server it cannot.
    visit.question(question).get_by_test_id("stDateInput").wait_for()
    visit.question(question).get_by_test_id("stFileUploader").wait_for()


def test_what_is_typed_while_the_server_is_gone_stays_and_is_saved_when_it_is_left(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    field = window.number(ATTRITION)
    field.press_sequentially("18.")
    live_app.kill()
    # Nothing can be sent, and nothing more can be typed into a field that is disabled.
    expect(field).to_be_disabled()
    live_app.start()
    expect(field).to_be_enabled()
    # A moment after it is back the page asks for a run, with which the browser hands over what it
    # holds; what is typed after that is compared with what is stored.
    window.page.wait_for_timeout(RUN_OF_ITS_OWN_MS)
    window.settle()
    assert field.input_value() in ("18", "18.")
    assert value(live_app) is None
    type_into(field, "18.1")
    card = window.question(ATTRITION)
    expect(saved_mark(card)).to_be_visible()
    expect(card.get_by_text("not saved")).to_have_count(0)
    assert value(live_app) == 18.1
    type_into(window.number(YEARLY), "44")
    expect(saved_mark(window.question(YEARLY))).to_be_visible()
    assert value(live_app, YEARLY) == 44


@pytest.mark.parametrize("page", ["brief", "due_diligence"])
def test_text_that_was_not_left_when_the_server_died_is_offered_once_it_is_back(
    live_app: LiveApp, visit: NewVisit, page: str
) -> None:
    window: Visit = visit()
    if page == "brief":
        window.open("brief", {"selection": "empty"})
        box, save = window.page.get_by_role("textbox", name="Services in scope"), "Save mine"
    else:
        open_section(window)
        open_details(window, ATTRITION)
        box, save = window.question(ATTRITION).get_by_label("Note", exact=True), "Save it now"
    box.press_sequentially("Typed before")
    live_app.kill()
    expect(box).to_be_disabled()
    live_app.start()
    expect(window.page.get_by_text(f"{NOT_SAVED}.")).to_be_visible()
    expect(box).to_have_value("Typed before")
    window.button(save).click()
    expect(window.page.get_by_text(f"{NOT_SAVED}.")).to_have_count(0)
    brief = live_app.storage().load(OPERATOR, "empty").brief
    kept = brief.services if page == "brief" else stored(live_app).note
    assert kept == "Typed before"


def test_what_was_sent_to_a_server_that_died_is_offered_by_the_next(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    open_details(window, YEARLY)
    yearly = window.question(YEARLY)
    note = yearly.get_by_label("Note", exact=True)
    live_app.freeze()
    type_into(window.number(ATTRITION), "25")
    type_into(note, "From the call")
    window.number(YEARLY).press_sequentially("4")
    live_app.restart()
    expect(window.number(YEARLY)).to_be_enabled()
    expect(window.number(YEARLY)).to_have_value("4")
    type_into(window.number(YEARLY), "44")
    expect(yearly.get_by_text("Yours, not saved: 44 %")).to_be_visible()
    expect(yearly.get_by_text(f"{NOT_SAVED}.")).to_be_visible()
    expect(note).to_have_value("From the call")
    attrition = window.question(ATTRITION)
    expect(attrition.get_by_role("alert")).to_contain_text("Yours, not saved: 25 %")
    attrition.get_by_role("button", name="Save mine").click()
    expect(saved_mark(attrition)).to_be_visible()
    yearly.get_by_role("button", name="Save it now").click()
    expect(yearly.get_by_text(f"{NOT_SAVED}.")).to_have_count(0)
    yearly.get_by_role("button", name="Save mine").click()
    expect(yearly.get_by_role("alert")).to_have_count(0)
    assert (value(live_app), value(live_app, YEARLY)) == (25, 44)
    assert stored(live_app, YEARLY).note == "From the call"


def test_what_was_typed_before_another_page_was_opened_is_stored_by_a_busy_server(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    for typed in (25, 26, 27):
        open_section(window)
        live_app.freeze()
        window.number(ATTRITION).fill(str(typed))
        link = window.page.get_by_test_id("stSidebar").get_by_role("link", name="Ranking")
        link.click(delay=PRESS_MS)
        # Both messages are on their way.
        window.page.wait_for_timeout(PRESS_MS)
        live_app.thaw()
        window.page.wait_for_url("**/ranking**")
        window.settle()
        assert value(live_app) == typed


@pytest.mark.parametrize(
    ("section", "question"),
    [("workforce_stability", ATTRITION), ("domain_depth", "references")],
)
def test_a_reason_that_was_not_sent_when_the_server_died_is_still_asked_for_with_its_text(
    live_app: LiveApp, visit: NewVisit, section: str, question: str
) -> None:
    window: Visit = visit()
    open_section(window, section)
    card = window.question(question)
    choice = card.get_by_role("radio", name="Not applicable")
    choice.click(delay=PRESS_MS)
    reason = card.get_by_label("Why does this not apply to the candidate?")
    reason.press_sequentially("No such account")
    live_app.restart()
    expect(card.get_by_text(f"{NOT_SAVED}.")).to_be_visible()
    expect(reason).to_have_value("No such account")
    expect(choice).to_be_checked()
    assert stored(live_app, question).status is Status.OPEN
    card.get_by_role("button", name="Mark as not applicable").click(delay=PRESS_MS)
    expect(saved_mark(card)).to_be_visible()
    expect(card.get_by_text(f"{NOT_SAVED}.")).to_have_count(0)
    kept = stored(live_app, question)
    assert (kept.status, kept.not_applicable_reason) == (Status.NOT_APPLICABLE, "No such account")


def test_two_browsers_that_change_the_same_answer_see_both_values(
    live_app: LiveApp, visit: NewVisit
) -> None:
    first: Visit = visit()
    second: Visit = visit()
    open_section(first)
    open_section(second)
    type_into(first.number(ATTRITION), "12")
    expect(saved_mark(first.question(ATTRITION))).to_be_visible()
    type_into(second.number(ATTRITION), "25")
    alert = second.question(ATTRITION).get_by_role("alert")
    expect(alert).to_contain_text("Somebody else changed this answer")
    expect(alert).to_contain_text("Stored now: 12 %")
    expect(alert).to_contain_text("Yours, not saved: 25 %")
    expect(second.number(ATTRITION)).to_have_value("25")
    assert value(live_app) == 12
    second.question(ATTRITION).get_by_role("button", name="Keep mine").click()
    expect(saved_mark(second.question(ATTRITION))).to_be_visible()
    assert value(live_app) == 25


def test_a_note_of_fifty_thousand_characters_is_refused_and_stays(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    open_details(window, ATTRITION)
    card = window.question(ATTRITION)
    long = "x" * 50_000
    note = card.get_by_label("Note", exact=True)
    type_into(note, long)
    expect(card.get_by_role("alert")).to_contain_text("50,000 characters; 20,000 at most")
    # Another change of the same answer neither hides the message nor loses the text.
    type_into(window.number(ATTRITION), "12")
    expect(saved_mark(card)).to_be_visible()
    expect(card.get_by_role("alert")).to_contain_text("50,000 characters; 20,000 at most")
    assert note.input_value() == long
    assert (value(live_app), stored(live_app).note) == (12, "")
    type_into(note, "Short")
    expect(card.get_by_role("alert")).to_have_count(0)
    assert stored(live_app).note == "Short"


def test_saving_one_text_does_not_disturb_what_is_being_typed_in_the_next(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    open_details(window, ATTRITION)
    card = window.question(ATTRITION)
    source = card.get_by_label("Source of the answer")
    card.get_by_label("Note", exact=True).press_sequentially("From the call")
    window.page.keyboard.press("Tab")
    expect(source).to_be_focused()
    source.press_sequentially("Quest")
    expect(saved_mark(card)).to_be_visible()
    window.settle()
    expect(source).to_be_focused()
    window.page.keyboard.type("ionnaire")
    window.page.keyboard.press("Tab")
    expect(source).to_have_value("Questionnaire")
    window.settle()
    expect(card.get_by_text(re.compile("Note, source$"))).to_be_visible()
    assert (stored(live_app).note, stored(live_app).source) == ("From the call", "Questionnaire")


def test_a_file_of_thirty_megabytes_is_refused_with_a_message(
    live_app: LiveApp, visit: NewVisit, tmp_path: Path
) -> None:
    window: Visit = visit()
    open_section(window)
    open_details(window, ATTRITION)
    card = window.question(ATTRITION)
    large = tmp_path / "list.pdf"
    large.write_bytes(b"x" * 30_000_000)
    card.locator("input[type=file]").set_input_files(large)
    expect(card.get_by_text(re.compile(r"must be 25(\.0)?MB or smaller"))).to_be_visible()
    assert not live_app.storage().load(OPERATOR, "empty").attachments


def test_a_file_named_like_a_path_is_kept_under_a_safe_name_and_only_downloaded(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    open_details(window, ATTRITION)
    card = window.question(ATTRITION)
    content = b"<script>alert(1)</script>"
    card.locator("input[type=file]").set_input_files(
        {"name": "../../etc/passwd", "mimeType": "text/html", "buffer": content}
    )
    button = card.get_by_role("button", name="passwd (25 bytes)")
    button.wait_for()
    (kept,) = live_app.storage().load(OPERATOR, "empty").attachments
    assert kept.name == "passwd"
    window.settle()
    with (
        window.page.expect_response(lambda answer: "/media/" in answer.url) as answer,
        window.page.expect_download() as download,
    ):
        button.click()
    assert answer.value.header_value("content-disposition").startswith("attachment")
    assert download.value.suggested_filename == "passwd"
    assert download.value.path().read_bytes() == content


def test_clearing_a_number_makes_the_question_open_again(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window)
    type_into(window.number(ATTRITION), "25")
    card = window.question(ATTRITION)
    expect(card.get_by_role("radio", name="Claimed")).to_be_checked()
    type_into(window.number(ATTRITION), "")
    expect(card.get_by_role("radio", name="Open", exact=True)).to_be_checked()
    assert stored(live_app).status is Status.OPEN


def test_a_candidate_is_not_added_twice(live_app: LiveApp, visit: NewVisit) -> None:
    window: Visit = visit()
    window.open("candidates", {"selection": "empty"})
    window.page.get_by_label("Add a candidate").fill("  atlas ")
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("alert")).to_contain_text(
        "There is a candidate named 'Atlas' already"
    )
    expect(window.page.get_by_label("Add a candidate")).to_have_value(re.compile("^ *atlas *$"))
    names = [c.name for c in live_app.storage().load(OPERATOR, "empty").candidates]
    assert names == ["Atlas", "Borealis"]


def test_names_that_are_typed_without_a_pause_become_a_candidate_each(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    window.open("candidates", {"selection": "empty"})
    box = window.page.get_by_label("Add a candidate")
    box.click()
    typed = ["Cobalt", "Dune", "Ember", "Fjord"]
    for name in typed:
        window.page.keyboard.type(name)
        window.page.keyboard.press("Enter")
        # As long as a hand takes to the next letter.
        window.page.wait_for_timeout(PRESS_MS)

    def names() -> list[str]:
        return [c.name for c in live_app.storage().load(OPERATOR, "empty").candidates]

    wait_until(lambda: len(names()) == 2 + len(typed))
    assert names() == ["Atlas", "Borealis", *typed]
    window.settle()
    expect(box).to_have_value("")


def test_rows_of_tables_are_stored_and_still_there_after_another_page(
    live_app: LiveApp, visit: NewVisit
) -> None:
    window: Visit = visit()
    open_section(window, "domain_depth")
    references = window.question("references")
    window.add_table_row(
        references.get_by_test_id("stDataFrame"), 0, ("Furniture retailer", "Ours")
    )
    # An incomplete row says what it lacks instead of being dropped without a word.
    expect(references.get_by_role("alert")).to_contain_text("Takes a call is missing")
    window.fill_cell("Yes")
    expect(saved_mark(references)).to_be_visible()
    ramps = open_ramps(window)
    window.add_table_row(ramps.get_by_test_id("stDataFrame"), 0, ("Furniture retailer", "40", "8"))
    expect(saved_mark(ramps)).to_be_visible()
    # Back from the fourth column to the second.
    window.page.keyboard.press("ArrowLeft")
    window.page.keyboard.press("ArrowLeft")
    window.fill_cell("60")
    window.settle()
    window.follow("Ranking", "Who should be chosen?")
    window.follow("Due diligence", "answered?")
    ramps = open_ramps(window)
    # A second row on top of the first: what was stored is what the editor goes on from.
    window.add_table_row(ramps.get_by_test_id("stDataFrame"), 1, ("Fashion retailer", "20"))
    # The mark of the earlier change still stands there, so that the store itself is asked.
    wait_until(lambda: len(rows(live_app, "ramp_history", "account")) == 2)
    assert rows(live_app, "references", "account", "segment_match", "takes_call") == [
        ("Furniture retailer", "same", "yes")
    ]
    assert rows(live_app, "ramp_history", "account", "agents", "weeks") == [
        ("Furniture retailer", 60, 8),
        ("Fashion retailer", 20, None),
    ]


def wait_until(condition: Callable[[], bool], *, seconds: float = 20.0) -> None:
    """Asks again and again until the condition holds; fails when it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to be"
        time.sleep(0.2)


def open_ramps(visit: Visit) -> Locator:
    visit.page.get_by_role("radio", name=re.compile("^Ramp")).click(delay=PRESS_MS)
    visit.question("ramp_history").wait_for()
    visit.settle()
    return visit.question("ramp_history")


def rows(live_app: LiveApp, question: str, *columns: str) -> list[tuple[object, ...]]:
    table = value(live_app, question)
    assert isinstance(table, tuple)
    return [tuple(row[c] for c in columns) for row in table if isinstance(row, dict)]
