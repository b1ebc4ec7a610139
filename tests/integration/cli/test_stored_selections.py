"""`list`, `backup` and `restore` against a real database."""

import json
import sqlite3
from datetime import date

import pytest
from building import number_catalogue, number_selection

from scorecard.access import local_operator
from scorecard.catalogue.loader import shipped_folder
from scorecard.document import read_document
from scorecard.model import Answer, DocumentReference, Evidence, Phase
from scorecard.settings import load_settings
from scorecard.storage import connection, open_storage

CATALOGUE = number_catalogue({"floor": (0, 100), "price": (20, 10)})
OPERATOR = local_operator("Anna")


@pytest.fixture
def stored(database):
    """Stores a selection with history and a file; returns the function that does so."""

    def store(selection_id="s1", title="Retail support 2026"):
        storage = open_storage(load_settings())
        selection = number_selection(
            {"Atlas": (80, 12), "Borealis": (None, "refused")},
            {"floor": 60.0, "price": 40.0},
            phase=Phase.COLLECTING,
        ).model_copy(update={"id": selection_id, "title": title})
        storage.create_selection(OPERATOR, selection, CATALOGUE, reason="test")
        storage.add_attachment(
            OPERATOR,
            selection_id,
            candidate_id="Atlas",
            question_id="q_floor",
            name="Prüfbericht.pdf",
            media_type="application/pdf",
            content=b"%PDF-1.7 \x00\xff",
        )
        storage.save_answer(
            OPERATOR,
            selection_id,
            Answer(
                candidate_id="Borealis",
                question_id="q_floor",
                status="answered",
                value=0.1 + 0.2,
                evidence=Evidence.DOCUMENTED,
                document=DocumentReference(
                    title="Audit", issuer="Auditor", issued_on=date(2026, 1, 2), scope="the site"
                ),
                note="Zeile 1\nZeile 2 = 日本",
            ),
            expected_version=0,
        )
        storage.close()

    return store


def empty_database(database, monkeypatch):
    other = database.with_name("other.sqlite3")
    monkeypatch.setenv("SCORECARD_DATABASE_URL", f"sqlite:///{other}")


def test_a_backup_restored_into_an_empty_database_is_the_same_selection(
    command, stored, database, tmp_path, monkeypatch
):
    stored()
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert command("backup", "s1", "-o", first).message == f"{first}: written"
    empty_database(database, monkeypatch)
    restored = command("restore", first)
    assert (restored.code, restored.output) == (0, "s1\n")
    assert restored.message == f"{first}: restored 'Retail support 2026'"
    assert command("backup", "s1", "-o", second).code == 0

    before, after = read_document(first.read_bytes()), read_document(second.read_bytes())
    assert after.files == before.files
    assert after.catalogue == before.catalogue
    # Restoring is itself in the history, so the revision is one higher; nothing else differs.
    assert after.history[:-1] == before.history
    assert after.history[-1].action == "selection_restored"
    assert after.selection.revision == before.selection.revision + 1
    assert (
        after.selection.model_copy(update={"revision": before.selection.revision})
        == before.selection
    )


def test_a_restored_selection_gets_the_same_overall_values(command, stored, tmp_path):
    stored()
    path = tmp_path / "backup.json"
    command("backup", "s1", "-o", path)
    result = json.loads(command("score", path, "--json").output)
    # Atlas: 0.6·80 + 0.4·80 = 80; Borealis: 0.6·0.3 + 0.4·0 = 0.18.
    values = {c["candidate"]: c["overall_value"] for c in result["ranking"]}
    assert values == {"Atlas": pytest.approx(80), "Borealis": pytest.approx(0.18)}


def test_restoring_twice_is_refused_and_a_copy_gets_an_id_of_its_own(command, stored, tmp_path):
    stored()
    path = tmp_path / "backup.json"
    command("backup", "s1", "-o", path)
    refused = command("restore", path)
    assert refused.code == 2
    assert "is here already" in refused.message
    assert "--as-copy" in refused.message
    copy = command("restore", path, "--as-copy")
    assert copy.code == 0
    assert copy.output.strip() not in ("", "s1")
    assert len(command("list").output.splitlines()) == 3


def test_a_title_names_a_selection_without_regard_to_case_and_spacing(command, stored, tmp_path):
    stored()
    path = tmp_path / "backup.json"
    assert command("backup", "retail  SUPPORT 2026", "-o", path).code == 0
    assert read_document(path.read_bytes()).selection.id == "s1"


def test_a_title_of_several_selections_is_refused_with_their_ids(command, stored, tmp_path):
    stored("s1")
    stored("s2")
    outcome = command("backup", "Retail support 2026", "-o", tmp_path / "backup.json")
    assert outcome.code == 2
    assert "the title of several selections; give an id: " in outcome.message
    assert {"s1", "s2"} <= set(outcome.message.replace(",", " ").split())


def test_an_unknown_selection_is_refused_with_the_titles_that_exist(command, stored, tmp_path):
    stored()
    outcome = command("backup", "Wholesale", "-o", tmp_path / "backup.json")
    assert outcome.code == 2
    assert "'Wholesale'; there are: 'Retail support 2026'" in outcome.message
    assert not (tmp_path / "backup.json").exists()


def test_the_list_shows_id_title_phase_and_candidates(command, stored):
    stored()
    (headings, row) = command("list").output.splitlines()
    assert headings.split()[:4] == ["Id", "Title", "Phase", "Candidates"]
    assert row.split()[:6] == ["s1", "Retail", "support", "2026", "collecting", "2"]
    assert row.endswith("by Anna")


def test_archived_selections_are_listed_on_request(command, stored):
    stored()
    storage = open_storage(load_settings())
    version = storage.load(OPERATOR, "s1").version
    storage.save_details(OPERATOR, "s1", archived=True, expected_version=version)
    storage.close()
    assert command("list").output == ""
    assert "collecting, archived" in command("list", "--archived").output


def test_an_empty_database_says_what_to_do(command, database):
    outcome = command("list")
    assert (outcome.code, outcome.output) == (0, "")
    where, advice = outcome.messages.splitlines()
    assert where == f"The data is kept in {database}"
    assert advice.startswith("No selections yet: create one in the app")


def test_a_backup_replaces_an_older_one_and_says_so(command, stored, tmp_path):
    stored()
    path = tmp_path / "backup.json"
    path.write_text("old")
    assert command("backup", "s1", "-o", path).message == f"{path}: replaced"
    assert read_document(path.read_bytes()).selection.id == "s1"
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == ["backup.json"]


def test_a_selection_that_does_not_fit_its_catalogue_is_not_restored(
    command, stored, database, tmp_path, monkeypatch
):
    stored()
    path = tmp_path / "backup.json"
    command("backup", "s1", "-o", path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["selection"]["answers"][0]["question_id"] = "q_ghost"
    path.write_text(json.dumps(content), encoding="utf-8")
    empty_database(database, monkeypatch)
    outcome = command("restore", path)
    assert outcome.code == 2
    assert "the catalogue has no question 'q_ghost'" in outcome.message
    assert command("list").output == ""


def test_a_database_that_cannot_be_used_is_one_line(command, monkeypatch, tmp_path):
    monkeypatch.setenv("SCORECARD_DATABASE_URL", f"sqlite:///{tmp_path}/missing/x.sqlite3")
    outcome = command("list")
    assert outcome.code == 2
    assert f"{tmp_path}/missing of the database does not exist" in outcome.message
    monkeypatch.setenv("SCORECARD_DATABASE_URL", "mysql://somewhere")
    assert command("list").code == 2


def test_a_locked_database_is_said_without_a_word_of_a_screen(
    command, stored, database, tmp_path, monkeypatch
):
    stored()
    path = tmp_path / "backup.json"
    command("backup", "s1", "-o", path)
    # The wait is five seconds; two tenths show the same.
    monkeypatch.setattr(connection, "LOCK_WAIT_SECONDS", 0.2)
    other_program = sqlite3.connect(database, isolation_level=None)
    other_program.execute("BEGIN IMMEDIATE")
    refused = command("restore", path, "--as-copy")
    noted = command("backup", "s1", "-o", tmp_path / "second.json")
    other_program.close()
    assert refused.code == 2
    for told in (refused.messages, noted.messages):
        assert "is locked" in told
        assert "screen" not in told


def test_the_worked_selection_ranks_the_same_after_restore_and_backup(command, database, tmp_path):
    worked = shipped_folder() / "examples" / "worked_selection.json"
    copy = tmp_path / "copy.json"
    restored = command("restore", worked)
    assert restored.code == 0, restored.messages
    assert command("backup", restored.output.strip(), "-o", copy).code == 0
    first, second = (
        json.loads(command("score", path, "--json", "--as-of", "2026-11-22").output)
        for path in (worked, copy)
    )
    assert len(first["ranking"]) == 5
    # Restoring counts as one revision.
    assert second.pop("revision") == first.pop("revision") + 1
    assert second == first


def test_what_leaves_on_the_command_line_is_noted_in_the_history(stored, command, tmp_path):
    stored()
    assert command("backup", "s1", "-o", tmp_path / "backup.json").code == 0
    sent = command("questionnaire", "s1", "--candidate", "Atlas", "-o", tmp_path / "sent.xlsx")
    assert sent.code == 0, sent.messages
    # From a document nothing is noted anywhere, and nothing fails.
    offline = command(
        *("questionnaire", tmp_path / "backup.json", "--candidate", "Atlas"),
        *("-o", tmp_path / "offline.xlsx"),
    )
    assert offline.code == 0, offline.messages

    storage = open_storage(load_settings())
    entries = storage.history(OPERATOR, "s1", subject="export")
    assert [entry.after for entry in entries] == ["questionnaire", "backup (JSON)"]
    assert {entry.actor for entry in entries} == {"Command line"}
    storage.close()
