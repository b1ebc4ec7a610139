"""The method, gates, evidence and value functions in words, the same on every sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scorecard.catalogue import (
    ASSUMPTION,
    Anchor,
    Catalogue,
    ChecklistValue,
    CriterionInput,
    DerivedValue,
    LevelsValue,
    PointsValue,
    PriceValue,
    Question,
    RatingValue,
)
from scorecard.excel.scope import Disclosure
from scorecard.model import (
    Answer,
    Brief,
    Candidate,
    Evidence,
    OpenPolicy,
    Phase,
    PriceFormula,
    Status,
)
from scorecard.scoring import NEUTRAL_VALUE, WORST_VALUE, GateResult, GateState

PHASE_WORDS = {
    Phase.PREPARING: "preparing",
    Phase.COLLECTING: "collecting responses",
    Phase.CLOSED: "responses closed",
    Phase.DECIDED: "decided",
}
PRICE_WORDS = {
    PriceFormula.LOWEST_PROPORTIONAL: "100 × lowest rate ÷ rate",
    PriceFormula.LINEAR: "100 × (2 − rate ÷ lowest rate), at least 0",
}
GATE_SIGNS = {
    GateState.PASS: "✓",
    GateState.FAIL: "✕",
    GateState.OPEN: "○",
    GateState.WAIVED: "–",
}


def open_policy_in_words(policy: OpenPolicy) -> str:
    """`50 (neutral)` or `0 (worst)`."""
    value = NEUTRAL_VALUE if policy is OpenPolicy.NEUTRAL else WORST_VALUE
    return f"{value:g} ({policy.value})"


def sources_in_words(source_ids: Iterable[str], catalogue: Catalogue) -> str:
    """Titles of the sources; an assumption says so."""
    titles = []
    for source_id in source_ids:
        source = catalogue.sources_by_id.get(source_id)
        if source_id == ASSUMPTION:
            titles.append("assumption, no source")
        else:
            titles.append(source_id if source is None else source.title)
    return "; ".join(titles)


def evidence_in_words(question: Question, answer: Answer, as_of: date) -> str:
    """The evidence that counts on `as_of`; '' where nothing is answered."""
    if answer.status is not Status.ANSWERED:
        return ""
    if question.observed:
        return f"{Evidence.VERIFIED.value} (seen by the buyer)"
    counted = answer.evidence_on(as_of)
    if counted is not answer.evidence:
        return f"{counted.value} (document expired)"
    return counted.value


def verification_in_words(answer: Answer) -> str:
    """Who verified, how and when; '' where nobody did."""
    if answer.verification is None:
        return ""
    done = answer.verification
    return f"{done.verified_by}, {done.method}, {done.verified_on.isoformat()}"


def override_in_words(candidate: Candidate) -> str:
    """The reason for shortlisting in spite of a critical flag and who gave it; '' without one."""
    if not candidate.override_reason:
        return ""
    by = f" ({candidate.override_by})" if candidate.override_by else ""
    return f"{candidate.override_reason}{by}"


def gates_in_words(disclosure: Disclosure, candidate_row: int, *, brief: bool = False) -> str:
    """How the candidate stands with the gates in force, with a sign for each outcome.

    A line for each gate that is not met or still open; `brief` only counts them.
    """
    results = disclosure.evaluation.gates[candidate_row]
    if not results:
        return "no gate in force"
    failed = [g for g in results if g.state is GateState.FAIL]
    still_open = [g for g in results if g.state is GateState.OPEN]
    if not failed and not still_open:
        waived = sum(1 for g in results if g.state is GateState.WAIVED)
        suffix = f", {waived} waived" if waived else ""
        return f"✓ {len(results) - waived} passed{suffix}"
    if brief:
        parts = [f"✕ {len(failed)} failed"] if failed else []
        parts += [f"○ {len(still_open)} open"] if still_open else []
        return ", ".join(parts)
    return "\n".join(gate_in_words(g) for g in (*failed, *still_open))


def gate_in_words(result: GateResult) -> str:
    """`✕ failed: ISO 27001 (does not meet the minimum)`."""
    state = {GateState.FAIL: "failed", GateState.OPEN: "open"}.get(result.state, result.state.value)
    return f"{GATE_SIGNS[result.state]} {state}: {result.title} ({result.reason})"


def value_function_in_words(item: CriterionInput, question: Question, brief: Brief) -> str:
    """The value function with its anchors, as `performance → value`."""
    function = item.value
    match function:
        case PointsValue():
            return f"Linear between {_anchors(function.points, question.unit)}"
        case DerivedValue():
            figure = function.figure.label or function.figure.name.replace("_", " ")
            return f"Derived figure “{figure}”: {_anchors(function.points, function.unit)}"
        case LevelsValue():
            levels = [
                f"{question.option_label(option)} → {value:g}"
                for option, value in function.levels.items()
            ]
            return "; ".join(levels)
        case ChecklistValue():
            total = sum(function.item_points.values())
            items = [
                f"{question.option_label(item_id)} {100 * points / total:.0f}"
                for item_id, points in function.item_points.items()
            ]
            return f"Sum of the items ticked: {'; '.join(items)}"
        case RatingValue():
            return "Rating against the descriptors: 0 → 0, 5 → 100, linear"
        case PriceValue():
            return _price(function, brief)


def _anchors(points: tuple[Anchor, ...], unit: str) -> str:
    return ", ".join(f"{p.performance:g} {unit} → {p.value:g}" for p in points)


def _price(price: PriceValue, brief: Brief) -> str:
    if brief.price_formula is not PriceFormula.ANCHORED:
        formula = PRICE_WORDS[brief.price_formula]
        return f"{formula}. Relative: it makes values depend on the other candidates"
    target, ceiling = price.target_and_ceiling(brief)
    if target is None or ceiling is None:
        return "Linear between the brief's target and ceiling, which are not both set"
    return (
        f"Linear between target {brief.currency} {target:,.2f} {price.unit} → 100 "
        f"and ceiling {brief.currency} {ceiling:,.2f} {price.unit} → 0"
    )
