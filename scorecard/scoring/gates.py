"""Gates: pass, fail, open or waived for each candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scorecard.catalogue import (
    AllOf,
    AnyOf,
    Catalogue,
    Condition,
    Covers,
    Gate,
    NotShared,
    ValidDocument,
    Within,
    questions_read,
)
from scorecard.facts import Case, Truth, decide
from scorecard.model import Brief, Status

WAIVED_ON_THE_BRIEF = "waived on the brief"
_MARKED_NOT_APPLICABLE = "only the brief waives it; marked not applicable"
_OLD_MARKED_NOT_APPLICABLE = "marked not applicable ("


class GateState(StrEnum):
    """What a gate comes to; only `fail` excludes, `open` makes a place conditional."""

    PASS = "pass"  # noqa: S105 - a state, not a password
    FAIL = "fail"
    OPEN = "open"
    WAIVED = "waived"


@dataclass(frozen=True)
class GateInForce:
    """A gate that this brief makes necessary, for one of its entries where it has several."""

    gate: Gate
    item: str
    title: str
    waiver_reason: str


@dataclass(frozen=True)
class GateResult:
    """One gate for one candidate, and why.

    public_reason: why in fixed words, for anybody; answer_detail: what decided it, which may quote
    the candidate's answer or the brief's entries; buyers_words: what the buyer wrote in setting an
    answer or the gate aside, which neither the candidate nor a stakeholder is told.
    """

    in_force: GateInForce
    state: GateState
    public_reason: str
    answer_detail: str = ""
    buyers_words: str = ""

    @property
    def reason(self) -> str:
        """Why, with everything that is known: for the buyer's own pages and files."""
        return self.told_reason + (f": {self.buyers_words}" if self.buyers_words else "")

    @property
    def told_reason(self) -> str:
        """Why, as the candidate itself may be told."""
        return self.public_reason + (f": {self.answer_detail}" if self.answer_detail else "")

    @property
    def title(self) -> str:
        """The gate's title with its entry of the brief filled in."""
        return self.in_force.title


def gates_in_force(catalogue: Catalogue, brief: Brief) -> tuple[GateInForce, ...]:
    """The gates that the brief makes necessary or switches on, one for each of its entries."""
    settings = {setting.gate_id: setting for setting in brief.gate_settings}
    titles = {framework.id: framework.title for framework in catalogue.frameworks}
    result = []
    for gate in catalogue.gates:
        setting = settings.get(gate.id)
        waived = setting.reason if setting is not None and setting.state == "waived" else ""
        if gate.applies == "opt_in":
            if setting is not None and setting.state == "on":
                result.append(GateInForce(gate, "", gate.title, ""))
            continue
        entries = _each_once(getattr(brief, gate.for_each))
        if not entries:
            continue
        if not _names_item(gate.passes_when):
            title = gate.title.replace("$item", ", ".join(entries))
            result.append(GateInForce(gate, "", title, waived))
            continue
        for entry in entries:
            title = gate.title.replace("$item", titles.get(entry, entry))
            result.append(GateInForce(gate, entry, title, waived))
    return tuple(result)


def _each_once(entries: Iterable[str]) -> tuple[str, ...]:
    """Entries that differ in case alone are one: “German” and “german” make one gate."""
    first = {entry.casefold(): entry for entry in reversed(tuple(entries))}
    return tuple(dict.fromkeys(first[entry.casefold()] for entry in entries))


def entries_of_the_brief(question_id: str, catalogue: Catalogue, brief: Brief) -> tuple[str, ...]:
    """The brief's entries that a gate compares with what is typed in answer to a question."""
    fields = [
        field
        for gate in catalogue.gates
        for field in _fields_compared(gate.passes_when, question_id, gate.for_each)
    ]
    entries = [entry for field in dict.fromkeys(fields) if field for entry in getattr(brief, field)]
    return tuple(dict.fromkeys(entries))


def _fields_compared(condition: Condition, question_id: str, for_each: str) -> list[str]:
    match condition:
        case AnyOf() | AllOf():
            parts = condition.conditions
            return [f for part in parts for f in _fields_compared(part, question_id, for_each)]
        case Covers() if condition.question == question_id and "$item" in condition.items:
            return [for_each]
        case Within() if condition.question == question_id:
            return [condition.brief_field]
        case _:
            return []


def judge_gates(gates: tuple[GateInForce, ...], case: Case) -> tuple[GateResult, ...]:
    """Every gate in force for one candidate."""
    return tuple(_judge(in_force, case) for in_force in gates)


def _judge(in_force: GateInForce, case: Case) -> GateResult:
    if in_force.waiver_reason:
        return GateResult(
            in_force, GateState.WAIVED, WAIVED_ON_THE_BRIEF, buyers_words=in_force.waiver_reason
        )
    gate = in_force.gate
    if _has(Status.REFUSED, case, (gate.reads,)) or _refusal_settles(
        gate.passes_when, case, in_force.item
    ):
        return GateResult(in_force, GateState.FAIL, "refused to answer")
    questions = tuple(dict.fromkeys((gate.reads, *questions_read(gate.passes_when))))
    decision = decide(gate.passes_when, case, in_force.item)
    undecided = decision.truth is Truth.UNKNOWN
    if _has(Status.NO_REPLY, case, questions if undecided else (gate.reads,)):
        return GateResult(in_force, GateState.OPEN, "no reply by the deadline")
    if decision.truth is Truth.NOT_APPLICABLE:
        answers = [case.answer(question) for question in questions]
        given = next((a.not_applicable_reason for a in answers if a.not_applicable_reason), "")
        return GateResult(in_force, GateState.OPEN, _MARKED_NOT_APPLICABLE, buyers_words=given)
    if decision.truth is Truth.FALSE:
        reason = "does not meet the minimum"
        return GateResult(in_force, GateState.FAIL, reason, decision.detail)
    if decision.truth is Truth.UNKNOWN:
        return GateResult(in_force, GateState.OPEN, "not shown yet", decision.detail)
    weakest = min(
        (case.answer(q).evidence_on(case.as_of) for q in questions_read(gate.passes_when)),
        key=lambda evidence: evidence.strength,
    )
    if not weakest.meets(gate.minimum_evidence):
        needed = gate.minimum_evidence.value
        held = "an expired document" if _has_expired(case, gate) else f"only {weakest.value}"
        return GateResult(in_force, GateState.OPEN, f"{held}; must be {needed}")
    return GateResult(in_force, GateState.PASS, f"met, {weakest.value}")


def told_of_old_reason(reason: str) -> str:
    """What may be told of a reason that was kept as one text, before its parts were kept apart."""
    if reason.startswith(_OLD_MARKED_NOT_APPLICABLE):
        return _MARKED_NOT_APPLICABLE
    return WAIVED_ON_THE_BRIEF if reason.startswith(WAIVED_ON_THE_BRIEF) else reason


def _has(status: Status, case: Case, questions: tuple[str, ...]) -> bool:
    return any(case.answer(question).status is status for question in questions)


def _refusal_settles(condition: Condition, case: Case, item: str) -> bool:
    """Whether the condition cannot hold any more because something that it reads was refused."""
    match condition:
        case AllOf():
            return any(_refusal_settles(part, case, item) for part in condition.conditions)
        case AnyOf():
            settled = [_refusal_settles(part, case, item) for part in condition.conditions]
            return any(settled) and all(
                lost or decide(part, case, item).truth is Truth.FALSE
                for part, lost in zip(condition.conditions, settled, strict=True)
            )
        case NotShared():
            return False
        case _:
            return _has(Status.REFUSED, case, questions_read(condition))


def _has_expired(case: Case, gate: Gate) -> bool:
    answer = case.answer(gate.reads)
    return answer.evidence is not answer.evidence_on(case.as_of)


def _names_item(condition: Condition) -> bool:
    match condition:
        case AnyOf() | AllOf():
            return any(_names_item(part) for part in condition.conditions)
        case Covers():
            return "$item" in condition.items
        case ValidDocument():
            return condition.document_type == "$item"
        case _:
            return False
