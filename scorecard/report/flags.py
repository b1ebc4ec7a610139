"""Red flags: who carries which, and each with its number, threshold, source and what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.charts import red_flag_matrix
from scorecard.evaluation import Evaluation
from scorecard.red_flags import Finding, State
from scorecard.report.ranking import SEVERITY_CHARACTERS, Badge
from scorecard.report.subject import Subject
from scorecard.sentences import flag_figures, flags_sentence, source_titles, unknown_families
from scorecard.shortlisting import shortlist_remark

_BY_WEIGHT = (State.RAISED, State.UNKNOWN, State.CLEAR, State.NOT_APPLICABLE)
_QUIET = {State.UNKNOWN: "○ unknown", State.CLEAR: "clear", State.NOT_APPLICABLE: "n/a"}


@dataclass(frozen=True)
class MatrixRow:
    """One matter: its title and one badge a candidate of the table."""

    title: str
    cells: tuple[Badge, ...]


@dataclass(frozen=True)
class Matrix:
    """One table: these candidates by the matters that are raised or unknown for anybody."""

    names: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Flag:
    """One raised flag with all that belongs to it; figures is '' where it has no number."""

    badge: Badge
    title: str
    message: str
    figures: str
    sources: str
    evidence: str
    ask_next: str
    ask_whom: str


@dataclass(frozen=True)
class CandidateFlags:
    """The flags of one candidate; `left_out` counts those that only the workbook lists."""

    name: str
    flags: tuple[Flag, ...]
    left_out: int
    standing: str
    shortlist_remark: str
    override: str


@dataclass(frozen=True)
class FlagSection:
    """All that the section says."""

    sentence: str
    matrix_title: str
    matrices: tuple[Matrix, ...]
    candidates: tuple[CandidateFlags, ...]


def flag_section(subject: Subject) -> FlagSection:
    """The section's contents, candidates in the order of the ranking."""
    evaluation = subject.evaluation
    families = _families(evaluation)
    return FlagSection(
        sentence=flags_sentence(evaluation),
        matrix_title=red_flag_matrix(evaluation).title if families else "",
        matrices=tuple(
            Matrix(
                names=tuple(subject.short_name(row) for row in rows),
                rows=tuple(
                    MatrixRow(
                        evaluation.catalogue.matter_of_family(f[0].rule.family),
                        tuple(_badge(f[row]) for row in rows),
                    )
                    for f in families
                ),
            )
            for rows in subject.row_pages
            if families
        ),
        candidates=tuple(_of_candidate(subject, row) for row in subject.rows),
    )


def _families(evaluation: Evaluation) -> list[tuple[Finding, ...]]:
    """Every matter's deciding findings, a row a candidate; the gravest and most frequent first."""
    ids = dict.fromkeys(rule.family for rule in evaluation.catalogue.red_flags)
    families = [
        tuple(
            _gravest(finding for finding in findings if finding.rule.family == family)
            for findings in evaluation.findings
        )
        for family in ids
    ]
    shown = [f for f in families if any(x.state in (State.RAISED, State.UNKNOWN) for x in f)]

    def weight(family: tuple[Finding, ...]) -> tuple[int, ...]:
        raised = [x.rule.severity.strength for x in family if x.is_raised]
        return (-max(raised, default=0), -len(raised))

    return sorted(shown, key=weight)


def _gravest(findings: Iterable[Finding]) -> Finding:
    return min(findings, key=lambda f: (_BY_WEIGHT.index(f.state), -f.rule.severity.strength))


def _badge(finding: Finding) -> Badge:
    if finding.is_raised:
        return severity_badge(finding)
    tone = "unknown" if finding.state is State.UNKNOWN else "quiet"
    return Badge(_QUIET[finding.state], tone)


def severity_badge(finding: Finding) -> Badge:
    """Sign and word of the flag's severity."""
    severity = finding.rule.severity
    return Badge(f"{SEVERITY_CHARACTERS[severity]} {severity.value}", severity.value)


def _of_candidate(subject: Subject, row: int) -> CandidateFlags:
    evaluation = subject.evaluation
    critical, raised = evaluation.critical_flags(row), evaluation.flags_shown[row]
    listed = raised if row in subject.rows_in_detail else critical
    candidate = evaluation.candidates[row]
    by = f" ({candidate.override_by})" if candidate.override_by else ""
    unknown = len(unknown_families(evaluation, row))
    clear = any(finding.state is State.CLEAR for finding in evaluation.findings[row])
    first = "" if raised or not clear else "No flag is raised. "
    are = "matter" if unknown == 1 else "matters"
    standing = f"{first}{unknown} {are} cannot be decided yet." if unknown else first.strip()
    return CandidateFlags(
        name=candidate.name,
        flags=tuple(_flag(subject, finding) for finding in listed),
        left_out=len(raised) - len(listed),
        standing=standing,
        shortlist_remark=shortlist_remark(evaluation, row),
        override=f"{candidate.override_reason}{by}" if candidate.override_reason else "",
    )


def _flag(subject: Subject, finding: Finding) -> Flag:
    rule = finding.rule
    return Flag(
        badge=severity_badge(finding),
        title=rule.title,
        message=finding.message,
        figures=flag_figures(finding),
        sources=source_titles(rule.sources, subject.evaluation.catalogue),
        evidence=finding.evidence.value if subject.shows_evidence else "",
        ask_next=rule.ask_next,
        ask_whom=rule.ask_whom,
    )
