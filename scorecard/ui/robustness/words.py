"""What the page of robustness says beyond scorecard.certainty_words."""

from __future__ import annotations

import numpy as np

from scorecard.certainty import Certainty, Verdict
from scorecard.certainty_words import percent
from scorecard.evaluation import Evaluation
from scorecard.model import PriceFormula
from scorecard.sentences import joined
from scorecard.what_if import ScenarioReading, WhatIf, group_points

NAMED = 3
VISIBLE_SHARE = 0.005
# Points of 100 and of overall value are shown with one decimal.
VISIBLE_POINTS = 0.05

VERDICT_BADGES = {
    Verdict.CLEAR: ":green-badge[:material/check_circle: Clear leader]",
    Verdict.TIE: ":orange-badge[:material/balance: Statistical tie]",
    Verdict.UNDECIDABLE: ":red-badge[:material/help: Undecidable with today's evidence]",
    Verdict.NOTHING: ":gray-badge[:material/remove: Nothing to compare]",
}


def sampling_in_words(certainty: Certainty) -> str:
    """How many cases, which seed, and how exact the shares are."""
    simulation = certainty.full.simulation
    error = 100 * certainty.full.standard_error()
    return (
        f"{simulation.samples:,} simulated cases, seed {simulation.seed}: one standard error of a "
        f"share is at most {error:.1g} points."
    )


def pair_in_words(certainty: Certainty, first: int, second: int) -> str:
    """`Atlas is ahead of Borealis in 62 % of cases, behind in 37 % and level in 1 %.`"""
    ahead = float(certainty.full.pairwise[first, second])
    behind = float(certainty.full.pairwise[second, first])
    level = max(0.0, 1.0 - ahead - behind)
    a, b = certainty.candidates[first].name, certainty.candidates[second].name
    parts = [f"behind in {percent(behind)}"] if behind > 0 else []
    if level >= VISIBLE_SHARE:
        parts.append(f"level in {percent(level)}")
    rest = f", {joined(parts)}" if parts else ""
    return f"{a} is ahead of {b} in {percent(ahead)} of the cases{rest}."


def beliefs_in_words(certainty: Certainty, row: int) -> str:
    """What one would have to believe of the weights for a candidate to be first."""
    name = certainty.candidates[row].name
    share = certainty.first_shares[row]
    if np.isnan(certainty.full.central_weights[row]).any():
        return f"{name} is first in none of the cases, so no weights speak for it here."
    confidence = percent(float(certainty.full.confidence[row]))
    if row == 0 and share >= 1 - VISIBLE_SHARE:
        return f"Nothing in particular: {name} is first in {percent(share)} of the cases."
    return (
        f"{name} is first in {percent(share)} of the cases, on average with the weights below. "
        f"Whoever believes in just these sees it first in {confidence}."
    )


def without_criteria_in_words(certainty: Certainty) -> str:
    """Which criteria carry the leader's place, each left out on its own."""
    leader = certainty.candidates[0]
    others: dict[str, list[str]] = {}
    for criterion, found in zip(
        certainty.evaluation.criteria, certainty.leader_without_criterion, strict=True
    ):
        if found is not None and found.id != leader.id:
            others.setdefault(found.name, []).append(criterion.title)
    if not others:
        return f"{leader.name} leads whichever criterion is left out."
    told = [
        f"without {joined([f'“{title}”' for title in titles[:NAMED]])}"
        f"{f' (or {len(titles) - NAMED} more)' if len(titles) > NAMED else ''} "
        f"{name} would lead"
        for name, titles in others.items()
    ]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}; without any other, {leader.name} stays first."


def without_candidates_in_words(certainty: Certainty) -> str:
    """Whether anybody's removal changes the winner; '' where a warning says more."""
    if certainty.winner_changes_without:
        return ""
    if len(certainty.candidates) < 3:
        return "With two candidates there is nobody to leave out."
    if certainty.evaluation.selection.brief.price_formula is PriceFormula.ANCHORED:
        return (
            "Leaving a candidate out changes nothing among the others: every value is measured "
            "against anchors, never against another candidate."
        )
    return (
        "No candidate's removal changes the winner, although prices are valued against each other."
    )


def removals_in_words(certainty: Certainty) -> str:
    """Whose removal changes the winner, with a price formula that is relative."""
    told = [
        f"without {removed.name}, {winner.name} would be first"
        for removed, winner in certainty.winner_changes_without
    ]
    return (
        "The price is valued relative to the other quotes, so that the winner depends on who else "
        f"takes part: {joined(told)}."
    )


def what_if_in_words(saved: Evaluation, what_if: WhatIf) -> str:
    """Who leads now, by how much, and how many change their place against the saved order."""
    if not what_if.order:
        return "Nobody is left in the ranking: every candidate fails a gate."
    evaluation = what_if.evaluation
    leaders = [evaluation.candidates[row] for row in what_if.leaders]
    before = [saved.candidates[row] for row in saved.leaders]
    name = joined([candidate.name for candidate in leaders])
    if {c.id for c in leaders} == {c.id for c in before}:
        first = f"{name} {'stays' if len(leaders) == 1 else 'stay'} first"
    elif len(leaders) > 1:
        first = f"{name} are level in front"
    else:
        was = joined([candidate.name for candidate in before])
        first = f"{name} takes the lead{f' from {was}' if was else ''}"
    if len(what_if.order) > len(leaders) == 1:
        one, two = what_if.order[:2]
        lead = float(what_if.overall[one] - what_if.overall[two])
        by = f"{lead:.1f}" if lead >= VISIBLE_POINTS else "less than 0.1"
        second = evaluation.candidates[two].name
        overtaken = first.endswith(f"takes the lead from {second}")
        first += f" by {by}" if overtaken else f", {by} ahead of {second}"
    moved = int(np.count_nonzero(what_if.places_gained(saved)))
    changes = "nobody changes place" if moved == 0 else f"{moved} change their place"
    return f"{first}; {changes if moved != 1 else '1 changes its place'}."


def scenario_in_words(reading: ScenarioReading, saved: Evaluation) -> str:
    """What a scenario changes and who leads in it."""
    evaluation = reading.evaluation
    changes = []
    if reading.scenario.points:
        now, then = group_points(saved), group_points(evaluation)
        titles = {group.id: group.short_title for group in evaluation.groups}
        moved = sorted(
            (i for i in then if abs(then[i] - now.get(i, 0.0)) >= VISIBLE_POINTS),
            key=lambda i: -abs(then[i] - now.get(i, 0.0)),
        )
        changes += [
            f"{titles[i]} {then[i]:.0f} % instead of {now.get(i, 0.0):.0f} %" for i in moved[:NAMED]
        ]
        if len(moved) > NAMED:
            changes.append(f"{len(moved) - NAMED} more weights")
    if reading.answers:
        count = len(reading.answers)
        changes.append("1 other answer" if count == 1 else f"{count} other answers")
    what = joined(changes) if changes else "nothing that differs from what is saved now"
    if evaluation.nothing_ranked_because:
        return f"{what}. Nothing is ranked: {evaluation.nothing_ranked_because}."
    leaders = [evaluation.candidates[row].name for row in evaluation.leaders]
    if not leaders:
        return f"{what}. Nobody is left in the ranking."
    verb = "leads" if len(leaders) == 1 else "are level in front"
    return f"{what}. {joined(leaders)} {verb} at {evaluation.overall[evaluation.leaders[0]]:.1f}."
