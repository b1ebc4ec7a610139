"""The shared page in words: flags and matters counted, and how the method works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scorecard.evaluation import Evaluation
from scorecard.method_words import dependence_sentence, tie_break_sentence, values_sentence
from scorecard.model import OpenPolicy
from scorecard.red_flags import Finding
from scorecard.scoring import GateState
from scorecard.sentences import joined

GATE_WORDS = {
    GateState.PASS: "passed",
    GateState.FAIL: "failed",
    GateState.OPEN: "still open",
    GateState.WAIVED: "waived",
}

RANGES_NOTE = (
    "The ranges rest on what the quotes do not state: low takes the favourable end of what is "
    "assumed for it, high the other. Hatched is what rests on parts that are missing in the price."
)


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


def responses_in_words(evaluation: Evaluation) -> str:
    """Whether responses are open; once closed, that open answers count otherwise than before."""
    if evaluation.is_provisional:
        return ":material/hourglass_top: Provisional while responses are open."
    counts = "half" if evaluation.open_policy is OpenPolicy.NEUTRAL else "nothing"
    return (
        f":material/lock: Responses are closed: an answer that is still open counts {counts} of "
        "its weight, so that values and lead may differ from those while responses were open."
    )


def method_paragraphs(evaluation: Evaluation) -> tuple[str, ...]:
    """How the ranking came about, in the words of these data."""
    counts = "50 (neutral)" if evaluation.open_policy is OpenPolicy.NEUTRAL else "0 (worst)"
    return (
        f"{values_sentence(evaluation)} The overall value is the sum of weight × value, with the "
        f"same weights for all. {dependence_sentence(evaluation)}",
        f"An answer that is still open counts {counts} in the headline; the range shows what it "
        "may still become. A refusal or no reply counts 0. Coverage is the share of the weight "
        "that no answer to come can change.",
        "As evidenced, a bare claim counts no better than an open answer; only what is documented, "
        "verified or seen by the buyer counts in full. It is another count, no part of the "
        "possible range, and may lie below it.",
        "A failed gate takes a candidate out of the ranking; an open gate makes its place "
        "conditional. Red flags warn and never change a value. A tie-break may be declared "
        f"beforehand. {tie_break_sentence(evaluation)}",
    )
