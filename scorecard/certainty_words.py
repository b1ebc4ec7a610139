"""“How sure is this?” in words, built from the numbers and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scorecard.certainty import VISIBLE_SHARE, Certainty, NextQuestion, Verdict
from scorecard.robustness import Simulation, WeightModel
from scorecard.scoring import DECIMALS
from scorecard.sentences import joined, whom_to_ask

MOST_NAMED = 3
MOST_DECIMALS = 9


def how_sure(certainty: Certainty) -> str:
    """The paragraph: verdict, shares, tipping weight, who cannot win, what to ask next."""
    if certainty.nothing_answered:
        return "Nobody has answered anything yet, so there is nothing to be sure of."
    if not certainty.candidates:
        return "Nobody is ranked, so there is nothing to be sure of."
    if certainty.verdict is Verdict.NOTHING:
        return f"{certainty.candidates[0].name} is alone in the ranking: nothing to compare."
    parts = [
        verdict_sentence(certainty),
        _shares(certainty),
        tipping_sentence(certainty),
        _cannot_win(certainty),
        _next(certainty),
        _gates(certainty),
    ]
    return " ".join(part for part in parts if part)


def verdict_sentence(certainty: Certainty) -> str:
    """The verdict in one sentence."""
    leader = certainty.candidates[0].name if certainty.candidates else ""
    match certainty.verdict:
        case Verdict.CLEAR:
            return f"{leader} is a clear leader."
        case Verdict.TIE:
            names = [candidate.name for candidate in certainty.tied] or [leader]
            if len(names) == 1:
                return f"{names[0]} is ahead, but not clearly."
            return f"{joined(names)} are in a statistical tie."
        case Verdict.UNDECIDABLE:
            withheld = certainty.evaluation.leader_withheld_because
            why = withheld or "what is open or only claimed could still change the leader"
            return f"Undecidable with today's evidence: {why}."
        case Verdict.NOTHING:
            return "There is nothing to compare."


def _shares(certainty: Certainty) -> str:
    shares = certainty.first_shares
    order = sorted(range(len(shares)), key=lambda row: (-shares[row], row))
    named = [row for row in order if shares[row] >= VISIBLE_SHARE][:MOST_NAMED]
    is_first = "takes place 1" if certainty.evaluation.leader_withheld_because else "is first"
    words = [
        f"{certainty.candidates[row].name} {is_first} in {percent(shares[row])}"
        if place == 0
        else f"{certainty.candidates[row].name} in {percent(shares[row])}"
        for place, row in enumerate(named)
    ]
    simulation = certainty.full.simulation
    return (
        f"In {simulation.samples:,} simulated cases ({assumptions(simulation, certainty)}) "
        f"{joined(words)}. With today's answers as they are counted and only the weights varied, "
        f"{_shares_by_weights_alone(certainty, is_first)}."
    )


def _shares_by_weights_alone(certainty: Certainty, is_first: str) -> str:
    """`Atlas is first in 97 %`, or who is level in front whatever the weights."""
    shares = certainty.weights_only.ranks[:, 0]
    always = [c.name for c, share in zip(certainty.candidates, shares, strict=True) if share >= 1]
    if len(always) > 1:
        return f"{_some(always)} are level in front in every case"
    return f"{certainty.candidates[0].name} {is_first} in {percent(float(shares[0]))}"


def _some(names: Sequence[str]) -> str:
    """All names, or the first ones and how many more."""
    if len(names) <= MOST_NAMED:
        return joined(names)
    return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} others"


def assumptions(simulation: Simulation, certainty: Certainty) -> str:
    """What was varied, in words."""
    weights = {
        WeightModel.AROUND: f"weights give or take {100 * simulation.spread:g} %",
        WeightModel.UNIFORM: "every set of weights as likely",
        WeightModel.ORDER: "only the order of importance of the weights kept",
    }[simulation.model]
    discount = 100 * certainty.problem.claim_discount
    return f"{weights}, open answers as they could turn out, bare claims {discount:g} % less"


def tipping_sentence(certainty: Certainty) -> str:
    """The smallest change of a group's weight that puts somebody else first, or that none does."""
    level = certainty.evaluation.level_with_first
    if certainty.evaluation.leader_withheld_because:
        return "Until a leader may be announced, there is no lead that a weight could change."
    tipping = certainty.by_group
    change = np.abs(tipping.change)
    if len(level) > 1:
        names = _some([certainty.evaluation.candidates[row].name for row in level])
        if not change.size or np.isnan(change).all():
            return f"{names} are level, and no change of a single group's weight parts them."
        return f"{names} are level now: any change of a weight decides between them."
    if not change.size or np.isnan(change).all():
        return f"No group's weight alone can take the lead from {certainty.candidates[0].name}."
    # Of two changes that differ by rounding only the first in the catalogue, as in the chart.
    group = int(np.nanargmin(np.round(100 * change, DECIMALS)))
    other = certainty.candidates[int(tipping.overtaken_by[group])].name
    there, now = weights_in_words(100 * tipping.tipping[group], 100 * tipping.weight[group])
    return (
        f"{other} draws level when {certainty.groups[group].title} counts {there} % instead of "
        f"{now} %; no smaller change of a single group does it."
    )


def weights_in_words(*per_cent: float) -> tuple[str, ...]:
    """Weights in per cent as sentences say them: `6.6`, and `7` rather than `7.0`."""
    return tuple(text.rstrip("0").rstrip(".") for text in weights_in_table(*per_cent))


def weights_in_table(*per_cent: float) -> tuple[str, ...]:
    """Weights in per cent with one decimal, or with as many more as keep them apart."""
    texts = [tuple(f"{w:.{d}f}" for w in per_cent) for d in range(1, MOST_DECIMALS + 1)]
    return next((found for found in texts if len(set(found)) == len(found)), texts[0])


def _cannot_win(certainty: Certainty) -> str:
    names = [candidate.name for candidate in certainty.never_first]
    if not names:
        return ""
    shown = names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        return f"{len(names)} candidates cannot be first under any weights."
    return f"{joined(shown)} cannot be first under any weights."


def _next(certainty: Certainty) -> str:
    if not certainty.questions:
        return ""
    first = certainty.questions[0]
    if first.leader_changes < VISIBLE_SHARE:
        return f"No single answer would change {_leader(certainty)}. {next_step(certainty)}"
    asked = (
        f"The answer most likely to change {_leader(certainty)} is {first.candidate.name}'s to "
        f"“{first.question.label}”"
    )
    whom = whom_to_ask(first.question.ask_whom)
    if first.is_open or first.is_range:
        return f"{asked} ({percent(first.leader_changes)}): {whom}."
    # Whoever is first in every simulated case can still lose to this.
    discount = percent(certainty.problem.claim_discount)
    return (
        f"{asked}, only claimed: the simulated cases count it {discount} less; if it does not hold "
        f"at all ({percent(first.leader_changes)} likely), {_leader(certainty)} changes: {whom}."
    )


def _leader(certainty: Certainty) -> str:
    """What an answer could change: the leader, or place 1 while nobody may be announced."""
    return "place 1" if certainty.evaluation.leader_withheld_because else "the leader"


def next_step(certainty: Certainty) -> str:
    """What to ask although no single answer changes the leader; '' where one does."""
    if not certainty.questions or certainty.questions[0].leader_changes >= VISIBLE_SHARE:
        return ""
    first = certainty.questions[0]
    asked = f"{first.candidate.name}'s answer to “{first.question.label}”"
    if first.shortlist_changes >= VISIBLE_SHARE:
        stake = (
            f"learning it changes the shortlist of {certainty.shortlist_size} in "
            f"{percent(first.shortlist_changes)} of cases"
        )
    else:
        stake = f"it decides {first.swing:.1f} points, as much as any answer still can"
    return f"Find out next all the same: {asked} ({whom_to_ask(first.question.ask_whom)}); {stake}."


def _gates(certainty: Certainty) -> str:
    evaluation = certainty.evaluation
    names = [
        evaluation.candidates[row].name
        for row in evaluation.ranked_order
        if evaluation.is_conditional[row]
    ]
    if not names:
        return ""
    has = "has" if len(names) == 1 else "have"
    return f"Apart from this, {joined(names)} {has} a gate still open."


def biggest_stakes_sentence(questions: Sequence[NextQuestion]) -> str:
    """What the answers listed could change, the most that any of them could."""
    answers = "open and merely claimed answers"
    if any(question.leader_changes >= VISIBLE_SHARE for question in questions):
        return f"The {answers} that could change the ranking most."
    if any(question.shortlist_changes >= VISIBLE_SHARE for question in questions):
        return (
            f"No single answer could change who is first. The {answers} that could change the "
            "shortlist most."
        )
    return (
        "No single answer could change who is first or the shortlist. "
        f"The {answers} that decide most points."
    )


def question_line(question: NextQuestion) -> str:
    """`Atlas · Attrition in the first 120 days · open`."""
    return f"{question.candidate.name} · {question.question.label} · {question.standing}"


def stakes_in_words(question: NextQuestion, shortlist_size: int) -> str:
    """What learning the answer changes, and how probably.

    `changes who is first in 12 % of cases and the shortlist of 3 in 20 %, decides 4.0 points`;
    `in no case` where it cannot.
    """
    shortlist = ""
    if question.shortlist_changes >= VISIBLE_SHARE:
        shortlist = (
            f" and the shortlist of {shortlist_size} in {percent(question.shortlist_changes)}"
        )
    share = question.leader_changes
    cases = f"{percent(share)} of cases" if share > 0 else "no case"
    return f"changes who is first in {cases}{shortlist}, decides {question.swing:.1f} points"


def percent(share: float) -> str:
    """A share 0–1 as whole per cent; `all` and `none` cases are not rounded into."""
    if 0 < share < VISIBLE_SHARE:
        return "less than 1 %"
    if 1 - VISIBLE_SHARE <= share < 1:
        return "more than 99 %"
    return f"{100 * share:.0f} %"
