"""Every file that leaves is noted, so that an erasure can say where its data may still be."""

from __future__ import annotations

import ast
from pathlib import Path

from pages import OPERATOR, ROOT, open_page, stored_worked

from scorecard.access import SharedPart
from scorecard.sharing import new_token, token_sha256
from scorecard.storage import QUESTIONNAIRE
from scorecard.ui.downloads import attachment_bytes, preview_bytes, text_bytes
from scorecard.ui.erasure_words import remaining_lines
from scorecard.ui.selections_cards import backup_of
from scorecard.ui.shared_views import report_while_live, view_of, workbook_while_live

UI = ROOT / "scorecard" / "ui"


def noted(storage, selection) -> list[str]:
    entries = storage.history(OPERATOR, selection.id, subject="export")
    return sorted(str(entry.after) for entry in entries)


def test_backups_attached_files_and_questionnaires_as_they_came_are_noted(storage):
    selection = stored_worked(storage)
    file = storage.add_attachment(
        OPERATOR,
        selection.id,
        candidate_id="brisa",
        question_id="compliance_documents",
        name="certificate.pdf",
        media_type="application/pdf",
        content=b"a certificate",
    )
    came = storage.add_attachment(
        OPERATOR,
        selection.id,
        candidate_id="brisa",
        question_id=QUESTIONNAIRE,
        name="reply.xlsx",
        media_type="application/octet-stream",
        content=b"a reply",
    )
    revision = storage.revision(OPERATOR, selection.id)

    backup_of(storage, OPERATOR, selection.id)()
    assert attachment_bytes(OPERATOR, selection.id, file) == b"a certificate"
    assert attachment_bytes(OPERATOR, selection.id, came) == b"a reply"
    assert text_bytes(OPERATOR, selection.id, "What about ramps?") == b"What about ramps?"

    assert noted(storage, selection) == [
        "attached file",
        "backup (JSON)",
        "questionnaire that came back",
        "questions to a candidate (text)",
    ]
    assert storage.revision(OPERATOR, selection.id) == revision


def test_what_leaves_through_a_share_link_is_noted_with_the_name_of_the_link(storage):
    selection = stored_worked(storage)
    token, sha256 = new_token()
    assert token_sha256(token) == sha256
    storage.create_link(
        OPERATOR,
        selection.id,
        token_sha256=sha256,
        label="Steering group",
        scope={SharedPart.RANKING, SharedPart.FLAGS},
    )
    link = storage.find_link(token_sha256(token))
    view = view_of(link)
    workbook_while_live(token_sha256(token), view, selection.id)
    report_while_live(token_sha256(token), view)

    assert noted(storage, selection) == [
        "report (HTML) through a share link",
        "workbook through a share link",
    ]
    entries = storage.history(OPERATOR, selection.id, subject="export")
    assert {entry.actor for entry in entries} == {"Steering group"}
    # The name of a link is not taken for a person's.
    people = [name for name, _ in storage.known_people(OPERATOR, selection.id)]
    assert "Steering group" not in people


def test_what_an_owner_takes_from_the_preview_is_noted_too(storage):
    selection = stored_worked(storage)
    assert preview_bytes(OPERATOR, selection.id, "workbook", lambda: b"content") == b"content"
    assert noted(storage, selection) == ["workbook as a share link shows it"]


def test_the_list_says_what_is_noted_and_what_is_noted_nowhere(storage):
    selection = stored_worked(storage)
    before = storage.preview_candidate_erasure(OPERATOR, selection.id, "brisa")
    lines = " ".join(remaining_lines(before.elsewhere))
    # Nothing was downloaded: nobody is sent looking for a file that never was.
    assert "No download is noted here." in lines
    assert "were downloaded" not in lines

    backup_of(storage, OPERATOR, selection.id)()
    after = storage.preview_candidate_erasure(OPERATOR, selection.id, "brisa")
    lines = " ".join(remaining_lines(after.elsewhere))
    assert "Files of the whole selection that were downloaded: backup (JSON) (1×)." in lines
    for gap in ("charts saved from a page", "made from a backup", "earlier version"):
        assert gap in lines


def test_the_button_of_the_questions_notes_nothing_before_it_is_pressed(storage):
    selection = stored_worked(storage)
    app = open_page("red_flags", selection.id)
    assert not app.exception
    assert noted(storage, selection) == []


def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_no_button_hands_out_a_file_that_is_not_noted() -> None:
    """Whatever a download button or the shared page is given is built by something that notes."""
    known: dict[str, ast.FunctionDef] = {}
    for path in UI.rglob("*.py"):
        known |= functions_of(path)

    def notes(name: str, seen: frozenset[str] = frozenset()) -> bool:
        if name in ("note_export", "note_shared_download"):
            return True
        if name not in known or name in seen:
            return False
        inside = {n.id for n in ast.walk(known[name]) if isinstance(n, ast.Name)}
        return any(notes(each, seen | {name}) for each in inside)

    builders: list[tuple[str, str]] = []
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            wanted = {"data"} if called.endswith("download_button") else {"workbook", "report"}
            if not called.endswith(("download_button", "show_view")):
                continue
            for keyword in node.keywords:
                if keyword.arg in wanted:
                    builders.append((path.name, ast.unparse(keyword.value)))
    assert len(builders) > 15
    handed_on = {"workbook", "report"}
    unnoted = [
        (file, expression)
        for file, expression in builders
        if expression not in handed_on
        and not any(
            notes(node.id) for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)
        )
    ]
    assert unnoted == []
    # What the shared page hands on.
    assert notes("workbook_while_live")
    assert notes("report_while_live")
