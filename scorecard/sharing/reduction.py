"""Evaluation and scope in, and out comes an Evaluation that holds nothing else than is shared.

It is put together field by field from what the scope allows, so that pages, charts and workbooks
made from it cannot show more, whatever they do. The ranking's numbers stay what they were: they
are copied, not computed again from fewer answers.
"""

from __future__ import annotations

from scorecard.catalogue import Benchmark, Catalogue, Example, Examples
from scorecard.criteria_in_force import CriterionOut
from scorecard.evaluation import Evaluation
from scorecard.model import Selection
from scorecard.reference_words import quote_benchmarks
from scorecard.sharing.answers import shared_answer, shared_brief, shared_candidate
from scorecard.sharing.costs import cost_questions, rests_on
from scorecard.sharing.judgements import shared_finding, shared_gate
from scorecard.sharing.names import NameCover, hidden_labels
from scorecard.sharing.scope import ShareScope
from scorecard.sharing.whole import as_a_whole, no_inputs
from scorecard.shortlisting import overridden_flags

SHARED_ID = "shared"
LEFT_OUT_BY_BUYER = "left out by the buyer"
# The examples that test a rule explain nothing to a stakeholder and would double a snapshot.
_NO_EXAMPLES = Examples(raised=Example(), clear=Example(), unknown=Example())


def shared_ids(selection: Selection) -> dict[str, str]:
    """Candidate id → the id in a shared view.

    An id may be made from the name, so that it is replaced in every scope alike.
    """
    return {c.id: f"candidate_{n}" for n, c in enumerate(selection.candidates, start=1)}


def shows_breakdown(evaluation: Evaluation, scope: ShareScope) -> bool:
    """Whether values by criterion can be shown.

    Without the part `costs` they cannot, if the ranking rests on costs: whoever knows the overall
    value and that of every other criterion can work out how each candidate's price was valued.
    """
    costs = cost_questions(evaluation.catalogue)
    return scope.costs or not any(rests_on(c, costs) for c in evaluation.criteria)


def reduced(evaluation: Evaluation, scope: ShareScope) -> Evaluation:
    """The evaluation with what `scope` lets through and nothing else."""
    costs = cost_questions(evaluation.catalogue)
    if not shows_breakdown(evaluation, scope):
        evaluation = as_a_whole(evaluation)
    labels = _labels(evaluation, scope)
    cover = _cover(evaluation, labels, scope)
    catalogue = _catalogue(evaluation, cover, costs, scope)
    selection = _selection(evaluation, labels, cover, costs, scope)
    ids = [candidate.id for candidate in selection.candidates]
    shown_in = {criterion.id: criterion for criterion in catalogue.criteria}
    return Evaluation(
        selection=selection,
        catalogue=catalogue,
        as_of=evaluation.as_of,
        candidates=selection.candidates,
        criteria=tuple(shown_in[criterion.id] for criterion in evaluation.criteria),
        criteria_out=tuple(
            CriterionOut(shown_in[out.criterion.id], _reason_out(out, evaluation.selection, scope))
            for out in evaluation.criteria_out
            if out.criterion.id in shown_in
        ),
        weights=evaluation.weights,
        values=evaluation.values,
        inputs=evaluation.inputs if scope.evidence else no_inputs(len(ids)),
        overall=evaluation.overall,
        overall_low=evaluation.overall_low,
        overall_high=evaluation.overall_high,
        overall_evidenced=evaluation.overall_evidenced,
        coverage_pct=evaluation.coverage_pct,
        rank=evaluation.rank,
        rank_best=evaluation.rank_best,
        rank_worst=evaluation.rank_worst,
        rank_evidenced=evaluation.rank_evidenced,
        nothing_answered=evaluation.nothing_answered,
        gates=tuple(
            tuple(shared_gate(result, costs, scope) for result in results)
            for results in evaluation.gates
        ),
        findings=tuple(
            tuple(
                shared_finding(finding, candidate_id, evaluation.catalogue, costs, scope)
                for finding in findings
                if scope.flags
            )
            for candidate_id, findings in zip(ids, evaluation.findings, strict=True)
        ),
        open_policy=evaluation.open_policy,
        nothing_ranked_because=evaluation.nothing_ranked_because,
    )


def _labels(evaluation: Evaluation, scope: ShareScope) -> tuple[str, ...]:
    if scope.names_hidden:
        return hidden_labels(evaluation.candidates)
    return tuple(candidate.name for candidate in evaluation.candidates)


def _cover(evaluation: Evaluation, labels: tuple[str, ...], scope: ShareScope) -> NameCover:
    if not scope.names_hidden:
        return NameCover({})
    names = [candidate.name for candidate in evaluation.candidates]
    return NameCover(dict(zip(names, labels, strict=True)))


def _selection(
    evaluation: Evaluation,
    labels: tuple[str, ...],
    cover: NameCover,
    costs: frozenset[str],
    scope: ShareScope,
) -> Selection:
    whole, catalogue = evaluation.selection, evaluation.catalogue
    ids = shared_ids(whole)
    rows = {candidate.id: row for row, candidate in enumerate(whole.candidates)}
    shared = {
        question.id: question
        for question in catalogue.questions
        if (scope.costs if question.id in costs else scope.evidence)
    }
    shown = {criterion.id for criterion in evaluation.criteria}
    frameworks = frozenset(framework.id for framework in catalogue.frameworks)
    return Selection(
        id=SHARED_ID,
        title=cover.covered(whole.title),
        phase=whole.phase,
        is_example=whole.is_example,
        created_at=whole.created_at,
        brief=shared_brief(whole.brief, frameworks, scope),
        points={i: points for i, points in whole.points.items() if i in shown},
        weight_method=whole.weight_method,
        candidates=tuple(
            shared_candidate(
                candidate,
                ids[candidate.id],
                label,
                scope,
                tuple(flag.rule.id for flag in overridden_flags(evaluation, row)),
            )
            for row, (candidate, label) in enumerate(zip(whole.candidates, labels, strict=True))
        ),
        # As the candidates stand, and not as their own ids sort, which may be made from names.
        answers=tuple(
            shared_answer(answer, ids[answer.candidate_id], shared[answer.question_id], scope)
            for answer in sorted(whole.answers, key=lambda answer: rows[answer.candidate_id])
            if answer.question_id in shared
        ),
        revision=whole.revision,
    )


def _catalogue(
    evaluation: Evaluation, cover: NameCover, costs: frozenset[str], scope: ShareScope
) -> Catalogue:
    """The knowledge that goes with what is shown: it holds nothing about a candidate."""
    whole = evaluation.catalogue
    out = tuple(
        out.criterion
        for out in evaluation.criteria_out
        if scope.costs or not rests_on(out.criterion, costs)
    )
    shown = Catalogue(
        version=whole.version,
        name=whole.name,
        settings=whole.settings,
        groups=whole.groups,
        questions=whole.questions,
        criteria=(*evaluation.criteria, *out),
        red_flags=tuple(
            rule.model_copy(update={"examples": _NO_EXAMPLES})
            for rule in whole.red_flags
            if scope.flags
        ),
        benchmarks=_benchmarks(whole, scope),
        frameworks=whole.frameworks,
        sources=whole.sources,
        # Which answers are in the currency of a quote; it holds nothing about a candidate.
        commercial=whole.commercial if scope.costs else None,
    )
    return cover.covered_catalogue(shown) if scope.names_hidden else shown


def _benchmarks(whole: Catalogue, scope: ShareScope) -> tuple[Benchmark, ...]:
    """All beside answers; with costs alone those that a quote is held against."""
    if scope.evidence:
        return whole.benchmarks
    return quote_benchmarks(whole) if scope.costs else ()


def _reason_out(out: CriterionOut, selection: Selection, scope: ShareScope) -> str:
    if scope.free_text:
        return out.reason
    typed = out.criterion.id in selection.excluded_criteria
    # What follows a colon may quote the brief, such as the name of a channel.
    return LEFT_OUT_BY_BUYER if typed else out.reason.partition(":")[0]
