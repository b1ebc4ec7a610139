"""How sure the ranking is: shares of ranks, weights that tip it, answers that could change it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorecard.certainty import Certainty
from scorecard.certainty_words import how_sure, percent, weights_in_table
from scorecard.sentences import asked_in_a_table, joined

MOST_CANDIDATES = 10
MOST_QUESTIONS = 5
RANKS_NAMED = 3


@dataclass(frozen=True)
class ShareRow:
    """How often one candidate is first, second, third or lower; `bars` are shares in per cent."""

    name: str
    shares: tuple[str, ...]
    bars: tuple[float, ...]
    first_by_weights: str


@dataclass(frozen=True)
class TippingRow:
    """At which weight of a group the leader changes, and who is level there."""

    title: str
    weight: str
    tipping: str
    overtaken_by: str


@dataclass(frozen=True)
class QuestionRow:
    """An answer that could change the result."""

    candidate: str
    question: str
    status: str
    leader_changes: str
    swing: str
    ask_whom: str


@dataclass(frozen=True)
class Sureness:
    """All that the section says."""

    paragraph: str
    rank_headings: tuple[str, ...]
    shares: tuple[ShareRow, ...]
    left_out: int
    tipping: tuple[TippingRow, ...]
    questions: tuple[QuestionRow, ...]
    standard_error: str
    groups_without_effect: str
    caveat: str


def sureness_of(certainty: Certainty) -> Sureness | None:
    """The section's contents; None where there is nobody to compare."""
    count = len(certainty.candidates)
    if count < 2:
        return None
    shown = min(count, MOST_CANDIDATES)
    named = min(RANKS_NAMED, count)
    withheld = certainty.evaluation.leader_withheld_because
    places = ("Place 1", "Place 2", "Place 3") if withheld else ("First", "Second", "Third")
    headings = tuple(places[:named])
    if count > RANKS_NAMED:
        headings = (*headings, "Lower")
    return Sureness(
        paragraph=how_sure(certainty),
        rank_headings=headings,
        shares=tuple(_shares(certainty, row, named) for row in range(shown)),
        left_out=count - shown,
        tipping=_tipping(certainty),
        questions=_questions(certainty),
        standard_error=f"{100 * certainty.full.standard_error():.1f}",
        groups_without_effect=_without_effect(certainty),
        caveat=(
            f"No leader is announced yet: {withheld}. The shares only tell how the order comes out "
            "with open answers as they could turn out."
            if withheld
            else ""
        ),
    )


def _shares(certainty: Certainty, row: int, named: int) -> ShareRow:
    ranks = certainty.full.ranks[row]
    shares = [float(share) for share in ranks[:named]]
    if len(certainty.candidates) > RANKS_NAMED:
        shares.append(float(ranks[named:].sum()))
    return ShareRow(
        name=certainty.candidates[row].name,
        shares=tuple(percent(share) for share in shares),
        bars=tuple(100.0 * share for share in shares),
        first_by_weights=percent(float(certainty.weights_only.ranks[row, 0])),
    )


def _has_no_single_leader(certainty: Certainty) -> bool:
    evaluation = certainty.evaluation
    return len(evaluation.leaders) > 1 or bool(evaluation.leader_withheld_because)


def _tipping(certainty: Certainty) -> tuple[TippingRow, ...]:
    tipping = certainty.by_group
    if _has_no_single_leader(certainty):
        return ()
    change = np.where(np.isnan(tipping.change), np.inf, np.abs(tipping.change))
    rows = []
    for k in np.argsort(change, kind="stable").tolist():
        if not np.isfinite(change[k]):
            continue
        other = int(tipping.overtaken_by[k])
        there, now = weights_in_table(100 * tipping.tipping[k], 100 * tipping.weight[k])
        rows.append(
            TippingRow(
                title=certainty.groups[k].title,
                weight=f"{now} %",
                tipping=f"{there} %",
                overtaken_by=certainty.candidates[other].name,
            )
        )
    return tuple(rows)


def _without_effect(certainty: Certainty) -> str:
    """The groups that no weight of theirs makes decisive; '' where every group can be."""
    if _has_no_single_leader(certainty):
        return ""
    titles = [
        group.title
        for group, change in zip(certainty.groups, certainty.by_group.change, strict=True)
        if np.isnan(change)
    ]
    return joined(titles)


def _questions(certainty: Certainty) -> tuple[QuestionRow, ...]:
    return tuple(
        QuestionRow(
            candidate=question.candidate.name,
            question=question.question.label,
            status=question.standing,
            leader_changes=percent(question.leader_changes),
            swing=f"{question.swing:.1f}",
            ask_whom=asked_in_a_table(question.question.ask_whom),
        )
        for question in certainty.questions[:MOST_QUESTIONS]
    )
