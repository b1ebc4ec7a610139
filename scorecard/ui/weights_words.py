"""What the page Criteria and weights says: totals, methods, and what moved in the ranking."""

from __future__ import annotations

from collections.abc import Mapping

from scorecard.catalogue import Catalogue, number_as_text
from scorecard.evaluation import Evaluation
from scorecard.model import HistoryEntry
from scorecard.sentences import joined
from scorecard.storage import CATALOGUE_TAKEN_BACK, CATALOGUE_TAKEN_OVER
from scorecard.ui.text import capitalised
from scorecard.ui.weights_edition_words import takeover_in_words
from scorecard.ui.weights_points import TOLERANCE_POINTS, profile_of

METHOD_WORDS = {
    "points": "points typed by hand",
    "rank_order_centroid": "an order of importance (rank-order centroid)",
    "swing": "swing weights",
    "best-worst": "best-worst comparisons",
}
# Kept as the reason of a change that was neither typed nor worked out by a method.
RESCALED = "Rescaled to a total of 100, in the same proportions"
PUT_BACK = "Undone: what stood there before"
MOVES_NAMED_AT_MOST = 3
_DECIMALS_TYPED = 4


def points_in_words(points: float) -> str:
    """Points with as many decimals as they need, two at most."""
    return f"{points:,.2f}".rstrip("0").rstrip(".")


def points_as_text(points: float) -> str:
    """Points as their field shows them: as they were typed, what was worked out with two decimals.

    Typed points have four decimals at most; what is typed with more is shown with two as well.
    """
    rounded = round(points, _DECIMALS_TYPED)
    if abs(rounded - points) > TOLERANCE_POINTS / 10:
        rounded = round(points, 2)
    return number_as_text(rounded)


def method_in_words(method: str, catalogue: Catalogue) -> str:
    """How points were found: `profile:retail` becomes `profile Retail`."""
    kind, _, name = method.partition(":")
    if kind == "profile" and name:
        titles = {profile.id: profile.title for profile in catalogue.profiles}
        return f"profile “{titles.get(name, name)}”"
    return METHOD_WORDS.get(kind, method.replace("_", " "))


def origin_in_words(evaluation: Evaluation) -> str:
    """Where the weights in use come from: a profile as it is, or how they were found."""
    present = profile_of(evaluation)
    if present is not None:
        return f"As in the {method_in_words(f'profile:{present}', evaluation.catalogue)}"
    method = method_in_words(evaluation.selection.weight_method, evaluation.catalogue)
    kind = evaluation.selection.weight_method.partition(":")[0]
    if kind == "profile":
        return f"Started from the {method}, then changed"
    return f"{method[:1].upper()}{method[1:]}" if kind == "points" else f"Found by {method}"


def ranking_change(before: Evaluation, after: Evaluation) -> str:
    """Who moved between two evaluations of the same candidates, in one sentence.

    Says who is first, then who changed places, as in `Atlas stays first; Borealis and Cobalt
    swap places.` While no leader may be announced, it says why, and who changed places.
    """
    if after.nothing_ranked_because:
        return f"Nothing is ranked: {after.nothing_ranked_because}."
    if not after.candidates:
        return "There are no candidates yet, so nothing moves."
    if not after.ranked_order:
        return f"{capitalised(after.leader_withheld_because)}, so nothing moves."
    old, new = _ranks(before), _ranks(after)
    if after.leader_withheld_because:
        moved = {i for i in new if old.get(i) != new[i]}
        told = _other_moves(moved, old, new, after) or "; nobody changes place"
        told = told.replace("nobody else", "nobody")
        return f"No leader yet: {after.leader_withheld_because}{told}."
    announced = {} if before.leader_withheld_because else old
    first, explained = _first_place(announced, new, _names(after))
    moved = {i for i in new if old.get(i) != new[i]} - explained
    return f"{first}{_other_moves(moved, old, new, after)}{_lead_change(before, after)}."


def _lead_change(before: Evaluation, after: Evaluation) -> str:
    """By how much the same leader leads now, where that is another number than before."""
    old, new = f"{before.lead:.1f}", f"{after.lead:.1f}"
    if before.leader_withheld_because or before.leaders != after.leaders:
        return ""
    if old == new or len(after.leaders) != 1:
        return ""
    return f"; the lead goes from {old} to {new}"


def _ranks(evaluation: Evaluation) -> dict[str, int]:
    return {evaluation.candidates[r].id: int(evaluation.rank[r]) for r in evaluation.ranked_order}


def _names(evaluation: Evaluation) -> dict[str, str]:
    return {candidate.id: candidate.name for candidate in evaluation.candidates}


def _first_place(
    old: Mapping[str, int], new: Mapping[str, int], names: Mapping[str, str]
) -> tuple[str, set[str]]:
    """The sentence about the first place, and the candidates whose move it already tells."""
    was = [i for i, rank in old.items() if rank == 1]
    now = [i for i, rank in new.items() if rank == 1]
    title = joined([names[i] for i in now])
    if set(was) == set(now):
        return (f"{title} stays first" if len(now) == 1 else f"{title} stay tied for first"), set()
    if len(now) > 1:
        return f"{title} are now tied for first", set(now)
    winner = now[0]
    if len(was) == 1 and was[0] in new:
        loser = was[0]
        if new[loser] == old.get(winner):
            return (
                f"{names[winner]} and {names[loser]} swap places, {names[winner]} is now first",
                {
                    winner,
                    loser,
                },
            )
        return (
            f"{names[winner]} takes first place from {names[loser]}, now {_place(new[loser])}",
            {winner, loser},
        )
    return f"{names[winner]} is now first", {winner}


def _other_moves(
    moved: set[str], old: Mapping[str, int], new: Mapping[str, int], after: Evaluation
) -> str:
    names = _names(after)
    place = _numbered if after.leader_withheld_because else _place
    order = sorted(moved, key=lambda i: (old.get(i, new[i]), names[i].casefold()))
    if not order:
        return "" if len(new) < 2 else "; nobody else changes place"
    if (
        len(order) == 2
        and old.get(order[0]) == new[order[1]]
        and old.get(order[1]) == new[order[0]]
    ):
        return f"; {names[order[0]]} and {names[order[1]]} swap places"
    told = [
        f"{names[i]} {'is new' if i not in old else 'goes from ' + place(old[i])} "
        f"{'at' if i not in old else 'to'} {place(new[i])}"
        for i in order[:MOVES_NAMED_AT_MOST]
    ]
    rest = len(order) - len(told)
    if rest:
        told.append(f"{rest} more {'moves' if rest == 1 else 'move'}")
    return f"; {joined(told)}"


def _numbered(rank: int) -> str:
    return f"place {rank}"


def _place(rank: int) -> str:
    words = {1: "first", 2: "second", 3: "third"}
    return words.get(rank, _numbered(rank))


def change_in_words(entry: HistoryEntry, catalogue: Catalogue) -> str:
    """One entry of the history of weights: `Calibration practice 8 → 10`, `Anchors moved: …`."""
    titles = {criterion.id: criterion.title for criterion in catalogue.criteria}
    if entry.subject.startswith("criterion:"):
        title = titles.get(entry.subject.partition(":")[2], entry.subject)
        return f"{title}: {'taken out for all' if entry.after else 'brought back'}"
    if entry.action in (CATALOGUE_TAKEN_OVER, CATALOGUE_TAKEN_BACK):
        return takeover_in_words(entry)
    if entry.action == "catalogue_saved":
        return _catalogue_change_in_words(entry, titles)
    before, after = _points_of(entry.before), _points_of(entry.after)
    parts = [
        f"{titles.get(i, i)} {points_in_words(before.get(i, 0.0))} → {points_in_words(points)}"
        for i, points in after.items()
    ]
    if len(parts) > MOVES_NAMED_AT_MOST:
        parts = [*parts[:MOVES_NAMED_AT_MOST], f"and {len(parts) - MOVES_NAMED_AT_MOST} more"]
    return ", ".join(parts) or "method only"


def _catalogue_change_in_words(entry: HistoryEntry, titles: Mapping[str, str]) -> str:
    parts = entry.after if isinstance(entry.after, dict) else {}
    criteria = parts.get("criteria")
    if set(parts) == {"criteria"} and isinstance(criteria, dict):
        return f"Anchors moved: {joined([titles.get(i, i) for i in criteria])}"
    return "Another catalogue taken over"


def method_of(entry: HistoryEntry, catalogue: Catalogue) -> str:
    """How the points of an entry of the history were found, in words, or ''.

    A rescaling and an undo found nothing: their reason says what they are.
    """
    if entry.reason in (RESCALED, PUT_BACK):
        return ""
    after = entry.after
    method = after.get("method") if isinstance(after, dict) else None
    return method_in_words(method, catalogue) if isinstance(method, str) else ""


def _points_of(side: object) -> dict[str, float]:
    points = side.get("points") if isinstance(side, dict) else None
    if not isinstance(points, dict):
        return {}
    return {str(i): float(p) if isinstance(p, int | float) else 0.0 for i, p in points.items()}
