"""Which candidates are compared: chosen on the page, kept in its address."""

from __future__ import annotations

import streamlit as st

from scorecard.evaluation import Evaluation
from scorecard.ui.compare_rows import default_rows
from scorecard.ui.text import literal, shortened

ADDRESS = "compare"
PILLS_AT_MOST = 6
NAME_CHARACTERS = 40


def choose_candidates(evaluation: Evaluation) -> tuple[str, ...]:
    """The ids of the chosen candidates; the first two of the ranking until somebody chooses."""
    names = {candidate.id: candidate.name for candidate in evaluation.candidates}
    key = f"compare:{evaluation.selection.id}:candidates"
    if key not in st.session_state:
        st.session_state[key] = list(_from_address(evaluation))
    else:
        st.session_state[key] = [i for i in st.session_state[key] or () if i in names]
    if len(names) <= PILLS_AT_MOST:
        chosen = st.pills(
            "Candidates",
            list(names),
            selection_mode="multi",
            format_func=lambda i: literal(shortened(names[i], NAME_CHARACTERS)),
            key=key,
            on_change=_to_address,
            args=(key,),
            wrap=True,
        )
    else:
        chosen = st.multiselect(
            "Candidates",
            list(names),
            format_func=lambda i: shortened(names[i], NAME_CHARACTERS),
            key=key,
            on_change=_to_address,
            args=(key,),
            placeholder="Choose two or more",
        )
    return tuple(str(i) for i in chosen or ())


def _from_address(evaluation: Evaluation) -> tuple[str, ...]:
    known = {candidate.id for candidate in evaluation.candidates}
    named = str(st.query_params.get(ADDRESS, "")).split(",")
    chosen = tuple(dict.fromkeys(i for i in named if i in known))
    if chosen:
        return chosen
    return tuple(evaluation.candidates[row].id for row in default_rows(evaluation))


def _to_address(key: str) -> None:
    chosen = st.session_state.get(key) or ()
    if chosen:
        st.query_params[ADDRESS] = ",".join(chosen)
    else:
        st.query_params.pop(ADDRESS, None)
