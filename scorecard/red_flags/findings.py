"""Red-flag rules applied to a candidate's case: raised, clear, unknown or not applicable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from scorecard.catalogue import RedFlagRule
from scorecard.facts import Case, Decision, Truth, decide
from scorecard.model import Evidence

# From here on decimals are noise beside the number.
LARGE_NUMBER = 1_000_000
# What still parts two numbers after so many decimals is how a computer keeps them.
MOST_DECIMALS = 9


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
    return message_in_words(
        rule, decision.value, decision.threshold, unit=decision.unit, detail=decision.detail
    )


def message_in_words(
    rule: RedFlagRule,
    value: float | str | None,
    threshold: float | None,
    *,
    unit: str,
    detail: str,
    without_value: str = "nothing",
) -> str:
    """The rule's message with the figures that raised it; `without_value` where there is none."""

    if isinstance(value, str):
        found = value.replace("_", " ")
    else:
        found = without_value if value is None else number_beside(value, threshold)
    line = without_value if threshold is None else number_in_words(threshold)
    return Template(rule.message).safe_substitute(
        value=found, threshold=line, unit=unit, detail=detail
    )


def number_in_words(number: float) -> str:
    """`22`, `18.1`, `12,345.67`: at most two decimals, and none from a million on."""
    # Adding zero takes the sign from what was rounded to nothing.
    rounded = round(number, _decimals(number)) + 0.0
    return f"{rounded:,.2f}".rstrip("0").rstrip(".")


def _decimals(number: float) -> int:
    return 2 if abs(number) < LARGE_NUMBER else 0


def number_beside(number: float, threshold: float | None) -> str:
    """The number as in `number_in_words`, or with as many more decimals as part it from its line.

    18.004 % is above 18 %: rounded alike, a raised flag would contradict itself.
    """
    words = number_in_words(number)
    if threshold is None or number == threshold or words != number_in_words(threshold):
        return words
    for decimals in range(_decimals(number) + 1, MOST_DECIMALS + 1):
        text = f"{number:,.{decimals}f}"
        if text.rstrip("0").rstrip(".") != words:
            return text
    return repr(number)


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
