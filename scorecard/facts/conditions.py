"""Decides the catalogue's named predicates on one candidate's case, in three-valued logic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scorecard.catalogue import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Covers,
    Lacks,
    NotShared,
    OneOf,
    ValidDocument,
    Within,
)
from scorecard.facts.case import Case
from scorecard.facts.entries import Likeness, is_unstated, nearest
from scorecard.facts.figures import derive, document_is_valid
from scorecard.facts.language_names import nearest_language
from scorecard.model import Status

_NOTHING_ENTERED = "nothing is entered"


class Truth(StrEnum):
    """What a predicate comes to. Unknown is never read as false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Decision:
    """A predicate decided, with the numbers that decided it."""

    truth: Truth
    value: float | str | None = None
    threshold: float | None = None
    unit: str = ""
    detail: str = ""


def _truth(holds: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE


def decide(condition: Condition, case: Case, item: str = "") -> Decision:
    """Decides `condition` for one candidate; `item` stands for `$item` in a gate's condition."""
    match condition:
        case AnyOf() | AllOf():
            return _combine(condition, case, item)
        case Compare():
            return _compare(condition, case)
        case NotShared():
            status = case.answer(condition.question).status
            if status is Status.NOT_APPLICABLE:
                return Decision(Truth.NOT_APPLICABLE)
            if status is Status.OPEN:
                return Decision(Truth.UNKNOWN)
            refused = status in (Status.REFUSED, Status.NO_REPLY)
            return Decision(_truth(refused), detail=status.value.replace("_", " "))
        case _:
            return _decide_answered(condition, case, item)


def _decide_answered(
    condition: OneOf | Lacks | Covers | Within | ValidDocument, case: Case, item: str
) -> Decision:
    answer = case.answer(condition.question)
    if answer.status is Status.NOT_APPLICABLE:
        return Decision(Truth.NOT_APPLICABLE)
    if answer.status is not Status.ANSWERED:
        return Decision(Truth.UNKNOWN)
    match condition:
        case OneOf():
            chosen = str(answer.value)
            label = case.label(condition.question, chosen)
            return Decision(_truth(chosen in condition.options), value=label)
        case Lacks():
            ticked = case.items(condition.question) or ()
            lacking = [i for i in condition.items if i not in ticked]
            named = "; ".join(case.label(condition.question, i) for i in lacking)
            return Decision(_truth(bool(lacking)), detail=named)
        case Covers():
            return _covers(condition, case, item)
        case Within():
            return _within(condition, case)
        case ValidDocument():
            return _valid_document(condition, case, item)


def _covers(condition: Covers, case: Case, item: str) -> Decision:
    wanted = [item if i == "$item" else i for i in condition.items]
    held = case.items(condition.question) or ()
    if all((condition.question, i) in case.labels for i in wanted):
        # Options of a list are ticked, not typed: nothing ticked is an answer.
        lacking = [i for i in wanted if i not in held]
        return Decision(_truth(not lacking), detail=", ".join(lacking))
    if not held:
        return Decision(Truth.UNKNOWN, detail=_NOTHING_ENTERED)
    # A catalogue without names, such as one that was copied before there were any, compares words.
    is_of_languages = condition.names == "languages" and bool(case.languages)
    found = [
        (nearest_language(i, held, case.languages) if is_of_languages else nearest(i, held), i)
        for i in wanted
    ]
    lacking = [i for near, i in found if near.likeness is Likeness.OTHER]
    if lacking:
        unstated = [i for i in held if is_unstated(i)]
        if unstated:
            return Decision(Truth.UNKNOWN, detail=_entered(unstated))
        return Decision(Truth.FALSE, detail=", ".join(lacking))
    may_be = [
        _may_be(near.entry, i) if near.likeness is Likeness.NEAR else _not_known(near.entry, i)
        for near, i in found
        if near.likeness is not Likeness.SAME
    ]
    return Decision(Truth.UNKNOWN if may_be else Truth.TRUE, detail="; ".join(may_be))


def _within(condition: Within, case: Case) -> Decision:
    allowed = getattr(case.brief, condition.brief_field)
    held = case.items(condition.question) or ()
    if not held:
        return Decision(Truth.UNKNOWN, detail=_NOTHING_ENTERED)
    found = [(i, nearest(i, allowed)) for i in held]
    others = [i for i, near in found if near.likeness is Likeness.OTHER]
    unstated = [i for i in others if is_unstated(i)]
    outside = [i for i in others if i not in unstated]
    if outside:
        return Decision(Truth.FALSE, detail=", ".join(outside))
    may_be = [_may_be(i, near.entry) for i, near in found if near.likeness is Likeness.NEAR]
    undecided = [*may_be, *([_entered(unstated)] if unstated else [])]
    return Decision(Truth.UNKNOWN if undecided else Truth.TRUE, detail="; ".join(undecided))


def _may_be(entry: str, wanted: str) -> str:
    return f"“{entry}” may be {wanted}; enter it as the brief does if it is"


def _not_known(entry: str, wanted: str) -> str:
    return f"asked is {wanted}, and it is not known whether “{entry}” is that language"


def _entered(entries: list[str]) -> str:
    return f"entered is {', '.join(f'“{entry}”' for entry in entries)}"


def _valid_document(condition: ValidDocument, case: Case, item: str) -> Decision:
    wanted = item if condition.document_type == "$item" else condition.document_type
    rows = [r for r in case.rows(condition.question) or () if r.get("document_type") == wanted]
    valid = [row for row in rows if document_is_valid(row, case.as_of)]
    # Catalogues that do not ask for the site have no such cell; a blank one is not known.
    sites = [row.get("covers_site") if "covers_site" in row else "yes" for row in valid]
    if "yes" in sites:
        return Decision(Truth.TRUE, value=wanted)
    if valid:
        off_site = all(site == "no" for site in sites)
        detail = "does not cover the site" if off_site else "not known whether it covers the site"
        return Decision(Truth.UNKNOWN, value=wanted, detail=detail)
    if rows and all(row.get("held") == "no" for row in rows):
        return Decision(Truth.FALSE, value=wanted, detail="not held")
    if not rows:
        return Decision(Truth.UNKNOWN, value=wanted, detail="no document listed")
    return Decision(Truth.UNKNOWN, value=wanted, detail="no scope or date, or no longer in force")


def _compare(condition: Compare, case: Case) -> Decision:
    if condition.figure is not None:
        reads = condition.figure.reads
        figure = derive(condition.figure, case)
        number, detail = figure.number, figure.detail
    else:
        reads, number, detail = (condition.question,), case.number(condition.question), ""
    if any(case.answer(question).status is Status.NOT_APPLICABLE for question in reads):
        return Decision(Truth.NOT_APPLICABLE)
    if number is None:
        return Decision(Truth.UNKNOWN, threshold=condition.threshold, unit=condition.unit)
    holds = {
        "above": number > condition.threshold,
        "at_least": number >= condition.threshold,
        "below": number < condition.threshold,
        "at_most": number <= condition.threshold,
    }[condition.test]
    return Decision(_truth(holds), number, condition.threshold, condition.unit, detail)


def _combine(condition: AnyOf | AllOf, case: Case, item: str) -> Decision:
    decisions = [decide(part, case, item) for part in condition.conditions]
    deciding = Truth.TRUE if isinstance(condition, AnyOf) else Truth.FALSE
    other = Truth.FALSE if isinstance(condition, AnyOf) else Truth.TRUE
    for wanted in (deciding, Truth.UNKNOWN):
        for decision in decisions:
            if decision.truth is wanted:
                return decision
    applicable = [d for d in decisions if d.truth is not Truth.NOT_APPLICABLE]
    if not applicable:
        return Decision(Truth.NOT_APPLICABLE)
    return next(d for d in applicable if d.truth is other)
