"""Every public method of the storage asks who is calling; a new one without a line here fails."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scorecard.access import AccessDenied, Actor, Role, SharedPart
from scorecard.awarding import drafted_award
from scorecard.catalogue import Catalogue
from scorecard.evaluation import evaluate
from scorecard.model import (
    Answer,
    Brief,
    Candidate,
    DocumentReference,
    Selection,
    Signature,
    Status,
)
from scorecard.storage import Storage, StorageError

OWNERS = {Role.OWNER}
WRITERS = {Role.OWNER, Role.EVALUATOR}
READERS = {Role.OWNER, Role.EVALUATOR, Role.OBSERVER}

# Who may call what on a selection of theirs.
ALLOWED: dict[str, set[Role]] = {
    "list_selections": READERS,
    "load": READERS,
    "catalogue": READERS,
    "revision": READERS,
    "history": READERS,
    "document": READERS,
    "read_attachment": READERS,
    "removed_candidates": READERS,
    "list_scenarios": READERS,
    "list_awards": READERS,
    "list_debriefings": READERS,
    "note_export": READERS,
    "load_shared": READERS | {Role.LINK},
    "count_opening": {Role.LINK},
    "note_shared_download": {Role.LINK},
    "save_answer": WRITERS,
    "undo_answer": WRITERS,
    "save_answers": WRITERS,
    "add_attachment": WRITERS,
    "attach_document": WRITERS,
    "remove_attachment": WRITERS,
    "create_selection": OWNERS,
    "import_selection": OWNERS,
    "duplicate_selection": OWNERS,
    "save_details": OWNERS,
    "save_brief": OWNERS,
    "save_catalogue": OWNERS,
    "preview_takeover": READERS,
    "take_over_catalogue": OWNERS,
    "preview_taking_back": READERS,
    "take_catalogue_back": OWNERS,
    "save_points": OWNERS,
    "exclude_criterion": OWNERS,
    "include_criterion": OWNERS,
    "add_candidate": OWNERS,
    "save_candidate": OWNERS,
    "remove_candidate": OWNERS,
    "restore_candidate": OWNERS,
    "create_scenario": OWNERS,
    "rename_scenario": OWNERS,
    "delete_scenario": OWNERS,
    "create_link": OWNERS,
    "list_links": OWNERS,
    "revoke_link": OWNERS,
    "record_award": OWNERS,
    "prepare_debriefs": OWNERS,
    "known_people": OWNERS,
    "preview_candidate_erasure": OWNERS,
    "erase_candidate": OWNERS,
    "preview_person_erasure": OWNERS,
    "erase_person": OWNERS,
    "finish_erasing": OWNERS,
    "left_out_on_restoring": OWNERS,
}
# `find_link` and `link_standing` are called with the credential itself, before there is an actor;
# `close` reads nothing.
WITHOUT_ACTOR = {"find_link", "link_standing", "close"}

ON_NO_ONE_SELECTION = {
    *("list_selections", "create_selection", "import_selection", "count_opening"),
    "note_shared_download",
    "left_out_on_restoring",
}
REFUSED_FOR_WHAT_WAS_ASKED = {
    *("restore_candidate", "undo_answer", "save_answer", "prepare_debriefs", "erase_person"),
    "take_catalogue_back",
}


def public_methods() -> set[str]:
    return {
        name
        for name, _ in inspect.getmembers(Storage, inspect.isfunction)
        if not name.startswith("_")
    }


def test_every_public_method_is_in_the_table() -> None:
    assert public_methods() == set(ALLOWED) | WITHOUT_ACTOR


@pytest.mark.parametrize("method", sorted(ALLOWED))
def test_every_method_takes_the_actor_first(method: str) -> None:
    parameters = list(inspect.signature(getattr(Storage, method)).parameters)
    assert parameters[:2] == ["self", "actor"]


@pytest.fixture
def call(
    storage: Storage, owner: Actor, stored: Selection, catalogue: Catalogue
) -> Callable[[str, Actor], object]:
    """Calls a method with arguments that would do something if they were let through."""
    link = storage.create_link(owner, stored.id, token_sha256="a" * 64, scope={SharedPart.RANKING})
    file = storage.add_attachment(
        owner,
        stored.id,
        candidate_id="Atlas",
        question_id="q_price",
        name="quote.pdf",
        media_type="application/pdf",
        content=b"quote",
    )
    scenario = storage.create_scenario(
        owner, stored.id, name="Price first", points={"price": 3.0}, answers=()
    )
    arguments: dict[str, Any] = {
        "selection_id": stored.id,
        "selection": stored.model_copy(update={"id": "another"}),
        "catalogue": catalogue,
        "other": catalogue.model_copy(update={"version": "tests"}),
        "brief": Brief(services="changed"),
        "answer": Answer(
            candidate_id="Borealis", question_id="q_price", status=Status.ANSWERED, value=5.0
        ),
        "candidate": Candidate(id="Cobalt", name="Cobalt", note="changed"),
        "candidate_id": "Atlas",
        "question_id": "q_price",
        "criterion_id": "price",
        "points": {"price": 9.0},
        "expected_points": {"price": 1.0},
        "expected_version": 1,
        "expected_versions": {"q_price": 0},
        "title": "Changed",
        "reason": "because",
        "name": "other.pdf",
        "media_type": "application/pdf",
        "content": b"other",
        "attachment_id": file.id,
        "token_sha256": "b" * 64,
        "link_id": link.id,
        "answers": (),
        "scenario_id": scenario.id,
        "draft": drafted_award(
            evaluate(storage.load(owner, stored.id), catalogue, as_of=date(2026, 11, 22)),
            candidate_id="Atlas",
            reasons="The better quality",
            concern_reasons={},
            signatures=[Signature(name="Ana", role="Head", signed_on=date(2026, 11, 22))],
        ),
        "award_id": "none",
        "disclosed": (),
        "what": "shortlist workbook",
        "names": ("Eve Elsewhere",),
        "confirmation": "Atlas",
        "document": storage.document(owner, stored.id),
    }

    def call_method(method: str, actor: Actor) -> object:
        function = getattr(storage, method)
        given = {
            name: arguments[name]
            for name, parameter in inspect.signature(function).parameters.items()
            if name != "actor"
            and (parameter.default is inspect.Parameter.empty or name in ("reason", "title"))
        }
        if method == "save_answers":
            given["answers"] = (arguments["answer"],)
        if method == "attach_document":
            named = DocumentReference(
                title="Payroll", issuer="Borealis", issued_on=date(2026, 1, 2), scope="Leipzig"
            )
            given["answer"] = arguments["answer"].model_copy(update={"document": named})
        if method == "create_link":
            given["scope"] = {SharedPart.RANKING}
        if method == "save_candidate":
            given["candidate"] = stored.candidate("Atlas").model_copy(update={"note": "changed"})
        if method == "import_selection":
            given["selection"] = arguments["selection"].model_copy(update={"attachments": ()})
        return function(actor, **given)

    return call_method


def actor_of(role: Role, storage: Storage, owner: Actor, stored: Selection) -> Actor:
    """Owners of everything; the others with access to the one selection."""
    if role is Role.OWNER:
        return owner
    if role is Role.LINK:
        return storage.list_links(owner, stored.id)[0].actor()
    return Actor(name="Eve", role=role, selection_ids=frozenset({stored.id}))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", sorted(ALLOWED))
def test_a_role_gets_through_where_the_table_says_so_and_nowhere_else(
    storage: Storage,
    owner: Actor,
    stored: Selection,
    *,
    call: Callable[[str, Actor], object],
    method: str,
    role: Role,
) -> None:
    actor = actor_of(role, storage, owner, stored)
    before = storage.document(owner, stored.id)
    if role in ALLOWED[method]:
        try:
            call(method, actor)
        except StorageError as problem:
            # Let through, and then refused for what was asked: nothing removed to bring back,
            # nothing saved to undo, no award that debriefs could rest on, nobody of this name.
            assert method in REFUSED_FOR_WHAT_WAS_ASKED, problem
        return
    with pytest.raises(AccessDenied) as denial:
        call(method, actor)
    assert str(denial.value).endswith((".", "one."))
    assert storage.document(owner, stored.id) == before
    assert [summary.id for summary in storage.list_selections(owner)] == [stored.id]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", sorted(set(ALLOWED) - ON_NO_ONE_SELECTION))
def test_whoever_has_access_to_another_selection_only_gets_nowhere(
    storage: Storage,
    owner: Actor,
    stored: Selection,
    *,
    call: Callable[[str, Actor], object],
    method: str,
    role: Role,
) -> None:
    stranger = Actor(
        name="Stranger",
        role=role,
        selection_ids=frozenset({"another"}),
        link_id="unknown" if role is Role.LINK else "",
        link_scope=frozenset(SharedPart) if role is Role.LINK else frozenset(),
    )
    before = storage.document(owner, stored.id)

    with pytest.raises(AccessDenied):
        call(method, stranger)

    assert storage.document(owner, stored.id) == before


@pytest.mark.parametrize("method", ["create_selection", "import_selection", "duplicate_selection"])
def test_an_owner_of_one_selection_adds_no_others(
    stored: Selection, call: Callable[[str, Actor], object], method: str
) -> None:
    limited = Actor(name="Lea", role=Role.OWNER, selection_ids=frozenset({stored.id}))
    with pytest.raises(AccessDenied):
        call(method, limited)


def test_without_access_one_does_not_learn_whether_a_selection_exists(
    storage: Storage, stored: Selection
) -> None:
    stranger = Actor(name="Eve", role=Role.EVALUATOR, selection_ids=frozenset())
    messages = set()
    for selection_id in (stored.id, "nowhere"):
        with pytest.raises(AccessDenied) as denial:
            storage.load(stranger, selection_id)
        messages.add(str(denial.value))
    assert len(messages) == 1


def test_a_forged_link_actor_without_a_link_in_the_database_sees_nothing(
    storage: Storage, stored: Selection
) -> None:
    forged = Actor(
        name="Forger",
        role=Role.LINK,
        selection_ids=frozenset({stored.id}),
        link_id="invented",
        link_scope=frozenset(SharedPart),
    )
    with pytest.raises(AccessDenied, match="does not work any more"):
        storage.load_shared(forged, stored.id)
