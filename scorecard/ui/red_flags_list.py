"""Which flags are listed where: by candidate or by rule, filtered, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scorecard.catalogue import Catalogue, RedFlagRule, Severity
from scorecard.certainty import Certainty, NextQuestion
from scorecard.certainty_words import stakes_in_words
from scorecard.evaluation import Evaluation
from scorecard.model import Selection, Status
from scorecard.red_flags import Finding, State

MOST_WITH_STAKES = 5
EVIDENCE_ASKED = "You have answered this; what shows it?"


@dataclass(frozen=True)
class RuleFlags:
    """One rule with the candidates (rows of the evaluation) on whom it is raised or unknown."""

    rule: RedFlagRule
    raised: tuple[tuple[int, Finding], ...]
    unknown_rows: tuple[int, ...]


@dataclass(frozen=True)
class AskNext:
    """One question to a candidate: what to ask, whom, and because of which flag or gap.

    `question_id`: the question that it closes. `is_recorded_by_buyer`: the buyer sees or rates it,
    so that no candidate is asked. `stakes`: what the answer could change, for the buyer's eyes
    only; '' where it is not among those that could change most.
    """

    text: str
    whom: str
    about: str
    question_id: str
    is_recorded_by_buyer: bool = False
    stakes: str = ""


def raised(evaluation: Evaluation, row: int, severities: Iterable[Severity]) -> tuple[Finding, ...]:
    """The candidate's shown flags of these severities, gravest first."""
    wanted = set(severities)
    return tuple(f for f in evaluation.flags_shown[row] if f.rule.severity in wanted)


def unknown(
    evaluation: Evaluation, row: int, severities: Iterable[Severity] = tuple(Severity)
) -> tuple[Finding, ...]:
    """What cannot be decided yet, one finding a matter: the gravest rule of each family.

    A family that is raised already is no gap; its other rules are listed with the flag.
    """
    wanted = set(severities)
    decided = {f.rule.family for f in evaluation.flags_shown[row]}
    gravest: dict[str, Finding] = {}
    for finding in evaluation.findings[row]:
        rule = finding.rule
        if finding.state is not State.UNKNOWN or rule.family in decided:
            continue
        present = gravest.get(rule.family)
        if present is None or rule.severity.strength > present.rule.severity.strength:
            gravest[rule.family] = finding
    found = [f for f in gravest.values() if f.rule.severity in wanted]
    return tuple(sorted(found, key=lambda f: -f.rule.severity.strength))


def family_others(evaluation: Evaluation, row: int, finding: Finding) -> tuple[Finding, ...]:
    """What the other rules on the same matter came to for this candidate."""
    return tuple(
        other
        for other in evaluation.findings[row]
        if other.rule.family == finding.rule.family and other.rule.id != finding.rule.id
    )


def rows_gravest_first(evaluation: Evaluation) -> tuple[int, ...]:
    """Every candidate: most critical flags first, then major, minor, then as ranked."""
    place = {row: index for index, row in enumerate(evaluation.listed_order)}

    def weight(row: int) -> tuple[int, ...]:
        flags = evaluation.flags_shown[row]
        counts = [sum(f.rule.severity is severity for f in flags) for severity in Severity]
        return (*(-count for count in counts), place.get(row, len(place)), row)

    return tuple(sorted(range(len(evaluation.candidates)), key=weight))


def by_rule(
    evaluation: Evaluation, rows: Iterable[int], severities: Iterable[Severity]
) -> tuple[RuleFlags, ...]:
    """Rules that are raised or unknown for one of the rows; gravest and most raised first."""
    wanted, chosen = set(severities), tuple(rows)
    raised_on: dict[str, list[tuple[int, Finding]]] = {}
    unknown_for: dict[str, list[int]] = {}
    for row in chosen:
        for finding in evaluation.flags_shown[row]:
            raised_on.setdefault(finding.rule.id, []).append((row, finding))
        for finding in unknown(evaluation, row):
            unknown_for.setdefault(finding.rule.id, []).append(row)
    found = [
        RuleFlags(rule, tuple(raised_on.get(rule.id, ())), tuple(unknown_for.get(rule.id, ())))
        for rule in evaluation.catalogue.red_flags
        if rule.severity in wanted and (rule.id in raised_on or rule.id in unknown_for)
    ]
    return tuple(
        sorted(
            found,
            key=lambda f: (not f.raised, -f.rule.severity.strength, -len(f.raised)),
        )
    )


def ask_next(
    evaluation: Evaluation, row: int, certainty: Certainty | None = None
) -> tuple[AskNext, ...]:
    """What to ask one candidate, each matter once, however many rules read it.

    First what could change the leader or the shortlist, then what its flags ask, then what decides
    most points, then the answers still missing. Of the questions that could change the ranking
    the first MOST_WITH_STAKES are taken, in the order of `certainty`; one about which a flag or a
    gap asks already lends it its stakes.
    """
    flags = [_of_rule(finding) for finding in evaluation.flags_shown[row]]
    gaps = [
        gap_question(evaluation.catalogue, evaluation.selection, finding)
        for finding in unknown(evaluation, row)
    ]
    present = _each_once([*flags, *gaps])
    decisive: list[AskNext] = []
    telling: list[AskNext] = []
    for question in _most_at_stake(evaluation, row, certainty):
        said = next((a for a in present if a.question_id == question.question.id), None)
        asked = said or _of_question(question)
        size = 0 if certainty is None else certainty.shortlist_size
        asked = replace(asked, stakes=stakes_in_words(question, size))
        (decisive if question.could_change_the_outcome else telling).append(asked)
    return _each_once([*decisive, *_with_stakes(flags, telling), *telling, *gaps])


def _each_once(asked: Iterable[AskNext]) -> tuple[AskNext, ...]:
    first: dict[str, AskNext] = {}
    for question in asked:
        first.setdefault(question.text, question)
    return tuple(first.values())


def _with_stakes(flags: Iterable[AskNext], telling: Iterable[AskNext]) -> list[AskNext]:
    by_text = {question.text: question for question in telling}
    return [by_text.get(flag.text, flag) for flag in flags]


def _most_at_stake(
    evaluation: Evaluation, row: int, certainty: Certainty | None
) -> tuple[NextQuestion, ...]:
    """The candidate's questions that could change the ranking most, each question once."""
    if certainty is None:
        return ()
    candidate_id = evaluation.candidates[row].id
    found: dict[str, NextQuestion] = {}
    for question in certainty.questions:
        if question.candidate.id == candidate_id:
            found.setdefault(question.question.id, question)
    return tuple(found.values())[:MOST_WITH_STAKES]


def _of_rule(finding: Finding) -> AskNext:
    rule = finding.rule
    return AskNext(rule.ask_next, rule.ask_whom, rule.title, rule.reads)


def _of_question(found: NextQuestion) -> AskNext:
    question = found.question
    text = question.text
    if not found.is_open and not found.is_range:
        text = f"{text} {EVIDENCE_ASKED} {question.good_evidence}"
    return AskNext(text, question.ask_whom, question.label, question.id, question.observed)


def gap_question(catalogue: Catalogue, selection: Selection, finding: Finding) -> AskNext:
    """What closes a gap: the unanswered question itself, or what the rule asks next."""
    question = catalogue.questions_by_id[finding.rule.reads]
    answer = selection.answer(finding.candidate_id, question.id)
    if answer.status is Status.ANSWERED:
        return _of_rule(finding)
    return AskNext(question.text, question.ask_whom, question.label, question.id, question.observed)


def to_mail(asked: Iterable[AskNext]) -> tuple[AskNext, ...]:
    """Those that a candidate can answer."""
    return tuple(question for question in asked if not question.is_recorded_by_buyer)


def ask_next_text(evaluation: Evaluation, row: int, certainty: Certainty | None = None) -> str:
    """The list for the e-mail to a candidate, as plain text; '' when nothing is to be asked.

    It says nothing of what is at stake, nor asks what the buyer records: the candidate reads it.
    """
    questions = to_mail(ask_next(evaluation, row, certainty))
    if not questions:
        return ""
    name = evaluation.candidates[row].name
    lines = [f"Questions to {name} ({evaluation.selection.title})", ""]
    for number, question in enumerate(questions, start=1):
        lines.append(f"{number}. {question.text}")
        lines.append(f"   For: {question.whom}")
    return "\n".join(lines) + "\n"
