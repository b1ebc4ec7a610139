"""What of an answer, a candidate and a brief a link lets through: listed field by field."""

from __future__ import annotations

from datetime import date

from scorecard.catalogue import Column, Kind, Question
from scorecard.model import (
    Answer,
    AnswerValue,
    Brief,
    Candidate,
    Cell,
    DocumentReference,
    Row,
    Status,
    Verification,
)
from scorecard.sharing.scope import ShareScope

LEFT_OUT = "left out"


def shared_answer(
    answer: Answer, candidate_id: str, question: Question, scope: ShareScope
) -> Answer:
    """The answer as the link shows it: never its note, clarification or attached file.

    Without the part `evidence` only its value and how strong its evidence is are shown: saying
    less than that would make a documented answer look like a bare claim.
    """
    detailed = scope.evidence and scope.free_text
    value = answer.value if scope.free_text else _without_free_text(answer.value, question)
    reason = answer.not_applicable_reason if detailed else LEFT_OUT
    return Answer(
        candidate_id=candidate_id,
        question_id=answer.question_id,
        status=answer.status,
        value=value,
        evidence=answer.evidence,
        document=_shared_document(answer.document, detailed=detailed),
        verification=_shared_verification(answer.verification, detailed=detailed),
        source=answer.source if detailed else "",
        as_of=answer.as_of if scope.evidence else None,
        not_applicable_reason=reason if answer.status is Status.NOT_APPLICABLE else "",
    )


def shared_candidate(
    candidate: Candidate,
    candidate_id: str,
    label: str,
    scope: ShareScope,
    overridden: tuple[str, ...],
) -> Candidate:
    """The candidate as the link shows it: never its contact, note or dates of correspondence.

    `overridden` are the ids of its critical flags that an override covers: with the part `flags`
    it is shown that there is one, even where its words are left out.
    """
    explained = scope.flags and scope.free_text
    is_told = scope.flags and bool(overridden)
    return Candidate(
        id=candidate_id,
        name=label,
        position=candidate.position,
        shortlisted=candidate.shortlisted,
        override_reason=candidate.override_reason if explained else LEFT_OUT if is_told else "",
        override_by=candidate.override_by if explained else "",
        override_flags=overridden if scope.flags else None,
    )


def shared_brief(brief: Brief, frameworks: frozenset[str], scope: ShareScope) -> Brief:
    """What charts and the workbook need of the brief; its prices only with the part `costs`.

    Of the compliance that is needed, what is one of the catalogue's `frameworks`.
    """
    return Brief(
        currency=brief.currency,
        target_rate_per_hour=brief.target_rate_per_hour if scope.costs else None,
        ceiling_rate_per_hour=brief.ceiling_rate_per_hour if scope.costs else None,
        target_cost_per_resolved_contact=(
            brief.target_cost_per_resolved_contact if scope.costs else None
        ),
        ceiling_cost_per_resolved_contact=(
            brief.ceiling_cost_per_resolved_contact if scope.costs else None
        ),
        price_formula=brief.price_formula,
        response_deadline=brief.response_deadline,
        compliance_needed=tuple(i for i in brief.compliance_needed if i in frameworks),
        compliance_nice_to_have=tuple(i for i in brief.compliance_nice_to_have if i in frameworks),
        open_policy_while_collecting=brief.open_policy_while_collecting,
        open_policy_once_closed=brief.open_policy_once_closed,
        tie_break=brief.tie_break,
    )


def _shared_document(
    document: DocumentReference | None, *, detailed: bool
) -> DocumentReference | None:
    if document is None:
        return None
    return DocumentReference(
        title=document.title if detailed else LEFT_OUT,
        issuer=document.issuer if detailed else LEFT_OUT,
        scope=document.scope if detailed else LEFT_OUT,
        issued_on=document.issued_on,
        expires_on=document.expires_on,
    )


def _shared_verification(
    verification: Verification | None, *, detailed: bool
) -> Verification | None:
    if verification is None:
        return None
    return Verification(
        verified_by=verification.verified_by if detailed else LEFT_OUT,
        method=verification.method if detailed else LEFT_OUT,
        verified_on=verification.verified_on,
    )


def _without_free_text(value: AnswerValue | None, question: Question) -> AnswerValue | None:
    """The value with `left out` for everything that is not a number, a date or a listed option."""
    if value is None or isinstance(value, float | int):
        return value
    if isinstance(value, str):
        is_listed = value in {option.id for option in question.options}
        return value if is_listed or (question.kind is Kind.DATE and _is_date(value)) else LEFT_OUT
    if question.kind is Kind.TABLE:
        columns = {column.id: column for column in question.columns}
        listed_rows = {option.id for option in question.fixed_rows}
        return tuple(
            _row_without_free_text(row, columns, question.row_column, listed_rows)
            for row in value
            if isinstance(row, dict)
        )
    listed = {option.id for option in question.options}
    kept = tuple(item for item in value if isinstance(item, str) and item in listed)
    return kept if len(kept) == len(value) else (*kept, LEFT_OUT)


def _row_without_free_text(
    row: Row, columns: dict[str, Column], row_column: str, listed_rows: set[str]
) -> Row:
    result: Row = {}
    for column_id, cell in row.items():
        column = columns.get(column_id)
        if column is not None:
            listed = {option.id for option in column.options}
            listed |= listed_rows if column_id == row_column else set()
            result[column_id] = _cell_without_free_text(cell, column, listed)
    return result


def _cell_without_free_text(cell: Cell, column: Column, listed: set[str]) -> Cell:
    if not isinstance(cell, str) or not cell or cell in listed:
        return cell
    return cell if column.kind is Kind.DATE and _is_date(cell) else LEFT_OUT


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
