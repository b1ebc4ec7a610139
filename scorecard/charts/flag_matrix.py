"""Red flags: candidate × rule, with the gravest outcome of each family of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.flag_matrix_figure import Family, flag_matrix_figure, state_words
from scorecard.charts.reading import NO_CANDIDATES, all_rows
from scorecard.charts.wording import counted, joined, mid_sentence, name_in_text
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
            "This scorecard has no red flags",
            "it brought criteria but no red-flag rules; a selection opened from a profile has them",
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
        families.append(Family(_family_title(deciding), deciding))
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


def _family_title(findings: Sequence[Finding]) -> str:
    return _deciding(findings).rule.title


def _title(evaluation: Evaluation, families: Sequence[Family]) -> str:
    raised = [len(flags) for flags in evaluation.flags_shown]
    unknown = sum(family.count(State.UNKNOWN) for family in families)
    ending = f"; {unknown} unknown" if unknown else ""
    if not any(raised):
        return (
            f"No red flag is raised, but {unknown} are unknown"
            if unknown > 1
            else ("No red flag is raised, but 1 is unknown")
        )
    carriers = sum(count > 0 for count in raised)
    whom = f"all {len(raised)}" if carriers == len(raised) else f"{carriers} of {len(raised)}"
    critical = sum(
        bool(evaluation.critical_flags(row)) for row in range(len(evaluation.candidates))
    )
    if len(evaluation.candidates) == 1:
        name = name_in_text(evaluation.candidates[0].name)
        number = len(evaluation.critical_flags(0))
        grave = f", {number} of them critical" if number else ", none of them critical"
        return f"{counted(raised[0], 'red flag')} raised on {name}{grave}{ending}"
    grave = (
        f"; {counted(critical, 'carries', 'carry')} a critical one"
        if critical
        else "; none is critical"
    )
    return f"{counted(sum(raised), 'red flag')} raised on {whom} candidates{grave}{ending}"


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
    return (
        f"A grid of {counted(len(families), 'red flag')} by "
        f"{counted(len(evaluation.candidates), 'candidate')}; {first}."
    )
