"""What a page works on: who is acting, the open selection, and its evaluation, cached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from scorecard.access import AccessDenied, Actor, local_operator
from scorecard.catalogue import Catalogue, load_catalogue
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Selection
from scorecard.settings import Mode, Settings, load_settings
from scorecard.storage import NotFound, SelectionSummary, Storage, open_storage

SELECTION_KEY = "selection"


@dataclass(frozen=True)
class OpenSelection:
    """The selection that is open, with the catalogue that it keeps and its evaluation."""

    selection: Selection
    catalogue: Catalogue
    evaluation: Evaluation

    @property
    def id(self) -> str:
        """The selection's id."""
        return self.selection.id


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this server, read once."""
    return load_settings()


@st.cache_resource(show_spinner=False)
def storage() -> Storage:
    """The storage of this server, opened and migrated once."""
    return open_storage(settings())


@st.cache_resource(show_spinner=False)
def shipped_catalogue() -> Catalogue:
    """The catalogue that the program ships."""
    return load_catalogue()


def set_actor(actor: Actor) -> None:
    """Remembers for this run who is acting; main does this before any page runs."""
    st.session_state["_actor"] = actor


def forget_actor() -> None:
    """Forgets who was acting: main does this when nobody may act any more."""
    st.session_state.pop("_actor", None)


def actor() -> Actor:
    """Who is acting in this session.

    Only in mode local is somebody unknown the operator; elsewhere AccessDenied is raised.
    """
    found = st.session_state.get("_actor")
    if isinstance(found, Actor):
        return found
    if settings().mode is Mode.LOCAL:
        return local_operator()
    raise AccessDenied("Open your personal link again: this session does not know you.")


def today() -> date:
    """The date on which everything on the page is judged."""
    return datetime.now(UTC).astimezone().date()


def selections() -> tuple[SelectionSummary, ...]:
    """The selections that the actor may see and that are not archived."""
    return storage().list_selections(actor())


def open_selection_id() -> str | None:
    """The id of the open selection: from the address, else from the session."""
    from_address = st.query_params.get(SELECTION_KEY)
    remembered = st.session_state.get("_selection_id")
    chosen = from_address or remembered
    return str(chosen) if chosen else None


def remember_selection(selection_id: str | None) -> None:
    """Opens a selection in this session and in the page's address, so that F5 keeps it."""
    st.session_state["_selection_id"] = selection_id
    if selection_id is None:
        st.query_params.pop(SELECTION_KEY, None)
    elif st.query_params.get(SELECTION_KEY) != selection_id:
        st.query_params[SELECTION_KEY] = selection_id


def open_selection() -> OpenSelection | None:
    """The open selection as it is stored now, or None when none is open or it is gone."""
    selection_id = open_selection_id()
    if selection_id is None:
        return None
    try:
        revision = storage().revision(actor(), selection_id)
    except NotFound:
        remember_selection(None)
        return None
    remember_selection(selection_id)
    return _evaluated(selection_id, revision, today(), _actor=actor())


def evaluated(selection_id: str) -> OpenSelection:
    """One selection with its evaluation, without opening it; NotFound when it is gone."""
    revision = storage().revision(actor(), selection_id)
    return _evaluated(selection_id, revision, today(), _actor=actor())


@st.cache_resource(max_entries=64, show_spinner=False)
def _evaluated(selection_id: str, revision: int, as_of: date, *, _actor: Actor) -> OpenSelection:
    # The revision was read with an access check just before; storage checks again here.
    selection = storage().load(_actor, selection_id)
    catalogue = _catalogue(storage().catalogue(_actor, selection_id))
    return OpenSelection(selection, catalogue, evaluate(selection, catalogue, as_of=as_of))


def _catalogue(kept: Catalogue) -> Catalogue:
    # One shared object where the selection keeps what is shipped saves memory and look-ups.
    return shipped_catalogue() if kept == shipped_catalogue() else kept
