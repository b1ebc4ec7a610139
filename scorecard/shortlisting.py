"""Whether everybody on the shortlist may be there: what is ticked, and what speaks against it.

A tick is somebody's decision and stays until it is taken back. Whether it still stands follows
from the flags and gates of the moment: a flag raised later leaves the tick and lacks an override.
"""

from __future__ import annotations

from enum import StrEnum

from scorecard.evaluation import Evaluation
from scorecard.model import Candidate, Selection
from scorecard.red_flags import Finding
from scorecard.scoring import GateState
from scorecard.sentences import joined


class ShortlistState(StrEnum):
    """Where a candidate stands with the shortlist."""

    OFF = "off"
    ON = "on"
    OVERRIDE_MISSING = "override_missing"
    GATE_FAILED = "gate_failed"


def overridden_flags(evaluation: Evaluation, row: int) -> tuple[Finding, ...]:
    """The candidate's critical flags for which its override was written.

    An override from before the flags were kept counts for every flag, as it was meant then.
    """
    candidate = evaluation.candidates[row]
    critical = evaluation.critical_flags(row)
    if not candidate.override_reason.strip():
        return ()
    if candidate.override_flags is None:
        return critical
    return tuple(flag for flag in critical if flag.rule.id in candidate.override_flags)


def flags_without_override(evaluation: Evaluation, row: int) -> tuple[Finding, ...]:
    """The candidate's critical flags that no written override covers."""
    covered = {flag.rule.id for flag in overridden_flags(evaluation, row)}
    return tuple(f for f in evaluation.critical_flags(row) if f.rule.id not in covered)


def has_unnamed_flags(candidate: Candidate) -> bool:
    """Whether the override is from before it was kept for which flags it was written."""
    return candidate.override_flags is None and bool(candidate.override_reason.strip())


def with_flags_named(evaluation: Evaluation) -> Selection:
    """The selection with every override that names no flags bound to those that are raised."""
    return evaluation.selection.model_copy(
        update={
            "candidates": tuple(
                candidate.model_copy(
                    update={
                        "override_flags": tuple(
                            flag.rule.id for flag in evaluation.critical_flags(row)
                        )
                    }
                )
                if has_unnamed_flags(candidate)
                else candidate
                for row, candidate in enumerate(evaluation.candidates)
            )
        }
    )


def failed_gates(evaluation: Evaluation, row: int) -> tuple[str, ...]:
    """Titles of the gates that take the candidate out of the ranking."""
    return tuple(g.title for g in evaluation.gates[row] if g.state is GateState.FAIL)


def shortlist_state(evaluation: Evaluation, row: int) -> ShortlistState:
    """Whether the candidate is ticked, and whether it may be; the gravest that is against it."""
    if not evaluation.candidates[row].shortlisted:
        return ShortlistState.OFF
    if failed_gates(evaluation, row):
        return ShortlistState.GATE_FAILED
    if flags_without_override(evaluation, row):
        return ShortlistState.OVERRIDE_MISSING
    return ShortlistState.ON


def shortlist_remark(evaluation: Evaluation, row: int) -> str:
    """`override missing: Ramp of two weeks promised`, `gate not met: …`; '' where all is well."""
    match shortlist_state(evaluation, row):
        case ShortlistState.GATE_FAILED:
            return f"gate not met: {joined(failed_gates(evaluation, row))}"
        case ShortlistState.OVERRIDE_MISSING:
            return f"override missing: {_titles(flags_without_override(evaluation, row))}"
    return ""


def shortlist_sentence(evaluation: Evaluation) -> str:
    """Who is on the shortlist and may not be there as things stand; '' where all is well."""
    sentences = []
    for row, candidate in enumerate(evaluation.candidates):
        match shortlist_state(evaluation, row):
            case ShortlistState.GATE_FAILED:
                failed = failed_gates(evaluation, row)
                gates = "a gate is" if len(failed) == 1 else "gates are"
                sentences.append(
                    f"{candidate.name} is on the shortlist although {gates} not met: "
                    f"{joined(failed)}."
                )
            case ShortlistState.OVERRIDE_MISSING:
                sentences.append(
                    f"{candidate.name} is on the shortlist without a written override for: "
                    f"{_titles(flags_without_override(evaluation, row))}."
                )
    return " ".join(sentences)


def shortlist_rule(evaluation: Evaluation) -> str:
    """The rule for the method, and whom it is not kept for as things stand."""
    rule = "A candidate with a critical flag is shortlisted only by a written override."
    missing = [
        candidate.name
        for row, candidate in enumerate(evaluation.candidates)
        if shortlist_state(evaluation, row) is ShortlistState.OVERRIDE_MISSING
    ]
    if not missing:
        return rule
    return (
        f"{rule} A flag was raised since, and the override is still missing for {joined(missing)}."
    )


def _titles(flags: tuple[Finding, ...]) -> str:
    return joined([flag.rule.title for flag in flags])
