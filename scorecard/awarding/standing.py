"""The ranking as it stands, in the words and numbers that an award record keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scorecard.catalogue import AllOf, AnyOf, Compare, Condition, Kind
from scorecard.evaluation import Evaluation
from scorecard.method_words import tie_break_since
from scorecard.model import (
    CandidateStanding,
    CriterionStanding,
    CriterionWeight,
    FlagStanding,
    GateStanding,
    PriceFormula,
    RankingStanding,
    Status,
)
from scorecard.red_flags import Finding, find
from scorecard.rules_fixed import TIE_BREAK, Fixed, RulesFixed
from scorecard.scoring import DECIMALS, is_price
from scorecard.sentences import ranking_sentence
from scorecard.shortlisting import shortlist_remark


def standing_of(evaluation: Evaluation, rules: RulesFixed | None = None) -> RankingStanding:
    """Everything that the decision rests on; numbers rounded to nine decimals, as ranks are.

    `rules` say since when the tie-break is in force, as the selection's history shows.
    """
    selection, catalogue = evaluation.selection, evaluation.catalogue
    return RankingStanding(
        headline=ranking_sentence(evaluation),
        revision=evaluation.revision,
        catalogue_version=catalogue.version,
        seed=catalogue.settings.robustness.seed,
        as_of=evaluation.as_of,
        phase=selection.phase.value,
        open_policy=evaluation.open_policy.value,
        tie_break=_tie_break(evaluation, rules or RulesFixed()),
        is_price_relative=selection.brief.price_formula is not PriceFormula.ANCHORED,
        criteria=tuple(
            CriterionWeight(
                criterion_id=criterion.id,
                title=criterion.title,
                weight_pct=_kept(100 * weight),
                is_price=is_price(criterion),
            )
            for criterion, weight in zip(evaluation.criteria, evaluation.weights, strict=True)
        ),
        candidates=tuple(_candidate(evaluation, row) for row in evaluation.listed_order),
    )


def _candidate(evaluation: Evaluation, row: int) -> CandidateStanding:
    candidate = evaluation.candidates[row]
    return CandidateStanding(
        candidate_id=candidate.id,
        name=candidate.name,
        rank=int(evaluation.rank[row]),
        rank_best=int(evaluation.rank_best[row]),
        rank_worst=int(evaluation.rank_worst[row]),
        rank_evidenced=int(evaluation.rank_evidenced[row]),
        overall=_kept(evaluation.overall[row]),
        overall_low=_kept(evaluation.overall_low[row]),
        overall_high=_kept(evaluation.overall_high[row]),
        overall_evidenced=_kept(evaluation.overall_evidenced[row]),
        coverage_pct=_kept(evaluation.coverage_pct[row]),
        is_shortlisted=candidate.shortlisted,
        shortlist_remark=shortlist_remark(evaluation, row),
        override_reason=candidate.override_reason,
        override_by=candidate.override_by,
        gates=tuple(
            GateStanding(
                title=gate.title,
                state=gate.state.value,
                reason=gate.reason,
                told_reason=gate.told_reason,
            )
            for gate in evaluation.gates[row]
        ),
        flags=_flags(evaluation, row),
        criteria=tuple(_criterion(evaluation, row, k) for k in range(len(evaluation.criteria))),
    )


def _flags(evaluation: Evaluation, row: int) -> tuple[FlagStanding, ...]:
    return tuple(
        FlagStanding(
            title=flag.rule.title,
            severity=flag.rule.severity.value,
            message=flag.message,
            is_own=_is_own(evaluation, row, flag),
        )
        for flag in evaluation.flags_shown[row]
    )


def _is_own(evaluation: Evaluation, row: int, flag: Finding) -> bool:
    """Whether a flag rests on the candidate's own answers, and says nothing of the others'."""
    if not _reads_a_figure(flag.rule.raised_when):
        return True
    # Only figures compare. Decided once more without the others, nothing of them can be in it.
    alone = replace(evaluation.cases[row], peers=(), peers_calculated=())
    (found,) = find((flag.rule,), alone)
    return found.is_raised and found.message == flag.message


def _reads_a_figure(condition: Condition) -> bool:
    if isinstance(condition, AnyOf | AllOf):
        return any(_reads_a_figure(part) for part in condition.conditions)
    return isinstance(condition, Compare) and condition.figure is not None


def _criterion(evaluation: Evaluation, row: int, column: int) -> CriterionStanding:
    still_open, unrated, unanswered, claimed = [], [], [], []
    evidenced = evaluation.inputs.evidenced[row, evaluation.inputs.criterion_index == column]
    readings = evaluation.readings(row, column)
    for reading, counts_as_evidenced in zip(readings, evidenced, strict=True):
        question = evaluation.catalogue.questions_by_id[reading.answer.question_id]
        label = question.label
        if reading.status is Status.OPEN:
            still_open.append(label)
            if question.observed or question.kind is Kind.RATING:
                unrated.append(label)
        elif reading.status in (Status.NO_REPLY, Status.REFUSED):
            unanswered.append(label)
        elif reading.status is Status.ANSWERED and not counts_as_evidenced:
            claimed.append(label)
    return CriterionStanding(
        criterion_id=evaluation.criteria[column].id,
        value=_kept(evaluation.values.headline[row, column]),
        settled=_kept(evaluation.values.settled[row, column]),
        open_questions=tuple(dict.fromkeys(still_open)),
        unrated_questions=tuple(dict.fromkeys(unrated)),
        unanswered_questions=tuple(dict.fromkeys(unanswered)),
        claimed_questions=tuple(dict.fromkeys(claimed)),
    )


def _tie_break(evaluation: Evaluation, rules: RulesFixed) -> str:
    """The declared tie-break in words, since when, and whether any rank needed it."""
    kind, _, name = evaluation.selection.brief.tie_break.partition(":")
    criteria = {c.id: c.title for c in evaluation.catalogue.criteria}
    groups = {g.id: g.title for g in evaluation.catalogue.groups}
    words = {
        "evidenced": "the overall value as evidenced",
        "criterion": f"the values on {criteria.get(name, name)}",
        "group": f"the values on {groups.get(name, name)}",
    }.get(kind, "")
    if not words:
        if rules.when(TIE_BREAK) is Fixed.AFTER_ANSWERS:
            return (
                "None is declared any more: equal overall values share a rank; that was changed "
                f"on {rules.day(TIE_BREAK)}, after answers had been recorded."
            )
        return "None was declared: equal overall values share a rank."
    ranked = list(evaluation.ranked_order)
    overall = np.round(evaluation.overall[ranked], DECIMALS)
    was_used = len(np.unique(overall)) < len(set(evaluation.rank[ranked].tolist()))
    used = "and decided a rank" if was_used else "and was not needed"
    return f"Equal overall values are told apart by {words}; {tie_break_since(rules)} {used}."


def _kept(number: float) -> float:
    # Adding zero takes the sign from what was rounded to nothing.
    return round(float(number), DECIMALS) + 0.0
