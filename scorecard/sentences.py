"""The sentence that answers each page's question, built from the numbers, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorecard.catalogue import Severity
from scorecard.evaluation import Evaluation
from scorecard.red_flags import State

# Above twelve, digits read better.
_NUMBER_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def count_in_words(count: int) -> str:
    """`three`, and digits above twelve."""
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else f"{count:,}"


def joined(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def ranking_sentence(evaluation: Evaluation) -> str:
    """Who leads, by how much, what decides it, and how many carry a critical flag."""
    lead = _lead_sentence(evaluation)
    flagged = sum(1 for row in range(len(evaluation.candidates)) if evaluation.critical_flags(row))
    total = len(evaluation.candidates)
    if total == 0:
        return lead
    if flagged == 0:
        return f"{lead} Nobody carries a critical flag."
    carries = "carries" if flagged == 1 else "carry"
    return f"{lead} {flagged} of {total} {carries} a critical flag."


def _lead_sentence(evaluation: Evaluation) -> str:
    order = evaluation.ranked_order
    names = [candidate.name for candidate in evaluation.candidates]
    if evaluation.leader_withheld_because:
        return f"No leader yet: {evaluation.leader_withheld_because}."
    provisional = "Provisional: " if evaluation.is_provisional else ""
    if len(evaluation.leaders) > 1:
        tied = joined([names[row] for row in evaluation.leaders])
        return f"{provisional}{tied} are tied at {evaluation.overall[order[0]]:.1f}."
    if len(order) == 1:
        return f"{provisional}{names[order[0]]} is the only candidate in the ranking."
    first, second = order[0], order[1]
    decider = deciding_group(evaluation, first, second)
    because = f" {decider} decides it." if decider else " The declared tie-break decides it."
    by = f"{evaluation.lead:.1f}" if evaluation.lead >= 0.05 else "less than 0.1"
    return f"{provisional}{names[first]} leads {names[second]} by {by}.{because}"


def deciding_group(evaluation: Evaluation, ahead: int, behind: int) -> str:
    """What adds most to the lead of row `ahead` over row `behind`, or ''.

    A group's title; a criterion's where there is but one group, as in a scorecard brought along.
    """
    if not evaluation.groups:
        return ""
    by_group = len(evaluation.groups) > 1
    added = evaluation.group_contributions if by_group else evaluation.contributions
    difference = added[ahead] - added[behind]
    best = int(np.argmax(difference))
    if difference[best] <= 0:
        return ""
    return evaluation.groups[best].title if by_group else evaluation.criteria[best].title


def comparison_sentence(evaluation: Evaluation, first: int, second: int) -> str:
    """On which group the first beats the second most, and on which it loses most."""
    a, b = evaluation.candidates[first].name, evaluation.candidates[second].name
    difference = evaluation.group_contributions[first] - evaluation.group_contributions[second]
    if difference.size == 0:
        return f"Nothing to compare {a} and {b} on yet."
    best, worst = int(np.argmax(difference)), int(np.argmin(difference))
    wins = difference[best] >= 0.05
    loses = difference[worst] <= -0.05
    beats = f"{evaluation.groups[best].title.lower()} (+{difference[best]:.1f})"
    falls = f"{evaluation.groups[worst].title.lower()} (−{-difference[worst]:.1f})"
    if wins and loses:
        return f"{a} beats {b} on {beats} and loses on {falls}."
    if wins:
        return f"{a} beats {b} on {beats} and loses on no group."
    if loses:
        return f"{a} loses to {b} on {falls} and beats it on no group."
    return f"{a} and {b} are level on every group."


def flags_sentence(evaluation: Evaluation) -> str:
    """How many flags are raised on how many candidates, and how many answers are unknown."""
    counts = [len(flags) for flags in evaluation.flags_shown]
    raised, carrying = sum(counts), sum(1 for count in counts if count)
    if not evaluation.candidates:
        return "No candidates yet, so no flags."
    unknown = sum(len(unknown_families(evaluation, row)) for row in range(len(counts)))
    still = f" {count_in_words(unknown).capitalize()} cannot be decided yet." if unknown else ""
    if raised == 0:
        return f"No flag is raised.{still}"
    critical = sum(len(evaluation.critical_flags(row)) for row in range(len(counts)))
    candidates = "candidate" if carrying == 1 else "candidates"
    first = (
        f"{count_in_words(raised).capitalize()} raised on {count_in_words(carrying)} {candidates}"
    )
    return f"{first}; {count_in_words(critical)} of them critical.{still}"


def unknown_families(evaluation: Evaluation, row: int) -> set[str]:
    """Matters on which nothing is raised for the candidate and something is still unknown."""
    raised = {finding.rule.family for finding in evaluation.flags_shown[row]}
    unknown = {f.rule.family for f in evaluation.findings[row] if f.state is State.UNKNOWN}
    return unknown - raised


def weights_sentence(evaluation: Evaluation) -> str:
    """Which group has the largest say, and how large it is."""
    if evaluation.nothing_ranked_because or not evaluation.groups:
        reason = evaluation.nothing_ranked_because or "every criterion is out"
        return f"Nothing is weighed yet: {reason}."
    largest = int(np.argmax(evaluation.group_weights))
    share = 100 * evaluation.group_weights[largest]
    out = len(evaluation.criteria_out)
    first = f"{evaluation.groups[largest].title} decides {share:.0f} % of the result."
    if not out:
        return first
    are = "criterion is" if out == 1 else "criteria are"
    return f"{first} {count_in_words(out).capitalize()} {are} out for all candidates."


def flag_counts(evaluation: Evaluation, row: int) -> dict[Severity, int]:
    """Shown flags of one candidate by severity."""
    counts = dict.fromkeys(Severity, 0)
    for finding in evaluation.flags_shown[row]:
        counts[finding.rule.severity] += 1
    return counts
