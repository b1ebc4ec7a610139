"""Making and revoking share links, and the address of one that was just made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import streamlit as st

from scorecard.access import AccessDenied, SharedPart
from scorecard.catalogue import Catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Selection
from scorecard.settings import Mode
from scorecard.sharing import (
    Seating,
    SharedView,
    ShareScope,
    drawn_seating,
    freeze,
    new_token,
    seated,
    shared_view,
)
from scorecard.storage import Link, StorageError
from scorecard.ui import state
from scorecard.ui.outcomes import local_time
from scorecard.ui.server.visitors import SHARE_PARAMETER
from scorecard.ui.state import OpenSelection
from scorecard.ui.uninterrupted import uninterrupted

LABEL = "links:label"
MADE = "links:made"
INVITED = "links:invited"
PROBLEM = "links:problem"
UNNAMED = "links:unnamed"
NOT_REVOKED = "links:not-revoked"
_SEATING = "links:seating"


@dataclass(frozen=True)
class MadeLink:
    """A link that this session made: its address is known here and nowhere else."""

    link_id: str
    selection_id: str
    label: str
    address: str


@dataclass(frozen=True)
class Wish:
    """What somebody wants to share: for whom, which parts, how and until when."""

    label: str
    parts: frozenset[SharedPart]
    names_hidden: bool
    frozen: bool
    expires_on: date | None
    seating: Seating | None = None

    @property
    def scope(self) -> ShareScope:
        """The scope that a link with these parts has."""
        return ShareScope.of(self.parts, names_hidden=self.names_hidden)


def view_of_wish(opened: OpenSelection, wish: Wish) -> SharedView:
    """What the stakeholder would see now."""
    evaluation = opened.evaluation
    if wish.seating is not None:
        evaluation = _in_seats(
            opened.id,
            opened.selection.revision,
            evaluation.as_of,
            wish.seating,
            _selection=opened.selection,
            _catalogue=opened.catalogue,
        )
    return shared_view(
        evaluation,
        wish.scope,
        shared_by=state.actor().name,
        made_at=datetime.now(UTC),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _in_seats(
    selection_id: str,
    revision: int,
    as_of: date,
    seating: Seating,
    *,
    _selection: Selection,
    _catalogue: Catalogue,
) -> Evaluation:
    return evaluate(seated(_selection, seating), _catalogue, as_of=as_of)


def source_of_wish(opened: OpenSelection, wish: Wish) -> str:
    """Where the view of a wish comes from: the selection, with the seats where names are hidden."""
    return opened.id if wish.seating is None else f"{opened.id}:{wish.seating}"


def seating_of_next_link(opened: OpenSelection) -> Seating:
    """The order drawn for the next link without names: as the preview shows it, so it is made."""
    candidates = opened.selection.candidates
    of_whom = (opened.id, frozenset(candidate.id for candidate in candidates))
    drawn: tuple[object, Seating] | None = st.session_state.get(_SEATING)
    if drawn is None or drawn[0] != of_whom:
        drawn = (of_whom, drawn_seating(candidates))
        st.session_state[_SEATING] = drawn
    return drawn[1]


@uninterrupted
def make_link(opened: OpenSelection, wish: Wish, shown: MadeLink | None) -> None:
    """Makes the link and remembers its address in this session only: it is shown once.

    Every link has a name, by which its maker knows later which one to revoke. `shown` is the link
    that the page showed when it was drawn: where another one has been made since, the button was
    clicked twice, and the address of the first would never be seen.
    """
    if made_link(opened.id) not in (None, shown):
        # The browser still sends the name of the link that is made.
        st.session_state[LABEL] = ""
        return
    st.session_state.pop(PROBLEM, None)
    st.session_state[UNNAMED] = not wish.label
    if not wish.label:
        return
    token, sha256 = new_token()
    try:
        link = state.storage().create_link(
            state.actor(),
            opened.id,
            token_sha256=sha256,
            label=wish.label,
            scope=wish.scope.parts,
            names_hidden=wish.names_hidden,
            # What a frozen link shows stands in its seats already.
            seating=None if wish.frozen else wish.seating,
            snapshot=freeze(view_of_wish(opened, wish)) if wish.frozen else None,
            expires_at=end_of(wish.expires_on),
        )
    except (StorageError, AccessDenied) as problem:
        st.session_state[PROBLEM] = f"No link was made. {problem}"
        return
    st.session_state[MADE] = MadeLink(link.id, opened.id, link.label, link_address(token))
    # The next link is for somebody else, behind which the lot is drawn anew.
    st.session_state[LABEL] = ""
    st.session_state.pop(_SEATING, None)


def made_link(selection_id: str, kind: str = MADE) -> MadeLink | None:
    """The link to this selection that the session made last, while it is open.

    `kind`: MADE for a share link, INVITED for a personal one.
    """
    made = st.session_state.get(kind)
    return made if isinstance(made, MadeLink) and made.selection_id == selection_id else None


@uninterrupted
def revoke(selection_id: str, link_id: str) -> None:
    """Closes a link for good."""
    st.session_state.pop(NOT_REVOKED, None)
    try:
        state.storage().revoke_link(state.actor(), selection_id, link_id)
    except (StorageError, AccessDenied) as problem:
        st.session_state[NOT_REVOKED] = f"Not revoked. {problem}"
        return
    for kind in (MADE, INVITED):
        made = made_link(selection_id, kind)
        if made is not None and made.link_id == link_id:
            st.session_state.pop(kind)


def link_address(token: str) -> str:
    """The address that a stakeholder opens."""
    settings = state.settings()
    if settings.mode is not Mode.LOCAL and settings.public_url:
        base = settings.public_url
    else:
        base = own_address()
    return f"{base}/?{SHARE_PARAMETER}={token}"


def own_address() -> str:
    """The address under which this browser reaches the app, without a path."""
    url = st.context.url
    if not url:
        return "http://127.0.0.1:8501"
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}"


def link_state(link: Link, now: datetime) -> str:
    """`open until 2026-12-01`, `open`, `expired` or `revoked on …`."""
    if link.revoked_at is not None:
        return f"revoked on {local_time(link.revoked_at):%Y-%m-%d %H:%M}"
    if not link.is_valid_at(now):
        return "expired"
    if link.expires_at is None:
        return "open until revoked"
    return f"open until {link.expires_at.astimezone():%Y-%m-%d}"


def end_of(day: date | None) -> datetime | None:
    """The last second of a day where the server stands; None without a day."""
    if day is None:
        return None
    return datetime.combine(day, time(23, 59, 59)).astimezone()
