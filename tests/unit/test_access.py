"""The table of roles and actions, and its words."""

from __future__ import annotations

import pytest

from scorecard.access import (
    ALLOWED,
    AccessDenied,
    Action,
    Actor,
    Role,
    SharedPart,
    local_operator,
    may,
    require,
)

WRITING = {
    Action.EDIT_DETAILS,
    Action.EDIT_BRIEF,
    Action.EDIT_WEIGHTS,
    Action.EDIT_CATALOGUE,
    Action.EDIT_CANDIDATES,
    Action.EDIT_ANSWERS,
    Action.EDIT_ATTACHMENTS,
    Action.SHORTLIST,
    Action.OVERRIDE,
    Action.ARCHIVE,
    Action.DUPLICATE,
    Action.MANAGE_LINKS,
    Action.RECORD_AWARD,
    Action.ERASE,
    Action.CREATE_SELECTION,
    Action.RESTORE,
}


def link_actor(*parts: SharedPart) -> Actor:
    return Actor(
        name="Board",
        role=Role.LINK,
        selection_ids=frozenset({"s1"}),
        link_id="l1",
        link_scope=frozenset(parts),
    )


def test_every_role_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("action", list(Action))
def test_the_local_operator_may_do_everything(action: Action) -> None:
    require(local_operator(), action, "any")


@pytest.mark.parametrize("action", sorted(WRITING))
def test_an_observer_writes_nothing_and_is_told_whom_to_ask(action: Action) -> None:
    observer = Actor(name="Olga", role=Role.OBSERVER, selection_ids=frozenset({"s1"}))
    with pytest.raises(AccessDenied) as denial:
        require(observer, action, "s1")
    assert str(denial.value) == (
        f"Olga (observer) may not {action.value}. Ask an owner of the selection."
    )


def test_an_evaluator_writes_answers_and_files_and_nothing_else() -> None:
    evaluator = Actor(name="Eve", role=Role.EVALUATOR, selection_ids=frozenset({"s1"}))
    allowed = {action for action in WRITING if may(evaluator, action, "s1")}
    assert allowed == {Action.EDIT_ANSWERS, Action.EDIT_ATTACHMENTS}


def test_a_link_reads_the_parts_of_its_scope_and_does_nothing_else() -> None:
    actor = link_actor(SharedPart.RANKING, SharedPart.COSTS)
    shown = {part for part in SharedPart if may(actor, Action.READ_SHARED, "s1", part=part)}
    assert shown == {SharedPart.RANKING, SharedPart.COSTS}
    assert {action for action in Action if may(actor, action, "s1")} == {Action.READ_SHARED}
    with pytest.raises(AccessDenied, match="does not show the evidence"):
        require(actor, Action.READ_SHARED, "s1", part=SharedPart.EVIDENCE)


def test_a_link_opens_its_own_selection_only() -> None:
    for selection_id in ("s2", None):
        with pytest.raises(AccessDenied):
            require(link_actor(*SharedPart), Action.READ_SHARED, selection_id)


@pytest.mark.parametrize("role", [Role.OWNER, Role.EVALUATOR, Role.OBSERVER])
def test_whoever_is_limited_to_some_selections_reads_no_other(role: Role) -> None:
    limited = Actor(name="Lea", role=role, selection_ids=frozenset({"s1", "s2"}))
    assert may(limited, Action.READ_SELECTION, "s2")
    with pytest.raises(AccessDenied, match="no access to this selection"):
        require(limited, Action.READ_SELECTION, "s3")


def test_an_empty_limit_is_access_to_nothing_not_to_everything() -> None:
    nobody = Actor(name="Nobody", role=Role.OWNER, selection_ids=frozenset())
    assert not may(nobody, Action.READ_SELECTION, "s1")


@pytest.mark.parametrize("action", [Action.CREATE_SELECTION, Action.RESTORE])
def test_a_limited_owner_adds_no_selection(action: Action) -> None:
    limited = Actor(name="Lea", role=Role.OWNER, selection_ids=frozenset({"s1"}))
    with pytest.raises(AccessDenied, match="certain selections only"):
        require(limited, action)


def test_an_actor_without_a_name_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs a name"):
        Actor(name=" ", role=Role.OWNER)


def test_a_link_actor_for_everything_cannot_be_made() -> None:
    for limits in ({"selection_ids": None, "link_id": "l1"}, {"selection_ids": frozenset({"s"})}):
        with pytest.raises(ValueError, match="one selection"):
            Actor(name="Board", role=Role.LINK, **limits)
