"""Compliance documents by candidate, each mark at its expiry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.documents_figure import documents_figure
from scorecard.charts.documents_reading import (
    DOCUMENTS_QUESTION,
    Document,
    DocumentState,
    of_state,
    read_documents,
)
from scorecard.charts.reading import nothing_to_read
from scorecard.charts.wording import counted, day_words, joined, name_in_text
from scorecard.evaluation import Evaluation

# So many kinds of fault are named in the title, the worst first.
_FAULTS_NAMED = 2
_COLUMNS = ("Candidate", "Document", "State", "Issuer", "Scope", "Issued on", "Expires on")


def compliance_documents_chart(evaluation: Evaluation) -> Chart:
    """Every document as a mark at its expiry; what has no expiry date stands in the left column.

    Shape and colour say whether it is in force, expired, without scope or date, not for the
    buyer's site, in progress, not held, or needed by the brief and not listed. With many
    candidates each has a single row.
    """
    empty = nothing_to_read(evaluation, "compliance documents", (DOCUMENTS_QUESTION,), _COLUMNS)
    if empty is not None:
        return empty
    documents = read_documents(evaluation)
    if not documents:
        because = (
            "every candidate answered with an empty list; enter the documents on the page "
            "Due diligence"
        )
        return empty_chart("No compliance document is listed", because, _COLUMNS)
    return Chart(
        figure=documents_figure(documents, evaluation.as_of),
        title=_title(documents),
        text_alternative=_text_alternative(evaluation, documents),
        table=table(_COLUMNS, [_record(document) for document in documents]),
    )


def _title(documents: Sequence[Document]) -> str:
    listed = [d for d in documents if d.state is not DocumentState.UNKNOWN]
    if not listed:
        return "No candidate has listed its compliance documents yet"
    in_force = len(of_state(documents, DocumentState.IN_FORCE))
    not_in_force = {
        DocumentState.EXPIRED: "expired",
        DocumentState.UNSPECIFIC: "without scope or date",
        DocumentState.OFF_SITE: "not for our site",
        DocumentState.NOT_HELD: "not held",
        DocumentState.NOT_LISTED: "needed but not listed",
        DocumentState.IN_PROGRESS: "in progress",
    }
    counts = [(len(of_state(documents, state)), words) for state, words in not_in_force.items()]
    found = [f"{count} {words}" for count, words in counts if count]
    if len(found) > _FAULTS_NAMED:
        named = sum(count for count, _ in [c for c in counts if c[0]][:_FAULTS_NAMED])
        rest = len(listed) - in_force - named
        found = [*found[:_FAULTS_NAMED], f"{rest} more not in force"]
    silent = len(of_state(documents, DocumentState.UNKNOWN))
    ending = f"; {counted(silent, 'candidate has', 'candidates have')} not answered"
    ending = ending if silent else ""
    if not found:
        return f"All {counted(in_force, 'document')} listed are in force{_next(documents)}{ending}"
    are = "is" if in_force == 1 else "are"
    return (
        f"{in_force} of {counted(len(listed), 'document')} {are} in force; {', '.join(found)}"
        f"{ending}"
    )


def _next(documents: Sequence[Document]) -> str:
    dated = [d for d in documents if d.expires_on is not None]
    if not dated:
        return ""
    first = min(dated, key=lambda d: d.expires_on or date.max)
    return (
        f"; the first to expire is “{first.title}” of {name_in_text(first.candidate.name)}, "
        f"on {day_words(first.expires_on or date.max)}"
    )


def _text_alternative(evaluation: Evaluation, documents: Sequence[Document]) -> str:
    counts = [
        f"{len(of_state(documents, state))} {state.value}"
        for state in DocumentState
        if of_state(documents, state)
    ]
    return (
        f"Compliance documents of {counted(len(evaluation.candidates), 'candidate')} on a time "
        f"axis by expiry, seen from {day_words(evaluation.as_of)}: {joined(counts, 9)}."
    )


def _record(document: Document) -> tuple[object, ...]:
    return (
        document.candidate.name,
        document.title,
        document.note or document.state.value,
        document.issuer,
        document.scope,
        document.issued_on,
        document.expires_on,
    )
