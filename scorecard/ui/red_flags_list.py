"""Which flags are listed where: by candidate or by rule, filtered, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.catalogue import Catalogue, RedFlagRule, Severity
from scorecard.evaluation import Evaluation
from scorecard.model import Selection, Status
from scorecard.red_flags import Finding, State


@dataclass(frozen=True)
class RuleFlags:
    """One rule with the candidates (rows of the evaluation) on whom it is raised or unknown."""

    rule: RedFlagRule
    raised: tuple[tuple[int, Finding], ...]
    unknown_rows: tuple[int, ...]


@dataclass(frozen=True)
class AskNext:
    """One question to a candidate: what to ask, whom, and because of which flag or gap."""

    text: str
    whom: str
    about: str


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
    place = {row: index for index, row in enumerate(evaluation.ranked_order)}

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


def ask_next(evaluation: Evaluation, row: int) -> tuple[AskNext, ...]:
    """What to ask one candidate: about its flags first, then the answers still missing.

    A question stands once, however many rules read it.
    """
    asked: dict[str, AskNext] = {}
    for finding in evaluation.flags_shown[row]:
        rule = finding.rule
        asked.setdefault(rule.ask_next, AskNext(rule.ask_next, rule.ask_whom, rule.title))
    for finding in unknown(evaluation, row):
        question = gap_question(evaluation.catalogue, evaluation.selection, finding)
        asked.setdefault(question.text, question)
    return tuple(asked.values())


def gap_question(catalogue: Catalogue, selection: Selection, finding: Finding) -> AskNext:
    """What closes a gap: the unanswered question itself, or what the rule asks next."""
    question = catalogue.questions_by_id[finding.rule.reads]
    answer = selection.answer(finding.candidate_id, question.id)
    if answer.status is Status.ANSWERED:
        return AskNext(finding.rule.ask_next, finding.rule.ask_whom, finding.rule.title)
    return AskNext(question.text, question.ask_whom, question.label)


def ask_next_text(evaluation: Evaluation, row: int) -> str:
    """The list for the e-mail to a candidate, as plain text; '' when nothing is to be asked."""
    questions = ask_next(evaluation, row)
    if not questions:
        return ""
    name = evaluation.candidates[row].name
    lines = [f"Questions to {name} ({evaluation.selection.title})", ""]
    for number, question in enumerate(questions, start=1):
        lines.append(f"{number}. {question.text}")
        lines.append(f"   For: {question.whom}")
    return "\n".join(lines) + "\n"
