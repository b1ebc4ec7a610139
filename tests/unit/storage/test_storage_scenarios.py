"""Scenarios: kept beside a selection, remembered, and without any effect on what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.document import read_document, write_document
from scorecard.model import Answer, Scenario, Selection, Status
from scorecard.storage import (
    Archived,
    Conflict,
    Duplicate,
    NotFound,
    Refused,
    Storage,
    migrations,
    open_storage,
    scenario_subject,
)
from scorecard.storage.scenarios import MOST_SCENARIOS

WORSE = Answer(
    candidate_id="Atlas", question_id="q_quality", status=Status.ANSWERED, value=2.0, version=7
)


def kept(storage: Storage, owner: Actor, selection: Selection, name: str = "Price first"):
    return storage.create_scenario(
        owner, selection.id, name=name, points={"price": 60.0, "quality": 40.0}, answers=[WORSE]
    )


def test_a_scenario_is_read_back_as_it_was_kept(
    storage: Storage, owner: Actor, stored: Selection, clock
) -> None:
    made = kept(storage, owner, stored, "  Price first ")

    assert storage.list_scenarios(owner, stored.id) == (made,)
    assert (made.name, made.created_by, made.created_at) == ("Price first", "Ana", clock.now)
    assert made.points == {"price": 60.0, "quality": 40.0}
    assert made.answers == (WORSE,)
    assert made.version == 1


def test_keeping_renaming_and_deleting_leave_selection_revision_and_last_change_alone(
    storage: Storage, owner: Actor, stored: Selection, clock
) -> None:
    before = storage.load(owner, stored.id), storage.list_selections(owner)
    clock.advance(hours=1)
    made = kept(storage, owner, stored)
    storage.rename_scenario(owner, stored.id, made.id, name="Cheap", expected_version=1)
    storage.delete_scenario(owner, stored.id, made.id, expected_version=2)

    assert storage.revision(owner, stored.id) == stored.revision
    assert (storage.load(owner, stored.id), storage.list_selections(owner)) == before


def test_the_history_says_who_kept_renamed_and_deleted_which_scenario(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    made = kept(storage, owner, stored)
    storage.rename_scenario(owner, stored.id, made.id, name="Cheap", expected_version=1)
    storage.delete_scenario(owner, stored.id, made.id, expected_version=2)

    gone, renamed, created = storage.history(owner, stored.id, subject=scenario_subject(made.id))
    assert (created.action, created.actor) == ("scenario_created", "Ana")
    assert Scenario.model_validate(created.after) == made
    assert (renamed.before, renamed.after) == ("Price first", "Cheap")
    assert gone.before["name"] == "Cheap"
    assert {created.revision, renamed.revision, gone.revision} == {stored.revision}


def test_a_change_of_the_selection_afterwards_still_raises_its_revision_by_one(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    kept(storage, owner, stored)
    saved = storage.save_details(owner, stored.id, title="Peak", expected_version=stored.version)
    assert saved.revision == stored.revision + 1
    assert len(storage.list_scenarios(owner, stored.id)) == 1


@pytest.mark.parametrize("name", ["Price first", " PRICE   first "])
def test_a_name_is_there_once_whatever_its_case_and_spacing(
    storage: Storage, owner: Actor, stored: Selection, name: str
) -> None:
    kept(storage, owner, stored)
    with pytest.raises(Duplicate, match="named 'Price first' already"):
        kept(storage, owner, stored, name)
    other = kept(storage, owner, stored, "Other")
    with pytest.raises(Duplicate):
        storage.rename_scenario(owner, stored.id, other.id, name=name, expected_version=1)


def test_two_selections_may_each_have_a_scenario_of_the_same_name(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> None:
    other = storage.create_selection(owner, stored.model_copy(update={"id": "other"}), catalogue)
    kept(storage, owner, stored)
    kept(storage, owner, other)
    assert len(storage.list_scenarios(owner, other.id)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "   "}, "1 to 200 characters"),
        ({"name": "x" * 201}, "1 to 200 characters"),
        ({"name": "a\x00b"}, "cannot be stored"),
        ({"points": {"price": -1.0}}, "negative points"),
        ({"points": {"price": float("nan")}}, "finite"),
        ({"answers": [WORSE, WORSE]}, "answered twice"),
        ({"points": {}, "answers": ()}, "changes nothing"),
    ],
)
def test_what_is_impossible_is_refused_with_the_reason(
    storage: Storage, owner: Actor, stored: Selection, changes: dict[str, object], words: str
) -> None:
    fields = {"name": "Cheap", "points": {"price": 1.0}, "answers": [], **changes}
    with pytest.raises(Refused, match=words):
        storage.create_scenario(owner, stored.id, **fields)
    assert storage.list_scenarios(owner, stored.id) == ()


def test_somebody_elses_rename_is_not_overwritten_or_deleted_unseen(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    made = kept(storage, owner, stored)
    storage.rename_scenario(colleague, stored.id, made.id, name="Ben's", expected_version=1)

    with pytest.raises(Conflict, match="Ben changed the scenario 'Ben's'"):
        storage.rename_scenario(owner, stored.id, made.id, name="Ana's", expected_version=1)
    with pytest.raises(Conflict):
        storage.delete_scenario(owner, stored.id, made.id, expected_version=1)
    assert [s.name for s in storage.list_scenarios(owner, stored.id)] == ["Ben's"]


def test_what_was_deleted_cannot_be_renamed(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    made = kept(storage, owner, stored)
    storage.delete_scenario(owner, stored.id, made.id, expected_version=1)
    with pytest.raises(NotFound, match="deleted"):
        storage.rename_scenario(owner, stored.id, made.id, name="x", expected_version=1)


def test_an_archived_selection_keeps_no_new_scenarios(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_details(owner, stored.id, archived=True, expected_version=stored.version)
    with pytest.raises(Archived):
        kept(storage, owner, stored)


def test_there_is_a_limit_to_their_number(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    for number in range(MOST_SCENARIOS):
        kept(storage, owner, stored, f"Scenario {number}")
    with pytest.raises(Refused, match=f"{MOST_SCENARIOS} at most"):
        kept(storage, owner, stored, "One too many")


def test_the_document_carries_scenarios_into_another_database(
    storage: Storage, owner: Actor, stored: Selection, tmp_path: Path, clock
) -> None:
    made = kept(storage, owner, stored)
    document = read_document(write_document(storage.document(owner, stored.id)))
    assert document.scenarios == (made,)

    elsewhere = open_storage(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}", now=clock)
    assert document.catalogue is not None
    elsewhere.import_selection(
        owner,
        document.selection,
        document.catalogue,
        history=document.history,
        scenarios=document.scenarios,
    )
    assert elsewhere.list_scenarios(owner, stored.id) == (made,)
    elsewhere.close()


def test_a_document_with_the_same_scenario_twice_is_refused_as_a_whole(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> None:
    made = kept(storage, owner, stored)
    twin = made.model_copy(update={"id": "twin", "name": "price FIRST"})
    for scenarios in ((made, twin), (made, made.model_copy(update={"name": "Other"}))):
        with pytest.raises(Refused):
            storage.import_selection(owner, stored, catalogue, scenarios=scenarios, as_copy=True)
    assert len(storage.list_selections(owner)) == 1


def test_a_duplicate_has_the_scenarios_and_changing_them_leaves_the_original_alone(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    made = kept(storage, owner, stored)
    copy = storage.duplicate_selection(owner, stored.id, title="Second round")
    assert storage.list_scenarios(owner, copy.id) == (made,)
    storage.delete_scenario(owner, copy.id, made.id, expected_version=1)
    assert storage.list_scenarios(owner, stored.id) == (made,)


def test_a_database_of_the_first_schema_is_upgraded_with_everything_in_it(
    tmp_path: Path, owner: Actor, selection: Selection, catalogue: Catalogue
) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    new = open_storage(url)
    new.create_selection(owner, selection, catalogue)
    new.close()
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with create_engine(url).begin() as connection:
        for later in ("debriefings", "awards", "erased_marks", "scenarios"):
            connection.execute(text(f"DROP TABLE {later}"))
        connection.execute(text("ALTER TABLE candidates DROP COLUMN override_flags"))
        connection.execute(text("ALTER TABLE links DROP COLUMN seating"))
        connection.execute(text("DROP TABLE alembic_version"))
        configuration.attributes["connection"] = connection
        command.stamp(configuration, "0001")

    upgraded = open_storage(url)
    assert upgraded.load(owner, selection.id).points == selection.points
    assert kept(upgraded, owner, selection) in upgraded.list_scenarios(owner, selection.id)
    upgraded.close()
