"""Which candidate's quote is looked at: chosen on the page, kept in its address."""

from __future__ import annotations

import streamlit as st

from scorecard.ui.state import OpenSelection
from scorecard.ui.text import shortened

ADDRESS = "candidate"
NAME_CHARACTERS = 60


def choose_candidate(opened: OpenSelection, first: str) -> str:
    """The chosen candidate's id; `first` (or the first of all) until somebody chooses."""
    names = {candidate.id: candidate.name for candidate in opened.evaluation.candidates}
    key, last = f"cost:{opened.id}:candidate", f"cost:{opened.id}:candidate:last"
    if st.session_state.get(key) not in names:
        wanted = (st.query_params.get(ADDRESS), st.session_state.get(last), first)
        st.session_state[key] = next((i for i in wanted if i in names), next(iter(names)))
    chosen = st.selectbox(
        "Candidate",
        list(names),
        format_func=lambda i: shortened(names[i], NAME_CHARACTERS),
        key=key,
        width=320,
    )
    st.session_state[last] = chosen
    if st.query_params.get(ADDRESS) != chosen:
        st.query_params[ADDRESS] = chosen
    return str(chosen)
