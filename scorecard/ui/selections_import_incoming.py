"""What was brought along, ready to be looked at and stored: the selection with its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from scorecard.catalogue import Catalogue, answer_in_words, selection_faults
from scorecard.document import Document
from scorecard.evaluation import Evaluation, evaluate
from scorecard.facts import unknown_figures
from scorecard.ui.outcomes import WRITE_PROBLEMS, plain_problem
from scorecard.ui.selections_changes import go_next, say
from scorecard.ui.selections_words import free_title
from scorecard.ui.state import actor, remember_selection, shipped_catalogue, storage, today
from scorecard.ui.text import literal
from scorecard.ui.uninterrupted import uninterrupted

PANEL_KEY = "selections:panel"
INCOMING_KEY = "selections:import:incoming"
FAULTS_SHOWN = 5


class ImportProblem(ValueError):
    """The file cannot become a selection; the message says why."""


@dataclass(frozen=True)
class Incoming:
    """What a file holds, ready to be looked at, and what has to be said about it."""

    document: Document
    catalogue: Catalogue
    messages: tuple[str, ...]
    as_copy: bool


def checked(document: Document, messages: Sequence[str]) -> Incoming:
    """What was read, once it is sure that it can be evaluated; raises ImportProblem."""
    catalogue = document.catalogue or shipped_catalogue()
    faults = (*unknown_figures(catalogue), *selection_faults(document.selection, catalogue))
    if faults:
        more = len(faults) - FAULTS_SHOWN
        shown = "; ".join(faults[:FAULTS_SHOWN])
        raise ImportProblem(
            f"The selection cannot be evaluated: {shown}{f'; and {more} more' if more > 0 else ''}"
        )
    try:
        evaluate(document.selection, catalogue, as_of=today())
    except (LookupError, ArithmeticError, TypeError, ValueError) as problem:
        # A foreign catalogue may hold parameters that no check of references can know.
        raise ImportProblem(f"The catalogue in this file cannot be applied: {problem}") from problem
    known = storage().list_selections(actor(), include_archived=True)
    selection = document.selection
    as_copy = any(summary.id == selection.id for summary in known)
    said = list(messages)
    if as_copy:
        said.append(
            "This selection is here already. The document is stored beside it as a copy with an "
            "id of its own; nothing that is here changes."
        )
    title = free_title(selection.title, [summary.title for summary in known])
    if title != selection.title:
        said.append(f"Its title is taken, so it is called “{title}”.")
        document = replace(document, selection=selection.model_copy(update={"title": title}))
    said += storage().left_out_on_restoring(actor(), document)
    return Incoming(document, catalogue, tuple(said), as_copy)


@uninterrupted
def store(incoming: Incoming) -> None:
    """Stores what was looked at, and opens it."""
    document = incoming.document
    try:
        stored = storage().import_selection(
            actor(),
            document.selection,
            incoming.catalogue,
            history=document.history,
            files=document.files,
            scenarios=document.scenarios,
            awards=document.awards,
            debriefings=document.debriefings,
            erased=document.erased,
            removed=document.removed,
            as_copy=incoming.as_copy,
        )
    except WRITE_PROBLEMS as problem:
        say(problem=plain_problem(problem))
        return
    st.session_state[PANEL_KEY] = ""
    # Brought once more, the same sheet becomes a selection of its own.
    st.session_state.pop(INCOMING_KEY, None)
    say(f"“{stored.title}” is stored.")
    remember_selection(stored.id)
    go_next("ranking.py")


def show_incoming(incoming: Incoming, on_store: Callable[[], None] | None = None) -> None:
    """What would be stored, with its overall values, and the button that stores it.

    `on_store` is for what can still change under the button, and stores it instead.
    """
    selection = incoming.document.selection
    evaluation = evaluate(selection, incoming.catalogue, as_of=today())
    removed = len(incoming.document.removed)
    taken_out = f" {removed} removed candidate{'s'[: removed > 1]} can be brought back."
    st.markdown(
        literal(
            f"“{selection.title}”: "
            f"{len(evaluation.candidates)} candidates, {len(evaluation.criteria)} criteria, "
            f"{len(selection.answers)} answers, {len(incoming.document.files)} attached files."
            f"{taken_out if removed else ''}"
        )
    )
    if incoming.messages:
        said = "\n".join(f"- {literal(message)}" for message in incoming.messages)
        st.info(said, title="How it was read", icon=":material/info:")
    if evaluation.nothing_ranked_because:
        st.warning(
            literal(f"Nothing can be ranked: {evaluation.nothing_ranked_because}."),
            icon=":material/warning:",
        )
    st.dataframe(
        preview_table(evaluation),
        hide_index=True,
        placeholder="",
        column_config={
            "weight": st.column_config.NumberColumn("Weight, %", format="%.1f"),
            "criterion": st.column_config.TextColumn("Criterion", pinned=True),
        },
        alt="What the file holds: criteria, weights and every candidate's answers",
    )
    st.button(
        "Store it and open it",
        type="primary",
        key="selections:store",
        icon=":material/save:",
        on_click=on_store or partial(store, incoming),
    )


def preview_table(evaluation: Evaluation) -> pd.DataFrame:
    """A row a criterion with its weight and every candidate's answers, overall values last."""
    selection, catalogue = evaluation.selection, evaluation.catalogue
    columns: dict[str, list[object]] = {
        "criterion": [criterion.title for criterion in evaluation.criteria],
        "weight": [100 * float(weight) for weight in evaluation.weights],
    }
    for candidate in evaluation.candidates:
        columns[candidate.name] = [
            "; ".join(
                answer_in_words(
                    catalogue.questions_by_id[given.question],
                    selection.answer(candidate.id, given.question),
                    selection.brief.currency,
                )
                for given in criterion.inputs
            )
            for criterion in evaluation.criteria
        ]
    columns["criterion"].append("Overall value, 0–100")
    columns["weight"].append(None)
    for row, candidate in enumerate(evaluation.candidates):
        columns[candidate.name].append(f"{evaluation.overall[row]:.1f}")
    return pd.DataFrame(columns)
