"""Points of groups and criteria before they are stored: totals, shares, a group as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scorecard.evaluation import Evaluation
from scorecard.scoring import points_from_order

FULL_POINTS = 100.0
# Two totals that differ by less than this are shown and treated as the same.
TOLERANCE_POINTS = 1e-6


def counted_points(evaluation: Evaluation) -> dict[str, float]:
    """Points by criterion id of the criteria that are in the ranking."""
    stored = evaluation.selection.points
    return {criterion.id: stored.get(criterion.id, 0.0) for criterion in evaluation.criteria}


def total(points: Mapping[str, float], criterion_ids: Iterable[str] | None = None) -> float:
    """The sum of all points, or of those of the named criteria."""
    chosen = points if criterion_ids is None else criterion_ids
    return sum(points.get(criterion_id, 0.0) for criterion_id in chosen)


def share_pct(part_points: float, all_points: float) -> float:
    """A part of the points in per cent of all; 0 where there are none."""
    return 100.0 * part_points / all_points if all_points > 0 else 0.0


def sums_to(points: Mapping[str, float], wanted_points: float = FULL_POINTS) -> bool:
    """Whether the points already have the wanted total."""
    return abs(total(points) - wanted_points) < TOLERANCE_POINTS


def spread(
    group_points: float,
    criterion_ids: Sequence[str],
    points: Mapping[str, float],
    fallback: Mapping[str, float],
) -> dict[str, float]:
    """A group's points over its criteria, in the proportions that they have now.

    A group without any points takes the proportions of `fallback` (the catalogue's defaults),
    and equal parts where these are zero too.
    """
    for proportions in (points, fallback):
        held = total(proportions, criterion_ids)
        if held > 0:
            return {i: group_points * proportions.get(i, 0.0) / held for i in criterion_ids}
    return dict.fromkeys(criterion_ids, group_points / max(len(criterion_ids), 1))


def points_from_group_order(
    evaluation: Evaluation, group_ids: Sequence[str], total_points: float = FULL_POINTS
) -> dict[str, float]:
    """Rank-order-centroid points of the groups, each spread over its criteria as they stand."""
    now, fallback = counted_points(evaluation), default_points(evaluation)
    result: dict[str, float] = {}
    for group_id, points in points_from_order(group_ids, total_points).items():
        members = members_of(evaluation, group_id)
        result |= spread(points, members, now, fallback)
    return result


def members_of(evaluation: Evaluation, group_id: str) -> tuple[str, ...]:
    """Ids of the group's criteria that are in the ranking."""
    return tuple(c.id for c in evaluation.criteria if c.group == group_id)


def default_points(evaluation: Evaluation) -> dict[str, float]:
    """The catalogue's default points by criterion id."""
    return {criterion.id: criterion.points for criterion in evaluation.catalogue.criteria}


def profile_of(evaluation: Evaluation) -> str | None:
    """Id of the profile whose proportions the points have, or None: they were set by hand."""
    now = counted_points(evaluation)
    for profile in evaluation.catalogue.profiles:
        theirs = {criterion_id: profile.points.get(criterion_id, 0.0) for criterion_id in now}
        mine_in_all, theirs_in_all = total(now), total(theirs)
        if mine_in_all <= 0 or theirs_in_all <= 0:
            continue
        if all(
            abs(now[i] / mine_in_all - theirs[i] / theirs_in_all) < TOLERANCE_POINTS for i in now
        ):
            return profile.id
    return None
