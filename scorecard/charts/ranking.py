"""Ranked bars with the range that open answers leave, and what the evidence alone supports."""

from __future__ import annotations

from collections.abc import Sequence

from scorecard.charts.chart import Chart, empty_chart, table
from scorecard.charts.ranking_figure import ranking_figure
from scorecard.charts.reading import NO_CANDIDATES, all_rows
from scorecard.charts.wording import (
    counted,
    decimal,
    joined,
    name_in_text,
    nothing_ranked,
    provisional,
    sentence,
    title_in_text,
)
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.sentences import deciding_group, lead_in_words

_COLUMNS = (
    "Rank",
    "Candidate",
    "Overall value",
    "Lowest possible",
    "Highest possible",
    "As evidenced",
    "Best rank",
    "Worst rank",
    "Coverage %",
    "Critical flags",
    "Gates",
)


def ranking_chart(evaluation: Evaluation) -> Chart:
    """Horizontal ranked bars; candidates that a gate excludes stand below a line, in grey."""
    if not evaluation.candidates:
        return empty_chart("No candidates yet", NO_CANDIDATES, _COLUMNS)
    if evaluation.nothing_ranked_because:
        return empty_chart("Nothing is ranked", nothing_ranked(evaluation), _COLUMNS)
    rows = all_rows(evaluation)
    return Chart(
        figure=ranking_figure(evaluation, rows),
        title=_title(evaluation),
        text_alternative=_text_alternative(evaluation, rows),
        table=table(_COLUMNS, [_record(evaluation, row) for row in rows]),
    )


def _names(evaluation: Evaluation, rows: Sequence[int]) -> str:
    return joined([name_in_text(evaluation.candidates[row].name) for row in rows])


def _title(evaluation: Evaluation) -> str:
    ranked = evaluation.ranked_order
    if evaluation.leader_withheld_because:
        end = "; responses are still open" if evaluation.is_provisional else ""
        return f"No leader yet: {evaluation.leader_withheld_because}{end}"
    leaders = evaluation.leaders
    value = decimal(evaluation.overall[leaders[0]])
    start, first = provisional(evaluation), name_in_text(evaluation.candidates[leaders[0]].name)
    if len(ranked) == 1:
        out = len(evaluation.excluded_order)
        others = f"; {counted(out, 'other is', 'others are')} excluded by a gate" if out else ""
        return f"{start}{first} is the only candidate ranked, at {value} of 100{others}"
    if len(leaders) > 1:
        return f"{start}{_names(evaluation, leaders)} share the lead at {value}"
    if len(evaluation.level_with_first) > 1:
        level = _names(evaluation, evaluation.level_with_first)
        return f"{start}{level} are equal at {value}; the tie-break puts {first} first"
    seconds = [row for row in ranked if evaluation.rank[row] == evaluation.rank[ranked[1]]]
    lead = f"{first} leads {_names(evaluation, seconds)} by {lead_in_words(evaluation)}"
    return f"{start}{lead}{_decided_by(evaluation)}"


def _decided_by(evaluation: Evaluation) -> str:
    decider = deciding_group(evaluation, *evaluation.ranked_order[:2])
    return f"; {title_in_text(evaluation, decider)} decides it" if decider else ""


def _text_alternative(evaluation: Evaluation, rows: Sequence[int]) -> str:
    named = [
        f"{name_in_text(evaluation.candidates[row].name)} {_value_in_words(evaluation, row)} "
        f"(possible {decimal(evaluation.overall_low[row])} to "
        f"{decimal(evaluation.overall_high[row])}"
        f"{', excluded by a gate' if evaluation.is_excluded[row] else ''})"
        for row in rows
    ]
    return sentence(
        f"horizontal bars of the overall value from 0 to 100, best first: {joined(named, 6)}."
    )


def _value_in_words(evaluation: Evaluation, row: int) -> str:
    if evaluation.nothing_answered[row]:
        return "without answers"
    return decimal(evaluation.overall[row])


def _record(evaluation: Evaluation, row: int) -> tuple[object, ...]:
    is_ranked, is_blank = evaluation.rank[row] > 0, evaluation.nothing_answered[row]
    return (
        int(evaluation.rank[row]) if is_ranked else None,
        evaluation.candidates[row].name,
        None if is_blank else round(float(evaluation.overall[row]), 1),
        round(float(evaluation.overall_low[row]), 1),
        round(float(evaluation.overall_high[row]), 1),
        round(float(evaluation.overall_evidenced[row]), 1),
        int(evaluation.rank_best[row]) if is_ranked else None,
        int(evaluation.rank_worst[row]) if is_ranked else None,
        whole_pct_covered(evaluation.coverage_pct[row]),
        len(evaluation.critical_flags(row)),
        _gates(evaluation, row),
    )


def _gates(evaluation: Evaluation, row: int) -> str:
    if evaluation.is_excluded[row]:
        return "excluded"
    if not evaluation.gates[row]:
        return "none in force"
    return "open" if evaluation.is_conditional[row] else "passed"
