"""The evaluation as text for a terminal: the sentence, the table, and the reasons under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scorecard.catalogue import Severity
from scorecard.cli.faults import one_line
from scorecard.cli.standing import rows_in_order
from scorecard.cli.table import text_table
from scorecard.coverage import whole_pct_covered
from scorecard.evaluation import Evaluation
from scorecard.model import OpenPolicy
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE, GateState
from scorecard.sentences import (
    flag_counts,
    has_open_gate,
    has_red_flag_rules,
    overall_in_words,
    rank_in_words,
    ranking_sentence,
    unknown_families,
)

HEADINGS = (
    "Rank",
    "Candidate",
    "Overall value",
    "Low–high",
    "Possible ranks",
    "As evidenced",
    "Coverage",
    "Gates",
    "Red flags",
)
RIGHT_ALIGNED = ("Rank", "Overall value", "Low–high", "Coverage")


def ranking_text(evaluation: Evaluation) -> str:
    """Everything that a reader of the ranking needs, one decimal for values 0–100."""
    sections = [
        "\n".join(one_line(line) for line in _heading(evaluation)),
        _table(evaluation),
        _section("Excluded by a gate", _gate_lines(evaluation, GateState.FAIL)),
        _section("Conditional on an open gate", _gate_lines(evaluation, GateState.OPEN)),
        _section("Red flags raised", _flag_lines(evaluation)),
        _section("Criteria that are out for all candidates", _out_lines(evaluation)),
    ]
    return "\n\n".join(section for section in sections if section)


def _heading(evaluation: Evaluation) -> Iterator[str]:
    selection = evaluation.selection
    yield selection.title
    yield ranking_sentence(evaluation)
    if evaluation.is_provisional:
        yield "This ranking is provisional: responses are still open."
    counts_as = NEUTRAL_VALUE if evaluation.open_policy is OpenPolicy.NEUTRAL else WORST_VALUE
    yield (
        f"As of {evaluation.as_of.isoformat()} · revision {evaluation.revision} · catalogue "
        f"{evaluation.catalogue.version} · an open answer counts {counts_as:g} in the overall value"
    )
    if has_open_gate(evaluation):
        yield "Possible ranks take open gates as passed."


def _table(evaluation: Evaluation) -> str:
    if not evaluation.candidates:
        return ""
    return text_table(
        HEADINGS, [_row(evaluation, row) for row in rows_in_order(evaluation)], RIGHT_ALIGNED
    )


def _row(evaluation: Evaluation, row: int) -> tuple[str, ...]:
    rank, best, worst = (
        int(ranks[row]) for ranks in (evaluation.rank, evaluation.rank_best, evaluation.rank_worst)
    )
    evidenced = f"{evaluation.overall_evidenced[row]:.1f}"
    if rank:
        evidenced += f" (rank {evaluation.rank_evidenced[row]})"
    return (
        rank_in_words(evaluation, row),
        evaluation.candidates[row].name,
        overall_in_words(evaluation, row),
        f"{evaluation.overall_low[row]:.1f}–{evaluation.overall_high[row]:.1f}",
        "–" if not rank else str(best) if best == worst else f"{best}–{worst}",
        evidenced,
        "no answers yet"
        if evaluation.nothing_answered[row]
        else f"{whole_pct_covered(evaluation.coverage_pct[row])} %",
        _gates_in_words(evaluation, row),
        _flags_in_words(evaluation, row),
    )


def _gates_in_words(evaluation: Evaluation, row: int) -> str:
    states = [result.state for result in evaluation.gates[row]]
    if not states:
        return "none set"
    counted = [
        f"{states.count(state)} {word}"
        for state, word in ((GateState.FAIL, "failed"), (GateState.OPEN, "open"))
        if state in states
    ]
    return ", ".join(counted) or "passed"


def _flags_in_words(evaluation: Evaluation, row: int) -> str:
    if not has_red_flag_rules(evaluation):
        return "no rules"
    counts = flag_counts(evaluation, row)
    raised = [f"{counts[severity]} {severity.value}" for severity in Severity if counts[severity]]
    unknown = len(unknown_families(evaluation, row))
    text = ", ".join(raised) or "none raised"
    return f"{text}; {unknown} unknown" if unknown else text


def _gate_lines(evaluation: Evaluation, state: GateState) -> Iterator[str]:
    for row in rows_in_order(evaluation):
        for result in evaluation.gates[row]:
            if result.state is state:
                yield f"{evaluation.candidates[row].name}: {result.title}: {result.reason}"


def _flag_lines(evaluation: Evaluation) -> Iterator[str]:
    for row in rows_in_order(evaluation):
        for finding in evaluation.flags_shown[row]:
            name, rule = evaluation.candidates[row].name, finding.rule
            yield f"{name} · {rule.severity.value} · {finding.message} Ask: {rule.ask_next}"


def _out_lines(evaluation: Evaluation) -> Iterator[str]:
    for out in evaluation.criteria_out:
        yield f"{out.criterion.title}: {out.reason}"


def _section(title: str, lines: Iterable[str]) -> str:
    indented = [f"  {one_line(line)}" for line in lines]
    return "\n".join([title, *indented]) if indented else ""
