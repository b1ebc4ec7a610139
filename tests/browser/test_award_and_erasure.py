"""The two things that cannot be taken back, as somebody does them: sealing a decision, erasing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.live_app import LiveApp
from browser.visit import PRESS_MS, NewVisit, Visit, type_into
from pages import OPERATOR, stored_worked
from playwright.sync_api import Locator

from scorecard.model import Disclosed

pytestmark = pytest.mark.browser


def press(visit: Visit, name: str) -> None:
    visit.button(name).click(delay=PRESS_MS)
    visit.settle()


def box(visit: Visit, label: str) -> Locator:
    return visit.page.get_by_role("textbox", name=label, exact=True)


def serious_faults(visit: Visit) -> list[str]:
    faults = Axe().run(visit.page, options={"resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['target']}"
        for violation in faults.response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_a_decision_is_sealed_and_every_candidate_gets_its_debrief(
    live_app: LiveApp, visit: NewVisit, tmp_path: Path
) -> None:
    storage = live_app.storage()
    selection = stored_worked(storage)
    window = visit()
    window.open("award", {"selection": selection.id})
    type_into(box(window, "Reasons for the decision"), "The best floor management.")
    type_into(box(window, "Responses still open: why decide all the same?"), "The board meets.")
    type_into(box(window, "Name"), "Ines Okafor")
    type_into(box(window, "Role"), "Head of service")
    window.page.keyboard.press("Escape")
    window.settle()
    press(window, "Record the decision")
    dialog = window.page.get_by_role("dialog")
    dialog.get_by_text("cannot be changed afterwards").wait_for()
    press(window, "Record for good")
    window.page.get_by_text("Unchanged since signing").first.wait_for()
    window.page.get_by_role("dialog").wait_for(state="detached")

    press(window, "Its own rank")
    press(window, "Prepare the debriefs")
    with window.page.expect_download() as download:
        window.button("All debriefs as ZIP").click(delay=PRESS_MS)
    download.value.save_as(tmp_path / "debriefs.zip")

    with zipfile.ZipFile(tmp_path / "debriefs.zip") as archive:
        assert len(archive.namelist()) == 2 * len(selection.candidates)
        assert b"Your rank was 2" in archive.read("debrief-brisa-contacto.html")
    (prepared,) = storage.list_debriefings(OPERATOR, selection.id)
    assert prepared.disclosed == (Disclosed.OWN_RANK,)
    assert serious_faults(window) == []


def test_erasing_needs_the_typed_name_and_then_the_candidate_is_gone(
    live_app: LiveApp, visit: NewVisit
) -> None:
    storage = live_app.storage()
    selection = stored_worked(storage)
    window = visit()
    window.open("candidates", {"selection": selection.id})
    press(window, "Erase data for good")
    dialog = window.page.get_by_role("dialog")
    dialog.wait_for()
    window.choose("Candidate", "Cobalt Lane")
    dialog.get_by_text("What remains elsewhere").wait_for()
    assert serious_faults(window) == []
    type_into(box(window, "Reason"), "They withdrew.")
    type_into(box(window, "Type “Cobalt Lane” to confirm"), "Cobalt")
    press(window, "Erase for good")
    dialog.get_by_text("Nothing was erased").wait_for()
    assert box(window, "Reason").input_value() == "They withdrew."
    assert storage.load(OPERATOR, selection.id) == selection

    type_into(box(window, "Type “Cobalt Lane” to confirm"), "Cobalt Lane")
    press(window, "Erase for good")
    window.page.get_by_text("Remains: Backups as JSON").wait_for()
    dialog.wait_for(state="detached")
    assert "Cobalt Lane" not in window.text()
    assert "cobaltlane" not in {c.id for c in storage.load(OPERATOR, selection.id).candidates}
