"""A new selection from an industry profile, and the worked example."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from scorecard.catalogue import Catalogue, Profile
from scorecard.catalogue.loader import shipped_folder
from scorecard.document import DocumentFaultError, read_document
from scorecard.evaluation import evaluate
from scorecard.model import Brief, Selection, name_key
from scorecard.shortlisting import with_flags_named
from scorecard.storage import new_id
from scorecard.ui.brief_currencies import CURRENCIES
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.selections_changes import go_next, say, titles
from scorecard.ui.state import (
    actor,
    open_selection,
    remember_selection,
    shipped_catalogue,
    storage,
    today,
)
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

WORKED_EXAMPLE = "worked_selection.json"
_LARGEST_GROUPS = 3
_TITLE_KEY, _PROFILE_KEY = "selections:new:title", "selections:new:profile"
_CURRENCY_KEY = "selections:new:currency"
_PROBLEM_KEY = "selections:new:problem"


def forget_typed_title() -> None:
    """Clears what an earlier dialog left."""
    st.session_state.pop(_PROBLEM_KEY, None)


@st.dialog("New selection", icon=":material/add:", width="medium")
def create_from_profile() -> None:
    """Asks for a title and a profile, and says what the profile sets."""
    catalogue = shipped_catalogue()
    profiles = {profile.id: profile for profile in catalogue.profiles}
    st.text_input("Title", key=_TITLE_KEY, placeholder="Customer service partner 2027")
    chosen = st.selectbox(
        "Profile",
        list(profiles),
        format_func=lambda profile_id: profiles[profile_id].title,
        key=_PROFILE_KEY,
    )
    st.selectbox(
        "Currency",
        CURRENCIES,
        index=CURRENCIES.index(_currency_of_last()),
        key=_CURRENCY_KEY,
        help="Costs of all candidates are compared in it; it stands on the brief, too",
    )
    profile = profiles[chosen]
    st.markdown(literal(profile.description))
    st.caption(profile_words(catalogue, profile))
    pressed = st.button(
        "Create and go to the brief", type="primary", key="selections:new:create", on_click=create
    )
    problem = st.session_state.get(_PROBLEM_KEY)
    if problem:
        st.error(literal(problem), icon=":material/error:")
    elif pressed:
        st.rerun()


def _currency_of_last() -> str:
    """The currency of the selection that is open, else that of a brief in which none is set."""
    opened = open_selection()
    currency = Brief().currency if opened is None else opened.selection.brief.currency
    return currency if currency in CURRENCIES else Brief().currency


def profile_words(catalogue: Catalogue, profile: Profile) -> str:
    """The largest groups of a profile with their share, and the compliance that it needs."""
    total = sum(profile.points.values())
    by_group = {
        group.title: sum(
            profile.points.get(criterion.id, 0.0)
            for criterion in catalogue.criteria_of_group(group.id)
        )
        for group in catalogue.groups
    }
    largest = sorted(by_group.items(), key=lambda pair: -pair[1])[:_LARGEST_GROUPS]
    words = ", ".join(f"{title} {100 * points / total:.0f} %" for title, points in largest)
    names = {framework.id: framework.title for framework in catalogue.frameworks}
    needed = ", ".join(names.get(framework, framework) for framework in profile.compliance_needed)
    compliance = f" Compliance needed: {needed}." if needed else ""
    return literal(f"Largest groups: {words}.{compliance} You can change all of it afterwards.")


@uninterrupted
def create() -> None:
    """Stores the new selection and opens it; what is wrong stays beside what was typed."""
    title = " ".join(str(st.session_state.get(_TITLE_KEY) or "").split())
    st.session_state[_PROBLEM_KEY] = ""
    if not title:
        st.session_state[_PROBLEM_KEY] = "Give the selection a title."
        return
    if name_key(title) in {name_key(other) for other in titles()}:
        st.session_state[_PROBLEM_KEY] = (
            f"There is a selection called “{title}” already. Choose a title of its own."
        )
        return
    catalogue = shipped_catalogue()
    try:
        profile = catalogue.profile(str(st.session_state.get(_PROFILE_KEY)))
        selection = Selection(
            id=new_id(),
            title=title,
            profile_id=profile.id,
            created_at=datetime.now(UTC),
            brief=Brief(
                compliance_needed=profile.compliance_needed,
                currency=str(st.session_state.get(_CURRENCY_KEY) or _currency_of_last()),
            ),
            points=dict(profile.points),
        )
        storage().create_selection(actor(), selection, catalogue)
    except KeyError:
        st.session_state[_PROBLEM_KEY] = "Choose a profile."
        return
    except WRITE_PROBLEMS as problem:
        st.session_state[_PROBLEM_KEY] = plain_problem(problem, "Title")
        return
    say()
    remember_selection(selection.id)
    go_next("brief.py")


@uninterrupted
def open_worked_example() -> None:
    """Opens the worked example; stores it first where it is not here yet."""
    path = shipped_folder() / "examples" / WORKED_EXAMPLE
    try:
        document = read_document(path.read_bytes())
        selection = document.selection
        known = storage().list_selections(actor(), include_archived=True)
        present = {summary.id: summary for summary in known}.get(selection.id)
        if present is None:
            catalogue = document.catalogue or shipped_catalogue()
            # What is tried out on it is to behave as in a selection of one's own.
            evaluation = evaluate(selection, catalogue, as_of=today())
            storage().import_selection(
                actor(),
                with_flags_named(evaluation),
                catalogue,
                history=document.history,
                files=document.files,
                scenarios=document.scenarios,
                awards=document.awards,
                debriefings=document.debriefings,
                erased=document.erased,
                removed=document.removed,
            )
        elif present.archived:
            version = storage().load(actor(), selection.id).version
            storage().save_details(actor(), selection.id, archived=False, expected_version=version)
    except OSError:
        say(problem="The worked example is missing from this installation's data folder.")
        return
    except DocumentFaultError as problem:
        say(problem=f"The worked example cannot be read: {problem}.")
        return
    except WRITE_PROBLEMS as problem:
        say(problem=plain_problem(problem))
        return
    say()
    remember_selection(selection.id)
    go_next("ranking.py")
