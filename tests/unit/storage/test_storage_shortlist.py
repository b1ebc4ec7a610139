"""The shortlist: a critical flag needs an override of its own, whoever asks and whenever."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pages import WORKED

from scorecard.access import Actor
from scorecard.catalogue import Catalogue, load_catalogue
from scorecard.document import read_document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Answer, Brief, Candidate, Phase, Selection
from scorecard.shortlisting import (
    ShortlistState,
    shortlist_sentence,
    shortlist_state,
    with_flags_named,
)
from scorecard.storage import OverrideRequired, Refused, Storage, candidate_subject, open_storage

ATTRITION, RAMP = "attrition_120d_above_line", "ramp_two_weeks"


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def selection() -> Selection:
    """Nobody has answered yet, so that no flag is raised."""
    return Selection(
        id="test",
        title="Test",
        created_at=datetime(2026, 9, 1, tzinfo=UTC),
        phase=Phase.COLLECTING,
        brief=Brief.model_validate(
            {"gate_settings": [{"gate_id": "loaded_rate_provided", "state": "on"}]}
        ),
        points={"attrition": 1.0},
        candidates=(Candidate(id="atlas", name="Atlas"), Candidate(id="brisa", name="Brisa")),
    )


def answer(storage: Storage, owner: Actor, question_id: str, value: float | None) -> None:
    stored = storage.load(owner, "test").answer("atlas", question_id)
    status = "refused" if value is None else "answered"
    changed = Answer(candidate_id="atlas", question_id=question_id, status=status, value=value)
    storage.save_answer(owner, "test", changed, expected_version=stored.version)


def change(storage: Storage, actor: Actor, **fields: object) -> None:
    """Changes Atlas as it is stored now."""
    atlas = storage.load(actor, "test").candidate("atlas")
    storage.save_candidate(
        actor, "test", atlas.model_copy(update=fields), expected_version=atlas.version
    )


def state_of(storage: Storage, owner: Actor, evaluation: Evaluation | None = None) -> str:
    found = evaluation or evaluate(
        storage.load(owner, "test"),
        storage.catalogue(owner, "test"),
        as_of=datetime(2026, 11, 22, tzinfo=UTC).date(),
    )
    return shortlist_state(found, found.position["atlas"]).value


def test_a_tick_with_a_critical_flag_and_no_override_is_refused_whatever_the_page_saw(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    """The page that ticks was drawn before the flag was raised."""
    seen = storage.load(owner, "test").candidate("atlas")
    answer(storage, owner, "attrition_120d_pct", 25.0)

    with pytest.raises(OverrideRequired, match="Atlas carries a critical flag"):
        storage.save_candidate(
            owner, "test", seen.model_copy(update={"shortlisted": True}), expected_version=1
        )

    assert not storage.load(owner, "test").candidate("atlas").shortlisted
    assert storage.history(owner, "test", subject=candidate_subject("atlas")) == ()


def test_an_override_of_nothing_but_spaces_is_none(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    with pytest.raises(OverrideRequired):
        change(storage, owner, shortlisted=True, override_reason="  \n ")


def test_a_written_override_puts_the_candidate_on_the_shortlist_and_names_its_flags(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    change(storage, owner, shortlisted=True, override_reason="The trend is falling")

    atlas = storage.load(owner, "test").candidate("atlas")
    assert (atlas.shortlisted, atlas.override_by, atlas.override_flags) == (
        True,
        "Ana",
        (ATTRITION,),
    )
    (entry,) = storage.history(owner, "test", subject=candidate_subject("atlas"))
    assert isinstance(entry.after, dict)
    assert entry.after["override_flags"] == [ATTRITION]
    assert state_of(storage, owner) == "on"


def test_a_flag_raised_after_the_tick_leaves_the_tick_and_lacks_an_override(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    change(storage, owner, shortlisted=True)
    assert state_of(storage, owner) == "on"

    answer(storage, owner, "attrition_120d_pct", 25.0)

    assert storage.load(owner, "test").candidate("atlas").shortlisted
    assert state_of(storage, owner) == "override_missing"
    # Something else about the candidate can be changed all the same.
    change(storage, owner, note="Called on Monday")
    # Answered well, nothing is missing any more.
    answer(storage, owner, "attrition_120d_pct", 12.0)
    assert state_of(storage, owner) == "on"


def test_one_override_does_not_cover_a_flag_that_is_raised_later(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    change(storage, owner, shortlisted=True, override_reason="The trend is falling")

    answer(storage, owner, "ramp_weeks_promised", 2.0)
    assert state_of(storage, owner) == "override_missing"
    evaluation = evaluate(
        storage.load(owner, "test"),
        storage.catalogue(owner, "test"),
        as_of=stored.created_at.date(),
    )
    assert shortlist_sentence(evaluation) == (
        "Atlas is on the shortlist without a written override for: Ramp of two weeks promised."
    )

    # Whoever extends it answers for it; the history keeps who wrote the first.
    change(storage, colleague, override_flags=(ATTRITION, RAMP))
    atlas = storage.load(owner, "test").candidate("atlas")
    assert (atlas.override_by, state_of(storage, owner)) == ("Ben", "on")


def test_an_override_for_flags_that_the_writer_saw_is_not_taken_for_one_more(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    answer(storage, owner, "ramp_weeks_promised", 2.0)
    with pytest.raises(OverrideRequired, match="Ramp of two weeks"):
        change(
            storage,
            owner,
            shortlisted=True,
            override_reason="The trend is falling",
            override_flags=(ATTRITION,),
        )


def test_withdrawing_the_override_alone_does_not_leave_the_candidate_on_the_shortlist(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    change(storage, owner, shortlisted=True, override_reason="The trend is falling")
    with pytest.raises(OverrideRequired, match="take it off"):
        change(storage, owner, override_reason="")

    change(storage, owner, override_reason="", shortlisted=False)
    atlas = storage.load(owner, "test").candidate("atlas")
    assert (atlas.override_reason, atlas.override_by, atlas.override_flags) == ("", "", None)
    entry = storage.history(owner, "test", subject=candidate_subject("atlas"))[0]
    assert isinstance(entry.before, dict)
    assert isinstance(entry.after, dict)
    assert (entry.before["override_flags"], entry.after["override_flags"]) == ([ATTRITION], None)


def test_an_override_names_critical_flags_of_this_selection_only(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    # Ramp of four weeks is a major flag: it needs none.
    for flag in ("nonsense", "ramp_four_weeks"):
        with pytest.raises(Refused, match=f"“{flag}”, which is no critical flag"):
            change(storage, owner, override_reason="Why", override_flags=(flag,))


def test_whoever_fails_a_gate_is_not_put_on_the_shortlist_and_a_tick_from_before_is_told(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    change(storage, owner, shortlisted=True)
    answer(storage, owner, "rate_parts", None)
    assert state_of(storage, owner) == "gate_failed"

    change(storage, owner, shortlisted=False)
    with pytest.raises(Refused, match="Atlas is out of the ranking and cannot be shortlisted"):
        change(storage, owner, shortlisted=True)


def test_a_new_candidate_comes_onto_the_shortlist_by_the_same_rule(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    added = storage.add_candidate(
        owner, "test", Candidate(id="c", name="Cobalt", shortlisted=True, override_flags=(RAMP,))
    )
    # Nothing is answered, so that nothing is raised; flags without a reason override nothing.
    assert (added.shortlisted, added.override_flags) == (True, None)


def test_the_worked_selections_override_is_bound_to_the_flag_that_it_speaks_of() -> None:
    """It may come from before overrides named flags; Brisa has 22 % attrition, no second flag."""
    document = read_document(WORKED.read_bytes())
    selection = document.selection.model_copy(
        update={
            "candidates": tuple(
                c.model_copy(update={"override_flags": None}) for c in document.selection.candidates
            )
        }
    )
    evaluation = evaluate(
        selection, document.catalogue or load_catalogue(), as_of=selection.created_at.date()
    )
    bound = with_flags_named(evaluation)
    flags = {c.id: c.override_flags for c in bound.candidates}
    assert flags.pop("brisa") == (ATTRITION,)
    assert set(flags.values()) == {None}


def test_an_override_in_an_old_database_counts_for_every_flag_as_it_was_meant_then(
    storage: Storage, owner: Actor, stored: Selection, database_file: Path
) -> None:
    answer(storage, owner, "attrition_120d_pct", 25.0)
    change(storage, owner, shortlisted=True, override_reason="The trend is falling")
    answer(storage, owner, "ramp_weeks_promised", 2.0)
    storage.close()
    with sqlite3.connect(database_file) as connection:
        connection.execute("ALTER TABLE candidates DROP COLUMN override_flags")
        connection.execute("ALTER TABLE links DROP COLUMN seating")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")

    again = open_storage(f"sqlite:///{database_file}")
    assert again.load(owner, "test").candidate("atlas").override_flags is None
    assert state_of(again, owner) == ShortlistState.ON.value
    again.close()
