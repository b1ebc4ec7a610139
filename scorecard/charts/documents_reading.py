"""Compliance documents on a time axis: in force, expired, without scope, in progress, not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scorecard.catalogue import Catalogue
from scorecard.charts.reading import all_rows
from scorecard.charts.wording import day_words, readable, status_words
from scorecard.evaluation import Evaluation
from scorecard.facts import Case, document_is_valid
from scorecard.model import Candidate, Row, Status

DOCUMENTS_QUESTION = "compliance_documents"


class DocumentState(StrEnum):
    """What a document is worth on the day, the worst first."""

    EXPIRED = "expired"
    NOT_HELD = "not held"
    NOT_LISTED = "needed, not listed"
    UNSPECIFIC = "no scope or date"
    OFF_SITE = "not for our site"
    IN_PROGRESS = "in progress"
    UNKNOWN = "not answered"
    IN_FORCE = "in force"


@dataclass(frozen=True)
class Document:
    """One document of one candidate; dates are None where they are not stated."""

    candidate: Candidate
    title: str
    state: DocumentState
    issuer: str
    scope: str
    issued_on: date | None
    expires_on: date | None
    note: str = ""

    @property
    def words(self) -> str:
        """The state with the date that matters."""
        if self.note:
            return self.note
        if self.expires_on is None:
            return self.state.value
        if self.state is DocumentState.EXPIRED:
            return f"expired {day_words(self.expires_on)}"
        return f"{self.state.value}, to {day_words(self.expires_on)}"


def read_documents(evaluation: Evaluation) -> tuple[Document, ...]:
    """Every document of every candidate in the order of the ranking, and what the brief needs.

    A candidate that has not answered has one entry that says so.
    """
    cases = evaluation.cases
    titles = _titles(evaluation.catalogue)
    return tuple(
        document
        for row in all_rows(evaluation)
        for document in _of_candidate(evaluation.candidates[row], cases[row], titles)
    )


def _titles(catalogue: Catalogue) -> dict[str, str]:
    titles = {framework.id: framework.title for framework in catalogue.frameworks}
    question = catalogue.questions_by_id[DOCUMENTS_QUESTION]
    for column in question.columns:
        if column.id == "document_type":
            titles |= {option.id: option.label for option in column.options}
    return titles


def _of_candidate(candidate: Candidate, case: Case, titles: dict[str, str]) -> list[Document]:
    rows = case.rows(DOCUMENTS_QUESTION)
    if rows is None:
        status = case.answer(DOCUMENTS_QUESTION).status
        said = "not answered" if status is Status.OPEN else status_words(status)
        return [
            Document(
                candidate, "All documents", DocumentState.UNKNOWN, "", "", None, None, note=said
            )
        ]
    documents = [_document(candidate, row, case.as_of, titles) for row in rows]
    listed = {str(row.get("document_type")) for row in rows}
    documents += [
        Document(
            candidate,
            titles.get(kind, readable(kind)),
            DocumentState.NOT_LISTED,
            "",
            "",
            None,
            None,
        )
        for kind in case.brief.compliance_needed
        if kind not in listed
    ]
    return documents


def _document(candidate: Candidate, row: Row, as_of: date, titles: dict[str, str]) -> Document:
    kind = str(row.get("document_type") or "unnamed document")
    return Document(
        candidate=candidate,
        title=titles.get(kind, readable(kind)),
        state=_state(row, as_of),
        issuer=str(row.get("issuer") or ""),
        scope=str(row.get("scope") or ""),
        issued_on=_day(row, "issued_on"),
        expires_on=_day(row, "expires_on"),
    )


def _state(row: Row, as_of: date) -> DocumentState:
    held = row.get("held")
    expires_on = _day(row, "expires_on")
    if held == "no":
        return DocumentState.NOT_HELD
    if held == "in_progress":
        return DocumentState.IN_PROGRESS
    if held != "yes":
        return DocumentState.UNKNOWN
    if expires_on is not None and expires_on < as_of:
        return DocumentState.EXPIRED
    if not document_is_valid(row, as_of):
        return DocumentState.UNSPECIFIC
    return DocumentState.OFF_SITE if row.get("covers_site") == "no" else DocumentState.IN_FORCE


def _day(row: Row, column: str) -> date | None:
    cell = row.get(column)
    return date.fromisoformat(cell) if isinstance(cell, str) and cell else None


def of_state(documents: Sequence[Document], state: DocumentState) -> list[Document]:
    """The documents in one state."""
    return [document for document in documents if document.state is state]
