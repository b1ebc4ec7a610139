"""Whatever well-formed answer, candidate or brief goes in comes out the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from building import number_catalogue
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.access import local_operator
from scorecard.model import (
    Answer,
    Brief,
    Candidate,
    DocumentReference,
    Evidence,
    InteractionVolume,
    Phase,
    Selection,
    Status,
    Verification,
)
from scorecard.storage import Storage, new_id, open_storage

OWNER = local_operator()
CATALOGUE = number_catalogue({"quality": (0, 10)})

# A null character is refused in texts (tested elsewhere), but may stand inside a value.
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=60)
filled = texts.filter(bool)
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(min_value=date(1, 1, 1))
cells = st.none() | numbers | st.text(max_size=20)
tables = st.lists(st.dictionaries(st.text(max_size=10), cells, max_size=4), max_size=4).map(tuple)
values = numbers | st.text(max_size=60) | st.lists(st.text(max_size=10)).map(tuple) | tables
documents = st.builds(
    DocumentReference,
    title=filled,
    issuer=filled,
    issued_on=days,
    scope=filled,
    expires_on=st.none() | days,
    attachment_id=st.none() | texts,
)
verifications = st.builds(Verification, verified_by=filled, method=filled, verified_on=days)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    status = draw(st.sampled_from(Status))
    evidence = draw(st.sampled_from(Evidence))
    document, verification = draw(st.none() | documents), draw(st.none() | verifications)
    return Answer(
        candidate_id="a",
        question_id=new_id(),
        status=status,
        value=draw(values) if status is Status.ANSWERED else None,
        evidence=evidence,
        document=draw(documents) if evidence is Evidence.DOCUMENTED else document,
        verification=draw(verifications) if evidence is Evidence.VERIFIED else verification,
        note=draw(texts),
        source=draw(texts),
        as_of=draw(st.none() | days),
        not_applicable_reason="not our case" if status is Status.NOT_APPLICABLE else draw(texts),
        clarification=draw(texts),
        clarification_asked_on=draw(st.none() | days),
    )


rule_ids = st.from_regex("[a-z][a-z0-9_]*", fullmatch=True)
candidates = st.builds(
    Candidate,
    id=filled,
    name=filled.filter(str.strip),
    position=st.integers(-1000, 1000),
    contact_name=texts,
    contact_email=texts,
    asked_on=st.none() | days,
    replied_on=st.none() | days,
    chased_on=st.none() | days,
    note=texts,
    shortlisted=st.booleans(),
    override_reason=texts,
    override_by=texts,
    override_flags=st.none() | st.lists(rule_ids, max_size=3).map(tuple),
    version=st.integers(1, 100),
)
briefs = st.builds(
    Brief,
    services=texts,
    volumes=st.lists(
        st.builds(
            InteractionVolume,
            interaction_type=filled,
            contacts_per_month=st.none() | st.floats(0, 1e12),
        ),
        max_size=3,
    ).map(tuple),
    languages=st.lists(texts, max_size=3).map(tuple),
    target_rate_per_hour=st.none() | st.floats(0.01, 10),
    ceiling_rate_per_hour=st.none() | st.floats(11, 100),
    response_deadline=st.none() | days,
)


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'round-trip.sqlite3'}"


@pytest.fixture(scope="module")
def storage(database_url: str) -> Iterator[Storage]:
    opened = open_storage(database_url)
    opened.create_selection(
        OWNER,
        Selection(
            id="s",
            title="Round trip",
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
            candidates=(Candidate(id="a", name="Atlas"),),
        ),
        CATALOGUE,
    )
    yield opened
    opened.close()


@settings(deadline=None)
@given(answer=answers())
def test_any_well_formed_answer_comes_out_as_it_went_in(
    storage: Storage, database_url: str, answer: Answer
) -> None:
    saved = storage.save_answer(OWNER, "s", answer, expected_version=0)

    fresh = open_storage(database_url)
    assert fresh.load(OWNER, "s").answer("a", answer.question_id) == answer.model_copy(
        update={"version": saved.version}
    )
    fresh.close()


@settings(deadline=None, max_examples=50)
@given(first=answers(), second=answers())
def test_undo_brings_back_exactly_what_stood_there(
    storage: Storage, first: Answer, second: Answer
) -> None:
    second = second.model_copy(update={"question_id": first.question_id})
    storage.save_answer(OWNER, "s", first, expected_version=0)
    saved = storage.save_answer(OWNER, "s", second, expected_version=1)
    if first.model_dump(exclude={"version"}) == second.model_dump(exclude={"version"}):
        return

    undone = storage.undo_answer(OWNER, "s", "a", first.question_id, expected_version=saved.version)

    assert undone == first.model_copy(update={"version": 3})


@settings(deadline=None, max_examples=50)
@given(
    people=st.lists(
        candidates,
        max_size=5,
        unique_by=(lambda c: c.id, lambda c: " ".join(c.name.casefold().split())),
    ),
    brief=briefs,
    points=st.dictionaries(filled, st.floats(0, 1e9), max_size=5),
    excluded=st.dictionaries(filled, texts, max_size=3),
    phase=st.sampled_from(Phase),
    created_at=st.datetimes(min_value=datetime(1, 1, 2), timezones=st.just(UTC)),
)
def test_any_well_formed_selection_comes_out_as_it_went_in(
    storage: Storage,
    *,
    people: list[Candidate],
    brief: Brief,
    points: dict[str, float],
    excluded: dict[str, str],
    phase: Phase,
    created_at: datetime,
) -> None:
    # Candidates are listed by position; those with the same one stay in the order given.
    ordered = tuple(sorted(people, key=lambda candidate: candidate.position))
    selection = Selection(
        id=new_id(),
        title="Any",
        phase=phase,
        created_at=created_at,
        brief=brief,
        points=points,
        excluded_criteria=excluded,
        candidates=ordered,
        version=3,
        revision=7,
    )

    storage.import_selection(OWNER, selection, CATALOGUE)

    # Restoring is a change itself, so that the revision is one higher.
    assert storage.load(OWNER, selection.id) == selection.model_copy(update={"revision": 8})
