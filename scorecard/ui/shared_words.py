"""The shared page in words: what the link shows and leaves out, and how the method works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scorecard.catalogue import ASSUMPTION, Catalogue
from scorecard.evaluation import Evaluation
from scorecard.model import OpenPolicy
from scorecard.red_flags import Finding, number_in_words
from scorecard.scoring import GateState
from scorecard.sentences import joined
from scorecard.sharing import SharedView

GATE_WORDS = {
    GateState.PASS: "passed",
    GateState.FAIL: "failed",
    GateState.OPEN: "still open",
    GateState.WAIVED: "waived",
}


def left_out_remarks(view: SharedView) -> tuple[str, ...]:
    """What the link does not show, so that nobody takes silence for a clean record."""
    remarks = []
    if view.scope.names_hidden:
        remarks.append(
            "Names are hidden: every candidate keeps its letter, and nothing that somebody typed "
            "is shown."
        )
    if not view.scope.flags:
        remarks.append("Red flags are not part of this link.")
    if not view.scope.costs:
        remarks.append("Rates and other amounts of money are not part of this link.")
    if not view.is_broken_down:
        remarks.append(
            "Values by criterion are left out, because the valuation of each price could be "
            "worked out from them."
        )
    if not view.scope.evidence:
        quoted = ", except figures quoted in a red flag" if view.scope.flags else ""
        remarks.append(f"Answers and the evidence behind them are not part of this link{quoted}.")
    return tuple(remarks)


def figures_of(finding: Finding) -> str:
    """`22 %, threshold 18 %` or `weeks: 2, threshold 4`; '' for a flag without a number."""
    if not isinstance(finding.value, int | float):
        return ""
    is_sign = not finding.unit[:1].isalpha()
    after = f" {finding.unit}" if finding.unit and is_sign else ""
    before = "" if is_sign else f"{finding.unit}: "
    number = f"{before}{number_in_words(finding.value)}{after}"
    if finding.threshold is None:
        return number
    return f"{number}, threshold {number_in_words(finding.threshold)}{after}"


def flags_in_words(findings: Iterable[Finding]) -> str:
    """`11 major and 4 minor flags`, the gravest first."""
    counts = Counter(finding.rule.severity for finding in findings)
    gravest_first = sorted(counts, key=lambda severity: -severity.strength)
    named = joined([f"{counts[severity]} {severity.value}" for severity in gravest_first])
    return f"{named} flag{'' if counts.total() == 1 else 's'}"


def undecided_in_words(clear: int, unknown: int) -> str:
    """`1 matter is clear, 2 cannot be decided yet.`; unknown is not clear."""
    counted = f"{clear or 'No'} {'matter is' if clear < 2 else 'matters are'} clear"
    return f"{counted}, {unknown} cannot be decided yet." if unknown else f"{counted}."


def sources_of(source_ids: Iterable[str], catalogue: Catalogue) -> str:
    """Titles of the sources, in order; an assumption says so."""
    known = catalogue.sources_by_id
    return "; ".join(
        "assumption" if i == ASSUMPTION else known[i].title if i in known else i for i in source_ids
    )


def method_paragraphs(evaluation: Evaluation) -> tuple[str, ...]:
    """How the ranking came about, in the words of these data."""
    counts = "50 (neutral)" if evaluation.open_policy is OpenPolicy.NEUTRAL else "0 (worst)"
    tie_break = evaluation.selection.brief.tie_break
    equal = "the declared tie-break decides between them" if tie_break else "they share a rank"
    return (
        "Each criterion turns answers into a value from 0 to 100 between two anchors that were "
        "fixed before any candidate was entered. The overall value is the sum of weight × value, "
        "with the same weights for all; no candidate's value depends on another's.",
        f"An answer that is still open counts {counts} in the headline; the range shows what it "
        "may still become. A refusal or no reply counts 0. Coverage is the share of the weight "
        "that no answer to come can change.",
        "As evidenced, a bare claim counts no better than an open answer; only what is documented, "
        "verified or seen by the buyer counts in full.",
        "A failed gate takes a candidate out of the ranking; an open gate makes its place "
        f"conditional. Red flags warn and never change a value. On equal overall values {equal}.",
    )
