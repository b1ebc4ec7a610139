"""Red flags: candidate × rule, with the gravest outcome of each family of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.flag_matrix_figure import Family, flag_matrix_figure, state_words
from scorecard.charts.reading import NO_CANDIDATES, all_rows
from scorecard.charts.wording import counted, joined, mid_sentence, name_in_text, sentence
from scorecard.evaluation import Evaluation
from scorecard.red_flags import Finding, State

_STATES_BY_WEIGHT = (State.RAISED, State.UNKNOWN, State.CLEAR, State.NOT_APPLICABLE)


def red_flag_matrix(evaluation: Evaluation) -> Chart:
    """One mark for each candidate and family of rules, the gravest family first.

    Only families that are raised or unknown for somebody are drawn. Shape and colour say how
    grave a raised flag is; an open circle is unknown, which is not the same as clear.
    """
    if not evaluation.candidates:
        return empty_chart("No candidates yet", NO_CANDIDATES, ("Red flag",))
    if not evaluation.catalogue.red_flags:
        return empty_chart(
            "This scorecard has no red-flag rules",
            "it brought criteria only, so that nothing can be raised; a selection opened from a "
            "profile has rules",
            ("Red flag",),
        )
    families = _families(evaluation)
    rows = all_rows(evaluation)
    columns = ("Red flag", *(evaluation.candidates[row].name for row in rows))
    if not families:
        return empty_chart(
            "No red flag is raised, and none is unknown",
            "every rule is clear or not applicable for every candidate; there is nothing to ask",
            columns,
        )
    return Chart(
        figure=flag_matrix_figure(evaluation, families, rows),
        title=_title(evaluation, families),
        text_alternative=_text_alternative(evaluation, families),
        table=table(
            columns,
            [
                (family.title, *(state_words(family.findings[row]) for row in rows))
                for family in families
            ],
        ),
    )


def _families(evaluation: Evaluation) -> tuple[Family, ...]:
    ids = dict.fromkeys(rule.family for rule in evaluation.catalogue.red_flags)
    families = []
    for family_id in ids:
        deciding = tuple(
            _deciding(finding for finding in findings if finding.rule.family == family_id)
            for findings in evaluation.findings
        )
        families.append(Family(evaluation.catalogue.matter_of_family(family_id), deciding))
    shown = [f for f in families if f.count(State.RAISED) or f.count(State.UNKNOWN)]
    return tuple(
        sorted(
            shown,
            key=lambda f: (
                -f.gravest(State.RAISED),
                -f.count(State.RAISED),
                -f.gravest(State.UNKNOWN),
                -f.count(State.UNKNOWN),
            ),
        )
    )


def _deciding(findings: Iterable[Finding]) -> Finding:
    """The gravest raised one, otherwise the gravest unknown, then clear, then not applicable."""
    return min(
        findings, key=lambda f: (_STATES_BY_WEIGHT.index(f.state), -f.rule.severity.strength)
    )


def _title(evaluation: Evaluation, families: Sequence[Family]) -> str:
    """Where the flags fall and who carries them; how many there are, the page says above."""
    total = sum(len(flags) for flags in evaluation.flags_shown)
    if not total:
        unknown = sum(family.count(State.UNKNOWN) for family in families)
        return f"No red flag is raised, but {unknown} {'is' if unknown == 1 else 'are'} unknown"
    where = _where(evaluation, total)
    if total == 1:
        row = next(row for row, flags in enumerate(evaluation.flags_shown) if flags)
        name = name_in_text(evaluation.candidates[row].name)
        return f"{where}, on {name}" if where else f"The only flag is raised on {name}"
    who = _who(evaluation, total, "" if where else " flags")
    return sentence(f"{where}; {who}" if where else who)


def _where(evaluation: Evaluation, total: int) -> str:
    """The group of questions with the most flags; '' where there is one group only."""
    groups = {group.id: mid_sentence(group.title) for group in evaluation.catalogue.groups}
    if len(groups) == 1:
        return ""
    questions = evaluation.catalogue.questions_by_id
    counts = Counter(
        questions[finding.rule.reads].group for flags in evaluation.flags_shown for finding in flags
    )
    most = max(counts.values())
    named = [title for group_id, title in groups.items() if counts[group_id] == most]
    if total == 1:
        return f"The only flag falls under {named[0]}"
    if len(counts) == 1:
        return f"{'both' if total == 2 else f'all {total}'} flags fall under {named[0]}"
    each = " each" if len(named) > 1 else ""
    return f"the most flags fall under {joined(named)}: {most} of {total}{each}"


def _who(evaluation: Evaluation, total: int, flags: str) -> str:
    """Whoever carries the most; `flags` is the noun, '' where it has just been said."""
    counts = [len(shown) for shown in evaluation.flags_shown]
    most = max(counts)
    rows = [row for row, count in enumerate(counts) if count == most]
    names = joined([name_in_text(evaluation.candidates[row].name) for row in rows])
    if most == total:
        return f"{names} carries {'both' if total == 2 else f'all {total}'}{flags}"
    if len(rows) == len(counts):
        return f"every candidate carries {most}{flags}"
    if len(rows) > 1:
        return f"{names} carry the most{flags}, {most} each"
    return f"{names} carries the most{flags}, {most} of {total}"


def _text_alternative(evaluation: Evaluation, families: Sequence[Family]) -> str:
    gravest = families[0]
    whom = [
        name_in_text(evaluation.candidates[row].name)
        for row, finding in enumerate(gravest.findings)
        if finding.is_raised
    ]
    first = (
        f"the gravest, {mid_sentence(gravest.title)}, is raised on {joined(whom)}"
        if whom
        else "none is raised"
    )
    raised = sum(len(flags) for flags in evaluation.flags_shown)
    unknown = sum(family.count(State.UNKNOWN) for family in families)
    return (
        f"A grid of {counted(len(families), 'matter', 'matters')} by "
        f"{counted(len(evaluation.candidates), 'candidate')}: {counted(raised, 'red flag')} "
        f"raised, {unknown} unknown; {first}."
    )
