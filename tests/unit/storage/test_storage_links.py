"""Links: only hashes kept, expiring, revocable, counted, and never more than their scope."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scorecard.access import AccessDenied, Actor, Role, SharedPart
from scorecard.model import Candidate, Selection
from scorecard.storage import (
    Duplicate,
    Link,
    LinkStanding,
    NotFound,
    Refused,
    Storage,
    link_subject,
    open_storage,
)

RANKING = frozenset({SharedPart.RANKING})


def sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@pytest.fixture
def token() -> str:
    return secrets.token_urlsafe(32)


@pytest.fixture
def link(storage: Storage, owner: Actor, stored: Selection, token: str, clock) -> Link:
    return storage.create_link(
        owner,
        stored.id,
        token_sha256=sha256(token),
        label="Steering group",
        scope={SharedPart.RANKING, SharedPart.FLAGS},
        names_hidden=True,
        seating=[1, 0],
        expires_at=clock.now + timedelta(days=14),
    )


def test_a_link_is_found_by_its_tokens_hash_with_everything_it_was_made_with(
    storage: Storage, owner: Actor, stored: Selection, link: Link, *, token: str, clock
) -> None:
    found = storage.find_link(sha256(token))

    assert found == link
    assert found.selection_id == stored.id
    assert found.scope == {SharedPart.RANKING, SharedPart.FLAGS}
    assert found.names_hidden
    assert found.seating == (1, 0)
    assert not found.frozen
    assert (found.created_by, found.created_at) == ("Ana", clock.now)
    assert storage.list_links(owner, stored.id) == (link,)
    entry = storage.history(owner, stored.id, subject=link_subject(link.id))[0]
    assert (entry.actor, entry.action, entry.after["label"]) == (
        "Ana",
        "link_created",
        "Steering group",
    )


def test_the_token_is_never_in_the_database_only_its_hash(
    storage: Storage, stored: Selection, link: Link, token: str, database_file: Path
) -> None:
    storage.find_link(sha256(token))
    storage.count_opening(link.actor())
    files = [file for file in database_file.parent.iterdir() if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)

    assert sha256(token).encode() in content
    assert token.encode() not in content


def test_a_token_in_place_of_its_hash_is_refused(
    storage: Storage, owner: Actor, stored: Selection, token: str
) -> None:
    with pytest.raises(Refused, match="SHA-256"):
        storage.create_link(owner, stored.id, token_sha256=token, scope=RANKING)


def test_a_revoked_link_is_as_unknown_as_a_wrong_one(
    storage: Storage, owner: Actor, stored: Selection, link: Link, *, token: str, clock
) -> None:
    clock.advance(hours=1)
    revoked = storage.revoke_link(owner, stored.id, link.id)

    assert revoked.revoked_at == clock.now
    assert storage.find_link(sha256(token)) is None
    assert storage.find_link(sha256("wrong")) is None
    with pytest.raises(AccessDenied, match="does not work any more"):
        storage.load_shared(link.actor(), stored.id)
    with pytest.raises(AccessDenied, match="does not work any more"):
        storage.count_opening(link.actor())
    assert storage.history(owner, stored.id, limit=1)[0].action == "link_revoked"
    # Once more changes nothing, not even the moment.
    clock.advance(hours=1)
    assert storage.revoke_link(owner, stored.id, link.id) == revoked


def test_a_link_works_to_the_last_moment_before_it_expires_and_not_at_it(
    storage: Storage, stored: Selection, link: Link, *, token: str, clock
) -> None:
    clock.advance(days=14, microseconds=-1)
    assert storage.find_link(sha256(token)) == link
    storage.load_shared(link.actor(), stored.id)

    clock.advance(microseconds=1)
    assert storage.find_link(sha256(token)) is None
    with pytest.raises(AccessDenied):
        storage.load_shared(link.actor(), stored.id)


def test_a_live_link_sees_changes_and_a_frozen_one_only_its_snapshot(
    storage: Storage, owner: Actor, stored: Selection, link: Link, clock
) -> None:
    assert storage.load_shared(link.actor(), stored.id)[0] == storage.load(owner, stored.id)

    snapshot = {"title": "As of Monday", "ranking": [{"rank": 1, "value": 72.4}]}
    frozen = storage.create_link(
        owner, stored.id, token_sha256=sha256("f"), scope=RANKING, snapshot=snapshot
    )
    assert storage.find_link(sha256("f")).snapshot == snapshot
    assert frozen.frozen
    with pytest.raises(AccessDenied, match="snapshot"):
        storage.load_shared(frozen.actor(), stored.id)
    listed = {item.id: item for item in storage.list_links(owner, stored.id)}
    assert listed[frozen.id].frozen
    assert listed[frozen.id].snapshot is None


def test_the_standing_of_a_link_says_whether_it_is_open_and_what_is_new(
    storage: Storage, owner: Actor, stored: Selection, link: Link, *, token: str, clock
) -> None:
    before = storage.link_standing(sha256(token))
    assert before == LinkStanding(is_valid=True, revision=storage.revision(owner, stored.id))

    storage.save_details(owner, stored.id, title="Renamed", expected_version=1)
    after = storage.link_standing(sha256(token))
    assert after.revision == before.revision + 1

    storage.create_link(
        owner, stored.id, token_sha256=sha256("f"), scope=RANKING, snapshot={"title": "x"}
    )
    assert storage.link_standing(sha256("f")) == LinkStanding(is_valid=True, revision=None)

    clock.advance(days=14)
    assert storage.link_standing(sha256(token)) == LinkStanding(is_valid=False)
    assert storage.link_standing(sha256("wrong")) == LinkStanding(is_valid=False)


def test_a_revoked_link_stands_no_more(
    storage: Storage, owner: Actor, stored: Selection, link: Link, token: str
) -> None:
    assert storage.link_standing(sha256(token)).is_valid
    storage.revoke_link(owner, stored.id, link.id)
    assert storage.link_standing(sha256(token)) == LinkStanding(is_valid=False)


def test_the_standing_of_a_personal_link_is_nobodys_business(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    storage.create_link(owner, stored.id, token_sha256=sha256("o"), role=Role.OBSERVER)
    assert not storage.link_standing(sha256("o")).is_valid


def test_openings_are_counted_without_changing_the_selection(
    storage: Storage, owner: Actor, stored: Selection, link: Link, clock
) -> None:
    revision = storage.revision(owner, stored.id)
    clock.advance(hours=3)
    for _ in range(3):
        storage.count_opening(link.actor())

    counted = storage.list_links(owner, stored.id)[0]
    assert (counted.opened_count, counted.last_opened_at) == (3, clock.now)
    assert storage.revision(owner, stored.id) == revision


def test_an_owner_holds_no_link_and_so_opens_none(
    storage: Storage, owner: Actor, link: Link
) -> None:
    with pytest.raises(AccessDenied, match="holds no link"):
        storage.count_opening(owner)


def test_a_links_holder_reaches_no_other_selection(
    storage: Storage, owner: Actor, stored: Selection, link: Link, catalogue
) -> None:
    other = storage.create_selection(owner, stored.model_copy(update={"id": "other"}), catalogue)

    with pytest.raises(AccessDenied, match="no access to this selection"):
        storage.load_shared(link.actor(), other.id)


def test_a_link_cannot_be_revoked_through_another_selection(
    storage: Storage, owner: Actor, stored: Selection, link: Link, *, token: str, catalogue
) -> None:
    other = storage.create_selection(owner, stored.model_copy(update={"id": "other"}), catalogue)

    with pytest.raises(NotFound):
        storage.revoke_link(owner, other.id, link.id)
    assert storage.find_link(sha256(token)) is not None


def test_personal_links_make_owners_of_all_and_evaluators_of_one(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    everything = storage.create_link(owner, None, token_sha256=sha256("o"), role=Role.OWNER)
    one = storage.create_link(
        owner, stored.id, token_sha256=sha256("e"), role=Role.EVALUATOR, label="Eve"
    )

    assert storage.load(everything.actor(), stored.id).id == stored.id
    assert one.actor() == Actor(
        name="Eve", role=Role.EVALUATOR, selection_ids=frozenset({stored.id}), link_id=one.id
    )
    assert storage.list_links(owner, None) == (everything,)
    assert storage.revoke_link(owner, None, everything.id).revoked_at is not None
    assert storage.find_link(sha256("o")) is None


def test_an_owner_of_one_selection_makes_no_link_to_all(
    storage: Storage, owner: Actor, stored: Selection
) -> None:
    limited = Actor(name="Lea", role=Role.OWNER, selection_ids=frozenset({stored.id}))
    for call in (
        lambda: storage.create_link(limited, None, token_sha256=sha256("o"), role=Role.OWNER),
        lambda: storage.list_links(limited, None),
        lambda: storage.revoke_link(limited, None, "x"),
    ):
        with pytest.raises(AccessDenied):
            call()
    assert storage.list_links(owner, None) == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"scope": ()}, "show nothing"),
        ({"scope": RANKING, "label": "x" * 501}, "501 characters"),
        ({"role": Role.OWNER, "selection": None, "label": "a\x00b"}, "cannot be stored"),
        ({"role": Role.EVALUATOR, "selection": None}, "Only an owner's link"),
    ],
)
def test_links_that_make_no_sense_are_refused(
    storage: Storage, owner: Actor, stored: Selection, arguments: dict[str, object], words: str
) -> None:
    selection_id = arguments.pop("selection", stored.id)
    with pytest.raises(Refused, match=words):
        storage.create_link(owner, selection_id, token_sha256=sha256("x"), **arguments)


def test_an_expiry_in_the_past_and_a_token_used_twice_are_refused(
    storage: Storage, owner: Actor, stored: Selection, link: Link, *, token: str, clock
) -> None:
    with pytest.raises(Refused, match="expired already"):
        storage.create_link(
            owner, stored.id, token_sha256=sha256("x"), scope=RANKING, expires_at=clock.now
        )
    with pytest.raises(Duplicate):
        storage.create_link(owner, stored.id, token_sha256=sha256(token), scope=RANKING)


def test_a_link_from_before_seats_were_drawn_keeps_its_letters(
    storage: Storage, link: Link, token: str, database_file: Path
) -> None:
    storage.close()
    with sqlite3.connect(database_file) as connection:
        connection.execute("ALTER TABLE links DROP COLUMN seating")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")

    reopened = open_storage(f"sqlite:///{database_file}")
    assert reopened.find_link(sha256(token)) == replace(link, seating=None)
    reopened.close()


def test_whoever_is_added_after_an_erasure_does_not_get_the_letter_of_the_erased(
    storage: Storage, owner: Actor, stored: Selection, link: Link
) -> None:
    last = max(stored.candidates, key=lambda candidate: candidate.position)
    storage.erase_candidate(
        owner, stored.id, last.id, confirmation=last.name, reason="Asked for on 9 November"
    )
    added = storage.add_candidate(owner, stored.id, Candidate(id="new", name="New"))
    assert link.seating is not None
    assert added.position > last.position
    assert added.position not in link.seating
