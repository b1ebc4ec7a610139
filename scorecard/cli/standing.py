"""In which order the candidates are printed, and who is named as the leader."""

from __future__ import annotations

from scorecard.evaluation import Evaluation
from scorecard.sentences import joined


def rows_in_order(evaluation: Evaluation) -> tuple[int, ...]:
    """Every row once: the ranked, then the unranked where nothing is ranked, then the excluded."""
    return evaluation.listed_order


def leader_name(evaluation: Evaluation) -> str | None:
    """The leader's name; None while none is announced, and in a tie."""
    if no_leader_because(evaluation):
        return None
    return evaluation.candidates[evaluation.leaders[0]].name


def no_leader_because(evaluation: Evaluation) -> str:
    """Why no single leader is named, or ''."""
    if evaluation.leader_withheld_because or len(evaluation.leaders) == 1:
        return evaluation.leader_withheld_because
    tied = joined([evaluation.candidates[row].name for row in evaluation.leaders])
    return f"{tied} share rank 1"
