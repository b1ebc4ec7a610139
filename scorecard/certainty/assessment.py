"""How sure the ranking of an evaluation is: every answer of scorecard.robustness, with names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from scorecard.catalogue import Group
from scorecard.certainty.next_questions import (
    NextQuestion,
    first_question_of,
    next_questions,
)
from scorecard.evaluation import Evaluation
from scorecard.model import Candidate, OpenPolicy, PriceFormula
from scorecard.robustness import (
    Acceptability,
    Problem,
    Progress,
    Simulation,
    Slices,
    Tipping,
    WeightModel,
    build_problem,
    can_be_first,
    criterion_slices,
    dominated_by,
    first_without_each,
    group_slices,
    leader_tipping,
    leaders_without,
    pair_crossings,
    rank_acceptability,
    values_without_each,
)
from scorecard.scoring import (
    NEUTRAL_VALUE,
    WORST_VALUE,
    tie_break_values,
)


class Verdict(StrEnum):
    """What the simulation comes to, in a word."""

    CLEAR = "clear leader"
    TIE = "statistical tie"
    UNDECIDABLE = "undecidable with today's evidence"
    NOTHING = "nothing to compare"


@dataclass(frozen=True)
class Belief:
    """A group's weight now and, on average, in the cases that put somebody first; per cent."""

    group: Group
    now_pct: float
    where_first_pct: float

    @property
    def difference(self) -> float:
        """By how many points the second is above the first."""
        return self.where_first_pct - self.now_pct


@dataclass(frozen=True)
class LevelWeight:
    """The weight of a group or criterion at which two candidates are level; per cent.

    level_pct: None where no weight puts the one that is behind ahead.
    """

    title: str
    now_pct: float
    level_pct: float | None

    @property
    def change(self) -> float | None:
        """By how many points the weight would have to move."""
        return None if self.level_pct is None else self.level_pct - self.now_pct


@dataclass(frozen=True)
class Certainty:
    """How sure a ranking is. Arrays follow `candidates`, which are ranked, best first.

    full: weights and answers varied; weights_only: today's answers taken as they are counted.
    """

    evaluation: Evaluation
    problem: Problem
    candidates: tuple[Candidate, ...]
    full: Acceptability
    weights_only: Acceptability
    criterion_slices: Slices
    group_slices: Slices
    questions: tuple[NextQuestion, ...]
    shortlist_size: int

    @property
    def first_shares(self) -> list[float]:
        """Share of cases in which each candidate is first, answers varied too."""
        return [float(row[0]) for row in self.full.ranks] if self.candidates else []

    @property
    def nothing_answered(self) -> bool:
        """Whether nobody is ranked because nobody has answered anything."""
        blank = self.evaluation.nothing_answered
        return bool(blank) and all(blank)

    @cached_property
    def by_criterion(self) -> Tipping:
        """Tipping weights of the criteria in the ranking."""
        return leader_tipping(self.criterion_slices, 0)

    @cached_property
    def by_group(self) -> Tipping:
        """Tipping weights of the groups."""
        return leader_tipping(self.group_slices, 0)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that `by_group` is about."""
        return self.evaluation.groups

    def tipping(self, *, by_group: bool) -> Tipping:
        """The tipping weights of the groups, or of the criteria."""
        return self.by_group if by_group else self.by_criterion

    def nearest_to_tip(self, *, by_group: bool) -> int:
        """The group or criterion whose weight has the shortest way to tip; the first if none."""
        way = np.abs(self.tipping(by_group=by_group).change)
        return 0 if np.isnan(way).all() else int(np.nanargmin(way))

    def beliefs(self, row: int) -> tuple[Belief, ...]:
        """What one would have to believe for a candidate to be first, the furthest off first.

        The weights of the groups now and on average where the candidate is first (central
        weights); empty for whoever is never first.
        """
        central = self.full.central_weights[row]
        if np.isnan(central).any():
            return ()
        held = np.bincount(self.problem.group, weights=central, minlength=len(self.groups))
        found = [
            Belief(group, 100 * float(now), 100 * float(there))
            for group, now, there in zip(
                self.groups, self.evaluation.group_weights, held, strict=True
            )
        ]
        return tuple(sorted(found, key=lambda belief: -abs(belief.difference)))

    def level_weights(self, first: int, second: int, *, by_group: bool) -> tuple[LevelWeight, ...]:
        """Where two candidates change places as one weight moves alone, the nearest first.

        Weights that never do it stand last, in the order of the catalogue.
        """
        slices = self.group_slices if by_group else self.criterion_slices
        at = pair_crossings(slices)[first, second]
        # Where they are level only when one weight is nothing or everything, neither gets ahead.
        at = np.where(np.isin(at, (0.0, 1.0)) & (at != slices.weight), np.nan, at)
        groups, criteria = self.groups, self.evaluation.criteria
        titles = [g.title for g in groups] if by_group else [c.title for c in criteria]
        found = [
            LevelWeight(title, 100 * float(now), None if np.isnan(level) else 100 * float(level))
            for title, now, level in zip(titles, slices.weight, at, strict=True)
        ]
        return tuple(
            sorted(found, key=lambda w: float("inf") if w.change is None else abs(w.change))
        )

    @cached_property
    def leader_without_criterion(self) -> tuple[Candidate | None, ...]:
        """Who would lead without each criterion; None where nothing else has weight."""
        rows = leaders_without(self.criterion_slices)
        return tuple(None if row < 0 else self.candidates[row] for row in rows)

    @cached_property
    def dominated(self) -> tuple[tuple[Candidate, Candidate], ...]:
        """Who is beaten on every criterion, and by whom."""
        pairs = np.argwhere(dominated_by(self.problem.values))
        return tuple((self.candidates[worse], self.candidates[better]) for worse, better in pairs)

    @cached_property
    def never_first(self) -> tuple[Candidate, ...]:
        """Who cannot be first under any weights, with today's answers."""
        possible = can_be_first(self.problem.values)
        return tuple(c for c, can in zip(self.candidates, possible, strict=True) if not can)

    @cached_property
    def winner_changes_without(self) -> tuple[tuple[Candidate, Candidate], ...]:
        """Whose removal would put somebody who is first now behind, and who is first then.

        Empty with anchored values, where nobody's removal changes the order of the others. Of
        several who are level then, the first by name.
        """
        evaluation = self.evaluation
        formula = evaluation.selection.brief.price_formula
        if formula is PriceFormula.ANCHORED:
            return ()
        in_ranking = evaluation.rank > 0
        headline, evidenced = values_without_each(
            evaluation.inputs, evaluation.values, in_ranking, formula, open_value_of(evaluation)
        )
        decider = tie_break_values(
            evaluation.selection.brief.tie_break,
            evaluation.criteria,
            headline,
            evaluation.weights,
            evidenced @ evaluation.weights,
        )
        first = first_without_each(headline @ evaluation.weights, in_ranking, decider)
        falls = (evaluation.rank == 1) & ~first & ~np.eye(len(first), dtype=np.bool_)
        changes = in_ranking & falls.any(axis=1) & first.any(axis=1)
        names = [candidate.name.casefold() for candidate in evaluation.candidates]
        return tuple(
            (
                evaluation.candidates[row],
                evaluation.candidates[min(np.flatnonzero(first[row]), key=lambda r: (names[r], r))],
            )
            for row in evaluation.ranked_order
            if changes[row]
        )

    @cached_property
    def tied(self) -> tuple[Candidate, ...]:
        """Who is first often enough to belong to a statistical tie."""
        needed = self.evaluation.catalogue.settings.robustness.tie_share_pct / 100
        pairs = zip(self.candidates, self.first_shares, strict=True)
        return tuple(candidate for candidate, share in pairs if share >= needed)

    @cached_property
    def verdict(self) -> Verdict:
        """Clear leader, statistical tie, or undecidable with today's evidence.

        Undecidable: weights alone leave a clear leader, or no leader may be announced, but what
        is open or only claimed could change it.
        """
        if len(self.candidates) < 2:
            return Verdict.NOTHING
        clear = self.evaluation.catalogue.settings.robustness.clear_leader_pct / 100
        if self.evaluation.leader_withheld_because:
            return Verdict.UNDECIDABLE
        if self.first_shares[0] >= clear:
            return Verdict.CLEAR
        if float(self.weights_only.ranks[0, 0]) >= clear:
            return Verdict.UNDECIDABLE
        return Verdict.TIE


def open_value_of(evaluation: Evaluation) -> float:
    """What an open answer counts in the headline, 0–100."""
    return NEUTRAL_VALUE if evaluation.open_policy is OpenPolicy.NEUTRAL else WORST_VALUE


def default_simulation(evaluation: Evaluation) -> Simulation:
    """The simulation that the catalogue's settings describe."""
    settings = evaluation.catalogue.settings.robustness
    return Simulation(
        model=WeightModel.AROUND,
        spread=settings.weight_spread_pct / 100,
        samples=settings.samples,
        seed=settings.seed,
    )


def shortlist_size_of(evaluation: Evaluation) -> int:
    """How many of the ranked are ticked for the shortlist; the catalogue's figure without any."""
    ticked = sum(evaluation.candidates[row].shortlisted for row in evaluation.ranked_order)
    return ticked or evaluation.catalogue.settings.robustness.shortlist_size


def problem_of(evaluation: Evaluation, claim_discount: float) -> Problem:
    """The evaluation's ranked candidates as a problem, best first; discount as a share 0–1."""
    group_index = {group.id: index for index, group in enumerate(evaluation.groups)}
    return build_problem(
        evaluation.inputs,
        evaluation.values.headline,
        evaluation.weights,
        np.array([group_index[c.group] for c in evaluation.criteria], dtype=np.int64),
        np.array(evaluation.ranked_order, dtype=np.int64),
        open_value=open_value_of(evaluation),
        claim_discount=claim_discount,
    )


def assess(
    evaluation: Evaluation,
    *,
    simulation: Simulation | None = None,
    claim_discount: float | None = None,
    progress: Progress | None = None,
) -> Certainty:
    """How sure the evaluation's ranking is; the same arguments give the same digits.

    claim_discount: share 0–1, the catalogue's figure by default. Raises CancelledError when
    `progress` does.
    """
    run = simulation or default_simulation(evaluation)
    settings = evaluation.catalogue.settings.robustness
    discount = settings.claim_discount_pct / 100 if claim_discount is None else claim_discount
    problem = problem_of(evaluation, discount)
    size = shortlist_size_of(evaluation)
    return Certainty(
        evaluation=evaluation,
        problem=problem,
        candidates=tuple(evaluation.candidates[row] for row in evaluation.ranked_order),
        full=rank_acceptability(problem, replace(run, vary_answers=True), progress),
        weights_only=rank_acceptability(problem, replace(run, vary_answers=False)),
        criterion_slices=criterion_slices(problem),
        group_slices=group_slices(problem),
        questions=next_questions(evaluation, problem, size),
        shortlist_size=size,
    )


def next_best_question(evaluation: Evaluation, row: int) -> NextQuestion | None:
    """What to find out first about one candidate: the first of its own in `Certainty.questions`.

    Exact and without a simulation, so that a form can show it at every answer. None for a candidate
    who is not ranked or of whom nothing is open or only claimed.
    """
    settings = evaluation.catalogue.settings.robustness
    problem = problem_of(evaluation, settings.claim_discount_pct / 100)
    return first_question_of(evaluation, problem, shortlist_size_of(evaluation), row)
