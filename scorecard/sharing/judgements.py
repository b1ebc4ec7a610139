"""What of gates and red flags a link lets through."""

from __future__ import annotations

from dataclasses import replace

from scorecard.catalogue import Catalogue, Condition, questions_read
from scorecard.red_flags import Finding, State, message_in_words
from scorecard.scoring import WAIVED_ON_THE_BRIEF, GateResult
from scorecard.sharing.costs import condition_reads
from scorecard.sharing.scope import ShareScope

_FIGURES_LEFT_OUT = "The figures are left out: this link does not show costs."
_DETAIL_LEFT_OUT = "(details left out)"


def shared_gate(result: GateResult, costs: frozenset[str], scope: ShareScope) -> GateResult:
    """The gate with its state and why; what was answered or typed only with the part `evidence`."""
    in_force = result.in_force
    hides_costs = not scope.costs and condition_reads(in_force.gate.passes_when, costs)
    if scope.evidence and scope.free_text and not hides_costs:
        return GateResult(
            in_force=in_force,
            state=result.state,
            public_reason=result.public_reason,
            answer_detail=result.answer_detail,
            buyers_words=result.buyers_words,
        )
    return GateResult(
        in_force=replace(in_force, waiver_reason=in_force.waiver_reason and WAIVED_ON_THE_BRIEF),
        state=result.state,
        public_reason=result.public_reason,
    )


def shared_finding(
    finding: Finding,
    candidate_id: str,
    catalogue: Catalogue,
    costs: frozenset[str],
    scope: ShareScope,
) -> Finding:
    """The finding with its number and threshold.

    A flag that rests on money keeps its title and severity without the part `costs`, but no
    figure. With hidden names, and without the part `evidence`, its message is made from numbers and
    listed options alone: a detail may quote what somebody typed, such as a reference's name.
    """
    rule = finding.rule
    if not scope.costs and condition_reads(rule.raised_when, costs):
        message = _FIGURES_LEFT_OUT if finding.state is State.RAISED else ""
        return _finding(finding, candidate_id, message=message, has_figures=False)
    if scope.evidence and scope.free_text:
        return _finding(finding, candidate_id, message=finding.message, detail=finding.detail)
    value = finding.value
    if isinstance(value, str) and value not in _listed_options(rule.raised_when, catalogue):
        value = None
    message = _message_of_figures(finding, value) if finding.state is State.RAISED else ""
    return replace(_finding(finding, candidate_id, message=message), value=value)


def _finding(
    finding: Finding, candidate_id: str, *, message: str, detail: str = "", has_figures: bool = True
) -> Finding:
    return Finding(
        rule=finding.rule,
        candidate_id=candidate_id,
        state=finding.state,
        message=message,
        value=finding.value if has_figures else None,
        threshold=finding.threshold if has_figures else None,
        unit=finding.unit if has_figures else "",
        detail=detail,
        evidence=finding.evidence,
    )


def _listed_options(condition: Condition, catalogue: Catalogue) -> set[str]:
    questions = [catalogue.questions_by_id[q] for q in questions_read(condition)]
    own = {option.id for question in questions for option in question.options}
    in_tables = {
        option.id
        for question in questions
        for column in question.columns
        for option in column.options
    }
    return own | in_tables


def _message_of_figures(finding: Finding, value: float | str | None) -> str:
    return message_in_words(
        finding.rule,
        value,
        finding.threshold,
        unit=finding.unit,
        detail=_DETAIL_LEFT_OUT,
        without_value=_DETAIL_LEFT_OUT,
    )
