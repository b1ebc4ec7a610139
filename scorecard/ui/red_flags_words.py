"""What the page Red flags says: numbers against lines, evidence, sources spelled out."""

from __future__ import annotations

from collections.abc import Iterable

from scorecard.catalogue import ASSUMPTION, Catalogue, Severity, answer_in_words, with_unit
from scorecard.commercial import currency_of_question
from scorecard.evaluation import Evaluation
from scorecard.model import Answer, Evidence, Selection
from scorecard.red_flags import Finding, State
from scorecard.sentences import count_in_words, flags_sentence, joined, unknown_families
from scorecard.shortlisting import flags_without_override, shortlist_remark

FLAGS_NAMED_AT_MOST = 3
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


def red_flags_sentence(evaluation: Evaluation) -> str:
    """What to take up first: the critical flags, else the major ones, and what is unknown.

    How many are raised on whom is said by the matrix below it.
    """
    rows = range(len(evaluation.candidates))
    critical = [(row, f) for row in rows for f in evaluation.critical_flags(row)]
    major = [row for row in rows if _carries(evaluation, row, Severity.MAJOR)]
    if critical:
        named = [
            f"{evaluation.candidates[row].name} ({finding.rule.title})"
            for row, finding in critical[:FLAGS_NAMED_AT_MOST]
        ]
        if rest := len(critical) - len(named):
            named.append(f"{count_in_words(rest)} more")
        first = f"Take up what is critical first: {joined(named)}."
    elif major:
        names = [evaluation.candidates[row].name for row in major[:FLAGS_NAMED_AT_MOST]]
        if rest := len(major) - len(names):
            names.append(f"{count_in_words(rest)} more")
        first = f"Nothing critical is raised: begin with the major flags of {joined(names)}."
    else:
        return flags_sentence(evaluation)
    unknown = sum(len(unknown_families(evaluation, row)) for row in rows)
    if not unknown:
        return first
    cannot = "matter cannot" if unknown == 1 else "matters cannot"
    asked = f"{count_in_words(unknown).capitalize()} {cannot} be decided yet: ask for the answers."
    return f"{first} {asked}"


def _carries(evaluation: Evaluation, row: int, severity: Severity) -> bool:
    return any(finding.rule.severity is severity for finding in evaluation.flags_shown[row])


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
    expired = finding.evidence is not answer.evidence
    if answer.document is not None and (expired or answer.evidence is Evidence.DOCUMENTED):
        document = answer.document
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
    currency = currency_of_question(catalogue, selection, finding.candidate_id, question.id)
    return answer_in_words(question, answer, currency)


def clarification_in_words(answer: Answer) -> str:
    """What was asked for clarification and when; '' when nothing was."""
    if not answer.clarification and answer.clarification_asked_on is None:
        return ""
    asked = answer.clarification_asked_on
    when = f"on {asked.isoformat()}" if asked is not None else "on a day not recorded"
    return f"Asked for clarification {when}: {answer.clarification}".rstrip(": ")


def override_gap_in_words(evaluation: Evaluation, row: int) -> str:
    """What a place on the shortlist, or an override, leaves uncovered; '' where nothing is."""
    if remark := shortlist_remark(evaluation, row):
        return f"On the shortlist, {remark}"
    lacking = flags_without_override(evaluation, row)
    if not lacking or not evaluation.candidates[row].override_reason:
        return ""
    titles = joined([flag.rule.title for flag in lacking])
    return f"Raised since, and not in this override: {titles}"


def override_in_words(override_reason: str, override_by: str) -> str:
    """Who shortlists in spite of a critical flag, and why."""
    by = f" by {override_by}" if override_by else ""
    return f"Overridden{by}: {override_reason}"
