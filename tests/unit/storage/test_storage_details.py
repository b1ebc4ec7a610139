"""Title, phase, archive, brief, catalogue and weights: versions, merging, reasons."""

from __future__ import annotations

import pytest

from scorecard.access import Actor
from scorecard.catalogue import Catalogue
from scorecard.model import (
    Brief,
    Candidate,
    GateSetting,
    OpenPolicy,
    Phase,
    PriceFormula,
    Selection,
)
from scorecard.storage import (
    BRIEF_SUBJECT,
    CATALOGUE_SUBJECT,
    SELECTION_SUBJECT,
    WEIGHTS_SUBJECT,
    Archived,
    Conflict,
    ReasonRequired,
    Refused,
    Storage,
    criterion_subject,
)


@pytest.fixture
def unanswered(
    storage: Storage, owner: Actor, selection: Selection, catalogue: Catalogue
) -> Selection:
    """The same selection before the first answer."""
    return storage.create_selection(
        owner, selection.model_copy(update={"id": "early", "answers": ()}), catalogue
    )


def with_moved_anchor(catalogue: Catalogue, performance: float) -> Catalogue:
    content = catalogue.model_dump(mode="json")
    content["criteria"][0]["inputs"][0]["value"]["points"][1]["performance"] = performance
    return Catalogue.model_validate(content)


def test_title_and_phase_change_with_version_revision_and_history(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = storage.save_details(
        owner, stored.id, title="Peak season", phase=Phase.DECIDED, expected_version=stored.version
    )

    loaded = storage.load(owner, stored.id)
    assert (loaded.title, loaded.phase) == ("Peak season", Phase.DECIDED)
    assert (loaded.version, loaded.revision) == (saved.version, saved.revision)
    entry = storage.history(owner, stored.id, subject=SELECTION_SUBJECT)[0]
    assert entry.before == {"title": "Test", "phase": "closed"}
    assert entry.after == {"title": "Peak season", "phase": "decided"}


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_title_that_is_empty_or_too_long_is_refused(
    storage: Storage, owner: Actor, stored: Selection, title: str
) -> None:
    with pytest.raises(Refused, match="1 to 200 characters"):
        storage.save_details(owner, stored.id, title=title, expected_version=stored.version)


def test_an_archived_selection_is_out_of_the_list_and_read_only_until_it_is_brought_back(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    saved = storage.save_details(owner, stored.id, archived=True, expected_version=stored.version)

    assert storage.list_selections(owner) == ()
    assert [s.id for s in storage.list_selections(owner, include_archived=True)] == [stored.id]
    with pytest.raises(Archived, match="Bring it back"):
        storage.add_candidate(owner, stored.id, Candidate(id="c", name="Cobalt"))
    with pytest.raises(Refused, match="archived"):
        storage.save_details(owner, stored.id, title="x", expected_version=saved.version)

    storage.save_details(owner, stored.id, archived=False, expected_version=saved.version)
    storage.add_candidate(owner, stored.id, Candidate(id="c", name="Cobalt"))
    assert [s.candidate_count for s in storage.list_selections(owner)] == [3]


def test_a_stale_title_is_refused_with_both_titles(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_details(colleague, stored.id, title="Ben's", expected_version=stored.version)

    with pytest.raises(Conflict) as refusal:
        storage.save_details(owner, stored.id, title="Ana's", expected_version=stored.version)

    assert refusal.value.stored == {"title": "Ben's"}
    assert refusal.value.attempted == {"title": "Ana's"}


def test_a_change_of_the_brief_is_no_conflict_for_the_one_who_changes_the_title(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    brief = stored.brief.model_copy(update={"services": "voice"})
    storage.save_brief(colleague, stored.id, brief, expected_version=stored.version)

    storage.save_details(owner, stored.id, title="Peak", expected_version=stored.version)

    loaded = storage.load(owner, stored.id)
    assert (loaded.title, loaded.brief.services) == ("Peak", "voice")


def test_two_people_can_fill_different_fields_of_the_brief_at_once(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    """Both read version 1; the second write must not take the first one's field back."""
    ben = stored.brief.model_copy(update={"services": "voice", "languages": ("en", "es")})
    storage.save_brief(colleague, stored.id, ben, expected_version=stored.version)
    again = ben.model_copy(update={"coverage_hours": "8 to 20"})
    storage.save_brief(colleague, stored.id, again, expected_version=stored.version + 1)

    ana = stored.brief.model_copy(update={"escalation_rules": "supervisor"})
    storage.save_brief(owner, stored.id, ana, expected_version=stored.version)

    assert storage.load(owner, stored.id).brief == Brief(
        services="voice",
        languages=("en", "es"),
        coverage_hours="8 to 20",
        escalation_rules="supervisor",
    )
    # The entry names what this writer changed, not what was merged in.
    newest = storage.history(owner, stored.id, subject=BRIEF_SUBJECT)[0]
    assert newest.after == {"escalation_rules": "supervisor"}
    assert newest.actor == "Ana"


def test_the_same_field_of_the_brief_changed_by_two_people_is_a_conflict(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    ben = stored.brief.model_copy(update={"services": "voice"})
    storage.save_brief(colleague, stored.id, ben, expected_version=stored.version)

    ana = stored.brief.model_copy(update={"services": "chat", "hand_over": "billing"})
    with pytest.raises(Conflict) as refusal:
        storage.save_brief(owner, stored.id, ana, expected_version=stored.version)

    assert (refusal.value.stored, refusal.value.attempted) == (ben, ana)
    assert "services voice" in str(refusal.value)
    assert "services chat" in str(refusal.value)
    assert storage.load(owner, stored.id).brief == ben


def test_two_changes_that_contradict_each_other_are_a_conflict(
    storage: Storage, owner: Actor, colleague: Actor, unanswered: Selection
) -> None:
    low = unanswered.brief.model_copy(update={"ceiling_rate_per_hour": 15.0})
    storage.save_brief(colleague, unanswered.id, low, expected_version=unanswered.version)

    high = unanswered.brief.model_copy(update={"target_rate_per_hour": 20.0})
    with pytest.raises(Conflict):
        storage.save_brief(owner, unanswered.id, high, expected_version=unanswered.version)


def test_a_version_from_the_future_is_a_conflict_and_never_overwrites(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    """So it is when the database was put back from a backup while a page stood open."""
    brief = stored.brief.model_copy(update={"services": "voice"})
    with pytest.raises(Conflict):
        storage.save_brief(owner, stored.id, brief, expected_version=stored.version + 5)


@pytest.mark.parametrize(
    "update",
    [
        {"target_rate_per_hour": 10.0},
        {"ceiling_rate_per_hour": 30.0},
        {"currency": "EUR"},
        {"price_formula": PriceFormula.LINEAR},
        {"tie_break": "price"},
        {"open_policy_while_collecting": OpenPolicy.WORST},
        {"open_policy_once_closed": OpenPolicy.NEUTRAL},
        {"gate_settings": (GateSetting(gate_id="loaded_rate_provided", state="on"),)},
    ],
)
def test_what_values_and_ranks_are_measured_by_needs_a_reason_once_an_answer_is_recorded(
    storage: Storage,
    owner: Actor,
    stored: Selection,
    unanswered: Selection,
    update: dict[str, object],
) -> None:
    brief = Brief().model_copy(update=update)
    storage.save_brief(owner, unanswered.id, brief, expected_version=unanswered.version)

    with pytest.raises(ReasonRequired, match="needs a reason"):
        storage.save_brief(owner, stored.id, brief, expected_version=stored.version, reason=" ")
    storage.save_brief(
        owner, stored.id, brief, expected_version=stored.version, reason="budget was cut"
    )
    assert storage.history(owner, stored.id, limit=1)[0].reason == "budget was cut"


def test_a_waiver_brings_its_reason_along_and_taking_it_back_needs_one(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    waiver = GateSetting(gate_id="required_language", state="waived", reason="Translated")
    waived = Brief(gate_settings=(waiver,))
    saved = storage.save_brief(owner, stored.id, waived, expected_version=stored.version)

    with pytest.raises(ReasonRequired, match="gate settings needs a reason"):
        storage.save_brief(owner, stored.id, Brief(), expected_version=saved.version)
    # One more waiver does not carry the other change along.
    other = GateSetting(gate_id="required_site", state="waived", reason="Remote work")
    with pytest.raises(ReasonRequired):
        storage.save_brief(
            owner, stored.id, Brief(gate_settings=(other,)), expected_version=saved.version
        )
    assert storage.load(owner, stored.id).brief == waived

    storage.save_brief(
        owner, stored.id, Brief(), expected_version=saved.version, reason="The pilot is over"
    )
    assert storage.load(owner, stored.id).brief == Brief()


def test_an_anchor_moves_freely_before_the_first_answer_and_with_a_reason_after_it(
    storage: Storage, owner: Actor, stored: Selection, unanswered: Selection, catalogue: Catalogue
) -> None:
    moved = with_moved_anchor(catalogue, 9)
    storage.save_catalogue(owner, unanswered.id, moved, expected_version=unanswered.version)
    assert storage.catalogue(owner, unanswered.id) == moved

    with pytest.raises(ReasonRequired):
        storage.save_catalogue(owner, stored.id, moved, expected_version=stored.version)
    assert storage.catalogue(owner, stored.id) == catalogue

    storage.save_catalogue(
        owner, stored.id, moved, expected_version=stored.version, reason="scale was misread"
    )
    assert storage.catalogue(owner, stored.id) == moved
    entry = storage.history(owner, stored.id, subject=CATALOGUE_SUBJECT)[0]
    assert entry.reason == "scale was misread"
    # Only the criterion that differs is kept, as it was and as it is.
    assert list(entry.before) == ["criteria"]
    assert list(entry.before["criteria"]) == ["quality"]
    old, new = (
        side["criteria"]["quality"]["inputs"][0]["value"]["points"][1]["performance"]
        for side in (entry.before, entry.after)
    )
    assert (old, new) == (10, 9)


def test_a_removed_candidates_answers_do_not_hold_the_anchors(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> None:
    for name in ("Atlas", "Borealis"):
        storage.remove_candidate(owner, stored.id, name, expected_version=1)

    moved = with_moved_anchor(catalogue, 9)
    storage.save_catalogue(owner, stored.id, moved, expected_version=stored.version)

    assert storage.catalogue(owner, stored.id) == moved


def test_a_stale_catalogue_is_refused_with_both(
    storage: Storage, owner: Actor, colleague: Actor, unanswered: Selection, catalogue: Catalogue
) -> None:
    theirs, mine = with_moved_anchor(catalogue, 9), with_moved_anchor(catalogue, 8)
    storage.save_catalogue(colleague, unanswered.id, theirs, expected_version=unanswered.version)

    with pytest.raises(Conflict) as refusal:
        storage.save_catalogue(owner, unanswered.id, mine, expected_version=unanswered.version)

    assert (refusal.value.stored, refusal.value.attempted) == (theirs, mine)


def test_points_are_stored_with_their_method_and_remembered(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.save_points(
        owner,
        stored.id,
        {"quality": 60.0, "new": 0.5},
        expected_points={"quality": 3.0, "new": None},
        method="rank order centroid",
    )

    loaded = storage.load(owner, stored.id)
    assert loaded.points == {"quality": 60.0, "price": 1.0, "new": 0.5}
    assert loaded.weight_method == "rank order centroid"
    entry = storage.history(owner, stored.id, subject=WEIGHTS_SUBJECT)[0]
    assert entry.before == {"points": {"quality": 3.0, "new": None}, "method": "points"}
    assert entry.after == {
        "points": {"quality": 60.0, "new": 0.5},
        "method": "rank order centroid",
    }


def test_points_that_somebody_else_has_changed_are_refused_and_none_of_them_is_stored(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_points(colleague, stored.id, {"price": 5.0}, expected_points={"price": 1.0})

    with pytest.raises(Conflict) as refusal:
        storage.save_points(
            owner,
            stored.id,
            {"quality": 4.0, "price": 2.0},
            expected_points={"quality": 3.0, "price": 1.0},
        )

    assert refusal.value.stored == {"quality": 3.0, "price": 5.0}
    assert refusal.value.attempted == {"quality": 4.0, "price": 2.0}
    assert "price 5" in str(refusal.value)
    assert "price 2" in str(refusal.value)
    assert storage.load(owner, stored.id).points == {"quality": 3.0, "price": 5.0}


def test_two_people_can_weigh_different_criteria_at_once(
    storage: Storage, owner: Actor, colleague: Actor, stored: Selection
) -> None:
    storage.save_points(colleague, stored.id, {"price": 5.0}, expected_points=stored.points)
    storage.save_points(owner, stored.id, {"quality": 4.0}, expected_points=stored.points)

    assert storage.load(owner, stored.id).points == {"quality": 4.0, "price": 5.0}


@pytest.mark.parametrize("points", [-1.0, float("nan"), float("inf")])
def test_points_that_are_negative_or_no_number_are_refused(
    storage: Storage, owner: Actor, stored: Selection, points: float
) -> None:
    with pytest.raises(Refused, match="0 or more"):
        storage.save_points(owner, stored.id, {"price": points}, expected_points={"price": 1.0})


def test_a_criterion_goes_out_for_all_with_a_reason_and_comes_back_with_its_points(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    with pytest.raises(ReasonRequired):
        storage.exclude_criterion(owner, stored.id, "price", reason="  ")

    storage.exclude_criterion(owner, stored.id, "price", reason="paid by another unit")
    out = storage.load(owner, stored.id)
    assert out.excluded_criteria == {"price": "paid by another unit"}
    assert out.points == {"quality": 3.0, "price": 1.0}

    storage.include_criterion(owner, stored.id, "price")
    assert storage.load(owner, stored.id).excluded_criteria == {}
    back, gone = storage.history(owner, stored.id, subject=criterion_subject("price"))
    assert (gone.action, gone.after) == ("criterion_excluded", "paid by another unit")
    assert (back.action, back.before) == ("criterion_included", "paid by another unit")


def test_a_reason_has_the_limit_of_a_note(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    with pytest.raises(Refused, match="20,001 characters; the limit is 20,000"):
        storage.save_details(
            owner, stored.id, title="x", expected_version=stored.version, reason="x" * 20_001
        )
    assert storage.load(owner, stored.id).title == "Test"
