"""What sealing a decision while responses are open does to open answers, in words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecard.evaluation import Evaluation, evaluate
from scorecard.model import AwardRecord, OpenPolicy, Phase
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE
from scorecard.sentences import joined

_COUNTED = {
    OpenPolicy.NEUTRAL: f"{NEUTRAL_VALUE:g} of 100",
    OpenPolicy.WORST: f"{WORST_VALUE:g} of 100",
}
_IN_FRONT = 2


@dataclass(frozen=True)
class _Place:
    """A ranked candidate, from an evaluation or from a record."""

    candidate_id: str
    name: str
    rank: int
    overall: float


def sealing_sentence(evaluation: Evaluation, chosen_id: str) -> str:
    """What recording a decision on this candidate now changes in the ranking; '' for nothing."""
    selection = evaluation.selection
    decided = evaluate(
        selection.model_copy(update={"phase": Phase.DECIDED}),
        evaluation.catalogue,
        as_of=evaluation.as_of,
    )
    before, after = _places(evaluation), _places(decided)
    if decided.open_policy == evaluation.open_policy or _same_figures(before, after):
        return ""
    told = _told(before, after, chosen_id)
    return (
        "Recording closes the responses: from then on an open answer counts "
        f"{_COUNTED[decided.open_policy]} instead of {_COUNTED[evaluation.open_policy]}. "
        f"The record keeps the ranking as it stands: {_figures(before, told)}. "
        f"Every page afterwards shows: {_figures(after, told)}."
        f"{_first_changes(before, after, 'then')}"
    )


def since_sealed_sentence(record: AwardRecord, evaluation: Evaluation) -> str:
    """Why the ranking has other figures than the record; '' where open answers count the same."""
    standing = record.standing
    sealed_under = OpenPolicy(standing.open_policy)
    if sealed_under == evaluation.open_policy:
        return ""
    before = tuple(
        _Place(c.candidate_id, c.name, c.rank, c.overall) for c in standing.candidates if c.rank
    )
    after = _places(evaluation)
    if _same_figures(before, after):
        return ""
    told = _told(before, after, record.chosen_candidate_id)
    # Recording a decision raises the revision by one.
    is_changed = evaluation.revision > standing.revision + 1
    return (
        "The award record was sealed while responses were open, when an open answer counted "
        f"{_COUNTED[sealed_under]}: {_figures(before, told)}. Since then it counts "
        f"{_COUNTED[evaluation.open_policy]}: {_figures(after, told)}."
        f"{_first_changes(before, after, 'now')}"
        f"{' The selection was changed in other ways since, too.' if is_changed else ''}"
    )


def _places(evaluation: Evaluation) -> tuple[_Place, ...]:
    return tuple(
        _Place(
            evaluation.candidates[row].id,
            evaluation.candidates[row].name,
            int(evaluation.rank[row]),
            float(evaluation.overall[row]),
        )
        for row in evaluation.ranked_order
    )


def _same_figures(before: Iterable[_Place], after: Iterable[_Place]) -> bool:
    shown = [
        {place.candidate_id: (place.rank, f"{place.overall:.1f}") for place in places}
        for places in (before, after)
    ]
    return shown[0] == shown[1]


def _told(before: Sequence[_Place], after: Sequence[_Place], chosen_id: str) -> set[str]:
    """Whoever is in front before or after, and whoever is chosen."""
    in_front = (*before[:_IN_FRONT], *after[:_IN_FRONT])
    return {chosen_id, *(place.candidate_id for place in in_front)}


def _figures(places: Iterable[_Place], told: set[str]) -> str:
    named = (f"{p.name} {p.overall:.1f}" for p in places if p.candidate_id in told)
    return ", ".join(named) or "nobody is ranked"


def _first_changes(before: Iterable[_Place], after: Iterable[_Place], when: str) -> str:
    first_before, first_after = (
        {place.candidate_id: place.name for place in places if place.rank == 1}
        for places in (before, after)
    )
    if not first_before or not first_after or first_before.keys() == first_after.keys():
        return ""
    return (
        f" First is {when} {joined(list(first_after.values()))} instead of "
        f"{joined(list(first_before.values()))}."
    )
