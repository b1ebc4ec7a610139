"""Critical flags in a few words: silence about what nobody knows yet is not called clear."""

from __future__ import annotations

from collections.abc import Iterable

from scorecard.catalogue import Severity
from scorecard.evaluation import Evaluation
from scorecard.red_flags import State
from scorecard.sentences import NO_RULES, has_red_flag_rules


def critical_flags_words(evaluation: Evaluation, rows: Iterable[int] | None = None) -> str:
    """`3 critical flags`, `no critical flag`, `no critical flag so far`, `no red-flag rules`.

    Of the candidates in these rows, by default of all. “So far” stands while a critical rule
    cannot be decided for one of them.
    """
    if not has_red_flag_rules(evaluation):
        return NO_RULES
    chosen = range(len(evaluation.candidates)) if rows is None else tuple(rows)
    count = sum(len(evaluation.critical_flags(row)) for row in chosen)
    if count:
        return f"{count} critical flag{'s'[: count > 1]}"
    undecided = any(
        finding.rule.severity is Severity.CRITICAL and finding.state is State.UNKNOWN
        for row in chosen
        for finding in evaluation.findings[row]
    )
    return "no critical flag so far" if undecided else "no critical flag"
