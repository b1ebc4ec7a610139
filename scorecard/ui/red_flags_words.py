"""What the page Red flags says: numbers against lines, evidence, sources spelled out."""

from __future__ import annotations

from collections.abc import Iterable

from scorecard.catalogue import ASSUMPTION, Catalogue, Severity, answer_in_words, with_unit
from scorecard.model import Answer, Evidence, Selection
from scorecard.red_flags import Finding, State

ASSUMPTION_WORDS = "an assumption, not a published figure"

SEEN_WORDS = "seen by the buyer"

STATE_WORDS = {
    State.RAISED: "raised",
    State.CLEAR: "clear",
    State.UNKNOWN: "cannot be decided yet",
    State.NOT_APPLICABLE: "not applicable",
}
SEVERITY_COLOURS = {Severity.CRITICAL: "red", Severity.MAJOR: "orange", Severity.MINOR: "gray"}
EVIDENCE_WORDS = {
    Evidence.CLAIMED: "claimed only",
    Evidence.DOCUMENTED: "documented",
    Evidence.VERIFIED: "verified by the buyer",
}


def source_lines(catalogue: Catalogue, source_ids: Iterable[str]) -> tuple[str, ...]:
    """Each source as title, publisher and date; an assumption is called one."""
    lines = []
    for source_id in source_ids:
        source = catalogue.sources_by_id.get(source_id)
        if source_id == ASSUMPTION or source is None:
            lines.append(ASSUMPTION_WORDS if source_id == ASSUMPTION else source_id)
        else:
            dated = source.date if source.date.strip() else "undated"
            lines.append(f"{source.title} ({source.publisher}, {dated})")
    return tuple(dict.fromkeys(lines))


def number_in_words(finding: Finding) -> str:
    """The number that decided, against its line: `18.1 % (line: 18 %)`; '' without a number."""
    if not isinstance(finding.value, float | int):
        return ""
    number = with_unit(float(finding.value), finding.unit)
    if finding.threshold is None:
        return number
    return f"{number} (line: {with_unit(finding.threshold, finding.unit)})"


def evidence_in_words(catalogue: Catalogue, answer: Answer, finding: Finding) -> str:
    """How well the answer behind a flag is supported, and by what."""
    if catalogue.questions_by_id[finding.rule.reads].observed:
        return SEEN_WORDS
    words = EVIDENCE_WORDS[finding.evidence]
    if answer.document is not None and answer.evidence is Evidence.DOCUMENTED:
        document = answer.document
        expired = finding.evidence is Evidence.CLAIMED
        held = f"{document.title}, {document.issuer}, {document.issued_on.isoformat()}"
        return f"{'document has expired' if expired else words}: {held}"
    if answer.verification is not None and finding.evidence is Evidence.VERIFIED:
        check = answer.verification
        return f"{words}: {check.verified_by}, {check.verified_on.isoformat()}, {check.method}"
    return words


def reading_in_words(catalogue: Catalogue, selection: Selection, finding: Finding) -> str:
    """The answer that the flag reads, as a person would say it."""
    question = catalogue.questions_by_id[finding.rule.reads]
    answer = selection.answer(finding.candidate_id, finding.rule.reads)
    return answer_in_words(question, answer, selection.brief.currency)


def clarification_in_words(answer: Answer) -> str:
    """What was asked for clarification and when; '' when nothing was."""
    if not answer.clarification and answer.clarification_asked_on is None:
        return ""
    asked = answer.clarification_asked_on
    when = f"on {asked.isoformat()}" if asked is not None else "on a day not recorded"
    return f"Asked for clarification {when}: {answer.clarification}".rstrip(": ")


def override_in_words(override_reason: str, override_by: str) -> str:
    """Who shortlists in spite of a critical flag, and why."""
    by = f" by {override_by}" if override_by else ""
    return f"Overridden{by}: {override_reason}"
