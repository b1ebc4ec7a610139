"""The ranking as a table and as bars with ranges, possible ranks and what the evidence supports."""

from __future__ import annotations

from dataclasses import dataclass

from scorecard.catalogue import Severity
from scorecard.charts import ranking_chart
from scorecard.charts.palette import EXCLUDED_GREY, INK_ON_LIGHT, candidate_colour
from scorecard.charts.wording import decimal
from scorecard.coverage import whole_pct_covered
from scorecard.report.plot import VALUES, KeyEntry, Mark, Plot, PlotRow
from scorecard.report.subject import Subject
from scorecard.scoring import GateState
from scorecard.sentences import (
    flag_counts,
    has_red_flag_rules,
    overall_in_words,
    possible_ranks_in_words,
    rank_in_words,
    unknown_families,
)
from scorecard.shortlisting import shortlist_remark


@dataclass(frozen=True)
class Badge:
    """A word with a tone: critical, major, minor, good or plain."""

    text: str
    tone: str


@dataclass(frozen=True)
class RankedRow:
    """One candidate's line of the table; rank is '–' for a candidate that is not ranked."""

    rank: str
    name: str
    overall: str
    range: str
    possible: str
    evidenced: str
    coverage: str
    gates: Badge
    gate_reasons: tuple[str, ...]
    flags: tuple[Badge, ...]
    is_shortlisted: bool
    shortlist_remark: str
    override: str
    is_out: bool


def ranked_rows(subject: Subject) -> tuple[RankedRow, ...]:
    """A line a candidate, in the order of the ranking."""
    return tuple(_ranked(subject, row) for row in subject.rows)


def _ranked(subject: Subject, row: int) -> RankedRow:
    evaluation = subject.evaluation
    candidate = evaluation.candidates[row]
    is_ranked = bool(evaluation.rank[row] > 0)
    evidenced = decimal(float(evaluation.overall_evidenced[row]))
    if is_ranked:
        evidenced += f" ({evaluation.rank_evidenced[row]})"
    by = f" ({candidate.override_by})" if candidate.override_by else ""
    return RankedRow(
        rank=rank_in_words(evaluation, row),
        name=candidate.name,
        overall=overall_in_words(evaluation, row),
        range=_range(subject, row),
        possible=_possible_ranks(subject, row) if is_ranked else "–",
        evidenced=evidenced,
        coverage=_coverage(subject, row),
        gates=gate_badge(subject, row),
        gate_reasons=_gate_reasons(subject, row),
        flags=flag_badges(subject, row) if subject.shows_flags else (),
        is_shortlisted=candidate.shortlisted,
        shortlist_remark=shortlist_remark(evaluation, row),
        override=f"{candidate.override_reason}{by}" if candidate.override_reason else "",
        is_out=not is_ranked,
    )


def _coverage(subject: Subject, row: int) -> str:
    if subject.evaluation.nothing_answered[row]:
        return "no answers yet"
    return f"{whole_pct_covered(subject.evaluation.coverage_pct[row])} %"


def _range(subject: Subject, row: int) -> str:
    low = decimal(float(subject.evaluation.overall_low[row]))
    high = decimal(float(subject.evaluation.overall_high[row]))
    return low if low == high else f"{low}–{high}"


def _possible_ranks(subject: Subject, row: int) -> str:
    """`2` or `1–3`."""
    best, worst = subject.evaluation.rank_best[row], subject.evaluation.rank_worst[row]
    return f"{best}" if best == worst else f"{best}–{worst}"


def gate_badge(subject: Subject, row: int) -> Badge:
    """How the candidate stands with the gates in force."""
    states = [result.state for result in subject.evaluation.gates[row]]
    failed, still_open = states.count(GateState.FAIL), states.count(GateState.OPEN)
    if failed:
        return Badge(f"✕ {failed} failed", "critical")
    if still_open:
        return Badge(f"○ {still_open} open", "major")
    passed = states.count(GateState.PASS)
    return Badge(f"✓ {passed} passed", "good") if passed else Badge("none in force", "plain")


def _gate_reasons(subject: Subject, row: int) -> tuple[str, ...]:
    words = {GateState.FAIL: "failed", GateState.OPEN: "still open"}
    return tuple(
        f"{result.title}: {words[result.state]}, {result.reason}"
        for state in words
        for result in subject.evaluation.gates[row]
        if result.state is state
    )


def flag_badges(subject: Subject, row: int) -> tuple[Badge, ...]:
    """The counts of raised flags by severity; without any, whether all is clear or unknown."""
    if not has_red_flag_rules(subject.evaluation):
        return (Badge("no rules", "plain"),)
    counts = flag_counts(subject.evaluation, row)
    badges = tuple(
        Badge(f"{SEVERITY_CHARACTERS[severity]} {count} {severity.value}", severity.value)
        for severity, count in counts.items()
        if count
    )
    unknown = len(unknown_families(subject.evaluation, row))
    if badges:
        return badges
    return (Badge(f"○ {unknown} unknown", "plain") if unknown else Badge("✓ none", "good"),)


SEVERITY_CHARACTERS = {Severity.CRITICAL: "◆", Severity.MAJOR: "▲", Severity.MINOR: "■"}


def ranking_plot(subject: Subject) -> Plot:
    """Bars of the overall value, best first, and below a line whoever is not ranked."""
    evaluation = subject.evaluation
    above = len(subject.rows) - len(evaluation.excluded_order)
    title = ranking_chart(evaluation).title if subject.shows_breakdown else subject.lead.rstrip(".")
    return Plot(
        title=title,
        rows=tuple(
            _bar(subject, row, starts_rest=place == above) for place, row in enumerate(subject.rows)
        ),
        ticks=VALUES.ticks,
        key=(
            KeyEntry("bar", "overall value"),
            KeyEntry("whisker", "lowest to highest possible"),
            KeyEntry("diamond", "as evidenced: bare claims count as open"),
        ),
    )


def _bar(subject: Subject, row: int, *, starts_rest: bool) -> PlotRow:
    evaluation = subject.evaluation
    low, high = float(evaluation.overall_low[row]), float(evaluation.overall_high[row])
    overall = float(evaluation.overall[row])
    evidenced = float(evaluation.overall_evidenced[row])
    is_ranked = bool(evaluation.rank[row] > 0)
    colour = candidate_colour(evaluation.candidates[row]) if is_ranked else EXCLUDED_GREY
    line = _ranked(subject, row)
    words = [f"{line.range} possible"]
    if is_ranked:
        words.append(possible_ranks_in_words(evaluation, row))
    rank = f", rank {evaluation.rank_evidenced[row]}" if is_ranked else ""
    words.append(f"as evidenced {decimal(evidenced)}{rank}")
    remark = " · ".join(words)
    return PlotRow(
        name=subject.short_name(row),
        number=line.overall,
        remark=remark,
        marks=(
            Mark("bar", 0.0, VALUES.at(overall), colour=colour, is_pale=not is_ranked),
            Mark("whisker", VALUES.at(low), VALUES.at(high) - VALUES.at(low), colour=INK_ON_LIGHT),
            Mark("diamond", VALUES.at(evidenced), colour=INK_ON_LIGHT),
        ),
        description=f"{subject.name(row)}: {line.overall} of 100, {remark}",
        place=line.rank if is_ranked else "",
        divider="Out of the ranking: a gate is not met" if starts_rest else "",
        is_out=not is_ranked,
    )
