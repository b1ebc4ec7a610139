"""What makes the choice of a candidate need a reason of its own."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.evaluation import Evaluation
from scorecard.model import Concern
from scorecard.scoring import GateState
from scorecard.sentences import joined
from scorecard.shortlisting import flags_without_override


@dataclass(frozen=True)
class Raised:
    """A concern about a choice, and what it rests on, in a sentence."""

    concern: Concern
    finding: str


def concerns_about(evaluation: Evaluation, candidate_id: str) -> tuple[Raised, ...]:
    """The concerns about choosing this candidate; KeyError when there is no such candidate."""
    row = evaluation.position[candidate_id]
    name = evaluation.candidates[row].name
    raised = []
    failed = [g.title for g in evaluation.gates[row] if g.state is GateState.FAIL]
    if failed:
        gates = "gate is" if len(failed) == 1 else "gates are"
        raised.append(
            Raised(Concern.GATE_FAILED, f"{name} is out: the {gates} not met: {joined(failed)}.")
        )
    elif evaluation.rank[row] != 1:
        raised.append(Raised(Concern.NOT_FIRST, _not_first(evaluation, row)))
    still_open = [g.title for g in evaluation.gates[row] if g.state is GateState.OPEN]
    if still_open:
        gates = "a gate is" if len(still_open) == 1 else "gates are"
        raised.append(
            Raised(Concern.GATE_OPEN, f"For {name} {gates} still open: {joined(still_open)}.")
        )
    # Where nobody is ranked, the concern above says so already.
    if evaluation.ranked_order and evaluation.leader_withheld_because:
        raised.append(
            Raised(
                Concern.LEADER_WITHHELD,
                f"No leader is announced: {evaluation.leader_withheld_because}.",
            )
        )
    flags = flags_without_override(evaluation, row)
    if flags:
        titles = joined([flag.rule.title for flag in flags])
        raised.append(
            Raised(
                Concern.CRITICAL_FLAG,
                f"{name} carries a critical flag without a written override: {titles}.",
            )
        )
    if evaluation.is_provisional:
        raised.append(
            Raised(
                Concern.RESPONSES_OPEN,
                "Responses are still open, so that the ranking is provisional.",
            )
        )
    return tuple(raised)


def _not_first(evaluation: Evaluation, row: int) -> str:
    name = evaluation.candidates[row].name
    if not evaluation.rank[row]:
        if row in evaluation.unanswered_order:
            return f"{name} has no rank: no answer of it that counts in the ranking is recorded."
        return f"{name} has no rank: {evaluation.nothing_ranked_because or 'nobody is ranked'}."
    first = joined([evaluation.candidates[leader].name for leader in evaluation.leaders])
    return (
        f"{name} has rank {evaluation.rank[row]} with {evaluation.overall[row]:.1f}; first is "
        f"{first} with {evaluation.overall[evaluation.leaders[0]]:.1f}."
    )
