"""What the form remembers of each question on the screen: what was read, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from scorecard.model import Answer, AnswerValue, Evidence, Status
from scorecard.ui.reconnection import NOT_SAVED, keys_held_by_browser

# Outcomes with which something on the screen is not what is stored.
UNSAVED = ("error", "conflict", "unsaved")
# The first field of the form that a status or evidence opens, and what that form is for.
_ASKED_FOR = {
    "reason": Status.NOT_APPLICABLE.value,
    "title": Evidence.DOCUMENTED.value,
    "who": Evidence.VERIFIED.value,
}


@dataclass(frozen=True)
class Slot:
    """One question on this screen.

    `version_read` is the version that the widgets show; `nonce` is part of their keys, so that
    raising it draws them anew from what is stored. Status and evidence add `choice_offset` to it;
    note and source have `text_nonce`, so that text that cannot be saved outlives other changes.

    `outcome` is one of '', 'saved', 'undone', 'error', 'conflict', 'unchecked' (the browser came
    back to a new server, and what it holds is still to be compared) and 'unsaved' (it holds
    something else than what is stored). `mine` is what could not be saved; `wanted` is a status
    or evidence that still needs its reason, document or verification. `lost` is an earlier answer
    whose proof was left behind when the value changed. `draft` is what was typed
    and refused, in the shape of a stored value: the control holds it when it is drawn again after
    another section.
    """

    version_read: int
    nonce: int = 0
    choice_offset: int = 0
    text_nonce: int = 0
    outcome: str = ""
    message: str = ""
    saved_at: str = ""
    mine: Answer | None = None
    draft: AnswerValue | None = None
    wanted: str = ""
    lost: Answer | None = None


def slot(candidate_id: str, question_id: str, stored: Answer) -> Slot:
    """The slot of a question, brought up to date with what is stored.

    Where somebody else changed the answer and nothing of ours is unsaved, the widgets are drawn
    anew; where something of ours is unsaved, it stays and the conflict shows when it is saved.
    """
    slots = _slots()
    found = slots.get((candidate_id, question_id))
    if found is None:
        found = _first_slot(candidate_id, question_id, stored)
    elif found.version_read != stored.version and found.outcome not in UNSAVED:
        found = redrawn(found, stored, message="Changed by somebody else just now")
    slots[candidate_id, question_id] = found
    return found


def _first_slot(candidate_id: str, question_id: str, stored: Answer) -> Slot:
    held = keys_held_by_browser()

    def latest(*parts: str) -> int:
        """The highest nonce of these widgets in the browser, -1 where it holds none."""
        prefixes = [widget_key(candidate_id, question_id, p, 0).removesuffix("0") for p in parts]
        return max(
            (int(key.removeprefix(p)) for p in prefixes for key in held if key.startswith(p)),
            default=-1,
        )

    value, choices = latest("value"), latest("status", "evidence")
    wanted = next((w for part, w in _ASKED_FOR.items() if latest(part) >= 0), "")
    nonce = max(value, 0)
    # What was typed is drawn as the browser holds it. Status and evidence are drawn as they are
    # stored: a click can be repeated; unless the form that a click opened is still there.
    drawn = choices if wanted else choices + 1
    return Slot(
        version_read=stored.version,
        nonce=nonce,
        choice_offset=max(drawn - nonce, 0),
        text_nonce=max(latest("note"), 0),
        outcome="unchecked" if value >= 0 else "",
        message=f"{NOT_SAVED}." if wanted else "",
        wanted=wanted,
    )


def redrawn(current: Slot, stored: Answer, *, outcome: str = "", message: str = "") -> Slot:
    """The slot with which the widgets are drawn anew from what is stored."""
    return Slot(
        version_read=stored.version,
        nonce=current.nonce + 1,
        choice_offset=current.choice_offset,
        text_nonce=current.text_nonce + 1,
        outcome=outcome,
        message=message,
    )


def put(candidate_id: str, question_id: str, new: Slot) -> None:
    """Replaces a slot."""
    _slots()[candidate_id, question_id] = new


def _slots() -> dict[tuple[str, str], Slot]:
    slots: dict[tuple[str, str], Slot] = st.session_state.setdefault("due_diligence:slots", {})
    return slots


def widget_key(candidate_id: str, question_id: str, part: str, nonce: int) -> str:
    """The key of one widget of a question."""
    return f"due:{candidate_id}:{question_id}:{part}:{nonce}"


def shown_value(current: Slot, stored: Answer) -> AnswerValue | None:
    """What the control holds when it is first drawn: a refused draft, else what is stored."""
    is_refused = current.outcome in UNSAVED and current.draft is not None
    return current.draft if is_refused else stored.value


def slot_of(candidate_id: str, question_id: str) -> Slot:
    """The slot as it stands, for callbacks."""
    return _slots().get((candidate_id, question_id), Slot(version_read=0))
