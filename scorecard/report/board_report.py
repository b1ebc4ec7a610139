"""The board report of an evaluation, whole or as a share link's scope allows it."""

from __future__ import annotations

from datetime import date

from scorecard.certainty import Certainty, assess
from scorecard.certainty_words import percent, verdict_sentence
from scorecard.commercial import Costs
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.report.attrition import attrition_plot
from scorecard.report.certainty_tables import sureness_of
from scorecard.report.costs import cost_section
from scorecard.report.deciding import contributions_plot, duel_of
from scorecard.report.flags import flag_section
from scorecard.report.heading import Fact, heading_of
from scorecard.report.method import criteria_out, rests_on_assumptions, rules_of, sources_used
from scorecard.report.page import rendered
from scorecard.report.ramp import ramp_section
from scorecard.report.ranking import ranked_rows, ranking_plot
from scorecard.report.rates import rate_section
from scorecard.report.subject import Subject
from scorecard.report.values import value_tables, values_title, weight_rows
from scorecard.rules_fixed import RulesFixed
from scorecard.sentences import (
    count_in_words,
    flags_sentence,
    lead_in_words,
    ranking_sentence,
)
from scorecard.sharing import SharedView, left_out_remarks
from scorecard.shortlisting import shortlist_sentence

TEMPLATE = "report.html.j2"
KIND = "Selection report"


def write_report(
    evaluation: Evaluation,
    *,
    certainty: Certainty | None = None,
    costs: Costs | None = None,
    rules: RulesFixed | None = None,
    written_on: date,
    written_by: str = "",
) -> bytes:
    """The report with everything in it, as UTF-8 HTML; the same arguments give the same bytes.

    `certainty`, of the same evaluation, adds how sure the ranking is, `costs`, of its selection,
    what the quotes come to; `rules`, since when its rules are in force. Contacts, notes, files and
    the history are never in it.
    """
    sentence = ranking_sentence(evaluation)
    subject = Subject(
        evaluation,
        sentence=sentence,
        lead=sentence,
        certainty=certainty,
        costs=costs,
        rules=rules,
    )
    return _written(subject, written_on, written_by)


def write_shared_report(view: SharedView) -> bytes:
    """The report of what a share link shows, and of nothing else, dated as the view is."""
    scope, evaluation = view.scope, view.evaluation
    may_assess = scope.evidence and view.is_broken_down and bool(evaluation.ranked_order)
    subject = Subject(
        evaluation,
        sentence=view.sentence,
        lead=view.lead,
        # Of the reduced evaluation: one made elsewhere could name what is hidden here.
        certainty=assess(evaluation) if may_assess else None,
        costs=view.costs,
        shows_breakdown=view.is_broken_down,
        shows_flags=scope.flags,
        shows_evidence=scope.evidence,
        shows_costs=scope.costs,
        remarks=left_out_remarks(view, of="report"),
    )
    return _written(subject, view.made_at.date(), view.shared_by)


def _written(subject: Subject, written_on: date, written_by: str) -> bytes:
    evaluation, certainty = subject.evaluation, subject.certainty
    is_weighed = not evaluation.nothing_ranked_because and bool(evaluation.criteria)
    has_values = bool(evaluation.candidates) and subject.shows_breakdown and is_weighed
    shows_flags = subject.shows_flags and bool(evaluation.candidates)
    return rendered(
        TEMPLATE,
        heading=heading_of(
            evaluation,
            kind=KIND,
            written_on=written_on,
            written_by=written_by,
            certainty=certainty,
        ),
        is_example=evaluation.selection.is_example,
        remarks=subject.remarks,
        summary=_summary(subject),
        key_figures=_key_figures(subject),
        shows_flags=shows_flags,
        shows_gates=any(evaluation.gates),
        rows=ranked_rows(subject),
        nothing_because=evaluation.nothing_ranked_because,
        ranking=ranking_plot(subject) if evaluation.candidates and is_weighed else None,
        duel=duel_of(subject) if has_values else None,
        contributions=contributions_plot(subject) if has_values else None,
        sureness=sureness_of(certainty) if certainty is not None and has_values else None,
        costs=cost_section(subject) if subject.shows_costs else None,
        flags=flag_section(subject) if shows_flags else None,
        values_title=values_title(subject) if has_values else "",
        value_tables=value_tables(subject) if has_values else (),
        attrition=attrition_plot(subject) if subject.shows_evidence else None,
        ramp=ramp_section(subject) if subject.shows_evidence else None,
        rates=rate_section(subject) if subject.shows_costs else None,
        weights=weight_rows(subject) if subject.shows_breakdown and is_weighed else (),
        weight_method=evaluation.selection.weight_method.replace("_", " "),
        criteria_out=criteria_out(subject) if subject.shows_breakdown else (),
        rules=rules_of(subject),
        sources=sources_used(subject),
        assumptions=rests_on_assumptions(subject) if subject.shows_breakdown else 0,
    )


def _summary(subject: Subject) -> tuple[str, ...]:
    """The sentences of the first paragraph; the first one is the answer."""
    evaluation = subject.evaluation
    sentences = [subject.sentence]
    if not evaluation.candidates:
        return tuple(sentences)
    if subject.certainty is not None and len(evaluation.ranked_order) > 1:
        sentences.append(verdict_sentence(subject.certainty))
    if subject.shows_flags:
        sentences.append(flags_sentence(evaluation))
    if against_shortlist := shortlist_sentence(evaluation):
        sentences.append(against_shortlist)
    out = len(evaluation.excluded_order)
    if out:
        are = "candidate is" if out == 1 else "candidates are"
        sentences.append(f"{count_in_words(out).capitalize()} {are} out because a gate is not met.")
    return tuple(sentences)


def _key_figures(subject: Subject) -> tuple[Fact, ...]:
    evaluation = subject.evaluation
    figures = [Fact("Candidates", str(len(evaluation.candidates)))]
    if evaluation.ranked_order and not evaluation.leader_withheld_because:
        first = evaluation.ranked_order[0]
        figures.append(Fact("Highest overall value", f"{evaluation.overall[first]:.1f} of 100"))
        if len(evaluation.ranked_order) > 1:
            is_level = len(evaluation.level_with_first) > 1
            lead = "none, equal" if is_level else lead_in_words(evaluation)
            figures.append(Fact("Lead over the next", lead))
    if evaluation.ranked_order:
        first = evaluation.ranked_order[0]
        is_announced = not evaluation.leader_withheld_because
        whose = "Coverage of the first" if is_announced else "Coverage in place 1, not announced"
        figures.append(Fact(whose, f"{whole_pct_covered(evaluation.coverage_pct[first])} %"))
    if (
        subject.certainty is not None
        and len(subject.certainty.candidates) > 1
        and not evaluation.leader_withheld_because
    ):
        share = percent(subject.certainty.first_shares[0])
        figures.append(Fact("First in simulated cases", share))
    return tuple(figures)
