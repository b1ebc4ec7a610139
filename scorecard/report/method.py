"""The method in brief, in the words of these data, and the sources that the report rests on."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import ASSUMPTION
from scorecard.evaluation import Evaluation
from scorecard.method_words import dependence_sentence, tie_break_sentence, values_sentence
from scorecard.model import OpenPolicy
from scorecard.report.subject import Subject
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE
from scorecard.shortlisting import shortlist_rule


@dataclass(frozen=True)
class Rule:
    """One rule of the method."""

    title: str
    text: str


@dataclass(frozen=True)
class SourceLine:
    """A source that a criterion, gate or flag of this report cites."""

    title: str
    publisher: str
    date: str
    note: str


def rules_of(subject: Subject) -> tuple[Rule, ...]:
    """How the ranking came about."""
    evaluation = subject.evaluation
    settings = evaluation.catalogue.settings
    rules = [
        Rule(
            "Overall value",
            f"{values_sentence(evaluation, subject.rules)} The overall value is the sum of "
            "weight × value, with the same weights for all (Keeney & Raiffa 1976; Belton & Stewart "
            "2002). "
            f"{dependence_sentence(evaluation)}",
        ),
        Rule(
            "What is missing",
            f"An open answer counts {_open_counts(evaluation)} in the overall value; the range "
            "takes it at 0 and at 100. A refusal or no reply counts 0. Coverage is the share of "
            "the weight that no answer to come can change; a leader is announced from "
            f"{settings.leader_coverage_pct:g} % for the first two.",
        ),
        Rule(
            "As evidenced",
            "A bare claim counts no better than an open answer; only what is documented, verified "
            "or seen by the buyer counts in full. An expired document is a claim.",
        ),
        Rule(
            "Ranks",
            "A tie-break may be declared beforehand. "
            f"{tie_break_sentence(evaluation, subject.rules)} Possible ranks take open gates as "
            "passed.",
        ),
        Rule(
            "Gates",
            "A failed gate takes a candidate out of the ranking, apart from all weighing (UK "
            "Procurement Act 2023, s. 19(3)(a)); an open gate makes its place conditional.",
        ),
    ]
    if subject.shows_flags:
        rules.append(
            Rule(
                "Red flags",
                "A flag informs and never changes a value. Of rules on the same matter the gravest "
                "is shown and counted. Unknown is not clear: the answer is still missing. "
                f"{shortlist_rule(evaluation)}",
            )
        )
    if subject.certainty is not None and len(subject.certainty.candidates) > 1:
        rules.append(
            Rule(
                "How sure",
                "Weights and open or merely claimed answers are varied together, and each rank is "
                "counted (SMAA-2, Lahdelma & Salminen 2001; Butler, Jia & Dyer 1997). A clear "
                f"leader is first in at least {settings.robustness.clear_leader_pct:g} % of cases. "
                "A tipping weight is where the leader changes when one group's weight moves and "
                "the others keep their proportions.",
            )
        )
    return tuple(rules)


def _open_counts(evaluation: Evaluation) -> str:
    if evaluation.open_policy is OpenPolicy.NEUTRAL:
        return f"{NEUTRAL_VALUE:g} (neutral)"
    return f"{WORST_VALUE:g} (worst)"


def criteria_out(subject: Subject) -> tuple[Rule, ...]:
    """Criteria that are out for all, with the reason."""
    return tuple(Rule(o.criterion.title, o.reason) for o in subject.evaluation.criteria_out)


def sources_used(subject: Subject) -> tuple[SourceLine, ...]:
    """What the shown criteria, gates and raised flags cite, in the catalogue's order."""
    evaluation = subject.evaluation
    cited: set[str] = set()
    for criterion in evaluation.criteria:
        cited.update(criterion.sources)
        for item in criterion.inputs:
            cited.update(item.value.sources)
    for results in evaluation.gates:
        for result in results:
            cited.update(result.in_force.gate.sources)
    if subject.shows_flags:
        for findings in evaluation.flags_shown:
            for finding in findings:
                cited.update(finding.rule.sources)
    return tuple(
        SourceLine(source.title, source.publisher, source.date, source.note)
        for source in evaluation.catalogue.sources
        if source.id in cited
    )


def rests_on_assumptions(subject: Subject) -> int:
    """How many value functions of the ranking say that they are an assumption."""
    return sum(
        ASSUMPTION in item.value.sources
        for criterion in subject.evaluation.criteria
        for item in criterion.inputs
    )
