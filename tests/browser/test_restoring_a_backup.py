"""A backup with large files goes back in through the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.live_app import LiveApp
from browser.visit import NewVisit, Visit
from pages import OPERATOR, stored_worked
from playwright.sync_api import expect

from scorecard.document import write_document

pytestmark = pytest.mark.browser

CERTIFICATE_BYTES = 12_000_000


def test_a_backup_with_two_certificates_of_twelve_megabytes_is_restored_in_the_page(
    live_app: LiveApp, visit: NewVisit, tmp_path: Path
) -> None:
    storage = live_app.storage()
    selection = stored_worked(storage)
    for number in range(2):
        storage.add_attachment(
            OPERATOR,
            selection.id,
            candidate_id="brisa",
            question_id="compliance_documents",
            name=f"certificate-{number}.pdf",
            media_type="application/pdf",
            content=bytes([number]) * CERTIFICATE_BYTES,
        )
    brisa = storage.load(OPERATOR, selection.id).candidate("brisa")
    storage.remove_candidate(OPERATOR, selection.id, "brisa", expected_version=brisa.version)
    file = tmp_path / "backup.json"
    file.write_text(write_document(storage.document(OPERATOR, selection.id)), encoding="utf-8")
    # Beyond the thirty megabytes at which uploads once ended.
    assert file.stat().st_size > 30 * 1024 * 1024

    window: Visit = visit()
    window.open()
    window.button("Restore a backup").click()
    window.page.locator("input[type=file]").set_input_files(file)
    expect(window.page.get_by_text("1 removed candidate can be brought back")).to_be_visible(
        timeout=60_000
    )
    window.button("Store it and open it").click()
    expect(window.page.get_by_role("heading", name="Who should be chosen?")).to_be_visible(
        timeout=60_000
    )

    (copy_id,) = [s.id for s in storage.list_selections(OPERATOR) if s.id != selection.id]
    (removed,) = storage.removed_candidates(OPERATOR, copy_id)
    assert removed.id == "brisa"
    storage.restore_candidate(OPERATOR, copy_id, "brisa")
    files = storage.load(OPERATOR, copy_id).attachments
    assert sorted(item.size_bytes for item in files) == [CERTIFICATE_BYTES, CERTIFICATE_BYTES]
