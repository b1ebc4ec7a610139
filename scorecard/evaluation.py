"""The map of the whole calculation: selection and catalogue in, Evaluation out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scorecard.catalogue import Catalogue, Criterion, CriterionInput, Group, Severity
from scorecard.coverage import lacking_coverage
from scorecard.criteria_in_force import CalculatedQuotes, CriterionOut, criteria_in_force
from scorecard.facts import Case, cases_of
from scorecard.model import Answer, Candidate, Evidence, OpenPolicy, Selection, Status
from scorecard.red_flags import Finding, find, shown
from scorecard.scoring import (
    DECIMALS,
    NEUTRAL_VALUE,
    WORST_VALUE,
    CostReader,
    CriterionValues,
    GateResult,
    GateState,
    InputMatrix,
    NothingToWeighError,
    build_inputs,
    criterion_values,
    gates_in_force,
    input_shares,
    is_cost_input,
    judge_gates,
    out_for_all,
    possible_ranks,
    ranks,
    scaled,
    tie_break_values,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class InputReading:
    """How one answer became a value: what opens up behind a number on the screen.

    `answer` is the one that decides: of a cost, the price that it rests on. `value` is None where
    the answer is not settled. `ends` are the low and high end of a calculated cost, in the brief's
    currency. `share` is the question's share of its criterion for this candidate (0–1), `weight`
    its share of the whole result in per cent, and `contribution` weight × value in points.
    """

    criterion: Criterion
    input: CriterionInput
    answer: Answer
    status: Status
    evidence: Evidence
    performance: float | None
    value: float | None
    share: float
    weight: float
    contribution: float | None
    is_clamped: bool
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Evaluation:
    """Everything that follows from a selection at one revision.

    Arrays are (candidates × criteria) or (candidates,) in the order of `candidates` and
    `criteria`; values are 0–100. `rank` is 0 for a candidate that a gate excludes or of whom
    nothing is answered; the possible ranks count with whatever the latter may answer.
    `nothing_answered`: every answer that feeds a criterion is open.
    """

    selection: Selection
    catalogue: Catalogue
    as_of: date
    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]
    criteria_out: tuple[CriterionOut, ...]
    weights: Floats
    values: CriterionValues
    inputs: InputMatrix
    overall: Floats
    overall_low: Floats
    overall_high: Floats
    overall_evidenced: Floats
    coverage_pct: Floats
    rank: NDArray[np.int64]
    rank_best: NDArray[np.int64]
    rank_worst: NDArray[np.int64]
    rank_evidenced: NDArray[np.int64]
    nothing_answered: tuple[bool, ...]
    gates: tuple[tuple[GateResult, ...], ...]
    findings: tuple[tuple[Finding, ...], ...]
    open_policy: OpenPolicy
    nothing_ranked_because: str
    quotes: CalculatedQuotes = field(default_factory=CalculatedQuotes)

    @property
    def revision(self) -> int:
        """The selection's revision that this evaluation belongs to."""
        return self.selection.revision

    @property
    def is_provisional(self) -> bool:
        """Whether responses are still open."""
        return self.selection.phase.responses_are_open

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Each candidate's answers beside the brief and the others, for facts about them."""
        return cases_of(self.selection, self.catalogue, self.as_of, self.quotes.figures)

    @cached_property
    def position(self) -> dict[str, int]:
        """Candidate id → row of the arrays."""
        return {candidate.id: row for row, candidate in enumerate(self.candidates)}

    @cached_property
    def is_excluded(self) -> tuple[bool, ...]:
        """Whether a failed gate takes the candidate out of the ranking."""
        return tuple(any(g.state is GateState.FAIL for g in results) for results in self.gates)

    @cached_property
    def is_conditional(self) -> tuple[bool, ...]:
        """Whether the candidate's place depends on a gate that is still open."""
        return tuple(any(g.state is GateState.OPEN for g in results) for results in self.gates)

    @cached_property
    def ranked_order(self) -> tuple[int, ...]:
        """Rows of the ranked candidates, best first; equal ranks in the order of their names."""
        names = [candidate.name.casefold() for candidate in self.candidates]
        rows = [row for row in range(len(names)) if self.rank[row] > 0]
        return tuple(sorted(rows, key=lambda row: (self.rank[row], names[row], row)))

    @cached_property
    def unanswered_order(self) -> tuple[int, ...]:
        """Rows of whom nothing is answered and whom no gate excludes, by name: no place yet."""
        names = [candidate.name.casefold() for candidate in self.candidates]
        blank = np.array(self.nothing_answered, bool) & ~np.array(self.is_excluded, bool)
        return tuple(sorted(np.flatnonzero(blank).tolist(), key=lambda row: (names[row], row)))

    @cached_property
    def excluded_order(self) -> tuple[int, ...]:
        """Rows of the candidates below the line, highest overall value first."""
        rows = [row for row in range(len(self.candidates)) if self.is_excluded[row]]
        return tuple(sorted(rows, key=lambda r: (-self.overall[r], r)))

    @cached_property
    def listed_order(self) -> tuple[int, ...]:
        """Every row once: the ranked, the not ranked, who has answered nothing, the excluded."""
        last = (*self.unanswered_order, *self.excluded_order)
        placed = {*self.ranked_order, *last}
        rest = (row for row in range(len(self.candidates)) if row not in placed)
        return (*self.ranked_order, *rest, *last)

    @cached_property
    def contributions(self) -> Floats:
        """Weight × value (candidates × criteria), summing to the overall value."""
        return np.asarray(self.values.headline * self.weights, dtype=np.float64)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have a criterion in the ranking."""
        present = {criterion.group for criterion in self.criteria}
        return tuple(group for group in self.catalogue.groups if group.id in present)

    @cached_property
    def group_contributions(self) -> Floats:
        """Contributions summed by group (candidates × groups)."""
        return self.contributions @ self._group_membership

    @cached_property
    def group_weights(self) -> Floats:
        """Weights summed by group (groups,)."""
        return self.weights @ self._group_membership

    @cached_property
    def group_values(self) -> Floats:
        """Value 0–100 of each candidate on each group; 0 where the group has no weight."""
        weights = self.group_weights
        safe = np.where(weights > 0, weights, 1.0)
        return np.asarray(
            np.where(weights > 0, self.group_contributions / safe, 0.0), dtype=np.float64
        )

    @cached_property
    def _group_membership(self) -> Floats:
        return np.array(
            [[float(c.group == group.id) for group in self.groups] for c in self.criteria],
            dtype=np.float64,
        ).reshape(len(self.criteria), len(self.groups))

    @cached_property
    def flags_shown(self) -> tuple[tuple[Finding, ...], ...]:
        """For each candidate the raised flags that are shown and counted, gravest first."""
        return tuple(shown(findings) for findings in self.findings)

    def critical_flags(self, row: int) -> tuple[Finding, ...]:
        """The candidate's critical flags."""
        return tuple(f for f in self.flags_shown[row] if f.rule.severity is Severity.CRITICAL)

    def readings(self, row: int, criterion_index: int) -> tuple[InputReading, ...]:
        """How the candidate's answers became its value on one criterion."""
        matrix, shares = self.inputs, self._input_shares
        result = []
        for column in np.flatnonzero(matrix.criterion_index == criterion_index):
            settled = bool(matrix.settled[row, column])
            performance = float(matrix.performance[row, column])
            item = matrix.inputs[column]
            answer = self.cases[row].answer(item.question)
            ends = None
            if is_cost_input(item):
                reader = CostReader(self.quotes.costs, self.catalogue)
                answer = reader.deciding_answer(self.cases[row])
                ends = self.quotes.costs.get(answer.candidate_id)
            share = float(shares[row, column]) if matrix.applicable[row, column] else 0.0
            weight = 100.0 * float(self.weights[criterion_index]) * share
            value = float(matrix.values[row, column]) if settled else None
            result.append(
                InputReading(
                    criterion=self.criteria[criterion_index],
                    input=item,
                    answer=answer,
                    status=matrix.statuses[row][column],
                    evidence=(
                        Evidence.VERIFIED
                        if self.catalogue.questions_by_id[answer.question_id].observed
                        else answer.evidence_on(self.as_of)
                    ),
                    performance=performance if np.isfinite(performance) else None,
                    value=value,
                    share=share,
                    weight=weight,
                    contribution=None if value is None else weight * value / 100.0,
                    is_clamped=bool(matrix.clamped[row, column]),
                    ends=ends,
                )
            )
        return tuple(result)

    @cached_property
    def _input_shares(self) -> Floats:
        return input_shares(self.inputs, len(self.criteria))

    @cached_property
    def clamped(self) -> tuple[tuple[int, int], ...]:
        """(candidate row, input column) of every performance beyond an anchor."""
        rows, columns = np.nonzero(self.inputs.clamped)
        return tuple(zip(rows.tolist(), columns.tolist(), strict=True))

    @cached_property
    def leaders(self) -> tuple[int, ...]:
        """Rows of all candidates with rank 1; more than one is a tie; empty when none is ranked."""
        return tuple(row for row in self.ranked_order if self.rank[row] == 1)

    @cached_property
    def leader_withheld_because(self) -> str:
        """Why no leader is announced, or ''.

        The leader and whoever is next must both be covered to the declared share of the weight: a
        lead over somebody who has hardly answered, or over nobody who has, says nothing.
        """
        if self.nothing_ranked_because:
            return self.nothing_ranked_because
        if self.unanswered_order and len(self.ranked_order) < 2:
            alone = [self.candidates[row].name for row in self.ranked_order]
            among = " of those who meet the gates" if self.excluded_order else ""
            return f"{f'only {alone[0]}' if alone else 'nobody'}{among} has answered anything yet"
        if not self.ranked_order:
            excluded = "every candidate is excluded by a gate"
            return excluded if self.candidates else "no candidates yet"
        in_front = self.ranked_order[: max(2, len(self.leaders))]
        return lacking_coverage(
            [self.candidates[row].name for row in in_front],
            [float(self.coverage_pct[row]) for row in in_front],
            self.catalogue.settings.leader_coverage_pct,
        )

    @cached_property
    def level_with_first(self) -> tuple[int, ...]:
        """Rows whose overall value equals the first's, best first, whatever a tie-break decides."""
        rounded = np.round(self.overall, DECIMALS)
        return tuple(
            row for row in self.ranked_order if rounded[row] == rounded[self.ranked_order[0]]
        )

    @cached_property
    def lead(self) -> float:
        """How far the first is ahead of the second in overall value; 0 with fewer than two."""
        if len(self.ranked_order) < 2:
            return 0.0
        first, second = self.ranked_order[:2]
        return float(self.overall[first] - self.overall[second])


def evaluate(
    selection: Selection,
    catalogue: Catalogue,
    *,
    as_of: date,
    points: Mapping[str, float] | None = None,
) -> Evaluation:
    """Evaluates a selection as of a date; the same arguments give the same digits.

    `points` replaces the selection's points (a what-if). All weights zero, or no criterion in,
    is not an error: nothing is ranked, and `nothing_ranked_because` says why.
    """
    used = selection.points if points is None else points
    standing = criteria_in_force(selection, catalogue)
    criteria, out, quotes = standing.criteria, standing.out, standing.quotes
    cases = cases_of(selection, catalogue, as_of, quotes.figures)
    in_force = gates_in_force(catalogue, selection.brief)
    gates = tuple(judge_gates(in_force, case) for case in cases)
    passed = np.array(
        [not any(g.state is GateState.FAIL for g in results) for results in gates], dtype=np.bool_
    )
    matrix = build_inputs(
        criteria, catalogue, cases, selection.brief, in_ranking=passed, costs=quotes.costs
    )
    without = out_for_all(matrix, len(criteria))
    if without.any():
        reason = "every question of it is marked not applicable for every candidate"
        out += tuple(
            CriterionOut(c, reason) for c, gone in zip(criteria, without, strict=True) if gone
        )
        criteria = tuple(c for c, gone in zip(criteria, without, strict=True) if not gone)
        matrix = build_inputs(
            criteria, catalogue, cases, selection.brief, in_ranking=passed, costs=quotes.costs
        )
    policy = selection.open_policy
    open_value = NEUTRAL_VALUE if policy is OpenPolicy.NEUTRAL else WORST_VALUE
    values = criterion_values(matrix, len(criteria), open_value)
    weights, nothing_because = _weights(criteria, used)
    overall = values.headline @ weights
    # Without a criterion there is nothing that could be answered.
    blank = np.logical_and(~matrix.settled.any(axis=1), bool(criteria))
    placed = passed & (nothing_because == "")
    ranked = placed & ~blank
    low, high, evidenced = values.low @ weights, values.high @ weights, values.evidenced @ weights
    tie_break = tie_break_values(
        selection.brief.tie_break, criteria, values.headline, weights, evidenced
    )
    deciding = None if tie_break is None else tie_break[ranked]
    best, worst = possible_ranks(
        low[placed], high[placed], None if tie_break is None else tie_break[placed]
    )
    return Evaluation(
        selection=selection,
        catalogue=catalogue,
        as_of=as_of,
        candidates=selection.candidates,
        criteria=criteria,
        criteria_out=out,
        weights=weights,
        values=values,
        inputs=matrix,
        overall=overall,
        overall_low=low,
        overall_high=high,
        overall_evidenced=evidenced,
        coverage_pct=100.0 * (values.settled @ weights),
        rank=_spread(ranks(overall[ranked], deciding), ranked),
        rank_best=np.where(ranked, _spread(best, placed), 0),
        rank_worst=np.where(ranked, _spread(worst, placed), 0),
        rank_evidenced=_spread(ranks(evidenced[ranked]), ranked),
        nothing_answered=tuple(blank.tolist()),
        gates=gates,
        findings=tuple(find(catalogue.red_flags, case) for case in cases),
        open_policy=policy,
        nothing_ranked_because=nothing_because,
        quotes=quotes,
    )


def _weights(criteria: tuple[Criterion, ...], points: Mapping[str, float]) -> tuple[Floats, str]:
    try:
        raw = np.array([points.get(c.id, 0.0) for c in criteria], dtype=np.float64)
        return scaled(raw), ""
    except NothingToWeighError as problem:
        return np.zeros(len(criteria)), str(problem)


def _spread(of_ranked: NDArray[np.int64], ranked: NDArray[np.bool_]) -> NDArray[np.int64]:
    result = np.zeros(len(ranked), dtype=np.int64)
    result[ranked] = of_ranked
    return result
