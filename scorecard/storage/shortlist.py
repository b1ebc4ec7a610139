"""What a change of shortlist and override needs, asked again when it is stored.

The page that asked may have shown flags that are no longer those of the moment.
"""

from __future__ import annotations

from dataclasses import replace

from scorecard.access import Actor
from scorecard.catalogue import Catalogue, Severity
from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import Candidate
from scorecard.sentences import joined
from scorecard.shortlisting import failed_gates, flags_without_override
from scorecard.storage.change import Change
from scorecard.storage.errors import OverrideRequired, Refused
from scorecard.storage.loading import read_catalogue, read_selection

_FIELDS = ("shortlisted", "override_reason", "override_flags")


def with_override(actor: Actor, candidate: Candidate, stored: Candidate | None) -> Candidate:
    """The candidate with who overrode as it is: whoever wrote it, or widened it to other flags."""
    if not candidate.override_reason.strip():
        return candidate.model_copy(update={"override_by": "", "override_flags": None})
    is_kept = stored is not None and _same_override(candidate, stored)
    by = stored.override_by if stored is not None and is_kept else actor.name
    return candidate.model_copy(update={"override_by": by})


def fit_for_the_shortlist(
    change: Change, candidate: Candidate, stored: Candidate | None
) -> Candidate:
    """The candidate as it can be stored, its override bound to flags; unchanged if nothing moved.

    Raises OverrideRequired where it is to stand on the shortlist with a critical flag that its
    override does not cover, and Refused where it is put there with a failed gate, or where the
    override names what is no critical flag of this selection.
    """
    writes = bool(candidate.override_reason.strip()) and (
        stored is None or not _same_override(candidate, stored)
    )
    moves = any(
        getattr(candidate, name) != (None if stored is None else getattr(stored, name))
        for name in _FIELDS
    )
    if not writes and not (candidate.shortlisted and moves):
        return candidate
    catalogue = read_catalogue(change.connection, change.selection_id)
    evaluation = _evaluated_with(change, catalogue, candidate)
    row = evaluation.position[candidate.id]
    if writes:
        candidate = _bound(candidate, evaluation, row)
        candidates = [candidate if c.id == candidate.id else c for c in evaluation.candidates]
        evaluation = replace(evaluation, candidates=tuple(candidates))
    if candidate.shortlisted:
        if stored is None or not stored.shortlisted:
            _refuse_failed_gate(evaluation, row)
        _refuse_uncovered(evaluation, row)
    return candidate


def _same_override(candidate: Candidate, stored: Candidate) -> bool:
    return (candidate.override_reason, candidate.override_flags) == (
        stored.override_reason,
        stored.override_flags,
    )


def _evaluated_with(change: Change, catalogue: Catalogue, candidate: Candidate) -> Evaluation:
    selection = read_selection(change.connection, change.selection_id).selection
    candidates = [candidate if c.id == candidate.id else c for c in selection.candidates]
    if candidate not in candidates:
        candidates.append(candidate)
    # The day on which the pages judge, too: that of the server's own clock.
    day = change.at.astimezone().date()
    return evaluate(
        selection.model_copy(update={"candidates": tuple(candidates)}), catalogue, as_of=day
    )


def _bound(candidate: Candidate, evaluation: Evaluation, row: int) -> Candidate:
    """The override bound to the flags it names; where it names none, to those raised now."""
    if candidate.override_flags is None:
        flags = tuple(flag.rule.id for flag in evaluation.critical_flags(row))
    else:
        flags = tuple(dict.fromkeys(candidate.override_flags))
        critical = {
            rule.id for rule in evaluation.catalogue.red_flags if rule.severity is Severity.CRITICAL
        }
        if unknown := [flag for flag in flags if flag not in critical]:
            raise Refused(
                f"The override names “{unknown[0]}”, which is no critical flag of this selection."
            )
    return candidate.model_copy(update={"override_flags": flags})


def _refuse_failed_gate(evaluation: Evaluation, row: int) -> None:
    failed = failed_gates(evaluation, row)
    if failed:
        name = evaluation.candidates[row].name
        gates = "the gate is" if len(failed) == 1 else "the gates are"
        raise Refused(
            f"{name} is out of the ranking and cannot be shortlisted: {gates} not met: "
            f"{joined(failed)}."
        )


def _refuse_uncovered(evaluation: Evaluation, row: int) -> None:
    lacking = flags_without_override(evaluation, row)
    if not lacking:
        return
    candidate = evaluation.candidates[row]
    titles = joined([flag.rule.title for flag in lacking])
    flags = "a critical flag" if len(lacking) == 1 else "critical flags"
    also = "also " if candidate.override_reason.strip() else ""
    raise OverrideRequired(
        f"{candidate.name} {also}carries {flags} without a written override: {titles}. Write why "
        "it may be on the shortlist all the same, or take it off."
    )
