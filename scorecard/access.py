"""Who may do what: one table of role and action, asked by storage on every call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a selection. `link` is a stakeholder who holds a share link."""

    OWNER = "owner"
    EVALUATOR = "evaluator"
    OBSERVER = "observer"
    LINK = "link"


class SharedPart(StrEnum):
    """The parts of a selection that a share link may show."""

    RANKING = "ranking"
    FLAGS = "flags"
    COSTS = "costs"
    EVIDENCE = "evidence"


class Action(StrEnum):
    """What can be done; the value completes the sentence 'may not …'."""

    LIST_SELECTIONS = "list the selections"
    CREATE_SELECTION = "create a selection"
    RESTORE = "restore a selection from a document"
    READ_SELECTION = "open the selection"
    READ_ATTACHMENT = "open attached files"
    READ_HISTORY = "read the history"
    EXPORT = "export the selection"
    EDIT_DETAILS = "change the title or phase"
    EDIT_BRIEF = "edit the brief"
    EDIT_WEIGHTS = "edit the weights"
    EDIT_CATALOGUE = "change how answers are valued"
    EDIT_CANDIDATES = "edit the candidates"
    EDIT_ANSWERS = "edit answers"
    EDIT_ATTACHMENTS = "attach or remove files"
    SHORTLIST = "change the shortlist"
    OVERRIDE = "override a critical flag"
    ARCHIVE = "archive the selection or bring it back"
    DUPLICATE = "duplicate the selection"
    MANAGE_LINKS = "manage links"
    RECORD_AWARD = "record the decision and prepare debriefs"
    ERASE = "erase a candidate's or a person's data"
    READ_SHARED = "see the shared page"


_EVERYBODY_SIGNED_IN = frozenset(
    {
        Action.LIST_SELECTIONS,
        Action.READ_SELECTION,
        Action.READ_ATTACHMENT,
        Action.READ_HISTORY,
        Action.EXPORT,
        Action.READ_SHARED,
    }
)

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.OWNER: frozenset(Action),
    Role.EVALUATOR: _EVERYBODY_SIGNED_IN | {Action.EDIT_ANSWERS, Action.EDIT_ATTACHMENTS},
    Role.OBSERVER: _EVERYBODY_SIGNED_IN,
    Role.LINK: frozenset({Action.READ_SHARED}),
}

_ACTIONS_ON_ALL_SELECTIONS = frozenset({Action.CREATE_SELECTION, Action.RESTORE})


class AccessDenied(Exception):
    """Somebody may not do this; the message says who, what, and whom to ask."""


@dataclass(frozen=True)
class Actor:
    """Who is asking.

    `selection_ids` limits the actor to these selections; None means every selection.
    `link_id`, `link_scope` and `names_hidden` describe the share link of a `link` actor.
    """

    name: str
    role: Role
    selection_ids: frozenset[str] | None = None
    link_id: str = ""
    link_scope: frozenset[SharedPart] = frozenset()
    names_hidden: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an actor needs a name, because the history records who did what")
        if self.role is Role.LINK and (self.selection_ids is None or not self.link_id):
            raise ValueError("a link actor needs its link and the one selection it shows")


def local_operator(name: str = "Local operator") -> Actor:
    """The one person at the keyboard in mode `local`: owner of everything."""
    return Actor(name=name, role=Role.OWNER)


def may(
    actor: Actor, action: Action, selection_id: str | None = None, *, part: SharedPart | None = None
) -> bool:
    """Whether `require` would let `actor` pass, for pages that hide what cannot be done."""
    try:
        require(actor, action, selection_id, part=part)
    except AccessDenied:
        return False
    return True


def require(
    actor: Actor, action: Action, selection_id: str | None = None, *, part: SharedPart | None = None
) -> None:
    """Raise AccessDenied unless `actor` may do `action` on `selection_id`.

    `selection_id` is None for actions that concern no one selection. `part` is what a share
    link is asked to show; owners, evaluators and observers see every part.
    """
    if action not in ALLOWED[actor.role]:
        raise AccessDenied(
            f"{actor.name} ({actor.role.value}) may not {action.value}. "
            "Ask an owner of the selection."
        )
    if actor.selection_ids is not None and action in _ACTIONS_ON_ALL_SELECTIONS:
        raise AccessDenied(
            f"{actor.name} has access to certain selections only and may not {action.value}. "
            "Ask whoever runs this server."
        )
    if selection_id is not None and not _includes(actor, selection_id):
        raise AccessDenied(
            f"{actor.name} has no access to this selection. Ask one of its owners for a link."
        )
    if actor.role is Role.LINK:
        _require_part(actor, selection_id, part)


def _includes(actor: Actor, selection_id: str) -> bool:
    return actor.selection_ids is None or selection_id in actor.selection_ids


def _require_part(actor: Actor, selection_id: str | None, part: SharedPart | None) -> None:
    if selection_id is None:
        raise AccessDenied("A share link shows one selection and nothing else.")
    if part is not None and part not in actor.link_scope:
        raise AccessDenied(
            f"This link does not show the {part.value}. Ask whoever sent it for another one."
        )
