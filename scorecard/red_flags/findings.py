"""Red-flag rules applied to a candidate's case: raised, clear, unknown or not applicable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from scorecard.catalogue import RedFlagRule
from scorecard.facts import Case, Decision, Truth, decide
from scorecard.model import Evidence


class State(StrEnum):
    """What a rule comes to for one candidate; absence of data is its own outcome."""

    RAISED = "raised"
    CLEAR = "clear"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


_STATE_OF_TRUTH = {
    Truth.TRUE: State.RAISED,
    Truth.FALSE: State.CLEAR,
    Truth.UNKNOWN: State.UNKNOWN,
    Truth.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Finding:
    """One rule's outcome for one candidate, with the numbers that led to it."""

    rule: RedFlagRule
    candidate_id: str
    state: State
    message: str
    value: float | str | None
    threshold: float | None
    unit: str
    detail: str
    evidence: Evidence

    @property
    def is_raised(self) -> bool:
        """Whether the flag is raised."""
        return self.state is State.RAISED


def find(rules: Iterable[RedFlagRule], case: Case) -> tuple[Finding, ...]:
    """Applies every rule to one candidate's case, in the rules' order."""
    return tuple(_finding(rule, case) for rule in rules)


def _finding(rule: RedFlagRule, case: Case) -> Finding:
    decision = decide(rule.raised_when, case)
    state = _STATE_OF_TRUTH[decision.truth]
    return Finding(
        rule=rule,
        candidate_id=case.candidate_id,
        state=state,
        message=_message(rule, decision) if state is State.RAISED else "",
        value=decision.value,
        threshold=decision.threshold,
        unit=decision.unit,
        detail=decision.detail,
        evidence=case.answer(rule.reads).evidence_on(case.as_of),
    )


def _message(rule: RedFlagRule, decision: Decision) -> str:
    return Template(rule.message).safe_substitute(
        value=_words(decision.value),
        threshold=_words(decision.threshold),
        unit=decision.unit,
        detail=decision.detail,
    )


def _words(value: float | str | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return value.replace("_", " ")
    return f"{round(value, 2):g}" if abs(value) < 1e6 else f"{value:,.0f}"


def shown(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The raised findings that are shown and counted: the most severe of each family.

    Ordered by severity, then as the catalogue lists them.
    """
    most_severe: dict[str, Finding] = {}
    for finding in findings:
        if not finding.is_raised:
            continue
        present = most_severe.get(finding.rule.family)
        if present is None or finding.rule.severity.strength > present.rule.severity.strength:
            most_severe[finding.rule.family] = finding
    return tuple(sorted(most_severe.values(), key=lambda f: -f.rule.severity.strength))
